// Copies text. The site's other pages have this module, too.

/**
 * Copy a text, or what a promise gives. Rejects with the promise, or if the browser refuses.
 * The promise is handed over as such, since Safari forgets the click while it is awaited.
 *
 * @param {string | Promise<string>} text
 */
export async function copy(text) {
  const promised = Promise.resolve(text);
  try {
    const blob = promised.then((text) => new Blob([text], { type: "text/plain" }));
    blob.catch(() => {}); // reported below, even if the browser has refused before
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  } catch {
    // Sites without HTTPS have no clipboard but this one.
    if (!copySelected(await promised)) throw new Error("The browser didn't copy.");
  }
}

/** @param {string} text */
function copySelected(text) {
  const focused = document.activeElement;
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "copied-text" });
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
