"""The words of a provider's page or of a mail program: labels and values, also in a table.

A value counts only with its label, or as a host name that is plainly one for sending mail. What
belongs to IMAP or POP is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import senders, words
from .csv_rows import with_tabs
from .extracted import Extracted
from .hosts import is_for_sending
from .labeled_lines import ONE_ADDRESS, has_shape, labeled_lines
from .labeled_values import add_labeled, add_ports
from .labels import INCOMING, OUTGOING, SEVERAL, is_for_credentials, label, language_of
from .mailbox import add_user_name, provider_of
from .pairs import MAIL_PORTS, PORT_NUMBER
from .sentences import (
    DISCOURAGED,
    KINDS_OF_ENCRYPTION,
    advised_part,
    first_part,
    is_incoming,
    ports_in,
    read_sentences,
)

_DATABASE_PORTS = frozenset({"1433", "1521", "3306", "5432", "6379", "9200", "11211", "27017"})
"""Ports of databases and caches, which are never about sending mail."""
_EVIDENCE = re.compile(
    r"smtp|mail|starttls|postausgang|courriel|correo|correio|posta|poczt|pošt|почт|пошт|邮|郵|メール|메일"
    r"|sendgrid|relay",
    re.IGNORECASE,
)
# The headers of an email that was pasted with it; its From is not Forem's.
_HEADER = re.compile(
    r"^\W{0,4}(?:subject|to|date|sent|betreff|datum|an|objet|à|asunto|para|assunto|oggetto|onderwerp|aan|temat|konu|předmět"
    r"|тема|кому|主题|收件人|主旨|件名|宛先|제목)\s?[:：]",
    re.IGNORECASE | re.MULTILINE,
)
# What an account is called; its user name only if the page names no other.
_ACCOUNT = re.compile(
    r"(?:.*[ -])?(?:account|konto|compte|cuenta|conta|hesap|účet|аккаунт|акаунт|utenza)\W*",
    re.IGNORECASE,
)
# A user name and its password: `clover / Haystack-81`, `shop@meadow.example:Haystack-81`.
_BOTH = re.compile(r"(\S{1,200})(?: [/|] |, )(\S{1,200})")
_WITH_COLON = re.compile(r"([^\s@:]+@[\w.-]+\.[A-Za-z]{2,20}):(\S{1,200})")
_MOST_UNLABELED = 20
_READING = re.compile(r"(?:imaps?|pop3?s?)[\w-]*\.", re.IGNORECASE)
_READING_PORTS = frozenset({"110", "143", "993", "995"})
_CREDENTIALS = frozenset({"user_name", "password"})
# A line with a key that isn't in use, and a key that stands for one: `SG.xxxxxxxx.xxxxxxxx`.
_NOT_THE_KEY = re.compile(
    r"^\s*(?:#|//)|~~|\b(?:old|former|previous|revoked|expired|deleted|leaked|invalid|not|alt|alte[rn]?|widerrufen"
    r"|ungültig|nicht|ancienne?|révoquée?|antigu[ao]|revocad[ao]|antig[ao]|vecchi[ao]|oude?|star[aey]|стар\w*|eski)\b|\bexample(?![.\w])(?<![.@]example)|[旧舊古]",
    re.IGNORECASE,
)
_FILLED = re.compile(r"([\w*])\1{7}")
_AROUND = ",;|/()<>"
_NAMES = {
    "address": "server", "port": "port", "user_name": "user name", "password": "password",
    "authentication": "authentication", "encryption": "encryption", "domain": "HELO name",
    "from_email_address": "sender", "reply_to_email_address": "reply-to",
}  # fmt: skip


def read(lines: list[str]) -> Extracted | None:
    """Return the settings next to or below their labels."""
    lines, rest = first_part(lines)
    lines, unsure = with_tabs(lines)
    if not any(_EVIDENCE.search(line) for line in lines) and not _has_mail_port(lines):
        return None
    found = Extracted("prose")
    for number in unsure:
        found.skip(f"line {number + 1}", "more cells than names")
    names = _add_all_labeled(found, lines)
    if rest:
        found.unused.append(f"everything after line {len(lines)}")
    _drop_single_words(found)
    _drop_reading(found)
    add_user_name(found, lines)
    if not {"address", "port"} & found.fields and not len(found.fields) > 1:
        return None
    _complete(found, lines)
    _add_unlabeled_encryption(found, lines)
    ports = {value.text for value in found.values if value.field == "port"}
    if ports and ports <= _DATABASE_PORTS:
        return None
    found.language = language_of(names)
    return found


def _add_all_labeled(found: Extracted, lines: list[str]) -> list[str]:
    """Add what is beside and below labels, and return these labels."""
    blocks = _Blocks()
    names: list[str] = []
    of_smtp: set[str] = set()
    accounts: list[tuple[str, str, str, str]] = []
    mail = sum(_HEADER.match(line) is not None for line in lines[:200]) > 1
    for number, field, name, text in _sending(lines):
        origin = f"line {number}, {_NAMES[field]}"
        names.append(name)
        if field == "user_name" and _ACCOUNT.fullmatch(name) and "@" not in text:
            accounts.append((field, name, text, origin))
        elif mail and field in ("from_email_address", "reply_to_email_address"):
            found.skip(origin, "part of an email")
        else:
            if field in _CREDENTIALS and "smtp" in name.lower():
                of_smtp.add(origin)
            add_labeled(found, field, name, text, origin, blocks.of(field))
    # The page may name the credentials for something else as well, such as its own website.
    found.values.sort(key=lambda value: value.field in _CREDENTIALS and value.origin not in of_smtp)
    for account in accounts if "user_name" not in found.fields else ():
        add_labeled(found, *account, blocks.of("user_name"))
    return names


def _drop_single_words(found: Extracted) -> None:
    """Leave out words that may be a server's name, if there is a host name with a dot."""
    hosts = [value for value in found.values if value.field == "address"]
    for host in hosts if any("." in host.text for host in hosts) else ():
        if "." not in host.text:
            found.values.remove(host)
            found.skip(host.origin, "a description, not a value")


def _drop_reading(found: Extracted) -> None:
    """Leave out a server that is named as one for reading mail, if there's one for sending."""
    hosts = [value.text for value in found.values if value.field == "address"]
    reading = {host for host in hosts if _READING.match(host)}
    if not reading or not any(map(is_for_sending, hosts)):
        return
    others = {"address": reading, "port": _READING_PORTS}
    kept = []
    for value in found.values:
        if value.text in others.get(value.field, ()):
            found.skip(value.origin, "for reading mail")
        else:
            kept.append(value)
    found.values = kept


class _Blocks:
    """Numbers the parts of a page. A new part begins where a label is repeated."""

    def __init__(self) -> None:
        self._number = 0
        self._seen: set[str] = set()

    def of(self, field: str) -> str:
        """The block of the next value."""
        if field in ("address", "port", "encryption"):
            if field in self._seen:
                self._number += 1
                self._seen.clear()
            self._seen.add(field)
        return f"block {self._number}"


def add_key(found: Extracted, lines: list[str]) -> None:
    """Add the one key in the text that nothing but this provider's password looks like."""
    provider = provider_of(found)
    shape = provider.password.unmistakable if provider else None
    if not shape or "password" in found.fields:
        return
    key = re.compile(rf"(?<![\w.-])(?:{shape})(?![\w-]|\.\w)")
    keys = {
        match[0]: f"line {number}"
        for number, line in enumerate(first_part(lines)[0], 1)
        if not _NOT_THE_KEY.search(line)
        for match in key.finditer(line)
        if not _FILLED.search(match[0])
    }
    for text, origin in keys.items() if len(keys) == 1 else ():
        found.unused = [it for it in found.unused if not it.startswith(f"{origin}, password:")]
        found.add("password", text, f"{origin}, by its shape")


def list_unlabeled(found: Extracted, lines: list[str]) -> None:
    """List the address without a label below a host or behind it, and the password next to that."""
    if "address" not in found.fields or "user_name" in found.fields or len(lines) > _MOST_UNLABELED:
        return
    hosts = {value.text for value in found.values if value.field == "address"}
    said = {it.text for it in senders.said(lines)}
    above = ""
    for number, line in enumerate(lines, 1):
        words_of_line = [word.strip(_AROUND) for word in line.split()]
        row = words_of_line if any(host in line for host in hosts) else [line.strip()]
        for word in row:
            if word in said:
                continue
            if ONE_ADDRESS.fullmatch(word):
                found.skip(f"line {number}", "may be the user name, but has no label")
            elif (
                ONE_ADDRESS.fullmatch(above)
                and "password" not in found.fields
                and has_shape("password", word)
                and " " not in word
            ):
                found.skip(f"line {number}", "may be the password, but has no label")
            above = word or above


def _add_unlabeled_encryption(found: Extracted, lines: list[str]) -> None:
    """Add the kind of encryption that is alone on a line, if no label has any."""
    if "encryption" in found.fields or any(map(INCOMING.search, lines)):
        return
    kinds = {
        f"line {number}": kind
        for number, line in enumerate(lines, 1)
        if (kind := line.strip().lower()) in KINDS_OF_ENCRYPTION or kind == "none"
    }
    # Several are the choices that a form offers.
    for origin, kind in kinds.items() if len(kinds) == 1 else ():
        if kind != "none" and not any(place.startswith(f"{origin},") for place in found.unused):
            found.add("encryption", words.encryption(kind), origin)


def _complete(found: Extracted, lines: list[str]) -> None:
    """Add the host and port from sentences, such as a title, if no label has them."""
    fields = found.fields
    if fields >= {"address", "port"}:
        return
    if "address" in fields:
        for number, line in enumerate(lines, 1):
            if part := advised_part(line):
                add_ports(found, "", part, f"line {number}", "")
                continue
            ports = [] if is_incoming(line) else ports_in(line)
            for port in ports:
                mode = words.encryption_in(line) if len(ports) == 1 else None
                found.add(
                    "port",
                    port,
                    f"line {number}",
                    encryption=None if mode == "none" else mode,
                    discouraged=DISCOURAGED.search(line) is not None,
                )
        return
    sentences = read_sentences(lines)
    for value in sentences.values if sentences else ():
        if value.field not in fields:
            found.values.append(value)


def _has_mail_port(lines: list[str]) -> bool:
    return any(number in MAIL_PORTS for line in lines for number in PORT_NUMBER.findall(line))


def _sending(lines: list[str]) -> Iterator[tuple[int, str, str, str]]:
    """Yield (line, field, label, value) for everything that isn't about reading mail."""
    incoming = False
    for number, name, text in labeled_lines(lines):
        if not text:  # a heading, or a sentence
            if INCOMING.search(name) and not OUTGOING.search(name):
                incoming = True
            elif OUTGOING.search(name):
                incoming = False
            continue
        if INCOMING.search(name):
            incoming = not OUTGOING.search(name)
            continue
        if OUTGOING.search(name):
            incoming = False
        known = label(name)
        if incoming:
            continue
        if is_for_credentials(name):
            yield from ((number, *pair) for pair in _credentials(name, text))
        elif known and known[0] == "user_name" and (both := _BOTH.fullmatch(text)):
            yield number, *known, both[1]
            yield number, "password", "password", both[2]
        elif known:
            yield number, *known, text


def _credentials(name: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (field, label, value) for `User name/Password: token`, and for `…: user / password`."""
    names = SEVERAL.split(name)
    both = _BOTH.fullmatch(text) or _WITH_COLON.fullmatch(text)
    if not both and (len(names) == 1 or re.search(r"[\s/]", text)):
        return
    yield "user_name", names[0], both[1] if both else text
    yield "password", names[-1], both[2] if both else text
