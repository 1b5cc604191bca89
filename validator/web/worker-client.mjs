// Starts Python in PyScript's worker and hides all of PyScript: JSON goes in, JSON comes out. Nothing else in the page
// knows of PyScript or Pyodide. Two functions are all that others use:
//
//   startPython(onProgress, {signal, whole, fresh}) -> Promise of {call(name, object) -> Promise of an object}
//   fetchAhead() -> Promise
//
// It sets no time limits: engine.mjs does, by what `onProgress` says and through `signal`.

import { files, lock } from "./build.mjs";
import { unlessAborted } from "./wait.mjs";

/** @import { BuiltFile } from "./build.mjs" */
/** @import { Bridge, BridgeName, Python, StartOptions } from "./types.d.ts" */

/** What the page itself fetches before a worker is started. It is small; the worker fetches the rest. */
const { core, chunk, worker, loader, pyodide, asm } = files;

const here = (/** @type {string} */ path) => new URL(path, import.meta.url).href;
const nameOf = (/** @type {BuiltFile} */ { path }) => path.split("/").at(-1);

/** PyScript's plugins. It loads each that no element of the page switches off, and nothing here uses any. */
const PLUGINS = ["codemirror", "deprecations-manager", "donkey", "error", "py-editor", "py-game", "py-terminal"];

/** Whether PyScript has made a worker in this page. */
let hasLaunched = false;

/** Put what a start needs into the browser's cache, one file after the other, after everything else. */
export async function fetchAhead() {
  const { whole: _, ...needed } = files;
  for (const { path } of Object.values(needed)) {
    const response = await fetch(here(path), { priority: "low" });
    if (!response.ok) throw new Error(`${response.status} for ${path}`);
    await response.arrayBuffer();
  }
}

/**
 * Make sure that a file is the one that belongs here, and that it is in the browser's cache. A browser would never ask
 * again for a module that it could not load once, and PyScript would wait forever for its worker's code.
 *
 * @param {BuiltFile} file
 * @param {RequestInit} options
 */
async function fetched(file, options) {
  const { path, integrity } = file;
  const response = await fetch(here(path), { integrity, ...options }).catch((error) => {
    throw options.signal?.aborted ? error : new Error(`${nameOf(file)} is missing or incomplete.`);
  });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${nameOf(file)}.`);
  const type = response.headers.get("Content-Type") ?? "";
  if (/js$/.test(path) && !type.includes("javascript")) {
    throw new Error(`The server sent ${nameOf(file)} as "${type}", so the browser won't run it.`);
  }
  await response.arrayBuffer();
}

/** Load PyScript; all its files are known to be right by now. */
async function loadPyScript() {
  const settings = ["py-config", "mpy-config"].map((name) => document.createElement(name));
  for (const element of settings) {
    element.setAttribute("type", "json");
    element.hidden = true;
    element.textContent = JSON.stringify({ plugins: PLUGINS.map((plugin) => `!${plugin}`) });
  }
  // Beside head and body, since instant navigation may replace what is in these before PyScript has looked.
  document.documentElement.append(...settings);
  const loading = import(here(core.path)).finally(() => settings.forEach((element) => element.remove()));
  const { PyWorker, hooks } = await loading.catch(() => {
    // A page asks for a module once only.
    throw Object.assign(new Error("PyScript couldn't be loaded."), { onlyReloadHelps: true });
  });
  // PyScript's one hook for workers comes as text to be compiled there, which the security policy forbids. It serves
  // Python's access to files, and nothing here uses that.
  hooks.worker.onBeforeRunAsync.clear();
  return PyWorker;
}

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

/**
 * What is going on, as the worker says it: the bytes that have arrived of how many, or their share if the server doesn't
 * say how many it sends.
 *
 * @param {{part?: number, whole?: number, percent?: number, isLoaded?: boolean}} progress
 */
export function progressText({ part = 0, whole, percent, isLoaded }) {
  const sent = whole ? `${megabytes(part)} of ${megabytes(whole)} MB` : "";
  const share = percent === undefined ? "" : `${percent}%`;
  return `Getting the checker ready: ${isLoaded ? "starting …" : sent || share || "loading …"}`;
}

/**
 * Start an interpreter in a worker of its own; gives `ask(name, text)`.
 *
 * @param {BuiltFile} module
 * @param {{onProgress: (text: string) => void, signal?: AbortSignal, fresh: boolean}} options
 * @returns {Promise<(name: string, text: string) => Promise<string>>}
 */
async function launch(module, { onProgress, signal, fresh }) {
  onProgress(progressText({}));
  const cache = fresh ? "reload" : "default";
  const first = fresh ? [core, chunk, worker, loader, pyodide, asm] : [core, chunk, worker, loader];
  await Promise.all(first.map((file) => fetched(file, { signal, cache })));
  const PyWorker = await loadPyScript();
  signal?.throwIfAborted();
  onProgress(progressText({}));

  // The number keeps two windows of a browser apart.
  const name = `interpreter ${Math.random()}`;
  const channel = new BroadcastChannel(name);
  const life = new AbortController();
  channel.onmessage = ({ data }) => {
    if (data.failed) life.abort(new Error(data.failed));
    else onProgress(progressText(data));
  };
  signal?.addEventListener("abort", () => life.abort(signal.reason));
  const parameters = new URLSearchParams({
    pyodide: here(pyodide.path).replace(/[^/]*$/, ""),
    module: here(module.path),
    "module-size": String(module.size),
    library: here(files.library.path),
    size: String(files.library.size),
    integrity: files.library.integrity,
    lock,
    cache,
    channel: name,
  });
  hasLaunched = true;
  const starting = PyWorker(here(worker.path), {
    async: true,
    version: `${here(loader.path)}#${parameters}`,
    config: { sync_main_only: true },
  });
  life.signal.addEventListener("abort", () => {
    // A worker that is still starting is known to PyScript alone. It ends itself.
    channel.postMessage("end");
    channel.close();
    starting.then((/** @type {Worker} */ python) => python.terminate()).catch(() => {});
  });
  const python = await unlessAborted(life.signal, starting);
  return (name, text) => unlessAborted(life.signal, python.sync[name](text));
}

/**
 * Start Python. `onProgress(text)` is called with a short text for people at every sign of progress, such as bytes that
 * arrive. When `signal`, an AbortSignal, is aborted, the workers end, and all that waits is rejected with its reason.
 * `whole` starts the whole interpreter at once, without trying the lean one; `fresh` asks the server for every file
 * again, whatever the browser's cache has.
 *
 * Resolves to `{call}`: `await call("check", object)` calls the function of that name in forem_smtp/bridge.py with the
 * object and gives its answer, an object. Rejects with an Error when the start fails; then it may be called again,
 * unless the error says `onlyReloadHelps`. A call is rejected when the interpreter has stopped, as the lean one does
 * for good when it needs a function that was left out. Then the whole one can answer.
 *
 * @param {(text: string) => void} [onProgress]
 * @param {StartOptions} [options]
 * @returns {Promise<Python>}
 */
export async function startPython(onProgress = () => {}, { signal, whole = false, fresh = false } = {}) {
  const options = { onProgress, signal, fresh };
  const startWhole = (/** @type {unknown} */ error) => {
    signal?.throwIfAborted();
    if (error instanceof Error && "onlyReloadHelps" in error) throw error;
    return launch(files.whole, options);
  };
  // PyScript gives all but its first worker a library of its own, which needs more than the lean interpreter has.
  const isLean = !whole && !hasLaunched;
  const ask = await (isLean ? launch(files.lean, options).catch(startWhole) : launch(files.whole, options));
  return { call: async (name, object) => JSON.parse(await ask(name, JSON.stringify(object))) };
}
