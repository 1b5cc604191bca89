"""Loads `replies.toml`, which has everything that is known about replies and exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from .records import KnownCause, Reply


@cache
def replies() -> tuple[Reply, ...]:
    """Return every known reply and exception, in the order of `replies.toml`."""
    return tuple(_entry(name, table) for name, table in tables()["replies"].items())


def _entry(name: str, table: Mapping[str, Any]) -> Reply:
    """Return the entry. An error about a missing or unknown key names the table."""
    try:
        causes = [KnownCause(**cause) for cause in table["causes"]]
        return Reply(id=name, **{**table, "causes": causes})
    except (KeyError, TypeError) as error:
        error.add_note(f"in [replies.{name}] of replies.toml")
        raise


def sources() -> Mapping[str, Mapping[str, str]]:
    """Return the sources by the names in the entries, each with a title and usually a `url`."""
    found: Mapping[str, Mapping[str, str]] = tables()["sources"]
    return found


@cache
def tables() -> Mapping[str, Any]:
    """Return the whole file as plain data. In the browser it comes already parsed."""
    try:
        from ._tables import TABLES  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        pass  # so that an error in a file isn't shown together with this one
    else:
        return TABLES  # type: ignore[no-any-return, unused-ignore]
    return read_tables()


def read_tables() -> dict[str, Any]:
    """Parse `replies.toml`."""
    import tomllib
    from pathlib import Path

    tables = tomllib.loads((Path(__file__).parent / "replies.toml").read_text(encoding="utf-8"))
    for source in tables["sources"].values():
        if "checked" in source:
            source["checked"] = str(source["checked"])
    return tables
