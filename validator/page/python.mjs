// Starts Python in PyScript's worker and hides all of PyScript: JSON goes in, JSON comes out.
// "{{pyscript}}" is filled in by the build (hooks/runtime.py).

const here = (path) => new URL(path, import.meta.url).href;

/**
 * Start Python. `onProgress` gets a short text for the person who waits.
 * Resolves to `{call}`: `await call("check", object)` calls the function of that name in forem_smtp/bridge.py with the
 * object and gives its answer, an object. Rejects with an Error when the start fails; then it may be called again.
 */
export async function startPython(onProgress = () => {}) {
  onProgress("Loading Python …");
  const { PyWorker, hooks } = await import(here("{{pyscript}}/core.js"));
  // PyScript's one hook for workers would have to be compiled from text, which the security policy forbids. It serves
  // Python's file access, and nothing here uses that.
  hooks.worker.onBeforeRunAsync.clear();
  const worker = await PyWorker(here("worker.py"), {
    async: true,
    version: here("interpreter.mjs"),
    config: { sync_main_only: true },
  });
  return {
    call: async (name, object) => JSON.parse(await worker.sync[name](JSON.stringify(object))),
  };
}
