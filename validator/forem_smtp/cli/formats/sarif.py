"""Reports as SARIF 2.1.0, for tools that collect findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ...report import Finding, Severity
from ...rules import RULES, Rule
from . import Checked
from .json import dumps
from .rule_page import rule_page

_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")


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
    return dumps(log)


def _rule(rule: Rule) -> dict[str, Any]:
    text = rule_page(rule)
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
        "message": {"text": f"{finding.label}: {finding.message}"},
    }
    if one.file != "-":
        physical: dict[str, Any] = {"artifactLocation": {"uri": _address(one.file)}}
        if line := one.line(finding):
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
