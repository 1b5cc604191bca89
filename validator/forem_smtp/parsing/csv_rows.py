"""Rows of CSV, as spreadsheets and consoles export them, with commas or semicolons."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import NamedTuple

from .labels import label
from .pairs import is_mail_host

_MOST_CELLS = 40
_LONGEST_LINE = 2_000
_SIGNS = (",", ";")
_SITES = frozenset({"url", "login_uri", "website", "web site", "login uri", "urls", "site"})
_LOGIN = frozenset({"user_name", "password", "from_email_address"})


class Rows(NamedTuple):
    """Lines with tabs between the cells of each row, and the numbers of uncertain rows, from 0."""

    lines: list[str]
    unsure: list[int]


def with_tabs(lines: list[str], *, only_sure: bool = True) -> Rows:
    """Separate the cells of each row with tabs, if some lines are rows of CSV.

    A row either begins with a label, and only the value follows; or it's below a row of labels, and
    has as many cells. With more, a value holds the sign itself, and nothing says which: if
    `only_sure`, such a row isn't taken for one.
    """
    rows = Rows(list(lines), [])
    for sign in _SIGNS:
        heads, site = 0, -1
        pairs = {}
        for number, line in enumerate(lines):
            cells = _cells(line, sign) if sign in line else []
            if heads and len(cells) >= heads:
                if only_sure and site >= 0 and _is_other_login(cells, site):
                    rows.lines[number] = ""
                    continue
                is_sure = len(cells) == heads
                rows.lines[number] = "\t".join(cells) if is_sure or not only_sure else ""
                rows.unsure.extend([] if is_sure else [number])
            elif len(cells) > 2 and _are_heads(cells):
                heads = len(cells)
                site = _site_of_logins(cells)
                rows.lines[number] = "\t".join(_without_other_users(cells))
            else:
                heads = 0
                if len(cells) > 1 and label(cells[0]) and cells[1]:
                    pairs[number] = cells
        _take_pairs(rows, pairs, sign, only_sure)
    return rows


def _take_pairs(rows: Rows, pairs: dict[int, list[str]], sign: str, only_sure: bool) -> None:
    """Separate labels and values, if more than one row is nothing else."""
    if len({label(cells[0]) for cells in pairs.values() if len(cells) == 2}) < 2:
        return
    for number, (name, value, *more) in pairs.items():
        if not more:
            rows.lines[number] = f"{name}\t{value}"
        else:
            rows.unsure.append(number)
            if not only_sure:
                rows.lines[number] = f"{name}\t{rows.lines[number].partition(sign)[2]}"


def _cells(line: str, sign: str) -> list[str]:
    if (
        len(line) > _LONGEST_LINE
        or ":" in line.partition(sign)[0]
        or "=" in line.partition(sign)[0]
    ):
        return []
    try:
        cells = next(csv.reader([line], delimiter=sign, skipinitialspace=True, strict=True), [])
    except csv.Error:
        return []
    usable = len(cells) <= _MOST_CELLS and not any("\t" in cell for cell in cells)
    return [cell.strip() for cell in cells] if usable else []


def _are_heads(cells: Sequence[str]) -> bool:
    """Return whether the cells are labels, except for one or two."""
    fields = [meant[0] for cell in cells if cell and (meant := label(cell))]
    return len(set(fields)) > 1 and len(cells) - len(fields) < 3


def _site_of_logins(cells: Sequence[str]) -> int:
    """Return the place of the website among the heads of a password manager's rows, or -1."""
    places = [place for place, cell in enumerate(cells) if cell.lower() in _SITES]
    fields = {meant[0] for cell in cells if cell and (meant := label(cell))}
    return places[0] if places and fields <= _LOGIN else -1


def _is_other_login(cells: Sequence[str], site: int) -> bool:
    """Return whether a row's login isn't for a mail server: its website says no such host."""
    text = cells[site].lower()
    is_website = text.startswith(("http://", "https://")) or not is_mail_host(text)
    return is_website and not any("smtp" in cell.lower() for cell in cells)


def _without_other_users(cells: list[str]) -> list[str]:
    """Return the heads; with `SMTP user name` among them, the other user is someone else."""
    own = {meant[0] for cell in cells if "smtp" in cell.lower() and (meant := label(cell))}

    def is_other(cell: str) -> bool:
        meant = label(cell) if cell else None
        return meant is not None and meant[0] in own and "smtp" not in cell.lower()

    return ["other" if is_other(cell) else cell for cell in cells]
