"""How the commands print their results: one module for each format."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...report import Report

_LINE = re.compile(r"line (\d+)")


class Checked(NamedTuple):
    """A file, its report, and where in it each value stood, in words. `-` is standard input."""

    file: str
    report: Report
    origins: dict[str, str]

    def line(self, field: str) -> int | None:
        """The line on which the field's value stands, counted from 1, if that is known."""
        match = _LINE.search(self.origins.get(field, ""))
        return int(match[1]) if match else None
