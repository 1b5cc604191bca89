// The checker in the page: carries values from the form to Python and its answers back. It knows
// nothing of SMTP. Loaded once; it attaches to the form of every page that has one.

import { prepare } from "./prefetch.mjs";
import { ChecklistPanel } from "./checklist.mjs";
import { ConversationPanel } from "./conversation.mjs";
import { copy, listed } from "./dom.mjs";
import { Engine } from "./engine.mjs";
import { ExplainPanel } from "./explain.mjs";
import { Collapsibles } from "./collapsible.mjs";
import { Form, nameOf, valueOf } from "./form.mjs";
import { isLink, readLink } from "./link.mjs";
import { PastePanel } from "./paste.mjs";
import { PayloadPanel } from "./payload.mjs";
import { PlanPanel } from "./plan.mjs";
import { startPython } from "./worker-client.mjs";
import { Store } from "./store.mjs";
import { drawFields, drawSummary, outlook } from "./verdict.mjs";

const REST = 400; // milliseconds without a keystroke after which a field speaks
const SETTLED = 1000; // milliseconds after which a new summary is announced

const store = new Store();
const engine = new Engine(startPython, () => {
  judge();
  draw();
});

let form = null;
let panel = null;
let conversation = null;
let paste = null;
let checklist = null;
let plan = null;
let collapsibles = null;
let judging = false;
let judged = -1;
let pointerIsDown = false;
let announced = "";
let unsaid = "";
let announcement;
const rests = new Map();

// --- judging ---

/** Ask Python about the values as they are now and draw its answer, unless they changed meanwhile. */
async function judge() {
  if (judging) return;
  judging = true;
  while (isWaiting()) {
    const { version } = store;
    const report = await engine.call("check", request());
    if (!report || version !== store.version) continue;
    store.report = report;
    judged = version;
  }
  judging = false;
  draw();
}

function isWaiting() {
  return form && store.touched.size && judged !== store.version && engine.state === "running";
}

function request() {
  const pick = (names) => Object.fromEntries(names.map((name) => [name, store.values[name] ?? ""]));
  const forem = pick([...form.controls.keys()].filter((name) => !form.fields.includes(name)));
  return {
    settings: pick(form.fields),
    forem: { ...forem, sendgrid_api_key: forem.sendgrid_api_key !== "" },
  };
}

/** From now on the field's findings are shown, at every keystroke. */
function markTouched(name) {
  clearTimeout(rests.get(name));
  store.touched.add(name);
  judge();
}

// --- drawing ---

function draw() {
  // What moves while the pointer is down would slip away from under it.
  if (!form || pointerIsDown) return;
  const view = outlook(store, engine);
  drawFields(form, store, view.shown, say);
  const headline = drawSummary(form, store, engine, view);
  if (view.state !== "idle" && view.state !== "starting") announce(headline);
  panel.draw(view, store.report?.verdict);
  conversation.draw(view, store, judged === store.version);
  paste.draw(store);
  checklist.draw(view.state === "ready" || view.state === "warnings");
  plan.draw();
  collapsibles.draw();
  drawProvider();
  drawUndo();
}

function drawProvider() {
  const report = judged === store.version ? store.report : null;
  form.showProvider(report?.settings.address ?? store.values.address);
  const link = part("provider-page");
  const provider = report?.provider;
  link.hidden = !provider;
  link.href = `${form.root.dataset.root}providers/${provider}/`;
}

function drawUndo() {
  const step = store.steps.at(-1);
  part("undo").hidden = !step;
  part("undo").textContent = step ? `Undo: ${step.text}` : "";
}

const part = (id) => form.root.querySelector(`#checker-${id}`);

/** Say something at once; a headline not yet said comes after it. */
function say(text) {
  if (!form) return;
  part("live").textContent = text;
  if (unsaid) sayLater();
}

/** Say a new headline, but only once it has settled. */
function announce(headline) {
  if (headline === (unsaid || announced)) return;
  unsaid = headline === announced ? "" : headline;
  sayLater();
}

function sayLater() {
  clearTimeout(announcement);
  announcement = setTimeout(() => {
    if (form && unsaid) part("live").textContent = announced = unsaid;
    unsaid = "";
  }, SETTLED);
}

// --- changing ---

function onInput({ target }) {
  // Nobody is interrupted who types.
  if (unsaid) sayLater();
  const name = nameOf(target);
  if (!name) return;
  store.type(name, valueOf(target));
  if (target.dataset.field) form.note(name, "");
  leaveLink();
  clearTimeout(rests.get(name));
  if (target.dataset.forem || store.touched.has(name)) return judge();
  const rest = setTimeout(() => markTouched(name), REST);
  rests.set(name, rest);
}

/** A field that is left speaks. Who only looks something up in another window has not left it. */
function onFocusOut({ target }) {
  if (target.dataset.field && document.hasFocus()) markTouched(target.dataset.field);
}

function change(changes, text, kind) {
  store.apply(changes, text, kind);
  changed(`Done: ${text}`);
}

/** Fill in what was read of a text; gives the step that undoes it. */
function fill(changes, told) {
  const step = store.apply(changes, "Fill in what was pasted");
  changed(told);
  return step;
}

function changed(text) {
  leaveLink();
  form.show(store.values);
  judge();
  say(`${text}.`);
}

/** What was filled in for the provider before, and is as it was: the changes that take it away. */
function withoutPreset() {
  const stale = Object.keys(store.filled).filter(
    (name) => store.values[name] === store.filled[name],
  );
  return Object.fromEntries(stale.map((name) => [name, ""]));
}

/** What the provider tells everybody, for the fields that are blank after `changes`. */
function presetFor(changes) {
  const { label, values } = form.presetOf(changes.address);
  if (!label) return { label, values };
  const stale = withoutPreset();
  const kept = { ...store.values, ...stale, ...changes };
  const blank = Object.entries(values).filter(([name]) => !kept[name]);
  // Its encryption is that of its port.
  const fits = !kept.port || kept.port === values.port;
  const more = Object.fromEntries(blank.filter(([name]) => name !== "encryption" || fits));
  store.filled = more;
  const gone = Object.entries(stale).filter(([name]) => !(name in changes));
  return { label, values: { ...Object.fromEntries(gone), ...more } };
}

function chooseProvider() {
  const { label, values } = form.preset();
  const changes = { ...withoutPreset(), ...values };
  store.filled = values;
  const text = values.address ? `Fill in for ${label}` : "Clear what the provider filled in";
  if (Object.keys(changes).length) change(changes, text, "provider");
}

async function fix(button) {
  const { fix: code, alternative } = button.dataset;
  // The button goes with its finding; the focus stays at the field.
  button.closest(".checker-field").focus({ preventScroll: true });
  const answer = await engine.call("fix", { ...request(), code, alternative: alternative !== "" });
  if (answer && form) change(answer.changes, button.textContent);
}

function undo() {
  changed(`Undone: ${store.undo()}`);
  // The button is gone with the last step; the focus stays near.
  if (!store.steps.length) part("headline").focus({ preventScroll: true });
}

function checkAll() {
  form.fields.forEach((name) => store.touched.add(name));
  engine.start();
  judge();
  showSummary();
}

/** Where it does not stay in sight by itself, it is shown from its top. */
function showSummary() {
  const flows = getComputedStyle(part("summary").parentElement).position !== "sticky";
  if (flows) part("summary").scrollIntoView({ block: "start" });
  part("headline").focus({ preventScroll: flows });
}

function reset() {
  store.clear("Clear the form");
  paste.reset();
  changed("Done: Clear the form");
}

// --- links ---

function openLink() {
  if (form) collapsibles.follow();
  if (!form || !isLink(location.hash)) return;
  const values = form.possible(readLink(location.hash));
  store.apply({ ...values, password: "" }, "Fill in from a link");
  store.isLinked = true;
  form.fields.forEach((name) => store.touched.add(name));
  form.show(store.values);
  engine.start();
  judge();
  form.root.scrollIntoView({ block: "start" });
}

/** Once the values differ from the link in the address bar, and from what was just made, these go. */
function leaveLink() {
  part("link").hidden = true;
  part("report").hidden = true;
  if (!isLink(location.hash)) return;
  history.replaceState(history.state, "", location.pathname + location.search);
}

async function copyLink() {
  const answer = engine.call("link", request());
  const address = answer.then(({ fragment }) => `${location.href.split("#")[0]}#${fragment}`);
  const copied = copy(address).then(
    () => "Link copied.",
    () => "Copy the link from here.",
  );
  const made = await answer;
  if (!made || !form) return;
  part("link-text").value = await address;
  const others = made.left_out
    .filter((name) => name !== "password")
    .map((name) => form.label(name));
  const withheld = others.length
    ? ` Also left out, as there may be a secret in it: ${listed(others)}.`
    : "";
  const note = `${await copied} The password is never in it.${withheld}`;
  part("link-note").textContent = note;
  part("link").hidden = false;
  say(note);
}

/** A report without the password; what is copied is shown, so that people see what they send. */
async function copyReport() {
  const site = new URL(form.root.dataset.root, location.href).href;
  const error = part("explain-text").value;
  const answer = engine.call("support", { ...request(), site, error });
  const copied = copy(answer.then(({ text }) => text)).then(
    () => "Report copied.",
    () => "Copy the report from here.",
  );
  const made = await answer;
  if (!made || !form) return;
  part("report-text").value = made.text;
  const note = `${await copied} The password is not in it, only its length.`;
  part("report-note").textContent = note;
  part("report").hidden = false;
  say(note);
}

// --- attaching ---

function attach() {
  const root = document.getElementById("checker-root");
  if (root && root !== form?.root) {
    form = new Form(root);
    // On the first page, what was typed before this module came is kept; later pages get it again.
    if (store.version) form.show(store.values);
    else takeOver();
    const askPayload = (name, hidden) => ask("payload", { name, hidden });
    checklist = new ChecklistPanel(root, store, { redraw: draw, say });
    plan = new PlanPanel(root, store, engine, { redraw: draw, say });
    collapsibles = new Collapsibles(root, store);
    const sayDone = (text) => say(`${text} ${checklist.sentence}`.trim());
    panel = new PayloadPanel(root, { ask: askPayload, say, sayDone });
    conversation = new ConversationPanel(form, () => ask("conversation"));
    const explain = (text) => engine.call("explain", { ...request(), text });
    const explained = new ExplainPanel(form, explain);
    paste = new PastePanel(form, {
      read: (text) => engine.call("read", { text }),
      explain,
      present: (text, answer) => explained.present(text, answer),
      preset: presetFor,
      fill,
      choose: change,
      say,
    });
    listen(root);
    judge();
    startWhenIdle();
  }
  if (!root) {
    form = null;
    prepare(engine);
  }
  openLink();
}

function takeOver() {
  store.values = form.read();
  const left = (name) => store.values[name] && form.controls.get(name) !== document.activeElement;
  form.fields.filter(left).forEach((name) => store.touched.add(name));
}

/** Python's answer about the values; `null` if they changed meanwhile. */
async function ask(name, more = {}) {
  const { version } = store;
  const answer = await engine.call(name, { ...request(), ...more });
  return version === store.version ? answer : null;
}

function startWhenIdle() {
  if (engine.state !== "asleep") return;
  if (globalThis.requestIdleCallback) requestIdleCallback(() => engine.start(), { timeout: 1000 });
  else setTimeout(() => engine.start(), 200);
}

function listen(root) {
  const on = (id, action) => part(id).addEventListener("click", action);
  part("form").addEventListener("focusin", () => engine.state === "asleep" && engine.start());
  part("form").addEventListener("input", onInput);
  part("form").addEventListener("focusout", onFocusOut);
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    checkAll();
  });
  part("provider").addEventListener("change", chooseProvider);
  root.addEventListener("click", onClick);
  root.querySelectorAll(".checker-field").forEach((field) => (field.tabIndex = -1));
  on("copy-link", copyLink);
  on("copy-report", copyReport);
  on("reset", reset);
  on("undo", undo);
  on("to-payload", () => panel.goTo());
  on("again", () => engine.start());
  on("show-password", showPassword);
}

function onClick(event) {
  const link = event.target.closest("[data-go-to]");
  const button = event.target.closest("[data-fix]");
  if (button) fix(button);
  if (!link) return;
  event.preventDefault();
  event.stopPropagation(); // Material would follow it all the same.
  form.goTo(link.dataset.goTo);
}

function showPassword() {
  const button = part("show-password");
  const show = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", show);
  part("password").type = show ? "text" : "password";
  draw();
}

function hold({ target }) {
  pointerIsDown = Boolean(target.closest("a, button, label, summary"));
}

function release() {
  if (!pointerIsDown) return;
  // After the click that the pointer may make.
  setTimeout(() => {
    pointerIsDown = false;
    draw();
  });
}

addEventListener("pointerdown", hold);
addEventListener("pointerup", release);
addEventListener("pointercancel", release);
addEventListener("hashchange", openLink);
// Material's instant navigation tells of every page, the first one too.
if (globalThis.document$) document$.subscribe(attach);
else attach();
