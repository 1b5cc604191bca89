// What was typed and done since the site was opened. It is kept in memory only: it outlives instant
// navigation from page to page, and nothing else.

const blank = (name) => (name === "edition" ? "current" : "");

export class Store {
  /** Raw text by name: the settings, and what is known of this Forem. */
  values = {};
  /** The fields that were left, or rested for a moment: only they are judged aloud. */
  touched = new Set();
  /** Python's newest answer. */
  report = null;
  /** Counts the changes, so that an answer can be told from a newer one. */
  version = 0;
  /** What the chosen provider filled in. */
  filled = {};
  /** Whether a link filled in the values. */
  isLinked = false;
  /** What was ticked and typed beside the settings, by name; what is blank is not there. */
  beside = {};
  /** Whether the parts that fold are open, by id, once people or the state of things decided. */
  open = {};
  /** What can be undone: `{text, before, kind, version}`, the newest last. */
  steps = [];

  type(name, value) {
    this.values[name] = value;
    this.version += 1;
  }

  /**
   * Change several values at once; `text` tells people what was done. A step of the same `kind` as
   * the one before joins it: who walks through the list of providers with the arrow keys takes one.
   * Gives the step, `null` if nothing was different.
   */
  apply(changes, text, kind = "") {
    const old = (name) => this.values[name] ?? blank(name);
    const different = Object.keys(changes).filter((name) => changes[name] !== old(name));
    if (!different.length) return null;
    const before = Object.fromEntries(different.map((name) => [name, old(name)]));
    const last = this.steps.at(-1);
    if (kind && last?.kind === kind && this.isFresh) {
      this.steps.pop();
      Object.assign(before, last.before);
    }
    this.#set(changes);
    return this.#push(text, before, kind);
  }

  /** Whether the newest step is the last thing that was done. */
  get isFresh() {
    return this.steps.at(-1)?.version === this.version;
  }

  /** Take the newest step back; gives its text. Values typed since into other fields stay. */
  undo() {
    const { text, before, beside } = this.steps.pop();
    this.#set(before);
    Object.assign(this.beside, beside);
    const last = this.steps.at(-1);
    if (last) last.version = this.version;
    return text;
  }

  clear(text) {
    const { beside } = this;
    const blanks = Object.keys(this.values).map((name) => [name, blank(name)]);
    const isMore = Object.keys(beside).length > 0;
    const step = this.apply(Object.fromEntries(blanks), text) ?? (isMore && this.#push(text, {}));
    if (step) step.beside = beside;
    this.beside = {};
    this.open = {};
    this.isLinked = false;
    this.touched.clear();
  }

  #push(text, before, kind = "") {
    const step = { text, before, kind, version: this.version };
    this.steps.push(step);
    return step;
  }

  #set(changes) {
    Object.assign(this.values, changes);
    for (const [name, value] of Object.entries(changes)) {
      if (value === blank(name)) this.touched.delete(name);
      else this.touched.add(name);
    }
    this.version += 1;
  }
}
