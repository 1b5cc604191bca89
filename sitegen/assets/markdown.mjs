// The button at the end of each page copies the page as Markdown.

import { copy } from "../../validator/web/clipboard.mjs";
import { announce } from "./status.mjs";

/** @param {Event} event */
async function onClick({ target }) {
  const item = target instanceof Element ? target.closest(".page-copy")?.parentElement : null;
  const link = item?.querySelector("a");
  if (!item || !link) return;
  const words = await copy(text(link.href)).then(
    () => "Copied",
    () => "Not copied. Open it instead.",
  );
  announce(item.querySelector("[role=status]"), words);
}

/** @param {string} address */
async function text(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response.text();
}

document.addEventListener("click", onClick);
