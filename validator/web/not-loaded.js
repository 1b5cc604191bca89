// Says so when the checker's modules can't be loaded. It is a classic script in the page itself and imports nothing, so
// that it works when they don't. Once they have attached to the form, #checker-root has data-attached.
(() => {
  const LATE_MS = 10000;
  const root = document.getElementById("checker-root");
  const part = (id) => root.querySelector(`#checker-not-loaded${id}`);

  function show(kind) {
    if ("attached" in root.dataset || !part("-failed").hidden) return;
    part("-failed").hidden = kind !== "failed";
    part("-late").hidden = kind !== "late";
    // Only now is it something that a screen reader should say by itself.
    part("").setAttribute("role", "alert");
    part("").hidden = false;
  }

  // A file that is missing is reported at its element, one that is cut at its own address.
  addEventListener(
    "error",
    ({ target, filename }) => {
      const isElement = target instanceof HTMLScriptElement;
      const address = isElement ? target.src : filename;
      if (address?.includes("/assets/checker-")) show("failed");
    },
    { capture: true },
  );
  // An empty file is no error, but it attaches to nothing.
  addEventListener("load", () => setTimeout(() => show("failed")));
  setTimeout(() => show("late"), LATE_MS);
  new MutationObserver(() => part("").remove()).observe(root, { attributeFilter: ["data-attached"] });

  part("-reload").addEventListener("click", async () => {
    // A browser may have kept a bad copy of a file, which loading the page alone would not replace.
    const modules = document.querySelectorAll('[rel="modulepreload"], script[type="module"]');
    const fetched = [...modules].map(({ href, src }) =>
      fetch(href ?? src, { cache: "reload", signal: AbortSignal.timeout(LATE_MS) }),
    );
    await Promise.allSettled(fetched);
    location.reload();
  });
})();
