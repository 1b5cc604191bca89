"""A value is too long to check: one code for each field that Forem has."""

from __future__ import annotations

from ..context import Context
from ..normalize import LONGEST
from ..report import Severity
from ..settings import LABELS, Field
from .rule import ERROR, WARNING, Example, Match, Reason, Rule, StepId, rule
from .samples import OWN

_HOST_NAME = "A host name has at most 253."
_MAIL_ADDRESS = "An email address has at most 254."


def _too_long(
    code: str,
    field: Field,
    fact: str,
    step: StepId,
    *,
    severity: Severity = WARNING,
    reason: Reason | None = None,
) -> Rule:
    """Make the rule for `field`; `fact` says how long valid values are.

    It is an error only where Forem or every server refuses such a value.
    """
    label = LABELS[field]

    @rule(
        code,
        severity,
        field,
        step=step,
        reason=reason,
        message=f"{label} has {{length}} characters, so it wasn't checked. {fact}",
        caught=(Example(settings=OWN.replaced({field: code * (LONGEST // len(code) + 1)})),),
        passed=(Example(settings=OWN),),
        sources=("rfc5321",) if fact in (_HOST_NAME, _MAIL_ADDRESS) else ("forem",),
        words={"label": label, "limit": f"{LONGEST:,}", "fact": fact},
    )
    def is_too_long(context: Context) -> Match | None:
        """<label> is too long to check

        ## Symptom
        There are no other findings for this field.

        ## Cause
        A value of more than <limit> characters is nearly always something else: a whole file, a log
        or a page, pasted into one field. <fact> The checker stops at this limit, so that no text
        can slow it down.

        ## Fix
        Enter only the value that belongs in <label>.
        """
        return _match(context, field)

    return is_too_long


def _match(context: Context, field: Field) -> Match | None:
    length = context.too_long.get(field)
    return Match(values={"length": f"{length:,}"}) if length else None


address_is_too_long = _too_long("ADDR16", "address", _HOST_NAME, "connect", severity=ERROR)
port_is_too_long = _too_long("PORT16", "port", "A port has at most five digits.", "connect")
authentication_is_too_long = _too_long(
    "AUTH09",
    "authentication",
    "Forem accepts plain, login and cram_md5.",
    "start",
    severity=ERROR,
    reason="refused",
)
user_name_is_too_long = _too_long(
    "USER11", "user_name", "A user name is often an email address, which has at most 254.", "auth"
)
password_is_too_long = _too_long(
    "PASS14", "password", "The longest key that a provider documents has 96.", "auth"
)
domain_is_too_long = _too_long("HELO08", "domain", _HOST_NAME, "ehlo")
from_is_too_long = _too_long(
    "FROM11", "from_email_address", _MAIL_ADDRESS, "start", reason="unchecked"
)
reply_to_is_too_long = _too_long(
    "FROM12", "reply_to_email_address", _MAIL_ADDRESS, "start", reason="unchecked"
)
