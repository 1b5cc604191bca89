// Which requests the service worker answers, and which responses it keeps.

/** The page that works without a network. */
export const PAGE = "checker/";

/** @type {Record<string, string>} */
const TYPES = { "": "text/html", css: "text/css", js: "javascript", mjs: "javascript", wasm: "application/wasm" };

/**
 * The name of the file that a request asks for; `null` for all that the worker leaves alone. A name never contains
 * anything that was typed: it's always one of `files`.
 *
 * @param {{method: string, url: string}} request
 * @param {string} root the address of the site's root
 * @param {Record<string, string>} files
 */
export function nameOf({ method, url }, root, files) {
  if (method !== "GET" || !url.startsWith(root)) return null;
  const { origin, pathname, search } = new URL(url);
  const path = `${origin}${pathname}`.slice(root.length);
  const name = path === PAGE ? path : path + search;
  return Object.hasOwn(files, name) ? name : null;
}

/**
 * Whether a browser can use a response as this file. The digest says whether the content is right.
 *
 * @param {string} name
 * @param {{status: number, redirected: boolean, headers: Headers}} response
 */
export function isUsable(name, { status, redirected, headers }) {
  const kind = /(?:\.(\w+))?(?:\?.*)?$/.exec(name)?.[1] ?? "";
  return status === 200 && !redirected && (headers.get("Content-Type") ?? "").includes(TYPES[kind] ?? "");
}

/**
 * The beginning of a content's SHA-256 digest, as the build writes it: enough to notice a broken file.
 *
 * @param {ArrayBuffer} content
 */
export async function digestOf(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return btoa(String.fromCharCode(...digest.subarray(0, 6)));
}
