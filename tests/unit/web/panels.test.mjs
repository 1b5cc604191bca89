// Texts of the panels that depend only on the state.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checklistText } from "../../../validator/web/views/checklist.mjs";
import { factsOf } from "../../../validator/web/views/explain.mjs";
import { readingSummary, valuesToFill } from "../../../validator/web/views/paste.mjs";
import { gateText } from "../../../validator/web/views/payload.mjs";

const LABELS = new Map(Object.entries({ user_name: "User name", password: "Password", port: "Port", authentication: "Authentication" }));
const FORM = { label: (/** @type {string} */ name) => LABELS.get(name) ?? "" };
const NONE = { label: "", filled: [] };

test("values typed while a text was being read are kept", () => {
  const settings = { port: "587", address: "smtp.example.com", user_name: "", password: null };
  const before = { port: "25", address: "" };
  assert.deepEqual(valuesToFill({ settings }, before, { ...before }), {
    port: "587",
    address: "smtp.example.com",
    user_name: "",
  });
  assert.deepEqual(valuesToFill({ settings }, before, { ...before, port: "26" }), {
    address: "smtp.example.com",
    user_name: "",
  });
  // An untouched field counts as empty, like an unknown one.
  assert.deepEqual(valuesToFill({ settings: { port: "587" } }, {}, { port: "" }), { port: "587" });
});

test("the summary of a text says what was read, what else was filled in, and what is missing", () => {
  const summary = (/** @type {Partial<Parameters<typeof readingSummary>[2]>} */ filled, candidates = {}) =>
    readingSummary(FORM, { title: "A .env file", program: null, language: null, candidates, servers: [] }, { count: 2, preset: NONE, missing: [], ...filled });
  assert.equal(summary({}), "Read as: A .env file. 2 values filled in");
  assert.equal(summary({ count: 1 }), "Read as: A .env file. 1 value filled in");
  assert.equal(
    summary({}, { port: ["25", "587"], user_name: ["a", "b"] }),
    "Read as: A .env file. 2 values filled in. Several were found for Port and User name: choose below or next to the field",
  );
  assert.equal(
    summary({ preset: { label: "Mailgun, EU", filled: ["authentication"] } }),
    "Read as: A .env file. 2 values filled in. Filled in from the list of providers for Mailgun, EU: Authentication",
  );
  assert.equal(
    summary({ missing: ["user_name", "password"] }),
    "Read as: A .env file. 2 values filled in. No user name and no password found",
  );
});

test("the recognized program and language are named", () => {
  const recognized = (/** @type {{program: string | null, language: string | null}} */ known) =>
    readingSummary(FORM, { title: "Settings", candidates: {}, servers: [], ...known }, { count: 2, preset: NONE, missing: [] });
  assert.equal(recognized({ program: "Grafana", language: null }), "Read as: Settings for Grafana. 2 values filled in");
  assert.equal(recognized({ program: null, language: "German" }), "Read as: Settings with German labels. 2 values filled in");
});

test("only known facts about an error are stated", () => {
  const unknown = { provider_name: null, stage: null, general: false, temporary: null };
  assert.equal(factsOf(unknown), "");
  assert.equal(factsOf({ ...unknown, temporary: true }), "Trying again later may help.");
  assert.equal(factsOf({ ...unknown, temporary: false }), "It won't work until something changes.");
  // The general meaning of the reply's class already says so.
  assert.equal(factsOf({ ...unknown, general: true, temporary: false }), "");
  const known = { provider_name: "Gmail", stage: "AUTH", general: false, temporary: false };
  assert.equal(factsOf(known), "Provider: Gmail. How far it got: AUTH. It won't work until something changes.");
});

test("the checklist as text marks the ticked items", () => {
  const items = [
    { name: "tick backup", title: "Make a backup" },
    { name: "tick admin", title: "Confirm your own address" },
  ];
  assert.equal(checklistText(items, { "tick admin": "1" }), "[ ] Make a backup\n[x] Confirm your own address\n");
  assert.equal(checklistText([], {}), "");
});

test("the reason is shown if there is no payload", () => {
  assert.match(gateText("starting", false, false), /once your settings are checked\.$/);
  assert.equal(gateText("errors", true, true), "Enter the password first.");
  assert.equal(gateText("unfinished", true, false), "Fill in what's missing first.");
  assert.equal(gateText("errors", true, false), "Fix the errors first.");
});
