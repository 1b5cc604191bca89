// Keeps the files of the checker's start, so that the checker works without a network. It knows the files of one version
// of the site, with their digests, and keeps all of them or none. Each has a name that changes with its content, so a
// page of another version never gets one of them. It only ever writes to its cache while it's installed, and what it
// writes then comes from the build: nothing that people type or open gets there.

import { build } from "./build.mjs";
import { cacheName, deleteCaches, removeAll } from "./removal.mjs";
import { digestOf, isUsable, nameOf, PAGE } from "./rules.mjs";

/** @import { RequestEvent } from "./types.d.ts" */

/** The network has this long to answer before the kept page is shown. */
const LATE_MS = 3000;
const root = new URL("./", location.href).href;
const cache = cacheName(build.version);

/** Fetch all files, and keep them only if every one is right. */
async function install() {
  /** @type {[string, Response][]} */
  const files = [];
  for (const name of Object.keys(build.files)) files.push([root + name, await fetched(name)]);
  const opened = await caches.open(cache);
  for (const [address, file] of files) await opened.put(address, file);
}

/** @param {string} name */
async function fetched(name) {
  // Only the page has the same name in every version. The other files are in the browser's cache.
  const response = await fetch(root + name, { cache: name === PAGE ? "no-cache" : "default" });
  const content = await response.arrayBuffer();
  if (!isUsable(name, response) || (await digestOf(content)) !== build.files[name]) {
    throw new Error(`${name} isn't the file of this version.`);
  }
  // A response without an address of its own takes that of the request, with its fragment.
  return new Response(content, { headers: response.headers });
}

/** @param {string} name */
const kept = (name) => caches.match(root + name, { cacheName: cache, ignoreVary: true });

/**
 * The page from the network, so that a new version is there at once. If there is no response in time, the kept page.
 *
 * @param {Request} request
 */
async function page(request) {
  const asked = fetch(request);
  /** @type {Promise<undefined>} */
  const late = new Promise((resolve) => setTimeout(resolve, LATE_MS));
  const response = await Promise.race([asked, late]).catch(() => undefined);
  if (!response) return (await kept(PAGE)) ?? asked;
  if (response.status === 404 || response.status === 410) await removeAll();
  return response;
}

/**
 * The server's file. After a failed start, the page asks for its files again; then the kept ones can't be trusted.
 *
 * @param {Request} request
 */
async function again(request) {
  const response = await fetch(request);
  await removeAll();
  return response;
}

/** @param {RequestEvent} event */
function answer(event) {
  const { request } = event;
  const name = nameOf(request, root, build.files);
  if (name === PAGE) event.respondWith(page(request));
  else if (name && request.cache === "reload") event.respondWith(again(request));
  else if (name) event.respondWith(kept(name).then((response) => response ?? fetch(request)));
}

addEventListener("install", (event) => event.waitUntil(install()));
// By now, no page of the version before is open.
addEventListener("activate", (event) => event.waitUntil(deleteCaches(cache)));
addEventListener("fetch", answer);
