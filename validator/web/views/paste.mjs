// The box for anything with settings in it: text from a page, a file, a URL, an error message. Only Python gets what was
// pasted, and the values that it finds go into the form. If the credentials were among them, the box is emptied. If not,
// the text stays, so that people see what they have.

import { counted, element, find, findAll, listed, setAttribute, setHidden, setText } from "../dom.mjs";
import { messageOf } from "../effects.mjs";
import { changesFor, fieldsToChoose, originOf, serverOf } from "../sources.mjs";
import { debounced } from "../wait.mjs";

/** @import { Form } from "./form.mjs" */
/** @import { Store } from "../store.mjs" */
/** @import { Explanation, ParseResult, Preset, Say, ServerRead, UndoStep, Values } from "../types.d.ts" */

/**
 * What the panel needs from the page. `read` and `explain` ask Python, and reject if it isn't running; `present` shows an
 * explanation, and scrolls to it unless `stays`; `preset` returns the provider's values for the fields that `changes` leaves empty; `fill` changes the form
 * and returns the step that undoes it.
 *
 * @typedef {object} Page
 * @property {(text: string) => Promise<ParseResult>} read
 * @property {(text: string) => Promise<Explanation>} explain
 * @property {(text: string, answer: Explanation, stays?: boolean) => void} present
 * @property {(changes: Values) => Preset} preset
 * @property {(changes: Values, message: string) => UndoStep | null} fill
 * @property {(changes: Values, message: string) => void} choose
 * @property {Say} say
 */

const LARGEST = 256 * 1024; // bytes of a file; Python reads no more of any text
const FEW = 4; // so many things that weren't used are listed at once
const KEY_QUESTION =
  "SENDGRID_API_KEY is set in this text. Is this the environment of your Forem? Then Forem may send with that key instead.";
const FADE_MS = 8000; // how long a field shows where its value came from

/**
 * The value behind a button that offers one.
 *
 * @type {WeakMap<Element, string>}
 */
const valueOf = new WeakMap();

export class PastePanel {
  #form;
  #store;
  #page;
  /** The number of texts so far: only the newest gets an answer. */
  #requestCount = 0;
  /**
   * The step that undoes the newest text. Once it's undone, the choices disappear.
   *
   * @type {UndoStep | null}
   */
  #undoStep = null;
  /**
   * The newest text's result, as long as it's shown.
   *
   * @type {ParseResult | null}
   */
  #reading = null;
  /**
   * What the list of providers added to it, by address.
   *
   * @type {Record<string, Preset>}
   */
  #presets = {};
  /** What the page said about the newest text; empty if nothing was recognized. */
  #summary = "";
  #fade = debounced(() => this.#form.forget("origin"), FADE_MS);

  /**
   * @param {Form} form
   * @param {Store} store
   * @param {Page} page
   */
  constructor(form, store, page) {
    this.#form = form;
    this.#store = store;
    this.#page = page;
    const box = this.#box;
    box.addEventListener("input", (event) => {
      const { inputType } = /** @type {InputEvent} */ (event);
      if (inputType === "insertFromPaste" || inputType === "insertFromDrop") this.#readBox();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#readBox();
    });
    this.#part("read").addEventListener("click", () => this.#readBox());
    this.#listenForFiles();
    for (const name of form.fields) {
      const control = form.control(name);
      control.addEventListener("paste", (event) => this.#pasted(name, control, /** @type {ClipboardEvent} */ (event)));
    }
  }

  get #box() {
    return find(this.#form.root, "#checker-paste-text", HTMLTextAreaElement);
  }

  /** @param {string} id */
  #part(id) {
    return find(this.#form.root, `#checker-paste-${id}`);
  }

  /** Show which choices are in the form, and where its values came from. */
  draw() {
    const { steps, values } = this.#store;
    if (this.#undoStep && !steps.includes(this.#undoStep)) this.clear();
    for (const group of this.#choices()) {
      for (const button of findAll(group, "button")) {
        const taken = valueOf.get(button) === (values[group.dataset.choices ?? ""] ?? "");
        setAttribute(button, "aria-pressed", String(taken));
      }
    }
    this.#drawOrigins();
  }

  /** Say of each value that is listed where the one in the form came from. What was typed since isn't listed anew. */
  #drawOrigins() {
    const { values } = this.#store;
    for (const what of findAll(this.#part("taken"), "[data-taken]")) {
      const name = what.dataset.taken ?? "";
      const source = this.#reading && originOf(this.#reading, this.#presets, name, values);
      const label = what.previousElementSibling;
      if (label instanceof HTMLElement) setHidden(label, !values[name]);
      setHidden(what, !values[name]);
      if (!source) continue;
      setText(find(what, ".checker-taken-origin"), source.origin);
      const shown = what.querySelector(".checker-taken-value");
      if (shown instanceof HTMLElement) setText(shown, this.#shownValue(name, values[name], source.shown));
    }
  }

  /**
   * A value as the list has it; of a password the length.
   *
   * @param {string} name
   * @param {string} value
   * @param {string} shown
   */
  #shownValue(name, value, shown) {
    return name === "password" ? counted(value.length, "character") : this.#form.word(name, shown);
  }

  /** Remove the text and its result. */
  reset() {
    this.#box.value = "";
    this.clear();
  }

  /** Remove the result of the newest text: the message and the choices. */
  clear() {
    this.#undoStep = null;
    this.#reading = null;
    this.#presets = {};
    this.#summary = "";
    this.#choices().forEach((group) => group.remove());
    this.#part("result").hidden = true;
  }

  #choices() {
    return findAll(this.#form.root, "[data-choices]");
  }

  // --- files ---

  #listenForFiles() {
    const { root } = this.#form;
    const chosen = find(root, "#checker-paste-file", HTMLInputElement);
    this.#part("open").addEventListener("click", () => chosen.click());
    chosen.addEventListener("change", () => {
      this.#readFiles([...(chosen.files ?? [])]);
      chosen.value = "";
    });
    // A file dropped next to the box must not replace the page, which would lose all values.
    const over = (/** @type {DragEvent} */ event) => {
      const isFile = [...(event.dataTransfer?.types ?? [])].includes("Files");
      if (isFile) event.preventDefault();
      const isOver = isFile && event.type === "dragover";
      find(root, "#checker-paste").toggleAttribute("data-over", isOver);
      return isFile;
    };
    root.addEventListener("dragover", over);
    root.addEventListener("dragleave", over);
    root.addEventListener("drop", (event) => {
      if (over(event)) this.#readFiles([...(event.dataTransfer?.files ?? [])]);
    });
  }

  /** @param {File[]} files */
  async #readFiles(files) {
    const number = ++this.#requestCount;
    const [file, ...others] = files;
    if (!file) return;
    if (others.length) return this.#showAndSay("Use one file at a time.");
    if (file.size > LARGEST) {
      const size = Math.ceil(file.size / 1024);
      const most = LARGEST / 1024;
      const message = `This file is ${size} KB, and the limit is ${most} KB.`;
      return this.#showAndSay(`${message} Paste the part with the mail settings.`);
    }
    const text = await textOf(file).catch(() => null);
    if (number !== this.#requestCount) return;
    if (text === null) this.#showAndSay("The browser couldn't read this file.");
    else this.#read(text);
  }

  // --- reading ---

  async #readBox() {
    const text = this.#box.value;
    // If someone pastes and then presses the button, the text has already been read.
    if (!text.trim() && this.#summary) return this.#page.say(this.#summary);
    if ((await this.#read(text)) && this.#box.value === text) this.#box.value = "";
  }

  /**
   * Read a text. Resolves to whether it's no longer needed: it was explained, or no credentials are missing.
   *
   * @param {string} text
   */
  async #read(text) {
    const number = ++this.#requestCount;
    const isOld = () => number !== this.#requestCount || !this.#form.root.isConnected;
    this.#summary = "";
    this.#show("The checker is getting ready. It will fill in the values on its own.");
    const before = { ...this.#store.values };
    try {
      const reading = await this.#page.read(text);
      if (isOld()) return false;
      if (reading.format) {
        const isDone = this.#fill(reading, {}, before);
        if (reading.error) await this.#explainToo(reading.error, isOld);
        return isDone;
      }
      const answer = await this.#page.explain(text);
      if (isOld()) return false;
      if (answer.id) return this.#explain(text, answer);
      this.#showAndSay(reading.reason ?? "", reading.unused);
    } catch (error) {
      if (!isOld()) this.#showAndSay(`${messageOf(error)} What you pasted is still there.`);
    }
    return false;
  }

  /**
   * @param {string} text
   * @param {Explanation} answer
   */
  #explain(text, answer) {
    this.clear();
    this.#summary = "This is an error message. It is explained below.";
    this.#show(this.#summary);
    this.#page.present(text, answer);
    return true;
  }

  /**
   * Explain an error that was pasted with settings, for these settings. They may hold a password, so only the error's own
   * lines are shown there.
   *
   * @param {string} error
   * @param {() => boolean} isOld
   */
  async #explainToo(error, isOld) {
    const answer = await this.#page.explain(error);
    if (isOld() || !answer.id) return;
    this.#page.present(error, answer, true);
    this.#summary += " The error message is explained below.";
    const go = element("button", { type: "button" }, "Go to the explanation");
    go.addEventListener("click", () => this.#page.present(error, answer));
    this.#part("summary").replaceChildren(this.#summary, " ", go);
    this.#page.say(this.#summary);
  }

  /**
   * Fill in what was read, and the values that are the same for all of the provider's customers. `more` are changes that
   * the text overrides. Input since the form held the values `before` stays. Returns whether no credentials are missing.
   *
   * @param {ParseResult} reading
   * @param {Values} more
   * @param {Values} before
   */
  #fill(reading, more, before) {
    const { origins, unused, candidates } = reading;
    this.clear();
    const now = this.#store.values;
    const taken = valuesToFill(reading, before, now);
    const changes = { ...more, ...taken };
    const preset = this.#page.preset(changes);
    const filled = Object.keys(preset.values).filter((name) => preset.values[name]);
    const after = { ...now, ...changes, ...preset.values };
    const missing = ["user_name", "password"].filter((name) => !after[name]);
    const summary = readingSummary(this.#form, reading, {
      count: Object.keys(taken).length,
      preset: { label: preset.label, filled },
      missing,
    });
    this.#undoStep = this.#page.fill({ ...changes, ...preset.values }, summary);
    this.#summary = `${summary}.`;
    this.#show(this.#summary, unused);
    this.#reading = reading;
    if (filled.length) this.#presets[after.address ?? ""] = preset;
    this.#showTaken(reading, taken, filled.length ? preset : null);
    const encryption = encryptionByPort(reading, after, "encryption" in preset.values);
    for (const name of fieldsToChoose(reading)) {
      const offer = () => this.#choicesFor(name, candidates[name], reading, encryption);
      const beside = offer();
      beside.setAttribute("aria-label", `Values found for ${this.#form.label(name)}`);
      beside.prepend("Found: ");
      find(this.#form.place(name), ".checker-findings").before(beside);
      const row = this.#part("taken").querySelector(`[data-taken="${name}"]`);
      row?.querySelector(".checker-taken-value")?.replaceWith(offer());
    }
    if (reading.has_sendgrid_api_key && !after.sendgrid_api_key) this.#askAboutKey();
    this.#askAboutForem(reading, after);
    this.draw();
    const presetOrigins = Object.fromEntries(filled.map((name) => [name, preset.label]));
    this.#showOrigins({ ...origins, ...presetOrigins });
    return !missing.length;
  }

  /** The text sets `SENDGRID_API_KEY`. Ask whether it's this Forem's environment, since Forem may then send with that key. */
  #askAboutKey() {
    const yes = element("button", { type: "button" }, "Yes, it is");
    valueOf.set(yes, "1");
    yes.addEventListener("click", () => this.#page.choose({ sendgrid_api_key: "1" }, "Check SENDGRID_API_KEY is set"));
    const group = element("div", { className: "checker-choices" }, element("span", {}, KEY_QUESTION), yes);
    group.dataset.choices = "sendgrid_api_key";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "About SENDGRID_API_KEY");
    this.#part("rest").before(group);
  }

  /**
   * The text names a Forem, and the checker can judge more if it's this one.
   *
   * @param {ParseResult} reading
   * @param {Values} after the values in the form by now
   */
  #askAboutForem(reading, after) {
    for (const [name, value] of Object.entries(reading.forem)) {
      if (after[name] === value) continue;
      const group = this.#choicesFor(name, [value], reading, () => ({}));
      group.prepend(element("span", {}, `${this.#form.label(name)}, if this is your Forem's environment:`), " ");
      this.#part("rest").before(group);
    }
  }

  /**
   * @param {string} text
   * @param {string[]} [unused]
   */
  #showAndSay(text, unused) {
    this.#show(text, unused);
    this.#page.say(text);
  }

  /**
   * @param {string} text
   * @param {string[]} [unused]
   */
  #show(text, unused = []) {
    const rest = find(this.#form.root, "#checker-paste-rest", HTMLDetailsElement);
    this.#part("summary").textContent = text;
    this.#part("taken").replaceChildren();
    this.#part("left").textContent = `What was not used: ${unused.length}`;
    this.#part("unused").replaceChildren(...unused.map((name) => element("li", {}, name)));
    rest.hidden = !unused.length;
    rest.open = unused.length <= FEW;
    this.#part("result").hidden = false;
  }

  /**
   * List what went into the form, and from where. The rows of what another server may add are hidden until then.
   *
   * @param {ParseResult} reading
   * @param {Values} taken
   * @param {Preset | null} preset what the list of providers added
   */
  #showTaken({ seen, origins, servers }, taken, preset) {
    const row = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ origin) => {
      const shown = this.#shownValue(name, taken[name] ?? "", value);
      const what = element("dd", {}, element("span", { className: "checker-taken-value" }, shown));
      what.append(" ", element("span", { className: "checker-taken-origin" }, origin));
      what.dataset.taken = name;
      return [element("dt", {}, this.#form.label(name)), what];
    };
    const added = Object.entries(preset?.values ?? {}).filter(([, value]) => value);
    const there = new Set([...Object.keys(taken), ...added.map(([name]) => name)]);
    const others = servers.length ? this.#form.fields.filter((name) => !there.has(name)) : [];
    this.#part("taken").replaceChildren(
      ...Object.keys(taken).flatMap((name) => row(name, seen[name] ?? "", origins[name] ?? "")),
      ...added.flatMap(([name, value]) => row(name, value, `list of providers, ${preset?.label}`)),
      ...others.flatMap((name) => row(name, "", "")),
    );
  }

  /** @param {Values} origins */
  #showOrigins(origins) {
    this.#form.forget("origin");
    for (const [name, origin] of Object.entries(origins)) {
      this.#form.note(name, `From ${origin}`, "origin");
    }
    this.#fade();
  }

  /**
   * Make buttons, one for each value in the text. Choosing the address of one of several servers takes all its values, and
   * choosing a port also sets its encryption.
   *
   * @param {string} name
   * @param {string[]} values
   * @param {ParseResult} reading
   * @param {(port: string) => Values} encryption
   */
  #choicesFor(name, values, reading, encryption) {
    const label = this.#form.label(name);
    const buttons = values.map((value, place) => {
      const server = name === "address" ? serverOf(reading, value) : undefined;
      const shown = this.#choiceText(name, place, reading, server);
      const button = element("button", { type: "button" }, shown);
      valueOf.set(button, value);
      button.addEventListener("click", () => {
        if (server) return this.#takeServer(reading, server);
        const more = name === "port" ? encryption(value) : {};
        this.#page.choose({ [name]: value, ...more }, `Set ${label} to ${shown}`);
      });
      return button;
    });
    const group = element("div", { className: "checker-choices" }, ...buttons);
    group.dataset.choices = name;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `Found for ${label}`);
    return group;
  }

  /**
   * What a button says that offers the value at this place.
   *
   * @param {string} name
   * @param {number} place
   * @param {ParseResult} reading
   * @param {ServerRead} [server] the server that comes with it
   */
  #choiceText(name, place, { candidates, candidate_origins, shown }, server) {
    if (name === "password") {
      const origin = candidate_origins[name]?.[place];
      const size = counted(candidates[name][place].length, "character");
      return [`No. ${place + 1}`, size, origin].filter(Boolean).join(", ");
    }
    const text = this.#form.word(name, shown[name]?.[place] ?? "");
    return server?.place ? `${text}, ${server.place}` : text;
  }

  /**
   * Put another server of the text into the form, with all its values and what the list of providers adds to them.
   *
   * @param {ParseResult} reading
   * @param {ServerRead} server
   */
  #takeServer(reading, server) {
    const { values } = this.#store;
    const changes = changesFor(reading, this.#presets, server, values);
    const preset = this.#page.preset(changes);
    this.#presets[server.settings.address] = preset;
    const all = { ...changes, ...preset.values };
    this.#page.choose(all, server.place ? `Use the values of ${server.place}` : `Use ${server.seen.address}`);
    const after = this.#store.values;
    const sources = Object.keys(all).map((name) => [name, originOf(reading, this.#presets, name, after)?.origin ?? ""]);
    this.#showOrigins(Object.fromEntries(sources.filter(([, origin]) => origin)));
  }

  // --- pasting into a single field ---

  /**
   * If several values were pasted into one field, offer to fill in the form with them.
   *
   * @param {string} name
   * @param {HTMLElement} control
   * @param {ClipboardEvent} event
   */
  async #pasted(name, control, { clipboardData }) {
    const text = clipboardData?.getData("text/plain") ?? "";
    const before = this.#store.values[name] ?? "";
    // The field has the pasted text only after this event.
    await new Promise((resolve) => setTimeout(resolve));
    const after = this.#store.values[name];
    const reading = text.trim() ? await this.#page.read(text).catch(() => null) : null;
    if (!reading) return;
    const found = this.#form.fields.filter((field) => reading.settings[field]);
    if (found.length > 1 && control.isConnected && this.#store.values[name] === after) {
      this.#offer(name, found, () => this.#fill(reading, { [name]: before }, { ...this.#store.values }));
    }
  }

  /**
   * Ask first: the field keeps what was pasted until someone presses the button.
   *
   * @param {string} name
   * @param {string[]} found
   * @param {() => void} fill
   */
  #offer(name, found, fill) {
    const control = this.#form.control(name);
    const place = this.#form.place(name);
    const labels = found.map((one) => this.#form.label(one));
    const question = `This looks like several values: ${listed(labels)}.`;
    const spread = element("button", { type: "button" }, "Fill in the form with them");
    const leave = element("button", { type: "button" }, "Leave it");
    const ways = element("div", { className: "checker-fixes" }, spread, leave);
    const offer = element("div", { className: "checker-offer" }, element("p", {}, question), ways);
    // The button disappears with the offer, so the focus moves to the field.
    spread.addEventListener("click", () => {
      offer.remove();
      place.focus({ preventScroll: true });
      fill();
    });
    leave.addEventListener("click", () => {
      offer.remove();
      control.focus({ preventScroll: true });
    });
    control.addEventListener("input", () => offer.remove(), { once: true });
    this.#form.root.querySelector(".checker-offer")?.remove();
    find(place, ".checker-findings").before(offer);
    this.#page.say(`${question} You can fill in the form with them.`);
  }
}

/**
 * Returns a function that gives the encryption to set when a port is chosen: none, unless the text or the provider's
 * preset states it for single ports. `after` are the values with the port that was filled in first.
 *
 * @param {Pick<ParseResult, "port_encryption" | "settings">} reading
 * @param {Values} after
 * @param {boolean} isPreset
 * @returns {(port: string) => Values}
 */
export function encryptionByPort({ port_encryption: stated, settings }, after, isPreset) {
  const isOfPort = isPreset || (after.port ?? "") in stated;
  if (!isOfPort && !Object.keys(stated).length) return () => ({});
  const first = after.encryption ?? "";
  return (/** @type {string} */ port) => {
    const other = isOfPort && port !== settings.port ? "" : first;
    return { encryption: stated[port] ?? other };
  };
}

/**
 * The values of a text that go into the form: nothing replaces input since the form held the values `before`.
 *
 * @param {Pick<ParseResult, "settings">} reading
 * @param {Values} before
 * @param {Values} now
 * @returns {Values}
 */
export function valuesToFill({ settings }, before, now) {
  const isLeft = (/** @type {string} */ name) => (now[name] ?? "") === (before[name] ?? "");
  const filled = Object.entries(settings).flatMap(([name, value]) => (value !== null && isLeft(name) ? [[name, value]] : []));
  return Object.fromEntries(filled);
}

/**
 * What the page says about a text that was read, without the last period.
 *
 * @param {Pick<Form, "label">} form knows the labels
 * @param {Pick<ParseResult, "title" | "program" | "language" | "candidates" | "servers">} reading
 * @param {{count: number, preset: {label: string, filled: string[]}, missing: string[]}} filled how many values came from
 *   the text, which ones from the list of providers, and which credentials are missing
 */
export function readingSummary(form, { title, program, language, candidates, servers }, { count, preset, missing }) {
  const labels = (/** @type {string[]} */ names) => names.map((name) => form.label(name));
  const readAs = [title, program && `for ${program}`, language && `with ${language} labels`].filter(Boolean).join(" ");
  const sentences = [`Read as: ${readAs}. ${counted(count, "value")} filled in`];
  if (servers.length) {
    sentences.push(`${servers.length} mail servers were found, each with its own values: choose one below or next to the field`);
  }
  const chosen = fieldsToChoose({ candidates, servers }).filter((name) => !servers.length || name !== "address");
  const several = listed(labels(chosen));
  if (several) sentences.push(`Several were found for ${several}: choose below or next to the field`);
  if (preset.filled.length) {
    sentences.push(`Filled in from the list of providers for ${preset.label}: ${listed(labels(preset.filled))}`);
  }
  if (missing.length) {
    const words = labels(missing).map((label) => `no ${label.toLowerCase()}`);
    const sentence = `${words.join(" and ")} found`;
    sentences.push(sentence[0].toUpperCase() + sentence.slice(1));
  }
  return sentences.join(". ");
}

/**
 * A file's text. Windows PowerShell writes UTF-16, and says so in the first bytes.
 *
 * @param {File} file
 */
async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = bytes;
  const isUtf16 = first === 0xff && second === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
