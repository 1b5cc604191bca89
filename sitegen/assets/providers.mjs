// The table of all providers: filters its rows by the fields above it, and sorts by any column.

import { delayedText, wordFilter } from "./filter.mjs";

const collator = new Intl.Collator("en", { numeric: true });

document$.subscribe(() => {
  const table = document.querySelector(".providers table");
  const fields = document.querySelector(".provider-filter");
  if (!(table instanceof HTMLTableElement && table.tHead && fields)) return;
  const [body] = table.tBodies;
  const heads = [...table.tHead.rows[0].cells];
  filter(fields, [...body.rows]);
  for (const head of heads) sortable(head, heads, body);
  heads[0].ariaSort = "ascending"; // as it comes
});

/**
 * @param {Element} fields
 * @param {HTMLTableRowElement[]} rows
 */
function filter(fields, rows) {
  const choices = [...fields.querySelectorAll("select")];
  const showCount = delayedText(fields.querySelector("[role=status]"));
  const known = rows.map((row) => ({
    row,
    text: `${row.textContent} ${row.dataset.also ?? ""}`.toLowerCase(),
    marks: (row.dataset.is ?? "").split(" "),
  }));

  fields.addEventListener("input", () => {
    const matches = wordFilter(fields.querySelector("input")?.value ?? "");
    const asked = choices.map((choice) => choice.value).filter(Boolean);
    let found = 0;
    for (const { row, text, marks } of known) {
      row.hidden = !(matches(text) && asked.every((mark) => marks.includes(mark)));
      if (!row.hidden) found += 1;
    }
    setEmpty(found === 0);
    showCount(countText(found, rows.length));
  });
}

/**
 * Show what to do instead of a table without rows.
 *
 * @param {boolean} isEmpty
 */
function setEmpty(isEmpty) {
  for (const table of document.querySelectorAll(".providers")) table.toggleAttribute("hidden", isEmpty);
  document.getElementById("provider-none")?.toggleAttribute("hidden", !isEmpty);
}

/**
 * @param {number} found
 * @param {number} all
 */
function countText(found, all) {
  if (!found) return "No provider matches. Below is what to do if yours isn't listed.";
  return `${found} of ${all} providers.`;
}

/**
 * @param {HTMLTableCellElement} head
 * @param {HTMLTableCellElement[]} heads
 * @param {HTMLTableSectionElement} body
 */
function sortable(head, heads, body) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const down = head.ariaSort === "ascending";
    for (const other of heads) other.ariaSort = null;
    head.ariaSort = down ? "descending" : "ascending";
    const rows = [...body.rows].map((row) => ({ row, text: row.cells[head.cellIndex].innerText }));
    body.append(...rows.sort((one, two) => compare(one.text, two.text, down)).map(({ row }) => row));
  });
}

/**
 * Unknown values come last, in either direction.
 *
 * @param {string} one
 * @param {string} two
 * @param {boolean} down
 */
function compare(one, two, down) {
  if ((one === "–") !== (two === "–")) return one === "–" ? 1 : -1;
  return down ? collator.compare(two, one) : collator.compare(one, two);
}
