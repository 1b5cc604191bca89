"""Writes the service worker, which keeps the files of the checker's start.

Its script names these files with their digests, so a browser installs a new worker whenever one of
them changes. What it does is in `sitegen/service_worker`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.errors import SiteError
from sitegen.publish import bundle
from sitegen.publish.headers import versioned_files
from sitegen.runtime.assets import FORM

NAME = "sw.js"
SWITCH_OFF = "sw-off.js"
"""The script to publish as `NAME` on a site that should have no service worker."""
PAGE = "checker/"
MARK = " data-service-worker"
"""What tells a page to register the service worker."""
BUILD = "service_worker/build.mjs"
# The scripts and styles that a page names. Those in a folder with a version have that already.
ADDRESS = re.compile(r'(\s(?:href|src)="(?:\.{1,2}/)*)(assets/[^"?#]+\.(?:css|m?js))(?=")')
HAS_VERSION = re.compile(r"assets/(?:checker|pyodide|pyscript)-")
# What a start asks for only if it fails otherwise, and what no page loads.
NOT_KEPT = ("pyodide.asm.wasm", "LICENSE")


def write(site: Path) -> None:
    """Write the worker into a built site, and what it needs into the pages."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        path.write_text(ADDRESS.sub(lambda found: with_digest(found, site), html), encoding="utf-8")
    page = site / PAGE / "index.html"
    html = page.read_text(encoding="utf-8")
    if FORM not in html:
        raise SiteError(f"{page} has no form that could register the service worker")
    page.write_text(html.replace(FORM, FORM + MARK, 1), encoding="utf-8")
    write_scripts(site)


def write_scripts(site: Path) -> None:
    """Write the worker for the pages as they are, and the script that switches it off."""
    files = {name: digest(content(site, name), 6) for name in kept(site)}
    version = digest(script(files).encode(), 6)
    (site / NAME).write_text(script(files, version), encoding="utf-8")
    off = bundle.script(["service_worker/switch-off.mjs"])
    (site / SWITCH_OFF).write_text(off, encoding="utf-8")


def with_digest(found: re.Match[str], site: Path) -> str:
    """Return an address in a page with a digest in it, so that it changes with the content."""
    start, name = found.groups()
    if HAS_VERSION.match(name):
        return found[0]
    return f"{start}{name}?{hashlib.sha256(content(site, name)).hexdigest()[:12]}"


def kept(site: Path) -> Iterator[str]:
    """Yield the names of the files of a start: the page, what it names, and what Python needs."""
    html = (site / PAGE / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'\s(?:href|src)="(?:\.\./)*(assets/[^"?#]+\.(?:css|m?js)\?\w+)"', html)
    yield PAGE
    yield from dict.fromkeys(named)
    yield from (name for name in versioned_files(site) if not name.endswith(NOT_KEPT))


def content(site: Path, name: str) -> bytes:
    """Return what a server sends for a name."""
    path = site / urlsplit(name).path
    return (path / "index.html" if name == PAGE else path).read_bytes()


def digest(text: bytes, length: int) -> str:
    """Return the beginning of a SHA-256 digest, of so many bytes, in Base64."""
    return base64.b64encode(hashlib.sha256(text).digest()[:length]).decode()


def script(files: dict[str, str], version: str = "") -> str:
    """Return the worker that keeps these files; their names, each with its digest."""
    build = {"build": {"version": version, "files": files}}
    return bundle.script(["service_worker/service-worker.mjs"], values={BUILD: build})
