// Collapsible parts of the checker. They keep their state from page to page, and open when a link leads to them.

export class Collapsibles {
  #root;
  #store;
  #parts;

  constructor(root, store) {
    this.#root = root;
    this.#store = store;
    this.#parts = [...root.querySelectorAll("details[data-collapsible]")];
    for (const part of this.#parts) {
      // On the first page one may have been opened before this came.
      if (part.open) store.openOnce(part.id);
      part.querySelector("summary").addEventListener("click", (event) => {
        event.preventDefault();
        this.#set(part, !part.open);
      });
    }
    // The words around the checker lead here too. They go with the page, and so does this.
    const page = root.closest("article") ?? root;
    page.addEventListener("click", (event) => this.#lead(event));
  }

  draw() {
    for (const part of this.#parts) {
      const isOpen = this.#store.open[part.id] ?? false;
      if (part.open !== isOpen) part.open = isOpen;
    }
  }

  /** Open the part that the page's address leads to. */
  follow() {
    const part = this.#parts.find(({ id }) => location.hash === `#${id}`);
    if (part) this.#show(part, part);
  }

  #set(part, isOpen) {
    this.#store.set({ open: { ...this.#store.open, [part.id]: isOpen } });
  }

  #lead(event) {
    // Material writes out in full where the links in a page lead.
    const link = event.target.closest("a[href*='#checker-']");
    if (link?.pathname !== location.pathname) return;
    const place = this.#root.querySelector(link.hash);
    const part = place?.closest("details[data-collapsible]");
    if (!part) return;
    event.preventDefault();
    event.stopPropagation(); // Material would follow it all the same.
    this.#show(part, place);
  }

  #show(part, place) {
    this.#set(part, true);
    const stop = place === part ? part.querySelector("summary") : place;
    stop.scrollIntoView({ block: place === part ? "start" : "center" });
    stop.focus({ preventScroll: true });
  }
}
