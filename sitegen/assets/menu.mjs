// Narrow pages have their menu and their search behind two icons, which Material makes of labels: the Tab key passes them
// over, and screen readers don't call them buttons. So each icon gets a real button.

/** @type {Record<string, string>} */
const NAMES = { __drawer: "Menu", __search: "Search" };

document$.subscribe(() => {
  for (const label of document.querySelectorAll(".md-header__button")) {
    if (label instanceof HTMLLabelElement && label.htmlFor in NAMES) addButton(label);
  }
});

/** @param {HTMLLabelElement} label */
function addButton(label) {
  const toggle = document.getElementById(label.htmlFor);
  if (!(toggle instanceof HTMLInputElement) || label.querySelector("button")) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "site-control" });
  button.setAttribute("aria-label", NAMES[label.htmlFor] ?? "");
  button.append(...label.childNodes);
  label.append(button);
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  tell();
  toggle.addEventListener("change", tell);
  button.addEventListener("click", () => toggle.click());
}

addEventListener("keydown", (event) => {
  const drawer = document.getElementById("__drawer");
  if (event.key !== "Escape" || !(drawer instanceof HTMLInputElement) || !drawer.checked) return;
  drawer.click();
  /** @type {HTMLElement | null} */ (document.querySelector("[for=__drawer] > button"))?.focus();
});
