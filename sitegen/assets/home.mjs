// The box on the home page hands what was pasted there to the checker. Only this module keeps it, and only as
// long as Material goes from page to page without a full reload.

let taken = "";

document$.subscribe(() => {
  const box = document.querySelector("#front-text");
  const link = document.querySelector("#front-check");
  if (box instanceof HTMLTextAreaElement && link instanceof HTMLElement) listen(box, link);
  const text = taken;
  taken = "";
  // The checker may not have attached to its form yet.
  if (text || location.hash === "#checker-paste-text") setTimeout(() => arrive(text));
});

/**
 * @param {HTMLTextAreaElement} box
 * @param {HTMLElement} link
 */
function listen(box, link) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) link.click();
  });
  // Someone who focuses the box will need the checker, so Python starts as if they pointed at the link.
  box.addEventListener("focus", () => link.dispatchEvent(new Event("pointerover", { bubbles: true })));
  link.addEventListener("click", () => (taken = box.value));
}

/** @param {string} text */
function arrive(text) {
  const box = document.querySelector("#checker-paste-text");
  const button = document.querySelector("#checker-paste-read");
  if (!(box instanceof HTMLTextAreaElement && button instanceof HTMLElement)) return;
  box.focus();
  if (!text) return;
  box.value = text;
  button.click();
}
