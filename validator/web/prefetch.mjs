// On a page without the form: fetches what Python's start needs while the browser is idle, and starts it when somebody is
// about to open the checker.

import { fetchAhead } from "./worker-client.mjs";

let begun = false;

/** Call this on every such page. */
export function prefetch(engine) {
  if (begun || engine.state !== "asleep") return;
  begun = true;
  // On a metered or very slow link, nothing is fetched before it is needed.
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
