"""Collects the files that the browser's Python is made of, and the page's own modules.

A browser's cache never mixes two versions, since a folder's name changes with its files:

- `assets/pyscript-VERSION/` and `assets/pyodide-VERSION/` hold files of the npm packages;
- `assets/checker-HASH/` holds this project's own files, with the hash of their content;
- `assets/answers-HASH/` is for what these files answer (`sitegen/publish/link_answers.py`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from sitegen.context import ROOT, PageContext
from sitegen.runtime import library, npm
from sitegen.runtime.lean import lean_module

PAGE = ROOT / "validator/web"
# PyScript's core, and the one plugin that it loads even if it's switched off.
PYSCRIPT_FILES = ["LICENSE", "dist/core*.js", "dist/error-*.js"]
# The standard library that comes with Pyodide is left out: the packed one takes its place.
PYODIDE_FILES = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"]

# All style sheets of validator/web.
STYLE = "checker.css"
SCRIPT = "checker.mjs"
# The only module that just the worker loads.
LOADER = "pyodide-loader.mjs"
COMMENTS = re.compile(rb"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
# What marks a page with the checker's form.
FORM = 'id="checker-root"'


@dataclass(frozen=True)
class Assets:
    """Files by their address in the site: `contents`, and `copies` of files that exist. `style` and
    `script` are what each page loads, `modules` what the script loads one after the other, and
    `answers` is the folder for answers that are known beforehand.
    """

    contents: dict[str, bytes]
    copies: dict[str, Path]
    style: str
    script: str
    modules: list[str]
    answers: str


def assets(lean: bool) -> Assets:
    """Return all files. Without `lean`, the browser gets the whole interpreter, which takes no
    longer from the same machine.
    """
    pyscript = f"assets/pyscript-{npm.version(npm.PYSCRIPT)}"
    pyodide = f"assets/pyodide-{npm.version(npm.PYODIDE)}"
    files = {pyscript: (npm.PYSCRIPT, PYSCRIPT_FILES), pyodide: (npm.PYODIDE, PYODIDE_FILES)}
    copies = {
        f"{folder}/{path.name}": path
        for folder, (package, patterns) in files.items()
        for path in npm.matching(package, patterns)
    }
    zip_file = library.packed()
    own = page_files() | {"python.zip": zip_file.read_bytes()}
    if lean:
        own["python.wasm"] = lean_module(zip_file, lock_file())
    answers = f"answers-{digest(own)}"
    own["build.mjs"] = build_module(start_files(copies, own), lock_file(), f"../{answers}/")
    checker = f"assets/checker-{digest(own)}"
    return Assets(
        contents={f"{checker}/{name}": content for name, content in own.items()},
        copies=copies,
        style=f"{checker}/{STYLE}",
        script=f"{checker}/{SCRIPT}",
        modules=[f"{checker}/{name}" for name in own if is_module(name) and name != LOADER],
        answers=f"assets/{answers}",
    )


def add_preloads(html: str, page: PageContext, modules: Iterable[str]) -> str:
    """Name all modules in a page with the form, because a browser finds them only one by one."""
    if FORM not in html:
        return html
    links = [f'<link rel="modulepreload" href="{page.root}{module}">' for module in modules]
    return html.replace("</head>", "".join(links) + "</head>", 1)


def start_files(
    vendor: Mapping[str, Path], own: Mapping[str, bytes]
) -> dict[str, tuple[str, bytes]]:
    """Return what a start requests, in order: each file's path from the checker's folder, and its
    content. The keys are those of validator/web/build.mjs."""

    def foreign(pattern: str) -> tuple[str, bytes]:
        address = next(address for address in vendor if fnmatch(address, f"*/{pattern}"))
        return f"../../{address}", vendor[address].read_bytes()

    whole = foreign("pyodide.asm.wasm")
    return {
        "core": foreign("core.js"),
        "chunk": foreign("core-*.js"),
        "worker": ("worker.py", own["worker.py"]),
        "loader": (LOADER, own[LOADER]),
        "pyodide": foreign("pyodide.mjs"),
        "asm": foreign("pyodide.asm.mjs"),
        # The whole interpreter loads just as fast from the same machine.
        "lean": ("python.wasm", own["python.wasm"]) if "python.wasm" in own else whole,
        "library": ("python.zip", own["python.zip"]),
        "whole": whole,
    }


def lock_file() -> str:
    """Return Pyodide's list of packages as JSON. It's empty, because no package is ever loaded."""
    lock = json.loads((npm.PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return json.dumps({"info": lock["info"], "packages": {}})


def page_files() -> dict[str, bytes]:
    """Return the page's modules and worker, and its styles as one file, shared ones first."""
    contents = {
        path.relative_to(PAGE).as_posix(): path.read_bytes()
        for path in sorted(PAGE.rglob("*"))
        if path.suffix in {".css", ".mjs", ".py"}
    }
    contents |= {name: strip_comments(contents[name]) for name in contents if is_module(name)}
    styles = sorted((name for name in contents if name.endswith(".css")), key=STYLE.__ne__)
    return contents | {STYLE: b"\n".join(contents.pop(name) for name in styles)}


def is_module(name: str) -> bool:
    return name.endswith(".mjs")


def strip_comments(source: bytes) -> bytes:
    """Return a module without the comments that are on lines of their own.

    The ones with its types make up a quarter of it.
    """
    return COMMENTS.sub(b"", source)


def build_module(places: Mapping[str, tuple[str, bytes]], lock: str, answers: str) -> bytes:
    """Return the module that says where each file of a start is, and what is in it, and where the
    folder for answers is.
    """
    files = {
        key: {"path": path, "size": len(content), "integrity": integrity(content)}
        for key, (path, content) in places.items()
    }
    constants = {"files": files, "lock": lock, "answers": answers}
    lines = [f"export const {name} = {json.dumps(value)};\n" for name, value in constants.items()]
    return "".join(lines).encode()


def integrity(content: bytes) -> str:
    """Return the digest of a file in the form that `fetch` accepts."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def digest(contents: dict[str, bytes]) -> str:
    sha = hashlib.sha256()
    for name, content in sorted(contents.items()):
        sha.update(f"{name} {len(content)}\n".encode() + content)
    return sha.hexdigest()[:12]
