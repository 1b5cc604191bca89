// The checker's whole state. It's kept only in memory: it survives instant navigation from page to page, and nothing
// else. Views only read it. Changes go through these methods.

import { untouched } from "./fields.mjs";

/** @import { Answer, State, UndoStep, Values, Volume } from "./types.d.ts" */

export class Store {
  /**
   * Text as typed, by name: the settings, and what is known about this Forem.
   *
   * @type {Values}
   */
  values = {};
  /**
   * The controls that people have left, or stopped typing in. Only their findings are shown.
   *
   * @type {Set<string>}
   */
  touched = new Set();
  /** The number of changes to the values. */
  version = 0;
  /**
   * Python's newest answer.
   *
   * @type {Answer | null}
   */
  answer = null;
  /** Whether people have asked for something that had to wait for Python's start. */
  isPythonAwaited = false;
  /** Whether the answer about the values is so late that the page says so. */
  isLate = false;
  /**
   * The values that choosing a provider filled in.
   *
   * @type {Values}
   */
  presetValues = {};
  /** Whether people chose "My provider isn't listed". */
  isUnlisted = false;
  /** Whether a link filled in the values. */
  isLinked = false;
  /**
   * What people ticked and typed apart from the settings, by name. There are no empty values.
   *
   * @type {Values}
   */
  extras = {};
  /** The text in the box for error messages. */
  errorText = "";
  /**
   * The result for the plan's numbers, and the numbers that it's for.
   *
   * @type {{values: Values, answer: Volume} | null}
   */
  volume = null;
  /** Whether the result for the plan is so late that the page says so. */
  isVolumeLate = false;
  /**
   * Whether each collapsible part is open, by id. A part that was never opened or closed isn't here.
   *
   * @type {Record<string, boolean>}
   */
  open = {};
  /** Where people said that their Forem runs; empty if they did not say. */
  place = "";
  /** The payload format on the screen. */
  format = "manual-entry";
  /** Whether the payload is shown despite errors. */
  showsPayloadAnyway = false;
  isPasswordShown = false;
  /**
   * The changes that can be undone, newest last.
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
   * Change anything except the values, which have their own methods.
   *
   * @param {Partial<State>} patch
   */
  set(patch) {
    Object.assign(this, patch);
    for (const listener of this.#listeners) listener();
  }

  /** Whether the newest answer is about the current values. */
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
   * From now on, show the findings of these fields at every keystroke.
   *
   * @param {string[]} names
   */
  markTouched(...names) {
    for (const name of names) this.touched.add(name);
    this.set({});
  }

  /**
   * Store Python's answer.
   *
   * @param {Answer} answer
   */
  judged(answer) {
    const { verdict } = answer.report;
    this.set({ answer, isLate: false, showsPayloadAnyway: this.showsPayloadAnyway && verdict === "errors" });
  }

  /**
   * Open a collapsible part, unless it was opened or closed before.
   *
   * @param {string} id
   */
  openOnce(id) {
    if (!(id in this.open)) this.set({ open: { ...this.open, [id]: true } });
  }

  /**
   * Set one of the extras; an empty text removes it.
   *
   * @param {string} name
   * @param {string} text
   */
  setExtra(name, text) {
    const { [name]: _, ...others } = this.extras;
    this.set({ extras: text ? { ...others, [name]: text } : others });
  }

  /**
   * Change several values in one step, which can be undone; `text` describes it for people. If the previous step has the
   * same `kind`, the two become one, so moving through the list of providers with the arrow keys is a single step.
   * Returns the step, or `null` if nothing changed.
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

  /** Whether nothing has changed since the newest step. */
  get #isFresh() {
    return this.steps.at(-1)?.version === this.version;
  }

  /** Undo the newest step. Returns its text, or an empty string if there is none. Later input in other fields stays. */
  undo() {
    const step = this.steps.pop();
    if (!step) return "";
    const { text, before, extras } = step;
    this.#change(before);
    const last = this.steps.at(-1);
    if (last) last.version = this.version;
    this.set({ extras: { ...this.extras, ...extras } });
    return text;
  }

  /** @param {string} text */
  clear(text) {
    const { extras } = this;
    const empty = Object.fromEntries(Object.keys(this.values).map((name) => [name, untouched(name)]));
    const hasMore = Object.keys(extras).length > 0;
    const step = this.apply(empty, text) ?? (hasMore ? this.#push(text, {}) : null);
    if (step) step.extras = extras;
    this.touched.clear();
    this.set({ extras: {}, open: {}, isLinked: false, isUnlisted: false });
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
