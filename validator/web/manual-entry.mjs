// The payload as single values, for manual entry: what goes into each field of Forem's own form, in that order.

import { find, findAll, setHidden, setText } from "./dom.mjs";

/** @import { Values } from "./types.d.ts" */

/**
 * Show the values by name. A field without one stays empty; the sender's fields, which the 2021 edition doesn't have,
 * can be left out.
 *
 * @param {HTMLElement} panel
 * @param {Values} values
 * @param {boolean} hasSender
 */
export function drawManualEntry(panel, values, hasSender) {
  for (const row of findAll(panel, "[data-value]")) {
    const value = values[row.dataset.value ?? ""] ?? "";
    setHidden(row, "sender" in row.dataset && !hasSender);
    setText(find(row, "code"), value);
    setHidden(find(row, "code"), !value);
    setHidden(find(row, "button"), !value);
    setHidden(find(row, ".checker-empty"), Boolean(value));
  }
}
