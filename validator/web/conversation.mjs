// Draws what Forem and the mail server will say to each other: one row for each of Python's steps, which is a line of
// text and, behind it, a piece of a sequence diagram. The rows are a list, so that the picture is also what a screen
// reader reads.

import { element, icon, setContent, setHidden, setText, svg } from "./dom.mjs";
import { isJudged } from "./verdict.mjs";

const SENDERS = { forem: "Forem", server: "Mail server" };
const LOCKS = {
  closed: "Encrypted.",
  open: "Can be read on the way.",
  unknown: "Encryption not known.",
};
const STATES = { fails: "Fails here", unsure: "Take care" };
const SEVERITIES = { fails: "error", unsure: "warning" };
const SHACKLES = { closed: "M8 11V7a4 4 0 0 1 8 0v4", open: "M8 11V5a4 4 0 0 1 8-1" };
/** Where the two lines stand down which time runs, Forem's and the server's. */
const FOREM = "4%";
const SERVER = "96%";

export class ConversationPanel {
  #form;
  #gate;

  constructor(form) {
    this.#form = form;
    this.#gate = this.#part("gate").textContent;
    this.#part("legend").replaceChildren(...legend());
  }

  /** Show the picture once nothing is missing that mail needs. */
  draw({ state, report, waiting }, { answer }) {
    const judged = isJudged(state);
    const open = judged && (!waiting.length || report.verdict !== "errors");
    setText(this.#part("gate"), judged ? "Fill in what is missing first." : this.#gate);
    setHidden(this.#part("gate"), open);
    setHidden(this.#part("held"), !open);
    if (open) this.#show(answer.conversation.steps, report.findings);
  }

  #part(id) {
    return this.#form.root.querySelector(`#checker-conversation-${id}`);
  }

  #show(steps, findings) {
    const found = steps.map((step) => findings.find(({ code }) => code === step.code));
    setContent(this.#part("steps"), [steps, found], () =>
      steps.map((step, place) => this.#row(step, found[place])),
    );
  }

  #row(step, finding) {
    const { sender, text, state } = step;
    const unreached = state === "not reached";
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
    if (SEVERITIES[state]) row.dataset.severity = SEVERITIES[state];
    if (finding) row.append(this.#why(state, finding));
    return row;
  }

  #why(state, { field, code, message, url }) {
    const way = element("a", { href: `#checker-${field}` }, this.#form.label(field));
    way.dataset.goTo = field;
    const href = this.#form.root.dataset.root + url;
    return element(
      "p",
      { className: "checker-why" },
      icon(SEVERITIES[state]),
      element("span", {}, element("strong", {}, `${STATES[state]}.`), " ", way, `: ${message}`),
      element("a", { href, className: "checker-code", title: `All about ${code}` }, code),
    );
  }
}

function legend() {
  const words = { closed: "encrypted", open: "can be read on the way", unknown: "not known" };
  return Object.entries(words).map(([lock, word]) => element("span", {}, padlock(lock), ` ${word}`));
}

const unseen = (text) => element("span", { className: "checker-unseen" }, text);

/** The two lines of life, and between them the arrow of what is said. */
function wires({ id, sender, state }) {
  const life = (x) => svg("line", { x1: x, x2: x, y1: 0, y2: "100%", class: "checker-life" });
  const made = svg("svg", { class: "checker-wires", "aria-hidden": "true" });
  made.append(life(FOREM), life(SERVER));
  if (id !== "start") made.append(arrow(sender === "forem", state));
  return made;
}

/** An arrow near the lower end; one that fails stops half way, at a cross. */
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

function padlock(lock) {
  const name = `checker-lock checker-${lock}`;
  const made = svg("svg", { viewBox: "0 0 24 24", class: name, "aria-hidden": "true" });
  if (SHACKLES[lock]) {
    made.append(svg("path", { d: SHACKLES[lock] }));
    made.append(svg("rect", { x: 5, y: 11, width: 14, height: 10, rx: 1 }));
  } else {
    made.append(svg("path", { d: "M8 8a4 4 0 1 1 6 3.5c-1.5.9-2 1.6-2 3.5M12 19v.5" }));
  }
  return made;
}
