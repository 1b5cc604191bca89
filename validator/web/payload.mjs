// The panel that shows the payload in the chosen format, copies and downloads it.

import { copy, download, setAttribute, setHidden, setText } from "./dom.mjs";
import { payloadOf } from "./effects.mjs";
import { drawManualEntry } from "./manual-entry.mjs";
import { isJudged } from "./verdict.mjs";

const EMPTY = { text: null, values: {}, error: null, warning: null };
const NO_COPY = "The browser doesn't let this page copy. Select the text, or download the file.";

export class PayloadPanel {
  #root;
  #store;
  #format;
  #panels;
  #ask;
  #say;
  #sayDone;

  /**
   * `ask(name, more)` gives Python's answer, and rejects with `NoAnswer`; `say(text)` announces something, and `sayDone`
   * that there is a copy.
   */
  constructor(root, store, { ask, say, sayDone }) {
    this.#root = root.querySelector("#checker-payload");
    this.#store = store;
    this.#format = this.#part("format");
    this.#panels = [...this.#root.querySelectorAll(".checker-panel")];
    this.#ask = ask;
    this.#say = say;
    this.#sayDone = sayDone;
    this.#root.addEventListener("click", (event) => this.#click(event.target.closest("button")));
    this.#format.addEventListener("change", () => store.set({ format: this.#format.value }));
  }

  /** Show what there is to show of the newest report. */
  draw({ state, report, wantsPassword }) {
    const { format, showsAnyway } = this.#store;
    const judged = isJudged(state);
    const open = judged && (report.verdict !== "errors" || showsAnyway);
    setHidden(this.#part("gate"), open);
    setText(this.#part("gate"), gateText(state, judged, wantsPassword));
    setHidden(this.#part("anyway"), open || !judged);
    setHidden(this.#part("formats"), !open);
    if (this.#format.value !== format) this.#format.value = format;
    setAttribute(this.#format, "aria-describedby", `checker-when-${format}`);
    for (const panel of this.#panels) {
      const isChosen = panel.dataset.choice === format;
      setHidden(panel, !isChosen);
      // What is not shown holds nothing, so that no password is left behind in it.
      this.#show(panel, open && isChosen ? this.#written() : EMPTY);
    }
  }

  goTo() {
    this.#root.scrollIntoView({ block: "start" });
    this.#format.focus({ preventScroll: true });
  }

  get #panel() {
    return this.#panels.find(({ dataset }) => dataset.choice === this.#store.format);
  }

  #part(id) {
    return this.#root.querySelector(`#checker-${id}`);
  }

  /** The payload of the newest answer, if it is what is to be shown. */
  #written() {
    const { answer, format, isPasswordShown } = this.#store;
    // A hidden password may be shown a moment later, but not the other way round.
    const fits = answer.format === format && (answer.hidden || isPasswordShown);
    return fits && answer.payload ? answer.payload : EMPTY;
  }

  #show(panel, { text, values, error, warning }) {
    setHidden(panel.querySelector(".checker-written"), error !== null);
    const problem = panel.querySelector(".checker-problem");
    setHidden(problem, error === null);
    setText(problem.querySelector(".checker-reason"), error?.message ?? "");
    setAttribute(problem.querySelector("a"), "href", error && `#checker-${error.field}`);
    setAttribute(problem.querySelector("a"), "data-go-to", error && error.field);
    if (panel.dataset.choice === "manual-entry") {
      return drawManualEntry(panel, values, this.#store.values.edition !== "2021");
    }
    setText(panel.querySelector(".checker-written code"), text ?? "");
    const differs = panel.querySelector(".checker-differs");
    setHidden(differs, !warning);
    setText(differs.querySelector(".checker-reason"), warning ?? "");
  }

  #click(button) {
    if (!button) return;
    if (button.id === "checker-anyway") this.#showAnyway();
    else if (button.dataset.do === "copy") this.#copy(button, this.#real("text"));
    else if (button.dataset.do === "copy-value") this.#copyValue(button);
    else if (button.dataset.do === "copy-command") this.#copy(button, this.#command());
    else if (button.dataset.do === "download") this.#download();
  }

  #showAnyway() {
    this.#store.set({ showsAnyway: true });
    this.#format.focus();
  }

  /** A part of the payload with the real password: its `text`, or its `values`. */
  async #real(part) {
    const answer = await this.#ask("payload", { name: payloadOf(this.#store.format), hidden: false });
    if (answer.error) throw new Error(answer.error.message);
    return answer[part];
  }

  async #command() {
    return this.#panel.querySelector(".checker-command code").textContent;
  }

  /** A single value, the real one. */
  #copyValue(button) {
    const row = button.closest("[data-value]");
    const value = this.#real("values").then((values) => values[row.dataset.value]);
    this.#copy(button, value, () => this.#say(`${row.querySelector("dt").textContent} copied.`));
  }

  async #copy(button, promised, done = () => this.#sayDone("Copied.")) {
    try {
      await copy(promised);
      done();
      button.dataset.done = "1";
      setTimeout(() => delete button.dataset.done, 2000);
    } catch {
      // Python's reason, if it gave no text; else the browser refused.
      this.#say(await promised.then(() => NO_COPY, noCopy));
    }
  }

  async #download() {
    const { filename } = this.#panel.dataset;
    try {
      download(await this.#real("text"), filename);
      this.#sayDone(`${filename} is downloaded.`);
    } catch (error) {
      this.#say(noCopy(error));
    }
  }
}

const noCopy = ({ message }) => `${message} Nothing was copied.`;

const GATE =
  "What you enter in Forem, or a text that it imports. It appears here when your settings are checked.";

function gateText(state, judged, wantsPassword) {
  if (!judged) return GATE;
  if (wantsPassword) return "Enter the password first.";
  return state === "unfinished" ? "Fill in what is missing first." : "Fix the errors first.";
}
