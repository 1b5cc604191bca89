"""Puts Python into the site: PyScript, Pyodide, the packed standard library with the engine in it,
and the page's own modules.

A browser's cache never mixes two versions, since a folder's name changes with its files:

- `assets/pyscript-VERSION/` and `assets/pyodide-VERSION/` hold files of the npm packages;
- `assets/checker-HASH/` holds this project's own; the hash is that of their content.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import pprint
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from sitegen import serving
from sitegen.packing import lean

ROOT = Path(__file__).parent.parent
PACKING = ROOT / "sitegen/packing"
ENGINE = ROOT / "validator/forem_smtp"
PAGE = ROOT / "validator/web"
PYSCRIPT = ROOT / "node_modules/@pyscript/core"
PYODIDE = ROOT / "node_modules/pyodide"
CACHE = ROOT / ".cache"

# What the browser never runs.
COMMAND_LINE_ONLY = {"__main__.py", "cli.py", "cli_formats.py", "probe.py"}
# PyScript's core, and the plugins that it loads whether they are used or not.
PYSCRIPT_FILES = [
    "LICENSE",
    "dist/core*.js",
    "dist/deprecations-manager-*.js",
    "dist/donkey-*.js",
    "dist/error-*.js",
    "dist/py-editor-*.js",
    "dist/py-game-*.js",
    "dist/py-terminal-*.js",
]
# The standard library that comes with Pyodide is left out: the packed one takes its place.
PYODIDE_FILES = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"]

# All that is in validator/web/*.css.
STYLE = "checker.css"
# The one module that only the worker loads.
LOADER = "pyodide-loader.mjs"
# What marks a page with the checker's form.
FORM = 'id="checker-root"'

log = logging.getLogger("mkdocs.hooks.runtime")


# The modules of the page, as opposed to the worker's.
modules: list[str] = []


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether this is `mkdocs serve`."""
    serving.now = command == "serve"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what Python in the browser needs; let every page load the checker."""
    pyscript = f"assets/pyscript-{npm_version(PYSCRIPT)}"
    pyodide = f"assets/pyodide-{npm_version(PYODIDE)}"
    vendor = {f"{pyscript}/{path.name}": path for path in found(PYSCRIPT, PYSCRIPT_FILES)}
    vendor |= {f"{pyodide}/{path.name}": path for path in found(PYODIDE, PYODIDE_FILES)}
    library = packed_library()
    own = page_files() | {"python.zip": library.read_bytes()}
    if not serving.now:
        own["python.wasm"] = lean_module(library, lock_file()).read_bytes()
    own["build.mjs"] = build_module(start_files(vendor, own), lock_file())
    checker = f"assets/checker-{digest(own)}"

    for name, content in own.items():
        files.append(File.generated(config, f"{checker}/{name}", content=content))
    for address, path in vendor.items():
        files.append(File.generated(config, address, abs_src_path=str(path)))

    config.extra_css.append(f"{checker}/{STYLE}")
    module = ExtraScriptValue(f"{checker}/checker.mjs")
    module.type = "module"
    config.extra_javascript.append(module)
    modules[:] = [f"{checker}/{name}" for name in own if is_for_page(name)]
    return files


def start_files(
    vendor: Mapping[str, Path], own: Mapping[str, bytes]
) -> dict[str, tuple[str, bytes]]:
    """What a start asks for, in that order: each file's path from the checker's folder, and its
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
        # From one's own machine, the whole interpreter comes as fast.
        "lean": ("python.wasm", own["python.wasm"]) if "python.wasm" in own else whole,
        "library": ("python.zip", own["python.zip"]),
        "whole": whole,
    }


def is_for_page(name: str) -> bool:
    return name.endswith(".mjs") and name != LOADER


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Where the form is, name its modules at once: a browser finds them one after the other."""
    if FORM not in output:
        return output
    links = [
        f'<link rel="modulepreload" href="{get_relative_url(module, page.url)}">'
        for module in modules
    ]
    return output.replace("</head>", "".join(links) + "</head>", 1)


def found(package: Path, patterns: list[str]) -> list[Path]:
    """The files of an npm package that match; each pattern has to find something."""
    paths = {pattern: sorted(package.glob(pattern)) for pattern in patterns}
    for pattern, matches in paths.items():
        if not matches:
            raise PluginError(f"There is no {pattern} in {package}")
    return [path for matches in paths.values() for path in matches]


def npm_version(package: Path) -> str:
    version: str = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return version


def lock_file() -> str:
    """Pyodide's list of packages, as JSON, without a single package: none is ever loaded."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return json.dumps({"info": lock["info"], "packages": {}})


def page_files() -> dict[str, bytes]:
    """The page's modules and worker, and its styles as one file."""
    contents = {
        path.name: path.read_bytes()
        for path in sorted(PAGE.iterdir())
        if path.suffix in {".css", ".mjs", ".py"}
    }
    styles = [name for name in contents if name.endswith(".css")]
    return contents | {STYLE: b"\n".join(contents.pop(name) for name in styles)}


def build_module(places: Mapping[str, tuple[str, bytes]], lock: str) -> bytes:
    """The module that says where each file of a start is, and what is in it."""
    files = {
        key: {"path": path, "size": len(content), "integrity": integrity(content)}
        for key, (path, content) in places.items()
    }
    text = f"export const files = {json.dumps(files)};\nexport const lock = {json.dumps(lock)};\n"
    return text.encode()


def integrity(content: bytes) -> str:
    """The digest of a file as `fetch` takes it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def digest(contents: dict[str, bytes]) -> str:
    sha = hashlib.sha256()
    for name, content in sorted(contents.items()):
        sha.update(f"{name} {len(content)}\n".encode() + content)
    return sha.hexdigest()[:12]


def engine_files() -> dict[str, str]:
    """The engine's sources as the browser gets them: its tables are parsed here, not there."""
    # Imported late, so that a mistake in the engine does not stop the other hooks from loading.
    from forem_smtp import hosting, providers, replies

    return {
        f"forem_smtp/{path}": source
        for path, source in sources(ENGINE).items()
        if path not in COMMAND_LINE_ONLY
    } | {
        "forem_smtp/providers/_tables.py": table_module(providers.read_tables()),
        "forem_smtp/_hosting.py": table_module(hosting.read_tables()),
        "forem_smtp/_replies.py": table_module(replies.read_tables()),
    }


def sources(folder: Path) -> dict[str, str]:
    """The Python files below a folder, by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


def table_module(tables: Mapping[str, object]) -> str:
    return f"TABLES = {pprint.pformat(tables, sort_dicts=False)}\n"


def packed_library() -> Path:
    """The packed zip, from the cache if nothing that it is made of has changed."""
    job = {
        "pyodide": str(PYODIDE),
        "pyscript": str(PYSCRIPT / "src/stdlib/pyscript.js"),
        "engine": engine_files(),
        "standins": sources(PACKING / "standins"),
        **module_lists(),
    }
    zip_file = cached([json.dumps(job), npm_version(PYSCRIPT)], ("pack.mjs", "pack.py"), ".zip")
    if not zip_file.exists():
        log.info("Packing Python for the browser …")
        with keeping(zip_file) as unfinished:
            node("pack.mjs", {**job, "zip": str(unfinished)})
    return zip_file


def lean_module(library: Path, lock: str) -> Path:
    """Pyodide's module without what the engine never uses, from the cache if nothing changed."""
    wasm_file = cached([library.name], ("lean.py", "trace.mjs", "trace.py"), ".wasm")
    if not wasm_file.exists():
        log.info("Looking what of Python runs in the browser …")
        module = (PYODIDE / "pyodide.asm.wasm").read_bytes()
        kept = lean.kept(functions_that_ran(module, library, lock)["ever"])
        with keeping(wasm_file) as unfinished:
            unfinished.write_bytes(lean.lean(module, kept))
    return wasm_file


def functions_that_ran(module: bytes, library: Path, lock: str) -> dict[str, list[int]]:
    """The numbers of the functions that ran in Node.js: `first`, for one check of some settings,
    and `ever`, when the engine was asked everything."""
    with TemporaryDirectory() as folder:
        for name in ("pyodide.mjs", "pyodide.asm.mjs", "package.json"):
            shutil.copy(PYODIDE / name, folder)
        Path(folder, "pyodide.asm.wasm").write_bytes(lean.tracing(module))
        places = {"pyodide": folder, "zip": str(library), "lock": lock}
        job = {**places, "marks": lean.MARKS, "functions": lean.function_count(module)}
        numbers: dict[str, list[int]] = json.loads(node("trace.mjs", job))
    return numbers


def module_lists() -> dict[str, list[str]]:
    """The names that modules.txt marks with `+` and with `-`."""
    lines = (PACKING / "modules.txt").read_text(encoding="utf-8").splitlines()
    marked = [line.split("#")[0].split() for line in lines]
    return {
        key: [name for sign, name in filter(None, marked) if sign == wanted]
        for key, wanted in (("needed", "+"), ("not_needed", "-"))
    }


def cached(made_of: Iterable[str], tools: Iterable[str], suffix: str) -> Path:
    """Where the cache has what these tools in `packing` make of these texts."""
    parts = [*made_of, npm_version(PYODIDE)]
    parts += [(PACKING / name).read_text(encoding="utf-8") for name in tools]
    return CACHE / f"python-{hashlib.sha256(''.join(parts).encode()).hexdigest()[:16]}{suffix}"


@contextmanager
def keeping(file: Path) -> Iterator[Path]:
    """Where to write a file of the cache. Only the newest one of its kind is kept."""
    CACHE.mkdir(exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    yield unfinished
    for old in CACHE.glob(f"python-*{file.suffix}"):
        old.unlink(missing_ok=True)
    unfinished.replace(file)


def node(script: str, job: Mapping[str, object]) -> str:
    """What a script in `packing` prints when it gets the job."""
    run = subprocess.run(
        [Path(sys.executable).with_name("node"), PACKING / script],
        input=json.dumps(job),
        capture_output=True,
        encoding="utf-8",
    )
    if run.returncode:
        raise PluginError(f"Packing Python for the browser failed:\n{run.stderr}")
    return run.stdout
