// The panel that shows the payload in tabs, copies and downloads it.

import { copy, download } from "./dom.mjs";
import { isJudged } from "./verdict.mjs";

export class PayloadPanel {
  #root;
  #tabs;
  #panels;
  #ask;
  #say;
  /** Asked for in spite of errors. */
  #anyway = false;

  /**
   * `ask(name, hidden)` gives Python's answer for one format, `null` if there is none or the values
   * have changed meanwhile; `say(text)` announces something.
   */
  constructor(root, { ask, say }) {
    this.#root = root.querySelector("#checker-payload");
    this.#tabs = [...this.#root.querySelectorAll("[role=tab]")];
    this.#panels = [...this.#root.querySelectorAll("[role=tabpanel]")];
    this.#ask = ask;
    this.#say = say;
    this.#root.addEventListener("click", (event) => this.#click(event.target.closest("button")));
    this.#root.addEventListener("keydown", (event) => this.#key(event));
  }

  get selected() {
    return this.#tabs.find((tab) => tab.getAttribute("aria-selected") === "true").dataset.payload;
  }

  /** Show what there is to show in this state of the form. */
  async draw(state, verdict) {
    const judged = isJudged(state);
    if (verdict !== "errors") this.#anyway = false;
    const open = judged && (verdict !== "errors" || this.#anyway);
    this.#part("gate").hidden = open;
    this.#part("gate").textContent = gateText(state, judged);
    this.#part("anyway").hidden = open || !judged;
    this.#part("formats").hidden = !open;
    if (open) await this.#write();
  }

  select(name) {
    for (const tab of this.#tabs) {
      const chosen = tab.dataset.payload === name;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
    for (const panel of this.#panels) panel.hidden = panel.dataset.payload !== name;
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
    const { text, error } = answer;
    panel.querySelector(".checker-written").hidden = error !== null;
    panel.querySelector(".checker-written code").textContent = text ?? "";
    const problem = panel.querySelector(".checker-problem");
    problem.hidden = error === null;
    problem.querySelector(".checker-reason").textContent = error?.message ?? "";
    problem.querySelector("a").href = `#checker-${error?.field}`;
    problem.querySelector("a").dataset.goTo = error?.field;
  }

  #click(button) {
    if (!button) return;
    if (button.id === "checker-anyway") this.#showAnyway();
    else if (button.dataset.payload) this.#choose(button);
    else if (button.dataset.do === "copy") this.#copy(button, this.#real());
    else if (button.dataset.do === "copy-command") this.#copy(button, this.#command());
    else if (button.dataset.do === "download") this.#download();
  }

  async #showAnyway() {
    this.#anyway = true;
    await this.draw("errors", "errors");
    this.#tabs.find((tab) => tab.tabIndex === 0).focus();
  }

  #choose(tab) {
    this.select(tab.dataset.payload);
    this.#write();
  }

  #key(event) {
    const at = this.#tabs.indexOf(event.target);
    if (at < 0) return;
    const last = this.#tabs.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#tabs[to].focus();
    this.#choose(this.#tabs[to]);
  }

  /** The text with the real password. */
  async #real() {
    const answer = await this.#ask(this.#panel.dataset.payload, false);
    if (!answer?.text) throw new Error("There is no payload.");
    return answer.text;
  }

  async #command() {
    return this.#panel.querySelector(".checker-command code").textContent;
  }

  async #copy(button, promised) {
    try {
      await copy(promised);
      this.#say("Copied.");
      button.dataset.done = "1";
      setTimeout(() => delete button.dataset.done, 2000);
    } catch {
      this.#say("The browser does not let this page copy. Download the file instead.");
    }
  }

  async #download() {
    const { filename } = this.#panel.dataset;
    const answer = await this.#ask(this.#panel.dataset.payload, false);
    if (!answer?.text) return;
    download(answer.text, filename);
    this.#say(`${filename} is downloaded.`);
  }
}

function gateText(state, judged) {
  if (!judged) return "A text that Forem imports. It appears here when your settings are checked.";
  return state === "unfinished" ? "Fill in what is missing first." : "Mend the errors first.";
}
