// Compares the code of modules, ignoring comments and white space: reads JSON {name: [one, other]}, and prints the names
// of those that differ.
import { text } from "node:stream/consumers";

import { parse } from "acorn";

/** @param {string} source */
function codeOf(source) {
  const places = new Set(["start", "end"]);
  const tree = parse(source, { ecmaVersion: "latest", sourceType: "module" });
  return JSON.stringify(tree, (key, value) => (places.has(key) ? undefined : value));
}

/** @type {Record<string, [string, string]>} */
const pairs = JSON.parse(await text(process.stdin));
const different = Object.entries(pairs).filter(([, [one, other]]) => codeOf(one) !== codeOf(other));
process.stdout.write(JSON.stringify(different.map(([name]) => name)));
