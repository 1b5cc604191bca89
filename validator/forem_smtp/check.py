"""Runs the rules over a set of settings."""

from __future__ import annotations

from .characters import visible
from .context import Context
from .hosting import hosting
from .report import Finding, Report, Severity
from .rules import RULES, TOO_LONG, Match, Rule
from .rules.text import is_private
from .settings import FIELDS, Instance, Settings

_LONGEST = 160
_USUAL = tuple(rule for rule in RULES if rule.code not in TOO_LONG)
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def check(settings: Settings, instance: Instance | None = None) -> Report:
    """Judge `settings` for `instance` (default: a current one that nothing is known about).

    Accepts any text in any field, and never raises. Findings are in the order of the fields, with
    the most severe first in each field.
    """
    return judge(Context.of(settings, instance))


def judge(context: Context) -> Report:
    """Judge the values of this context."""
    findings: list[Finding] = []
    codes: set[str] = set()
    judged = context.without_too_long()
    for rule in RULES if judged.too_long else _USUAL:
        if rule.suppressed_by and not codes.isdisjoint(rule.suppressed_by):
            continue
        if match := rule.check(judged):
            if _is_unjudged(rule, match, judged):
                continue
            codes.add(rule.code)
            findings.append(_finding(rule, match, context))
    findings.sort(key=_place)
    return Report(
        context=context, findings=tuple(findings), asks_for_hosting=_asks_for_hosting(judged)
    )


def _asks_for_hosting(context: Context) -> bool:
    """Whether the hosting company matters, and isn't known: some block this port."""
    if context.instance.hosting or context.host is None or is_private(context.host):
        return False
    return any(context.port in company.blocked for company in hosting().values())


def _is_unjudged(rule: Rule, match: Match, context: Context) -> bool:
    """Whether the rule is about a value that is too long to judge."""
    if rule.instance_field or rule.code in TOO_LONG:
        return False
    return (match.field or rule.field) in context.too_long


def _finding(rule: Rule, match: Match, context: Context) -> Finding:
    values = {name: _shown(value, context) for name, value in match.values.items()}
    return Finding(
        code=rule.code,
        severity=rule.severity,
        field=match.field or rule.field,
        message=rule.message.format_map(values),
        fix=match.fix,
        alternative=match.alternative,
        instance_field=rule.instance_field,
        asks=rule.asks and rule.field not in context.filled_in,
    )


def _place(finding: Finding) -> tuple[int, int]:
    return FIELDS.index(finding.field), _ORDER[finding.severity]


def _shown(value: str, context: Context) -> str:
    """Return a value as a message shows it: redacted, truncated, and with nothing invisible."""
    # Values come from the rules or the fields, so they have no secret if the fields have none.
    if context.secrets.in_values:
        value = context.secrets.redact(value)
    value = visible(value)
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
