// Each sign (Material's ¶ beside a heading, or an `.address`) represents an address. Pointing at it or
// focusing it shows the address, and a click copies it.

const SIGNS = ".headerlink, .address";

const tip = made("tooltip");
const said = made("status");
let shown = null;
let following = false;

function made(role) {
  const element = Object.assign(document.createElement("p"), { id: `address-${role}` });
  element.setAttribute("role", role);
  return element;
}

/** A page's own address needs no fragment, and no address keeps what a search added. */
function addressOf(sign) {
  const address = new URL(sign.href);
  address.search = "";
  if (sign.closest("h1")) address.hash = "";
  return address.href;
}

function show(sign, words = "Click to copy:") {
  hide();
  shown = sign;
  sign.setAttribute("aria-describedby", tip.id);
  const note = Object.assign(document.createElement("span"), { textContent: words });
  tip.replaceChildren(note, ` ${addressOf(sign)}`);
  (sign.closest("article") ?? document.body).append(tip);
  const { left, top, bottom } = sign.getBoundingClientRect();
  const from = tip.offsetParent.getBoundingClientRect();
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

function onPoint({ target }) {
  const sign = target.closest(SIGNS);
  if (sign === shown || tip.contains(target)) return;
  if (sign) show(sign);
  else if (!shown.matches(":focus-visible")) hide();
}

function onFocus({ target }) {
  if (target.matches(SIGNS)) show(target);
  // Browsers focus the whole place that a fragment leads to.
  if (target.matches(".checker-field") && `#${target.id}` === location.hash) enterField();
}

async function onClick(event) {
  const sign = event.target.closest(SIGNS);
  // With a modifier key, it opens like any link.
  if (!sign || following || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation(); // Material would follow it anyway.
  try {
    await navigator.clipboard.writeText(addressOf(sign));
  } catch {
    // Not allowed, or no HTTPS. Following the link puts it in the address bar.
    setTimeout(() => follow(sign)); // A click by keyboard must end before the next one.
    return;
  }
  show(sign, "Address copied:");
  said.textContent = "";
  setTimeout(() => (said.textContent = "Address copied"));
}

function follow(sign) {
  following = true;
  sign.click();
  following = false;
}

/** The address of a field in the checker focuses the field. */
function enterField() {
  const place = document.getElementById(location.hash.slice(1));
  if (place?.matches(".checker-field")) place.querySelector("input, select").focus();
}

function prepare() {
  for (const link of document.querySelectorAll(".addresses a")) {
    const { href } = link;
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
