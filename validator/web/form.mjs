// The form's controls: their values, labels and focus.

import { setAttribute, setHidden, setText } from "./dom.mjs";
import { untouched } from "./fields.mjs";

export class Form {
  /** The controls by name: Forem's fields and the encryption, and what is known of this Forem. */
  controls = new Map();
  #provider;

  constructor(root) {
    this.root = root;
    for (const control of root.querySelectorAll("[data-field], [data-forem]")) {
      this.controls.set(nameOf(control), control);
    }
    this.fields = [...this.controls.keys()].filter((name) => this.controls.get(name).dataset.field);
    this.#provider = root.querySelector("#checker-provider");
  }

  read() {
    return Object.fromEntries(
      [...this.controls].map(([name, control]) => [name, valueOf(control)]),
    );
  }

  /** Write the values that differ from what is there, so that no cursor jumps. */
  show(values) {
    for (const [name, control] of this.controls) {
      const value = values[name] ?? "";
      if (valueOf(control) === value) continue;
      if (control.type === "checkbox") control.checked = value !== "";
      else control.value = value;
      if (control.dataset.field) this.note(name, "");
    }
    const isTold = ([name, control]) => control.dataset.forem && valueOf(control) !== untouched(name);
    if ([...this.controls].some(isTold)) this.root.querySelector("#checker-forem").open = true;
  }

  /** The values without those that a list or a tick cannot have. */
  possible(values) {
    const fits = (control, value) => {
      if (control.type === "checkbox") return value === "1";
      return !control.options || [...control.options].some((option) => option.value === value);
    };
    const kept = Object.entries(values).map(([name, value]) => {
      const control = this.controls.get(name);
      return [name, fits(control, value) ? value : untouched(name)];
    });
    return Object.fromEntries(kept);
  }

  label(name) {
    return this.controls.get(name).dataset.label;
  }

  /** What a value is called on the screen. */
  word(name, value) {
    const option = [...(this.controls.get(name).options ?? [])].find(
      (option) => option.value === value,
    );
    return option?.dataset.word ?? value;
  }

  place(name) {
    return this.root.querySelector(`[data-of="${name}"]`);
  }

  /** A few words beside a field, of a `kind` that can be forgotten; an empty text takes them away. */
  note(name, text, kind = "") {
    const note = this.place(name).querySelector(".checker-note");
    setText(note, text);
    setAttribute(note, "data-kind", kind);
  }

  /** Take away all notes of this kind. */
  forget(kind) {
    for (const name of this.fields) {
      if (this.place(name).querySelector(".checker-note").dataset.kind === kind) this.note(name, "");
    }
  }

  goTo(name) {
    const control = this.controls.get(name);
    control.scrollIntoView({ block: "center" });
    control.focus({ preventScroll: true });
  }

  /** The chosen provider's label, and the values that are the same for all its customers. */
  preset() {
    const option = this.#provider.selectedOptions[0];
    return { label: option.label, values: JSON.parse(option.dataset.values ?? "{}") };
  }

  /** The same of the provider whose host is `address`; without values if there is none. */
  presetOf(address = "") {
    const host = address.trim().toLowerCase();
    for (const { label, dataset } of this.#provider.options) {
      const values = JSON.parse(dataset.values ?? "{}");
      if (host && values.address === host) return { label, values };
    }
    return { label: "", values: {} };
  }

  /** Let the choice of the provider agree with the Address. */
  showProvider(address) {
    const { options, selectedOptions } = this.#provider;
    const fits = (option) =>
      option.dataset.values && JSON.parse(option.dataset.values).address === address;
    if (fits(selectedOptions[0])) return;
    const other = this.#provider.value === "other" ? "other" : "";
    const value = [...options].find(fits)?.value ?? other;
    if (this.#provider.value !== value) this.#provider.value = value;
  }

  /** A touched field has a tick when nothing was found, and says so when it is wrong. */
  mark(name, { fine, wrong, describedBy }) {
    const control = this.controls.get(name);
    const tick = this.place(name).querySelector(".checker-fine");
    if (tick) setHidden(tick, !fine);
    setAttribute(control, "aria-invalid", wrong ? "true" : null);
    const note = this.place(name).querySelector(".checker-note");
    const ids = [`checker-${name}-help`, ...(note.textContent ? [note.id] : []), ...describedBy];
    setAttribute(control, "aria-describedby", ids.join(" "));
  }
}

export function nameOf(control) {
  return control.dataset.field ?? control.dataset.forem;
}

export function valueOf(control) {
  if (control.type === "checkbox") return control.checked ? "1" : "";
  return control.value;
}
