// Parts of the checker that fold. From page to page they stay as people left them, and they open for
// who is led there.

export class Folds {
  #root;
  #visit;
  #folds;

  constructor(root, visit) {
    this.#root = root;
    this.#visit = visit;
    this.#folds = [...root.querySelectorAll("details[data-fold]")];
    for (const fold of this.#folds) {
      // On the first page one may have been opened before this came.
      if (fold.open) visit.open[fold.id] ??= true;
      const summary = fold.querySelector("summary");
      summary.addEventListener("click", () => (visit.open[fold.id] = !fold.open));
    }
    // The words around the checker lead here too. They go with the page, and so does this.
    const page = root.closest("article") ?? root;
    page.addEventListener("click", (event) => this.#lead(event));
    this.draw();
  }

  draw() {
    for (const fold of this.#folds) fold.open = this.#visit.open[fold.id] ?? false;
  }

  /** Open the part that the page's address leads to. */
  follow() {
    const fold = this.#folds.find(({ id }) => location.hash === `#${id}`);
    if (fold) this.#show(fold, fold);
  }

  #lead(event) {
    // Material writes out in full where the links in a page lead.
    const link = event.target.closest("a[href*='#checker-']");
    if (link?.pathname !== location.pathname) return;
    const place = this.#root.querySelector(link.hash);
    const fold = place?.closest("details[data-fold]");
    if (!fold) return;
    event.preventDefault();
    event.stopPropagation(); // Material would follow it all the same.
    this.#show(fold, place);
  }

  #show(fold, place) {
    this.#visit.open[fold.id] = true;
    this.draw();
    const stop = place === fold ? fold.querySelector("summary") : place;
    stop.scrollIntoView({ block: place === fold ? "start" : "center" });
    stop.focus({ preventScroll: true });
  }
}
