// Copies text. Resolves to whether that worked.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** Sites without HTTPS have no clipboard but this one. */
function copySelected(text) {
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "copied-text" });
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

/** Says something in a live region. It is emptied first, so that the same words are announced again. */
export function announce(status, words) {
  status.textContent = "";
  setTimeout(() => (status.textContent = words));
}
