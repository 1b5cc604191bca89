// Registers the site's service worker, which keeps the files of the checker's start (sitegen/service_worker). Only the
// checker's own page of a built site asks for it. Where browsers have none, nothing is kept.

import { whenIdle } from "./wait.mjs";

const REST_MS = 3000; // for the page itself, after Python has started

let begun = false;

/**
 * Call this once Python runs: by then, the browser has all these files.
 *
 * @param {HTMLElement} root of the form
 */
export function registerServiceWorker(root) {
  if (begun || !("serviceWorker" in root.dataset)) return;
  begun = true;
  const site = new URL(root.dataset.root ?? "", location.href);
  // A page that has a worker needs no other: the browser looks for a new version whenever the page is opened. Registering
  // again would call back one that has just removed itself.
  if (!navigator.serviceWorker || navigator.serviceWorker.controller || navigator.connection?.saveData) return;
  setTimeout(() => whenIdle(() => register(site.href).catch(() => {}), { otherwise: 0 }), REST_MS);
}

/** @param {string} site */
async function register(site) {
  await navigator.serviceWorker.register(`${site}sw.js`, { scope: `${site}checker/`, updateViaCache: "none" });
}
