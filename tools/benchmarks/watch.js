// Runs before the page's own scripts and notes what tools/benchmarks/startup.py asks for, in milliseconds since the
// navigation began. Both pages show their verdict's state in the same attribute.
(() => {
  const JUDGED = ["errors", "unfinished", "warnings", "ready"];
  const watched = {
    verdict: /** @type {number | null} */ (null), // when the first verdict was drawn
    tasks: /** @type {{start: number, duration: number}[]} */ ([]), // {start, duration} of every task of the main thread that took over 50 ms
    painted: /** @type {number | null} */ (null), // the first paint with content
    shift: 0, // the cumulative layout shift: how far things jumped without a user's input
    clicked: 0, // the last click
    strokes: /** @type {number[]} */ ([]), // from each input event to the verdict that it changed
  };
  let state = "";
  /** @type {number | null} */
  let typed = null;

  new PerformanceObserver((list) => {
    for (const { startTime: start, duration } of list.getEntries()) watched.tasks.push({ start, duration });
  }).observe({ type: "longtask", buffered: true });

  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) watched.painted = entry.startTime;
  }).observe({ type: "paint", buffered: true });

  new PerformanceObserver((list) => {
    const shifts = /** @type {(PerformanceEntry & {hadRecentInput: boolean, value: number})[]} */ (list.getEntries());
    for (const { hadRecentInput, value } of shifts) if (!hadRecentInput) watched.shift += value;
  }).observe({ type: "layout-shift", buffered: true });

  addEventListener("click", (event) => (watched.clicked = event.timeStamp), true);

  addEventListener("input", (event) => (typed = event.timeStamp), true);

  new MutationObserver(() => {
    const now = document.querySelector("#checker-summary")?.getAttribute("data-state") ?? "";
    if (now === state) return;
    state = now;
    if (!JUDGED.includes(state)) return;
    if (typed !== null) watched.strokes.push(performance.now() - typed);
    typed = null;
    // The next frame is the one that shows it.
    requestAnimationFrame(() => (watched.verdict ??= performance.now()));
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-state"] });

  Object.assign(globalThis, { watched });
})();
