// The box that explains an error: what the server or Ruby said goes to Python, its answer is drawn.

import { element } from "./dom.mjs";

const LASTS = {
  true: "Trying again later may help.",
  false: "It won't work until something changes.",
};

export class ExplainPanel {
  #root;
  #form;
  #ask;
  /** Counts the questions, so that only the newest is answered. */
  #asked = 0;

  /** `ask(text)` gives Python's explanation for the values as they are; it rejects if Python doesn't run. */
  constructor(form, ask) {
    this.#root = form.root.querySelector("#checker-explain");
    this.#form = form;
    this.#ask = ask;
    this.#part("button").addEventListener("click", () => this.#explain());
  }

  /** Show the explanation of a text that was pasted elsewhere, and lead there. */
  present(text, answer) {
    this.#asked += 1;
    this.#part("text").value = text;
    this.#show(...this.#drawn(answer));
    this.#root.scrollIntoView({ block: "start" });
    this.#part("result").focus({ preventScroll: true });
  }

  #part(id) {
    return this.#root.querySelector(`#checker-explain-${id}`);
  }

  async #explain() {
    const text = this.#part("text").value;
    const number = ++this.#asked;
    this.#form.forget("error");
    if (!text.trim()) {
      this.#show(element("p", {}, "Paste something first."));
      return;
    }
    this.#show(element("p", {}, "One moment: the checker is getting ready. The answer comes by itself."));
    const parts = await this.#ask(text).then(
      (answer) => () => this.#drawn(answer),
      (error) => () => [element("p", {}, error.message)],
    );
    if (number === this.#asked) this.#show(...parts());
  }

  /** Show something and move the focus there, unless people have gone on meanwhile. */
  #show(...parts) {
    const result = this.#part("result");
    const at = document.activeElement;
    result.replaceChildren(...parts);
    result.hidden = false;
    const stayed = at === this.#part("button") || at === result || at === document.body;
    if (stayed) result.focus({ preventScroll: true });
  }

  #drawn(answer) {
    const { root } = this.#form.root.dataset;
    this.#point(answer.causes);
    const parts = [element("p", { className: "checker-meaning" }, answer.meaning)];
    const facts = [
      answer.provider_name && `Provider: ${answer.provider_name}.`,
      answer.stage && `How far it came: ${answer.stage}.`,
      !answer.general && LASTS[answer.temporary],
    ].filter(Boolean);
    if (facts.length) {
      parts.push(element("p", { className: "checker-help" }, facts.join(" ")));
    }
    if (answer.causes.length) {
      const causes = answer.causes.map((cause) => this.#drawCause(cause));
      parts.push(element("ol", { className: "checker-causes" }, ...causes));
    }
    if (answer.url) {
      const link = element("a", { href: root + answer.url }, "In the list of error messages");
      parts.push(element("p", { className: "checker-help" }, link));
    }
    return parts;
  }

  /** Mark the fields that the error points at, until they are changed. */
  #point(causes) {
    this.#form.forget("error");
    for (const { field } of causes) {
      if (field) this.#form.note(field, "The error message points here", "error");
    }
  }

  #drawCause({ text, fix, field, code, url, found }) {
    const item = element("li", { className: "checker-cause" });
    const says = element("p", {}, text);
    if (found) says.append(" ", element("strong", {}, "Found in your settings."));
    item.append(says, element("p", {}, fix));
    item.dataset.found = found;
    const ways = element("div", { className: "checker-fixes" });
    if (field) {
      const label = `Go to ${this.#form.label(field)}`;
      const button = element("button", { type: "button" }, label);
      button.dataset.goTo = field;
      ways.append(button);
    }
    if (code) {
      const properties = { className: "checker-code", title: `All about ${code}` };
      const href = this.#form.root.dataset.root + url;
      ways.append(element("a", { ...properties, href }, code));
    }
    item.append(ways);
    return item;
  }
}
