"""Runs the rules over a set of settings."""

from __future__ import annotations

from .normalize import normalize
from .report import Finding, Report, Severity
from .rules import RULES, Case, Hit, Rule
from .secrets import hide
from .settings import FIELDS, Forem, Settings

_LONGEST = 160
_GRAVITY = {severity: place for place, severity in enumerate(Severity)}


def check(settings: Settings, forem: Forem | None = None) -> Report:
    """Judge `settings` for `forem` (default: a current one of which nothing is known).

    Any text is welcome in any field; nothing is raised. Findings stand in the order of the fields,
    and in each field the gravest first.
    """
    clean = normalize(settings)
    case = Case.of(settings, clean, forem or Forem())
    findings: list[Finding] = []
    found: set[str] = set()
    for rule in RULES:
        if found.isdisjoint(rule.after) and (hit := rule.check(case)):
            found.add(rule.code)
            findings.append(_finding(rule, hit, clean.password))
    findings.sort(key=_place)
    return Report(
        settings=clean,
        provider=case.provider.id if case.provider else None,
        findings=tuple(findings),
    )


def _finding(rule: Rule, hit: Hit, password: str | None) -> Finding:
    values = {name: _shown(value, password) for name, value in hit.values.items()}
    return Finding(
        code=rule.code,
        severity=rule.severity,
        field=hit.field or rule.field,
        message=rule.message.format_map(values),
        fix=hit.fix,
        alternative=hit.alternative,
    )


def _place(finding: Finding) -> tuple[int, int]:
    return FIELDS.index(finding.field), _GRAVITY[finding.severity]


def _shown(value: str, password: str | None) -> str:
    """A value as it may stand in a message: without secrets, and not endless."""
    value = hide(value, password)
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
