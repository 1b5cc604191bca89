"""What the form of a host name is."""

from __future__ import annotations

import re

LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
"""A regular expression for one part of a host name, between two dots."""
_HOST_NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*")


def is_host_name(text: str) -> bool:
    """Whether `text` has the form of a host name (RFC 1123, but underscores are allowed)."""
    return len(text) <= 253 and _HOST_NAME.fullmatch(text) is not None


def forbidden(text: str, signs: str) -> str:
    """Say what a text that isn't a host name has and a host name can't: one of the `signs`."""
    letter = next((sign for sign in text if sign.isalpha() and not sign.isascii()), None)
    if letter is None:
        return signs
    return f"letters such as {letter}. Its form in ASCII, with xn--, is one"
