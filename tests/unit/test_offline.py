"""The zip contains the whole site, which can be read without a server."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from sitegen.publish.offline import FOLDER, NAME, link_to_files, pack


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("./", "./index.html"),
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../../", "../../index.html"),
        ("../..", "../../index.html"),
        ("checker/", "checker/index.html"),
        ("../checker/#port", "../checker/index.html#port"),
        ("../checker/?v=1#check?v=1&a=/", "../checker/index.html?v=1#check?v=1&a=/"),
        ("#port", "#port"),
        ("assets/look.css", "assets/look.css"),
        ("checker.md", "checker.md"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("", ""),
    ],
)
def test_links_to_folders_become_links_to_files(link: str, expected: str) -> None:
    assert link_to_files(f'<a class="x" href="{link}">') == f'<a class="x" href="{expected}">'


def test_the_zip_has_no_link_to_itself() -> None:
    html = '<ul>\n  <li>One</li>\n  <li><a href="../offline.zip" download>All</a></li>\n</ul>'
    assert link_to_files(html) == "<ul>\n  <li>One</li>\n</ul>"


def test_the_zip_registers_no_service_worker() -> None:
    html = '<div id="checker-root" data-service-worker data-root="../">'
    assert link_to_files(html) == '<div id="checker-root" data-root="../">'


def test_the_zip_has_no_compressed_copies(tmp_path: Path) -> None:
    (tmp_path / "checker").mkdir()
    (tmp_path / "checker/index.html").write_text('<a href="../">', encoding="utf-8")
    for name in ("look.css", "look.css.br", "look.css.gz", "sw.js", "sw-off.js", NAME):
        (tmp_path / name).write_text(name, encoding="utf-8")
    pack(tmp_path)
    first = (tmp_path / NAME).read_bytes()
    with ZipFile(tmp_path / NAME) as packed:
        names = {f"{FOLDER}/{name}" for name in ("README.txt", "checker/index.html", "look.css")}
        assert set(packed.namelist()) == names
        assert packed.read(f"{FOLDER}/checker/index.html") == b'<a href="../index.html">'
    pack(tmp_path)
    assert (tmp_path / NAME).read_bytes() == first
