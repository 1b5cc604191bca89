"""Where a Forem can run, and what to do there with a payload. The guide has the commands."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from sitegen.context import CONTENT, DOCS
from sitegen.errors import SiteError
from sitegen.examples import examples

FILE = CONTENT / "places.toml"
STEPS = ("save", "restart", "see")


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something to do: what it is for, and the command, unless there is none."""

    text: str
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


def places() -> list[Place]:
    """Return all places. Raises SiteError for a command that the guide doesn't have."""
    commands = _commands()
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [_place(name, table, commands) for name, table in tables.items()]


def _place(name: str, table: dict[str, str], commands: dict[str, str]) -> Place:
    def step(text: str, key: str) -> Step:
        block = table.get(key)
        if block is not None and block not in commands:
            raise SiteError(f"{FILE.name}: no block in the guide is named {block}.")
        return Step(text=text, command=block and commands[block])

    return Place(
        id=name,
        label=table["label"],
        page=table["page"],
        payload=table["payload"],
        steps=[step(table[part], f"{part}_command") for part in STEPS],
        test=step("Then send it:", "test_command") if "test_command" in table else None,
    )


def _commands() -> dict[str, str]:
    """Return the guide's blocks that are run, by their names."""
    paths = [*DOCS.glob("importing/*.md"), DOCS / "test-mail.md"]
    found = [one for path in paths for one in examples(path.name, path.read_text(encoding="utf-8"))]
    return {one.mark[1]: one.text.rstrip("\n") for one in found if one.mark[:1] == ["run"]}
