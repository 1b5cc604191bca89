"""Tables: rows with empty cells, with too few, and with or without the outer bars."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from forem_smtp import read

FIELDS = {
    "Host": "address",
    "Port": "port",
    "Username": "user_name",
    "Password": "password",
    "From": "from_email_address",
}
VALUES = {
    "Host": "smtp.meadow.example",
    "Port": "587",
    "Username": "clover",
    "Password": "Tulip92vase",
    "From": "hay@meadow.example",
}
FRAMES = [("| ", " |"), ("", ""), ("| ", ""), ("", " |")]
ORDERS = [
    ["Host", "Port", "Username", "Password", "From"],
    ["From", "Username", "Password", "Host", "Port"],
    ["Password", "Host", "From", "Port", "Username"],
]


def line(cells: list[str], frame: tuple[str, str]) -> str:
    return f"{frame[0]}{' | '.join(cells)}{frame[1]}\n"


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
@pytest.mark.parametrize("frame", FRAMES, ids="cell".join)
def test_a_cell_belongs_to_the_head_above_it(order: list[str], frame: tuple[str, str]) -> None:
    for of_row, empty, cut in product(FRAMES, [None, *order], [None, -1]):
        cells = ["" if head == empty else VALUES[head] for head in order][:cut]
        rule = line(["---"] * len(order), frame)
        read_values = dict(read(line(order, frame) + rule + line(cells, of_row)).settings.given())
        there = {FIELDS[head]: cell for head, cell in zip(order, cells, strict=False) if cell}
        assert read_values.items() <= there.items()
        if of_row == frame and cells[0] and "address" in there:
            assert read_values == there


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
@pytest.mark.parametrize("align", [str.ljust, str.rjust], ids=["left", "right"])
def test_cells_in_columns_of_spaces_stay_below_their_heads(
    order: list[str], align: Callable[[str, int], str]
) -> None:
    for empty, other in product([None, *order], repeat=2):
        cells = {head: "" if head in (empty, other) else VALUES[head] for head in order}
        rows = [order, [cells[head] for head in order]]
        text = "".join(
            "".join(
                align(cell, len(VALUES[head]) + 9) for head, cell in zip(order, row, strict=True)
            )
            + "\n"
            for row in rows
        )
        there = {FIELDS[head]: cell for head, cell in cells.items() if cell}
        assert dict(read(text).settings.given()).items() <= there.items()
