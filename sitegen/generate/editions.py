"""Writes the tables "By edition", the same way on each page: what differs between editions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from sitegen.context import CONTENT, PageContext

WHOLE = "editions.md"
"""The page that has all rows, and says how to tell the edition."""
HEAD = """\
| What | 2021 | early 2022 to 2024 | since late 2024 |
| --- | --- | --- | --- |
"""
FOOT = "[Which edition do you run?]({root}editions.md#which-edition)"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A row of the tables; `editions.toml` describes the attributes."""

    what: str
    first: str
    second: str
    current: str
    source: str
    pages: list[str]


def read() -> list[Difference]:
    """Return all rows in their order. Raises TypeError if one lacks a key or has an unknown one."""
    tables = tomllib.loads((CONTENT / "editions.toml").read_text(encoding="utf-8"))
    return [Difference(**table) for table in tables.values()]


def table(page: PageContext) -> str:
    """Return the rows that belong on a page, as a Markdown table with their sources."""
    place = page.uri.removesuffix(".md")
    rows = [row for row in read() if page.uri == WHOLE or place in row.pages]
    lines = [f"| {row.what} | {row.first} | {row.second} | {row.current} |\n" for row in rows]
    names = {"source-code": "Forem's code", "source-changes": "what changed in Forem, and when"}
    sources = dict.fromkeys(row.source for row in rows)
    root = "../" * page.uri.count("/")
    links = "; ".join(f"[{names[name]}]({root}sources.md#{name})" for name in sources)
    foot = "" if page.uri == WHOLE else f"{FOOT.format(root=root)}\n\n"
    return f"{HEAD}{''.join(lines)}\n{foot}<small>Source: {links}.</small>"
