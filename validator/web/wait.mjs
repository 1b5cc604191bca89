// Waiting that can end early, and for the right moment. The site's other pages have this module, too.

/**
 * The promise's result or, if the signal aborts first, a rejection with its reason. Leaves no listener on the signal.
 *
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export function unlessAborted(signal, promise) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/**
 * A function that runs `action` once it hasn't been called for `ms`, with the newest arguments. `cancel()` drops the
 * newest call.
 *
 * @template {unknown[]} Given
 * @param {(...given: Given) => void} action
 * @param {number} ms
 */
export function debounced(action, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const call = (/** @type {Given} */ ...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), ms);
  };
  return Object.assign(call, { cancel: () => clearTimeout(timer) });
}

/**
 * Do something while the browser is idle, after `timeout` even if it isn't. Safari can't say when it is idle: there it
 * is done after `otherwise`.
 *
 * @param {() => void} action
 * @param {{timeout?: number, otherwise: number}} times in milliseconds
 */
export function whenIdle(action, { timeout, otherwise }) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(action, { timeout });
  else setTimeout(action, otherwise);
}
