"""The page's own files as the build writes them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

from sitegen.context import ROOT
from sitegen.runtime import npm
from sitegen.runtime.assets import PAGE, STYLE, page_files, strip_comments
from sitegen.templating import ICONS

SCRIPT = Path(__file__).with_name("same_code.mjs")
IMPORT = re.compile(r'^import (?:.* from )?"(.*?)";$', re.MULTILINE)


def differing(pairs: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return the names of the pairs whose code differs."""
    node = Path(sys.executable).with_name("node")
    done = subprocess.run(
        [node, SCRIPT], input=json.dumps(pairs), capture_output=True, encoding="utf-8", check=True
    )
    names: list[str] = json.loads(done.stdout)
    return names


def modules(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: text.decode() for name, text in files.items() if name.endswith(".mjs")}


def test_stripping_comments_leaves_the_code_unchanged() -> None:
    built = modules(page_files())
    sources = {name: (PAGE / name).read_text(encoding="utf-8") for name in built}
    assert len(built) > 20
    assert differing({name: (sources[name], built[name]) for name in built}) == []
    # No comment is left on a line of its own.
    assert not re.search(r"^\s*(//|/\*)", "\n".join(built.values()), re.MULTILINE)


def test_changed_code_is_detected() -> None:
    source = "const text = `\n// not a comment\n`;\n"
    assert differing({"a.mjs": (source, strip_comments(source.encode()).decode())}) == ["a.mjs"]


def test_every_import_has_a_built_file() -> None:
    files = page_files()
    for name, text in modules(files).items():
        for address in IMPORT.findall(text):
            assert address.startswith(("./", "../")), name
            assert normpath(join(dirname(name), address)) in files, name


def test_shared_styles_come_first() -> None:
    sheets = {path.name: path.read_bytes() for path in PAGE.rglob("*.css")}
    style = page_files()[STYLE]
    assert style.startswith(sheets[STYLE])
    assert all(sheet in style for sheet in sheets.values())
    drawing = {"conversation", "explain", "finding", "form", "paste", "payload", "plan", "verdict"}
    assert {f"{name}.css" for name in drawing} <= set(sheets)


def test_severity_icons_are_the_same_on_all_pages() -> None:
    look = (ROOT / "sitegen/assets/look.css").read_text(encoding="utf-8")
    for severity, path in ICONS.items():
        assert re.search(rf'--look-{severity}: url\(.*<path d="{re.escape(path)}"/>', look)


def test_all_pyscript_plugins_are_switched_off() -> None:
    source = (npm.PYSCRIPT / "src/plugins.js").read_text(encoding="utf-8")
    plugins = re.findall(r'^    (?:\["(.+)"\]|(\w+)): \(\) =>', source, re.MULTILINE)
    client = (PAGE / "worker-client.mjs").read_text(encoding="utf-8")
    switched_off = re.search(r"^const PLUGINS = (\[.*\]);$", client, re.MULTILINE)
    assert switched_off
    assert json.loads(switched_off[1]) == [quoted or plain for quoted, plain in plugins]
