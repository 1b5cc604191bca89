// Packs Python for the browser under Node.js: the job comes as JSON on standard input, pack.py does it inside Pyodide.
//   pyodide   folder of the npm package        pyscript  module that holds PyScript's own Python files
//   engine    {path: source}                   needed, not_needed  names of modules, see modules.txt
//   stubs     {path: source}                   zip       the file to write
import { readFileSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

// Node.js would show the line of code first, which here is all of Pyodide.
process.on("uncaughtException", (error) => {
  console.error(String(error.stack ?? error).slice(0, 3000));
  process.exitCode = 1;
});

const job = JSON.parse(await text(process.stdin));
const { loadPyodide } = await import(pathToFileURL(`${job.pyodide}/pyodide.mjs`).href);
const { default: stdlib } = await import(pathToFileURL(job.pyscript).href);

const python = await loadPyodide({
  indexURL: job.pyodide,
  // Compiled code then keeps its line numbers, but no columns.
  env: { PYTHONNODEBUGRANGES: "1" },
});
python.FS.writeFile("/job.json", JSON.stringify({ ...job, pyscript: stdlib.pyscript }));
python.runPython(readFileSync(new URL("pack.py", import.meta.url), "utf8"));
writeFileSync(job.zip, python.FS.readFile("/packed.zip"));
