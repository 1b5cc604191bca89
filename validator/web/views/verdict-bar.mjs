// The bar at the window's lower edge where the summary is far from the fields, as on a phone: it repeats the headline,
// and leads from each finding or unfinished field to the next.

import { element, find, setAttribute, setContent, setHidden } from "../dom.mjs";
import { placeOf } from "../fields.mjs";
import { isJudged } from "./verdict.mjs";

/** @import { Form } from "./form.mjs" */
/** @import { View } from "../types.d.ts" */

export class VerdictBar {
  #form;
  #button;
  /** The fields to go to, from the form's first to its last. */
  #stops = [""];
  /** The field that was last gone to. */
  #last = "";

  /**
   * `onDone` is called if there is nothing left to go to, `onOther` if there is no verdict.
   *
   * @param {Form} form
   * @param {{onDone: () => void, onOther: () => void}} actions
   */
  constructor(form, { onDone, onOther }) {
    this.#form = form;
    this.#button = find(form.root, "#checker-bar");
    this.#button.addEventListener("click", () => {
      if (this.#stops.length) this.#goOn();
      else if (this.#button.dataset.state === "ready") onDone();
      else onOther();
    });
    form.root.addEventListener("focusin", ({ target }) => {
      const name = [...form.controls].find(([, control]) => control === target)?.[0];
      if (name) this.#last = name;
    });
  }

  /**
   * @param {View} view
   * @param {string} headline that of the summary
   */
  draw(view, headline) {
    const { state } = view;
    this.#stops = isJudged(state) ? stops([...this.#form.controls.keys()], view) : [];
    setHidden(this.#button, state === "idle");
    setAttribute(this.#button, "data-state", state);
    const more = this.#stops.length ? "Next" : state === "ready" ? "Settings to import" : "Details";
    setContent(this.#button, [headline, more], () => [element("span", {}, headline), element("span", {}, more)]);
  }

  #goOn() {
    const name = following(this.#stops, [...this.#form.controls.keys()], this.#last);
    this.#last = name;
    this.#form.goTo(name);
  }
}

/**
 * The fields that have an error or a warning, in the form's order. Without errors, also those to fill in.
 *
 * @param {string[]} fields all of the form
 * @param {Pick<View, "shown" | "waiting" | "state">} view
 */
export function stops(fields, { shown, waiting, state }) {
  const found = shown.filter(({ severity }) => severity !== "advice").map(placeOf);
  const all = state === "errors" ? found : [...found, ...waiting];
  return fields.filter((name) => all.includes(name));
}

/**
 * The first stop after the last one, or the first of all.
 *
 * @param {string[]} stops
 * @param {string[]} fields
 * @param {string} last
 */
export function following(stops, fields, last) {
  const place = fields.indexOf(last);
  return stops.find((name) => fields.indexOf(name) > place) ?? stops[0];
}
