// The payload as single values, for manual entry: what goes into each field of Forem's own form, in that order. A field
// without a value says what to do about it.

import { find, findAll, setHidden, setText } from "../dom.mjs";

/** @import { Values } from "../types.d.ts" */

/**
 * The fields that Forem's own form has, by name.
 *
 * @param {HTMLElement} root
 * @param {boolean} hasSender
 */
export function rows(root, hasSender) {
  const shown = findAll(root, "[data-value]").filter((row) => hasSender || !("sender" in row.dataset));
  return shown.map((row) => row.dataset.value ?? "");
}

/**
 * Show the values by name, with a mark next to those that no one entered. The sender's fields, which the 2021 edition
 * doesn't have, can be left out.
 *
 * @param {HTMLElement} panel
 * @param {Values} values
 * @param {string[]} filled
 * @param {boolean} hasSender
 */
export function drawManualEntry(panel, values, filled, hasSender) {
  for (const row of findAll(panel, "[data-value]")) {
    const name = row.dataset.value ?? "";
    const value = values[name] ?? "";
    setHidden(row, "sender" in row.dataset && !hasSender);
    setText(find(row, "code"), value);
    setHidden(find(row, "code"), !value);
    setHidden(find(row, "button"), !value);
    setHidden(find(row, ".checker-empty"), Boolean(value));
    setHidden(find(row, ".checker-added"), !filled.includes(name));
  }
}
