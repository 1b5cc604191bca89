// The interpreter that PyScript loads inside its worker: Pyodide, with the standard library that the build has packed.
// It comes lean, without the functions that the engine never uses (sitegen/runtime/lean), or whole. It imports
// nothing, so that nothing delays it: worker-client.mjs puts all that it needs to know into the fragment of its
// address.

const parameters = new URLSearchParams(new URL(import.meta.url).hash.slice(1));
const given = (/** @type {string} */ name) => parameters.get(name) ?? "";
/** The folder of Pyodide's own files. */
const pyodide = given("pyodide");
const moduleAddress = given("module");
const libraryAddress = given("library");
const PROGRESS_MS = 1000; // the shortest time between two signs of progress

const channel = new BroadcastChannel(given("channel"));
// The page has given up on this start.
channel.onmessage = () => close();

/** @type {ReturnType<typeof setTimeout> | undefined} */
let reporting;
/** The bytes of the two large files, and of each those that have arrived. Both are unpacked. */
const sizes = { module: Number(given("module-size")), library: Number(given("size")) };
const arrived = { module: 0, library: 0 };
/**
 * The bytes that the server sends for each: fewer if it compresses them, `NaN` if it doesn't say how many.
 *
 * @type {Partial<typeof sizes>}
 */
const sent = {};

function reportProgress() {
  reporting ??= setTimeout(() => {
    reporting = undefined;
    channel.postMessage(progress());
  }, PROGRESS_MS);
}

/** How much has arrived, of how much; nothing before both files have begun. */
function progress() {
  const { module = 0, library = 0 } = sent;
  const total = arrived.module + arrived.library;
  const all = sizes.module + sizes.library;
  if (total >= all) return { isLoaded: true };
  if (module === 0 || library === 0) return {};
  const part = (arrived.module / sizes.module) * module + (arrived.library / sizes.library) * library;
  return Number.isNaN(part) ? { percent: Math.floor((100 * total) / all) } : { part, whole: module + library };
}

/** @param {Error} error */
function reportFailure(error) {
  channel.postMessage({ failed: error.message || String(error) });
}

/**
 * Once the interpreter hits a function that was left out, it never answers again, not even calls that are waiting.
 * Where that shows depends on what called Python.
 *
 * @param {unknown} error
 */
function reportStop(error) {
  if (error instanceof WebAssembly.RuntimeError) reportFailure(error);
}

addEventListener("error", ({ error }) => reportStop(error));
addEventListener("unhandledrejection", ({ reason }) => reportStop(reason));

/** @param {string} address */
async function fetched(address) {
  const cache = /** @type {RequestCache} */ (given("cache"));
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${address.split("/").at(-1)}.`);
  return response;
}

/**
 * Count a file's bytes as they arrive, and hand them on.
 *
 * @param {keyof typeof sizes} name
 * @param {Response} response
 * @param {(part: Uint8Array) => void} [take]
 */
async function read(name, { headers, body }, take = () => {}) {
  sent[name] = headers.has("Content-Encoding") ? Number(headers.get("Content-Length") ?? NaN) : sizes[name];
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return;
    arrived[name] += value.length;
    reportProgress();
    take(value);
  }
}

/** The compiled module. The compiler takes the bytes as they arrive and says nothing meanwhile, so a copy is counted. */
async function compile() {
  const response = await fetched(moduleAddress);
  read("module", response.clone()).catch(() => {});
  return WebAssembly.compileStreaming(response);
}

/** The library, once it is known to be whole. */
async function loadLibrary() {
  const response = await fetched(libraryAddress);
  const library = new Uint8Array(Number(given("size")));
  let length = 0;
  await read("library", response, (part) => {
    if (length + part.length <= library.length) library.set(part, length);
    length += part.length;
  });
  if (length !== library.length || !(await isIntact(library))) {
    throw new Error("python.zip is incomplete, or it's a different file.");
  }
  return library;
}

/** @param {Uint8Array<ArrayBuffer>} content */
async function isIntact(content) {
  // Sites without HTTPS have no digests. There the length has to do.
  if (!crypto.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return given("integrity") === `sha256-${btoa(String.fromCharCode(...digest))}`;
}

// Left to itself, Pyodide would ask for these one after the other. All are begun before anything is waited for.
reportProgress();
const compiled = compile();
const library = loadLibrary();
const asm = import(`${pyodide}pyodide.asm.mjs`);
const main = import(`${pyodide}pyodide.mjs`);
for (const part of /** @type {Promise<unknown>[]} */ ([compiled, library, asm, main])) {
  part.then(reportProgress, reportFailure);
}
const { loadPyodide: load, version } = await main;

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

/** @param {object} options as PyScript gives them */
export async function loadPyodide(options) {
  answerPyodide();
  const loaded = load({
    ...options,
    indexURL: pyodide,
    stdLibURL: libraryAddress,
    // The list of the packages that could be loaded: none.
    lockFileContents: given("lock"),
  });
  loaded.then(reportProgress, reportFailure);
  // If a file can't be loaded, Pyodide itself only warns, and then waits forever.
  const [python] = await Promise.all([loaded, compiled, library]);
  const { fatal_error: stop } = python._api;
  python._api.fatal_error = (/** @type {unknown} */ error) => {
    reportStop(error);
    return stop(error);
  };
  return python;
}
