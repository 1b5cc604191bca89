"""Finds the lines of an error in a text that may hold settings as well."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .extract import failures, may_hold_failures
from .match import best, is_by_words, known_parts
from .notation import clean
from .records import Message, Reply
from .said import may_be_said, said_in
from .setting_lines import is_first_person, is_remark, is_setting, names_an_error

_MOST_LINES = 5_000
_FEW = 3
"""People paste words without a code as a line or two."""
_MANY = 200
"""A text with so many lines is a file, without people's own words."""


class ErrorLine(NamedTuple):
    """A line of an error: the error's words, and what people say with them of their settings."""

    error: str
    settings: str = ""


def error_lines(lines: list[str]) -> dict[int, ErrorLine]:
    """Return the lines that belong to an error, by their number from 0.

    Where a line may be a setting as well, it's left out.
    """
    text = "\n".join(lines)
    count = sum(bool(line.strip()) for line in lines)
    if count > _MANY and not any(failures(text)):
        return {}
    known = known_parts(_flat(text))
    if not (known or may_hold_failures(text) or may_be_said(text) or _error_word().search(text)):
        return {}  # as most settings
    few = count <= _FEW
    found: dict[int, ErrorLine] = {}
    start = ""
    for number, line in enumerate(lines[:_MOST_LINES]):
        place = _place_of_error(line, few, known)
        if place is not None:
            found[number] = _apart(line, place)
            start = line
        elif number - 1 in found and _goes_on(start, line):
            found[number] = ErrorLine(line)
    return found


def _place_of_error(line: str, by_words: bool, known: list[str]) -> int | None:
    """Return where in its line an error begins, or `None` if there surely is none.

    `by_words`: words without an exception or a reply's code are enough. `known` are the words of
    the table that are in the text.
    """
    for message in failures(line):
        is_certain = message.error or _is_certain(message, line)
        if is_certain and not is_remark(line[: message.place]):
            return message.place
    if not line.strip() or is_remark(line):
        return None
    if match := _own_error().search(line):
        return match.start() if _known(line[match.end() :], known) else None
    if names_an_error(line):
        return 0
    if is_setting(line) or not line.strip():
        return None
    reply = _known(line, known)
    return 0 if (reply and (by_words or reply.is_symptom)) or said_in(line) else None


def _flat(text: str) -> str:
    return " ".join(clean(text).lower().split())


def _known(line: str, known: list[str]) -> Reply | None:
    words = _flat(line) if known else ""
    if not any(part in words for part in known):
        return None  # as for most lines; looking at each entry takes thirty times as long
    message = Message(words=words)
    reply = best(message, None)
    return reply if is_by_words(reply, message) else None


def _is_certain(reply: Message, line: str) -> bool:
    """Return whether three digits are a reply's, and not the number of emails or the like."""
    if reply.enhanced or is_by_words(best(reply, None), reply):
        return True
    words = _pattern(
        r"(?i)error|fail|denied|reject|refus|invalid|unable|unavailable|unknown|disabled|blocked"
        r"|syntax|relay|not (?:accept|allow|support|permit|implement|taken|available|recogni)"
    )
    return bool(words.search(line, reply.place))


def _apart(line: str, place: int) -> ErrorLine:
    """Return the error at this place, apart from what people say that they entered."""
    if not is_first_person(line):
        # No reply is in a complaint: what else it says may be a setting.
        return ErrorLine(line, line if said_in(line) and not any(failures(line)) else "")
    end = len(line)
    settings = []
    for match in _pattern(
        r"(?i)\b(?:(?:I|we)(?:'m| am|'re| are| have|'ve)? ?(?:use|using|entered|enter|set|saved"
        r"|tried|try)|my (?:smtp )?settings(?: are| is)?|using)\b:?[ \t]*"
    ).finditer(line):
        is_before = match.end() <= place
        if not is_before:
            end = min(end, match.start())
        part = line[match.end() : place if is_before else len(line)]
        settings.append(_own_error().split(part, maxsplit=1)[0])
    return ErrorLine(line[place:end] if settings else line, " ".join(settings))


def _own_error() -> re.Pattern[str]:
    """Where people go on to say what happened."""
    return _pattern(
        r"(?i)[\s,;.(]+(?:(?:and|but|then|now|it|Forem|I|we|the \w{1,20})\s+){1,3}"
        r"(?:\w{1,20}\s+){0,3}?(?:get|gets|got|getting|see|saw|says?|said|answers|shows|fails?)\b"
    )


def _error_word() -> re.Pattern[str]:
    """What `names_an_error` looks for."""
    return _pattern(r"(?i)error|exception|fehler|erreur|fail|fatal|php_network_|ssl3_")


def _goes_on(start: str, line: str) -> bool:
    """Return whether a line still belongs to the error above it, which began in `start`."""
    trace = _pattern(r"\s*(?:from |at |Caused by:|File \"|\S+\.(?:rb|py|js|erb):\d)")
    folded = _margin(line) > _margin(start) and line.strip() and not is_setting(line)
    return bool(trace.match(line) or folded)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
