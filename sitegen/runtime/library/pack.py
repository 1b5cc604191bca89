"""Runs inside Pyodide under Node.js and writes /packed.zip: the browser's standard library and
the engine. /job.json is the job (see pack.mjs).

The zip contains only what is imported, compiled by this same Python, so that the browser compiles
nothing. It's stored without compression, so that HTTP can compress it as a whole.
"""

import ast
import importlib
import json
import marshal
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER
from typing import Any

STOCK = "/lib/python314.zip"
# An unchecked hash-based .pyc: Python neither looks for its source nor compares dates.
HEADER = MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)


def imported_names(source: str) -> Iterator[str]:
    """Yield the modules that a source file imports with absolute imports, also in functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def import_all(job: dict[str, Any]) -> None:
    """Import what engine and PyScript use of the standard library, and what modules.txt adds."""
    sources = [*job["engine"].values(), *job["pyscript"].values()]
    named = {name for source in sources for name in imported_names(source)}
    for name in sorted(named.union(job["needed"]).difference(job["not_needed"])):
        if name.split(".")[0] in sys.stdlib_module_names:
            importlib.import_module(name)


def standard_library(not_needed: list[str]) -> dict[str, str]:
    """Return the sources of all modules imported so far from the stock zip, by path."""
    specs = {name: getattr(module, "__spec__", None) for name, module in sys.modules.items()}
    origins = {name: str(spec.origin) for name, spec in specs.items() if spec}
    with zipfile.ZipFile(STOCK) as stock:
        return {
            path.removeprefix(f"{STOCK}/"): stock.read(path.removeprefix(f"{STOCK}/")).decode()
            for name, path in origins.items()
            if path.startswith(f"{STOCK}/") and name not in not_needed
        }


def write(path: str, sources: dict[str, str]) -> None:
    """Compile {path: source} into a zip that has the same bytes for the same sources."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for name, source in sorted(sources.items()):
            code = compile(source, name, "exec", optimize=2, dont_inherit=True)
            entry = zipfile.ZipInfo(f"{name}c", date_time=(1980, 1, 1, 0, 0, 0))
            packed.writestr(entry, HEADER + marshal.dumps(code))


def main() -> None:
    with open("/job.json", encoding="utf-8") as file:
        job = json.load(file)
    import_all(job)
    write("/packed.zip", standard_library(job["not_needed"]) | job["stubs"] | job["engine"])


main()
