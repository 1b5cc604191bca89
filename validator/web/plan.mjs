// "Will my plan carry it?": carries the numbers to Python, and shows what it reckons from them.

import { element, icon, svg } from "./dom.mjs";

const SETTLED = 1000; // milliseconds after which a new summary is announced
const ICONS = { fits: "ready", first: "warning", over: "error" };
const BLANK = { problems: {}, state: "", summary: "Begin with the members.", lines: [] };
const UNFINISHED = "One number is not finished.";
const WAITING = { ...BLANK, summary: "The numbers appear as soon as the checker is ready." };

export class PlanPanel {
  #root;
  #store;
  #engine;
  #redraw;
  #say;
  #inputs;
  /** The fields that were left: only they are told what is wrong. */
  #touched = new Set();
  #asked = "";
  #answer = BLANK;
  #drawn = "";
  #saying;

  /** `redraw()` draws the whole checker, `say(text)` announces something. */
  constructor(root, store, engine, { redraw, say }) {
    this.#root = root.querySelector("#checker-plan");
    this.#store = store;
    this.#engine = engine;
    this.#redraw = redraw;
    this.#say = say;
    this.#inputs = [...this.#root.querySelectorAll("[data-plan]")];
    for (const input of this.#inputs) {
      // On the first page something may have been typed before this came.
      if (input.value) this.#keep(input);
      if (key(input) in store.beside) this.#touched.add(input.dataset.plan);
    }
    this.#root.addEventListener("input", ({ target }) => this.#typed(target));
    this.#root.addEventListener("focusout", ({ target }) => this.#left(target));
  }

  draw() {
    const values = {};
    for (const input of this.#inputs) {
      const value = this.#store.beside[key(input)] ?? "";
      if (input.value !== value) input.value = value;
      if (value) values[input.dataset.plan] = value;
    }
    this.#reckon(values);
    const drawn = JSON.stringify([this.#answer, [...this.#touched]]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#inputs.forEach((input) => this.#mark(input));
    this.#show();
  }

  #typed(input) {
    this.#keep(input);
    this.#engine.start();
    this.#redraw();
  }

  #left({ dataset, value }) {
    if (!dataset.plan || !value) return;
    this.#touched.add(dataset.plan);
    this.#redraw();
  }

  #keep(input) {
    if (input.value) this.#store.beside[key(input)] = input.value;
    else delete this.#store.beside[key(input)];
  }

  /** Ask Python once about the values as they are now. */
  async #reckon(values) {
    const asked = JSON.stringify(values);
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (asked === "{}") this.#touched.clear();
    if (asked === "{}" || this.#engine.state !== "running") {
      this.#answer = asked === "{}" ? BLANK : WAITING;
      if (this.#answer === WAITING) this.#asked = "";
      return;
    }
    const answer = await this.#engine.call("volume", { values });
    if (!answer || asked !== this.#asked) return;
    this.#answer = answer;
    this.#redraw();
    this.#announce();
  }

  #announce() {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      if (this.#root.isConnected) this.#say(this.#answer.summary);
    }, SETTLED);
  }

  #mark(input) {
    const { plan } = input.dataset;
    const problem = this.#touched.has(plan) ? this.#answer.problems[plan] : undefined;
    const told = problem ? [icon("error"), element("span", {}, problem)] : [];
    this.#root.querySelector(`#${input.id}-problem`).replaceChildren(...told);
    if (problem) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  #show() {
    const { state, lines, problems } = this.#answer;
    const unmarked = Object.keys(problems).filter((plan) => !this.#touched.has(plan));
    const summary = unmarked.length ? UNFINISHED : this.#answer.summary;
    const place = this.#root.querySelector("#checker-plan-summary");
    place.replaceChildren(...(ICONS[state] ? [icon(ICONS[state])] : []), summary);
    place.dataset.severity = ICONS[state] ?? "";
    this.#root.querySelector("#checker-plan-lines").replaceChildren(...lines.map(row));
  }
}

const key = (input) => `plan ${input.dataset.plan}`;

const count = new Intl.NumberFormat("en");

function row({ title, mails, reckoned, limit, percent }) {
  const number = element("strong", {}, `${count.format(mails)} ${mails === 1 ? "mail" : "mails"}`);
  const head = element("p", {}, element("span", {}, title), " ", number);
  const made = element("li", {}, head);
  if (limit !== null) {
    const over = mails > limit;
    const share = `${count.format(percent)} % of your limit of ${count.format(limit)}`;
    const words = over ? [icon("error"), element("strong", {}, "Over the limit:"), ` ${share}`] : [share];
    made.append(bar(mails, limit), element("p", { className: "checker-share" }, ...words));
    made.dataset.severity = over ? "error" : "";
  }
  made.append(element("p", { className: "checker-help" }, `= ${reckoned}`));
  return made;
}

/** As long as the limit or the mails, whichever are more; a mark stands at the limit. */
function bar(mails, limit) {
  const part = (number) => `${(100 * number) / Math.max(mails, limit)}%`;
  const made = svg(
    "svg",
    { class: "checker-bar", "aria-hidden": "true" },
    svg("rect", { class: "checker-bar-whole", width: "100%", y: 4, height: 10 }),
    svg("rect", { class: "checker-bar-used", width: part(Math.min(mails, limit)), y: 4, height: 10 }),
  );
  if (mails > limit) {
    const beyond = { x: part(limit), width: part(mails - limit), y: 4, height: 10 };
    made.append(svg("rect", { class: "checker-bar-over", ...beyond }));
    made.append(svg("line", { x1: part(limit), x2: part(limit), y1: 0, y2: 18 }));
  }
  return made;
}
