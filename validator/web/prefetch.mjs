// On a page without the form: fetches what Python's start needs while the browser is idle, and starts it when someone
// is about to open the checker.

import { closest } from "./dom.mjs";
import { whenIdle } from "./wait.mjs";
import { fetchAhead } from "./worker-client.mjs";

/** @import { Engine } from "./engine.mjs" */

let begun = false;

/**
 * Call this on every such page.
 *
 * @param {Engine} engine
 */
export function prefetch(engine) {
  if (begun || engine.state !== "asleep") return;
  begun = true;
  // On a metered or very slow link, nothing is fetched before it is needed.
  if (!navigator.connection?.saveData) whenIdle(() => fetchAhead().catch(() => {}), { otherwise: 2000 });
  const onLink = (/** @type {Event} */ event) => {
    if (closest(event, 'a[href*="checker/"]') && engine.state === "asleep") engine.start();
  };
  for (const event of ["pointerover", "touchstart", "focusin"]) {
    addEventListener(event, onLink, { passive: true });
  }
}
