// Links that fill the checker: #check?v=1&address=… Python makes them; they are read here, before Python is there.

import { INSTANCE, SETTINGS } from "./fields.mjs";

/** All that a link may hold. A password in a link is never read, wherever it comes from. */
export const LINKED = [...SETTINGS, ...INSTANCE].filter((name) => name !== "password");

const START = "#check?";

/** @param {string} hash */
export const isLink = (hash) => hash.startsWith(START);

/**
 * An address without its fragment. It begins with the origin, since a path may begin with two slashes, like a host.
 *
 * @param {string} address
 */
export function withoutFragment(address) {
  const url = new URL(address);
  url.hash = "";
  return url.href;
}

/**
 * The values by name, empty where the link has none. Any version is read as far as it is known.
 *
 * @param {string} hash
 */
export function readLink(hash) {
  const given = new URLSearchParams(hash.slice(START.length));
  return Object.fromEntries(LINKED.map((name) => [name, given.getAll(name).at(-1) ?? ""]));
}
