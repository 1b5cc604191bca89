// The panel that shows the payload in the chosen format, copies and downloads it.

import { drawManualEntry } from "./manual-entry.mjs";
import { copy, download } from "./dom.mjs";
import { isJudged } from "./verdict.mjs";

export class PayloadPanel {
  #root;
  #format;
  #panels;
  #ask;
  #say;
  #sayDone;
  /** Asked for in spite of errors. */
  #anyway = false;

  /**
   * `ask(name, hidden)` gives Python's answer for one format, `null` if there is none or the values
   * have changed meanwhile; `say(text)` announces something, and `sayDone` that there is a copy.
   */
  constructor(root, { ask, say, sayDone }) {
    this.#root = root.querySelector("#checker-payload");
    this.#format = this.#part("format");
    this.#panels = [...this.#root.querySelectorAll(".checker-panel")];
    this.#ask = ask;
    this.#say = say;
    this.#sayDone = sayDone;
    this.#root.addEventListener("click", (event) => this.#click(event.target.closest("button")));
    this.#format.addEventListener("change", () => this.#choose());
  }

  /** Show what there is to show in this state of the form. */
  async draw({ state, wantsPassword }, verdict) {
    const judged = isJudged(state);
    if (verdict !== "errors") this.#anyway = false;
    const open = judged && (verdict !== "errors" || this.#anyway);
    this.#part("gate").hidden = open;
    this.#part("gate").textContent = gateText(state, judged, wantsPassword);
    this.#part("anyway").hidden = open || !judged;
    this.#part("formats").hidden = !open;
    this.#forget(this.#panels.filter((panel) => !open || panel.hidden));
    if (open) await this.#write();
  }

  /** What is not shown holds nothing, so that no password is left behind in it. */
  #forget(panels) {
    for (const panel of panels) show(panel, { text: null, values: {}, warning: null });
  }

  goTo() {
    this.#root.scrollIntoView({ block: "start" });
    this.#format.focus({ preventScroll: true });
  }

  get #panel() {
    return this.#panels.find((panel) => !panel.hidden);
  }

  #part(id) {
    return this.#root.querySelector(`#checker-${id}`);
  }

  async #write() {
    const panel = this.#panel;
    const shownPassword = document.querySelector("#checker-password").type === "text";
    const answer = await this.#ask(panel.dataset.payload, !shownPassword);
    if (!answer) return;
    const { error } = answer;
    panel.querySelector(".checker-written").hidden = error !== null;
    show(panel, answer);
    const problem = panel.querySelector(".checker-problem");
    problem.hidden = error === null;
    problem.querySelector(".checker-reason").textContent = error?.message ?? "";
    problem.querySelector("a").href = `#checker-${error?.field}`;
    problem.querySelector("a").dataset.goTo = error?.field;
  }

  #click(button) {
    if (!button) return;
    if (button.id === "checker-anyway") this.#showAnyway();
    else if (button.dataset.do === "copy") this.#copy(button, this.#real());
    else if (button.dataset.do === "copy-value") this.#copyValue(button);
    else if (button.dataset.do === "copy-command") this.#copy(button, this.#command());
    else if (button.dataset.do === "download") this.#download();
  }

  async #showAnyway() {
    this.#anyway = true;
    await this.draw({ state: "errors" }, "errors");
    this.#format.focus();
  }

  #choose() {
    const name = this.#format.value;
    this.#format.setAttribute("aria-describedby", `checker-when-${name}`);
    for (const panel of this.#panels) panel.hidden = panel.dataset.choice !== name;
    this.#forget(this.#panels.filter((panel) => panel.hidden));
    this.#write();
  }

  /** The text with the real password. */
  async #real() {
    return (await this.#written()).text;
  }

  async #written() {
    const answer = await this.#ask(this.#panel.dataset.payload, false);
    if (!answer?.text) throw new Error("There is no payload.");
    return answer;
  }

  async #command() {
    return this.#panel.querySelector(".checker-command code").textContent;
  }

  /** A single value, the real one. */
  #copyValue(button) {
    const row = button.closest("[data-value]");
    const value = this.#written().then(({ values }) => values[row.dataset.value]);
    this.#copy(button, value, () => this.#say(`${row.querySelector("dt").textContent} copied.`));
  }

  async #copy(button, promised, done = () => this.#sayDone("Copied.")) {
    try {
      await copy(promised);
      done();
      button.dataset.done = "1";
      setTimeout(() => delete button.dataset.done, 2000);
    } catch {
      this.#say("The browser does not let this page copy. Select the text, or download the file.");
    }
  }

  async #download() {
    const { filename } = this.#panel.dataset;
    const answer = await this.#ask(this.#panel.dataset.payload, false);
    if (!answer?.text) return;
    download(answer.text, filename);
    this.#sayDone(`${filename} is downloaded.`);
  }
}

/** Show the text of a format, and what a reader of it would take in another way. */
function show(panel, { text, values, warning }) {
  if (panel.dataset.choice === "manual-entry") return drawManualEntry(panel, values);
  panel.querySelector(".checker-written code").textContent = text ?? "";
  const differs = panel.querySelector(".checker-differs");
  differs.hidden = !warning;
  differs.querySelector(".checker-reason").textContent = warning ?? "";
}

const GATE =
  "What you enter in Forem, or a text that it imports. It appears here when your settings are checked.";

function gateText(state, judged, wantsPassword) {
  if (!judged) return GATE;
  if (wantsPassword) return "Enter the password first.";
  return state === "unfinished" ? "Fill in what is missing first." : "Mend the errors first.";
}
