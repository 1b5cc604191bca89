// The payload for who types it: what goes into each field of Forem's own form, in that order.

/**
 * Show the values, which are Python's answer in the format `json`; a field without one stays blank,
 * and one that this Forem's edition does not have is left out.
 */
export function drawManualEntry(panel, text) {
  const values = valuesOf(text);
  const is2021 = document.querySelector("#checker-edition").value === "2021";
  for (const row of panel.querySelectorAll("[data-value]")) {
    const value = values[row.dataset.value] ?? "";
    row.hidden = is2021 && "sender" in row.dataset;
    row.querySelector("code").textContent = value;
    row.querySelector("code").hidden = !value;
    row.querySelector("button").hidden = !value;
    row.querySelector(".checker-blank").hidden = Boolean(value);
  }
}

/** The values by name. */
export function valuesOf(text) {
  return text ? JSON.parse(text).settings_smtp : {};
}
