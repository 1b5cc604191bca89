// The box that takes anything with settings in it: a page's words, a file, a URL, an error message. What was pasted goes
// to Python alone; its values go into the form. The text leaves the box when the credentials were in it; else it stays,
// so that people see what they have.

import { counted, element, listed, setAttribute } from "./dom.mjs";

const LARGEST = 256 * 1024; // bytes of a file; Python reads no more of a text either
const FADE_MS = 8000; // time for which a field shows where its value came from

/** The value behind a button that offers one. */
const valueOf = new WeakMap();

export class PastePanel {
  #form;
  #page;
  /** Counts the texts, so that only the newest is answered. */
  #asked = 0;
  /** What can be undone of the newest text; the choices go when it was. */
  #step = null;
  /** What was said of the newest text, if something was made of it. */
  #made = "";
  #fading;

  /**
   * `page` is what the panel can do there: `read(text)` and `explain(text)` ask Python and reject if it doesn't run; `present(text, answer)` shows an explanation; `preset(changes)` is
   * the provider's `{label, values}` for the fields that `changes` leaves blank; `fill(changes,
   * told)` gives the step that undoes it; `choose(changes, told)`; `say(text)`.
   */
  constructor(form, page) {
    this.#form = form;
    this.#page = page;
    const box = this.#part("text");
    box.addEventListener("input", ({ inputType }) => {
      if (inputType === "insertFromPaste" || inputType === "insertFromDrop") this.#readBox();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#readBox();
    });
    this.#part("read").addEventListener("click", () => this.#readBox());
    this.#listenForFiles();
    for (const name of form.fields) {
      form.controls.get(name).addEventListener("paste", (event) => this.#pasted(name, event));
    }
  }

  #part(id) {
    return this.#form.root.querySelector(`#checker-paste-${id}`);
  }

  /** Show which of the choices are taken. */
  draw(store) {
    if (this.#step && !store.steps.includes(this.#step)) this.clear();
    for (const group of this.#choices()) {
      for (const button of group.querySelectorAll("button")) {
        const taken = valueOf.get(button) === (store.values[group.dataset.choices] ?? "");
        setAttribute(button, "aria-pressed", String(taken));
      }
    }
  }

  /** Forget the text, and all that was made of it. */
  reset() {
    this.#part("text").value = "";
    this.clear();
  }

  /** Forget what was read: its choices, and what was said of it. */
  clear() {
    this.#step = null;
    this.#made = "";
    this.#choices().forEach((group) => group.remove());
    this.#part("result").hidden = true;
  }

  #choices() {
    return this.#form.root.querySelectorAll("[data-choices]");
  }

  // --- files ---

  #listenForFiles() {
    const { root } = this.#form;
    const chosen = this.#part("file");
    this.#part("open").addEventListener("click", () => chosen.click());
    chosen.addEventListener("change", () => {
      this.#readFiles([...chosen.files]);
      chosen.value = "";
    });
    // A file that misses the box must not open in place of the page, and take all values with it.
    const over = (event) => {
      const isFile = [...(event.dataTransfer?.types ?? [])].includes("Files");
      if (isFile) event.preventDefault();
      const isOver = isFile && event.type === "dragover";
      root.querySelector("#checker-paste").toggleAttribute("data-over", isOver);
      return isFile;
    };
    root.addEventListener("dragover", over);
    root.addEventListener("dragleave", over);
    root.addEventListener("drop", (event) => {
      if (over(event)) this.#readFiles([...event.dataTransfer.files]);
    });
  }

  async #readFiles(files) {
    const number = ++this.#asked;
    if (files.length !== 1) return files.length && this.#tell("Give one file at a time.");
    const [file] = files;
    if (file.size > LARGEST) {
      const size = Math.ceil(file.size / 1024);
      const most = LARGEST / 1024;
      const told = `This file has ${size} KB, and at most ${most} KB are read.`;
      return this.#tell(`${told} Paste the part with the mail settings.`);
    }
    const text = await file.text().catch(() => null);
    if (number !== this.#asked) return;
    if (text === null) this.#tell("The browser could not read this file.");
    else this.#read(text);
  }

  // --- reading ---

  async #readBox() {
    const text = this.#part("text").value;
    // Who pastes and then presses the button has been answered already.
    if (!text.trim() && this.#made) return this.#page.say(this.#made);
    if (await this.#read(text)) {
      if (this.#part("text").value === text) this.#part("text").value = "";
    }
  }

  /** Whether the text has served: it was explained, or nothing of the log-in is missing. */
  async #read(text) {
    const number = ++this.#asked;
    const isOld = () => number !== this.#asked || !this.#form.root.isConnected;
    this.#made = "";
    this.#show("One moment: the checker is getting ready. The values come by themselves.");
    const before = { ...this.#form.read() };
    try {
      const reading = await this.#page.read(text);
      if (isOld()) return false;
      if (reading.format) return this.#fill(reading, {}, before);
      const answer = await this.#page.explain(text);
      if (isOld()) return false;
      if (answer.id) return this.#explain(text, answer);
      this.#tell(reading.reason, reading.unused);
    } catch (error) {
      if (!isOld()) this.#tell(`${error.message} What you pasted is still there.`);
    }
    return false;
  }

  #explain(text, answer) {
    this.clear();
    this.#made = "This is an error message. It is explained below.";
    this.#show(this.#made);
    this.#page.present(text, answer);
    return true;
  }

  /**
   * Fill in what was read, and what its provider's page says for all customers. `more` are changes that give way to it;
   * what has been typed since the form held the values `before` stays. Whether nothing of the credentials is missing.
   */
  #fill(reading, more, before) {
    const { title, settings, origins, unused, candidates } = reading;
    this.clear();
    const now = this.#form.read();
    const given = Object.entries(settings).filter(
      ([name, value]) => value !== null && now[name] === before[name],
    );
    const several = Object.keys(candidates);
    const told = [`Recognized: ${title}. ${counted(given.length, "value")} filled in`];
    if (several.length) {
      const labels = listed(several.map((name) => this.#form.label(name)));
      told.push(`There were several for ${labels}: choose beside the field`);
    }
    const changes = { ...more, ...Object.fromEntries(given) };
    const preset = this.#page.preset(changes);
    const filled = Object.keys(preset.values).filter((name) => preset.values[name]);
    if (filled.length) {
      const labels = listed(filled.map((name) => this.#form.label(name)));
      told.push(`Filled in from the list of providers, for ${preset.label}: ${labels}`);
    }
    const after = { ...now, ...changes, ...preset.values };
    const missing = ["user_name", "password"].filter((name) => !after[name]);
    if (missing.length) {
      const words = missing.map((name) => `no ${this.#form.label(name).toLowerCase()}`);
      const sentence = `${words.join(" and ")} found in it`;
      told.push(sentence[0].toUpperCase() + sentence.slice(1));
    }
    this.#step = this.#page.fill({ ...changes, ...preset.values }, told.join(". "));
    this.#made = `${told.join(". ")}.`;
    this.#show(this.#made, unused);
    const encryption = encryptionByPort(reading, after, "encryption" in preset.values);
    several.forEach((name) => this.#offerChoices(name, candidates[name], encryption));
    const presetOrigin = (name) => [name, preset.label];
    this.#showOrigins({ ...origins, ...Object.fromEntries(filled.map(presetOrigin)) });
    return !missing.length;
  }

  #tell(text, unused) {
    this.#show(text, unused);
    this.#page.say(text);
  }

  #show(text, unused = []) {
    this.#part("said").textContent = text;
    this.#part("unused").replaceChildren(...unused.map((name) => element("li", {}, name)));
    this.#part("rest").hidden = !unused.length;
    this.#part("rest").open = false;
    this.#part("result").hidden = false;
  }

  #showOrigins(origins) {
    clearTimeout(this.#fading);
    this.#form.forget("origin");
    for (const [name, origin] of Object.entries(origins)) {
      this.#form.note(name, `From ${origin}`, "origin");
    }
    this.#fading = setTimeout(() => this.#form.forget("origin"), FADE_MS);
  }

  /** Buttons beside the field, one for each value that stood there; encryption goes with a port. */
  #offerChoices(name, values, encryption) {
    const label = this.#form.label(name);
    const buttons = values.map((value, place) => {
      const shown =
        name === "password"
          ? `No. ${place + 1}, ${counted(value.length, "character")}`
          : this.#form.word(name, value);
      const button = element("button", { type: "button" }, shown);
      valueOf.set(button, value);
      button.addEventListener("click", () => {
        const more = name === "port" ? encryption(value) : {};
        this.#page.choose({ [name]: value, ...more }, `Set ${label} to ${shown}`);
      });
      return button;
    });
    const group = element("div", { className: "checker-choices" }, "Found: ", ...buttons);
    group.dataset.choices = name;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `Values found for ${label}`);
    this.#form.place(name).querySelector(".checker-findings").before(group);
  }

  // --- pasting into a single field ---

  /** Offer to spread what was pasted into a field, if there are several values in it. */
  async #pasted(name, { target, clipboardData }) {
    const text = clipboardData?.getData("text/plain") ?? "";
    const before = target.value;
    // Only after this event does the field hold what was pasted.
    await new Promise((resolve) => setTimeout(resolve));
    const after = target.value;
    const reading = text.trim() && (await this.#page.read(text).catch(() => null));
    const found = this.#form.fields.filter((one) => reading?.settings?.[one]);
    if (found.length > 1 && target.isConnected && target.value === after) {
      this.#offer(name, found, () => this.#fill(reading, { [name]: before }, this.#form.read()));
    }
  }

  /** Never unasked: the field keeps what was pasted until somebody presses the button. */
  #offer(name, found, fill) {
    const { root, controls } = this.#form;
    const place = this.#form.place(name);
    const labels = found.map((one) => this.#form.label(one));
    const told = `This looks like several values: ${listed(labels)}.`;
    const spread = element("button", { type: "button" }, "Spread them over the form");
    const leave = element("button", { type: "button" }, "Leave it");
    const ways = element("div", { className: "checker-fixes" }, spread, leave);
    const offer = element("div", { className: "checker-offer" }, element("p", {}, told), ways);
    // The button goes with the offer; the focus stays at the field.
    spread.addEventListener("click", () => {
      offer.remove();
      place.focus({ preventScroll: true });
      fill();
    });
    leave.addEventListener("click", () => {
      offer.remove();
      controls.get(name).focus({ preventScroll: true });
    });
    controls.get(name).addEventListener("input", () => offer.remove(), { once: true });
    root.querySelector(".checker-offer")?.remove();
    place.querySelector(".checker-findings").before(offer);
    this.#page.say(`${told} You can spread them over the form.`);
  }
}

/**
 * What gives the change of encryption that goes with the choice of a port: none, unless the text or
 * the provider's preset says it of single ports. `after` are the values with the port first taken.
 */
export function encryptionByPort({ port_encryption: stated, settings }, after, isPreset) {
  const isOfPort = isPreset || after.port in stated;
  if (!isOfPort && !Object.keys(stated).length) return () => ({});
  const first = after.encryption ?? "";
  return (port) => {
    const other = isOfPort && port !== settings.port ? "" : first;
    return { encryption: stated[port] ?? other };
  };
}
