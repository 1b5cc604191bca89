// Each sign (Material's ¶ beside a heading, or an `.address`) represents an address. Pointing at it or
// focusing it shows the address, and a click copies it.

import { copy } from "../../validator/web/clipboard.mjs";
import { announce } from "./status.mjs";

const SIGNS = ".headerlink, .address";

const tip = made("tooltip");
const said = made("status");
/** @type {HTMLAnchorElement | null} */
let shown = null;
let isFollowing = false;

/** @param {string} role */
function made(role) {
  const element = Object.assign(document.createElement("p"), { id: `address-${role}` });
  element.setAttribute("role", role);
  return element;
}

/** @param {EventTarget | null} target */
function signOf(target) {
  const sign = target instanceof Element ? target.closest(SIGNS) : null;
  return sign instanceof HTMLAnchorElement ? sign : null;
}

/**
 * A page's own address needs no fragment, and no address keeps what a search added.
 *
 * @param {HTMLAnchorElement} sign
 */
function addressOf(sign) {
  const address = new URL(sign.href);
  address.search = "";
  if (sign.closest("h1")) address.hash = "";
  return address.href;
}

/** @param {HTMLAnchorElement} sign */
function show(sign, words = "Click to copy:") {
  hide();
  shown = sign;
  sign.setAttribute("aria-describedby", tip.id);
  const note = Object.assign(document.createElement("span"), { textContent: words });
  tip.replaceChildren(note, ` ${addressOf(sign)}`);
  (sign.closest("article") ?? document.body).append(tip);
  const { left, top, bottom } = sign.getBoundingClientRect();
  const from = (tip.offsetParent ?? document.body).getBoundingClientRect();
  const most = document.documentElement.clientWidth - tip.offsetWidth - 8;
  const y = bottom + tip.offsetHeight > innerHeight ? top - tip.offsetHeight : bottom;
  tip.style.left = `${Math.max(Math.min(left, most), 8) - from.left}px`;
  tip.style.top = `${y - from.top}px`;
}

function hide() {
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.remove();
}

/** @param {Event} event */
function onPoint({ target }) {
  const sign = signOf(target);
  if (sign === shown || (target instanceof Node && tip.contains(target))) return;
  if (sign) show(sign);
  else if (!shown?.matches(":focus-visible")) hide();
}

/** @param {Event} event */
function onFocus({ target }) {
  const sign = signOf(target);
  if (sign && sign === target) show(sign);
  // Browsers focus the whole place that a fragment leads to.
  const isPlace = target instanceof Element && target.matches(".checker-field");
  if (isPlace && `#${target.id}` === location.hash) enterField();
}

/** @param {MouseEvent} event */
async function onClick(event) {
  const sign = signOf(event.target);
  // With a modifier key, it opens like any link.
  if (!sign || isFollowing || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation(); // Material would follow it anyway.
  try {
    await copy(addressOf(sign));
  } catch {
    // The browser refuses. Following the link puts it in the address bar.
    setTimeout(() => follow(sign)); // A click by keyboard must end before the next one.
    return;
  }
  show(sign, "Address copied:");
  announce(said, "Address copied");
}

/** @param {HTMLAnchorElement} sign */
function follow(sign) {
  isFollowing = true;
  sign.click();
  isFollowing = false;
}

/** The address of a field in the checker focuses the field. */
function enterField() {
  const place = document.getElementById(location.hash.slice(1));
  const field = place?.matches(".checker-field") ? place.querySelector("input, select") : null;
  if (field instanceof HTMLElement) field.focus();
}

function prepare() {
  for (const link of document.querySelectorAll(".addresses a")) {
    const { href } = /** @type {HTMLAnchorElement} */ (link);
    const made = { href, className: "address", textContent: "¶" };
    link.after(Object.assign(document.createElement("a"), made));
  }
  for (const sign of document.querySelectorAll(SIGNS)) {
    sign.removeAttribute("title"); // It would cover the address.
    sign.setAttribute("aria-label", "Copy address");
  }
  enterField();
  setTimeout(enterField); // Material follows the fragment only now, and moves the focus away.
}

document.body.append(said);
document.addEventListener("mouseover", onPoint);
document.addEventListener("focusin", onFocus);
document.addEventListener("focusout", hide);
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
document.addEventListener("click", onClick, true);
addEventListener("hashchange", enterField);
document$.subscribe(prepare);
