"""Joins the site's own scripts to one, and its styles to another, so that a page makes two requests
for them.

In the script, each module has a block of its own, so the same name can be in several of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

from sitegen.context import ROOT
from sitegen.errors import SiteError
from sitegen.runtime.assets import strip_comments

SCRIPT = "assets/site.mjs"
STYLE = "assets/site.css"
IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export)\b.*|\bimport[.(].*", re.MULTILINE)


def style(names: Iterable[str], root: Path = ROOT) -> str:
    """Return these style sheets of the site, such as `assets/look.css`, as one."""
    return "\n".join((root / "sitegen" / name).read_text(encoding="utf-8") for name in names)


def script(
    names: Iterable[str], root: Path = ROOT, values: Mapping[str, Mapping[str, Any]] | None = None
) -> str:
    """Return these modules of the site, such as `assets/home.mjs`, and what they import, as one.

    `values` has what some modules export instead of what is in their files. Raises SiteError for an
    import or an export of a form that no module here has.
    """
    blocks: dict[str, str] = {}
    for name, exported in (values or {}).items():
        text = json.dumps(exported, separators=(",", ":"))
        blocks[f"sitegen/{name}"] = f'modules["sitegen/{name}"] = {text};\n'
    for name in names:
        add(f"sitegen/{name}", blocks, root)
    return "const modules = {};\n" + "".join(blocks.values())


def add(path: str, blocks: dict[str, str], root: Path) -> None:
    """Add the block of a module after those of the modules that it imports."""
    if path in blocks:
        return
    source = strip_comments((root / path).read_bytes()).decode()

    def bound(found: re.Match[str]) -> str:
        other = normpath(f"{dirname(path)}/{found[2]}")
        add(other, blocks, root)
        return f'const {{{found[1].replace(" as ", ": ")}}} = modules["{other}"];'

    names = [name for _, name in EXPORT.findall(source)]
    source = EXPORT.sub(r"\1 \2", IMPORT.sub(bound, source))
    if strange := LEFT_OVER.search(source):
        raise SiteError(f"{path}: the site's script can't hold {strange[0]!r}")
    exports = f'modules["{path}"] = {{ {", ".join(names)} }};\n' if names else ""
    blocks[path] = f"{{\n{source}{exports}}}\n"
