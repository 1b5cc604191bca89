// The field above the list of providers: finds them by name, host or another name, as people type.

import { closest, element, find, findAll, setContent, setHidden, setText } from "../dom.mjs";
import { debounced } from "../wait.mjs";

/** @import { Say } from "../types.d.ts" */

const ANNOUNCE_MS = 1000; // without a keystroke, before the count is announced

/** How many providers are offered at once. */
const OFFERED = 6;

export class ProviderFinder {
  #list;
  #input;
  #status;
  #matches;
  #pages;
  #sayLater;

  /**
   * @param {HTMLElement} root
   * @param {Say} say
   */
  constructor(root, say) {
    this.#sayLater = debounced((/** @type {string} */ text) => text && root.isConnected && say(text), ANNOUNCE_MS);
    this.#list = find(root, "#checker-provider", HTMLSelectElement);
    this.#input = find(root, "#checker-find", HTMLInputElement);
    this.#status = find(root, "#checker-find-status");
    this.#matches = find(root, "#checker-find-matches");
    this.#pages = findAll(root, "#checker-find-pages li");
    this.#input.addEventListener("input", () => this.#show());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#list.addEventListener("change", () => this.#clear());
    this.#matches.addEventListener("click", (event) => this.#choose(closest(event, "button")?.dataset.provider));
  }

  #found() {
    const options = [...this.#list.options].map(({ value, label, dataset }) => {
      const { address = "" } = JSON.parse(dataset.values ?? "{}");
      return { value, label, address, also: dataset.also ?? "" };
    });
    return matching(options, this.#input.value);
  }

  #show() {
    const found = this.#found();
    const words = split(this.#input.value);
    const pages = found.length ? [] : this.#pages.filter(({ dataset }) => hasAll(dataset.words ?? "", words));
    for (const page of this.#pages) setHidden(page, !words.length || !pages.includes(page));
    const status = statusText(found.length, words.length > 0, pages.length);
    setText(this.#status, status);
    this.#sayLater(status);
    setContent(this.#matches, found, () => found.slice(0, OFFERED).map(matchItem));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // It would check the form.
    const found = this.#found();
    if (found.length === 1) this.#choose(found[0].value);
    else this.#matches.querySelector("button")?.focus();
  }

  /** Once a provider is chosen, the search has done its work. */
  #clear() {
    this.#input.value = "";
    this.#show();
  }

  /** @param {string | undefined} value */
  #choose(value) {
    if (value === undefined) return;
    this.#list.value = value;
    this.#list.dispatchEvent(new Event("change", { bubbles: true }));
    this.#list.focus();
  }
}

/**
 * The providers with a host that have all the words in their name, host or other names.
 *
 * @template {{label: string, address: string, also: string}} Choice
 * @param {Choice[]} choices
 * @param {string} text
 */
export function matching(choices, text) {
  const words = split(text);
  if (!words.length) return [];
  return choices.filter(
    ({ label, address, also }) => address && hasAll(`${label} ${address} ${also}`.toLowerCase(), words),
  );
}

/** @param {string} text */
function split(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/**
 * @param {string} whole
 * @param {string[]} words
 */
function hasAll(whole, words) {
  return words.every((word) => whole.includes(word));
}

/**
 * @param {number} count
 * @param {boolean} isAsked
 * @param {number} pages of providers that have no host in the list
 */
export function statusText(count, isAsked, pages = 0) {
  if (!isAsked) return "";
  if (!count && pages) return "Not in the list, but there is a page about it:";
  if (!count) return 'Not in the list. Choose "My provider isn\'t listed", and enter what your provider says.';
  if (count === 1) return "1 match";
  return `${count} matches${count > OFFERED ? ". Type more to see yours." : ""}`;
}

/** @param {{value: string, label: string, address: string}} choice */
function matchItem({ value, label, address }) {
  const host = element("span", { className: "checker-code" }, address);
  const button = element("button", { type: "button" }, label, " ", host);
  button.dataset.provider = value;
  return element("li", {}, button);
}
