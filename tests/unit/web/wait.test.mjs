// Debouncing, waiting for an idle moment, and aborting with a signal.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { debounced, unlessAborted, whenIdle } from "../../../validator/web/wait.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("a debounced action waits for a pause, and gets the last arguments", () => {
  /** @type {string[]} */
  const done = [];
  const say = debounced((/** @type {string} */ text) => done.push(text), 100);
  say("one");
  mock.timers.tick(99);
  say("two");
  mock.timers.tick(99);
  assert.deepEqual(done, []);
  mock.timers.tick(1);
  assert.deepEqual(done, ["two"]);
  say("three");
  mock.timers.tick(100);
  assert.deepEqual(done, ["two", "three"]);
});

test("a debounced action can be canceled", () => {
  let count = 0;
  const act = debounced(() => (count += 1), 100);
  act();
  act.cancel();
  mock.timers.tick(1000);
  assert.equal(count, 0);
});

test("an idle action runs after a while in browsers without requestIdleCallback", () => {
  let isDone = false;
  whenIdle(() => (isDone = true), { timeout: 1000, otherwise: 200 });
  mock.timers.tick(199);
  assert.ok(!isDone);
  mock.timers.tick(1);
  assert.ok(isDone);
});

test("an idle action uses requestIdleCallback if there is one", () => {
  /** @type {{action: () => void, options: object}[]} */
  const asked = [];
  const requestIdleCallback = (/** @type {() => void} */ action, /** @type {object} */ options) => asked.push({ action, options });
  Object.assign(globalThis, { requestIdleCallback });
  try {
    let isDone = false;
    whenIdle(() => (isDone = true), { timeout: 1000, otherwise: 200 });
    mock.timers.tick(5000);
    assert.ok(!isDone);
    assert.deepEqual(asked[0].options, { timeout: 1000 });
    asked[0].action();
    assert.ok(isDone);
  } finally {
    Reflect.deleteProperty(globalThis, "requestIdleCallback");
  }
});

test("a promise is abandoned when the signal is aborted, before or after it starts", async () => {
  const never = new Promise(() => {});
  const life = new AbortController();
  const waiting = unlessAborted(life.signal, never);
  life.abort(new Error("It was started again."));
  await assert.rejects(waiting, /started again/);
  await assert.rejects(unlessAborted(life.signal, never), /started again/);
  assert.equal(await unlessAborted(undefined, Promise.resolve(1)), 1);
});
