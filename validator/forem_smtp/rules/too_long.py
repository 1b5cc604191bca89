"""A value is too long to be judged: one code for each field that Forem has."""

from __future__ import annotations

from ..context import Context
from ..normalize import LONGEST
from ..report import Severity
from ..settings import LABELS
from .rule import Example, Match, Rule
from .samples import OWN

_HOST_NAME = "A host name has at most 253."
_MAIL_ADDRESS = "An email address has at most 254."


def _too_long(code: str, field: str, fact: str, severity: Severity = Severity.WARNING) -> Rule:
    """The rule for `field`; `fact` says how long right values are.

    It is an error only where Forem or every server refuses such a value.
    """
    label = LABELS[field]

    def check(context: Context) -> Match | None:
        length = context.too_long.get(field)
        return Match(values={"length": f"{length:,}"}) if length else None

    return Rule(
        code=code,
        severity=severity,
        field=field,
        title=f"{label} is too long to check",
        message=f"{label} has {{length}} characters, so it wasn't checked. {fact}",
        check=check,
        seen="There are no other findings for this field.",
        why=f"A value of more than {LONGEST:,} characters is nearly always something else: a whole "
        f"file, a log or a page, pasted into one field. {fact} The checker stops at this limit, "
        "so that no text can make it slow.",
        mend=f"Enter only the {label}.",
        caught=(Example(OWN.replaced({field: code * (LONGEST // len(code) + 1)})),),
        passed=(Example(OWN),),
        sources=("rfc5321",) if fact in (_HOST_NAME, _MAIL_ADDRESS) else ("forem",),
    )


RULES = (
    _too_long("ADDR16", "address", _HOST_NAME, Severity.ERROR),
    _too_long("PORT16", "port", "A port has at most five digits."),
    _too_long(
        "AUTH09", "authentication", "Forem accepts plain, login and cram_md5.", Severity.ERROR
    ),
    _too_long(
        "USER11", "user_name", "A user name is often an email address, which has at most 254."
    ),
    _too_long("PASS14", "password", "The longest key that a provider documents has 96."),
    _too_long("HELO08", "domain", _HOST_NAME),
    _too_long("FROM11", "from_email_address", _MAIL_ADDRESS),
    _too_long("FROM12", "reply_to_email_address", _MAIL_ADDRESS),
)
