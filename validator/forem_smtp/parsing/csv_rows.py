"""Rows of CSV, as spreadsheets and consoles export them, with commas or semicolons."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from .labels import label

_MOST_CELLS = 40
_LONGEST_LINE = 2_000
_SIGNS = (",", ";")


def with_tabs(lines: list[str], *, only_sure: bool = True) -> list[str]:
    """Return the lines with tabs between the cells of each row, if some lines are rows of CSV.

    A row either begins with a label, and only the value follows; or it's below a row of labels, and
    has as many cells. With more, a value holds the sign itself, and nothing says which: `only_sure`
    leaves such a row out.
    """
    result = list(lines)
    for sign in _SIGNS:
        heads = 0
        pairs = []
        for number, line in enumerate(lines):
            cells = _cells(line, sign) if sign in line else []
            if heads and len(cells) >= heads:
                unsure = only_sure and len(cells) > heads
                result[number] = "" if unsure else "\t".join(cells)
            elif len(cells) > 2 and _are_heads(cells):
                heads = len(cells)
                result[number] = "\t".join(_without_other_users(cells))
            else:
                heads = 0
                if len(cells) == 2 and label(cells[0]) and cells[1].strip():
                    pairs.append((number, cells))
        if len({label(cells[0]) for _, cells in pairs}) > 1:
            for number, cells in pairs:
                result[number] = "\t".join(cells)
    return result


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


def _without_other_users(cells: list[str]) -> list[str]:
    """Return the heads; with `SMTP user name` among them, the other user is someone else."""
    own = {meant[0] for cell in cells if "smtp" in cell.lower() and (meant := label(cell))}

    def is_other(cell: str) -> bool:
        meant = label(cell) if cell else None
        return meant is not None and meant[0] in own and "smtp" not in cell.lower()

    return ["other" if is_other(cell) else cell for cell in cells]
