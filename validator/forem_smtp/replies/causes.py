"""Lists the causes of an error, the likeliest for the given settings first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ..providers import Provider
from ..report import Report, Severity
from ..rules import BY_CODE, RULES
from ..settings import Field
from .records import Cause, KnownCause, Reply
from .table import tables


def causes_of(reply: Reply, provider: Provider | None, report: Report | None) -> tuple[Cause, ...]:
    """Return the causes, the likeliest for these settings first."""
    guide = reply.guide or tables()["guides"].get(reply.stage)
    known = [*reply.causes]
    if reply.credentials and provider:
        wanted = _wanted_by(provider)
        named = {_field_of(cause) for cause in wanted}
        known = [*wanted, *(cause for cause in known if _field_of(cause) not in named)]
    if provider and provider.dns_records:
        known = [_with_records(cause, provider) for cause in known]
    if report is None:
        return tuple(_cause(cause, guide) for cause in known)
    codes = {finding.code for finding in report.findings}
    placed: list[tuple[int, Cause]] = []
    company = report.context.company
    for cause in known:
        found = [code for code in cause.findings if code in codes]
        given = _is_given(cause, report)
        conclusive = not cause.inconclusive
        if company and _BLOCKED in cause.findings:
            cause = replace(cause, fix=f"{cause.fix} {company.name}: {company.note}")
            conclusive = report.context.port in company.open
        cleared = bool(cause.findings) and given and not found and conclusive
        if not (cleared and cause.needs_finding):
            placed.append((0 if found else 2 if cleared else 1, _cause(cause, guide, found)))
    if _may_use_other_values(reply, report, placed):
        # Without a known provider, the settings rule nothing out for sure.
        placed.append((1 if report.provider else 3, _SAVED_ELSE))
    placed.sort(key=lambda pair: pair[0])
    return tuple(cause for _, cause in placed)


_BLOCKED = "PORT13"
"""The finding that the hosting company blocks the port."""


def _field_of(cause: KnownCause) -> Field | None:
    """Return the field that shows whether it's this cause, even if the fix isn't to change it."""
    code = next(iter(cause.findings), None)
    return cause.field or (BY_CODE[code].field if code else None)


def _is_given(cause: KnownCause, report: Report) -> bool:
    """Return whether what shows whether it's this cause was entered."""
    code = next(iter(cause.findings), None)
    about_forem = BY_CODE[code].instance_field if code and not cause.field else None
    if about_forem:
        return bool(getattr(report.context.instance, about_forem))
    field = _field_of(cause)
    return field is not None and getattr(report.settings, field) is not None


_SAVED_ELSE = Cause(
    text="The values saved in Forem may differ from these.",
    fix="Look at what Forem really uses, with the script in the guide, and restart its worker.",
    page="importing/what-wins/#see-settings",
)
_BEFORE_DELIVERY = frozenset({"connect", "greeting", "EHLO", "STARTTLS", "AUTH", "MAIL FROM"})
"""The stages in which the saved values decide how far a connection gets."""


def _may_use_other_values(reply: Reply, report: Report, placed: list[tuple[int, Cause]]) -> bool:
    """Whether nothing in these settings explains the reply, so that others may be in use."""
    if report.context.missing or reply.stage not in _BEFORE_DELIVERY:
        return False
    return not any(cause.found or cause.page == _SAVED_ELSE.page for _, cause in placed)


_RECORDS = "domain-authentication/#what-to-enter"
"""The part of the guide on the DNS records of any provider."""
_REMINDER = "FROM06"
"""The finding that the provider must have verified the domain. It's there even if it has."""


def _with_records(cause: KnownCause, provider: Provider) -> KnownCause:
    """Return the cause with a link to this provider's own DNS records, if it's about records.

    The records help more than the reminder that there must be some.
    """
    if cause.page != _RECORDS:
        return cause
    codes = [code for code in cause.findings if code != _REMINDER]
    page = f"providers/{provider.id}/#dns-records"
    return replace(cause, page=page, findings=codes, inconclusive=True)


def _cause(cause: KnownCause, guide: str | None, found: Sequence[str] = ()) -> Cause:
    # The cause's own page says more than a finding that isn't in the report.
    codes = found or (() if cause.page else cause.findings)
    return Cause(
        text=cause.text,
        fix=cause.fix,
        field=cause.field,
        code=next(iter(codes), None),
        found=bool(found),
        page=cause.page or guide,
        tell=cause.tell,
    )


def _wanted_by(provider: Provider) -> list[KnownCause]:
    """Return what this provider wants as user name and password."""
    name = provider.name
    page = f"providers/{provider.id}/"
    if provider.authentication.passwords == "refused":
        return [
            KnownCause(
                text=f"{name} no longer accepts passwords, and Forem can sign in only with one.",
                fix="Send through another provider.",
                findings=_findings_about("authentication"),
                page=page,
            )
        ]
    user_name = provider.user_name.what.replace("`", "")
    password = provider.password.what.replace("`", "")
    return [
        KnownCause(
            text=f"With {name} the user name is {user_name}. Something else may have been entered.",
            fix="Enter that as User name, with nothing around it.",
            field="user_name",
            findings=_findings_about("user_name"),
            # A name that is the same for all customers is either right, or found to be wrong.
            needs_finding=provider.user_name.rule == "fixed",
            page=page,
        ),
        KnownCause(
            text=f"With {name} the password is {password}. Another one may have been entered.",
            fix="Copy that into Password again, with nothing around it.",
            field="password",
            findings=_findings_about("password"),
            # Only the server knows whether it's the right one.
            inconclusive=True,
            page=page,
        ),
    ]


@cache
def _findings_about(field: Field) -> list[str]:
    """Return the codes for what may be wrong with the credentials in a field, errors first."""
    rules = [rule for rule in RULES if rule.field == field and rule.step == "auth"]
    return [
        rule.code for rule in sorted(rules, key=lambda rule: rule.severity is not Severity.ERROR)
    ]
