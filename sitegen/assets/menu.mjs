// Narrow pages have their menu and their search behind two buttons, which Material makes of labels: the Tab key passes
// them over, and screen readers don't call them buttons. Material itself clicks a focused label on Enter.

/** @type {Record<string, string>} */
const NAMES = { __drawer: "Menu", __search: "Search" };

document$.subscribe(() => {
  for (const button of document.querySelectorAll(".md-header__button")) {
    if (button instanceof HTMLLabelElement && button.htmlFor in NAMES) prepare(button);
  }
});

/** @param {HTMLLabelElement} button */
function prepare(button) {
  const toggle = document.getElementById(button.htmlFor);
  if (!(toggle instanceof HTMLInputElement) || button.tabIndex === 0) return;
  button.tabIndex = 0;
  button.setAttribute("role", "button");
  button.setAttribute("aria-label", NAMES[button.htmlFor] ?? "");
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  tell();
  toggle.addEventListener("change", tell);
  button.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    button.click();
  });
}

addEventListener("keydown", (event) => {
  const drawer = document.getElementById("__drawer");
  if (event.key !== "Escape" || !(drawer instanceof HTMLInputElement) || !drawer.checked) return;
  drawer.click();
  document.querySelector(/** @type {"label"} */ (".md-header__button[for=__drawer]"))?.focus();
});
