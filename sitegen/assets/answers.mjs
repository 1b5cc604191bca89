// The canned answers for support staff: a button copies one as plain text, with whole addresses.

import { copy } from "../../validator/web/clipboard.mjs";
import { announce } from "./status.mjs";

/**
 * The text as people read it, with whole addresses.
 *
 * @param {Element} text
 */
function plain(text) {
  const whole = /** @type {Element} */ (text.cloneNode(true));
  for (const link of whole.querySelectorAll("a")) link.replaceWith(link.href);
  return whole.textContent ?? "";
}

/** @param {Event} event */
async function onClick({ target }) {
  const button = target instanceof Element ? target.closest(".answer-copy button") : null;
  const answer = button?.closest(".answer");
  const text = answer?.querySelector(".answer-text");
  if (!answer || !text) return;
  const words = await copy(plain(text)).then(
    () => "Copied",
    () => "Not copied. Select the text.",
  );
  for (const status of document.querySelectorAll(".answer [role=status]")) status.textContent = "";
  announce(answer.querySelector("[role=status]"), words);
}

document.addEventListener("click", onClick);
