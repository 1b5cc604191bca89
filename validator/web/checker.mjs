// The checker in the page. Events change the store, effects ask Python, and everything is drawn from the store. It knows
// nothing of SMTP. Loaded once; it attaches to the form of every page that has one.

import { Announcer } from "./announcer.mjs";
import { ChecklistPanel } from "./checklist.mjs";
import { Collapsibles } from "./collapsible.mjs";
import { ConversationPanel } from "./conversation.mjs";
import { copy, listed, setAttribute, setHidden, setText } from "./dom.mjs";
import { Effects, NoAnswer } from "./effects.mjs";
import { Engine } from "./engine.mjs";
import { ExplainPanel } from "./explain.mjs";
import { Form, nameOf, valueOf } from "./form.mjs";
import { isLink, readLink } from "./link.mjs";
import { PastePanel } from "./paste.mjs";
import { PayloadPanel } from "./payload.mjs";
import { PlanPanel } from "./plan.mjs";
import { prefetch } from "./prefetch.mjs";
import { Store } from "./store.mjs";
import { drawFields, drawSummary, outlook } from "./verdict.mjs";
import { startPython } from "./worker-client.mjs";

const DEBOUNCE_MS = 400; // time without a keystroke after which a field's findings are shown

const store = new Store();
const engine = new Engine(startPython, update);
const effects = new Effects(store, engine);
const announcer = new Announcer();
const say = (text) => announcer.say(text);

let form = null;
/** The parts of the page with the form, by name; none while there is no such page. */
let panels = null;
let pointerIsDown = false;
const debounces = new Map();

store.subscribe(update);

function update() {
  effects.update();
  draw();
}

// --- drawing ---

function draw() {
  // What moves while the pointer is down would slip away from under it.
  if (!panels || pointerIsDown) return;
  const view = outlook(store, engine);
  if (view.state === "ready" || view.state === "warnings") store.openOnce("checker-checklist");
  drawFields(form, store, view, say);
  const headline = drawSummary(form, store, engine, view);
  if (view.state !== "idle" && view.state !== "starting") announcer.announce(headline);
  panels.payload.draw(view);
  panels.conversation.draw(view, store);
  panels.paste.draw(store);
  panels.checklist.draw();
  panels.plan.draw();
  panels.collapsibles.draw();
  drawProvider();
  drawUndo();
  drawPassword();
}

function drawProvider() {
  const report = store.isJudged ? store.answer.report : null;
  form.showProvider(report?.settings.address ?? store.values.address);
  const link = part("provider-page");
  const provider = report?.provider;
  setHidden(link, !provider);
  setAttribute(link, "href", provider ? `${form.root.dataset.root}providers/${provider}/` : null);
}

function drawUndo() {
  const step = store.steps.at(-1);
  setHidden(part("undo"), !step);
  setText(part("undo"), step ? `Undo: ${step.text}` : "");
}

function drawPassword() {
  const { isPasswordShown } = store;
  setAttribute(part("show-password"), "aria-pressed", String(isPasswordShown));
  setAttribute(part("password"), "type", isPasswordShown ? "text" : "password");
}

const part = (id) => form.root.querySelector(`#checker-${id}`);

// --- changing ---

function onInput({ target }) {
  announcer.wait();
  const name = nameOf(target);
  if (!name) return;
  store.type(name, valueOf(target));
  if (target.dataset.field) form.note(name, "");
  leaveLink();
  clearTimeout(debounces.get(name));
  if (target.dataset.forem || store.touched.has(name)) return;
  debounces.set(name, setTimeout(() => markTouched(name), DEBOUNCE_MS));
}

/** A field that is left is touched. Looking something up in another window is not leaving it. */
function onFocusOut({ target }) {
  if (target.dataset.field && document.hasFocus()) markTouched(target.dataset.field);
}

function markTouched(name) {
  clearTimeout(debounces.get(name));
  store.markTouched(name);
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
  say(`${text}.`);
}

/** What was filled in for the provider before, and is as it was: the changes that take it away. */
function withoutPreset() {
  const stale = Object.keys(store.filled).filter(
    (name) => store.values[name] === store.filled[name],
  );
  return Object.fromEntries(stale.map((name) => [name, ""]));
}

/** What the provider's page says for all customers, for the fields that are empty after `changes`. */
function presetFor(changes) {
  const { label, values } = form.presetOf(changes.address);
  if (!label) return { label, values };
  const stale = withoutPreset();
  const kept = { ...store.values, ...stale, ...changes };
  const empty = Object.entries(values).filter(([name]) => !kept[name]);
  // Its encryption is that of its port.
  const fits = !kept.port || kept.port === values.port;
  const more = Object.fromEntries(empty.filter(([name]) => name !== "encryption" || fits));
  store.set({ filled: more });
  const gone = Object.entries(stale).filter(([name]) => !(name in changes));
  return { label, values: { ...Object.fromEntries(gone), ...more } };
}

function chooseProvider() {
  const { label, values } = form.preset();
  const changes = { ...withoutPreset(), ...values };
  store.set({ filled: values });
  const text = values.address ? `Fill in for ${label}` : "Clear what the provider filled in";
  if (Object.keys(changes).length) change(changes, text, "provider");
}

async function fix(button) {
  const { fix: code, alternative } = button.dataset;
  const text = button.textContent;
  // The button goes with its finding; the focus stays at the field.
  button.closest(".checker-field").focus({ preventScroll: true });
  try {
    const { changes } = await effects.ask("fix", { code, alternative: alternative !== "" });
    if (form) change(changes, text);
  } catch (error) {
    say(`${error.message} Nothing was changed.`);
  }
}

function undo() {
  changed(`Undone: ${store.undo()}`);
  // The button is gone with the last step; the focus stays near.
  if (!store.steps.length) part("headline").focus({ preventScroll: true });
}

function checkAll() {
  store.markTouched(...form.fields);
  engine.start();
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
  panels.paste.reset();
  changed("Done: Clear the form");
}

// --- links ---

function openLink() {
  if (panels) panels.collapsibles.follow();
  if (!panels || !isLink(location.hash)) return;
  const values = form.possible(readLink(location.hash));
  store.apply({ ...values, password: "" }, "Fill in from a link");
  store.set({ isLinked: true });
  store.markTouched(...form.fields);
  form.show(store.values);
  engine.start();
  form.root.scrollIntoView({ block: "start" });
}

/** Once the values differ from the link in the address bar, and from what was just made, these go. */
function leaveLink() {
  setHidden(part("link"), true);
  setHidden(part("report"), true);
  if (!isLink(location.hash)) return;
  history.replaceState(history.state, "", location.pathname + location.search);
}

async function copyLink() {
  const answer = effects.ask("link");
  const address = answer.then(({ fragment }) => `${location.href.split("#")[0]}#${fragment}`);
  await present("link", address, async () => {
    const others = (await answer).left_out.filter((name) => name !== "password").map((name) => form.label(name));
    const withheld = others.length
      ? ` Also left out, as there may be a secret in it: ${listed(others)}.`
      : "";
    return `The password is never in it.${withheld}`;
  });
}

/** A report without the password; what is copied is shown, so that people see what they send. */
async function copyReport() {
  const site = new URL(form.root.dataset.root, location.href).href;
  const answer = effects.ask("support", { site, error: part("explain-text").value });
  await present("report", answer.then(({ text }) => text), () => "The password is not in it, only its length.");
}

/** Copy the text of what is called `name`, and show it. It is of the values at the click, or nothing comes of it. */
async function present(name, text, note) {
  const { version } = store;
  const word = name[0].toUpperCase() + name.slice(1);
  const copied = copy(text).then(
    () => `${word} copied.`,
    () => `Copy the ${name} from here.`,
  );
  try {
    const shown = await text;
    const told = `${await copied} ${await note()}`;
    if (version !== store.version) throw new NoAnswer(true);
    part(`${name}-text`).value = shown;
    setText(part(`${name}-note`), told);
    setHidden(part(name), false);
    say(told);
  } catch (error) {
    say(`${error.message} No ${name} was made.`);
  }
}

// --- attaching ---

function attach() {
  const root = document.getElementById("checker-root");
  if (root && root !== form?.root) attachTo(root);
  if (!root) {
    form = panels = null;
    prefetch(engine);
  }
  openLink();
}

function attachTo(root) {
  panels = null;
  form = new Form(root);
  announcer.attach(part("live"));
  store.set({ isPasswordShown: false });
  // On the first page, what was typed before this module came is kept; later pages get it again.
  if (store.version) form.show(store.values);
  else takeOver();
  const explain = (text) => effects.askOfNewest("explain", { text });
  const explained = new ExplainPanel(form, explain);
  const checklist = new ChecklistPanel(root, store, say);
  panels = {
    checklist,
    plan: new PlanPanel(root, store, engine, say),
    collapsibles: new Collapsibles(root, store),
    payload: new PayloadPanel(root, store, {
      ask: (name, more) => effects.ask(name, more),
      say,
      sayDone: (text) => say(`${text} ${checklist.sentence}`.trim()),
    }),
    conversation: new ConversationPanel(form),
    paste: new PastePanel(form, {
      read: (text) => effects.read(text),
      explain,
      present: (text, answer) => explained.present(text, answer),
      preset: presetFor,
      fill,
      choose: change,
      say,
    }),
  };
  listen(root);
  update();
  startWhenIdle();
  // What watches over the loading of this module looks for it (not-loaded.js).
  root.dataset.attached = "";
}

function takeOver() {
  store.values = form.read();
  const left = (name) => store.values[name] && form.controls.get(name) !== document.activeElement;
  store.markTouched(...form.fields.filter(left));
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
  on("to-payload", () => panels.payload.goTo());
  on("again", () => engine.start());
  on("reload", () => location.reload());
  on("show-password", () => store.set({ isPasswordShown: !store.isPasswordShown }));
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

// What the click leads to is drawn at once.
addEventListener("click", () => (pointerIsDown = false), { capture: true });
addEventListener("pointerdown", hold);
addEventListener("pointerup", release);
addEventListener("pointercancel", release);
addEventListener("hashchange", openLink);
// Material's instant navigation tells of every page, the first one too.
if (globalThis.document$) document$.subscribe(attach);
else attach();
