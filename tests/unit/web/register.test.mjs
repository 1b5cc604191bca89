// The page registers the service worker once, if it's wanted and supported, and otherwise does nothing.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

const REST_MS = 3000;
const LOCATION = "https://example.org/sub/folder/checker/?h=port#check?address=typed";
const register = mock.fn(async (/** @type {string} */ _, /** @type {RegistrationOptions} */ __) => {});
let fresh = 0;

beforeEach(() => {
  register.mock.resetCalls();
  mock.timers.enable({ apis: ["setTimeout"] });
});
afterEach(() => mock.timers.reset());

/**
 * Do what a page does once Python runs, with this `navigator`.
 *
 * @param {Record<string, string>} dataset of the form
 * @param {object} navigator
 */
async function visit(dataset, navigator) {
  Object.defineProperty(globalThis, "location", { value: { href: LOCATION }, configurable: true });
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  const module = await import(`../../../validator/web/service-worker.mjs?${fresh++}`);
  for (let time = 0; time < 2; time++) module.registerServiceWorker({ dataset });
  mock.timers.tick(REST_MS);
  mock.timers.tick(1);
  return register.mock.calls.map(({ arguments: given }) => given);
}

const MARKED = { root: "../", serviceWorker: "" };
const serviceWorker = { register };

test("it's registered once, only for the checker's page, and bypasses the browser's cache", async () => {
  const site = "https://example.org/sub/folder/";
  const options = { scope: `${site}checker/`, updateViaCache: "none" };
  assert.deepEqual(await visit(MARKED, { serviceWorker }), [[`${site}sw.js`, options]]);
});

test("a page without the attribute doesn't register it", async () => {
  assert.deepEqual(await visit({ root: "../" }, { serviceWorker }), []);
});

test("nothing is registered in data-saving mode", async () => {
  assert.deepEqual(await visit(MARKED, { serviceWorker, connection: { saveData: true } }), []);
});

test("a page that has a service worker doesn't register one again", async () => {
  assert.deepEqual(await visit(MARKED, { serviceWorker: { register, controller: {} } }), []);
});

test("browsers that don't support or allow it aren't affected", async () => {
  assert.deepEqual(await visit(MARKED, {}), []);
  register.mock.mockImplementationOnce(() => Promise.reject(new DOMException("", "SecurityError")));
  assert.equal((await visit(MARKED, { serviceWorker })).length, 1);
});
