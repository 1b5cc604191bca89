// "Will my plan carry it?": shows what Python reckons from the numbers of the plan.

import { element, icon, setAttribute, setContent, svg } from "./dom.mjs";
import { isReckoned, PLAN, planned } from "./effects.mjs";

const ANNOUNCE_MS = 1000; // time after which a new summary is announced
const ICONS = { fits: "ready", first: "warning", over: "error" };
const EMPTY = { problems: {}, state: "", summary: "Begin with the members.", lines: [] };
const UNFINISHED = "One number is not finished.";
const WAITING = { ...EMPTY, summary: "The numbers appear as soon as the checker is ready." };

export class PlanPanel {
  #root;
  #store;
  #engine;
  #say;
  #inputs;
  /** The fields that were left: only their problems are shown. */
  #touched = new Set();
  #announced = EMPTY.summary;
  #announcing;

  /** `say(text)` announces something. */
  constructor(root, store, engine, say) {
    this.#root = root.querySelector("#checker-plan");
    this.#store = store;
    this.#engine = engine;
    this.#say = say;
    this.#inputs = [...this.#root.querySelectorAll("[data-plan]")];
    for (const input of this.#inputs) {
      // On the first page something may have been typed before this came.
      if (input.value) store.note(key(input), input.value);
      if (key(input) in store.beside) this.#touched.add(input.dataset.plan);
    }
    this.#root.addEventListener("input", ({ target }) => this.#typed(target));
    this.#root.addEventListener("focusout", ({ target }) => this.#left(target));
  }

  draw() {
    for (const input of this.#inputs) {
      const value = this.#store.beside[key(input)] ?? "";
      if (input.value !== value) input.value = value;
    }
    if (!planned(this.#store.beside)) this.#touched.clear();
    const answer = this.#answer();
    this.#inputs.forEach((input) => this.#mark(input, answer.problems));
    this.#show(answer);
    this.#announce(answer.summary);
  }

  /** What Python reckoned, or what is shown in its place. */
  #answer() {
    const { beside, volume, isVolumeLate } = this.#store;
    if (!planned(beside)) return EMPTY;
    const isShortlyOld = this.#engine.state === "running" && !isVolumeLate;
    return volume && (isReckoned(this.#store) || isShortlyOld) ? volume.answer : WAITING;
  }

  #typed(input) {
    this.#engine.start();
    this.#store.note(key(input), input.value);
  }

  #left({ dataset, value }) {
    if (!dataset.plan || !value) return;
    this.#touched.add(dataset.plan);
    this.draw();
  }

  /** Say a summary of Python's once it has settled. */
  #announce(summary) {
    if (summary === this.#announced) return;
    this.#announced = summary;
    clearTimeout(this.#announcing);
    if (summary === EMPTY.summary || summary === WAITING.summary) return;
    this.#announcing = setTimeout(() => this.#root.isConnected && this.#say(summary), ANNOUNCE_MS);
  }

  #mark(input, problems) {
    const { plan } = input.dataset;
    const problem = this.#touched.has(plan) ? problems[plan] : undefined;
    setContent(this.#root.querySelector(`#${input.id}-problem`), problem ?? "", () =>
      problem ? [icon("error"), element("span", {}, problem)] : [],
    );
    setAttribute(input, "aria-invalid", problem ? "true" : null);
  }

  #show({ state, lines, problems, summary }) {
    const hasUnfinished = Object.keys(problems).some((plan) => !this.#touched.has(plan));
    const shown = hasUnfinished ? UNFINISHED : summary;
    const place = this.#root.querySelector("#checker-plan-summary");
    setContent(place, [state, shown], () => [...(ICONS[state] ? [icon(ICONS[state])] : []), shown]);
    setAttribute(place, "data-severity", ICONS[state] ?? "");
    setContent(this.#root.querySelector("#checker-plan-lines"), lines, () => lines.map(row));
  }
}

const key = (input) => PLAN + input.dataset.plan;

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
