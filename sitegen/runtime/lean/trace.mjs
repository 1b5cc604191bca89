// Runs the engine in Pyodide's tracing module (module.py) under Node.js and prints {first, ever}: the numbers of the
// functions that ran for the first check, and of all that ever did.
// The job comes as JSON on standard input:
//   pyodide  folder of the npm package's files, with the tracing module     zip        the packed library
//   marks    where in the memory there is a byte for each function          functions  how many there are
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

// Node.js would show the line of code first, which here is all of Pyodide.
process.on("uncaughtException", (error) => {
  console.error(String(error.stack ?? error).slice(0, 3000));
  process.exitCode = 1;
});

const job = JSON.parse(await text(process.stdin));
const { loadPyodide } = await import(pathToFileURL(`${job.pyodide}/pyodide.mjs`).href);

function ran() {
  const marks = python._module.HEAPU8.subarray(job.marks, job.marks + job.functions);
  return [...marks.keys()].filter((number) => marks[number]);
}

let first;
const ignore = () => {};
const python = await loadPyodide({
  indexURL: `${job.pyodide}/`,
  stdLibURL: job.zip,
  lockFileContents: job.lock,
  stdout: ignore,
  stderr: ignore,
});
// What PyScript does in its worker, and what trace.py asks for: objects and functions that go from one side to the
// other, and wait for each other.
python.registerJsModule("polyscript", {
  config: {},
  first: () => {
    first = ran();
  },
  later: async (/** @type {unknown} */ value) => value,
  fails: () => {
    throw new Error("as asked");
  },
});
await python.runPythonAsync(readFileSync(new URL("trace.py", import.meta.url), "utf8"));
for (const name of python.globals.get("__export__")) {
  const called = python.globals.get(name);
  called('{"name": "json"}');
  try {
    called("no JSON");
  } catch {
    // An error goes over to JavaScript too.
  }
  called.destroy();
}
console.log(JSON.stringify({ first, ever: ran() }));
