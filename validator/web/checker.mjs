// The checker in the page. Events change the store, effects ask Python, and everything is drawn from the store. It knows
// nothing about SMTP. It's loaded once, and attaches to the form of each page that has one.

import { Announcer } from "./announcer.mjs";
import { ChecklistPanel } from "./views/checklist.mjs";
import { Collapsibles } from "./collapsible.mjs";
import { ConversationPanel } from "./views/conversation.mjs";
import { copy } from "./clipboard.mjs";
import { closest, find, findAll, listed, setAttribute, setHidden, setText } from "./dom.mjs";
import { Effects, messageOf, NoAnswer } from "./effects.mjs";
import { Engine } from "./engine.mjs";
import { ExplainPanel } from "./views/explain.mjs";
import { Form, isControl, nameOf, valueOf } from "./views/form.mjs";
import { untouched } from "./fields.mjs";
import { isLink, readLink, withoutFragment } from "./link.mjs";
import { linkAnswer } from "./link-answer.mjs";
import { PastePanel } from "./views/paste.mjs";
import { PayloadPanel } from "./views/payload.mjs";
import { PlanPanel } from "./views/plan.mjs";
import { prefetch } from "./prefetch.mjs";
import { ProviderFinder } from "./views/provider-find.mjs";
import { registerServiceWorker } from "./service-worker.mjs";
import { Store } from "./store.mjs";
import { VerdictBar } from "./views/verdict-bar.mjs";
import { drawFields, drawSummary, viewOf } from "./views/verdict.mjs";
import { debounced, whenIdle } from "./wait.mjs";
import { startPython } from "./worker-client.mjs";

/** @import { Preset, Values } from "./types.d.ts" */

/**
 * The form of the current page, and its panels.
 *
 * @typedef {object} Page
 * @property {Form} form
 * @property {ChecklistPanel} checklist
 * @property {PlanPanel} plan
 * @property {Collapsibles} collapsibles
 * @property {PayloadPanel} payload
 * @property {ConversationPanel} conversation
 * @property {ExplainPanel} explain
 * @property {PastePanel} paste
 * @property {VerdictBar} bar
 */

const SUPPORT_NOTE =
  "Of what you enter in the Password field, it has only the length, and the prefix that all keys of its kind have. Read it before you send it.";
const DEBOUNCE_MS = 400; // without a keystroke, before a field's findings are shown

const store = new Store();
const engine = new Engine(startPython, update);
const effects = new Effects(store, engine);
const announcer = new Announcer();
const say = (/** @type {string} */ text) => announcer.say(text);

/**
 * `null` on pages without the form.
 *
 * @type {Page | null}
 */
let page = null;
let pointerIsDown = false;
/**
 * Timers that mark a field as touched once people stop typing in it, by the field's name.
 *
 * @type {Map<string, ReturnType<typeof debounced>>}
 */
const resting = new Map();

store.subscribe(update);

function update() {
  effects.update();
  page?.explain.renew();
  draw();
  if (page && engine.state === "running") registerServiceWorker(page.form.root);
}

// --- drawing ---

function draw() {
  // Don't move anything from under a pressed pointer.
  if (!page || pointerIsDown) return;
  const { form, payload, conversation, explain, paste, checklist, plan, collapsibles, bar } = page;
  const view = viewOf(store, engine);
  if (view.state === "ready" || view.state === "warnings") store.openOnce("checker-checklist");
  drawFields(form, store, view, say);
  const headline = drawSummary(form, store, engine, view);
  if (view.state !== "idle" && view.state !== "starting") announcer.announce(headline);
  bar.draw(view, headline);
  payload.draw(view);
  conversation.draw(view, store);
  for (const panel of [explain, paste, checklist, plan, collapsibles]) panel.draw();
  drawProvider(form);
  form.showHosting();
  drawUndo(form);
  drawPassword(form);
}

/** @param {Form} form */
function drawProvider(form) {
  const report = store.isJudged ? store.answer?.report : null;
  form.showProvider(report?.settings.address ?? store.values.address ?? "", store.isUnlisted);
  const link = part(form, "provider-page");
  const provider = report?.provider;
  const isUnknown = store.isUnlisted || Boolean(report?.settings.address);
  // Of a provider with several hosts, the page has the values of each in a tab.
  const tab = provider && form.providerTab ? `#__tabbed_1_${form.providerTab}` : "";
  const place = provider ? `providers/${provider}/${tab}` : isUnknown && "choosing-a-provider/#own-domain";
  setHidden(link, !place);
  setText(link, provider ? "All about this provider" : "Is the server named after your own domain?");
  setAttribute(link, "href", place ? form.root.dataset.root + place : null);
  // What its plans allow, in the summary and beside the plan's limits.
  const limits = findAll(form.root, "[data-limits-of]");
  for (const known of limits) setHidden(known, known.dataset.limitsOf !== (provider ?? ""));
  const pitfalls = part(form, "pitfalls");
  setHidden(pitfalls, !provider);
  setAttribute(pitfalls, "href", provider ? `${form.root.dataset.root}providers/${provider}/#pitfalls` : null);
}

/** @param {Form} form */
function drawUndo(form) {
  const step = store.steps.at(-1);
  setHidden(part(form, "undo"), !step);
  setText(part(form, "undo"), step ? `Undo "${step.text}"` : "");
}

/** @param {Form} form */
function drawPassword(form) {
  const { isPasswordShown } = store;
  setAttribute(part(form, "show-password"), "aria-pressed", String(isPasswordShown));
  setAttribute(part(form, "password"), "type", isPasswordShown ? "text" : "password");
}

/**
 * @param {Form} form
 * @param {string} id
 */
const part = ({ root }, id) => find(root, `#checker-${id}`);

// --- changing ---

/**
 * @param {Form} form
 * @param {Event} event
 */
function onInput(form, { target }) {
  announcer.wait();
  if (!isControl(target)) return;
  const name = nameOf(target);
  if (!name) return;
  store.type(name, valueOf(target));
  if (target.dataset.field) form.note(name, "");
  leaveLink(form);
  resting.get(name)?.cancel();
  if (store.touched.has(name)) return;
  if (!resting.has(name)) resting.set(name, debounced(() => markTouched(name), DEBOUNCE_MS));
  resting.get(name)?.();
}

/**
 * A field that people leave is touched. Switching to another window doesn't count as leaving.
 *
 * @param {Event} event
 */
function onFocusOut({ target }) {
  const name = isControl(target) && document.hasFocus() ? nameOf(target) : "";
  if (name) markTouched(name);
}

/** @param {string} name */
function markTouched(name) {
  resting.get(name)?.cancel();
  store.markTouched(name);
}

/**
 * @param {Form} form
 * @param {Values} changes
 * @param {string} text
 * @param {string} [kind]
 */
function change(form, changes, text, kind) {
  store.apply(changes, text, kind);
  changed(form, `Done: ${text}`);
}

/**
 * Fill in what was read from a text, and return the step that undoes it.
 *
 * @param {Form} form
 * @param {Values} changes
 * @param {string} message
 */
function fill(form, changes, message) {
  const step = store.apply(changes, "Fill in what was pasted");
  changed(form, message);
  return step;
}

/**
 * @param {Form} form
 * @param {string} text
 */
function changed(form, text) {
  leaveLink(form);
  form.show(store.values);
  say(`${text}.`);
}

/** The changes that clear what the previous provider filled in, except for values that were edited since. */
function withoutPreset() {
  const stale = Object.keys(store.presetValues).filter((name) => store.values[name] === store.presetValues[name]);
  return Object.fromEntries(stale.map((name) => [name, ""]));
}

/**
 * The values that are the same for all of the provider's customers, for the fields that are empty after `changes`.
 *
 * @param {Form} form
 * @param {Values} changes
 * @returns {Preset}
 */
function presetFor(form, changes) {
  const { label, values } = form.presetFor(changes.address);
  if (!label) return { label, values };
  const stale = withoutPreset();
  /** @type {Values} */
  const kept = { ...store.values, ...stale, ...changes };
  const empty = Object.entries(values).filter(([name]) => !kept[name]);
  // Its encryption is that of its port.
  const fits = !kept.port || kept.port === values.port;
  const more = Object.fromEntries(empty.filter(([name]) => name !== "encryption" || fits));
  store.set({ presetValues: more });
  const gone = Object.entries(stale).filter(([name]) => !(name in changes));
  return { label, values: { ...Object.fromEntries(gone), ...more } };
}

/** @param {Form} form */
function chooseProvider(form) {
  const { label, values } = form.preset();
  const changes = { ...withoutPreset(), ...values };
  store.set({ presetValues: values, isUnlisted: form.isUnlisted });
  const text = values.address ? `Fill in for ${label}` : "Clear what the provider filled in";
  if (Object.keys(changes).length) change(form, changes, text, "provider");
}

/**
 * @param {Form} form
 * @param {HTMLElement} button
 */
async function fix(form, button) {
  const { fix: code, alternative } = button.dataset;
  const text = button.textContent ?? "";
  // The button disappears with its finding, so the focus moves to the field.
  const field = button.closest(".checker-field");
  if (field instanceof HTMLElement) field.focus({ preventScroll: true });
  try {
    const { changes } = await effects.ask("fix", { code, alternative: alternative !== "" });
    if (page) change(page.form, changes, text);
  } catch (error) {
    say(`${messageOf(error)} Nothing was changed.`);
  }
}

/** @param {Form} form */
function undo(form) {
  changed(form, `Undone: ${store.undo()}`);
  // After the last step the button disappears, so the focus moves to the headline.
  if (!store.steps.length) part(form, "headline").focus({ preventScroll: true });
}

/** @param {Form} form */
function checkAll(form) {
  store.markTouched(...form.controls.keys());
  engine.start();
  showSummary(form);
}

/**
 * Show the summary. Where it isn't sticky, scroll to its top.
 *
 * @param {Form} form
 */
function showSummary(form) {
  const summary = part(form, "summary");
  const flows = getComputedStyle(summary).position !== "sticky";
  if (flows) summary.scrollIntoView({ block: "start" });
  part(form, "headline").focus({ preventScroll: flows });
}

/** @param {Page} page */
function reset({ form, paste }) {
  store.clear("Clear the form");
  paste.reset();
  changed(form, "Done: Clear the form");
}

// --- links ---

function openLink() {
  if (!page) return;
  const { form, collapsibles } = page;
  collapsibles.follow();
  if (!isLink(location.hash)) return;
  const values = form.possible(readLink(location.hash));
  store.apply({ ...values, password: "" }, "Fill in from a link");
  store.set({ isLinked: true });
  store.markTouched(...form.controls.keys());
  form.show(store.values);
  placeOfValues(form).scrollIntoView({ block: "start" });
  if (engine.state === "running") return;
  // Python's start keeps the browser busy, so it comes after the verdict from the build, if there is one.
  effects.foresee(linkAnswer(location.hash, form.root.dataset.answers ?? "")).finally(() => engine.start());
}

/**
 * Where to begin to read what a link filled in. With the summary below the form, as on a phone, that's the first field, or
 * people would only see the empty box above it.
 *
 * @param {Form} form
 */
function placeOfValues(form) {
  const isBeside = top(part(form, "summary")) < bottom(part(form, "form"));
  return isBeside ? form.root : find(form.root, ".checker-field");
}

const top = (/** @type {HTMLElement} */ element) => element.getBoundingClientRect().top;
const bottom = (/** @type {HTMLElement} */ element) => element.getBoundingClientRect().bottom;

/**
 * Once the values change, remove the link from the address bar, and hide the link and the report just made.
 *
 * @param {Form} form
 */
function leaveLink(form) {
  setHidden(part(form, "link"), true);
  setHidden(part(form, "report"), true);
  if (!isLink(location.hash)) return;
  history.replaceState(history.state, "", withoutFragment(location.href));
}

/** @param {Form} form */
async function copyLink(form) {
  const answer = effects.ask("link");
  const address = answer.then(({ fragment }) => `${withoutFragment(location.href)}#${fragment}`);
  await present(form, "link", address, async () => {
    const others = (await answer).left_out.filter((name) => name !== "password").map((name) => form.label(name));
    const withheld = others.length
      ? ` Also left out, because it may contain a secret: ${listed(others)}.`
      : "";
    return `What you enter in the Password field is never in it.${withheld} Read it before you send it.`;
  });
}

/**
 * Copy a report without the password, and show it, so that people see what they send.
 *
 * @param {Form} form
 */
async function copyReport(form) {
  // It has everything that was found, so the page shows everything too.
  store.markTouched(...form.controls.keys());
  const site = new URL(form.root.dataset.root ?? "", location.href).href;
  const answer = effects.ask("support", { site, error: store.errorText });
  const text = answer.then(({ text }) => text);
  await present(form, "report", text, async () => SUPPORT_NOTE);
}

/**
 * Copy a text and show it. `name` says what it is. If the values have changed since the click, nothing is shown.
 *
 * @param {Form} form
 * @param {"link" | "report"} name
 * @param {Promise<string>} text
 * @param {() => Promise<string>} note
 */
async function present(form, name, text, note) {
  const { version } = store;
  const word = name[0].toUpperCase() + name.slice(1);
  const copied = copy(text).then(
    () => `${word} copied.`,
    () => `Copy the ${name} below.`,
  );
  try {
    const shown = await text;
    const message = `${await copied} ${await note()}`;
    if (version !== store.version) throw new NoAnswer(true);
    const box = part(form, `${name}-text`);
    if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) box.value = shown;
    setText(part(form, `${name}-note`), message);
    setHidden(part(form, name), false);
    say(message);
  } catch (error) {
    say(`${messageOf(error)} No ${name} was made.`);
  }
}

// --- attaching ---

function attach() {
  const root = document.getElementById("checker-root");
  if (root && root !== page?.form.root) attachTo(root);
  if (!root) {
    page = null;
    prefetch(engine);
  }
  openLink();
}

/** @param {HTMLElement} root */
function attachTo(root) {
  page = null;
  const form = new Form(root);
  announcer.attach(part(form, "live"));
  store.set({ isPasswordShown: false });
  // On the first page, keep what was typed before this module loaded; on later pages, show the values again.
  if (store.version) form.show(store.values);
  else takeOver(form);
  new ProviderFinder(root, say);
  page = withPanels(form);
  listen(page);
  update();
  if (engine.state === "asleep") whenIdle(() => engine.start(), { timeout: 1000, otherwise: 200 });
  // not-loaded.js looks for this, to see whether this module has loaded.
  root.dataset.attached = "";
}

/**
 * @param {Form} form
 * @returns {Page}
 */
function withPanels(form) {
  const { root } = form;
  const ask = (/** @type {string} */ text) => effects.askUntilCurrent("explain", { text });
  const explain = new ExplainPanel(form, store, ask);
  const checklist = new ChecklistPanel(root, store, say);
  const payload = new PayloadPanel(root, store, {
    ask: (name, more) => effects.ask(name, more),
    say,
    sayDone: (text) => say(`${text} ${checklist.reminder}`.trim()),
  });
  return {
    form,
    bar: new VerdictBar(form, { onDone: () => payload.goTo(), onOther: () => showSummary(form) }),
    checklist,
    explain,
    plan: new PlanPanel(root, store, engine, say),
    collapsibles: new Collapsibles(root, store),
    payload,
    conversation: new ConversationPanel(form),
    paste: new PastePanel(form, store, {
      read: (text) => effects.read(text),
      explain: ask,
      present: (text, answer, stays) => explain.present(text, answer, stays),
      preset: (changes) => presetFor(form, changes),
      fill: (changes, message) => fill(form, changes, message),
      choose: (changes, message) => change(form, changes, message),
      say,
    }),
  };
}

/** @param {Form} form */
function takeOver(form) {
  store.values = form.read();
  store.set({ isUnlisted: form.isUnlisted });
  const left = (/** @type {string} */ name) => {
    return (store.values[name] ?? "") !== untouched(name) && form.control(name) !== document.activeElement;
  };
  store.markTouched(...[...form.controls.keys()].filter(left));
}

/** @param {Page} page */
function listen(page) {
  const { form } = page;
  const { root } = form;
  const on = (/** @type {string} */ id, /** @type {() => void} */ action) =>
    part(form, id).addEventListener("click", action);
  const fields = part(form, "form");
  fields.addEventListener("focusin", () => engine.state === "asleep" && engine.start());
  fields.addEventListener("input", (event) => onInput(form, event));
  fields.addEventListener("focusout", onFocusOut);
  fields.addEventListener("submit", (event) => {
    event.preventDefault();
    checkAll(form);
  });
  part(form, "provider").addEventListener("change", () => chooseProvider(form));
  root.addEventListener("click", (event) => onClick(form, event));
  for (const field of findAll(root, ".checker-field")) field.tabIndex = -1;
  on("copy-link", () => copyLink(form));
  on("copy-report", () => copyReport(form));
  on("reset", () => reset(page));
  on("undo", () => undo(form));
  on("to-payload", () => page.payload.goTo());
  on("to-test", () => page.payload.goTo("test-mail"));
  on("again", () => engine.start());
  on("reload", () => location.reload());
  on("show-password", () => store.set({ isPasswordShown: !store.isPasswordShown }));
}

/**
 * @param {Form} form
 * @param {Event} event
 */
function onClick(form, event) {
  const link = closest(event, "[data-go-to]");
  const button = closest(event, "[data-fix]");
  if (button) fix(form, button);
  if (!link?.dataset.goTo) return;
  event.preventDefault();
  event.stopPropagation(); // Material would follow it all the same.
  form.goTo(link.dataset.goTo);
}

/** @param {Event} event */
function hold(event) {
  pointerIsDown = Boolean(closest(event, "a, button, label, summary"));
}

function release() {
  if (!pointerIsDown) return;
  // After the click that the pointer may make.
  setTimeout(() => {
    pointerIsDown = false;
    draw();
  });
}

// Draw the result of a click at once.
addEventListener("click", () => (pointerIsDown = false), { capture: true });
addEventListener("pointerdown", hold);
addEventListener("pointerup", release);
addEventListener("pointercancel", release);
addEventListener("hashchange", openLink);
// Material's instant navigation emits at each page, including the first.
if ("document$" in globalThis) document$.subscribe(attach);
else attach();
