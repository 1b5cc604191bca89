// The form's controls: their values, labels and focus.

import { find, findAll, setAttribute, setHidden, setText } from "../dom.mjs";
import { untouched } from "../fields.mjs";

/** @import { Preset, Values } from "../types.d.ts" */

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

export class Form {
  /**
   * The controls by name: Forem's fields, the encryption, and what is known about this Forem.
   *
   * @type {Map<string, Control>}
   */
  controls = new Map();
  /**
   * The note next to each field, by the field's name. Notes of a `kind` can be removed together.
   *
   * @type {Map<string, {text: string, kind: string}>}
   */
  #notes = new Map();
  /**
   * The ids of what always describes a control, by its name.
   *
   * @type {Map<string, string>}
   */
  #help = new Map();
  #provider;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    for (const control of findAll(root, "[data-field], [data-forem]")) {
      if (!isControl(control)) continue;
      this.controls.set(nameOf(control), control);
      this.#help.set(nameOf(control), control.getAttribute("aria-describedby") ?? "");
    }
    this.fields = [...this.controls.keys()].filter((name) => this.control(name).dataset.field);
    this.#provider = find(root, "#checker-provider", HTMLSelectElement);
  }

  /** @param {string} name */
  control(name) {
    const control = this.controls.get(name);
    if (!control) throw new Error(`The form has no ${name}.`);
    return control;
  }

  /** Read the values from the form, before the store has them. */
  read() {
    return Object.fromEntries([...this.controls].map(([name, control]) => [name, valueOf(control)]));
  }

  /**
   * Write the values into the form, but only those that differ, so that the cursor doesn't jump.
   *
   * @param {Values} values
   */
  show(values) {
    for (const [name, control] of this.controls) {
      const value = values[name] ?? untouched(name);
      if (valueOf(control) === value) continue;
      if (isCheckbox(control)) control.checked = value !== "";
      else control.value = value;
      if (control.dataset.field) this.note(name, "");
    }
    const isKnown = [...this.controls].some(
      ([name, control]) => control.closest("#checker-forem") && (values[name] ?? untouched(name)) !== untouched(name),
    );
    if (isKnown) find(this.root, "#checker-forem", HTMLDetailsElement).open = true;
  }

  /** Say what the chosen hosting company blocks, even before there is a port to compare it with. */
  showHosting() {
    const note = find(this.root, "#checker-hosting-note");
    const chosen = find(this.root, "#checker-hosting", HTMLSelectElement).selectedOptions[0];
    setText(note, chosen?.dataset.note ?? "");
    setHidden(note, !note.textContent);
  }

  /**
   * Replace values that a list or checkbox can't have.
   *
   * @param {Values} values
   */
  possible(values) {
    const fits = (/** @type {Control} */ control, /** @type {string} */ value) => {
      if (isCheckbox(control)) return value === "1";
      return !isList(control) || [...control.options].some((option) => option.value === value);
    };
    const kept = Object.entries(values).map(([name, value]) => {
      return [name, fits(this.control(name), value) ? value : untouched(name)];
    });
    return Object.fromEntries(kept);
  }

  /** @param {string} name */
  label(name) {
    return this.control(name).dataset.label ?? "";
  }

  /**
   * A value as the screen shows it.
   *
   * @param {string} name
   * @param {string} value
   */
  word(name, value) {
    const control = this.control(name);
    const options = isList(control) ? [...control.options] : [];
    return options.find((option) => option.value === value)?.dataset.word ?? value;
  }

  /**
   * A control with all that is said of it.
   *
   * @param {string} name
   */
  place(name) {
    return find(this.root, `[data-of="${name}"]`);
  }

  /**
   * Set the note next to a field; an empty text removes it. `forget` removes all notes of a `kind`.
   *
   * @param {string} name
   * @param {string} text
   */
  note(name, text, kind = "") {
    this.#notes.set(name, { text, kind });
    const note = find(this.place(name), ".checker-note");
    setText(note, text);
    setAttribute(note, "data-kind", kind);
  }

  /**
   * Remove all notes of this kind.
   *
   * @param {string} kind
   */
  forget(kind) {
    for (const [name, note] of this.#notes) if (note.kind === kind) this.note(name, "");
  }

  /** @param {string} name */
  goTo(name) {
    const control = this.control(name);
    // Nothing in a closed part can have the focus.
    const part = control.closest("details");
    if (part) part.open = true;
    control.scrollIntoView({ block: "center" });
    control.focus({ preventScroll: true });
  }

  /** The provider chosen in the list. */
  preset() {
    return presetOf(this.#provider.selectedOptions[0]);
  }

  /** Which tab of its provider's page the chosen host has; `undefined` if that page shows it anyway. */
  get providerTab() {
    return this.#provider.selectedOptions[0]?.dataset.tab;
  }

  /** Whether "My provider isn't listed" is chosen. */
  get isUnlisted() {
    return this.#provider.value === UNLISTED;
  }

  /**
   * The preset of the provider whose host is `address`; empty if there is none.
   *
   * @returns {Preset}
   */
  presetFor(address = "") {
    const host = address.trim().toLowerCase();
    const presets = [...this.#provider.options].map(presetOf);
    return presets.find(({ values }) => host && values.address === host) ?? { label: "", values: {} };
  }

  /**
   * Make the chosen provider match the Address.
   *
   * @param {string} address
   * @param {boolean} isUnlisted
   */
  showProvider(address, isUnlisted) {
    const { options, selectedOptions } = this.#provider;
    const fits = (/** @type {HTMLOptionElement} */ option) => address !== "" && presetOf(option).values.address === address;
    if (fits(selectedOptions[0])) return;
    const value = [...options].find(fits)?.value ?? (isUnlisted ? UNLISTED : "");
    if (this.#provider.value !== value) this.#provider.value = value;
  }

  /**
   * Mark a field: a tick if nothing is wrong with it, `aria-invalid` if something is.
   *
   * @param {string} name
   * @param {{fine: boolean, wrong: boolean, describedBy: string[]}} mark
   */
  mark(name, { fine, wrong, describedBy }) {
    const control = this.control(name);
    const tick = this.place(name).querySelector(".checker-fine");
    if (tick instanceof HTMLElement) setHidden(tick, !fine);
    setAttribute(control, "aria-invalid", wrong ? "true" : null);
    const notes = this.#notes.get(name)?.text ? [`checker-${name}-note`] : [];
    setAttribute(control, "aria-describedby", [this.#help.get(name), ...notes, ...describedBy].join(" "));
  }
}

/** The value of "My provider isn't listed". */
const UNLISTED = "other";

/**
 * @param {HTMLOptionElement} option
 * @returns {Preset}
 */
function presetOf({ label, dataset }) {
  return { label, values: JSON.parse(dataset.values ?? "{}") };
}

/**
 * @param {unknown} element
 * @returns {element is Control}
 */
export const isControl = (element) => element instanceof HTMLInputElement || element instanceof HTMLSelectElement;

/**
 * @param {Control} control
 * @returns {control is HTMLSelectElement}
 */
const isList = (control) => control instanceof HTMLSelectElement;

/**
 * @param {Control} control
 * @returns {control is HTMLInputElement}
 */
const isCheckbox = (control) => control.type === "checkbox";

/** @param {Control} control */
export function nameOf({ dataset }) {
  return dataset.field ?? dataset.forem ?? "";
}

/** @param {Control} control */
export function valueOf(control) {
  if (isCheckbox(control)) return control.checked ? "1" : "";
  return control.value;
}
