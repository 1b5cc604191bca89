"""Finds the entry of the table that fits a message best."""

from __future__ import annotations

from functools import cache

from ..providers import Provider
from .records import Message, Reply
from .table import replies

_BY_WORDS, _BY_WORDS_ALONE, _BY_ENHANCED, _BY_CODE, _BY_CLASS = 5, 4, 3, 2, 1
"""How well an entry fits a text. Its words say more than a code, which servers choose freely; the
class of an exception that contains a reply counts least."""

_FIRST_OWN = 50
"""The standard codes, those in the registry of IANA, end in lower numbers."""

_SIGN_IN = frozenset({"432", "525", "534", "535", "538"})
"""Codes with which a server only refuses a sign-in (RFC 4954, RFC 5248)."""

_DENIALS = ("no ", "not ", "without ", "no smtp ")
_START = 3
"""The length of the beginnings by which words are looked up."""


def best(message: Message, provider: Provider | None, foreign: bool = True) -> Reply | None:
    """Return the entry that fits best, the first of equals. `foreign`: other providers' as well."""
    known = [reply for reply in replies() if foreign or is_of(reply, provider)]
    scored = ((_score(reply, message, provider), reply) for reply in known)
    score, reply = max(scored, key=lambda pair: pair[0])
    return reply if score > (0, 0) else None


def known_parts(words: str) -> list[str]:
    """Return the parts of these words, in lower case and on one line, that any entry knows."""
    starts = {words[place : place + _START] for place in range(len(words))}
    by_start = _known_words()
    # Trying each of them takes ten times as long.
    return [
        known for start in starts & by_start.keys() for known in by_start[start] if known in words
    ]


@cache
def _known_words() -> dict[str, list[str]]:
    """Return the words of all entries by their first letters."""
    by_start: dict[str, list[str]] = {}
    for known in dict.fromkeys(words for reply in replies() for words in reply.text):
        by_start.setdefault(known[:_START], []).append(known)
    return by_start


def is_by_words(reply: Reply | None, message: Message) -> bool:
    """Return whether the entry fits the message by more than its code or its class."""
    return reply is not None and _signature(reply, message) >= _BY_ENHANCED


def has_own_words(reply: Reply | None, message: Message) -> bool:
    """Return whether the entry fits the message by its words and its code."""
    return reply is not None and _signature(reply, message) == _BY_WORDS


def is_of(reply: Reply, provider: Provider | None) -> bool:
    """Return whether the entry is this provider's, or no provider's in particular."""
    return not reply.providers or bool(provider and provider.id in reply.providers)


def _score(reply: Reply, message: Message, provider: Provider | None) -> tuple[int, int]:
    """Return how well the entry fits: its signature, and whether it's the provider's own."""
    owned = bool(provider and provider.id in reply.providers)
    signature = _signature(reply, message)
    if reply.providers and not owned and not (reply.telling and signature == _BY_WORDS):
        return 0, 0
    return signature, 1 + bool(reply.providers)


def _signature(reply: Reply, message: Message) -> int:
    """Return how well the entry fits the message; 0 or less if it doesn't."""
    if message.http or message.service or reply.http or reply.other_service:
        is_other = bool(message.service and reply.other_service)
        return _BY_CODE if is_other or int(message.http or 0) in reply.http else -1
    has_words = _has_words(reply, message)
    if message.code and reply.codes:
        if int(message.code) not in reply.codes:
            return _BY_WORDS_ALONE if has_words and _is_alike(message.code, reply) else -1
    elif message.error:
        if message.error not in reply.errors:
            return -1
    elif message.code:
        return -1
    elif message.enhanced:
        has_words = has_words and _may_be(message.enhanced, reply)
    if has_words or _is_own(message.enhanced, reply):
        return _BY_WORDS
    if message.enhanced in reply.enhanced and (message.code or _says_enough(message)):
        return _BY_ENHANCED
    return _bare_signature(reply, message)


def _has_words(reply: Reply, message: Message) -> bool:
    """Return whether the message has words of the entry, some of which need a reply's code."""
    is_reply = message.code or message.enhanced
    if any(words in message.words for words in reply.text):
        return bool(is_reply) or any(_is_stated(words, message.words) for words in reply.text)
    return bool(is_reply) and any(words in message.words for words in reply.after_code)


def _is_stated(words: str, text: str) -> bool:
    """Return whether words are in a text, and not denied there: "no authentication required"."""
    place = text.find(words)
    return place >= 0 and not text[:place].endswith(_DENIALS)


def _is_alike(code: str, reply: Reply) -> bool:
    """Return whether a code says the same as the entry's: for now, or for good.

    A code for sign-in says nothing about the recipient or what receivers decide.
    """
    if code in _SIGN_IN and reply.stage == "delivery":
        return False
    return any(str(known)[0] == code[0] for known in reply.codes)


def _may_be(enhanced: str, reply: Reply) -> bool:
    """Return whether an entry may be about this code: of its class, or of the network."""
    if enhanced.endswith(".0.0"):  # says nothing
        return True
    return _is_alike(enhanced, reply) if reply.codes else enhanced[1:4] == ".4."


def _is_own(enhanced: str | None, reply: Reply) -> bool:
    """Return whether the entry's is a code whose last number is high, as only Microsoft's are.

    The others are standard, and servers choose among them freely.
    """
    return enhanced in reply.enhanced and int((enhanced or "0").rpartition(".")[2]) >= _FIRST_OWN


def _says_enough(message: Message) -> bool:
    """Return whether an enhanced code without a reply code has only one meaning."""
    return not (message.enhanced or "").endswith((".7.1", ".7.0", ".0.0"))


def _bare_signature(reply: Reply, message: Message) -> int:
    """Return how well an entry that needs no words fits."""
    if (reply.text or reply.after_code or reply.enhanced) and not reply.alone:
        return -1
    if message.code and reply.codes:
        return -1 if reply.errors and message.error not in reply.errors else _BY_CODE
    if message.error and not reply.codes:
        return _BY_CLASS if message.code else _BY_CODE
    return -1
