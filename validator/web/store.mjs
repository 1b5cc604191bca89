// All state of the checker since the site was opened. It is kept in memory only: it outlives instant navigation from
// page to page, and nothing else. Views read it and never change it; whoever changes it calls one of these methods.

import { untouched } from "./fields.mjs";

/** @import { Answer, State, UndoStep, Values, Volume } from "./types.d.ts" */

export class Store {
  /**
   * Raw text by name: the settings, and what is known of this Forem.
   *
   * @type {Values}
   */
  values = {};
  /**
   * The fields that were left, or rested for a moment: only their findings are shown.
   *
   * @type {Set<string>}
   */
  touched = new Set();
  /** Counts the changes of the values. */
  version = 0;
  /**
   * Python's newest answer.
   *
   * @type {Answer | null}
   */
  answer = null;
  /** Whether the values have been waiting for their answer for so long that people are told. */
  isLate = false;
  /**
   * What the chosen provider filled in.
   *
   * @type {Values}
   */
  filled = {};
  /** Whether people said that the list doesn't have their provider. */
  isUnlisted = false;
  /** Whether a link filled in the values. */
  isLinked = false;
  /**
   * What was ticked and typed beside the settings, by name; what is empty is not there.
   *
   * @type {Values}
   */
  beside = {};
  /** The error message to be explained. */
  errorText = "";
  /**
   * What Python worked out from the numbers of the plan, and from which.
   *
   * @type {{values: Values, answer: Volume} | null}
   */
  volume = null;
  /** Whether the numbers of the plan have been waiting that long. */
  isVolumeLate = false;
  /**
   * Whether the collapsible parts are open, by id, once people or the state of things decided.
   *
   * @type {Record<string, boolean>}
   */
  open = {};
  /** The format of the payload that is shown. */
  format = "manual-entry";
  /** Whether the payload is shown in spite of errors. */
  showsAnyway = false;
  isPasswordShown = false;
  /**
   * What can be undone, the newest last.
   *
   * @type {UndoStep[]}
   */
  steps = [];
  /** @type {(() => void)[]} */
  #listeners = [];

  /**
   * `listener()` is called after every change.
   *
   * @param {() => void} listener
   */
  subscribe(listener) {
    this.#listeners.push(listener);
  }

  /**
   * Change anything but the values, which have methods of their own.
   *
   * @param {Partial<State>} patch
   */
  set(patch) {
    Object.assign(this, patch);
    for (const listener of this.#listeners) listener();
  }

  /** Whether the newest answer is about the values as they are now. */
  get isJudged() {
    return this.answer?.version === this.version;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  type(name, value) {
    this.values[name] = value;
    this.set({ version: this.version + 1 });
  }

  /**
   * From now on the findings of these fields are shown, at every keystroke.
   *
   * @param {string[]} names
   */
  markTouched(...names) {
    for (const name of names) this.touched.add(name);
    this.set({});
  }

  /**
   * Take Python's answer about the values of a version.
   *
   * @param {Answer} answer
   */
  judged(answer) {
    const { verdict } = answer.report;
    this.set({ answer, isLate: false, showsAnyway: this.showsAnyway && verdict === "errors" });
  }

  /**
   * Open a collapsible part, unless it has been opened or closed already.
   *
   * @param {string} id
   */
  openOnce(id) {
    if (!(id in this.open)) this.set({ open: { ...this.open, [id]: true } });
  }

  /**
   * Note something beside the settings; an empty text takes it away.
   *
   * @param {string} name
   * @param {string} text
   */
  note(name, text) {
    const { [name]: _, ...others } = this.beside;
    this.set({ beside: text ? { ...others, [name]: text } : others });
  }

  /**
   * Change several values at once; `text` tells people what was done. A step of the same `kind` as the one before joins
   * it, so that going through the list of providers with the arrow keys is one step.
   * Gives the step, `null` if nothing was different.
   *
   * @param {Values} changes
   * @param {string} text
   */
  apply(changes, text, kind = "") {
    const old = (/** @type {string} */ name) => this.values[name] ?? untouched(name);
    const different = Object.keys(changes).filter((name) => changes[name] !== old(name));
    if (!different.length) return null;
    const before = Object.fromEntries(different.map((name) => [name, old(name)]));
    const last = this.steps.at(-1);
    if (last && kind && last.kind === kind && this.#isFresh) {
      this.steps.pop();
      Object.assign(before, last.before);
    }
    this.#change(changes);
    const step = this.#push(text, before, kind);
    this.set({});
    return step;
  }

  /** Whether the newest step is the last thing that was done. */
  get #isFresh() {
    return this.steps.at(-1)?.version === this.version;
  }

  /** Take the newest step back; gives its text, empty if there is none. Values typed since into other fields stay. */
  undo() {
    const step = this.steps.pop();
    if (!step) return "";
    const { text, before, beside } = step;
    this.#change(before);
    const last = this.steps.at(-1);
    if (last) last.version = this.version;
    this.set({ beside: { ...this.beside, ...beside } });
    return text;
  }

  /** @param {string} text */
  clear(text) {
    const { beside } = this;
    const empty = Object.fromEntries(Object.keys(this.values).map((name) => [name, untouched(name)]));
    const hasMore = Object.keys(beside).length > 0;
    const step = this.apply(empty, text) ?? (hasMore ? this.#push(text, {}) : null);
    if (step) step.beside = beside;
    this.touched.clear();
    this.set({ beside: {}, open: {}, isLinked: false, isUnlisted: false });
  }

  /**
   * @param {string} text
   * @param {Values} before
   */
  #push(text, before, kind = "") {
    /** @type {UndoStep} */
    const step = { text, before, kind, version: this.version };
    this.steps.push(step);
    return step;
  }

  /** @param {Values} changes */
  #change(changes) {
    Object.assign(this.values, changes);
    for (const [name, value] of Object.entries(changes)) {
      if (value === untouched(name)) this.touched.delete(name);
      else this.touched.add(name);
    }
    this.version += 1;
  }
}
