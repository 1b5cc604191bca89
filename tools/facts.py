"""Lists the facts that nobody has checked for a year: `make facts`.

A fact is whatever has a day on which it was checked: each table with `checked` in a TOML file of
the project (providers' sources, hosting companies), and each row with a day of the table "When
each was read" in `docs/sources.md`.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
FOLDERS = ("validator/forem_smtp", "sitegen")
SOURCES = "docs/sources.md"
ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<day>\d{4}-\d\d-\d\d) \|$", re.MULTILINE)
YEAR = 365


class Fact(NamedTuple):
    """When something was last checked, the file in which it stands, and what it is."""

    checked: date
    file: str
    what: str


def facts(root: Path = ROOT) -> list[Fact]:
    """Every fact with a day, the longest unchecked first."""
    found = []
    for path in (path for folder in FOLDERS for path in root.glob(f"{folder}/**/*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        place = path.relative_to(root).as_posix()
        found += [Fact(one["checked"], place, words(one)) for one in dated(tables)]
    for row in ROW.finditer((root / SOURCES).read_text(encoding="utf-8")):
        found.append(Fact(date.fromisoformat(row["day"]), SOURCES, row["what"]))
    return sorted(found)


def dated(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tables with a day in a table, at any depth, itself included."""
    if isinstance(table.get("checked"), date):
        yield table
    for value in table.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from dated(part)


def words(table: dict[str, Any]) -> str:
    """What a table with a day is about, and its address if it has one."""
    named = (str(table[key]) for key in ("title", "name", "url") if key in table)
    return " ".join(named)


def older(known: Sequence[Fact], today: date, days: int) -> list[Fact]:
    """The facts that were last checked more than `days` days before `today`."""
    return [fact for fact in known if (today - fact.checked).days > days]


def table(chosen: Sequence[Fact], today: date) -> str:
    """One line for each: the day, how many days ago that was, where, and what."""
    rows = [
        (fact.checked.isoformat(), str((today - fact.checked).days), fact.file, fact.what)
        for fact in chosen
    ]
    head = ("Checked", "Days ago", "File", "Fact")
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table. There is nothing wrong with old facts, so this always ends with 0."""
    parser = argparse.ArgumentParser(prog="python -m tools.facts", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--older-than", type=int, default=YEAR, metavar="DAYS", help="default: 365")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=date.today(), metavar="DAY", help="YYYY-MM-DD"
    )
    given = parser.parse_args(arguments)
    known = facts()
    chosen = older(known, given.today, given.older_than)
    if chosen:
        print(table(chosen, given.today), end="\n\n")
    counts = f"{len(chosen)} of {len(known)} facts"
    print(f"{counts} were last checked more than {given.older_than} days ago.")


if __name__ == "__main__":
    try:
        main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough. Python would complain when it flushes again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
