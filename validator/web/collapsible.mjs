// Collapsible parts of the checker. They keep their state from page to page, and open when a link leads to them.

import { closest, find } from "./dom.mjs";

/** @import { Store } from "./store.mjs" */

export class Collapsibles {
  #root;
  #store;
  #parts;

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   */
  constructor(root, store) {
    this.#root = root;
    this.#store = store;
    this.#parts = [...root.querySelectorAll("details")].filter((part) => "collapsible" in part.dataset);
    for (const part of this.#parts) {
      // On the first page, people may open one before this module has loaded.
      if (part.open) store.openOnce(part.id);
      find(part, "summary").addEventListener("click", (event) => {
        event.preventDefault();
        this.#set(part, !this.#isOpen(part));
      });
    }
    // The text around the checker links here too. This listener disappears with the page.
    const page = root.closest("article") ?? root;
    page.addEventListener("click", (event) => this.#lead(event));
  }

  draw() {
    for (const part of this.#parts) {
      const isOpen = this.#isOpen(part);
      if (part.open !== isOpen) part.open = isOpen;
    }
  }

  /** Open the part that the page's address leads to, by its id or that of its heading. */
  follow() {
    const place = document.getElementById(location.hash.slice(1));
    const part = this.#parts.find((part) => part === place || find(part, "summary").contains(place));
    if (part) this.#show(part, part);
  }

  /** @param {HTMLElement} part */
  #isOpen({ id }) {
    return this.#store.open[id] ?? false;
  }

  /**
   * @param {HTMLElement} part
   * @param {boolean} isOpen
   */
  #set(part, isOpen) {
    this.#store.set({ open: { ...this.#store.open, [part.id]: isOpen } });
  }

  /** @param {Event} event */
  #lead(event) {
    // Material makes the links in a page absolute.
    const link = closest(event, "a[href*='#checker-']");
    if (!(link instanceof HTMLAnchorElement) || link.pathname !== location.pathname) return;
    const place = this.#root.querySelector(link.hash);
    const part = this.#parts.find((part) => part.contains(place));
    if (!part || !(place instanceof HTMLElement)) return;
    event.preventDefault();
    event.stopPropagation(); // Material would follow it all the same.
    this.#show(part, place);
  }

  /**
   * @param {HTMLElement} part
   * @param {HTMLElement} place in it
   */
  #show(part, place) {
    this.#set(part, true);
    const stop = place === part ? find(part, "summary") : place;
    stop.scrollIntoView({ block: place === part ? "start" : "center" });
    stop.focus({ preventScroll: true });
  }
}
