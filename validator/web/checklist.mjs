// The checklist beside the payload: what was ticked in this visit, and what is still open. Nothing
// hangs on it.

import { copy, element, setContent, setHidden, setText } from "./dom.mjs";

/** How many of the open ones are named. */
const NAMED = 3;

export class ChecklistPanel {
  #root;
  #store;
  #boxes;

  /** `say(text)` announces something. */
  constructor(root, store, say) {
    this.#root = root;
    this.#store = store;
    this.#boxes = [...root.querySelectorAll("[data-tick]")];
    for (const box of this.#boxes) {
      // On the first page it may have been ticked before this came.
      if (box.checked) this.#keep(box);
      box.addEventListener("change", () => this.#keep(box));
    }
    const button = root.querySelector("#checker-checklist-copy");
    button.addEventListener("click", () =>
      copy(Promise.resolve(this.#text())).then(
        () => say("List copied."),
        () => say("The browser doesn't let this page copy."),
      ),
    );
  }

  /** Show what was ticked. */
  draw() {
    for (const box of this.#boxes) {
      const isTicked = name(box) in this.#store.beside;
      if (box.checked !== isTicked) box.checked = isTicked;
    }
    setText(this.#root.querySelector("#checker-checklist-count"), this.#count());
    const open = this.#open();
    for (const place of this.#root.querySelectorAll(".checker-still")) {
      setContent(place, open.map(({ id }) => id), () => this.#told(open));
      setHidden(place, !open.length);
    }
  }

  /** A sentence about what is open, empty if nothing is. */
  get sentence() {
    return this.#open().length ? `${this.#count()} before you submit.` : "";
  }

  #keep(box) {
    this.#store.note(name(box), box.checked ? "1" : "");
  }

  #open() {
    return this.#boxes.filter((box) => !(name(box) in this.#store.beside));
  }

  /** The list as text, one line each: "[x] done", "[ ] still open". */
  #text() {
    const title = (box) => box.labels[0].textContent;
    const lines = this.#boxes.map((box) => `[${box.checked ? "x" : " "}] ${title(box)}\n`);
    return lines.join("");
  }

  #count() {
    const open = this.#open().length;
    return open ? `${open} of ${this.#boxes.length} still open` : "all ticked";
  }

  /** "8 of 8 still open before you submit: one, two, three and 5 more." */
  #told(open) {
    const links = open.slice(0, NAMED).map((box) => link(box.id, box.dataset.short));
    const more = open.length - links.length;
    if (more) links.push(link("checker-checklist", `${more} more`));
    const words = links.flatMap((one, place) => [separator(place, links.length), one]);
    return [element("strong", {}, `${this.#count()} before you submit: `), ...words, "."];
  }
}

const name = (box) => `tick ${box.dataset.tick}`;

const link = (id, text) => element("a", { href: `#${id}` }, text);

function separator(place, count) {
  if (place === 0) return "";
  return place === count - 1 ? " and " : ", ";
}
