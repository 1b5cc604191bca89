// The interpreter that PyScript loads inside its worker: Pyodide, with the standard library that the build has packed.
// The names in double braces are filled in by the build (hooks/runtime.py).
import { loadPyodide as load, version } from "{{pyodide}}/pyodide.mjs";

export { version };

const here = (path) => new URL(path, import.meta.url).href;
const pyodide = here("{{pyodide}}/");
const wasm = `${pyodide}pyodide.asm.wasm`;
const library = here("python.zip");

// Pyodide asks for its two big files only after a few steps of its own. Asked for here, they come while those run.
const early = new Map([wasm, library].map((url) => [url, fetch(url)]));

/** Hand Pyodide the early answers when it asks; every other request goes its way. */
function answerEarly() {
  const { fetch } = globalThis;
  globalThis.fetch = (url, ...rest) => early.get(url) ?? fetch(url, ...rest);
}

/** Reject when the wasm cannot be had or read: Pyodide only warns of that, and then waits for ever. */
function brokenWasm() {
  const { instantiateStreaming } = WebAssembly;
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = (...args) => {
      const instance = instantiateStreaming.apply(WebAssembly, args);
      instance.catch(reject);
      return instance;
    };
  });
}

export async function loadPyodide(options) {
  answerEarly();
  const loaded = load({
    ...options,
    indexURL: pyodide,
    stdLibURL: library,
    // The list of the packages that could be loaded: none.
    lockFileContents: '{{lock}}',
  });
  return Promise.race([loaded, brokenWasm()]);
}
