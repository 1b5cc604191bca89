"""Packs the standard library and the engine for the browser.

The zip holds only what is imported, compiled by Pyodide's own Python, so that the browser compiles
nothing. `pack.mjs` runs Pyodide under Node.js, and `pack.py` runs in it.
"""

from __future__ import annotations

import json
import logging
import pprint
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forem_smtp import hosting, replies
from forem_smtp.providers import read_tables as read_providers
from sitegen.context import ROOT
from sitegen.errors import SiteError
from sitegen.runtime import npm

HERE = Path(__file__).parent
ENGINE = ROOT / "validator/forem_smtp"
COMMAND_LINE_ONLY = ("__main__.py", "cli", "probe")
"""The engine's files and folders that the browser never imports."""

ONLY_ON_PAGES = ("status", "pitfalls", "restricted", "limits")
"""What no finding says of a provider: the keys of its table that the browser doesn't get."""

log = logging.getLogger("mkdocs.hooks.runtime")


def packed() -> Path:
    """Return the zip, from the cache if none of its sources has changed."""
    content = {"engine": engine_files(), "stubs": sources(HERE / "stubs"), **module_lists()}
    made_of = [json.dumps(content), npm.version(npm.PYSCRIPT)]
    zip_file = npm.cached(made_of, (HERE / "pack.mjs", HERE / "pack.py"), ".zip")
    if not zip_file.exists():
        log.info("Packing Python for the browser …")
        with npm.written(zip_file) as unfinished:
            pyscript = npm.PYSCRIPT / "src/stdlib/pyscript.js"
            places = {"pyodide": npm.PYODIDE, "pyscript": pyscript, "zip": unfinished}
            npm.run(HERE / "pack.mjs", content | {name: str(at) for name, at in places.items()})
    return zip_file


def engine_files() -> dict[str, str]:
    """Return the engine's sources for the browser. Its tables are parsed here, not there.

    Raises SiteError if a file or folder to leave out doesn't exist.
    """
    for name in COMMAND_LINE_ONLY:
        if not (ENGINE / name).exists():
            raise SiteError(f"sitegen/runtime/library leaves out {name}, which doesn't exist")
    return {
        f"forem_smtp/{path}": source
        for path, source in sources(ENGINE).items()
        if not {path, path.partition("/")[0]} & set(COMMAND_LINE_ONLY)
    } | {
        "forem_smtp/providers/_tables.py": table_module(lean_providers()),
        "forem_smtp/_hosting.py": table_module(lean_hosting()),
        "forem_smtp/replies/_tables.py": table_module(replies.read_tables()),
    }


def lean_providers() -> dict[str, dict[str, Any]]:
    """Return the providers' tables without the texts that only their pages show."""
    return {name: _lean_provider(table) for name, table in read_providers().items()}


def _lean_provider(table: Mapping[str, Any]) -> dict[str, Any]:
    lean = {key: value for key, value in table.items() if key not in ONLY_ON_PAGES}
    for key in ("hosts", "ports"):
        lean[key] = [_without_note(part) for part in lean[key]]
    for key in ("authentication", "user_name", "password"):
        lean[key] = _without_note(lean[key])
    if quotas := [quota for quota in lean.pop("quotas", ()) if quota.get("restricted")]:
        lean["quotas"] = quotas
    if lean.pop("dns_records", ()):
        # No finding quotes them. An explanation only links to the page that has some.
        lean["dns_records"] = [dict.fromkeys(("purpose", "type", "name", "source"), "")]
    lean["sender"] = {**lean["sender"], "text": ""}
    return {**lean, "domain_authentication": {"text": ""}, "sources": []}


def _without_note(part: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "note"}


def lean_hosting() -> dict[str, dict[str, Any]]:
    """Return the hosting companies' tables without their sources."""
    return {name: {**table, "sources": []} for name, table in hosting.read_tables().items()}


def sources(folder: Path) -> dict[str, str]:
    """Return the Python files below a folder, by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


def table_module(tables: Mapping[str, object]) -> str:
    return f"TABLES = {pprint.pformat(tables, sort_dicts=False)}\n"


def module_lists() -> dict[str, list[str]]:
    """Return the names that modules.txt marks with `+` and with `-`."""
    lines = (HERE / "modules.txt").read_text(encoding="utf-8").splitlines()
    marked = [line.split("#")[0].split() for line in lines]
    return {
        key: [name for sign, name in filter(None, marked) if sign == wanted]
        for key, wanted in (("needed", "+"), ("not_needed", "-"))
    }
