"""The build writes the service worker, with names that change with the files that it caches."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from sitegen.errors import SiteError
from sitegen.publish import service_worker

FORM = '<div id="checker-root">'
FILES = {
    "index.html": '<script src="./assets/site.mjs"></script>',
    "assets/site.css": "p {}",
    "assets/site.mjs": "export {};",
    "assets/other.css": "i {}",
    "assets/mark.svg": "<svg/>",
    "assets/checker-1/checker.mjs": "export {};",
    "assets/checker-1/python.zip": "PK",
    "assets/pyodide-1/pyodide.asm.wasm": "whole",
    "assets/pyodide-1/pyodide.mjs": "export {};",
    "assets/pyodide-1/pyodide.mjs.br": "packed",
    "assets/pyscript-1/LICENSE": "Apache",
    "checker/index.html": (
        '<link rel="icon" href="../assets/mark.svg">'
        '<link rel="stylesheet" href="../assets/site.css">'
        '<script src="../assets/site.mjs"></script>'
        f'<script src="../assets/checker-1/checker.mjs"></script>{FORM}'
    ),
}


def site(folder: Path, **changed: str) -> Path:
    """Create a built site with these files and the service worker."""
    for name, text in (FILES | changed).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    service_worker.write(folder)
    return folder


def build(folder: Path) -> dict[str, str]:
    """Return the files that the worker caches, with their digests; its version has the name ""."""
    text = (folder / "sw.js").read_text(encoding="utf-8")
    found = re.search(r'^modules\["sitegen/service_worker/build.mjs"\] = (.*);$', text, re.M)
    assert found is not None
    written = json.loads(found[1])["build"]
    return {"": written["version"], **written["files"]}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_it_caches_the_page_and_what_the_start_requests(tmp_path: Path) -> None:
    files = build(site(tmp_path))
    assert list(files)[1:] == [
        "checker/",
        f"assets/site.css?{digest('p {}')}",
        f"assets/site.mjs?{digest('export {};')}",
        "assets/checker-1/checker.mjs",
        "assets/checker-1/python.zip",
        "assets/pyodide-1/pyodide.mjs",
    ]
    page = (tmp_path / "checker/index.html").read_bytes()
    assert base64.b64encode(hashlib.sha256(page).digest()).decode().startswith(files["checker/"])
    assert f"{FORM[:-1]} data-service-worker>" in page.decode()


def test_all_pages_use_the_same_names(tmp_path: Path) -> None:
    name = f"assets/site.mjs?{digest('export {};')}"
    site(tmp_path)
    assert f'src="./{name}"' in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert f'src="../{name}"' in (tmp_path / "checker/index.html").read_text(encoding="utf-8")


def test_changed_content_changes_the_name_and_the_version(tmp_path: Path) -> None:
    one, same = site(tmp_path / "one"), site(tmp_path / "same")
    other = site(tmp_path / "other", **{"assets/site.css": "p { color: red }"})
    assert (one / "sw.js").read_bytes() == (same / "sw.js").read_bytes()
    assert build(one)[""] != build(other)[""]
    changed = {name for name, value in build(one).items() if build(other).get(name) != value}
    assert changed == {"", "checker/", f"assets/site.css?{digest('p {}')}"}


def test_the_worker_is_a_classic_script(tmp_path: Path) -> None:
    """Only Chromium has always supported modules as service workers."""
    site(tmp_path)
    for name in ("sw.js", "sw-off.js"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert not re.search(r"^\s*(import|export)\b", text, re.M), name


def test_a_site_without_the_form_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="form"):
        site(tmp_path, **{"checker/index.html": "<p>"})
