// Says so when the checker's modules can't be loaded. It is a classic script in the page itself and imports nothing, so
// that it works when they don't. Once they have attached to the form, #checker-root has data-attached.
(() => {
  const LATE_MS = 10000;
  const isFile = location.protocol === "file:";
  const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const root = find("checker-root");
  const part = (/** @type {string} */ id) => find(`checker-not-loaded${id}`);

  /** @param {"failed" | "late"} kind */
  function show(kind) {
    if ("attached" in root.dataset || !part("-failed").hidden || !part("-file").hidden) return;
    part("-file").hidden = !isFile;
    part("-failed").hidden = isFile || kind !== "failed";
    part("-late").hidden = isFile || kind !== "late";
    // Loading it again wouldn't help, and nothing has been typed yet.
    part("-typed").hidden = part("-reload").hidden = isFile;
    // Only now is it something that a screen reader should say by itself.
    part("").setAttribute("role", "alert");
    part("").hidden = false;
  }

  // A file that is missing is reported at its element, one that is cut at its own address.
  addEventListener(
    "error",
    ({ target, filename }) => {
      const address = target instanceof HTMLScriptElement ? target.src : filename;
      if (address?.includes("/assets/checker-")) show("failed");
    },
    { capture: true },
  );
  // An empty file is no error, but it attaches to nothing.
  addEventListener("load", () =>
    setTimeout(() => {
      show("failed");
      // The browser has gone to a part of the form, where what is pasted would be for nothing.
      if (isFile) part("").scrollIntoView({ block: "center" });
    }),
  );
  setTimeout(() => show("late"), LATE_MS);
  new MutationObserver(() => part("").remove()).observe(root, { attributeFilter: ["data-attached"] });

  part("-reload").addEventListener("click", async () => {
    // A browser may have kept a bad copy of a file, which loading the page alone would not replace.
    const preloaded = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('[rel="modulepreload"]'));
    const modules = [...document.scripts].filter(({ type }) => type === "module").map(({ src }) => src);
    const fetched = [...[...preloaded].map(({ href }) => href), ...modules].map((address) =>
      fetch(address, { cache: "reload", signal: AbortSignal.timeout(LATE_MS) }),
    );
    await Promise.allSettled(fetched);
    location.reload();
  });
})();
