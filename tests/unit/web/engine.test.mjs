// The engine never waits without a limit, starts Python once more, and then says why it doesn't run.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { CALL_MS, Engine, FIRST_CALL_MS, STALL_MS } from "../../../validator/web/engine.mjs";
import { settle } from "./samples.mjs";

/** @import { EngineState, StartOptions } from "../../../validator/web/types.d.ts" */

/** @typedef {{call: (name: string, request: object) => Promise<any>}} Double A test double for Python. */

/** @type {Promise<never>} */
const never = new Promise(() => {});

/**
 * An engine whose Pythons are made by `make(number, onProgress)`.
 *
 * @param {(number: number, onProgress: (text: string) => void) => Double | Promise<Double>} make
 */
function engineOf(make) {
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

/** @type {Double} */
const answering = { call: async (name, request) => ({ name, ...request }) };
/**
 * The function that `answering` was asked.
 *
 * @param {any} answer
 */
const nameOf = (answer) => answer.name;
const hanging = { call: () => never };

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("a call starts Python and gives its answer", async () => {
  const { engine, starts, states } = engineOf(() => answering);
  assert.deepEqual(await engine.call("judge", { port: "587" }), { name: "judge", port: "587" });
  assert.equal(engine.state, "running");
  assert.equal(starts.length, 1);
  assert.deepEqual([...new Set(states)], ["starting", "running"]);
  engine.start();
  assert.equal(starts.length, 1);
});

test("a start without progress fails at the limit, and one with progress does not", async () => {
  /** @type {(text: string) => void} */
  let progress = () => {};
  const { engine, starts } = engineOf((_, onProgress) => {
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

test("progress of a start that was given up changes nothing", async () => {
  /** @type {((text: string) => void)[]} */
  const progress = [];
  const { engine } = engineOf((_, onProgress) => {
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

test("a start that is rejected says why; the next one asks the server for everything again", async () => {
  const { engine, starts } = engineOf((number) => {
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

test("that only loading the page again helps is said", async () => {
  const { engine } = engineOf(() => {
    throw Object.assign(new Error("PyScript couldn't be loaded."), { onlyReloadHelps: true });
  });
  assert.equal(await engine.call("judge", {}), null);
  assert.ok(engine.onlyReloadHelps);
});

test("Python that doesn't answer is ended, started once more as a whole, and asked again", async () => {
  const { engine, starts, states } = engineOf((number) => (number === 1 ? hanging : answering));
  const answer = engine.call("judge", { port: "25" });
  await settle();
  mock.timers.tick(FIRST_CALL_MS);
  assert.deepEqual(await answer, { name: "judge", port: "25" });
  assert.deepEqual([...new Set(states)], ["starting", "running"]);
  assert.ok(starts[0].signal.aborted);
  assert.ok(starts[1].whole);
  assert.equal(starts[1].signal.aborted, false);
});

test("after two calls without an answer it has failed, and another start helps", async () => {
  const { engine, starts } = engineOf((number) => (number < 3 ? hanging : answering));
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

test("the limit of a first call is longer than that of the others", async () => {
  let hangs = false;
  const { engine, starts } = engineOf(() => ({ call: async () => (hangs ? never : {}) }));
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

test("calls that wait behind one without an answer are asked again too", async () => {
  const { engine } = engineOf((number) => (number === 1 ? hanging : answering));
  const answers = [engine.call("judge", {}), engine.call("read", {}), engine.call("explain", {})];
  await settle();
  mock.timers.tick(FIRST_CALL_MS);
  assert.deepEqual(
    (await Promise.all(answers)).map(nameOf),
    ["judge", "read", "explain"],
  );
});

test("a call that is rejected, as by the lean interpreter, is asked of the whole one", async () => {
  const stopping = { call: () => Promise.reject(new Error("unreachable")) };
  const { engine, starts } = engineOf((number) => (number === 1 ? stopping : answering));
  assert.equal(nameOf(await engine.call("judge", {})), "judge");
  assert.ok(starts[1].whole);
});

test("a start that hangs after Python stopped fails at its limit", async () => {
  const stopping = { call: () => Promise.reject(new Error("unreachable")) };
  const { engine } = engineOf((number) => (number === 1 ? stopping : never));
  const answer = engine.call("judge", {});
  await settle();
  assert.equal(engine.state, "starting");
  mock.timers.tick(STALL_MS);
  assert.equal(await answer, null);
  assert.equal(engine.state, "failed");
});
