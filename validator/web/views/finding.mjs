// A finding next to its field: what is wrong, buttons that fix it, and, when opened, the text of its page, which is fetched
// from this site.

import { element, find, icon, listed, setAttribute, setContent } from "../dom.mjs";
import { placeOf } from "../fields.mjs";

/** @import { Form } from "./form.mjs" */
/** @import { Finding, Say, Severity, Values } from "../types.d.ts" */

/** @type {Record<Severity, string>} */
export const WORDS = { error: "Error", warning: "Warning", advice: "Advice" };
const SECTIONS = ["why", "how-to-mend-it", "sources"];
const LATE_MS = 300; // before the page says that it's loading
const TIMEOUT_MS = 15000; // before loading counts as failed

/**
 * Show the findings for a field. Findings that were there before stay in place: they may be open or have the focus.
 *
 * @param {Form} form
 * @param {string} name
 * @param {Finding[]} found
 * @param {Say} say
 */
export function drawFindings(form, name, found, say) {
  const place = form.place(name);
  const list = find(place, ".checker-findings");
  const items = new Map([...list.children].map((item) => [item.getAttribute("data-code"), item]));
  for (const [code, item] of items) {
    if (found.some((finding) => finding.code === code)) continue;
    if (item.contains(document.activeElement)) place.focus({ preventScroll: true });
    item.remove();
  }
  found.forEach((finding, number) => {
    const item = items.get(finding.code) ?? drawFinding(form, finding, say);
    update(form, item, finding);
    if (list.children[number] !== item) list.insertBefore(item, list.children[number] ?? null);
  });
}

/** @param {Finding} finding */
export const messageId = (finding) => `checker-${placeOf(finding)}-${finding.code}`;

/**
 * Make a finding's element, without the message and the fixes, which may change.
 *
 * @param {Form} form
 * @param {Finding} finding
 * @param {Say} say
 */
function drawFinding(form, finding, say) {
  const { code, severity, url } = finding;
  const href = form.root.dataset.root + url;
  const why = new Why(finding, href, say);
  const item = element(
    "li",
    { className: "checker-finding" },
    icon(severity),
    element("p", { id: messageId(finding) }),
    element(
      "span",
      {},
      element("a", { href, className: "checker-code", title: `All about ${code}` }, code),
      element("a", { href, className: "address", ariaLabel: "Copy address" }, "¶"),
    ),
    element("div", { className: "checker-fixes" }, element("span", { className: "checker-ways" }), why.button),
    why.panel,
  );
  item.dataset.severity = severity;
  item.dataset.code = code;
  item.addEventListener("keydown", (event) => event.key === "Escape" && why.close());
  return item;
}

/**
 * Show the message and the fixes that the finding has now.
 *
 * @param {Form} form
 * @param {Element} item
 * @param {Finding} finding
 */
function update(form, item, { code, severity, message, fix, alternative }) {
  const word = () => element("strong", {}, WORDS[severity]);
  setContent(find(item, "p"), message, () => [word(), ` ${message}`]);
  setContent(find(item, ".checker-ways"), [fix, alternative], () =>
    [fix, alternative].flatMap((changes, place) => (changes ? [drawFix(form, code, changes, place === 1)] : [])),
  );
}

/**
 * @param {Form} form
 * @param {string} code
 * @param {Values} changes
 * @param {boolean} alternative
 */
function drawFix(form, code, changes, alternative) {
  const button = element("button", { type: "button" }, fixLabel(form, changes));
  button.dataset.fix = code;
  button.dataset.alternative = alternative ? "1" : "";
  return button;
}

/**
 * A button's label: "Set Port to 587", "Clear Domain", "Fix Password". It never contains a password.
 *
 * @param {Pick<Form, "label" | "word">} form knows the labels and words
 * @param {Values} changes
 */
export function fixLabel(form, changes) {
  const names = Object.keys(changes);
  if ("password" in changes) return `Fix ${listed(names.map((name) => form.label(name)))}`;
  const parts = names.map((name) => {
    const value = changes[name];
    return value === ""
      ? `clear ${form.label(name)}`
      : `set ${form.label(name)} to ${form.word(name, value)}`;
  });
  const text = listed(parts);
  return text[0].toUpperCase() + text.slice(1);
}

/** The "Why?" button of a finding, and the panel that it opens. */
class Why {
  #code;
  #href;
  #say;
  #isOpen = false;
  /** @type {"" | "loading" | "loaded"} */
  #state = "";

  /**
   * @param {Finding} finding
   * @param {string} href
   * @param {Say} say
   */
  constructor(finding, href, say) {
    const { code } = finding;
    this.#code = code;
    this.#href = href;
    this.#say = say;
    const name = element("span", { className: "checker-unseen" }, ` ${code}`);
    this.button = element("button", { type: "button", className: "checker-ask" }, "Why?", name);
    this.panel = element("div", { id: `${messageId(finding)}-why`, className: "checker-details" });
    this.panel.hidden = true;
    this.panel.setAttribute("role", "group");
    this.panel.setAttribute("aria-label", `About ${code}`);
    this.button.setAttribute("aria-expanded", "false");
    this.button.setAttribute("aria-controls", this.panel.id);
    this.button.addEventListener("click", () => (this.#isOpen ? this.close() : this.#open()));
  }

  close() {
    if (!this.#isOpen) return;
    this.button.focus({ preventScroll: true });
    this.#show(false);
  }

  #open() {
    this.#show(true);
    if (!this.#state) this.#load();
  }

  /** @param {boolean} isOpen */
  #show(isOpen) {
    this.#isOpen = isOpen;
    this.panel.hidden = !isOpen;
    setAttribute(this.button, "aria-expanded", String(isOpen));
  }

  async #load() {
    this.#state = "loading";
    this.panel.replaceChildren();
    const wait = setTimeout(() => this.panel.append(element("p", {}, "One moment.")), LATE_MS);
    try {
      this.panel.replaceChildren(...(await sections(this.#href)));
      this.#state = "loaded";
    } catch {
      this.panel.replaceChildren(...this.#failure());
      this.#state = "";
    }
    clearTimeout(wait);
  }

  #failure() {
    const text = "The explanation couldn't be loaded.";
    const page = element("a", { href: this.#href }, `Open the page about ${this.#code}`);
    const again = element("button", { type: "button" }, "Try again");
    again.addEventListener("click", () => {
      // This button disappears, so the focus moves to the one that opened the panel.
      this.button.focus({ preventScroll: true });
      this.#load();
    });
    this.#say(text);
    const ways = element("div", { className: "checker-fixes" }, again);
    return [element("p", {}, text, " ", page, ", or try again."), ways];
  }
}

/**
 * The sections of a finding's page; rejects if they can't be loaded.
 *
 * @param {string} address
 */
async function sections(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return SECTIONS.flatMap((id) => section(find(page, `#${id}`), response.url));
}

/**
 * A heading of the page `address` and the content below it, adapted to this page.
 *
 * @param {HTMLElement} heading
 * @param {string} address
 */
function section(heading, address) {
  /** @type {Element[]} */
  const parts = [];
  let part = heading.nextElementSibling;
  for (; part && !part.matches("h1, h2, footer"); part = part.nextElementSibling) parts.push(part);
  heading.querySelector(".headerlink")?.remove();
  // A heading here would break the order of the form's own headings.
  const label = element("p", { className: "checker-label" }, heading.textContent ?? "");
  const body = element("div", {}, ...parts);
  body.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
  body.querySelectorAll("a").forEach((link) => lead(link, address));
  return [label, body];
}

/**
 * Make a link of the page `address` work from this page.
 *
 * @param {HTMLAnchorElement} link
 * @param {string} address
 */
function lead(link, address) {
  link.href = new URL(link.getAttribute("href") ?? "", address).href;
  if (link.origin === location.origin) return;
  // Following it in this window would lose what people typed.
  Object.assign(link, { target: "_blank", rel: "noopener", title: "Opens in a new tab" });
}
