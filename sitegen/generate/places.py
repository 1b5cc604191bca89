"""Where a Forem can run, and what to do there with a payload. The guide has the commands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sitegen.context import CONTENT, DOCS
from sitegen.errors import SiteError
from sitegen.examples import examples
from sitegen.templating import inline

FILE = CONTENT / "places.toml"
STEPS = ("save", "restart", "see")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what to do, as HTML, and the command to run, if there is one."""

    text: Markup
    command: str | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """A choice in the checker's list; `places.toml` describes the attributes."""

    id: str
    label: str
    page: str
    payload: str
    steps: list[Step]
    test: Step | None = None


def places(root: str) -> list[Place]:
    """Return all places; `root` leads to the site's root, such as `../`.

    Raises SiteError for a command that the guide doesn't have.
    """
    commands = _commands()
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [_place(name, table, commands, root) for name, table in tables.items()]


def _place(name: str, table: dict[str, Any], commands: dict[str, str], root: str) -> Place:
    def step(part: str) -> Step:
        names = table.get(f"{part}_command", [])
        blocks = [names] if isinstance(names, str) else names
        for block in blocks:
            if block not in commands:
                raise SiteError(f"{FILE.name}: no block in the guide is named {block}.")
        command = "\n".join(commands[block] for block in blocks) or None
        return Step(text=_linked(table[part], root), command=command)

    return Place(
        id=name,
        label=table["label"],
        page=table["page"],
        payload=table["payload"],
        steps=[step(part) for part in STEPS],
        test=step("test") if "test" in table else None,
    )


def _linked(text: str, root: str) -> Markup:
    """Return a sentence with code and links in it as HTML."""
    return Markup(LINK.sub(rf'<a href="{root}\2">\1</a>', str(inline(text))))


def _commands() -> dict[str, str]:
    """Return the guide's blocks that are run, by their names."""
    paths = [*DOCS.glob("importing/*.md"), DOCS / "test-mail.md"]
    found = [one for path in paths for one in examples(path.name, path.read_text(encoding="utf-8"))]
    return {one.mark[1]: one.text.rstrip("\n") for one in found if one.mark[:1] == ["run"]}
