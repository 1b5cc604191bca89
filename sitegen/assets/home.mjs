// The box on the home page hands what was pasted there to the checker. Only this module keeps it, and only as
// long as Material goes from page to page without a full reload.

let taken = "";

document$.subscribe(() => {
  listen(document.querySelector("#front-text"), document.querySelector("#front-check"));
  const text = taken;
  taken = "";
  // The checker may not have attached to its form yet.
  if (text || location.hash === "#checker-paste-text") setTimeout(() => arrive(text));
});

function listen(box, link) {
  if (!box) return;
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) link.click();
  });
  // Someone who focuses the box will need the checker, so Python starts as if they pointed at the link.
  box.addEventListener("focus", () => link.dispatchEvent(new Event("pointerover", { bubbles: true })));
  link.addEventListener("click", () => (taken = box.value));
}

function arrive(text) {
  const box = document.querySelector("#checker-paste-text");
  if (!box) return;
  box.focus();
  if (!text) return;
  box.value = text;
  document.querySelector("#checker-paste-read").click();
}
