// The box above the list of all addresses: what holds each of its words stays.

const REST = 500; // milliseconds without a keystroke after which the count is told

document$.subscribe(() => {
  const box = document.querySelector("#address-filter");
  if (!box) return;
  const count = document.querySelector("#address-count");
  const groups = [...document.querySelectorAll(".address-list ul")].map((list) => {
    const lines = [...list.children];
    const texts = lines.map((line) => line.textContent.toLowerCase());
    // Each list has its heading before it.
    return { lines, texts, parts: [list.parentElement, list.parentElement.previousElementSibling] };
  });
  let rest;

  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/);
    let found = 0;
    for (const { lines, texts, parts } of groups) {
      const hits = texts.map((text) => words.every((word) => text.includes(word)));
      lines.forEach((line, number) => (line.hidden = !hits[number]));
      parts.forEach((part) => (part.hidden = !hits.includes(true)));
      found += hits.filter(Boolean).length;
    }
    clearTimeout(rest);
    rest = setTimeout(() => (count.textContent = told(found)), REST);
  });
});

function told(found) {
  if (!found) return "No address has these words.";
  return `${found} ${found === 1 ? "address" : "addresses"}.`;
}
