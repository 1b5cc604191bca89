"""Pairs of a name and a value, which every syntax yields, and what they say about the settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ..settings import HIDDEN
from . import servers, words
from .extracted import Extracted
from .programs import (
    HOST_AND_PORT,
    IGNORED,
    LOCAL_PART,
    MARKS,
    PROGRAMS,
    SENDER_DOMAIN,
    SOURCES,
    SSL,
    TLS,
    URL,
    WORD,
    Program,
)
from .url import add_host, add_url
from .values import SENDERS, is_reference
from .vocabulary import (
    NOTHING,
    Meaning,
    bare_meaning,
    is_about_mail,
    is_for_tests,
    is_of_alerts,
    is_of_cluster,
    is_of_sender,
    meaning,
)

Known = Callable[[str], Meaning]
# What looks like keys below a password's name is more likely the password: `password: {a: b}`.
_BELOW_PASSWORD = re.compile(
    r"((?:^|[._-])(?:pass|pwd|kennwort)\w{0,20}\.)(?!(?:value|default|secured)$).*",
    re.IGNORECASE | re.DOTALL,
)
_ITEM_NUMBER = re.compile(r"^\d+\.")
REST = "…"
"""The key of a pair that represents everything that was too long to read."""
LONGEST_KEY = 100
"""The length at which keys are cut. Without it, deep nesting would repeat long keys endlessly."""
MAIL_PORTS = frozenset(["25", "465", "587", "588", "1025", "2465", "2525", "2587", "8025", "8465"])
PORT_NUMBER = re.compile(r"(?<![\w.])\d{2,5}(?![\w.]*\w)", re.ASCII)
_MAIL_HOST = re.compile(
    r"(?:e?smtps?|mail|email|relay|mx|send)[\w-]*\.|ssl0?\.|in-v3\.", re.IGNORECASE
)
_OF_CREDENTIALS = (".auth", ".authentication", ".credentials")
_ENOUGH = 2
# What names for tests contain, and most texts don't.
_FOR_TESTS = ("test", "dev", "stag", "sandbox", "local", "ci_", "ci.")
_CREDENTIALS = frozenset({"user_name", "password"})
_OWN = frozenset({"address", "port", *_CREDENTIALS})
_FOREMS_SENDER = "DEFAULT_EMAIL"
# The companion of a web proxy has the same name for the address of an account with Let's Encrypt.
_FOR_CERTIFICATES = ("letsencrypt", "acme")
_GMAIL = re.compile("gmail|google", re.IGNORECASE)
_SERVERS = frozenset({"address", HOST_AND_PORT, URL})
_HOST_NAMES = frozenset({"host", "address", "server", "hostname"})
_PORT = re.compile(
    r":?(\d{1,5})"
    r"(?:[ /]*\(?(?P<mode>(?:start)?tls|ssl(?: ?/ ?tls)?)\)?|\s*(?:[,;)#]|//|/\*|--|<!).*)?",
    re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"\s+(?://|#|--).*", re.DOTALL)
# Exim's `host::port`.
_DOUBLE_COLON = re.compile(r"^([A-Za-z0-9-][\w.-]*[A-Za-z]\w*)::(\d{1,5})$", re.ASCII)
_NO_HOST = re.compile(r"[\s@{}#,;<>()\"'`=|&\\!*%$?]")
# `("Meadow", "hay@example.org")`, as code writes a name with its address.
_ADDRESS_IN_LIST = re.compile(
    r"""[(\[](?:\s*["'][^"'@]*["']\s*,)?\s*["']([^\s"'@<>]+@[^\s"'@<>]+)["'](?:\s*,\s*["'][^"'@]*["'])?\s*[)\]][,;]?"""
)
# A remark after an address, as in `hay@example.org (Meadow)`.
_REMARKED = re.compile(r"([^\s@<>()\"',]+@[\w.-]+)[ \t]+\([^()]*\)")
_SCHEME = re.compile(r"(ssl|tls|smtps?|submissions?)://", re.IGNORECASE)


_SMTP_URL = re.compile(r"(?:smtps?(?:\+\w{2,8})?|submissions?)://", re.IGNORECASE)


def is_mail_host(text: str) -> bool:
    """Return whether a host's name says that it's for mail, such as `smtp.example.org`."""
    return _MAIL_HOST.match(text) is not None


class Pair(NamedTuple):
    """A name and its value; `None` where the value is not in the text. `line` is 0 if not known.

    The names above it come before its own, with dots between. `literal`: the value was between
    quotes, so it isn't a reference.
    """

    key: str
    text: str | None
    line: int = 0
    literal: bool = False

    @property
    def origin(self) -> str:
        """Where the pair is, in words, without the value."""
        key = _ITEM_NUMBER.sub("", self.key)
        name = " ".join(_BELOW_PASSWORD.sub(rf"\1{HIDDEN}", key).split())
        return f"line {self.line}, {name}" if self.line else name

    @property
    def above(self) -> str:
        """The names above it."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """Its own name."""
        return self.key.rpartition(".")[2]


def best(
    pairs: Sequence[Pair], format_name: str | None = None, *, general: str = "env"
) -> Extracted | None:
    """What the pairs say to the program that knows most of their names; `None` if none knows one.

    The format is the program's, or `general` for names of no program in particular, or else
    `format_name` for all of them. Each of several servers in a flat file is read by itself.
    """
    groups = servers.split(pairs) if format_name is None else []
    if groups:
        return servers.read(groups, lambda group: _best(group, None, general), general)
    return _best(pairs, format_name, general)


def _best(pairs: Sequence[Pair], format_name: str | None, general: str) -> Extracted | None:
    keys = {pair.key for pair in pairs}
    folded = {key.lower() for key in keys}
    folded |= {key.rpartition(".")[2] for key in folded}
    counts = [len(folded & _names(number)) for number in range(len(PROGRAMS))]
    most = max(counts)
    blocks = _mail_blocks(pairs)
    known = sum(1 for key in keys if meaning(key) != NOTHING or _above(key) in blocks)
    known = known or sum(map(_is_smtp_url, pairs))
    if most and (most >= known or (most >= _ENOUGH and _is_nested(counts.index(most)))):
        program = PROGRAMS[counts.index(most)]
        own = program.format != "env" and not folded.isdisjoint(_own_names(program.format))
        name = program.format if own else general
        found = take(pairs, _also(meaning_by(program), blocks), format_name or name)
        return _marked(_with_beside(found, pairs), folded)
    if not known:
        return None
    found = take(pairs, _also(lambda key: NOTHING, blocks), format_name or general)
    return _marked(_with_beside(found, pairs), folded)


def _with_beside(found: Extracted, pairs: Sequence[Pair]) -> Extracted:
    from .beside import add_beside  # it needs pairs itself

    add_beside(found, pairs)
    return found


def _is_smtp_url(pair: Pair) -> bool:
    """Return whether a value is an SMTP URL, whatever its name."""
    return pair.text is not None and _SMTP_URL.match(pair.text) is not None


def _marked(found: Extracted, folded: Iterable[str]) -> Extracted:
    """Return what was found, with the name of the program that alone has such names."""
    if found.format == "env" or found.format not in SOURCES:  # else the format says it
        names_there = "\n".join(folded)
        names = {program for mark, program in MARKS.items() if mark in names_there}
        found.program = names.pop() if len(names) == 1 else None
    return found


@cache
def _names(program_number: int) -> frozenset[str]:
    program = PROGRAMS[program_number]
    return frozenset(key.lower() for key in (*program.fields, *program.encryption))


@cache
def _own_names(format_name: str) -> frozenset[str]:
    """Return the names that identify a format: no program with a different format has them."""
    numbers = range(len(PROGRAMS))
    others = [_names(n) for n in numbers if PROGRAMS[n].format != format_name]
    own = [_names(n) for n in numbers if PROGRAMS[n].format == format_name]
    return frozenset().union(*own).difference(*others)


def _is_nested(program_number: int) -> bool:
    """Return whether a program's names are in a section of their own."""
    return all("." in name for name in _names(program_number))


def _above(key: str) -> str:
    return key.rpartition(".")[0]


def _block(key: str) -> str:
    """Return the names above a key, without one that only holds the credentials."""
    above = _above(key)
    return _above(above) if above.endswith(_OF_CREDENTIALS) else above


def _also(known: Known, blocks: frozenset[str]) -> Known:
    """Return what a name means in a program, or else what its words mean."""

    def found(key: str) -> Meaning:
        own = known(key)
        if own == NOTHING and "." in key:
            own = known(key.rpartition(".")[2])
        if own != NOTHING:
            return own
        general = meaning(key)
        if general == NOTHING and blocks and _block(key) in blocks:
            return bare_meaning(key.rpartition(".")[2])
        return general

    return found


def _mail_blocks(pairs: Iterable[Pair]) -> frozenset[str]:
    """Return the blocks that are about sending mail according to a host or port, not to a name."""
    hosts: set[str] = set()
    ports: set[str] = set()
    others: set[str] = set()
    named: set[str] = set()
    mixed: set[str] = set()
    for pair in pairs:
        if pair.text is None or len(pair.text) > 300:
            continue
        if is_about_mail(pair.key):
            field = meaning(pair.key)[0]
            of_server = field == "address"
            (named if of_server else ports if field == "port" else mixed).add(pair.above)
            continue
        name = pair.name.lower()
        if name in _HOST_NAMES and is_mail_host(pair.text):
            hosts.add(pair.above)
        elif name in _HOST_NAMES:
            others.add(pair.above)
        elif name == "port" and pair.text.strip() in MAIL_PORTS:
            ports.add(pair.above)
    alerts = {above for above in named - mixed if is_of_alerts(above)}
    blocks = ((hosts | (ports & others)) - mixed - named) | ((hosts & ports) - named) | alerts
    return frozenset(blocks | _defaults_of(blocks, pairs))


def _defaults_of(blocks: set[str], pairs: Iterable[Pair]) -> set[str]:
    """Return the blocks named `defaults` beside a mail server's block, or beside one above it."""
    found = set()
    for name in {pair.above for pair in pairs}:
        above, _, last = name.rpartition(".")
        if last.lower() == "defaults" and any(
            not above or block.startswith(f"{above}.") for block in blocks
        ):
            found.add(name)
    # With a user name or a password, they are another service's.
    return found - {pair.above for pair in pairs if bare_meaning(pair.name)[0] in _CREDENTIALS}


def meaning_by(program: Program) -> Known:
    """Return what a program's own table says about a name."""
    fields = {key.lower(): name for key, name in program.fields.items()}
    modes = {key.lower(): mode for key, mode in program.encryption.items()}
    return lambda key: (fields.get(key.lower()), modes.get(key.lower()))


def take(pairs: Sequence[Pair], known: Known, format_name: str) -> Extracted:
    """Sort the pairs into fields. If a name appears twice, the last one counts, as in programs."""
    found = Extracted(format_name)
    pairs = _primary(found, _live(found, pairs, known), known)
    last = {pair.key: index for index, pair in enumerate(pairs)}
    repeated: set[str] = set()
    sender: Pair | None = None
    others = 0
    for index, pair in enumerate(pairs):
        if last[pair.key] != index:
            if pair.key not in repeated and known(pair.key) != NOTHING:
                found.skip(pair.origin, "given again further down")
            repeated.add(pair.key)
            continue
        name, mode = NOTHING if _BELOW_PASSWORD.search(pair.key) else known(pair.key)
        if pair.name.upper() == _FOREMS_SENDER:
            sender = pair
        elif name:
            add_value(found, name, pair)
        elif mode is not None:
            add_mode(found, mode, pair)
        elif pair.key == REST:
            found.unused.append(f"everything after line {pair.line}, which is too long")
        elif _is_smtp_url(pair):
            add_value(found, URL, pair)
        elif name == IGNORED or is_about_mail(pair.key):
            found.skip(pair.origin, "not one of Forem's settings")
        else:
            others += 1
    if sender:
        _add_forems_sender(found, sender, pairs)
    if others:
        found.unused.append("1 other entry" if others == 1 else f"{others} other entries")
    return found


def _add_forems_sender(found: Extracted, pair: Pair, pairs: Sequence[Pair]) -> None:
    """Add the address in `DEFAULT_EMAIL`, with which Forem sends, if nothing else is the sender."""
    names = " ".join(pair.key for pair in pairs).lower()
    has_parts = {LOCAL_PART, SENDER_DOMAIN} <= found.parts.keys()
    if "from_email_address" in found.fields or has_parts:
        found.skip(pair.origin, "another name has the sender")
    elif any(word in names for word in _FOR_CERTIFICATES):
        found.skip(pair.origin, "may be the sender, or the address for certificates")
    else:
        for field in SENDERS if "reply_to_email_address" not in found.fields else SENDERS[:1]:
            add_value(found, field, pair)


def _live(found: Extracted, pairs: Sequence[Pair], known: Known) -> Sequence[Pair]:
    """Return the pairs without those for tests, such as `TEST_SMTP_HOST`, if there are others."""
    keys_there = "\n".join([pair.key for pair in pairs]).lower()
    if not any(word in keys_there for word in _FOR_TESTS):
        return pairs
    keys = {pair.key for pair in pairs if is_for_tests(pair.key) and known(pair.key) != NOTHING}
    live = [pair for pair in pairs if pair.key not in keys]
    if not keys or not any(known(pair.key)[0] in _SERVERS and pair.text for pair in live):
        return pairs
    for pair in pairs:
        if pair.key in keys:
            found.skip(pair.origin, "belongs to another server")
    return live


def _primary(found: Extracted, pairs: Sequence[Pair], known: Known) -> Sequence[Pair]:
    """Return the pairs without `MAIL_SENDER_USER` and `GMAIL_USER`, if others are rather meant.

    The same for `MAIL_SERVICE_HOST`, which is a host of the cluster.
    """
    fields = {pair.key: known(pair.key)[0] for pair in pairs}
    own = [key for key, field in fields.items() if field in _OWN]
    second = {key for key in own if is_of_sender(key) or is_of_cluster(key)}
    if not second:
        return pairs
    first = {fields[pair.key]: pair.text for pair in pairs if pair.text and pair.key not in second}
    has_credentials = not first.keys().isdisjoint(_CREDENTIALS)
    is_elsewhere = _GMAIL.search(first.get("address") or "gmail") is None
    kept = []
    for pair in pairs:
        field = fields[pair.key]
        other = has_credentials or (is_elsewhere and _GMAIL.search(pair.key))
        if pair.key in second and (field in first or (field in _CREDENTIALS and other)):
            found.skip(pair.origin, "belongs to another server")
        else:
            kept.append(pair)
    return kept


def add_value(found: Extracted, name: str, pair: Pair) -> None:
    """Add a value for `name`, if the field can have it."""
    text = pair.text
    if text is None:
        field = {URL: "address", HOST_AND_PORT: "address"}.get(name, name)
        found.skip_reference(field, pair.origin)
    elif name == URL or (name in ("address", HOST_AND_PORT) and _SCHEME.match(text.strip())):
        _add_any_url(found, text.strip(), pair)
    elif name in (HOST_AND_PORT, "address"):
        _add_address(found, text, pair)
    elif name == "port":
        _add_port(found, text, pair)
    elif name == "authentication":
        _add_mechanism(found, text, pair)
    elif name in (LOCAL_PART, SENDER_DOMAIN):
        found.add_part(name, text, pair.origin, pair.above)
    elif name in SENDERS and (listed := _ADDRESS_IN_LIST.fullmatch(text.strip())):
        found.add(name, listed[1], pair.origin, block=pair.above)
    elif name in SENDERS and (remarked := _REMARKED.fullmatch(text.strip())):
        found.add(name, remarked[1], pair.origin, block=pair.above)
    else:
        found.add(name, text, pair.origin, literal=pair.literal, block=pair.above)


def _add_any_url(found: Extracted, text: str, pair: Pair) -> None:
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() in ("ssl", "tls"):
        mode = SSL if scheme[1].lower() == "ssl" else TLS  # Roundcube's `tls` is STARTTLS
        add_host(found, text[scheme.end() :].rstrip("/"), pair.origin, pair.above)
        found.add("encryption", mode, f"the beginning of {pair.origin}", block=pair.above)
    else:
        add_url(found, text, f"the URL in {pair.origin}", pair.above)


def _add_address(found: Extracted, text: str, pair: Pair) -> None:
    bare = _DOUBLE_COLON.sub(r"\1:\2", _COMMENT.sub("", text.strip()).rstrip(",;"))
    unfit = _NO_HOST.search(bare) is not None or bare.isdecimal()
    if unfit and not is_reference(bare):
        found.skip(pair.origin, "not a host name")
        return
    if ":" in bare or bare[:1] == "[":
        add_host(found, bare, pair.origin, pair.above)
    else:
        found.add("address", bare, pair.origin, literal=pair.literal, block=pair.above)


def _add_port(found: Extracted, text: str, pair: Pair) -> None:
    match = _PORT.fullmatch(text.strip())
    if match:
        mode = words.encryption_in(match["mode"] or "")
        found.add("port", match[1], pair.origin, encryption=mode, block=pair.above)
    elif text.strip():
        found.skip_unfit("port", text, pair.origin, "not a number")


def _add_mechanism(found: Extracted, text: str, pair: Pair) -> None:
    name = text.strip().strip(":").rpartition("::")[2]
    if words.is_any_mechanism(name):
        found.add("authentication", name, pair.origin, block=pair.above)
    elif text.strip():
        found.skip_unfit("authentication", text, pair.origin, "not an authentication mechanism")


def add_mode(found: Extracted, mode: str, pair: Pair) -> None:
    """Add what a name says about encryption."""
    text = pair.text
    if text is None:
        found.skip_reference("encryption", pair.origin)
        return
    if mode == SSL and words.is_no(text):
        found.ssl_off.add(pair.above)
    stated = words.encryption(text, None if mode == WORD else mode)
    if stated:
        found.add("encryption", stated, pair.origin, block=pair.above)
    elif text.strip():
        why = "switched off" if words.is_no(text) else "doesn't say which encryption"
        found.skip_unfit("encryption", text, pair.origin, why)
