// The payload as single values, for manual entry: what goes into each field of Forem's own form, in that order.

import { setHidden, setText } from "./dom.mjs";

/**
 * Show the values by name. A field without one stays empty; the sender's fields, which the 2021 edition doesn't have,
 * can be left out.
 */
export function drawManualEntry(panel, values, hasSender) {
  for (const row of panel.querySelectorAll("[data-value]")) {
    const value = values[row.dataset.value] ?? "";
    setHidden(row, "sender" in row.dataset && !hasSender);
    setText(row.querySelector("code"), value);
    setHidden(row.querySelector("code"), !value);
    setHidden(row.querySelector("button"), !value);
    setHidden(row.querySelector(".checker-empty"), Boolean(value));
  }
}
