// The ready answers for support staff: a button copies one as plain text, with whole addresses.

/** The text as it is read; of an address, all of it and not only its end. */
function plain(answer) {
  const copy = answer.querySelector(".answer-text").cloneNode(true);
  copy.querySelectorAll("a").forEach((link) => link.replaceWith(link.href));
  return copy.textContent;
}

/** Sites without HTTPS have no clipboard but this one. */
function copiedByHand(text) {
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "answer-unseen" });
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

async function onClick({ target }) {
  const button = target.closest(".answer-copy button");
  if (!button) return;
  const answer = button.closest(".answer");
  const done = await copied(plain(answer));
  button.focus();
  for (const status of document.querySelectorAll(".answer [role=status]")) status.textContent = "";
  // Emptied first: the same words once more are told once more.
  const words = done ? "Copied" : "Not copied. Select the text.";
  setTimeout(() => (answer.querySelector("[role=status]").textContent = words));
}

document.addEventListener("click", onClick);
