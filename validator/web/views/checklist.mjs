// The checklist next to the payload: what people ticked during this visit, and what is still open. It blocks nothing.

import { copy } from "../clipboard.mjs";
import { element, find, findAll, setContent, setHidden, setText } from "../dom.mjs";

/** @import { Store } from "../store.mjs" */
/** @import { Say } from "../types.d.ts" */

/**
 * An item: the name under which the store keeps its tick, its titles, and the id of its checkbox.
 *
 * @typedef {{name: string, title: string, short: string, id: string}} Item
 */

/** How many open items are named; the rest are counted. */
const NAMED = 3;

export class ChecklistPanel {
  #root;
  #store;
  /** @type {Map<Item, HTMLInputElement>} */
  #boxes = new Map();

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {Say} say
   */
  constructor(root, store, say) {
    this.#root = root;
    this.#store = store;
    for (const box of root.querySelectorAll("input")) {
      const { tick, short = "" } = box.dataset;
      if (!tick) continue;
      const name = `tick ${tick}`;
      this.#boxes.set({ name, short, title: box.labels?.[0]?.textContent ?? "", id: box.id }, box);
      const keep = () => store.setExtra(name, box.checked ? "1" : "");
      // On the first page, people may tick it before this module has loaded.
      if (box.checked) keep();
      box.addEventListener("change", keep);
    }
    find(root, "#checker-checklist-copy").addEventListener("click", () =>
      copy(checklistText([...this.#boxes.keys()], store.extras)).then(
        () => say("List copied."),
        () => say("The browser doesn't let this page copy."),
      ),
    );
  }

  /** Show the ticks, and what is still open. */
  draw() {
    for (const [{ name }, box] of this.#boxes) {
      const isTicked = name in this.#store.extras;
      if (box.checked !== isTicked) box.checked = isTicked;
    }
    const open = this.#open();
    const { size } = this.#boxes;
    setText(find(this.#root, "#checker-checklist-count"), `${size - open.length} of ${size} done`);
    for (const place of findAll(this.#root, ".checker-still")) {
      setContent(place, open.map(({ id }) => id), () => this.#reminderLinks(open));
      setHidden(place, !open.length);
    }
  }

  /** A sentence that says how many items are open; empty if none are. */
  get reminder() {
    return this.#open().length ? `${this.#count()} before you submit.` : "";
  }

  #open() {
    return [...this.#boxes.keys()].filter(({ name }) => !(name in this.#store.extras));
  }

  #count() {
    return `${this.#open().length} of ${this.#boxes.size} still open`;
  }

  /**
   * "8 of 8 still open before you submit: one, two, three and 5 more."
   *
   * @param {Item[]} open
   */
  #reminderLinks(open) {
    const links = open.slice(0, NAMED).map(({ id, short }) => link(id, short));
    const more = open.length - links.length;
    if (more) links.push(link("checker-checklist", `${more} more`));
    const words = links.flatMap((one, place) => [separator(place, links.length), one]);
    return [element("strong", {}, `${this.#count()} before you submit: `), ...words, "."];
  }
}

/**
 * The list as text, one line each: "[x] done", "[ ] still open".
 *
 * @param {Pick<Item, "name" | "title">[]} items
 * @param {object} extras those of the store
 */
export function checklistText(items, extras) {
  return items.map(({ name, title }) => `[${name in extras ? "x" : " "}] ${title}\n`).join("");
}

/**
 * @param {string} id
 * @param {string} text
 */
const link = (id, text) => element("a", { href: `#${id}` }, text);

/**
 * @param {number} place
 * @param {number} count
 */
function separator(place, count) {
  if (place === 0) return "";
  return place === count - 1 ? " and " : ", ";
}
