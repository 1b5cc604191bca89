"""How the commands print their results: one module for each format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...report import Finding, Report

_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file, its report, and where each value is in it, in words. `-` is standard input."""

    file: str
    report: Report
    origins: dict[str, str]

    def line(self, finding: Finding) -> int | None:
        """Return the line with the value that is wrong, counted from 1, if it's in the file."""
        if finding.instance_field:
            return None
        match = _LINE.search(self.origins.get(finding.field, ""))
        return int(match[1]) if match else None
