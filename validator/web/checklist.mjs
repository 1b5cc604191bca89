// The checklist beside the payload: what was ticked in this visit, and what is still open. Nothing depends on it.

import { copy } from "./clipboard.mjs";
import { element, find, findAll, setContent, setHidden, setText } from "./dom.mjs";

/** @import { Store } from "./store.mjs" */
/** @import { Say } from "./types.d.ts" */

/**
 * An item: where its tick is noted, what it is called, and the place of its box.
 *
 * @typedef {{name: string, title: string, short: string, id: string}} Item
 */

/** How many of the open ones are named. */
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
      const keep = () => store.note(name, box.checked ? "1" : "");
      // On the first page it may have been ticked before this came.
      if (box.checked) keep();
      box.addEventListener("change", keep);
    }
    find(root, "#checker-checklist-copy").addEventListener("click", () =>
      copy(checklistText([...this.#boxes.keys()], store.beside)).then(
        () => say("List copied."),
        () => say("The browser doesn't let this page copy."),
      ),
    );
  }

  /** Show what was ticked. */
  draw() {
    for (const [{ name }, box] of this.#boxes) {
      const isTicked = name in this.#store.beside;
      if (box.checked !== isTicked) box.checked = isTicked;
    }
    setText(find(this.#root, "#checker-checklist-count"), this.#count());
    const open = this.#open();
    for (const place of findAll(this.#root, ".checker-still")) {
      setContent(place, open.map(({ id }) => id), () => this.#told(open));
      setHidden(place, !open.length);
    }
  }

  /** A sentence about what is open, empty if nothing is. */
  get sentence() {
    return this.#open().length ? `${this.#count()} before you submit.` : "";
  }

  #open() {
    return [...this.#boxes.keys()].filter(({ name }) => !(name in this.#store.beside));
  }

  #count() {
    const open = this.#open().length;
    return open ? `${open} of ${this.#boxes.size} still open` : "all ticked";
  }

  /**
   * "8 of 8 still open before you submit: one, two, three and 5 more."
   *
   * @param {Item[]} open
   */
  #told(open) {
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
 * @param {object} beside what is noted in the store
 */
export function checklistText(items, beside) {
  return items.map(({ name, title }) => `[${name in beside ? "x" : " "}] ${title}\n`).join("");
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
