"""Finds in a text what may be explained: exceptions, SMTP replies, and words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from .records import Message
from .table import replies, tables

_BEFORE, _AFTER = 400, 800
"""How far around an exception's name, in characters, its message is looked for."""
_LONGEST_REPLY = 2000
_LONGEST_WORDS = 100_000


def clean(text: str) -> str:
    """`text` without colours, and as it was before somebody put it into JSON."""
    if "\x1b" in text:
        text = _pattern(r"\x1b\[[0-9;]*[A-Za-z]").sub("", text)
    if "\\" in text:
        text = text.replace("\\n", "\n").replace("\\t", " ")
        text = text.replace('\\"', '"').replace("\\u003c", "<").replace("\\u003e", ">")
    return text


def messages(text: str) -> Iterator[Message]:
    """What may be explained, the likeliest first."""
    yield from _errors(text)
    replies = list(_replies(text))
    failures = [message for message in replies if (message.code or "")[0] in "45"]
    yield from failures or replies
    if enhanced := _pattern(r"\s*([245]\.\d{1,3}\.\d{1,3})\s*").fullmatch(text):
        yield Message(words="", enhanced=enhanced[1])
    # Words alone are pasted by the line, not by the log.
    yield Message(words=_flat(text[:_LONGEST_WORDS]))


def _errors(text: str) -> Iterator[Message]:
    """The exceptions with what stands around their names, the first one first."""
    places = sorted((place, name) for name in _error_names() if (place := _find(text, name)) >= 0)
    ends = [place for place, _ in places[1:]] + [len(text)]
    for (place, name), end in zip(places, ends, strict=False):
        begin = max(text.rfind("\n", 0, place) + 1, place - _BEFORE)
        after = place + len(name)
        yield from _error(name, place, text[begin:place], text[after : min(after + _AFTER, end)])


def _find(text: str, name: str) -> int:
    """Where the exception's name first stands as a word of its own; -1 if nowhere."""
    place = text.find(name)
    while place >= 0:
        after = place + len(name)
        around = text[max(0, place - 1) : place] + text[after : after + 1]
        if not any(character.isalnum() for character in around):
            return place
        place = text.find(name, place + 1)
    return -1


def _error(name: str, place: int, before: str, after: str) -> Iterator[Message]:
    """An exception; if it is about an SMTP reply, that is what it says."""
    if name.startswith("Net::SMTP"):
        for part in (after, before):
            if found := _reply_pattern().search(part):
                yield replace(_reply(part, found), error=name, place=place)
                return
    yield Message(words=_flat(f"{before} {name} {after}"), error=name, place=place)


def _replies(text: str) -> Iterator[Message]:
    """What looks like a reply of an SMTP server, and not like any other number."""
    for count, place in enumerate(_reply_pattern().finditer(text)):
        if count == 1000:
            return
        message = _reply(text, place)
        if message.enhanced or _stands_as_a_reply(text, place):
            yield message


def _stands_as_a_reply(text: str, place: re.Match[str]) -> bool:
    """Whether a number without an enhanced code begins its line or follows a mark."""
    before = text[max(0, place.start() - 40) : place.start()].rpartition("\n")[2]
    if _pattern(r"[^\w]*(?:[<>SC*~-]{1,3}[ :]\s*)?[\"'\[(<]*").fullmatch(before):
        return True
    follows = text[place.end() : place.end() + 40]
    # HTTP has numbers like these.
    is_http = "Internal Server" in follows or "Not Implemented" in follows
    return bool(_pattern(r".*[:\"'(>]\s*").fullmatch(before)) and not is_http


def _reply(text: str, place: re.Match[str]) -> Message:
    """The reply that begins here, with the further lines of one that has several."""
    code, enhanced = place[1], place[2]
    lines = text[place.start() : place.start() + _LONGEST_REPLY].split("\n")
    words = lines[0]
    for line in lines[1:]:
        line = line.lstrip(" \"'<>*~-")
        if line.startswith(code):
            words += " " + line
        elif line:
            break
    return Message(words=_flat(words), place=place.start(), code=code, enhanced=enhanced)


@cache
def _reply_pattern() -> re.Pattern[str]:
    """Three digits as in a reply: no part of an address, a time or a number, and words follow."""
    return re.compile(
        r"(?<![\w.,:;/#=+-])([2-5][0-5]\d)(?=-| (?!\d)| [245]\.|[\"')]|\s*\Z)"
        r"(?:[ -]([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d))?"
    )


@cache
def _error_names() -> frozenset[str]:
    known = {name for reply in replies() for name in reply.errors}
    return frozenset(known.union(tables()["general"]["errors"]))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _flat(text: str) -> str:
    return " ".join(text.lower().split())
