// The engine never waits forever: it restarts Python once, and then says why it isn't running.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { CALL_MS, Engine, FIRST_CALL_MS, STALL_MS } from "../../../validator/web/engine.mjs";
import { settle } from "./samples.mjs";

/** @import { EngineState, StartOptions } from "../../../validator/web/types.d.ts" */

/** @typedef {{call: (name: string, request: object) => Promise<any>}} PythonStub A stub of Python. */

/** @type {Promise<never>} */
const never = new Promise(() => {});

/**
 * Create an engine that starts the stubs made by `make(number, onProgress)`.
 *
 * @param {(number: number, onProgress: (text: string) => void) => PythonStub | Promise<PythonStub>} make
 */
function createEngine(make) {
  /** @type {(StartOptions & {signal: AbortSignal})[]} */
  const starts = [];
  /** @type {EngineState[]} */
  const states = [];
  const startPython = async (/** @type {(text: string) => void} */ onProgress, /** @type {any} */ options) => {
    starts.push(options);
    return make(starts.length, onProgress);
  };
  const engine = new Engine(startPython, () => states.push(engine.state));
  return { engine, starts, states };
}

/** @type {PythonStub} */
const answering = { call: async (name, request) => ({ name, ...request }) };
/**
 * Return the name of the called function.
 *
 * @param {any} answer
 */
const nameOf = (answer) => answer.name;
const hanging = { call: () => never };

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("a call starts Python and returns its answer", async () => {
  const { engine, starts, states } = createEngine(() => answering);
  assert.deepEqual(await engine.call("judge", { port: "587" }), { name: "judge", port: "587" });
  assert.equal(engine.state, "running");
  assert.equal(starts.length, 1);
  assert.deepEqual([...new Set(states)], ["starting", "running"]);
  engine.start();
  assert.equal(starts.length, 1);
});

test("a start without progress times out, and one with progress doesn't", async () => {
  /** @type {(text: string) => void} */
  let progress = () => {};
  const { engine, starts } = createEngine((_, onProgress) => {
    progress = onProgress;
    return never;
  });
  engine.start();
  for (let part = 0; part < 10; part += 1) {
    mock.timers.tick(STALL_MS - 1);
    progress("loading");
    await settle();
    assert.equal(engine.state, "starting");
  }
  assert.equal(engine.progress, "loading");
  mock.timers.tick(STALL_MS);
  await settle();
  assert.equal(engine.state, "failed");
  assert.equal(engine.reason, "Nothing has arrived within 30 seconds.");
  assert.ok(starts[0].signal.aborted);
});

test("progress of an abandoned start is ignored", async () => {
  /** @type {((text: string) => void)[]} */
  const progress = [];
  const { engine } = createEngine((_, onProgress) => {
    progress.push(onProgress);
    return never;
  });
  engine.start();
  mock.timers.tick(STALL_MS);
  await settle();
  engine.start();
  progress[0]("an old one");
  assert.notEqual(engine.progress, "an old one");
  mock.timers.tick(STALL_MS);
  await settle();
  assert.equal(engine.state, "failed");
});

test("a failed start says why, and the next one bypasses the cache", async () => {
  const { engine, starts } = createEngine((number) => {
    if (number === 1) throw new Error("The server answered 500 for core.js.");
    return answering;
  });
  assert.equal(await engine.call("judge", {}), null);
  assert.equal(engine.state, "failed");
  assert.equal(engine.reason, "The server answered 500 for core.js.");
  assert.equal(engine.onlyReloadHelps, false);
  engine.start();
  assert.equal(nameOf(await engine.call("judge", {})), "judge");
  assert.deepEqual(
    starts.map(({ fresh }) => Boolean(fresh)),
    [false, true],
  );
});

test("it says if only reloading the page can help", async () => {
  const { engine } = createEngine(() => {
    throw Object.assign(new Error("PyScript couldn't be loaded."), { onlyReloadHelps: true });
  });
  assert.equal(await engine.call("judge", {}), null);
  assert.ok(engine.onlyReloadHelps);
});

test("if Python doesn't answer, the whole interpreter is started, and called again", async () => {
  const { engine, starts, states } = createEngine((number) => (number === 1 ? hanging : answering));
  const answer = engine.call("judge", { port: "25" });
  await settle();
  mock.timers.tick(FIRST_CALL_MS);
  assert.deepEqual(await answer, { name: "judge", port: "25" });
  assert.deepEqual([...new Set(states)], ["starting", "running"]);
  assert.ok(starts[0].signal.aborted);
  assert.ok(starts[1].whole);
  assert.equal(starts[1].signal.aborted, false);
});

test("after two calls without an answer it has failed, and can be started again", async () => {
  const { engine, starts } = createEngine((number) => (number < 3 ? hanging : answering));
  const answer = engine.call("judge", {});
  await settle();
  mock.timers.tick(FIRST_CALL_MS);
  await settle();
  mock.timers.tick(FIRST_CALL_MS);
  assert.equal(await answer, null);
  assert.equal(engine.state, "failed");
  assert.equal(engine.reason, "It gave no answer within 30 seconds.");
  assert.ok(starts.every(({ signal }) => signal.aborted));
  assert.equal(nameOf(await engine.call("read", {})), "read");
  assert.equal(engine.state, "running");
});

test("the first call has a longer timeout than the others", async () => {
  let hangs = false;
  const { engine, starts } = createEngine(() => ({ call: async () => (hangs ? never : {}) }));
  await engine.call("judge", {});
  hangs = true;
  const answer = engine.call("judge", {});
  await settle();
  mock.timers.tick(CALL_MS - 1);
  await settle();
  assert.equal(starts.length, 1);
  mock.timers.tick(1);
  await settle();
  assert.equal(starts.length, 2);
  mock.timers.tick(FIRST_CALL_MS);
  assert.equal(await answer, null);
});

test("calls that wait behind an unanswered one are repeated too", async () => {
  const { engine } = createEngine((number) => (number === 1 ? hanging : answering));
  const answers = [engine.call("judge", {}), engine.call("read", {}), engine.call("explain", {})];
  await settle();
  mock.timers.tick(FIRST_CALL_MS);
  assert.deepEqual(
    (await Promise.all(answers)).map(nameOf),
    ["judge", "read", "explain"],
  );
});

test("a call that the lean interpreter rejects is repeated with the whole one", async () => {
  const stopping = { call: () => Promise.reject(new Error("unreachable")) };
  const { engine, starts } = createEngine((number) => (number === 1 ? stopping : answering));
  assert.equal(nameOf(await engine.call("judge", {})), "judge");
  assert.ok(starts[1].whole);
});

test("a restart that hangs times out", async () => {
  const stopping = { call: () => Promise.reject(new Error("unreachable")) };
  const { engine } = createEngine((number) => (number === 1 ? stopping : never));
  const answer = engine.call("judge", {});
  await settle();
  assert.equal(engine.state, "starting");
  mock.timers.tick(STALL_MS);
  assert.equal(await answer, null);
  assert.equal(engine.state, "failed");
});
