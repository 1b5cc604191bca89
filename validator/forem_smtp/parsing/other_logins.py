"""Leaves out logins that a heading gives to something else, such as a hosting's control panel."""

from __future__ import annotations

import re
from itertools import pairwise

from .labels import label

_HEADING = re.compile(
    r"\b(?:cpanel|whm|plesk|directadmin|ispconfig|phpmyadmin|wordpress|wp-admin|s?ftp|ssh|mysql"
    r"|database|website|(?:control|admin|hosting)[ -]?panel|(?:customer|client) (?:area|portal)"
    r"|(?:forem|site|blog|shop|hosting) (?:admin|account|login)|admin (?:account|login|user))\b",
    re.IGNORECASE,
)
_MAIL = re.compile("mail|smtp|outgoing", re.IGNORECASE)
_NAME = re.compile(r"[^\w\n]{0,10}(\w[^:=：\n]{0,40}?)[ \t]*[:=：]")
_LONGEST_HEADING = 80
_MOST_LINES = 6
_OF_LOGIN = frozenset({"user_name", "password", "from_email_address"})


def without_other_logins(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines with each such login emptied, and what was left out, in words."""
    kept, left_out = list(lines), []
    ends = [-1, *(number for number, line in enumerate(lines) if not line.strip()), len(lines)]
    for before, end in pairwise(ends):
        start = before + 1
        if _is_other_login(lines[start:end]):
            kept[start:end] = [""] * (end - start)
            left_out.append(f"lines {start + 1} to {end}: a login for something else")
    return (kept, left_out) if any(map(str.strip, kept)) else (lines, [])


def _is_other_login(paragraph: list[str]) -> bool:
    """Return whether a paragraph has a heading for something other than mail, and a login."""
    if not 1 < len(paragraph) <= _MOST_LINES or len(paragraph[0]) > _LONGEST_HEADING:
        return False
    if not _HEADING.search(paragraph[0]) or _MAIL.search(paragraph[0]):
        return False
    names = [match[1] for line in paragraph[1:] if (match := _NAME.match(line))]
    fields = {known[0] for name in names if (known := label(name))}
    return "password" in fields and fields <= _OF_LOGIN
