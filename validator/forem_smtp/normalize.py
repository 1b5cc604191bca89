"""Takes off what copying and pasting leaves on a value; the report says that it did."""

from __future__ import annotations

from .settings import FIELDS, Settings

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000"), " ")
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»", "„": "“"}
_HOST_FIELDS = ("address", "domain")

LONGEST = 2_000
"""The most characters of a value that is judged, in any field. Right ones are far shorter: a host
name has at most 253 (RFC 1035), an address 254 (RFC 5321), the longest documented key 96.
"""


def normalize(settings: Settings) -> Settings:
    """The settings without what surely is no part of the values; a blank value becomes `None`.

    A password may hold anything, so that only the ends of it are touched, and only what Forem
    itself strips or nobody can see.
    """
    return Settings(**{name: _value(name, getattr(settings, name)) for name in FIELDS})


def too_long(settings: Settings) -> dict[str, int]:
    """The length of each value that is longer than `LONGEST`, by field."""
    return {name: len(value) for name, value in settings.given() if len(value) > LONGEST}


def _value(name: str, text: str | None) -> str | None:
    if text is None:
        return None
    if name == "password":
        return _outer(text) or None
    text = text.translate(_INVISIBLE).translate(_BLANKS)
    if name == "port":
        text = text.translate(_DIGITS)
    # Quotes may stand in blanks, and blanks in quotes.
    while (bare := _bare(name, text)) != text:
        text = bare
    return text or None


def _bare(name: str, text: str) -> str:
    text = unquoted(text.strip())
    return text.rstrip(".,;") if name in _HOST_FIELDS else text


def _outer(text: str) -> str:
    """`text` without blanks and invisible characters at its ends, a trailing newline included."""
    return text.strip(" \t\r\n\v\f\0" + "".join(map(chr, [*_INVISIBLE, *_BLANKS])))


def unquoted(text: str) -> str:
    """`text` without one pair of quotes around it."""
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text


def without_invisible(text: str) -> str:
    """`text` without the characters that have no width."""
    return text.translate(_INVISIBLE)
