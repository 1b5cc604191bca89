// The canned answers for support staff: a button copies one as plain text, with whole addresses.

import { announce, copyText } from "./clipboard.js";

/** The text as people read it, with whole addresses. */
function plain(answer) {
  const copy = answer.querySelector(".answer-text").cloneNode(true);
  copy.querySelectorAll("a").forEach((link) => link.replaceWith(link.href));
  return copy.textContent;
}

async function onClick({ target }) {
  const button = target.closest(".answer-copy button");
  if (!button) return;
  const answer = button.closest(".answer");
  const done = await copyText(plain(answer));
  button.focus();
  for (const status of document.querySelectorAll(".answer [role=status]")) status.textContent = "";
  announce(answer.querySelector("[role=status]"), done ? "Copied" : "Not copied. Select the text.");
}

document.addEventListener("click", onClick);
