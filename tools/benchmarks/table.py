"""Tables for the terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return columns as wide as needed, the first aligned left and the others right."""
    lines = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def met(value: float, goal: float) -> str:
    return "met" if value <= goal else "MISSED"


def machine() -> str:
    """Return how busy the machine was when the measurement began: a busy one is slower."""
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start"
