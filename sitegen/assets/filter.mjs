// What all filter boxes share, and the box above the list of all addresses.

const DEBOUNCE_MS = 500; // without a keystroke, before the count is announced

// Whether a text, in lowercase, has each word that was typed.
export function wanted(typed) {
  const words = typed.toLowerCase().split(/\s+/);
  return (text) => words.every((word) => text.includes(word));
}

// Puts words into the page once nothing has been typed for a while.
export function teller(place) {
  let rest;
  return (words) => {
    clearTimeout(rest);
    rest = setTimeout(() => (place.textContent = words), DEBOUNCE_MS);
  };
}

document$.subscribe(() => {
  const box = document.querySelector("#address-filter");
  if (!box) return;
  const tell = teller(document.querySelector("#address-count"));
  const groups = [...document.querySelectorAll(".address-list ul")].map((list) => {
    const lines = [...list.children];
    const texts = lines.map((line) => line.textContent.toLowerCase());
    // Each list has its heading before it.
    return { lines, texts, parts: [list.parentElement, list.parentElement.previousElementSibling] };
  });

  box.addEventListener("input", () => {
    const holds = wanted(box.value);
    let found = 0;
    for (const { lines, texts, parts } of groups) {
      const hits = texts.map(holds);
      lines.forEach((line, number) => (line.hidden = !hits[number]));
      parts.forEach((part) => (part.hidden = !hits.includes(true)));
      found += hits.filter(Boolean).length;
    }
    tell(told(found));
  });
});

function told(found) {
  if (!found) return "No address has these words.";
  return `${found} ${found === 1 ? "address" : "addresses"}.`;
}
