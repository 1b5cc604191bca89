"""Reports as workflow commands, which GitHub Actions shows next to the line of the file."""

from __future__ import annotations

from collections.abc import Iterable

from ...characters import visible
from ...report import Finding, Severity
from . import Checked

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def github(checked: Iterable[Checked]) -> str:
    """Return a workflow command per finding, which GitHub Actions shows next to the line."""
    return "".join(_command(one, finding) for one in checked for finding in one.report.findings)


def _command(one: Checked, finding: Finding) -> str:
    properties = {
        "file": None if one.file == "-" else one.file,
        "line": one.line(finding),
        "title": finding.code,
    }
    given = ",".join(
        f"{name}={visible(_property(str(value)))}" for name, value in properties.items() if value
    )
    message = f"{finding.label}: {finding.message}"
    return f"::{_GITHUB[finding.severity]} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
