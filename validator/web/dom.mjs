// Small helpers for the page. Text reaches it through textContent alone.

/** A new element; a child is an element or a text. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A new element of a picture. */
export function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// What is as it should be is left alone: the focus may be in it, and a screen reader may be reading it.

/** Let a node hold this text and nothing else. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Give an attribute this value; `null` takes it away. */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

export function setHidden(node, isHidden) {
  if (node.hidden !== isHidden) node.hidden = isHidden;
}

const drawn = new WeakMap();

/** Let a node hold what `make()` gives, unless it already holds what was made from an equal `record`. */
export function setContent(node, record, make) {
  const text = JSON.stringify(record);
  if (drawn.get(node) === text) return;
  drawn.set(node, text);
  node.replaceChildren(...make());
}

/** One of the template's icons. No <use>: Material's script would stumble over its href. */
export function icon(name) {
  const icons = document.querySelector("#checker-icons").content;
  return icons.querySelector(`[data-icon=${name}] svg`).cloneNode(true);
}

/** "one", "one and two", "one, two and three" */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** "1 error", "2 errors" */
export function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/**
 * Copy the text that the promise gives. Rejects if the browser does not let it.
 * The promise is handed over as such, since Safari forgets the click while it is awaited.
 */
export async function copy(promised) {
  if (navigator.clipboard?.write && globalThis.ClipboardItem) {
    const blob = promised.then((text) => new Blob([text], { type: "text/plain" }));
    return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  }
  // Sites without HTTPS have no clipboard but this one.
  const area = element("textarea", { value: await promised, className: "checker-unseen" });
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("The browser did not copy.");
}

export function download(text, filename) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  element("a", { href: address, download: filename }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
