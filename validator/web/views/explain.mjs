// The box that explains an error message: Python gets the text, and its answer is drawn.

import { element, find } from "../dom.mjs";
import { messageOf } from "../effects.mjs";

/** @import { Form } from "./form.mjs" */
/** @import { Store } from "../store.mjs" */
/** @import { Cause, Explanation } from "../types.d.ts" */

/** The finding that a hosting company blocks the port. */
const BLOCKED_PORT = "PORT13";

export class ExplainPanel {
  #root;
  #form;
  #store;
  #ask;
  /** The number of requests so far: only the newest gets an answer. */
  #requestCount = 0;
  /**
   * The explanation on the page, the text it explains, and the version of the values it's for; null while none is shown.
   *
   * @type {{text: string, version: number, answer: Explanation} | null}
   */
  #explained = null;

  /**
   * `ask(text)` resolves to Python's explanation for the current values, and rejects if Python isn't running.
   *
   * @param {Form} form
   * @param {Store} store
   * @param {(text: string) => Promise<Explanation>} ask
   */
  constructor(form, store, ask) {
    this.#root = find(form.root, "#checker-explain");
    this.#form = form;
    this.#store = store;
    this.#ask = ask;
    // On the first page, people may type something before this module has loaded.
    if (this.#box.value) store.set({ errorText: this.#box.value });
    this.#box.addEventListener("input", () => store.set({ errorText: this.#box.value }));
    this.#part("button").addEventListener("click", () => this.#explain());
  }

  draw() {
    const { errorText } = this.#store;
    if (this.#box.value !== errorText) this.#box.value = errorText;
  }

  /** Call this after every change. It explains the same text again, once other values have been judged: they may show the cause. */
  async renew() {
    const shown = this.#explained;
    const { isJudged, version, errorText } = this.#store;
    if (!shown || !isJudged || version === shown.version || errorText !== shown.text) return;
    const number = this.#requestCount;
    this.#explained = { ...shown, version };
    const answer = await this.#ask(shown.text).catch(() => shown.answer);
    if (number !== this.#requestCount || JSON.stringify(answer) === JSON.stringify(shown.answer)) return;
    this.#explained = { ...this.#explained, answer };
    this.#fill(this.#drawn(answer));
  }

  /**
   * Show the explanation of a text that was pasted elsewhere, and scroll to it unless people stay where they are.
   *
   * @param {string} text
   * @param {Explanation} answer
   * @param {boolean} [stays]
   */
  present(text, answer, stays = false) {
    this.#requestCount += 1;
    this.#store.set({ errorText: text });
    if (stays) return this.#fill(this.#newlyDrawn(text, answer));
    this.#show(...this.#newlyDrawn(text, answer));
    this.#root.scrollIntoView({ block: "start" });
    this.#part("result").focus({ preventScroll: true });
  }

  get #box() {
    return find(this.#root, "#checker-explain-text", HTMLTextAreaElement);
  }

  /** @param {string} id */
  #part(id) {
    return find(this.#root, `#checker-explain-${id}`);
  }

  async #explain() {
    const text = this.#store.errorText;
    const number = ++this.#requestCount;
    this.#form.forget("error");
    this.#explained = null;
    if (!text.trim()) {
      this.#show(element("p", {}, "Paste something first."));
      return;
    }
    this.#show(element("p", {}, "The checker is getting ready. The answer will appear here."));
    const parts = await this.#ask(text).then(
      (answer) => () => this.#newlyDrawn(text, answer),
      (error) => () => [element("p", {}, messageOf(error))],
    );
    if (number === this.#requestCount) this.#show(...parts());
  }

  /**
   * Show something and move the focus there, unless people have moved on.
   *
   * @param {HTMLElement[]} parts
   */
  #show(...parts) {
    const result = this.#part("result");
    const at = document.activeElement;
    this.#fill(parts);
    const stayed = at === this.#part("button") || at === result || at === document.body;
    if (stayed) result.focus({ preventScroll: true });
  }

  /** @param {HTMLElement[]} parts */
  #fill(parts) {
    const result = this.#part("result");
    result.replaceChildren(...parts);
    result.hidden = false;
  }

  /**
   * @param {string} text
   * @param {Explanation} answer
   */
  #newlyDrawn(text, answer) {
    this.#explained = { text, version: this.#store.version, answer };
    this.#point(answer.causes);
    return this.#drawn(answer);
  }

  /** @param {Explanation} answer */
  #drawn(answer) {
    /** @type {HTMLElement[]} */
    const parts = [element("p", { className: "checker-meaning" }, answer.meaning)];
    const facts = factsOf(answer);
    if (facts) parts.push(element("p", { className: "checker-help" }, facts));
    if (answer.causes.length) {
      const causes = answer.causes.map((cause) => this.#drawCause(cause));
      parts.push(element("ol", { className: "checker-causes" }, ...causes));
    }
    if (answer.effect) {
      const back = element("a", { href: `${this.#form.root.dataset.root}${answer.way_back}` }, "Locked out: getting back in");
      parts.push(element("p", { className: "checker-effect" }, `${answer.effect} `, back));
    }
    if (answer.url) {
      const link = element("a", { href: this.#form.root.dataset.root + answer.url }, "In the list of error messages");
      parts.push(element("p", { className: "checker-help" }, link));
    }
    return parts;
  }

  /**
   * Mark the fields that the error points to, until they change.
   *
   * @param {Cause[]} causes
   */
  #point(causes) {
    this.#form.forget("error");
    for (const { field } of causes) {
      if (field) this.#form.note(field, "The error message points here", "error");
    }
  }

  /** @param {Cause} cause */
  #drawCause({ text, fix, field, code, url, found, tell }) {
    const item = element("li", { className: "checker-cause" });
    const says = element("p", {}, text);
    if (found) says.append(" ", element("strong", {}, "Found in your settings."));
    item.append(says);
    if (tell) item.append(element("p", { className: "checker-help" }, `How to tell: ${tell}`));
    item.append(element("p", {}, fix));
    item.dataset.found = String(found);
    const ways = element("div", { className: "checker-fixes" });
    // Whether the port is blocked depends on the hosting company, so that is asked first.
    const target = code === BLOCKED_PORT && !this.#store.values.hosting ? "hosting" : field;
    if (target) {
      const label = `Go to ${this.#form.label(target)}`;
      const button = element("button", { type: "button" }, label);
      button.dataset.goTo = target;
      ways.append(button);
    }
    if (url) {
      const href = this.#form.root.dataset.root + url;
      const properties = code ? { className: "checker-code", title: `All about ${code}` } : {};
      ways.append(element("a", { ...properties, href }, code ?? "More in the guide"));
    }
    item.append(ways);
    return item;
  }
}

/**
 * What is known about an error besides its causes, in words.
 *
 * @param {Pick<Explanation, "provider_name" | "stage" | "general" | "temporary">} answer
 */
export function factsOf({ provider_name: provider, stage, general, temporary }) {
  const facts = [];
  if (provider) facts.push(`Provider: ${provider}.`);
  if (stage) facts.push(`How far it got: ${stage}.`);
  if (temporary !== null && !general) {
    facts.push(temporary ? "Trying again later may help." : "It won't work until something changes.");
  }
  return facts.join(" ");
}
