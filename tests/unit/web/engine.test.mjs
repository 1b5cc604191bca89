// The engine never waits without a limit, starts Python once more, and then says why it doesn't run.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { CALL_MS, Engine, FIRST_CALL_MS, STALL_MS } from "../../../validator/web/engine.mjs";

const never = new Promise(() => {});

/** Let everything that is settled have its effect. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await null;
};

/** An engine whose Pythons are made by `make(number, onProgress, options)`. */
function engineOf(make) {
  const starts = [];
  const states = [];
  const startPython = async (onProgress, options) => {
    starts.push(options);
    return make(starts.length, onProgress, options);
  };
  const engine = new Engine(startPython, () => states.push(engine.state));
  return { engine, starts, states };
}

const answering = { call: async (name, request) => ({ name, ...request }) };
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
  let progress;
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
  assert.equal((await engine.call("judge", {})).name, "judge");
  assert.deepEqual(
    starts.map(({ fresh }) => Boolean(fresh)),
    [false, true],
  );
});

test("that only loading the page again helps is said", async () => {
  const { engine } = engineOf(() => {
    throw Object.assign(new Error("PyScript could not be loaded."), { onlyReloadHelps: true });
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
  assert.equal((await engine.call("read", {})).name, "read");
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
    (await Promise.all(answers)).map(({ name }) => name),
    ["judge", "read", "explain"],
  );
});

test("a call that is rejected, as by the lean interpreter, is asked of the whole one", async () => {
  const stopping = { call: () => Promise.reject(new Error("unreachable")) };
  const { engine, starts } = engineOf((number) => (number === 1 ? stopping : answering));
  assert.equal((await engine.call("judge", {})).name, "judge");
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
