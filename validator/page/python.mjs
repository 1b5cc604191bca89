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
  // PyScript would wait for ever for a worker.py that cannot be had.
  const [{ PyWorker, hooks }, code] = await Promise.all([import(here("{{pyscript}}/core.js")), fetch(here("worker.py"))]);
  if (!code.ok) throw new Error(`${code.status} for ${code.url}`);
  // PyScript's one hook for workers comes as text to be compiled there, which the security policy forbids. It serves
  // Python's access to files, and nothing here uses that.
  hooks.worker.onBeforeRunAsync.clear();
  onProgress("Starting Python …");
  const worker = await PyWorker(code.url, {
    async: true,
    version: here("interpreter.mjs"),
    config: { sync_main_only: true },
  });
  return {
    call: async (name, object) => JSON.parse(await worker.sync[name](JSON.stringify(object))),
  };
}
