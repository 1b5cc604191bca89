// What all filter boxes share, and the box above the list of all addresses.

import { debounced } from "../../validator/web/wait.mjs";

const DEBOUNCE_MS = 500; // without a keystroke, before the count is announced

/**
 * Whether a text, in lowercase, has each word that was typed.
 *
 * @param {string} typed
 */
export function wordFilter(typed) {
  const words = typed.toLowerCase().split(/\s+/);
  return (/** @type {string} */ text) => words.every((word) => text.includes(word));
}

/**
 * Puts words into the page once nothing has been typed for a while.
 *
 * @param {Element | null} place
 */
export function delayedText(place) {
  return debounced((/** @type {string} */ words) => {
    if (place) place.textContent = words;
  }, DEBOUNCE_MS);
}

document$.subscribe(() => {
  const box = document.querySelector("#address-filter");
  if (!(box instanceof HTMLInputElement)) return;
  const showCount = delayedText(document.querySelector("#address-count"));
  const groups = [...document.querySelectorAll(".address-list ul")].map((list) => {
    const lines = [...list.children].filter((line) => line instanceof HTMLElement);
    const texts = lines.map((line) => (line.textContent ?? "").toLowerCase());
    // Each list has its heading before it.
    const parts = [list.parentElement, list.parentElement?.previousElementSibling];
    return { lines, texts, list: list.parentElement, parts: parts.filter((part) => part instanceof HTMLElement) };
  });

  box.addEventListener("input", () => {
    const matches = wordFilter(box.value);
    let found = 0;
    for (const { lines, texts, list, parts } of groups) {
      const hits = texts.map(matches);
      lines.forEach((line, number) => (line.hidden = !hits[number]));
      parts.forEach((part) => (part.hidden = !hits.includes(true)));
      if (list instanceof HTMLDetailsElement) list.open = box.value.trim() !== "";
      found += hits.filter(Boolean).length;
    }
    showCount(countText(found));
  });
});

/** @param {number} found */
function countText(found) {
  if (!found) return "No address matches.";
  return `${found} ${found === 1 ? "address" : "addresses"}.`;
}
