// A table that is wider than the page. On a phone its rows become lists: each value gets a line of its own, with the name of
// its column. In a wider window it scrolls sideways. It then becomes a stop for the Tab key, so that the arrow keys can scroll
// it too. Not every browser does that by itself.

const phone = matchMedia("(max-width: 44.9em)");
const widths = new ResizeObserver((changes) => {
  for (const { target } of changes) if (target instanceof HTMLElement) mark(target);
});
/** What each element is to a screen reader. As blocks, they would lose it. */
const ROLES = { table: "table", "thead, tbody": "rowgroup", tr: "row", th: "columnheader", td: "cell" };

/** @param {HTMLElement} frame */
function mark(frame) {
  const table = frame.querySelector("table");
  if (table && !phone.matches) table.removeAttribute("data-stacked");
  if (table && phone.matches && isWide(frame)) stack(table);
  if (isWide(frame)) frame.tabIndex = 0;
  else frame.removeAttribute("tabindex");
}

const isWide = (/** @type {HTMLElement} */ frame) => frame.scrollWidth > frame.clientWidth;

/** @param {HTMLTableElement} table */
function stack(table) {
  table.setAttribute("data-stacked", "");
  const heads = [...(table.tHead?.rows[0].cells ?? [])].map((cell) => cell.textContent ?? "");
  for (const row of [...table.tBodies].flatMap((body) => [...body.rows])) {
    for (const cell of row.cells) {
      cell.dataset.head = heads[cell.cellIndex];
      cell.toggleAttribute("data-none", ["", "–"].includes(cell.textContent?.trim() ?? ""));
    }
  }
  for (const [selector, role] of Object.entries(ROLES)) {
    for (const element of [table, ...table.querySelectorAll("*")]) if (element.matches(selector)) element.role = role;
  }
}

document$.subscribe(() => {
  // Material wraps each in a frame that scrolls.
  setTimeout(() => {
    /** @type {NodeListOf<HTMLElement>} */
    const frames = document.querySelectorAll(".md-typeset__scrollwrap");
    frames.forEach(mark);
    // By now, the browser has gone to the section in the address. Lists above it have moved it.
    if (document.querySelector("[data-stacked]")) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    for (const frame of frames) widths.observe(frame);
  });
});
