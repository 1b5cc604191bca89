"""Removes what copying and pasting adds to a value. The report says so."""

from __future__ import annotations

from .characters import described, listed, unseen, without
from .settings import FOREM_FIELDS, Settings

_ASCII_SPACES = " \t\n\v\f\r"
# What Ruby's `strip` removes. Forem uses it to clean what is saved in its panel.
_STRIPPED = _ASCII_SPACES + "\0"
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»", "„": "“"}
_HOST_FIELDS = ("address", "domain")
_PUNCTUATION = ".,;"

LONGEST = 2_000
"""The length of the longest value that is judged, in any field. Correct values are far shorter: a
host name has at most 253 (RFC 1035), an address 254 (RFC 5321), the longest documented key 96.
"""


def normalize(settings: Settings) -> Settings:
    """Return the settings without what is surely not part of a value. Empty becomes `None`.

    A password may contain anything, so it only loses what Forem itself strips from its ends.
    """
    typed = vars(settings)
    clean = {name: _value(name, text) for name, text in typed.items()}
    return settings if clean == typed else Settings(**clean)


def too_long(settings: Settings) -> dict[str, int]:
    """The length of each value for Forem that is longer than `LONGEST`, by field."""
    values = vars(settings)
    longer = [name for name in FOREM_FIELDS if len(values[name] or "") > LONGEST]
    return {name: len(values[name]) for name in longer}


def _value(name: str, text: str | None) -> str | None:
    if text is None or _is_clean(text):
        return text
    if name == "password":
        return text.strip(_STRIPPED) or None
    text = _seen(text)
    if name == "port":
        text = text.translate(_DIGITS)
    return _bare(text, _PUNCTUATION if name in _HOST_FIELDS else "") or None


def _is_clean(text: str) -> bool:
    """Whether a text is surely clean: most of what people type or paste is."""
    return text[:1].isalnum() and text[-1].isalnum() and text.isascii() and text.isprintable()


def _seen(text: str) -> str:
    """`text` without what can't be seen, except for the spaces that ASCII has."""
    letters = unseen(text)
    return without(text, letters.difference(_ASCII_SPACES)) if letters else text


def _bare(text: str, punctuation: str) -> str:
    """`text` without the spaces, pairs of quotes and last punctuation around it, in any order."""
    start, end = 0, len(text)
    while start < end:
        last = text[end - 1]
        if text[start].isspace():
            start += 1
        elif last.isspace() or last in punctuation:
            end -= 1
        elif end - start > 1 and _QUOTES.get(text[start]) == last:
            start, end = start + 1, end - 1
        else:
            break
    return text[start:end]


def unquoted(text: str) -> str:
    """`text` without one pair of quotes around it."""
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text


def taken(name: str, typed: str) -> str:
    """What `normalize` takes from a value typed into a field, in words."""
    clean = _value(name, typed) or ""
    letters = unseen(typed) - unseen(clean)
    parts = [described(typed, letters)] if letters else []
    rest = typed.strip(_STRIPPED) if name == "password" else _seen(typed)
    bare = rest.strip()
    if typed.strip(" ") != typed:
        parts.append("the spaces around it")
    if bare and _QUOTES.get(bare[0]) == bare[-1]:
        parts.append("the quotes around it")
    if name in _HOST_FIELDS and unquoted(bare).rstrip(_PUNCTUATION) != unquoted(bare):
        parts.append("the punctuation at its end")
    if name == "port" and rest.translate(_DIGITS) != rest:
        parts.append("full-width digits")
    return listed(parts) if parts else "what was around it"
