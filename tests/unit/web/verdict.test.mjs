// Which parts of a report are shown: only those about the current values.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../../../validator/web/store.mjs";
import { stops } from "../../../validator/web/views/verdict-bar.mjs";
import { viewOf, summaryText } from "../../../validator/web/views/verdict.mjs";
import { answerOf, finding } from "./samples.mjs";

/** @import { EngineState, Finding, Report, Severity } from "../../../validator/web/types.d.ts" */

/** @type {{state: EngineState}} */
const RUNNING = { state: "running" };

/**
 * Create a store whose values have this verdict.
 *
 * @param {Report["verdict"]} verdict
 * @param {Finding[]} findings
 */
function judged(verdict, findings, touched = ["port"]) {
  const store = new Store();
  store.apply(Object.fromEntries(touched.map((name) => [name, "x"])), "Fill in");
  store.judged(answerOf(store.version, verdict, findings));
  return store;
}

test("before anything is touched there is no verdict", () => {
  assert.equal(viewOf(new Store(), { state: "asleep" }).state, "idle");
  assert.equal(viewOf(new Store(), RUNNING).state, "idle");
});

test("without a report, the state says what it's waiting for", () => {
  const store = new Store();
  store.markTouched("port");
  assert.equal(viewOf(store, { state: "starting" }).state, "starting");
  assert.equal(viewOf(store, RUNNING).state, "checking");
  assert.equal(viewOf(store, { state: "failed" }).state, "failed");
});

test("the verdict is about the touched fields", () => {
  const findings = [finding("port", "error"), finding("domain", "error")];
  assert.equal(viewOf(judged("errors", findings), RUNNING).state, "errors");
  const view = viewOf(judged("errors", findings, ["address"]), RUNNING);
  assert.equal(view.state, "unfinished");
  assert.deepEqual(view.waiting, ["port", "domain"]);
  assert.deepEqual(view.shown, []);
  assert.equal(viewOf(judged("ready", [finding("port", "advice")]), RUNNING).state, "ready");
  assert.equal(viewOf(judged("ready", [finding("domain", "advice")]), RUNNING).state, "ready");
  assert.equal(viewOf(judged("warnings", [finding("port", "warning")]), RUNNING).state, "warnings");
});

test("a finding about the Forem is shown with what it's about, whatever else is empty", () => {
  const name = { ...finding("from_email_address", "error"), instance_field: "community_name" };
  const findings = [finding("address", "error"), name];
  const view = viewOf(judged("errors", findings, ["community_name"]), RUNNING);
  assert.deepEqual([view.state, view.shown, view.waiting], ["errors", [name], ["address"]]);
  const other = viewOf(judged("errors", findings, ["from_email_address"]), RUNNING);
  assert.deepEqual([other.state, other.waiting], ["unfinished", ["address", "community_name"]]);
  assert.deepEqual(stops(["address", "from_email_address", "community_name"], view), ["community_name"]);
});

test("what is said of the Forem alone begins nothing while nothing is wrong with it", () => {
  const findings = [finding("address", "error")];
  for (const name of ["hosting", "community_name", "sendgrid_api_key"]) {
    assert.equal(viewOf(judged("errors", findings, [name]), RUNNING).state, "idle");
  }
});

test("the verdict isn't ready while something is missing that can change it", () => {
  const store = judged("unfinished", [finding("domain", "advice")], ["domain", "port"]);
  if (store.answer) store.answer.report.to_fill_in = ["domain", "hosting"];
  const view = viewOf(store, RUNNING);
  assert.equal(view.state, "unfinished");
  assert.deepEqual([view.unchecked, view.waiting], [[], ["domain", "hosting"]]);
  const warned = judged("warnings", [finding("domain", "warning")], ["domain"]);
  if (warned.answer) warned.answer.report.to_fill_in = ["domain"];
  assert.equal(viewOf(warned, RUNNING).state, "warnings");
  const counts = { error: 0, warning: 0, advice: 0 };
  assert.equal(summaryText("unfinished", counts, "", ["port", "domain"]).headline, "No errors so far; 2 values to fill in");
  const one = { ...counts, warning: 1 };
  assert.equal(summaryText("unfinished", one, "", ["port"]).headline, "1 warning so far; 1 value to fill in");
  // Forem has no field for the hosting company.
  const asked = summaryText("unfinished", counts, "", ["hosting"]);
  assert.equal(asked.headline, "No errors so far; 1 question to answer");
  const both = summaryText("unfinished", counts, "", ["domain", "hosting"]);
  assert.equal(both.headline, "No errors so far; 1 value to fill in and 1 question to answer");
});

test("a report is shown only for a moment after its values have changed", () => {
  const store = judged("ready", []);
  store.type("port", "465");
  assert.equal(viewOf(store, RUNNING).state, "ready");
  store.set({ isLate: true });
  const view = viewOf(store, RUNNING);
  assert.deepEqual([view.state, view.report, view.shown], ["checking", null, []]);
});

test("a stale report isn't shown while Python restarts or has failed", () => {
  const store = judged("ready", [finding("port", "advice")]);
  store.type("port", "465");
  for (const state of /** @type {const} */ (["starting", "failed"])) {
    const view = viewOf(store, { state });
    assert.deepEqual([view.state, view.report, view.shown], [state, null, []]);
  }
});

test("a current report is shown while Python restarts", () => {
  const store = judged("ready", []);
  assert.equal(viewOf(store, { state: "starting" }).state, "ready");
});

test("only the password is missing if a link had the rest", () => {
  const store = judged("errors", [finding("password", "error")], ["password"]);
  store.values.password = "";
  assert.ok(!viewOf(store, RUNNING).wantsPassword);
  store.set({ isLinked: true });
  assert.ok(viewOf(store, RUNNING).wantsPassword);
  store.values.password = "secret";
  assert.ok(!viewOf(store, RUNNING).wantsPassword);
  const other = judged("errors", [finding("password", "error"), finding("port", "error")], ["password", "port"]);
  other.set({ isLinked: true });
  other.values.password = "";
  assert.ok(!viewOf(other, RUNNING).wantsPassword);
  assert.ok(viewOf(other, RUNNING).lacksPassword);
});

test("only the password is missing if nothing else is", () => {
  const text = (/** @type {number} */ warning, /** @type {string[]} */ missing) =>
    summaryText("linked", { error: 0, warning, advice: 0 }, "", missing).headline;
  assert.equal(text(0, ["password"]), "Only the password is missing");
  assert.equal(text(1, ["password"]), "1 warning so far; 1 value to fill in");
  assert.equal(text(0, ["domain", "hosting", "password"]), "No errors so far; 2 values to fill in and 1 question to answer");
});

test("the summary counts findings and missing values", () => {
  const text = (
    /** @type {Parameters<typeof summaryText>[0]} */ state,
    /** @type {Partial<Record<Severity, number>>} */ counts,
  ) => summaryText(state, { error: 0, warning: 0, advice: 0, ...counts }, "Why.");
  assert.equal(text("errors", { error: 1 }).headline, "1 error");
  assert.equal(text("errors", { error: 2, warning: 1 }).headline, "2 errors and 1 warning");
  assert.match(text("errors", { error: 1, advice: 1 }).explanation, / There is also 1 piece of advice\.$/);
  assert.match(text("errors", { error: 1, advice: 2 }).explanation, / There are also 2 pieces of advice\.$/);
  assert.equal(text("unfinished", {}).headline, "No errors so far");
  assert.equal(text("unfinished", { warning: 2 }).headline, "2 warnings so far");
  assert.equal(text("ready", {}).explanation, "No errors and no warnings.");
  assert.equal(text("ready", { advice: 2 }).explanation, "No errors and no warnings, but 2 pieces of advice.");
  assert.match(text("failed", {}).explanation, /Why\.$/);
});
