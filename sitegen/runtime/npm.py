"""Reads the npm packages that the browser's Python is made of, and runs Node.js on them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sitegen.context import ROOT
from sitegen.errors import SiteError

PYSCRIPT = ROOT / "node_modules/@pyscript/core"
PYODIDE = ROOT / "node_modules/pyodide"
CACHE = ROOT / ".cache"


def version(package: Path) -> str:
    """Return a package's version."""
    text = (package / "package.json").read_text(encoding="utf-8")
    version: str = json.loads(text)["version"]
    return version


def matching(package: Path, patterns: list[str]) -> list[Path]:
    """Return the matching files of a package. Raises SiteError if a pattern matches none."""
    paths = {pattern: sorted(package.glob(pattern)) for pattern in patterns}
    for pattern, matches in paths.items():
        if not matches:
            raise SiteError(f"There is no {pattern} in {package}")
    return [path for matches in paths.values() for path in matches]


def run(script: Path, job: Mapping[str, object]) -> str:
    """Return what a Node.js script prints when it gets the job. Raises SiteError if it fails."""
    run = subprocess.run(
        [Path(sys.executable).with_name("node"), script],
        input=json.dumps(job),
        capture_output=True,
        encoding="utf-8",
    )
    if run.returncode:
        raise SiteError(f"Packing Python for the browser failed:\n{run.stderr}")
    return run.stdout


def cached(made_of: Iterable[str], tools: Iterable[Path], suffix: str) -> Path:
    """Return the path in the cache for what these tools make from these texts."""
    parts = [*made_of, version(PYODIDE), *(path.read_text(encoding="utf-8") for path in tools)]
    return CACHE / f"python-{hashlib.sha256(''.join(parts).encode()).hexdigest()[:16]}{suffix}"


@contextmanager
def written(file: Path) -> Iterator[Path]:
    """Yield the path for writing a file to the cache, and then keep only the newest file."""
    CACHE.mkdir(exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    yield unfinished
    for old in CACHE.glob(f"python-*{file.suffix}"):
        old.unlink(missing_ok=True)
    unfinished.replace(file)
