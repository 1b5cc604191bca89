"""Hosting companies that block outgoing SMTP ports: one table each in `hosting.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

OTHER = "other"
"""The id of every hosting company that isn't listed, and of a machine of one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A hosting company: the outgoing TCP ports it blocks, and those known to be open.

    `note` says what people see and what to do about it. `confidence`: `"A"` if the
    company's own pages were read, `"B"` if several others report it.
    """

    id: str
    name: str
    blocked: list[int]
    open: list[int]
    note: str
    confidence: str
    sources: list[dict[str, str]]
    checked: str


@cache
def hosting() -> dict[str, Company]:
    """All companies by id."""
    return {name: Company(id=name, **table) for name, table in _tables().items()}


def _tables() -> dict[str, dict[str, Any]]:
    # Ready parsed in the browser, as with the providers.
    try:
        from ._hosting import TABLES  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        pass  # so that an error in a file isn't shown together with this one
    else:
        return TABLES  # type: ignore[no-any-return, unused-ignore]
    return read_tables()


def read_tables() -> dict[str, dict[str, Any]]:
    """Parse `hosting.toml`; plain data with dates as ISO 8601 text."""
    import tomllib
    from pathlib import Path

    text = (Path(__file__).parent / "hosting.toml").read_text(encoding="utf-8")
    return {
        name: {**table, "checked": str(table["checked"])}
        for name, table in tomllib.loads(text).items()
    }
