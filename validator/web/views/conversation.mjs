// Draws what Forem and the mail server will say to each other: one row for each of Python's steps, which is a line of
// text and a piece of a sequence diagram. The rows are a list, so that the picture is also what a screen
// reader reads.

import { element, find, icon, setContent, setHidden, setText, svg } from "../dom.mjs";
import { placeOf } from "../fields.mjs";
import { isJudged } from "./verdict.mjs";

/** @import { Form } from "./form.mjs" */
/** @import { Answer, Finding, Lock, View, Step } from "../types.d.ts" */

/** @typedef {Lock | "unknown"} Padlock */

const SENDERS = { forem: "Forem", server: "Mail server" };
const LOCKS = {
  closed: "Encrypted.",
  open: "Not encrypted.",
  unknown: "Encryption not known.",
};
/** Where mail fails, or may: what is said of it, and how grave it is. */
const TROUBLES = {
  fails: { words: "Fails here", severity: "error" },
  unsure: { words: "Careful", severity: "warning" },
};
/** @type {Partial<Record<Padlock, string>>} */
const SHACKLES = { closed: "M8 11V7a4 4 0 0 1 8 0v4", open: "M8 11V5a4 4 0 0 1 8-1" };
/** Where the two lines are down which time runs, Forem's and the server's. */
const FOREM = "4%";
const SERVER = "96%";

export class ConversationPanel {
  #form;
  #gate;

  /** @param {Form} form */
  constructor(form) {
    this.#form = form;
    this.#gate = this.#part("gate").textContent ?? "";
    this.#part("legend").replaceChildren(...legend());
  }

  /**
   * Show the picture once nothing is missing that mail needs.
   *
   * @param {View} view
   * @param {{answer: Answer | null}} store
   */
  draw({ state, report, unchecked, lacksPassword }, { answer }) {
    const judged = isJudged(state);
    const isOpen = judged && !lacksPassword && (!unchecked.length || report?.verdict !== "errors");
    const missing = lacksPassword ? "Enter the password first." : "Fill in what's missing first.";
    setText(this.#part("gate"), judged ? missing : this.#gate);
    setHidden(this.#part("gate"), isOpen);
    setHidden(this.#part("held"), !isOpen);
    if (isOpen && answer && report) this.#show(answer.conversation.steps, report.findings);
  }

  /** @param {string} id */
  #part(id) {
    return find(this.#form.root, `#checker-conversation-${id}`);
  }

  /**
   * @param {Step[]} steps
   * @param {Finding[]} findings
   */
  #show(steps, findings) {
    const found = steps.map((step) => findings.find(({ code }) => code === step.code));
    setContent(this.#part("steps"), [steps, found], () =>
      steps.map((step, place) => this.#row(step, found[place])),
    );
  }

  /**
   * @param {Step} step
   * @param {Finding | undefined} finding
   */
  #row(step, finding) {
    const { sender, text, state } = step;
    const unreached = state === "not reached";
    const trouble = troubleOf(state);
    const lock = step.lock ?? "unknown";
    const isSaid = step.id !== "start" && !unreached;
    const words = element(
      "span",
      { className: "checker-words" },
      unseen(`${SENDERS[sender]}: `),
      element("span", { className: "checker-line" }, text),
      unreached ? " (not reached)" : "",
      isSaid ? unseen(`. ${LOCKS[lock]}`) : "",
    );
    const said = element("div", { className: "checker-said" }, wires(step));
    if (isSaid) said.append(padlock(lock));
    said.append(words);
    const row = element("li", {}, said);
    Object.assign(row.dataset, { step: step.id, state, lock: isSaid ? lock : "" });
    if (trouble) row.dataset.severity = trouble.severity;
    if (trouble && finding) row.append(this.#why(trouble, finding));
    return row;
  }

  /**
   * @param {{words: string, severity: string}} trouble
   * @param {Finding} finding
   */
  #why(trouble, finding) {
    const { code, message, url } = finding;
    const name = placeOf(finding);
    const way = element("a", { href: `#checker-${name}` }, this.#form.label(name));
    way.dataset.goTo = name;
    const href = this.#form.root.dataset.root + url;
    return element(
      "p",
      { className: "checker-why" },
      icon(trouble.severity),
      element("span", {}, element("strong", {}, `${trouble.words}.`), " ", way, `: ${message}`),
      element("a", { href, className: "checker-code", title: `All about ${code}` }, code),
    );
  }
}

/** @param {Step["state"]} state */
function troubleOf(state) {
  return state === "fails" || state === "unsure" ? TROUBLES[state] : null;
}

function legend() {
  /** @type {Record<Padlock, string>} */
  const words = { closed: "encrypted", open: "not encrypted", unknown: "not known" };
  const locks = /** @type {Padlock[]} */ (Object.keys(words));
  return locks.map((lock) => element("span", {}, padlock(lock), ` ${words[lock]}`));
}

const unseen = (/** @type {string} */ text) => element("span", { className: "checker-unseen" }, text);

/**
 * The two lines of life, and between them the arrow of what is said.
 *
 * @param {Step} step
 */
function wires({ id, sender, state }) {
  const life = (/** @type {string} */ x) => svg("line", { x1: x, x2: x, y1: 0, y2: "100%", class: "checker-life" });
  const made = svg("svg", { class: "checker-wires", "aria-hidden": "true" });
  made.append(life(FOREM), life(SERVER));
  if (id !== "start") made.append(arrow(sender === "forem", state));
  return made;
}

/**
 * An arrow near the lower end; one that fails stops halfway, at a cross.
 *
 * @param {boolean} isForems
 * @param {Step["state"]} state
 */
function arrow(isForems, state) {
  const [from, to] = isForems ? [FOREM, SERVER] : [SERVER, FOREM];
  const fails = state === "fails";
  const tip = fails ? "50%" : to;
  const back = isForems ? "M0-8l-8-4v8z" : "M0-8l8-4v8z";
  const end = fails ? "M-5-13l10 10M5-13l-10 10" : back;
  return svg(
    "svg",
    { y: "100%", class: "checker-arrow" },
    svg("line", { x1: from, x2: tip, y1: -8, y2: -8 }),
    svg("svg", { x: tip }, svg("path", { d: end })),
  );
}

/** @param {Padlock} lock */
function padlock(lock) {
  const name = `checker-lock checker-${lock}`;
  const shackle = SHACKLES[lock];
  const made = svg("svg", { viewBox: "0 0 24 24", class: name, "aria-hidden": "true" });
  if (shackle) {
    made.append(svg("path", { d: shackle }));
    made.append(svg("rect", { x: 5, y: 11, width: 14, height: 10, rx: 1 }));
  } else {
    made.append(svg("path", { d: "M8 8a4 4 0 1 1 6 3.5c-1.5.9-2 1.6-2 3.5M12 19v.5" }));
  }
  return made;
}
