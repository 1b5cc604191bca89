// The button at the end of each page copies the page as Markdown.

import { announce, copyText } from "./clipboard.js";

async function onClick({ target }) {
  const button = target.closest(".page-copy");
  if (!button) return;
  const item = button.parentElement;
  const copied = await copyPage(item.querySelector("a").href);
  button.focus();
  announce(item.querySelector("[role=status]"), copied ? "Copied" : "Not copied. Open it instead.");
}

async function copyPage(address) {
  try {
    const response = await fetch(address);
    return response.ok && (await copyText(await response.text()));
  } catch {
    return false;
  }
}

document.addEventListener("click", onClick);
