// On a page without the form: fetch what Python's start needs while nobody waits for anything, and start it when
// somebody is about to open the checker.

import { fetchAhead } from "./worker-client.mjs";

let begun = false;

/** To be called on every such page. */
export function prepare(engine) {
  if (begun || engine.state !== "asleep") return;
  begun = true;
  // Who pays for every byte, or waits for every one, gets them only when they are needed.
  if (!navigator.connection?.saveData) whenIdle(() => fetchAhead().catch(() => {}));
  const onLink = ({ target }) => {
    if (target.closest?.('a[href*="checker/"]') && engine.state === "asleep") engine.start();
  };
  for (const event of ["pointerover", "touchstart", "focusin"]) {
    addEventListener(event, onLink, { passive: true });
  }
}

function whenIdle(action) {
  if (globalThis.requestIdleCallback) requestIdleCallback(action);
  else setTimeout(action, 2000);
}
