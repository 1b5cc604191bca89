"""Makes the lean WebAssembly module: Pyodide's without the functions that never run, and without
the largest tables that only they read.

README.md says how, and what to do if it breaks.
"""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.runtime import npm
from sitegen.runtime.lean import module, unread

HERE = Path(__file__).parent
TOOLS = tuple(HERE / name for name in ("module.py", "trace.mjs", "trace.py"))

log = logging.getLogger("mkdocs.hooks.runtime")


def lean_module(library: Path, lock: str) -> bytes:
    """Return the lean module. `library` is the packed zip."""
    whole = (npm.PYODIDE / "pyodide.asm.wasm").read_bytes()
    kept = module.kept(functions_that_ran(whole, library, lock)["ever"])
    return module.with_data(module.lean(whole, kept), unread.cleared)


def functions_that_ran(whole: bytes, library: Path, lock: str) -> dict[str, list[int]]:
    """Return the numbers of the functions that ran in Node.js: `first`, for one check of some
    settings, and `ever`, when the engine was asked everything. They're from the cache if nothing
    changed.
    """
    numbers_file = npm.cached([library.name], TOOLS, ".json")
    if not numbers_file.exists():
        log.info("Looking which parts of Python run in the browser …")
        with npm.written(numbers_file) as unfinished:
            unfinished.write_text(_trace(whole, library, lock), encoding="utf-8")
    numbers: dict[str, list[int]] = json.loads(numbers_file.read_text(encoding="utf-8"))
    return numbers


def _trace(whole: bytes, library: Path, lock: str) -> str:
    with TemporaryDirectory() as folder:
        for name in ("pyodide.mjs", "pyodide.asm.mjs", "package.json"):
            shutil.copy(npm.PYODIDE / name, folder)
        Path(folder, "pyodide.asm.wasm").write_bytes(module.tracing(whole))
        places = {"pyodide": folder, "zip": str(library), "lock": lock}
        job = {**places, "marks": module.MARKS, "functions": module.function_count(whole)}
        return npm.run(HERE / "trace.mjs", job)
