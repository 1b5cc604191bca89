// The interpreter that PyScript loads inside its worker: Pyodide, with the standard library that the build has packed.
// It comes lean, without the functions that the engine never uses (sitegen/packing/lean.py), or whole. It imports
// nothing, so that nothing delays it: all that it needs to know is in the fragment of its own address.

const given = new URLSearchParams(new URL(import.meta.url).hash.slice(1));
/** The folder of Pyodide's own files. */
const pyodide = given.get("pyodide");
const moduleAddress = given.get("module");
const libraryAddress = given.get("library");
const channel = given.get("channel");

/**
 * Once the interpreter hits a function that was left out, it never answers again, not even calls that are waiting. Where
 * that shows depends on what called Python.
 */
function tellOfStop(error) {
  if (error instanceof WebAssembly.RuntimeError) new BroadcastChannel(channel).postMessage("stopped");
}

addEventListener("error", ({ error }) => tellOfStop(error));
addEventListener("unhandledrejection", ({ reason }) => tellOfStop(reason));

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response;
}

// Left to itself, Pyodide would ask for these one after the other. All are begun before anything is waited for.
const compiled = WebAssembly.compileStreaming(fetched(moduleAddress));
const library = fetched(libraryAddress).then((response) => response.arrayBuffer());
import(`${pyodide}pyodide.asm.mjs`);
const { loadPyodide: load, version } = await import(`${pyodide}pyodide.mjs`);

export { version };

/** Let Pyodide find what has been begun when it comes to ask for it. */
function answerPyodide() {
  const { fetch } = globalThis;
  globalThis.fetch = async (address, ...rest) => {
    if (`${address}` === libraryAddress) return new Response(await library);
    // Its body is not looked at: instantiateStreaming takes the compiled module.
    if (`${address}` === `${pyodide}pyodide.asm.wasm`) return new Response();
    return fetch(address, ...rest);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

export async function loadPyodide(options) {
  answerPyodide();
  const loaded = load({
    ...options,
    indexURL: pyodide,
    stdLibURL: libraryAddress,
    // The list of the packages that could be loaded: none.
    lockFileContents: given.get("lock"),
  });
  // When a file cannot be had, Pyodide itself only warns, and then waits for ever.
  const [python] = await Promise.all([loaded, compiled, library]);
  const { fatal_error: stop } = python._api;
  python._api.fatal_error = (error) => {
    tellOfStop(error);
    return stop(error);
  };
  return python;
}
