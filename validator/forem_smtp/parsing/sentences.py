# ruff: noqa: E501  # words and patterns are as wide as they are
"""Sentences that name a server and its ports: use smtp.example.org with port 587 and STARTTLS."""

from __future__ import annotations

import re

from . import words
from .extracted import Extracted
from .hosts import hosts_in, is_for_sending
from .labels import INCOMING, OUTGOING, is_for_reading
from .pairs import MAIL_PORTS, PORT_NUMBER
from .programs import SSL
from .url import is_host

_MOST_LINES = 1_500
_MOST_CHARACTERS = 24 * 1024
_LONGEST_LINE = 1_000
_MOST_VALUES = 200
KINDS_OF_ENCRYPTION = frozenset({"ssl", "tls", "ssl/tls", "starttls"})
# A port that is named as one not to use.
DISCOURAGED = re.compile(
    r"déconseill|not recommend|discourag|deprecat|blocked|\bblocks\b|\bfirst tried\b|\bat first\b|\binitially\b|obsolete|legacy|avoid|don't use|do not use|nicht empfohlen"
    r"|veraltet|gesperrt|blockiert|bloqu|desaconsej|desaconselh|sconsigliat|afgeraden|niezalecan|zablokowan|önerilmez"
    r"|nedoporuč|не рекоменд|заблок|не рекомендован|不推荐|不建议|封|非推奨|권장하지",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;.:–—] | \b(?:but|so|aber|mais|pero|mas|ma|maar) ", re.IGNORECASE)
_OLD = re.compile(
    r"\b(?:change|replace|instead of|rather than|no longer|not|statt|ersetzen sie|au lieu de|remplace[rz]?"
    r"|en lugar de|em vez de|invece di) $",
    re.IGNORECASE,
)
_SENTENCE_PORT = re.compile(
    r"(?:ports?|puertos?|portas?|porta|poort|порту?|端口|连接埠|連接埠|ポート|포트|portti|cổng|منفذ|المنفذ|פורט|พอร์ต)[ \t]*(?:(?:is|:|=|number|号|為|为|是|は|が|는|은|가|est|ist)[ \t]*)?"
    r"(\d{2,5}(?!\d)(?:\s?(?:或|or|oder|ou|или|або|、|/|,|and|o|y|en|of|e|lub|または|또는)\s?\d{2,5}(?!\d)){0,4})"
    r"|(?<!\d)(\d{2,5}) ?(?:端口|番ポート|번 포트|포트)",
    re.IGNORECASE,
)
# `smtp.example.org on 587`, `starttls 587`
_ON_PORT = re.compile(
    r"(?<!\w)(?:on|at|over|via|auf|über|sur|en|em|su|op|na|на|(?:start)?tls|ssl|smtps) (\d{2,5})(?![\w.]*\w)",
    re.IGNORECASE,
)
# In code, what is used if a variable isn't set: `env('MAIL_HOST', 'smtp.example.org')`.
_DEFAULT = re.compile(r"(?:\benv|getenv|environ\.get|get_env|fetch) ?\([\"'][A-Z]")
# `993 for IMAP and 587 for SMTP`, `993 (IMAP), 587 (SMTP)`
_FOR_SENDING = re.compile(
    r"(?<!\d)(\d{2,5}) (?:for |für |pour |para |per |\()(?:e?smtps?|outgoing|sending)\b",
    re.IGNORECASE,
)
_BEHIND_HOST = re.compile(
    r"(?<![\w@./:-])([\w-]{1,60}(?:\.[\w-]{1,60}){1,6})(?: ?[,/|] ?| )(\d{2,5})(?![\w./:@-])"
    # 25 may as well count something: `mail.example.org 25 users`.
    r"(?:(?<!\D25)|(?=\W*\Z|[,;|/ ]*(?:[^\s@]{1,64}@|(?:start)?tls\b|ssl\b|none\b)))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;:()]+")
_PORT_NEAR = re.compile(r"\d\d")


def first_part(lines: list[str]) -> tuple[list[str], bool]:
    """Return the lines to read, and whether there are more. A page of prose is never longer."""
    part: list[str] = []
    characters = 0
    for line in lines[:_MOST_LINES]:
        characters += len(line)
        if characters > _MOST_CHARACTERS:
            break
        part.append(line[:_LONGEST_LINE])
    return part, len(part) < len(lines)


def read_sentences(lines: list[str]) -> Extracted | None:
    """Read sentences such as: use smtp.example.org with port 587 and STARTTLS."""
    found = Extracted("prose")
    for number, raw in enumerate(first_part(lines)[0], 1):
        if len(found.values) > _MOST_VALUES:
            break
        if "." not in raw and not _PORT_NEAR.search(raw):
            continue
        line = " ".join(raw.split())
        if INCOMING.search(line) and not OUTGOING.search(line):
            continue
        if _DEFAULT.search(line):
            continue
        hosts = [(host, port) for host, port in hosts_in(line) if is_for_sending(host)]
        mode = words.encryption_in(line)
        for host, port in hosts:
            if _OLD.search(line, 0, line.find(host)):
                found.skip(f"line {number}", "a placeholder for a host")
                continue
            found.add("address", host, f"line {number}")
            found.add("port", port, f"line {number}")
        named = advised_part(line) or line
        ports = ports_in(line, named) if hosts or found.values else []
        for port in ports:
            found.add(
                "port",
                port,
                f"line {number}",
                encryption=mode if len(ports) == 1 and mode != "none" else None,
                discouraged=DISCOURAGED.search(named) is not None,
            )
        if hosts and not ports and mode in ("starttls", "implicit", SSL):
            found.add("encryption", mode, f"line {number}")
    return found if "address" in found.fields else None


def sentence_ports(line: str) -> list[str]:
    """Return the ports that a sentence names, except those that it says are for reading mail."""
    ports = [
        port
        for behind, before in _SENTENCE_PORT.findall(line)
        for port in re.findall(r"\d{2,5}", behind or before)
    ] or [port for port in _ON_PORT.findall(line) if port in MAIL_PORTS and port != "25"]
    if INCOMING.search(line):
        ports = [port for port in ports if not is_for_reading(port, line)]
        ports += [port for port in _FOR_SENDING.findall(line) if port not in ports]
    return ports


def ports_in(line: str, advised: str = "") -> list[str]:
    """Return the ports that a line names in words, on its own, or right behind a host.

    `advised` is the part of it that doesn't warn of another port.
    """
    named = advised or line
    return sentence_ports(named) or _bare_port(line) or _port_behind_host(named)


def _port_behind_host(line: str) -> list[str]:
    """Return the port of `mail.example.org 587 robin@example.org`, if it's a port of mail."""
    ports = {number for host, number in _BEHIND_HOST.findall(line) if is_host(host)}
    return list(ports) if len(ports) == 1 and ports <= MAIL_PORTS else []


def _bare_port(line: str) -> list[str]:
    """Return the port on a line that has nothing else but a host and a kind of encryption."""
    parts = [
        word for word in _BETWEEN.split(line) if word and word.lower() not in KINDS_OF_ENCRYPTION
    ]
    numbers = [word for word in parts if "." not in word or not is_host(word)]
    return numbers if len(numbers) == 1 and numbers[0] in MAIL_PORTS else []


def advised_part(line: str) -> str:
    """Return the part of a sentence that names other ports than the one it warns of, if any."""
    if not DISCOURAGED.search(line) or is_incoming(line):
        return ""
    parts = [part for part in _CLAUSE.split(line) if not DISCOURAGED.search(part)]
    named = [part for part in parts if not MAIL_PORTS.isdisjoint(PORT_NUMBER.findall(part))]
    return ", ".join(named) if len(PORT_NUMBER.findall(line)) > 1 else ""


def is_incoming(line: str) -> bool:
    """Return whether a line is about reading mail alone."""
    return INCOMING.search(line) is not None and OUTGOING.search(line) is None
