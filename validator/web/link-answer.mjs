// What Python will say about a link that fills in the form. For each link in the site, the build has written it down
// (sitegen/publish/link_answers.py), so the page can show it before Python has started.

import { answers } from "./build.mjs";

/** @import { LinkAnswer } from "./types.d.ts" */

const LIMIT_MS = 500; // Python's start waits for the answer, so one that comes later would only be in the way

/**
 * The answer for a link, `null` if it isn't one of the site's. Rejects if the answer can't be loaded in time.
 *
 * @param {string} hash the link's, with its #
 * @param {string} names those of all answers
 * @returns {Promise<LinkAnswer | null>}
 */
export async function linkAnswer(hash, names) {
  const name = nameOf(hash.slice(1));
  // Any other link is someone's own, and the server must not learn anything about it.
  if (!names.split(" ").includes(name)) return null;
  const address = new URL(`${answers}${name}.json`, import.meta.url);
  const response = await fetch(address, { signal: AbortSignal.timeout(LIMIT_MS) });
  return response.ok ? response.json() : null;
}

/**
 * The 32-bit FNV-1a hash of a link, as the build computes it.
 *
 * @param {string} link
 */
export function nameOf(link) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(link)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
