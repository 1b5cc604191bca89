"""Recognizes lines with settings, and remarks on errors, among the lines of an error or a log."""

from __future__ import annotations

import re
from functools import cache


def without_settings(text: str) -> str:
    """Return the text without lines that hold settings, in which no words are an error's.

    Where there are settings, comments and remarks on what an error would mean are left out as well.
    """
    lines = text.split("\n")
    settings = [is_setting(line) for line in lines]
    if not any(settings):
        return text
    return "\n".join(
        "" if setting or is_remark(line) else line
        for line, setting in zip(lines, settings, strict=True)
    )


def is_setting(line: str) -> bool:
    """Return whether a line begins with the name of a setting and a sign before its value."""
    begin = _setting().match(line)
    if not begin or _pattern(r"(?i)[\W\d]*(?:unknown|no such|invalid|bad) ").match(line):
        return False  # such as "Unknown user: robin"
    return not names_an_error(line) and not is_first_person(line)


def is_remark(line: str) -> bool:
    """Return whether a line only says what an error would mean, as guides and comments do."""
    if _pattern(r"\s*(?:#|//|--[ \t]|;|(?:}[ \t]*)?(?:rescue|except|catch)\b)").match(line):
        return True
    condition = _pattern(r"(?i)\b(?:if|in case|when (?:you|the|it)|wenn|falls)\b").search(line)
    return bool(condition) and not is_first_person(line)


def is_first_person(line: str) -> bool:
    """Return whether people speak of themselves."""
    return bool(_pattern(r"(?:\A|[^\w.@=:/-])(?:I|we|We|my|My|our)(?:'\w+)?\s").search(line))


def names_an_error(line: str) -> bool:
    """Return whether a line begins with the word error, one like it, or an exception's class."""
    return bool(
        _pattern(
            r"(?i)[\W\d]*(?:[\w.]+[ \t]+){0,3}?"
            r"(?:[\w.:]{0,80}(?:error|exception)|fehler|erreur|failed|failure|fatal|php_network_\w+|ssl3_\w+)\b"
        ).match(line)
    )


def is_credential(before: str) -> bool:
    """Return whether what follows `before` in its line is the value of a password or a name."""
    return bool(_credential().search(before[-200:]))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _credential() -> re.Pattern[str]:
    return _pattern(
        r"(?i)(?:pass|passw(?:or)?d|passwort|pwd|secret|key|token|user(?:[_ ]?name)?)[\"'`\])]*"
        r"[ \t]*(?:=>|[=:])[ \t]*(?:[\"'][^\"'\n]*)?\Z"
    )


def _setting() -> re.Pattern[str]:
    """How a line with a setting begins: at most three words, of which the last is a field."""
    return _pattern(
        r"(?i)[\s\"'`*•>{\[-]{0,20}(?:export[ \t]+)?(?:[\w.-]{1,30} ){0,2}[\w.-]{0,30}"
        r"(?:host|server|address|port|user ?name|user|password|pass|domain|authentication"
        r"|encryption|from|reply[-_ ]to)[\w.-]{0,20}[\"'`\])]{0,3}[ \t]{0,9}(?:=>|[=:])"
    )
