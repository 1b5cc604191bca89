// Copy buttons for the values on a provider's page, and for the right ones on a finding's page.

import { copy } from "../../validator/web/clipboard.mjs";
import { announce } from "./status.mjs";

const CELLS = ".values:not(.compared) td:nth-child(2), .compared td:nth-child(n + 3), .records td:nth-child(4)";
/** A part in capitals is to be replaced first, also after lowercase letters as in `uNUMBER`: it isn't a value yet. */
const TEMPLATE = /\b[a-z]*[A-Z]{3,}\b.*\./;

const said = document.createElement("p");
said.id = "value-status";
said.setAttribute("role", "status");

function prepare() {
  const cells = [...document.querySelectorAll(CELLS)];
  for (const cell of cells) {
    const [value] = cell.childNodes;
    const isValue = value instanceof HTMLElement && value.matches("code") && !TEMPLATE.test(value.innerText);
    if (isValue && !cell.querySelector("button")) value.after(" ", button(cell, value));
  }
  if (cells.length) document.querySelector("article")?.append(said);
}

/**
 * @param {Element} cell
 * @param {HTMLElement} value
 */
function button(cell, value) {
  const text = value.textContent ?? "";
  const made = document.createElement("button");
  made.type = "button";
  made.className = "page-copy value-copy";
  made.textContent = "Copy";
  made.setAttribute("aria-label", `Copy ${cell.parentElement?.firstElementChild?.textContent}`);
  made.addEventListener("click", () =>
    copy(text).then(
      () => done(made, "Copied", `Copied: ${text}`),
      () => done(made, "Copy", "Not copied. Select the value."),
    ),
  );
  return made;
}

/**
 * @param {HTMLElement} button
 * @param {string} label
 * @param {string} words
 */
function done(button, label, words) {
  for (const other of document.querySelectorAll(".value-copy")) other.textContent = "Copy";
  button.textContent = label;
  announce(said, words);
}

document$.subscribe(prepare);
