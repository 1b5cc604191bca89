// The store: values, undo steps, and which answer belongs to which values.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../../../validator/web/store.mjs";
import { answerOf } from "./samples.mjs";

test("typing increments the version and makes the answer stale", () => {
  const store = new Store();
  store.type("port", "587");
  store.judged(answerOf(store.version));
  assert.ok(store.isJudged);
  store.type("port", "465");
  assert.ok(!store.isJudged);
});

test("listeners are called after each change is complete", () => {
  const store = new Store();
  /** @type {string[]} */
  const seen = [];
  store.subscribe(() => seen.push(store.values.port ?? ""));
  store.type("port", "25");
  store.apply({ port: "587" }, "Set Port to 587");
  store.undo();
  assert.deepEqual(new Set(seen), new Set(["25", "587"]));
  assert.equal(seen.at(-1), "25");
});

test("applying changes marks filled fields as touched, and emptied ones as untouched", () => {
  const store = new Store();
  store.apply({ port: "587", domain: "a.example" }, "Fill in");
  assert.deepEqual([...store.touched], ["port", "domain"]);
  store.apply({ domain: "" }, "Clear Domain");
  assert.deepEqual([...store.touched], ["port"]);
  store.apply({ edition: "2021" }, "Set the edition");
  assert.ok(store.touched.has("edition"));
  store.undo();
  assert.equal(store.values.edition, "current");
  assert.ok(!store.touched.has("edition"));
});

test("a change without effect isn't an undo step", () => {
  const store = new Store();
  store.type("port", "587");
  const { version } = store;
  assert.equal(store.apply({ port: "587", domain: "", edition: "current" }, "Nothing"), null);
  assert.deepEqual(store.steps, []);
  assert.equal(store.version, version);
});

test("undo restores what a step changed, and keeps later input", () => {
  const store = new Store();
  store.type("port", "25");
  store.apply({ port: "587", address: "smtp.example.org" }, "Fill in");
  store.type("domain", "a.example");
  assert.equal(store.undo(), "Fill in");
  assert.deepEqual(store.values, { port: "25", address: "", domain: "a.example" });
  assert.deepEqual(store.steps, []);
});

test("consecutive steps of one kind are merged", () => {
  const store = new Store();
  store.apply({ address: "one.example" }, "Fill in for One", "provider");
  store.apply({ address: "two.example" }, "Fill in for Two", "provider");
  assert.deepEqual(
    store.steps.map(({ text }) => text),
    ["Fill in for Two"],
  );
  store.type("port", "1");
  store.apply({ address: "three.example" }, "Fill in for Three", "provider");
  assert.equal(store.steps.length, 2);
  store.undo();
  assert.equal(store.values.address, "two.example");
  store.apply({ address: "four.example" }, "Fill in for Four", "provider");
  assert.equal(store.steps.length, 1);
  store.undo();
  assert.equal(store.values.address, "");
});

test("clearing removes everything, and one undo restores it", () => {
  const store = new Store();
  store.apply({ port: "587", edition: "2021" }, "Fill in");
  store.setExtra("plan members", "100");
  store.set({ isLinked: true });
  store.openOnce("checker-plan");
  store.clear("Clear the form");
  assert.deepEqual(store.values, { port: "", edition: "current" });
  assert.deepEqual([store.extras, store.open, store.isLinked, store.touched.size], [{}, {}, false, 0]);
  store.undo();
  assert.deepEqual(store.values, { port: "587", edition: "2021" });
  assert.deepEqual(store.extras, { "plan members": "100" });
  assert.deepEqual([...store.touched].sort(), ["edition", "port"]);
});

test("clearing an empty form isn't a step, unless there are extras", () => {
  const store = new Store();
  store.clear("Clear the form");
  assert.equal(store.steps.length, 0);
  store.setExtra("tick backup", "1");
  store.clear("Clear the form");
  assert.equal(store.steps.length, 1);
  store.undo();
  assert.deepEqual(store.extras, { "tick backup": "1" });
});

test("an empty note is removed", () => {
  const store = new Store();
  store.setExtra("plan members", "1");
  store.setExtra("plan members", "");
  assert.deepEqual(store.extras, {});
});

test("a part that the user closed doesn't open by itself", () => {
  const store = new Store();
  store.set({ open: { "checker-checklist": false } });
  store.openOnce("checker-checklist");
  assert.equal(store.open["checker-checklist"], false);
});

test("showing the payload despite errors ends when the errors do", () => {
  const store = new Store();
  store.set({ showsPayloadAnyway: true });
  store.judged(answerOf(0, "errors"));
  assert.ok(store.showsPayloadAnyway);
  store.judged(answerOf(0, "warnings"));
  assert.ok(!store.showsPayloadAnyway);
});
