// What only the build knows: where the files of a start are, and what is in them. This file shows the shape; in the
// site, sitegen/runtime/assets.py writes its own values over it.

/**
 * Each file of a start: its path from this folder, its length in bytes, and its digest as `fetch` takes it.
 *
 * @typedef {{path: string, size: number, integrity: string}} BuiltFile
 */

/** @type {Record<"core" | "chunk" | "worker" | "loader" | "pyodide" | "asm" | "lean" | "whole" | "library", BuiltFile>} */
export const files = {
  core: { path: "../pyscript/core.js", size: 0, integrity: "" },
  chunk: { path: "../pyscript/core-chunk.js", size: 0, integrity: "" },
  worker: { path: "worker.py", size: 0, integrity: "" },
  loader: { path: "pyodide-loader.mjs", size: 0, integrity: "" },
  pyodide: { path: "../pyodide/pyodide.mjs", size: 0, integrity: "" },
  asm: { path: "../pyodide/pyodide.asm.mjs", size: 0, integrity: "" },
  lean: { path: "python.wasm", size: 0, integrity: "" },
  whole: { path: "../pyodide/pyodide.asm.wasm", size: 0, integrity: "" },
  library: { path: "python.zip", size: 0, integrity: "" },
};

/** Pyodide's list of the packages that could be loaded: none. */
export const lock = "{}";

/** The path from this folder to that of the answers for the site's links. */
export const answers = "../answers/";
