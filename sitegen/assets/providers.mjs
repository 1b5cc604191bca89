// The table of all providers: filters its rows by the fields above it, and sorts by any column.

import { teller, wanted } from "./filter.js";

const collator = new Intl.Collator("en", { numeric: true });

document$.subscribe(() => {
  const table = document.querySelector(".providers table");
  if (!table) return;
  filter(document.querySelector(".provider-filter"), [...table.tBodies[0].rows]);
  [...table.tHead.rows[0].cells].forEach((head) => sortable(head, table.tBodies[0]));
  table.tHead.rows[0].cells[0].ariaSort = "ascending"; // as it comes
});

function filter(fields, rows) {
  const box = fields.querySelector("input");
  const choices = [...fields.querySelectorAll("select")];
  const tell = teller(fields.querySelector("[role=status]"));
  const known = rows.map((row) => ({
    row,
    text: `${row.textContent} ${row.dataset.also ?? ""}`.toLowerCase(),
    marks: row.dataset.is.split(" "),
  }));

  fields.addEventListener("input", () => {
    const holds = wanted(box.value);
    const asked = choices.map((choice) => choice.value).filter(Boolean);
    let found = 0;
    for (const { row, text, marks } of known) {
      row.hidden = !(holds(text) && asked.every((mark) => marks.includes(mark)));
      found += !row.hidden;
    }
    tell(told(found, rows.length));
  });
}

function told(found, all) {
  if (!found) return "No provider matches. Set a filter to Any, or search for less.";
  return `${found} of ${all} providers.`;
}

function sortable(head, body) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const down = head.ariaSort === "ascending";
    for (const other of head.parentElement.cells) other.ariaSort = null;
    head.ariaSort = down ? "descending" : "ascending";
    const rows = [...body.rows].map((row) => ({ row, text: row.cells[head.cellIndex].innerText }));
    body.append(...rows.sort((one, two) => compare(one.text, two.text, down)).map(({ row }) => row));
  });
}

// Unknown values come last, in either direction.
function compare(one, two, down) {
  if ((one === "–") !== (two === "–")) return one === "–" ? 1 : -1;
  return down ? collator.compare(two, one) : collator.compare(one, two);
}
