"""Tells the mail servers in one flat file apart, such as those of Forem and of Discourse.

A variable belongs to the server whose name begins as its own: `DISCOURSE_SMTP_PORT` goes with
`DISCOURSE_SMTP_ADDRESS`. Of several such servers, it's the one in the same paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .extracted import Extracted
from .programs import URL
from .resolve import join_sender
from .vocabulary import is_for_tests, is_of_cluster, is_of_sender, meaning

if TYPE_CHECKING:
    from .pairs import Pair

_SERVERS = frozenset({"address", URL})
_OWN = frozenset({"address", "port", "user_name", "password", URL})
_FOREMS_SENDER = "DEFAULT_EMAIL"
_FOREMS_ADDRESS = "SMTP_ADDRESS"
_HOST = re.compile(r"(?:\w+:/{2})?(?:[^@/\s]*@)?([\w.-]+\.[\w-]+)(?::\d+)?(?:[/?].*)?")
_OTHER_ENTRIES = re.compile(r"(\d+) other entr(?:y|ies)")
_LINE = re.compile(r"line (\d+)")


class _Server(NamedTuple):
    """A name for an address; without a host if it's empty."""

    key: str
    host: str
    paragraph: int


def split(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return the pairs of each server, Forem's own first, and the rest in the last list.

    The result is empty if there is only one server, or if it isn't certain which one has a port or
    the credentials.
    """
    if sum(meaning(pair.key)[0] in _SERVERS for pair in pairs) < 2:
        return []
    paragraphs = _paragraphs(pairs)
    servers = _servers(pairs, paragraphs)
    hosts = {server.host for server in servers if server.host}
    if len(hosts) < 2 or len(hosts) < sum(bool(server.host) for server in servers):
        return []
    numbers = [
        _number_of(pair, paragraph, servers)
        for pair, paragraph in zip(pairs, paragraphs, strict=True)
    ]
    _leave_to_others(pairs, paragraphs, servers, numbers)
    groups: list[list[Pair]] = [[] for _ in range(len(servers) + 1)]
    for pair, number in zip(pairs, numbers, strict=True):
        if number is None and pair.text and meaning(pair.key)[0] in _OWN:
            return []
        groups[-1 if number is None or number < 0 else number].append(pair)
    order = sorted(range(len(servers)), key=lambda number: servers[number].key != _FOREMS_ADDRESS)
    return [*(groups[number] for number in order), groups[-1]]


def _paragraphs(pairs: Sequence[Pair]) -> list[int]:
    """Return the number of each pair's paragraph, which ends where a line has no pair."""
    numbers = [0]
    for before, pair in pairwise(pairs):
        numbers.append(numbers[-1] + (pair.line - before.line > 1))
    return numbers


def _servers(pairs: Sequence[Pair], paragraphs: list[int]) -> list[_Server]:
    """Return the names for an address. Of a name that is there twice, the last one counts."""
    servers = {}
    for pair, paragraph in zip(pairs, paragraphs, strict=True):
        if "." in pair.key or meaning(pair.key)[0] not in _SERVERS:
            continue
        if is_for_tests(pair.key) or is_of_sender(pair.key) or is_of_cluster(pair.key):
            continue
        text = (pair.text or "").strip().lower()
        host = _HOST.fullmatch(text)
        if host or not text:
            servers[pair.key] = _Server(pair.key, host[1] if host else "", paragraph)
    return list(servers.values())


def _number_of(pair: Pair, paragraph: int, servers: list[_Server]) -> int | None:
    """Return which server a pair belongs to; `None` if that isn't certain."""
    if "." in pair.key or pair.key == _FOREMS_SENDER:
        return None
    common = [_common(pair.key, server.key) for server in servers]
    near = [number for number, count in enumerate(common) if count == max(common)]
    if len(near) > 1 or not max(common):
        near = [number for number in near if servers[number].paragraph == paragraph]
    return near[0] if len(near) == 1 else None


def _common(key: str, other: str) -> int:
    """Return how many words two names have in common at their beginning; all of them if equal."""
    if key == other:
        return len(key)
    words = zip(key.upper().split("_"), other.upper().split("_"), strict=False)
    return next((count for count, (a, b) in enumerate(words) if a != b), 1)


def _leave_to_others(
    pairs: Sequence[Pair], paragraphs: list[int], servers: list[_Server], numbers: list[int | None]
) -> None:
    """Take from a server what is in another paragraph, if its own has the same field."""
    fields = [meaning(pair.key)[0] for pair in pairs]
    own = {
        (number, field)
        for number, field, paragraph in zip(numbers, fields, paragraphs, strict=True)
        if number is not None and field and paragraph == servers[number].paragraph
    }
    for place, (number, field) in enumerate(zip(numbers, fields, strict=True)):
        if number is None or (number, field) not in own:
            continue
        if paragraphs[place] != servers[number].paragraph:
            numbers[place] = -1


def read(
    groups: list[list[Pair]], best: Callable[[list[Pair]], Extracted | None], format_name: str
) -> Extracted:
    """Return what `best` finds in each server's pairs and in the rest, each in its own block."""
    found = Extracted(format_name)
    others = 0
    for number, group in enumerate(groups, 1):
        one = best(group) if group else None
        if one is None:
            others += len(group)
            continue
        join_sender(one)
        is_rest = number == len(groups)
        block = "" if is_rest else f"server {number}"
        found.values += [value._replace(block=block) for value in one.values]
        found.references |= one.references
        if one.ssl_off:
            found.ssl_off.add(block)
        if not is_rest and "address" in one.fields:
            found.servers.append(block)
        for place in one.unused:
            counted = _OTHER_ENTRIES.fullmatch(place)
            others += int(counted[1]) if counted else 0
            found.unused += [] if counted else [place]
    found.unused.sort(key=_line)
    if others:
        found.unused.append("1 other entry" if others == 1 else f"{others} other entries")
    return found


def _line(place: str) -> int:
    match = _LINE.search(place)
    return int(match[1]) if match else 0
