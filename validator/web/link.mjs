// Links that fill in the checker: #check?v=1&address=… Python makes them. They are read here, before Python has started.

import { INSTANCE, SETTINGS } from "./fields.mjs";

/** The names that a link may have. A password in a link is never read. */
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
 * The values by name, empty where the link has none. In any version, the known names are read.
 *
 * @param {string} hash
 */
export function readLink(hash) {
  const given = new URLSearchParams(hash.slice(START.length));
  return Object.fromEntries(LINKED.map((name) => [name, given.getAll(name).at(-1) ?? ""]));
}
