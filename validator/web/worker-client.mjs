// Starts Python in PyScript's worker and hides all of PyScript: JSON goes in, JSON comes out.

import { files, lock } from "./build.mjs";

const here = (path) => new URL(path, import.meta.url).href;
const address = (file) => here(file.path);

/** Make sure that a file can be had, and that it is in the browser's cache. */
async function fetched(file, options) {
  const response = await fetch(address(file), options);
  if (!response.ok) throw new Error(`${response.status} for ${address(file)}`);
  await response.arrayBuffer();
}

/** Put what a start needs into the browser's cache, one file after the other, behind all else that goes on. */
export async function fetchAhead() {
  const { whole, ...needed } = files;
  for (const file of Object.values(needed)) await fetched(file, { priority: "low" });
}

/** Start one of the two interpreters, "lean" or "whole", in a worker of its own; gives `ask(name, text)`. */
async function launch(kind, onProgress) {
  onProgress("Getting the checker ready: loading …");
  // Without this, PyScript would wait for ever for its worker's code, and Firefox never again ask for a module that it
  // could not have once.
  await Promise.all([files.core, files.chunk, files.worker].map((file) => fetched(file)));
  const { PyWorker, hooks } = await import(address(files.core));
  // PyScript's one hook for workers comes as text to be compiled there, which the security policy forbids. It serves
  // Python's access to files, and nothing here uses that.
  hooks.worker.onBeforeRunAsync.clear();
  onProgress("Getting the checker ready: starting …");
  // The number keeps two windows of a browser apart.
  const channel = `interpreter ${Math.random()}`;
  const interpreter = `${address(files.loader)}#${new URLSearchParams({
    pyodide: here(files.pyodide.path.replace(/[^/]*$/, "")),
    module: address(kind === "whole" ? files.whole : files.lean),
    library: address(files.library),
    lock,
    channel,
  })}`;
  const stopped = new Promise((_, reject) => {
    new BroadcastChannel(channel).onmessage = () => reject(new Error("the interpreter stopped"));
  });
  const starting = PyWorker(address(files.worker), {
    async: true,
    version: interpreter,
    config: { sync_main_only: true },
  });
  const python = await Promise.race([starting, stopped]);
  return (name, text) => Promise.race([python.sync[name](text), stopped]);
}

/**
 * Start Python. `onProgress` gets a short text for the person who waits.
 * Resolves to `{call}`: `await call("check", object)` calls the function of that name in forem_smtp/bridge.py with the
 * object and gives its answer, an object. Rejects with an Error when the start fails; then it may be called again.
 *
 * The lean interpreter stops for good when it needs a function that was left out. The whole one takes its place and is
 * asked again: every call brings all that it needs, so nothing is lost but a moment.
 */
export async function startPython(onProgress = () => {}) {
  let whole = null;
  const startWhole = () => (whole ??= launch("whole", onProgress));
  const lean = await launch("lean", onProgress).catch(startWhole);
  return {
    async call(name, object) {
      const text = JSON.stringify(object);
      const ask = whole ? await whole : lean;
      return JSON.parse(await ask(name, text).catch(async () => (await startWhole())(name, text)));
    },
  };
}
