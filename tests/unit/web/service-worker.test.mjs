// The service worker serves the files of one version, caches all or none of them, and can remove itself.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { build } from "../../../sitegen/service_worker/build.mjs";
import { digestOf, isUsable, nameOf, PAGE } from "../../../sitegen/service_worker/rules.mjs";

const ROOT = "https://example.org/sub/folder/";
const SCOPE = `${ROOT}checker/`;
const MODULE = "assets/checker-1/a.mjs";
const STYLE = "assets/site.css?12";
/** @type {Record<string, [string, string]>} each file's content and type, as served */
const SITE = {
  [PAGE]: ["<p>page", "text/html; charset=utf-8"],
  [MODULE]: ["export {}", "text/javascript"],
  [STYLE]: ["p {}", "text/css"],
};
const files = Object.fromEntries(
  await Promise.all(
    Object.entries(SITE).map(async ([name, [text]]) => [name, await digestOf(new TextEncoder().encode(text).buffer)]),
  ),
);

/** A stub of the origin's caches, as far as the worker uses them. @type {Map<string, Map<string, Response>>} */
const kept = new Map();
const worker = {
  caches: {
    keys: async () => [...kept.keys()],
    delete: async (/** @type {string} */ name) => kept.delete(name),
    /** @param {string} name */
    async open(name) {
      const cache = kept.get(name) ?? kept.set(name, new Map()).get(name);
      return { put: async (/** @type {string} */ address, /** @type {Response} */ file) => cache?.set(address, file) };
    },
    match: async (/** @type {string} */ address, /** @type {{cacheName: string}} */ { cacheName }) =>
      kept.get(cacheName)?.get(address)?.clone(),
  },
  location: { href: `${ROOT}sw.js` },
  registration: { scope: SCOPE, unregister: mock.fn(async () => true) },
  skipWaiting: mock.fn(async () => {}),
};
for (const [name, value] of Object.entries(worker)) Object.defineProperty(globalThis, name, { value });

/** The worker's event listeners. @type {Map<string, (event: object) => void>} */
const listeners = new Map();
globalThis.addEventListener = (/** @type {string} */ type, /** @type {any} */ listener) => listeners.set(type, listener);
build.version = "new";
build.files = files;
await import("../../../sitegen/service_worker/service-worker.mjs");
const NEW = `${SCOPE} new`;

/** @type {Map<string, () => Promise<Response>>} what the server sends instead of some files */
const instead = new Map();
/** @type {string[]} */
let asked = [];

beforeEach(() => {
  kept.clear();
  instead.clear();
  asked = [];
  worker.registration.unregister.mock.resetCalls();
  mock.method(globalThis, "fetch", async (/** @type {string | Request} */ request) => {
    const address = typeof request === "string" ? request : request.url;
    asked.push(address);
    const name = address.slice(ROOT.length).split("#")[0];
    const [text, type] = SITE[name] ?? ["Not found", "text/html"];
    return instead.get(name)?.() ?? new Response(text, { headers: { "Content-Type": type }, status: name in SITE ? 200 : 404 });
  });
});
afterEach(() => mock.restoreAll());

/** @param {string} type */
async function dispatch(type) {
  /** @type {Promise<unknown> | undefined} */
  let work;
  listeners.get(type)?.({ waitUntil: (/** @type {Promise<unknown>} */ promise) => (work = promise) });
  await work;
}

/**
 * Return the worker's response to a request, or `null` if it leaves the request to the browser.
 *
 * @param {string} path from the site's root
 * @param {RequestInit} [options]
 */
async function response(path, options) {
  /** @type {Promise<Response> | null} */
  let given = null;
  listeners.get("fetch")?.({
    request: new Request(ROOT + path, options),
    respondWith: (/** @type {Promise<Response>} */ promise) => (given = promise),
  });
  return /** @type {Promise<Response> | null} */ (given);
}

const fails = async () => {
  throw new TypeError("Failed to fetch");
};
const sends = (/** @type {string} */ text, /** @type {string} */ type, status = 200) => async () =>
  new Response(text, { status, headers: { "Content-Type": type } });

test("only the version's files are served, whatever the address contains", () => {
  const name = (/** @type {string} */ url, method = "GET") => nameOf({ method, url }, ROOT, files);
  assert.equal(name(SCOPE), PAGE);
  assert.equal(name(`${SCOPE}?h=secret#check?password=secret`), PAGE);
  assert.equal(name(`${ROOT}${MODULE}#secret`), MODULE);
  assert.equal(name(ROOT + STYLE), STYLE);
  assert.equal(name(SCOPE, "POST"), null);
  const others = ["", "checker", "checker/index.html", "checker/x", "assets/site.css", "assets/site.css?13", "constructor"];
  for (const path of [...others, `${MODULE}?secret`]) assert.equal(name(ROOT + path), null, path);
  for (const root of ["https://example.com/sub/folder/", "https://example.org/"]) assert.equal(name(`${root}checker/`), null);
});

test("an unusable response isn't cached", () => {
  const usable = (/** @type {string} */ name, /** @type {string} */ type, status = 200, redirected = false) =>
    isUsable(name, { status, redirected, headers: new Headers({ "Content-Type": type }) });
  assert.ok(usable(PAGE, "text/html; charset=utf-8"));
  assert.ok(usable(MODULE, "text/javascript"));
  assert.ok(usable(STYLE, "text/css"));
  assert.ok(usable("assets/checker-1/python.wasm", "application/wasm"));
  assert.ok(usable("assets/checker-1/python.zip", "application/octet-stream"));
  assert.ok(!usable(MODULE, "application/octet-stream"));
  assert.ok(!usable("assets/pyodide-3.1/python.wasm", "text/html"));
  assert.ok(!usable(PAGE, "text/html", 203));
  assert.ok(!usable(PAGE, "text/html", 200, true));
});

test("all files are cached, each under its own name", async () => {
  await dispatch("install");
  assert.deepEqual([...kept.keys()], [NEW]);
  assert.deepEqual([...(kept.get(NEW)?.keys() ?? [])], Object.keys(SITE).map((name) => ROOT + name));
});

test("if one file is wrong, nothing is cached", async () => {
  const wrong = [
    sends("export", "text/javascript"),
    sends("", "text/javascript"),
    sends("<p>Sign in", "text/html"),
    sends("export {}", "text/plain"),
    sends("export {}", "text/javascript", 500),
    fails,
  ];
  for (const fault of wrong) {
    instead.set(MODULE, fault);
    await assert.rejects(dispatch("install"));
    assert.deepEqual([...kept.keys()], []);
  }
});

test("a cached file is served without the network", async () => {
  await dispatch("install");
  asked = [];
  const given = await response(STYLE);
  assert.equal(await given?.text(), "p {}");
  assert.equal(given?.headers.get("Content-Type"), "text/css");
  assert.deepEqual(asked, []);
});

test("a file that the browser has evicted comes from the network", async () => {
  assert.equal(await (await response(STYLE))?.text(), "p {}");
  assert.deepEqual(asked, [ROOT + STYLE]);
});

test("the page comes from the network, even in another version, and isn't cached", async () => {
  await dispatch("install");
  instead.set(PAGE, sends("<p>newer", "text/html"));
  assert.equal(await (await response(PAGE))?.text(), "<p>newer");
  assert.equal(await kept.get(NEW)?.get(SCOPE)?.clone().text(), "<p>page");
});

test("without a network, the cached page is served", async () => {
  await dispatch("install");
  instead.set(PAGE, fails);
  assert.equal(await (await response(PAGE))?.text(), "<p>page");
  kept.clear();
  await assert.rejects(async () => response(PAGE), TypeError);
});

test("a network that doesn't answer counts as none", async (context) => {
  await dispatch("install");
  context.mock.timers.enable({ apis: ["setTimeout"] });
  instead.set(PAGE, () => new Promise(() => {}));
  const given = response(PAGE);
  await new Promise((resolve) => setImmediate(resolve));
  context.mock.timers.tick(3000);
  assert.equal(await (await given)?.text(), "<p>page");
});

test("a server error is passed on", async () => {
  await dispatch("install");
  instead.set(PAGE, sends("Internal Server Error", "text/plain", 500));
  assert.equal((await response(PAGE))?.status, 500);
  assert.equal(kept.size, 1);
});

test("the worker removes itself when the page is gone", async () => {
  for (const status of [404, 410]) {
    await dispatch("install");
    instead.set(PAGE, sends("Not found", "text/html", status));
    assert.equal((await response(PAGE))?.status, status);
    assert.equal(kept.size, 0);
    instead.clear();
  }
  assert.equal(worker.registration.unregister.mock.callCount(), 2);
});

test("after a failed start, the server answers the retry and the worker removes itself", async () => {
  await dispatch("install");
  instead.set(MODULE, fails);
  await assert.rejects(async () => response(MODULE, { cache: "reload" }), TypeError);
  assert.equal(kept.size, 1);
  instead.set(MODULE, sends("newer", "text/javascript"));
  assert.equal(await (await response(MODULE, { cache: "reload" }))?.text(), "newer");
  assert.equal(kept.size, 0);
  assert.equal(worker.registration.unregister.mock.callCount(), 1);
});

test("a new version replaces the old one, but no other site's caches", async () => {
  for (const name of [`${SCOPE} old`, `${ROOT} old`, "another"]) kept.set(name, new Map());
  await dispatch("install");
  assert.equal(kept.size, 4);
  await dispatch("activate");
  assert.deepEqual([...kept.keys()].sort(), ["another", `${ROOT} old`, NEW].sort());
});

test("the uninstall script removes everything at once", async () => {
  const { size } = listeners;
  for (const name of [NEW, "another"]) kept.set(name, new Map());
  await import("../../../sitegen/service_worker/switch-off.mjs");
  assert.equal(listeners.size, size);
  await dispatch("install");
  assert.equal(worker.skipWaiting.mock.callCount(), 1);
  await dispatch("activate");
  assert.deepEqual([...kept.keys()], ["another"]);
  assert.equal(worker.registration.unregister.mock.callCount(), 1);
});
