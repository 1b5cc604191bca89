// Starts Python in PyScript's worker and hides all of PyScript: JSON goes in, JSON comes out.
// The names in double braces are filled in by the build (hooks/runtime.py).

const here = (path) => new URL(path, import.meta.url).href;
const core = here("{{pyscript}}/core.js");
const worker = here("worker.py");

/** Make sure that a file can be had, and that it is in the browser's cache. */
async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  await response.arrayBuffer();
}

/**
 * Start Python. `onProgress` gets a short text for the person who waits.
 * Resolves to `{call}`: `await call("check", object)` calls the function of that name in forem_smtp/bridge.py with the
 * object and gives its answer, an object. Rejects with an Error when the start fails; then it may be called again.
 */
export async function startPython(onProgress = () => {}) {
  onProgress("Loading Python …");
  // Without this, PyScript would wait for ever for its worker's code, and Firefox never again ask for a module that it
  // could not have once.
  await Promise.all([core, here("{{pyscript}}/{{core}}"), worker].map(fetched));
  const { PyWorker, hooks } = await import(core);
  // PyScript's one hook for workers comes as text to be compiled there, which the security policy forbids. It serves
  // Python's access to files, and nothing here uses that.
  hooks.worker.onBeforeRunAsync.clear();
  onProgress("Starting Python …");
  const python = await PyWorker(worker, {
    async: true,
    version: here("interpreter.mjs"),
    config: { sync_main_only: true },
  });
  return {
    call: async (name, object) => JSON.parse(await python.sync[name](JSON.stringify(object))),
  };
}
