// Python is called once for each state of the values, and an answer counts only for the values that it's about.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Effects, isVolumeCurrent, LATE_MS, NoAnswer } from "../../../validator/web/effects.mjs";
import { Store } from "../../../validator/web/store.mjs";
import { judgement, known, settle } from "./samples.mjs";

/** @import { BridgeName, EngineState } from "../../../validator/web/types.d.ts" */

/** @typedef {{name: string, request: any, isAnswered: boolean, resolve: (answer: any) => void}} Call */

/** Create a store with effects on a Python stub: `answer()` answers its oldest open call. */
function createStore() {
  const store = new Store();
  /** @type {Call[]} */
  const calls = [];
  const engine = {
    state: /** @type {EngineState} */ ("running"),
    /**
     * @param {BridgeName} name
     * @param {object} request
     * @returns {Promise<any>}
     */
    call: (name, request) => new Promise((resolve) => calls.push({ name, request, isAnswered: false, resolve })),
  };
  const effects = new Effects(store, engine);
  store.subscribe(() => effects.update());
  const open = () => calls.filter((call) => !call.isAnswered);
  const answer = async (/** @type {object | null} */ given = judgement("ready")) => {
    const [call] = open();
    call.isAnswered = true;
    call.resolve(given);
    await settle();
    return call;
  };
  return { store, engine, effects, calls, open, answer };
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("Python isn't called before a field is touched", async () => {
  const { store, calls } = createStore();
  store.type("port", "587");
  await settle();
  assert.equal(calls.length, 0);
  store.markTouched("port");
  await settle();
  assert.equal(calls.length, 1);
});

test("one call returns report, conversation and payload", async () => {
  const { store, calls, answer } = createStore();
  store.apply({ port: "587", sendgrid_api_key: "1" }, "Fill in");
  const { name, request } = calls[0];
  assert.equal(name, "judge");
  assert.equal(request.settings.port, "587");
  assert.equal(request.forem.sendgrid_api_key, true);
  assert.deepEqual([request.name, request.hidden], ["json", true]);
  await answer();
  assert.ok(store.isJudged);
  assert.equal(calls.length, 1);
});

test("no second call is made during a call, and a stale answer is discarded", async () => {
  const { store, calls, open, answer } = createStore();
  store.apply({ port: "1" }, "Fill in");
  for (const port of ["11", "112", "1125"]) store.type("port", port);
  await settle();
  assert.equal(calls.length, 1);
  await answer();
  assert.deepEqual([store.answer], [null]);
  assert.equal(open().length, 1);
  assert.equal(open()[0].request.settings.port, "1125");
  await answer();
  assert.equal(known(store.answer).version, store.version);
  assert.equal(open().length, 0);
});

test("choosing another format or showing the password calls Python at once", async () => {
  const { store, open, answer } = createStore();
  store.apply({ port: "587" }, "Fill in");
  await answer();
  store.set({ format: "dotenv" });
  assert.deepEqual([open()[0].request.name, open()[0].request.hidden], ["dotenv", true]);
  assert.ok(store.isJudged);
  store.set({ isPasswordShown: true });
  await answer();
  assert.deepEqual([open()[0].request.name, open()[0].request.hidden], ["dotenv", false]);
  await answer();
  assert.equal(known(store.answer).hidden, false);
});

test("values that wait are marked late after a moment, until they are checked", async () => {
  const { store, answer } = createStore();
  store.apply({ port: "587" }, "Fill in");
  mock.timers.tick(LATE_MS - 1);
  assert.ok(!store.isLate);
  // Further typing doesn't restart the timer.
  store.type("port", "465");
  mock.timers.tick(1);
  assert.ok(store.isLate);
  await answer();
  assert.ok(store.isLate);
  await answer();
  assert.ok(!store.isLate);
  mock.timers.tick(LATE_MS);
  assert.ok(!store.isLate);
});

test("after a failure, Python isn't called until it runs again", async () => {
  const { store, engine, effects, calls, answer } = createStore();
  store.apply({ port: "587" }, "Fill in");
  engine.state = "failed";
  await answer(null);
  store.type("port", "465");
  await settle();
  assert.equal(calls.length, 1);
  engine.state = "running";
  effects.update();
  assert.equal(calls.length, 2);
  assert.equal(calls[1].request.settings.port, "465");
});

test("the plan is calculated independently of the settings", async () => {
  const { store, calls, open, answer } = createStore();
  store.setExtra("plan members", "100");
  assert.deepEqual(calls[0].request, { values: { members: "100" } });
  store.setExtra("plan members", "1000");
  mock.timers.tick(LATE_MS);
  assert.ok(store.isVolumeLate);
  await answer({ summary: "of 100" });
  assert.deepEqual([store.volume], [null]);
  await answer({ summary: "of 1000" });
  assert.equal(known(store.volume).answer.summary, "of 1000");
  assert.ok(!store.isVolumeLate);
  store.setExtra("plan members", "");
  await settle();
  assert.equal(open().length, 0);
});

test("Python learns which provider the plan is from, and is asked again when that changes", async () => {
  const { store, calls, answer } = createStore();
  store.setExtra("plan members", "100");
  await answer({ summary: "of nobody's plan" });
  store.set({ answer: /** @type {any} */ ({ report: { provider: "ses" } }) });
  await settle();
  assert.deepEqual(calls.at(-1)?.request, { values: { members: "100", provider: "ses" } });
  assert.ok(!isVolumeCurrent(store));
  await answer({ summary: "of the sandbox" });
  assert.ok(isVolumeCurrent(store));
});

test("a button's answer is discarded if the values have changed since the click", async () => {
  const { store, effects, answer } = createStore();
  const link = effects.ask("link");
  store.type("port", "587");
  await answer({ fragment: "check?v=1" });
  await assert.rejects(link, (error) => error instanceof NoAnswer && error.isOutdated);
  const another = effects.ask("link");
  await answer({ fragment: "check?v=1&port=587" });
  assert.equal((await another).fragment, "check?v=1&port=587");
});

test("without Python, a button's request is rejected with a message", async () => {
  const { effects, answer } = createStore();
  const asked = [effects.ask("link"), effects.askUntilCurrent("explain"), effects.read("text")];
  for (const _ of asked) await answer(null);
  for (const promise of asked) {
    await assert.rejects(promise, (/** @type {NoAnswer} */ error) => !error.isOutdated && error.message === "The checker isn't running.");
  }
});

test("an explanation is requested again if the values change in the meantime", async () => {
  const { store, effects, calls, answer } = createStore();
  const explanation = effects.askUntilCurrent("explain", { text: "535" });
  store.type("user_name", "apikey");
  await answer({ meaning: "of the old values" });
  assert.equal(known(calls.at(-1)).request.settings.user_name, "apikey");
  await answer({ meaning: "of the new values" });
  assert.equal((await explanation).meaning, "of the new values");
});

/**
 * Return the build's stored answer to a request.
 *
 * @param {object} request
 */
const storedAnswer = (request) => Promise.resolve({ request, answer: judgement("warnings") });

/** Create a store with a port from a link before Python runs, with the request that it will make. */
async function createWaitingStore() {
  const all = createStore();
  all.store.apply({ port: "587" }, "Fill in from a link");
  const [{ request }] = all.calls;
  await all.answer(null);
  all.engine.state = "starting";
  return { ...all, request };
}

test("the stored answer is shown until Python answers", async () => {
  const { store, engine, effects, request, answer } = await createWaitingStore();
  await effects.foresee(storedAnswer(request));
  assert.ok(store.isJudged);
  assert.equal(known(store.answer).report.verdict, "warnings");
  engine.state = "running";
  effects.update();
  await answer();
  assert.equal(known(store.answer).report.verdict, "ready");
});

test("the stored answer isn't used once the values have changed", async () => {
  const { store, effects, request } = await createWaitingStore();
  store.type("port", "465");
  await effects.foresee(storedAnswer(request));
  assert.equal(store.answer, null);
  store.type("port", "587");
  await effects.foresee(storedAnswer(request));
  store.type("port", "465");
  assert.ok(!store.isJudged);
});

test("the stored answer isn't used for another format", async () => {
  const { store, effects, request } = await createWaitingStore();
  store.set({ format: "dotenv" });
  await effects.foresee(storedAnswer(request));
  assert.equal(store.answer, null);
});

test("a stored answer that arrives after Python's is ignored", async () => {
  const { store, engine, effects, request, answer } = await createWaitingStore();
  engine.state = "running";
  effects.update();
  await answer();
  await effects.foresee(storedAnswer(request));
  assert.equal(known(store.answer).report.verdict, "ready");
});

test("a stored answer that is missing, broken or for another request is ignored", async () => {
  const { store, effects } = await createWaitingStore();
  const broken = /** @type {any} */ ({});
  for (const file of [null, broken]) await effects.foresee(Promise.resolve(file));
  await effects.foresee(Promise.reject(new SyntaxError("It ends too early.")));
  assert.equal(store.answer, null);
});

test("only a button that has to wait for Python's start says so", async () => {
  const { store, engine, effects } = await createWaitingStore();
  assert.ok(!store.isPythonAwaited);
  engine.state = "running";
  effects.ask("link");
  assert.ok(!store.isPythonAwaited);
  engine.state = "starting";
  effects.ask("link");
  assert.ok(store.isPythonAwaited);
});
