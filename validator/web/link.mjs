// Links that fill the checker: #check?v=1&address=… Python makes them; they are read here, before Python is there.

import { INSTANCE, SETTINGS } from "./fields.mjs";

/** All that a link may hold. A password in a link is never read, wherever it comes from. */
export const LINKED = [...SETTINGS, ...INSTANCE].filter((name) => name !== "password");

const START = "#check?";

export const isLink = (hash) => hash.startsWith(START);

/** The values by name, empty where the link has none. Any version is read as far as it is known. */
export function readLink(hash) {
  const given = new URLSearchParams(hash.slice(START.length));
  return Object.fromEntries(LINKED.map((name) => [name, given.getAll(name).at(-1) ?? ""]));
}
