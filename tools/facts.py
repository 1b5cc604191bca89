"""Lists the facts that haven't been checked for a year: `make facts`.

A fact is anything with the day when it was last checked: each table with `checked` in one of the
project's TOML files (providers' sources, hosting companies), and each row with a day in the table
"When each was read" in `docs/sources.md`.
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
    """When a fact was last checked, the file that it's in, and what it is."""

    checked: date
    file: str
    what: str


def facts(root: Path = ROOT) -> list[Fact]:
    """Return every fact with a day, the oldest first."""
    found = []
    for path in (path for folder in FOLDERS for path in root.glob(f"{folder}/**/*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        place = path.relative_to(root).as_posix()
        found += [Fact(one["checked"], place, words(one)) for one in dated(tables)]
    for row in ROW.finditer((root / SOURCES).read_text(encoding="utf-8")):
        found.append(Fact(date.fromisoformat(row["day"]), SOURCES, row["what"]))
    return sorted(found)


def dated(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the tables with a day in a table, at any depth, including the table itself."""
    if isinstance(table.get("checked"), date):
        yield table
    for value in table.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from dated(part)


def words(table: dict[str, Any]) -> str:
    """Return what a table with a day is about, and its address if it has one."""
    named = (str(table[key]) for key in ("title", "name", "url") if key in table)
    return " ".join(named)


def older(known: Sequence[Fact], today: date, days: int) -> list[Fact]:
    """Return the facts that were last checked more than `days` days before `today`."""
    return [fact for fact in known if (today - fact.checked).days > days]


def table(chosen: Sequence[Fact], today: date) -> str:
    """Return a line for each fact: the day, how many days ago that was, where, and what."""
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
    """Print the table. Old facts aren't an error, so this always exits with 0."""
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
        # The reader, such as `head`, has closed the pipe. Python would complain at its last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
