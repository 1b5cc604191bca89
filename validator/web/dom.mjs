// Small helpers for the page. Text reaches it through textContent alone.

/**
 * The element in `root` that a selector finds. It is always there: the template has it.
 *
 * @template {Element} [Found=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {{new (): Found}} [kind]
 * @returns {Found}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof (kind ?? HTMLElement))) throw new Error(`The page has no ${selector}.`);
  return /** @type {Found} */ (found);
}

/**
 * All elements in `root` that a selector finds.
 *
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function findAll(root, selector) {
  return [...root.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);
}

/**
 * The element that an event is about, or the nearest around it that fits the selector.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest({ target }, selector) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

/**
 * A new element; a child is an element or a text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/**
 * A new element of a picture.
 *
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
export function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

// What is as it should be is left alone: the focus may be in it, and a screen reader may be reading it.

/**
 * Let a node hold this text and nothing else.
 *
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Give an attribute this value; `null` takes it away.
 *
 * @param {Element} node
 * @param {string} name
 * @param {string | null} value
 */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

/**
 * @param {HTMLElement} node
 * @param {boolean} isHidden
 */
export function setHidden(node, isHidden) {
  if (node.hidden !== isHidden) node.hidden = isHidden;
}

/** @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/**
 * Let a node hold what `make()` gives, unless it already holds what was made from an equal `record`.
 *
 * @param {Element} node
 * @param {unknown} record
 * @param {() => (Node | string)[]} make
 */
export function setContent(node, record, make) {
  const text = JSON.stringify(record);
  if (drawn.get(node) === text) return;
  drawn.set(node, text);
  node.replaceChildren(...make());
}

/**
 * One of the template's icons. No <use>: Material's script would stumble over its href.
 *
 * @param {string} name
 */
export function icon(name) {
  const icons = find(document, "#checker-icons", HTMLTemplateElement).content;
  return find(icons, `[data-icon=${name}] svg`, SVGElement).cloneNode(true);
}

/**
 * "one", "one and two", "one, two and three"
 *
 * @param {string[]} words
 */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/**
 * "1 error", "2 errors"
 *
 * @param {number} number
 * @param {string} word
 */
export function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/**
 * @param {string} text
 * @param {string} filename
 */
export function download(text, filename) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  element("a", { href: address, download: filename }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
