"""Credentials whose names don't say that they're for mail, but which are beside those that do."""

from __future__ import annotations

from collections.abc import Sequence

from .extracted import Extracted
from .labeled_lines import ONE_ADDRESS
from .mailbox import takes_address
from .pairs import Pair
from .vocabulary import (
    NOTHING,
    bare_meaning,
    is_about_mail,
    is_of_another_service,
    key_words,
    meaning,
)

_MAILBOX = frozenset({"EMAIL", "MAIL", "ADDRESS", "EMAILADDRESS"})
_PASSWORD = frozenset({"PASSWORD", "PASS", "PASSWD", "PWD", "APP", *_MAILBOX})
_SENDERS = tuple(("SENDER", word) for word in ("PASSWORD", "PASS", "PASSWD", "PWD"))
_CREDENTIALS = ("user_name", "password")
# A second server in the same block, or a way to it.
_OTHER_SERVERS = frozenset({"url", "uri", "dsn", "database", "dbname", "endpoint"})


def add_beside(found: Extracted, pairs: Sequence[Pair]) -> None:
    """Add the user name and password beside a mail server, or the mailbox that signs in."""
    known = found.fields | found.references
    if "address" not in found.fields:
        return
    if "password" not in known:
        _add_senders_password(found, pairs)
        known = found.fields | found.references
    if known.isdisjoint(_CREDENTIALS):
        _add_bare(found, pairs)
    elif "password" in found.fields and "user_name" not in known:
        _add_mailbox(found, pairs)


def _add_senders_password(found: Extracted, pairs: Sequence[Pair]) -> None:
    """Add `SENDER_PASSWORD`, if it's the only one."""
    own = [pair for pair in pairs if key_words(pair.key) in _SENDERS and pair.text]
    if len(own) == 1:
        found.add("password", own[0].text, own[0].origin, literal=own[0].literal)


def _add_bare(found: Extracted, pairs: Sequence[Pair]) -> None:
    """Add `username` and `password` in the block of `smtp_server`, if it has nothing else there."""
    blocks = {value.block for value in found.values if value.field == "address"}
    if len(blocks) != 1:
        return
    block = blocks.pop()
    own = [pair for pair in pairs if pair.above == block]
    bare = [pair for pair in own if not is_about_mail(pair.name)]
    if any(
        pair.name.lower() in _OTHER_SERVERS
        or bare_meaning(pair.name)[0] == "address"
        or is_of_another_service(pair.name)
        for pair in bare
    ):
        return
    if _is_mixed(own, whole=not block):
        return
    meant = [(bare_meaning(pair.name)[0], pair) for pair in bare if pair.text]
    credentials = [(field, pair) for field, pair in meant if field in _CREDENTIALS]
    if sorted(str(field) for field, _ in credentials) != sorted(_CREDENTIALS):
        return
    for field, pair in credentials:
        found.add(str(field), pair.text, pair.origin, literal=pair.literal, block=block)


def _is_mixed(pairs: Sequence[Pair], *, whole: bool) -> bool:
    """Return whether something else is among the pairs, and not just before or behind them.

    In a whole file anything may have a user name; and in a block, what comes after something else.
    """
    mail = [place for place, pair in enumerate(pairs) if is_about_mail(pair.name)]
    meant = [bare_meaning(pair.name) for pair in pairs]
    others = [place for place, found in enumerate(meant) if found == NOTHING and place not in mail]
    own = [*mail, *(place for place, found in enumerate(meant) if found[0] in _CREDENTIALS)]
    if not own or not others or whole:
        return bool(others)
    return min(own) not in mail or any(min(own) < place < max(own) for place in others)


def _add_mailbox(found: Extracted, pairs: Sequence[Pair]) -> None:
    """Add the address in `SMTP_EMAIL` as the user name that goes with `SMTP_PASSWORD`."""
    if any(_is_user_name(pair.key) for pair in pairs) or not takes_address(found):
        return  # it's there, and empty; or the provider has other user names
    origin = next(value.origin for value in found.values if value.field == "password")
    stems = {_stem(pair.key, _PASSWORD) for pair in pairs if pair.origin == origin}
    mailboxes = [
        pair
        for pair in pairs
        if key_words(pair.key)[-1:]
        and key_words(pair.key)[-1] in _MAILBOX
        and _stem(pair.key, _MAILBOX) in stems
        and ONE_ADDRESS.fullmatch((pair.text or "").strip())
    ]
    if len({pair.text for pair in mailboxes}) == 1:
        box = mailboxes[0]
        found.add("user_name", (box.text or "").strip(), box.origin, block=box.above)


def _is_user_name(key: str) -> bool:
    return "user_name" in (meaning(key)[0], bare_meaning(key.rpartition(".")[2])[0])


def _stem(key: str, ends: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a name without those at its end that say what it is."""
    words = list(key_words(key))
    while words and words[-1] in ends:
        words.pop()
    return tuple(words)
