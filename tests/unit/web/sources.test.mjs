// Where values came from, and what choosing one of several servers changes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { changesFor, fieldsToChoose, originOf } from "../../../validator/web/sources.mjs";
import { readingSummary } from "../../../validator/web/views/paste.mjs";

/** @import { Values } from "../../../validator/web/types.d.ts" */

const MEADOW = { address: "smtp.meadow.example", port: "587", user_name: "clover", password: "Haystack-81" };
const POND = { address: "smtp.pond.example", port: "587", password: "Lilypad-512", encryption: "implicit" };
const server = (/** @type {Values} */ settings, /** @type {string} */ place) => ({
  settings,
  seen: { ...settings, password: "********" },
  origins: Object.fromEntries(Object.keys(settings).map((name) => [name, `${place}, ${name}`])),
  place,
});
const SERVERS = [server(MEADOW, "lines 1 to 4"), server(POND, "lines 6 to 9")];
const READING = {
  settings: MEADOW,
  origins: SERVERS[0].origins,
  seen: SERVERS[0].seen,
  candidates: {
    address: [MEADOW.address, POND.address],
    password: [MEADOW.password, POND.password],
    domain: ["a.example", "b.example"],
  },
  candidate_origins: { domain: ["line 11", "line 12"] },
  shown: { domain: ["a.example", "b.example"] },
  servers: SERVERS,
};
const PRESETS = { [MEADOW.address]: { label: "Meadow Mail", values: { authentication: "plain" } } };

test("the origin is that of the server in the form, even if the value is the same", () => {
  const origin = (/** @type {string} */ name, /** @type {Values} */ values) => originOf(READING, PRESETS, name, values)?.origin;
  assert.equal(origin("port", MEADOW), "lines 1 to 4, port");
  assert.equal(origin("port", POND), "lines 6 to 9, port");
  assert.equal(origin("domain", { ...POND, domain: "b.example" }), "line 12");
  assert.equal(origin("authentication", { ...MEADOW, authentication: "plain" }), "list of providers, Meadow Mail");
  assert.equal(origin("authentication", { ...POND, authentication: "plain" }), undefined);
  assert.equal(origin("port", { ...MEADOW, port: "2525" }), undefined);
  assert.equal(origin("encryption", MEADOW), undefined);
});

test("a server replaces all that came with the other one, and nothing that was typed", () => {
  const values = { ...MEADOW, authentication: "plain", from_email_address: "typed@meadow.example" };
  assert.deepEqual(changesFor(READING, PRESETS, SERVERS[1], values), { ...POND, user_name: "", authentication: "" });
});

test("what comes along with a server is no choice of its own", () => {
  assert.deepEqual(fieldsToChoose(READING), ["address", "domain"]);
  assert.deepEqual(fieldsToChoose({ ...READING, servers: [] }), ["address", "password", "domain"]);
  const form = { label: (/** @type {string} */ name) => name };
  const reading = { ...READING, title: "Settings", program: null, language: null };
  const summary = readingSummary(form, reading, { count: 4, preset: { label: "", filled: [] }, missing: [] });
  assert.equal(
    summary,
    "Read as: Settings. 4 values filled in. 2 mail servers were found, each with its own values: choose one below or next" +
      " to the field. Several were found for domain: choose below or next to the field",
  );
});
