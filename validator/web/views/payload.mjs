// The panel that shows, copies and downloads the payload in the chosen format.

import { copy } from "../clipboard.mjs";
import { closest, download, find, findAll, listed, setAttribute, setHidden, setText } from "../dom.mjs";
import { messageOf, payloadOf } from "../effects.mjs";
import { drawManualEntry, rows } from "./manual-entry.mjs";
import { isJudged } from "./verdict.mjs";

/** @import { Store } from "../store.mjs" */
/** @import { Payload, Say, Values, View } from "../types.d.ts" */

/** @type {Payload} */
const EMPTY = { text: null, values: {}, filled: [], error: null, warning: null };
const TEST = "test-mail";
const NO_COPY = "The browser doesn't let this page copy. Select the text, or download the file.";

export class PayloadPanel {
  #root;
  #store;
  #place;
  #format;
  #panels;
  #ask;
  #say;
  #sayDone;

  /**
   * `ask(name, more)` resolves to Python's answer, or rejects with `NoAnswer`. `say(text)` announces something, and
   * `sayDone(text)` announces a finished copy or download.
   *
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {{ask: (name: "payload", more: object) => Promise<Payload>, say: Say, sayDone: Say}} page
   */
  constructor(root, store, { ask, say, sayDone }) {
    this.#root = find(root, "#checker-payload");
    this.#store = store;
    this.#format = find(root, "#checker-format", HTMLSelectElement);
    this.#place = find(root, "#checker-place", HTMLSelectElement);
    this.#panels = findAll(this.#root, ".checker-panel");
    this.#ask = ask;
    this.#say = say;
    this.#sayDone = sayDone;
    this.#root.addEventListener("click", (event) => this.#click(closest(event, "button")));
    this.#format.addEventListener("change", () => store.set({ format: this.#format.value }));
    this.#place.addEventListener("change", () => this.#choosePlace());
  }

  /** Choose the format that fits the place; the test email fits all of them. */
  #choosePlace() {
    const { format } = this.#store;
    const { payload = format } = this.#place.selectedOptions[0].dataset;
    this.#store.set({ place: this.#place.value, format: format === TEST ? format : payload });
  }

  /**
   * Show the payload, or why there is none.
   *
   * @param {View} view
   */
  draw({ state, report, wantsPassword }) {
    const { format, place, showsPayloadAnyway } = this.#store;
    const judged = isJudged(state);
    const open = judged && (report?.verdict !== "errors" || showsPayloadAnyway);
    setHidden(this.#part("gate"), open);
    setText(this.#part("gate"), gateText(state, judged, wantsPassword));
    setHidden(this.#part("anyway"), open || !judged);
    setHidden(this.#part("formats"), !open);
    if (this.#format.value !== format) this.#format.value = format;
    if (this.#place.value !== place) this.#place.value = place;
    setAttribute(this.#format, "aria-describedby", `checker-when-${format}`);
    for (const panel of this.#panels) {
      const isChosen = panel.dataset.choice === format;
      setHidden(panel, !isChosen);
      this.#showWhatToDo(panel);
      // Hidden panels are empty, so that no password is left in them.
      this.#show(panel, open && isChosen ? this.#written() : EMPTY);
    }
  }

  /**
   * Show the panel, in this format if one is named. Otherwise it shows what can be imported, so not the test email.
   *
   * @param {string} [format]
   */
  goTo(format) {
    const { payload = "manual-entry" } = this.#place.selectedOptions[0]?.dataset ?? {};
    if (format) this.#store.set({ format });
    else if (this.#store.format === TEST) this.#store.set({ format: payload });
    this.#root.scrollIntoView({ block: "start" });
    // The first choice: it also decides the format, and what to do with it.
    this.#place.focus({ preventScroll: true });
  }

  get #panel() {
    return find(this.#root, `[data-choice="${this.#store.format}"]`);
  }

  /** @param {string} id */
  #part(id) {
    return find(this.#root, `#checker-${id}`);
  }

  /** @param {string} name */
  #label(name) {
    return find(this.#root, `[data-value="${name}"] dt`).textContent ?? "";
  }

  /**
   * The fields that Forem has and that have no value.
   *
   * @param {Values} values
   */
  #empty(values) {
    return rows(this.#root, this.#store.values.edition !== "2021").filter((name) => !values[name]);
  }

  /** The payload of the newest answer, if it's in the chosen format and may be shown. */
  #written() {
    const { answer, format, isPasswordShown } = this.#store;
    // A password may stay hidden a moment too long, but must not stay visible.
    const fits = answer?.format === format && (answer.hidden || isPasswordShown);
    return (fits && answer.payload) || EMPTY;
  }

  /**
   * Show what to do at the chosen place, or, where the format is for another place, what holds anywhere.
   *
   * @param {HTMLElement} panel
   */
  #showWhatToDo(panel) {
    const steps = findAll(panel, "[data-place]");
    for (const place of steps) setHidden(place, place.dataset.place !== this.#store.place);
    const anywhere = panel.querySelector(".checker-anywhere");
    if (anywhere instanceof HTMLElement) setHidden(anywhere, steps.some((place) => !place.hidden));
  }

  /**
   * @param {HTMLElement} panel
   * @param {Payload} payload
   */
  #show(panel, { text, values, filled, error, warning }) {
    setHidden(find(panel, ".checker-written"), error !== null);
    const problem = find(panel, ".checker-problem");
    setHidden(problem, error === null);
    setText(find(problem, ".checker-reason"), error?.message ?? "");
    setAttribute(find(problem, "a"), "href", error && `#checker-${error.field}`);
    setAttribute(find(problem, "a"), "data-go-to", error && error.field);
    if (panel.dataset.choice === "manual-entry") {
      return drawManualEntry(panel, values, filled, this.#store.values.edition !== "2021");
    }
    setText(find(panel, ".checker-written code"), text ?? "");
    const labels = (/** @type {string[]} */ names) => names.map((name) => this.#label(name));
    const note = text === null ? "" : contentText(labels(filled), labels(this.#empty(values)));
    const added = find(panel, ".checker-added");
    setHidden(added, !note);
    setText(added, note);
    const differs = find(panel, ".checker-differs");
    setHidden(differs, !warning);
    setText(find(differs, ".checker-reason"), warning ?? "");
  }

  /** @param {HTMLElement | null} button */
  #click(button) {
    if (!button) return;
    if (button.id === "checker-anyway") this.#showAnyway();
    else if (button.dataset.do === "copy") this.#copy(button, this.#real().then(({ text }) => text));
    else if (button.dataset.do === "copy-value") this.#copyValue(button);
    else if (button.dataset.do === "copy-command") this.#copy(button, Promise.resolve(commandBeside(button)));
    else if (button.dataset.do === "download") this.#download();
    else if (button.dataset.do === "import") this.goTo();
  }

  #showAnyway() {
    this.#store.set({ showsPayloadAnyway: true });
    this.#place.focus();
  }

  /** The payload with the real password. */
  async #real() {
    const answer = await this.#ask("payload", { name: payloadOf(this.#store.format), hidden: false });
    if (answer.error) throw new Error(answer.error.message);
    return { text: answer.text ?? "", values: answer.values };
  }

  /**
   * Copy a single value, the real one.
   *
   * @param {HTMLElement} button
   */
  #copyValue(button) {
    const row = button.closest("div[data-value]");
    if (!(row instanceof HTMLElement)) return;
    const value = this.#real().then(({ values }) => values[row.dataset.value ?? ""] ?? "");
    this.#copy(button, value, () => this.#say(`${find(row, "dt").textContent} copied.`));
  }

  /**
   * @param {HTMLElement} button
   * @param {Promise<string>} promised
   */
  async #copy(button, promised, done = () => this.#sayDone("Copied.")) {
    try {
      await copy(promised);
      done();
      button.dataset.done = "1";
      setTimeout(() => delete button.dataset.done, 2000);
    } catch {
      // If Python gave no text, say its reason; otherwise the browser refused.
      this.#say(await promised.then(() => NO_COPY, noCopy));
    }
  }

  async #download() {
    const { filename = "" } = this.#panel.dataset;
    try {
      download((await this.#real()).text, filename);
      this.#sayDone(`Downloaded ${filename}.`);
    } catch (error) {
      this.#say(`${messageOf(error)} Nothing was downloaded.`);
    }
  }
}

/**
 * The note on values that no one entered, and on those that no one will find in the payload.
 *
 * @param {string[]} filled labels
 * @param {string[]} empty labels
 */
export function contentText(filled, empty) {
  const notes = [
    ...(filled.length ? [`Filled in for you: ${listed(filled)}.`] : []),
    ...(empty.length ? [`Still empty, so not in it: ${listed(empty)}.`] : []),
  ];
  return notes.join(" ");
}

const commandBeside = (/** @type {HTMLElement} */ button) => button.parentElement?.querySelector("code")?.textContent ?? "";

const noCopy = (/** @type {unknown} */ error) => `${messageOf(error)} Nothing was copied.`;

const GATE =
  "What you enter in Forem, or text that it imports. It appears here once your settings are checked.";

/**
 * The text in place of the payload.
 *
 * @param {View["state"]} state
 * @param {boolean} judged
 * @param {boolean} wantsPassword
 */
export function gateText(state, judged, wantsPassword) {
  if (!judged) return GATE;
  if (wantsPassword) return "Enter the password first.";
  return state === "unfinished" ? "Fill in what's missing first." : "Fix the errors first.";
}
