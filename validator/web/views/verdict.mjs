// Draws Python's report: the findings next to each field, and the summary.

import { counted, element, find, findAll, icon, listed, setAttribute, setContent, setHidden, setText } from "../dom.mjs";
import { placeOf, SETTINGS } from "../fields.mjs";
import { drawFindings, messageId, WORDS } from "./finding.mjs";

/** @import { Form } from "./form.mjs" */
/** @import { Store } from "../store.mjs" */
/** @import { EngineView, Finding, View, Say, Severity } from "../types.d.ts" */

/**
 * What people see of Python's report. A report is about the values that it judged: if they have changed and the next
 * report is late, `report` is `null`. `shown` are the findings of the touched controls, `unchecked` the untouched ones
 * that have an error or a warning, `waiting` these and what is missing and can change the verdict. `lacksPassword` says
 * that a link filled in the values, so that there is no password yet; with `wantsPassword`, that's the only error.
 *
 * @param {Store} store
 * @param {Pick<EngineView, "state">} engine
 * @returns {View}
 */
export function viewOf(store, engine) {
  const isShortlyOld = engine.state === "running" && !store.isLate;
  const report = store.isJudged || isShortlyOld ? (store.answer?.report ?? null) : null;
  const findings = report?.findings ?? [];
  const shown = findings.filter((finding) => store.touched.has(placeOf(finding)));
  const grave = findings.filter(({ severity }) => severity !== "advice");
  const silent = grave.filter((finding) => !shown.includes(finding));
  const isTold = (/** @type {string} */ name) => grave.some((finding) => placeOf(finding) === name && shown.includes(finding));
  const missing = (report?.to_fill_in ?? []).filter((name) => !isTold(name));
  const unchecked = [...new Set(silent.map(placeOf))];
  const waiting = [...new Set([...unchecked, ...missing])];
  const errors = shown.filter(({ severity }) => severity === "error");
  // A link never carries the password, so its absence isn't a mistake.
  const lacksPassword = store.isLinked && !store.values.password;
  const wantsPassword = lacksPassword && errors.every((finding) => placeOf(finding) === "password");
  return { report, shown, unchecked, waiting, lacksPassword, wantsPassword, state: state() };

  /** @returns {View["state"]} */
  function state() {
    if (engine.state === "failed") return "failed";
    if (!hasBegun(store, grave)) return "idle";
    if (!report) return engine.state === "running" ? "checking" : "starting";
    if (errors.length) return "errors";
    if (waiting.length) return "unfinished";
    return report.verdict;
  }
}

/**
 * Whether there is anything to judge: what is said of the Forem alone isn't, unless something is wrong with it.
 *
 * @param {Store} store
 * @param {Finding[]} grave
 */
function hasBegun({ touched }, grave) {
  return SETTINGS.some((name) => touched.has(name)) || grave.some(({ instance_field: name }) => name && touched.has(name));
}

/**
 * Draw the findings next to each control.
 *
 * @param {Form} form
 * @param {Store} store
 * @param {View} view
 * @param {Say} say
 */
export function drawFields(form, store, { report, shown }, say) {
  for (const name of form.controls.keys()) {
    const found = shown.filter((finding) => placeOf(finding) === name);
    if (report || !store.touched.has(name)) drawFindings(form, name, found, say);
    // Findings about older values are only hidden: one that is found again looks as it did before.
    hideFindings(form.place(name), !report);
    form.mark(name, {
      fine: Boolean(report && store.touched.has(name) && store.values[name] && !found.length),
      wrong: found.some(({ severity }) => severity === "error"),
      describedBy: found.map(messageId),
    });
  }
  // One fix stands out: the first of the most severe finding.
  const fixes = Object.keys(WORDS).flatMap((severity) => findAll(form.root, `[data-severity="${severity}"] [data-fix]`));
  fixes.forEach((button, place) => button.classList.toggle("checker-main", place === 0));
}

/**
 * @param {HTMLElement} place
 * @param {boolean} isHidden
 */
function hideFindings(place, isHidden) {
  const list = find(place, ".checker-findings");
  if (isHidden && list.contains(document.activeElement)) place.focus({ preventScroll: true });
  setHidden(list, isHidden);
}

/**
 * Whether a state shows the result of a check.
 *
 * @param {string} state
 */
export const isJudged = (state) => ["errors", "unfinished", "warnings", "ready"].includes(state);

/**
 * Draw the summary, and return its headline.
 *
 * @param {Form} form
 * @param {Store} store
 * @param {EngineView} engine
 * @param {View} view
 */
export function drawSummary(form, store, engine, view) {
  const { state, report, shown, waiting, lacksPassword, wantsPassword } = view;
  const part = (/** @type {string} */ id) => find(form.root, `#checker-${id}`);
  const findings = shown.filter((finding) => !(lacksPassword && isOnlyMissing(finding)));
  const found = (/** @type {Severity} */ severity) => findings.filter((finding) => finding.severity === severity);
  const counts = {
    error: found("error").length,
    warning: found("warning").length,
    advice: found("advice").length,
  };
  const kind = state === "errors" && wantsPassword ? "linked" : state;
  const missing = toFillIn(waiting, lacksPassword).filter((name) => !store.values[name]);
  const { headline, explanation } = summaryText(kind, counts, engine.reason, missing);

  setAttribute(part("summary"), "data-state", state);
  setAttribute(part("summary"), "data-kind", kind);
  setText(part("headline"), headline);
  setText(part("explanation"), explanation);
  /** @type {Item[]} */
  const toDo = [...form.controls.keys()]
    .filter((name) => toFillIn(waiting, lacksPassword).includes(name))
    .map((name) => ({ name, message: waitingReason(name, store.values[name], lacksPassword) }));
  const isGood = state === "ready" || state === "warnings";
  // Advice is listed only if there are no errors and nothing is unfinished.
  const advice = isGood ? found("advice") : [];
  const told = (/** @type {Finding[]} */ list) =>
    list.map((finding) => ({ name: placeOf(finding), message: finding.message, severity: finding.severity }));
  const items = isJudged(state) ? [...told([...found("error"), ...found("warning")]), ...toDo, ...told(advice)] : [];
  setContent(part("list"), items, () => items.map((item) => summaryItem(form, item)));
  setHidden(part("before"), !isGood);
  // A test email can show early what the values that are still missing don't change.
  setHidden(part("next"), !isGood && !(state === "unfinished" && report && report.verdict !== "errors"));
  setHidden(part("failed"), state !== "failed");
  setHidden(part("again"), engine.onlyReloadHelps);
  setHidden(part("only-reload"), !engine.onlyReloadHelps);
  // Whoever reads a verdict from the build isn't waiting for Python.
  setHidden(part("progress"), engine.state !== "starting" || (isJudged(state) && !store.isPythonAwaited));
  setText(part("progress"), engine.progress);
  return headline;
}

/**
 * Whether a finding only says that the password is missing. A warning says what follows from that.
 *
 * @param {Finding} finding
 */
const isOnlyMissing = (finding) => placeOf(finding) === "password" && finding.severity !== "warning";

/**
 * What waits, with the password that a link doesn't have.
 *
 * @param {string[]} waiting
 * @param {boolean} lacksPassword
 */
const toFillIn = (waiting, lacksPassword) => [...new Set([...waiting, ...(lacksPassword ? ["password"] : [])])];

/**
 * The summary's headline and explanation.
 *
 * @param {View["state"] | "linked"} state
 * @param {Record<Severity, number>} counts
 * @param {string} reason why the engine doesn't run
 * @param {string[]} [missing] the names of what is to be filled in
 */
export function summaryText(state, { error, warning, advice }, reason, missing = []) {
  const also = advice ? ` There ${advice === 1 ? "is" : "are"} also ${counted(advice, "piece")} of advice.` : "";
  const both = listed([
    ...(error ? [counted(error, "error")] : []),
    ...(warning ? [counted(warning, "warning")] : []),
  ]);
  switch (state) {
    case "failed":
      return {
        headline: "The checker isn't running",
        explanation: `It didn't start, or it stopped. ${reason}`,
      };
    case "idle":
      return {
        headline: "Fill in your settings",
        explanation: "Paste what you have, choose your provider, or type. Nothing leaves this page.",
      };
    case "starting":
      return {
        headline: "Starting",
        explanation: "Keep typing. The check starts on its own.",
      };
    case "checking":
      return { headline: "Checking …", explanation: "" };
    case "linked":
      return linkedText(both, missing);
    case "errors":
      return { headline: both, explanation: `Fix the errors before you save anything in Forem.${also}` };
    case "unfinished":
      return {
        headline: unfinishedText(both, missing),
        explanation: "Still to do:",
      };
    case "warnings":
      return {
        headline: both,
        explanation: `No errors, but read this before you save anything in Forem.${also}`,
      };
    default:
      return {
        headline: "Ready",
        explanation: `No errors and no warnings${advice ? `, but ${counted(advice, "piece")} of advice` : ""}.`,
      };
  }
}

/**
 * The same for values from a link, which have no error but the missing password.
 *
 * @param {string} found the warnings, in words
 * @param {string[]} missing
 */
function linkedText(found, missing) {
  if (found || missing.some((name) => name !== "password")) {
    return { headline: unfinishedText(found, missing), explanation: "A link never fills in the password. Still to do:" };
  }
  return { headline: "Only the password is missing", explanation: "A link never fills it in. Enter it in the form." };
}

/**
 * @param {string} found the warnings, in words
 * @param {string[]} missing the names of what is to be filled in
 */
function unfinishedText(found, missing) {
  const values = missing.filter((name) => name !== QUESTION).length;
  const questions = missing.length - values;
  const toDo = listed([
    ...(values ? [`${counted(values, "value")} to fill in`] : []),
    ...(questions ? [`${counted(questions, "question")} to answer`] : []),
  ]);
  const soFar = found ? `${found} so far` : "No errors so far";
  return toDo ? `${soFar}; ${toDo}` : soFar;
}

/** What the checker asks about this Forem: no value of Forem's own. */
const QUESTION = "hosting";

/**
 * @param {string} name
 * @param {string | undefined} value
 * @param {boolean} lacksPassword
 */
function waitingReason(name, value, lacksPassword) {
  if (value) return "not checked yet";
  if (name === "password" && lacksPassword) return "never in a link";
  return name === QUESTION ? "not answered yet" : "not filled in yet";
}

/**
 * A line of the summary: a finding, or an unfinished field, which has no severity.
 *
 * @typedef {{name: string, message: string, severity?: Severity}} Item
 */

/**
 * @param {Form} form
 * @param {Item} shown
 */
function summaryItem(form, { name, severity, message }) {
  const text = element("span", {}, goTo(form, name), `: ${message}`);
  if (!severity) return element("li", {}, text);
  text.prepend(element("span", { className: "checker-unseen" }, `${WORDS[severity]}. `));
  const item = element("li", {}, icon(severity), text);
  item.dataset.severity = severity;
  return item;
}

/**
 * @param {Form} form
 * @param {string} name
 */
function goTo(form, name) {
  const link = element("a", { href: `#checker-${name}` }, form.label(name));
  link.dataset.goTo = name;
  return link;
}
