"""Recognizes what people say in their own words, such as "no one can sign in anymore"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .records import Reply
from .setting_lines import is_remark, is_setting
from .table import replies

_LONGEST = 240
"""The length of a sentence in which all its words are still about one thing."""
_LONGEST_TEXT = 20_000
"""What is longer is a file or a log, without people's own words."""

_COMMON = frozenset({"mail", "email", "server", "user", "login", "i", "link", "none"})
"""Words that settings and their labels have as well."""


def said_in(text: str) -> Reply | None:
    """Return the first entry of the table that a sentence of the text is about."""
    sentences = list(_sentences(text)) if may_be_said(text) else []
    if not sentences:
        return None
    for reply, pattern in _patterns():
        if any(_fits(pattern, sentence) for sentence in sentences):
            return reply
    return None


def may_be_said(text: str) -> bool:
    """Return whether the telling words of any way to say something are in the text."""
    part = text[:_LONGEST_TEXT].replace("\u2019", "'").lower()
    return _telling_words().search(part) is not None


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences that report something, in lower case and with plain apostrophes."""
    for line in text[:_LONGEST_TEXT].splitlines():
        if not line.strip() or is_setting(line) or is_remark(line):
            continue
        for sentence in _end().split(line.replace("\u2019", "'").lower()):
            if 0 < len(sentence) <= _LONGEST and not _is_advice(sentence):
                yield sentence


def _is_advice(sentence: str) -> bool:
    """Return whether it says what may be or should be, as texts about settings do, or is code."""
    return _advice().search(sentence) is not None


def _fits(pattern: Sequence[re.Pattern[str]], sentence: str) -> bool:
    return all(words.search(sentence) for words in pattern)


@cache
def _patterns() -> list[tuple[Reply, list[re.Pattern[str]]]]:
    """Every way to say something, with the entry that it's about, in the order of the table."""
    return [
        (reply, [_one_of(words) for words in pattern])
        for reply in replies()
        for pattern in reply.said
    ]


@cache
def _telling_words() -> re.Pattern[str]:
    """Of each way to say something, the words that are rarely among settings."""
    telling = dict.fromkeys(
        next((words for words in pattern if _COMMON.isdisjoint(words.split("|"))), pattern[0])
        for reply in replies()
        for pattern in reply.said
    )
    return _one_of("|".join(telling))


@cache
def _advice() -> re.Pattern[str]:
    return re.compile(
        r"=>|[{}\[\]=]|\b(?:should|shall|must|may|might|would|please|so that|to make sure"
        r"|ensure|until|unless"
        r"|to avoid|to prevent|otherwise|recommend|required|allowed|per (?:day|hour)"
        r"|bitte|sollten?|müssen|damit|veuillez|doit|devez|afin|por favor|deben?|para que|devono"
        r"|affinché|moet(?:en)?|zodat|proszę|należy|aby|пожалуйста|нужно|необходимо|чтобы|щоб"
        r"|lütfen)\b"
        r"|^(?:wenn|falls|si|se|jeśli|если|якщо|als|eğer)\b|[请請若]|如果|ください|경우"
    )


@cache
def _end() -> re.Pattern[str]:
    return re.compile(r"[.!?;]+(?=\s|\Z)|[。！？；]")


def _one_of(words: str) -> re.Pattern[str]:
    """One of several alternatives, separated by `|`, as a whole word where words have spaces."""
    parts: dict[bool, list[str]] = {True: [], False: []}
    for word in dict.fromkeys(words.split("|")):
        parts[_far_east().search(word) is not None].append(re.escape(word))
    within, whole = (f"(?:{'|'.join(parts[east])})" for east in (True, False))
    both = rf"(?<![\w@.-]){whole}(?![\w@-])" if parts[False] else ""
    return re.compile("|".join(filter(None, (both, within if parts[True] else ""))))


@cache
def _far_east() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
