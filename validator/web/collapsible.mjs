// Parts of the checker that collapsible. From page to page they stay as people left them, and they open for
// who is led there.

export class Collapsibles {
  #root;
  #store;
  #collapsibles;

  constructor(root, store) {
    this.#root = root;
    this.#store = store;
    this.#collapsibles = [...root.querySelectorAll("details[data-collapsible]")];
    for (const collapsible of this.#collapsibles) {
      // On the first page one may have been opened before this came.
      if (collapsible.open) store.open[collapsible.id] ??= true;
      const summary = collapsible.querySelector("summary");
      summary.addEventListener("click", () => (store.open[collapsible.id] = !collapsible.open));
    }
    // The words around the checker lead here too. They go with the page, and so does this.
    const page = root.closest("article") ?? root;
    page.addEventListener("click", (event) => this.#lead(event));
    this.draw();
  }

  draw() {
    for (const collapsible of this.#collapsibles) collapsible.open = this.#store.open[collapsible.id] ?? false;
  }

  /** Open the part that the page's address leads to. */
  follow() {
    const collapsible = this.#collapsibles.find(({ id }) => location.hash === `#${id}`);
    if (collapsible) this.#show(collapsible, collapsible);
  }

  #lead(event) {
    // Material writes out in full where the links in a page lead.
    const link = event.target.closest("a[href*='#checker-']");
    if (link?.pathname !== location.pathname) return;
    const place = this.#root.querySelector(link.hash);
    const collapsible = place?.closest("details[data-collapsible]");
    if (!collapsible) return;
    event.preventDefault();
    event.stopPropagation(); // Material would follow it all the same.
    this.#show(collapsible, place);
  }

  #show(collapsible, place) {
    this.#store.open[collapsible.id] = true;
    this.draw();
    const stop = place === collapsible ? collapsible.querySelector("summary") : place;
    stop.scrollIntoView({ block: place === collapsible ? "start" : "center" });
    stop.focus({ preventScroll: true });
  }
}
