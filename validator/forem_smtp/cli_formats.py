"""Reports as the machines of others read them: GitHub's workflow commands, and SARIF 2.1.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from .characters import visible
from .report import Finding, Report, Severity
from .rules import RULES, SOURCES, Rule
from .settings import LABELS

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_LINE = re.compile(r"line (\d+)")
_NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")


class Checked(NamedTuple):
    """A file, its report, and where in it each value stood, in words. `-` is standard input."""

    file: str
    report: Report
    origins: dict[str, str]

    def line(self, field: str) -> int | None:
        """The line on which the field's value stands, counted from 1, if that is known."""
        match = _LINE.search(self.origins.get(field, ""))
        return int(match[1]) if match else None


def github(checked: Iterable[Checked]) -> str:
    """One workflow command per finding, which GitHub Actions shows beside the file's line."""
    return "".join(_command(one, finding) for one in checked for finding in one.report.findings)


def _command(one: Checked, finding: Finding) -> str:
    properties = {
        "file": None if one.file == "-" else one.file,
        "line": one.line(finding.field),
        "title": finding.code,
    }
    given = ",".join(
        f"{name}={visible(_property(str(value)))}" for name, value in properties.items() if value
    )
    message = f"{LABELS[finding.field]}: {finding.message}"
    return f"::{_GITHUB[finding.severity]} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(checked: Iterable[Checked]) -> str:
    """A SARIF log with one run, for tools that collect findings.

    SARIF wants whole addresses for help pages. The site's is not known here, so each rule carries
    the text of its page.
    """
    found = [(one, finding) for one in checked for finding in one.report.findings]
    codes = {finding.code for _, finding in found}
    rules = [rule for rule in RULES if rule.code in codes]
    places = {rule.code: place for place, rule in enumerate(rules)}
    driver = {"name": "forem-smtp", "rules": [_rule(rule) for rule in rules]}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, finding, places[finding.code]) for one, finding in found],
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    text = page(rule)
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title.replace("`", "")},
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
        "help": {"text": text.replace("`", ""), "markdown": text},
    }


def _result(one: Checked, finding: Finding, place: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": place,
        "level": _SARIF[finding.severity],
        "message": {"text": f"{LABELS[finding.field]}: {finding.message}"},
    }
    if one.file != "-":
        physical: dict[str, Any] = {"artifactLocation": {"uri": _address(one.file)}}
        if line := one.line(finding.field):
            physical["region"] = {"startLine": line}
        result["locations"] = [{"physicalLocation": physical}]
    return result


def _address(file: str) -> str:
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    # A name may hold bytes that are not UTF-8. Python keeps them as lone surrogates.
    name = _NO_BYTES.sub("\ufffd", path.as_posix())
    return quote(name.encode("utf-8", "surrogateescape"))


def page(rule: Rule) -> str:
    """The page of a finding as Markdown, without the links that lead nowhere outside the site."""
    sources = "\n".join(f"- {SOURCES[name][0]}" for name in rule.sources)
    text = (
        f"# {rule.code}: {rule.title}\n\n"
        f"{rule.severity.capitalize()}, field {LABELS[rule.field]}.\n\n"
        f"## What you see\n\n{rule.seen}\n\n## Why\n\n{rule.why}\n\n"
        f"## How to mend it\n\n{rule.mend}\n\n## Sources\n\n{sources}\n"
    )
    return _LINK.sub(r"\1", text)
