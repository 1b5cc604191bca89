// A link's stored answer is requested by name, and only if the site has it.

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { linkAnswer, nameOf } from "../../../validator/web/link-answer.mjs";

afterEach(() => mock.restoreAll());

test("names are the hash that the build computes", () => {
  // Test vectors from the specification of FNV, draft-eastlake-fnv.
  assert.deepEqual(["", "a", "foobar"].map(nameOf), ["811c9dc5", "e40c292c", "bf9cf968"]);
  assert.equal(nameOf("é"), "1e9de8c1");
});

test("only answers to the site's own links are requested", async () => {
  const answer = { request: {}, answer: {} };
  const ask = mock.method(globalThis, "fetch", async () => Response.json(answer));
  assert.deepEqual(await linkAnswer("#foobar", "811c9dc5 bf9cf968"), answer);
  assert.match(String(ask.mock.calls[0].arguments[0]), /\/answers\/bf9cf968\.json$/);
  for (const names of ["", "811c9dc5"]) assert.equal(await linkAnswer("#foobar", names), null);
  assert.equal(ask.mock.callCount(), 1);
});

test("a missing file gives no answer", async () => {
  mock.method(globalThis, "fetch", async () => new Response("Not found", { status: 404 }));
  assert.equal(await linkAnswer("#foobar", "bf9cf968"), null);
});

test("a stalled response is abandoned", async () => {
  const stalled = (/** @type {unknown} */ _, /** @type {RequestInit} */ { signal }) =>
    new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  mock.method(globalThis, "fetch", stalled);
  // Keeps Node.js running: the signal's own timer doesn't.
  const awake = setInterval(() => {}, 1000);
  await assert.rejects(linkAnswer("#foobar", "bf9cf968"), { name: "TimeoutError" }).finally(() => clearInterval(awake));
});
