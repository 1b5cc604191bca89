"""Finds the entry of the table that fits a message best."""

from __future__ import annotations

from ..providers import Provider
from .records import Message, Reply
from .table import replies

_BY_WORDS, _BY_ENHANCED, _BY_CODE = 3, 2, 1
"""How well an entry fits a text."""


def best(message: Message, provider: Provider | None, foreign: bool = True) -> Reply | None:
    """The entry that fits best; of equals the first. Not `foreign`: no other provider's words."""
    known = [reply for reply in replies() if foreign or is_of(reply, provider)]
    scored = ((_score(reply, message, provider), reply) for reply in known)
    score, reply = max(scored, key=lambda pair: pair[0])
    return reply if score > (0, 0) else None


def is_of(reply: Reply, provider: Provider | None) -> bool:
    """Whether the entry is this provider's, or everybody's."""
    return not reply.providers or bool(provider and provider.id in reply.providers)


def _score(reply: Reply, message: Message, provider: Provider | None) -> tuple[int, int]:
    """How well the entry fits: (by its words, its enhanced code or its code alone; its owner)."""
    owned = bool(provider and provider.id in reply.providers)
    signature = _signature(reply, message)
    if reply.providers and not owned and not (reply.telling and signature == _BY_WORDS):
        return 0, 0
    return signature, 1 + bool(reply.providers)


def _signature(reply: Reply, message: Message) -> int:
    if message.code and reply.codes:
        if int(message.code) not in reply.codes:
            return -1
    elif message.error:
        if message.error not in reply.errors:
            return -1
    elif message.code or (message.enhanced and not reply.enhanced):
        return -1
    if any(words in message.words for words in reply.text):
        return _BY_WORDS
    if message.enhanced in reply.enhanced:
        return _BY_ENHANCED
    is_bare = reply.alone or not (reply.text or reply.enhanced)
    return _BY_CODE if is_bare and (message.code or message.error) else -1
