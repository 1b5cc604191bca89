// "Will my plan be enough?": shows what Python calculates from the numbers that people enter.

import { closest, element, find, icon, setAttribute, setContent, svg } from "../dom.mjs";
import { isVolumeCurrent, PLAN, planNumbers } from "../effects.mjs";
import { debounced } from "../wait.mjs";

/** @import { Store } from "../store.mjs" */
/** @import { EngineView, Say, Values, Volume, VolumeLine } from "../types.d.ts" */

const ANNOUNCE_MS = 1000; // before a new summary is announced
/** @type {Partial<Record<Volume["state"], string>>} */
const ICONS = { fits: "ready", first: "warning", over: "error", restricted: "error" };
/** @type {Volume} */
const EMPTY = { problems: {}, state: "", summary: "Start with the number of members.", lines: [] };
const UNFINISHED = "One number isn't finished.";
/** @type {Volume} */
const WAITING = { ...EMPTY, summary: "The numbers appear as soon as the checker is ready." };

export class PlanPanel {
  #root;
  #store;
  #engine;
  /**
   * The inputs by the name of their number.
   *
   * @type {Map<string, HTMLInputElement>}
   */
  #inputs = new Map();
  /** The fields that people have left. Only their problems are shown. */
  #touched = new Set();
  #announced = EMPTY.summary;
  #sayLater;

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {Pick<EngineView, "state"> & {start: () => void}} engine
   * @param {Say} say
   */
  constructor(root, store, engine, say) {
    this.#root = find(root, "#checker-plan");
    this.#store = store;
    this.#engine = engine;
    this.#sayLater = debounced((/** @type {string} */ text) => this.#root.isConnected && say(text), ANNOUNCE_MS);
    for (const input of this.#root.querySelectorAll("input")) {
      const name = input.dataset.plan ?? "";
      this.#inputs.set(name, input);
      // On the first page, people may type something before this module has loaded.
      if (input.value) store.setExtra(PLAN + name, input.value);
      if (PLAN + name in store.extras) this.#touched.add(name);
      input.addEventListener("input", () => {
        // Starting the engine draws the panel, so the store must have the value first.
        store.setExtra(PLAN + name, input.value);
        engine.start();
      });
      input.addEventListener("blur", () => this.#left(name));
    }
    this.#root.addEventListener("click", (event) => this.#choose(closest(event, "[data-day-limit]")));
  }

  /**
   * Fill in the limits of the plan on a button.
   *
   * @param {HTMLElement | null} button
   */
  #choose(button) {
    if (!button) return;
    const { dayLimit = "", monthLimit = "" } = button.dataset;
    this.#store.setExtra(`${PLAN}day_limit`, dayLimit);
    this.#store.setExtra(`${PLAN}month_limit`, monthLimit);
    this.#engine.start();
    this.#sayLater(`Filled in: ${button.textContent}.`);
  }

  draw() {
    const { extras } = this.#store;
    for (const [name, input] of this.#inputs) {
      const value = extras[PLAN + name] ?? "";
      if (input.value !== value) input.value = value;
    }
    if (!planNumbers(extras)) this.#touched.clear();
    const answer = this.#answer();
    for (const name of this.#inputs.keys()) this.#mark(name, answer.problems);
    this.#show(answer);
    this.#announce(answer.summary);
  }

  /** Python's result, or what is shown in its place. */
  #answer() {
    const { extras, volume, isVolumeLate } = this.#store;
    if (!planNumbers(extras)) return EMPTY;
    const isShortlyOld = this.#engine.state === "running" && !isVolumeLate;
    return volume && (isVolumeCurrent(this.#store) || isShortlyOld) ? volume.answer : WAITING;
  }

  /** @param {string} name */
  #left(name) {
    if (!this.#store.extras[PLAN + name]) return;
    this.#touched.add(name);
    this.draw();
  }

  /**
   * Announce Python's summary once it has settled.
   *
   * @param {string} summary
   */
  #announce(summary) {
    if (summary === this.#announced) return;
    this.#announced = summary;
    if (summary === EMPTY.summary || summary === WAITING.summary) this.#sayLater.cancel();
    else this.#sayLater(summary);
  }

  /**
   * @param {string} name
   * @param {Values} problems
   */
  #mark(name, problems) {
    const problem = this.#touched.has(name) ? problems[name] : undefined;
    setContent(find(this.#root, `#checker-plan-${name}-problem`), problem ?? "", () =>
      problem ? [icon("error"), element("span", {}, problem)] : [],
    );
    const input = this.#inputs.get(name);
    if (input) setAttribute(input, "aria-invalid", problem ? "true" : null);
  }

  /** @param {Volume} answer */
  #show({ state, lines, problems, summary }) {
    const hasUnfinished = Object.keys(problems).some((name) => !this.#touched.has(name));
    const shown = hasUnfinished ? UNFINISHED : summary;
    const place = find(this.#root, "#checker-plan-summary");
    const sign = ICONS[state];
    setContent(place, [state, shown], () => [...(sign ? [icon(sign)] : []), shown]);
    setAttribute(place, "data-severity", sign ?? "");
    setContent(find(this.#root, "#checker-plan-lines"), lines, () => lines.map(row));
  }
}

const count = new Intl.NumberFormat("en");

/** @param {VolumeLine} line */
function row({ title, mails: emails, reckoned: formula, limit, percent }) {
  const number = element("strong", {}, `${count.format(emails)} ${emails === 1 ? "email" : "emails"}`);
  const head = element("p", {}, element("span", {}, title), " ", number);
  const made = element("li", {}, head);
  if (limit !== null && percent !== null) {
    const over = emails > limit;
    const share = `${count.format(percent)}% of your limit of ${count.format(limit)}`;
    const words = over ? [icon("error"), element("strong", {}, "Over the limit:"), ` ${share}`] : [share];
    made.append(bar(emails, limit), element("p", { className: "checker-share" }, ...words));
    made.dataset.severity = over ? "error" : "";
  }
  made.append(element("p", { className: "checker-help" }, `= ${formula}`));
  return made;
}

/**
 * A bar whose full length is the limit or the number of emails, whichever is larger. A mark shows the limit.
 *
 * @param {number} emails
 * @param {number} limit
 */
function bar(emails, limit) {
  const part = (/** @type {number} */ number) => `${(100 * number) / Math.max(emails, limit)}%`;
  const made = svg(
    "svg",
    { class: "checker-bar", "aria-hidden": "true" },
    svg("rect", { class: "checker-bar-whole", width: "100%", y: 4, height: 10 }),
    svg("rect", { class: "checker-bar-used", width: part(Math.min(emails, limit)), y: 4, height: 10 }),
  );
  if (emails > limit) {
    const beyond = { x: part(limit), width: part(emails - limit), y: 4, height: 10 };
    made.append(svg("rect", { class: "checker-bar-over", ...beyond }));
    made.append(svg("line", { x1: part(limit), x2: part(limit), y1: 0, y2: 18 }));
  }
  return made;
}
