"""Chooses a value for each field from all that a reader found. A port keeps its encryption."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from typing import NamedTuple

from .. import ports
from ..settings import FIELDS, Settings
from .extracted import Extracted, Value
from .programs import LOCAL_PART, SENDER_DOMAIN, SSL, TLS
from .result import Server

IMPLICIT_PORTS = frozenset(str(port) for port in ports.IMPLICIT_PORTS)
"""The ports on which encryption begins with the first byte, which Forem can't do."""
_STARTTLS_PORTS = frozenset({"25", "587", "2525", "2587"})
_BLOCKED_PORT = "25"
_BEST_PORT = "587"
_MOST_UNUSED = 20
_FOREMS_ADDRESS = ", SMTP_ADDRESS"
# Forem's sender is the same whichever server is chosen.
_FOREMS_SENDER = "DEFAULT_EMAIL"
_OF_ANOTHER = "belongs to another server"
_UNCERTAIN = "not certain which server it's for"
_COUNTED = (" other entry", " other entries")
_NOT_LIVE = re.compile(
    r"(?:^|[^a-z])(?:dev|develop|development|test|testing|staging|local)(?:$|[^a-z])"
)


class Outcome(NamedTuple):
    """The settings, and what `ParseResult` says about them."""

    settings: Settings
    origins: dict[str, str]
    unused: tuple[str, ...]
    candidates: dict[str, tuple[str, ...]]
    candidate_origins: dict[str, tuple[str, ...]]
    port_encryption: dict[str, str]
    servers: tuple[Server, ...] = ()


class _Choice(NamedTuple):
    """The chosen value of each field, and all values of the fields that have several."""

    chosen: dict[str, Value]
    candidates: dict[str, dict[str, Value]]

    @property
    def server(self) -> Server:
        return Server(
            Settings(**{name: value.text for name, value in self.chosen.items()}),
            {name: value.origin for name, value in self.chosen.items()},
        )


def resolve(found: Extracted) -> Outcome:
    """Choose one value for each field; the others become candidates."""
    join_sender(found)
    if len(found.servers) > 1:
        return _of_several_servers(found)
    values = _of_one_server(found) if found.separate else found.values
    unused = list(found.unused)
    return _outcome(_choose(values, found.ssl_off, unused), values, unused)


def _choose(values: list[Value], ssl_off: set[str], unused: list[str]) -> _Choice:
    choice = _Choice({}, {})
    for name in FIELDS:
        of_field = [value for value in values if value.field == name]
        if name == "encryption":
            of_field = _encryption(of_field, values, choice.chosen.get("port"), ssl_off, unused)
        if not of_field:
            continue
        by_text = _by_text(of_field)
        if len(by_text) > 1:
            choice.candidates[name] = by_text
        choice.chosen[name] = _best_port(of_field) if name == "port" else of_field[0]
    return choice


def _by_text(values: Iterable[Value]) -> dict[str, Value]:
    """Return the first value with each text."""
    by_text: dict[str, Value] = {}
    for value in values:
        by_text.setdefault(value.text, value)
    return by_text


def _outcome(
    choice: _Choice, values: list[Value], unused: list[str], servers: tuple[Server, ...] = ()
) -> Outcome:
    settings, origins = choice.server
    candidates = choice.candidates
    return Outcome(
        settings,
        dict(origins),
        _listed(unused),
        {name: tuple(by_text) for name, by_text in candidates.items()},
        {
            name: tuple(value.origin for value in by_text.values())
            for name, by_text in candidates.items()
        },
        _of_each_port(values) if "port" in candidates else {},
        servers,
    )


def _of_several_servers(found: Extracted) -> Outcome:
    """Choose one server with all its values: Forem's own, or else that with the most of them."""
    own = {
        server: [value for value in found.values if value.block == server]
        for server in found.servers
    }
    more = [value for value in found.values if value.origin.endswith(_FOREMS_SENDER)]
    unused = list(found.unused)
    for value in found.values:
        if value not in more and value.block not in own:
            why = (
                "belongs to another server" if value.block else "not certain which server it's for"
            )
            unused.append(f"{value.origin}: {why}")
    choices = {}
    for server, values in own.items():
        fields = {value.field for value in values}
        rest = [value for value in more if value.field not in fields]
        choices[server] = _choose([*values, *rest], found.ssl_off & {server}, unused)
    first = max(own, key=lambda server: (_is_forems(own[server]), _size(choices[server])))
    choice = choices.pop(first)
    for name in choice.chosen:
        by_text = _by_text(value for value in found.values if value.field == name)
        if name != "encryption" and len(by_text) > 1:
            choice.candidates[name] = by_text
    others = (other.server for other in choices.values())
    return _outcome(choice, found.values, unused, (choice.server, *others))


def _size(choice: _Choice) -> int:
    """Return how much of what every server needs was found."""
    return sum(name in choice.chosen for name in ("address", "port", "user_name", "password"))


def _is_forems(values: list[Value]) -> bool:
    """Return whether a server has the name that only Forem's has."""
    return any(value.origin.endswith(_FOREMS_ADDRESS) for value in values)


def _of_each_port(values: list[Value]) -> dict[str, str]:
    """Return the encryption that the text states for single ports."""
    ports = [value for value in values if value.field == "port" and value.encryption]
    modes = {port.text: _sure_of(str(port.encryption), port.text.strip()) for port in ports}
    return {port: mode for port, mode in modes.items() if mode}


def join_sender(found: Extracted) -> None:
    """Join the sender's parts before and after the @."""
    local, domain = found.parts.pop(LOCAL_PART, None), found.parts.pop(SENDER_DOMAIN, None)
    if local and domain:
        text = f"{local[0]}@{domain[0]}"
        found.add("from_email_address", text, f"{local[1]} and {domain[1]}", block=local[2])
    elif local or domain:
        found.skip((local or domain or ("", "", ""))[1], "only a part of the sender")


def _of_one_server(found: Extracted) -> list[Value]:
    """Return the values without other servers', and without those that another block repeats."""
    hosts = dict.fromkeys(value.block for value in found.values if value.field == "address")
    if not hosts:
        return found.values
    counts = Counter(value.block for value in found.values)
    best = max(hosts, key=lambda block: (_NOT_LIVE.search(block.lower()) is None, counts[block]))
    own = {value.field for value in found.values if _is_within(value.block, best)}
    kept = []
    for value in found.values:
        server = _server_of(value.block, hosts)
        if server not in (None, best) and not _is_within(best, str(server)):
            found.skip(value.origin, _OF_ANOTHER)
        elif _is_within(value.block, best) or value.field not in own:
            kept.append(value)
        else:
            found.skip(value.origin, "doesn't belong to the chosen server")
    return kept


def _server_of(block: str, hosts: Container[str]) -> str | None:
    """Return the nearest block with an address: this one or one above it."""
    while block not in hosts:
        if not block:
            return None
        block = block.rpartition(".")[0]
    return block


def _is_within(block: str, other: str) -> bool:
    """Return whether a block is the other one, or part of it."""
    return not other or block == other or block.startswith(f"{other}.")


def _best_port(ports: list[Value]) -> Value:
    """Return 587 if it's there, or else one that Forem can use, or else the first."""
    return min(ports, key=_rank)


def _rank(port: Value) -> int:
    text = port.text.strip()
    if port.discouraged:
        return 4
    if port.encryption in ("implicit", SSL) or text in IMPLICIT_PORTS:
        return 3
    if text == _BEST_PORT:
        return 0
    return 2 if text == _BLOCKED_PORT else 1


def _encryption(
    stated: list[Value],
    values: list[Value],
    port: Value | None,
    ssl_off: set[str],
    unused: list[str],
) -> list[Value]:
    """Return what the text states about the chosen port's encryption, what fits the port first."""
    if port and port.encryption:
        stated = [Value("encryption", port.encryption, port.origin, block=port.block), *stated]
    elif port:
        stated = _of_port(stated, values, port)
    number = port.text.strip() if port else None
    sure = []
    for value in stated:
        mode = _sure(value, number, stated, ssl_off)
        if mode:
            sure.append(value._replace(text=mode))
        elif value.text in (SSL, TLS):
            unused.append(f"{value.origin}: doesn't say which encryption")
    if port and not port.encryption:
        wanted = "implicit" if number in IMPLICIT_PORTS else "starttls"
        sure.sort(key=lambda value: value.text != wanted)
    return sure


def _of_port(stated: list[Value], values: list[Value], port: Value) -> list[Value]:
    """Return the statements about a port: its block's, or else those in no other port's block."""
    ports = {value.block for value in values if value.field == "port"}
    if len(ports) < 2:
        return stated
    own = [value for value in stated if value.block == port.block]
    return own or [value for value in stated if value.block not in ports]


def _sure(value: Value, port: str | None, stated: list[Value], ssl_off: set[str]) -> str | None:
    """Return the mode that a statement means; `None` if that isn't certain."""
    marks = {other.text for other in stated} & {SSL, TLS}
    if value.text == TLS and ssl_off and SSL not in marks and port not in IMPLICIT_PORTS:
        return "starttls"  # of two switches the one that is on
    if value.text == SSL and TLS in marks and port not in IMPLICIT_PORTS:
        return None
    return _sure_of(value.text, port)


def _sure_of(mode: str, port: str | None) -> str | None:
    if mode == TLS and port in IMPLICIT_PORTS:
        return "implicit"  # STARTTLS isn't offered there
    if mode == TLS or (mode == SSL and port in _STARTTLS_PORTS):
        return None
    return "implicit" if mode == SSL else mode


def _listed(unused: Iterable[str]) -> tuple[str, ...]:
    names = sorted(dict.fromkeys(unused), key=lambda name: name.endswith(_COUNTED))
    shown = names[:_MOST_UNUSED]
    if len(names) > _MOST_UNUSED:
        shown.append(f"and {len(names) - _MOST_UNUSED} more")
    return tuple(shown)
