"""The site's scripts and styles are bundled into one file each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.context import ROOT
from sitegen.errors import SiteError
from sitegen.publish.bundle import script, style

NODE = Path(sys.executable).with_name("node")


def write(root: Path, **modules: str) -> list[str]:
    """Write modules of the site, and return their names as in the MkDocs configuration."""
    (root / "sitegen/assets").mkdir(parents=True)
    for name, source in modules.items():
        (root / f"sitegen/assets/{name}.mjs").write_text(source)
    return [f"assets/{name}.mjs" for name in modules]


def output_of(source: str) -> list[str]:
    """Run a script in Node.js, and return the lines that it prints."""
    command = [str(NODE), "--input-type=module", "--eval", source]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


def test_modules_have_separate_scopes_and_run_once(tmp_path: Path) -> None:
    names = write(
        tmp_path,
        one='import { say as tell } from "./said.mjs";\nconst name = "one";\ntell(name);\n',
        two='import { say, END } from "./said.mjs";\nconst name = "two";\nsay(name + END);\n',
        said='console.log("said");\n\n// Says it.\nexport function say(text) {\n'
        '  console.log(text);\n}\nexport const END = "!";\n',
    )
    assert output_of(script(names[:2], tmp_path)) == ["said", "one", "two!"]


@pytest.mark.parametrize(
    "source",
    [
        'import "./said.mjs";',
        'import * as all from "./said.mjs";',
        "export default 1;",
        "const one = 1;\nexport { one };",
        'const said = await import("./said.mjs");',
        "console.log(import.meta.url);",
    ],
)
def test_unsupported_imports_and_exports_stop_the_build(tmp_path: Path, source: str) -> None:
    names = write(tmp_path, one=source, said="")
    with pytest.raises(SiteError, match="can't hold"):
        script(names[:1], tmp_path)


def test_styles_keep_their_order(tmp_path: Path) -> None:
    write(tmp_path)
    for name, text in {"b": "p { color: red }", "a": "p { color: blue }"}.items():
        (tmp_path / f"sitegen/assets/{name}.css").write_text(text)
    joined = style(["assets/b.css", "assets/a.css"], tmp_path)
    assert joined == "p { color: red }\np { color: blue }"


def test_every_script_and_style_is_bundled() -> None:
    listed = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    paths = sorted((ROOT / "sitegen/assets").iterdir())
    names = [path.name for path in paths if f"assets/{path.name}" in listed]
    joined = script(f"assets/{name}" for name in names if name.endswith(".mjs"))
    for path in paths:
        assert path.name in names or f'modules["sitegen/assets/{path.name}"] = {{' in joined
