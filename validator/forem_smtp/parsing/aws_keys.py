"""AWS access keys where SMTP credentials are wanted: Amazon SES takes only credentials of its own.

The keys are never taken. What can be said surely beside them is: the sender, and SES's host if the
text names SES and one region.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..providers import provider_of
from ..settings import Settings
from . import senders
from .result import ParseResult
from .source import without_marks

_ID = re.compile(r"(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])")
_SECRET = re.compile(
    r"(?<![A-Za-z0-9/+])(?=[A-Za-z/+]{0,39}\d)(?=[A-Z0-9/+]{0,39}[a-z])(?=[a-z0-9/+]{0,39}[A-Z])"
    r"[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"
)
_NAMED = re.compile(
    r"(?<![A-Za-z])SES(?![A-Za-z])|(?<![a-z])ses[_.]|email-smtp|amazonses"
    r"|(?i:simple email service|(?:aws|amazon)[ _-]ses(?![a-z]))"
)
# What else AWS's keys are for in a Forem's environment, or another program's.
_OTHER_SERVICE = re.compile(
    r"(?<![a-z0-9])s3(?![0-9])|bucket|fog[_.]|storage|backup|cloudfront|dynamo|route_?53|sqs|sns"
    r"|bedrock|lambda|rekognition|cloudwatch|upload|asset",
    re.IGNORECASE,
)
_REGION = re.compile(r"(?<![\w-])((?:af|ap|ca|eu|il|me|mx|sa|us)(?:-gov)?-[a-z]{4,9}-\d)(?![\w-])")
_FROM = re.compile(
    r"(?:^|[,;/|(])\s*(?:from|sender|von|absender|de|da|van|od|от)(?: (?:address|e-?mail))?"
    r"\s*[:=]?\s*<?(?P<address>[A-Za-z0-9][\w.+%-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
    re.IGNORECASE | re.ASCII,
)
_NEAR = 5
_LISTED = (
    "AWS access keys, which aren't SMTP credentials. For Amazon SES, its console makes these under "
    "SMTP settings > Create SMTP credentials"
)
_REASON = (
    "These look like AWS access keys, which aren't SMTP credentials. For Amazon SES, create SMTP "
    "credentials in its console, in the region that you use: SMTP settings > Create SMTP "
    "credentials. Then paste those."
)


def complete(result: ParseResult, lines: list[str]) -> ParseResult:
    """Return the result with what can be said about AWS keys in the text, if they may be SES's."""
    text = "\n".join(lines)
    keys = _keys(lines) if "AKIA" in text or "ASIA" in text else {}
    own = result.settings
    if not keys or (own.password and not _ID.fullmatch(own.password.strip())):
        return result
    if own.address is not None and not _is_ses(own.address):
        return result
    named = own.address is not None or _NAMED.search(text) is not None
    if not named and _OTHER_SERVICE.search(text):
        return result
    if own.password:
        result = _without_password(result)
    more = _said(without_marks(lines), own, named=named)
    place = _place(sorted({line for line, _ in keys}))
    given = {name: value for name, (value, _) in more.items()}
    has_any = bool(given or result.settings.given())
    return replace(
        result,
        format=(result.format or "prose") if has_any else None,
        reason=None if has_any else _REASON,
        settings=result.settings.replaced(given),
        origins={**result.origins, **{name: origin for name, (_, origin) in more.items()}},
        unused=(f"{place}: {_LISTED}", *result.unused) if has_any else result.unused,
        private=(*result.private, *(key for _, key in keys if not _ID.fullmatch(key))),
    )


def _keys(lines: list[str]) -> dict[tuple[int, str], None]:
    """Return access keys and their secrets with their lines; none unless both are there."""
    ids = [
        (number, match[0]) for number, line in enumerate(lines, 1) for match in _ID.finditer(line)
    ]
    secrets = [
        (number, match[0])
        for number, line in enumerate(lines, 1)
        if any(abs(number - other) <= _NEAR for other, _ in ids)
        for match in _SECRET.finditer(line)
    ]
    return dict.fromkeys([*ids, *secrets]) if secrets else {}


def _said(lines: list[str], own: Settings, *, named: bool) -> dict[str, tuple[str, str]]:
    """Return the host, the sender and where replies go, each with its origin, if certain."""
    found: dict[str, dict[str, str]] = {}
    beside: list[int] = []
    wants_host = named and own.address is None
    is_mixed = _OTHER_SERVICE.search("\n".join(lines)) is not None
    for number, line in enumerate(lines, 1):
        of_ses = wants_host and (not is_mixed or _NAMED.search(line))
        for region in _REGION.findall(line) if of_ses else ():
            host = f"email-smtp.{region}.amazonaws.com"
            if _is_ses(host):
                found.setdefault("address", {})[host] = f"line {number}, for Amazon SES"
        for match in _FROM.finditer(line):
            beside.append(number)
            found.setdefault("from_email_address", {})[match["address"]] = f"line {number}, From"
    for it in senders.said(lines, beside):
        if it.is_certain:
            found.setdefault(it.field, {}).setdefault(it.text, f"line {it.line}, in a sentence")
    return {
        field: next(iter(values.items()))
        for field, values in found.items()
        if len(values) == 1 and getattr(own, field) is None
    }


def _is_ses(address: str) -> bool:
    provider = provider_of(address.strip().lower())
    return provider is not None and provider.id == "ses"


def _without_password(result: ParseResult) -> ParseResult:
    """Return the result without an access key in the place of the password."""
    return replace(
        result,
        settings=replace(result.settings, password=None),
        origins={name: place for name, place in result.origins.items() if name != "password"},
    )


def _place(numbers: list[int]) -> str:
    first, last = numbers[0], numbers[-1]
    return f"line {first}" if first == last else f"lines {first} to {last}"
