// Says what a button has done.

/**
 * Say something in a live region. It is emptied first, so that the same words are announced again.
 *
 * @param {Element | null} status
 * @param {string} words
 */
export function announce(status, words) {
  if (!status) return;
  status.textContent = "";
  setTimeout(() => (status.textContent = words));
}
