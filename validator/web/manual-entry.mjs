// The payload as single values, for manual entry: what goes into each field of Forem's own form, in that order.

/**
 * Show the values by name. A field without one stays empty, and one that this Forem's edition doesn't have is left out.
 */
export function drawManualEntry(panel, values) {
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
