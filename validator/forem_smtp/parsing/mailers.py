"""Settings of programs that send mail: msmtp, ssmtp, Postfix."""

from __future__ import annotations

import re

from . import assignments, words
from .extracted import Extracted
from .pairs import Pair, add_value, meaning_by, take
from .programs import HOST_AND_PORT, MSMTP, POSTFIX, SSMTP

_WORD_AND_REST = re.compile(r"[ \t]*(\w+)(?:[ \t]*=[ \t]*|[ \t]+)(.*)", re.ASCII)
_SASL = re.compile(
    r"[ \t]*(\[[\w.:-]+\](?::\w+)?|[\w-]+(?:\.[\w-]+)+(?::\w+)?)[ \t]+([^\s:]+):(.+)"
)
# The credentials for every server, in place of a file with them.
_STATIC = re.compile(r"static:\{?\s*([^\s:]+):(.*?)\s*\}?$")
_MSMTP_SIGNS = ("account", "defaults", "tls_starttls", "tls_trust_file", "passwordeval", "auth")
_SERVICES = {":submission": ":587", ":submissions": ":465", ":smtps": ":465", ":smtp": ":25"}
"""Names that may replace port numbers (IANA's registry of service names)."""


def read_msmtp(lines: list[str]) -> Extracted | None:
    """Read msmtp's settings: name and value on each line. The first account with a host counts."""
    items = _msmtp_items(lines)
    keys = {item.key for item in items}
    if "host" not in keys or keys.isdisjoint(_MSMTP_SIGNS):
        return None
    found = take([item for item in items if item.key not in ("tls", "tls_starttls")],
                 meaning_by(MSMTP), "msmtp")  # fmt: skip
    _add_msmtp_encryption(found, {item.key: item for item in items})
    return found


def _msmtp_items(lines: list[str]) -> list[Pair]:
    items: list[Pair] = []
    hosts = 0
    for number, line in enumerate(lines, 1):
        match = _WORD_AND_REST.fullmatch(line)
        if not match or line[match.end(1) :].lstrip().startswith(("=", "{", ":")):
            continue
        if match[1] == "account" and hosts:
            break
        hosts += match[1] == "host"
        text, literal = assignments.value(match[2])
        items.append(Pair(match[1], text, number, literal))
    return items


def _add_msmtp_encryption(found: Extracted, items: dict[str, Pair]) -> None:
    """`tls on` begins encrypted only with `tls_starttls off`."""
    tls, starttls = items.get("tls"), items.get("tls_starttls")
    if tls and words.is_no(tls.text or ""):
        found.add("encryption", "none", tls.origin)
    elif starttls and (tls is None or words.is_yes(tls.text or "")):
        mode = "starttls" if words.is_yes(starttls.text or "") else "implicit"
        found.add("encryption", mode, starttls.origin)
    elif tls:
        found.skip(tls.origin, "doesn't say which encryption")


def read_ssmtp(lines: list[str]) -> Extracted | None:
    """Read ssmtp's settings: `mailhub=host:port` and what goes with it."""
    items = [
        Pair(match[1], match[2].strip(), number)
        for number, line in enumerate(lines, 1)
        if (match := _WORD_AND_REST.fullmatch(line)) and "=" in line
    ]
    by_key = {item.key.lower(): item for item in items}
    if "mailhub" not in by_key:
        return None
    modes = ("usetls", "usestarttls")
    found = take([i for i in items if i.key.lower() not in modes], meaning_by(SSMTP), "ssmtp")
    for key, mode in (("usestarttls", "starttls"), ("usetls", "implicit")):
        item = by_key.get(key)
        if item and words.is_yes(item.text or ""):
            found.add("encryption", mode, item.origin)
            break
    return found


def read_postfix(lines: list[str]) -> Extracted | None:
    """Read Postfix's settings: `relayhost` in `main.cf`, and a line of `sasl_passwd`."""
    items = list(_postfix_items(lines))
    found = take([it for it in items if not _STATIC.match(it.text or "")],
                 meaning_by(POSTFIX), "postfix")  # fmt: skip
    for item in items:
        if match := _STATIC.match(item.text or ""):
            found.add("user_name", match[1], f"{item.origin}, before the colon")
            found.add("password", match[2], f"{item.origin}, after the colon")
    for number, line in enumerate(lines, 1):
        if match := _SASL.fullmatch(line):
            item = Pair("the first part", _numbered(match[1]), number)
            add_value(found, HOST_AND_PORT, item)
            found.add("user_name", match[2], f"line {number}, before the colon")
            found.add("password", match[3].strip(), f"line {number}, after the colon")
    return found if found.fields & {"address", "user_name"} else None


def _postfix_items(lines: list[str]) -> list[Pair]:
    items = []
    for number, line in enumerate(lines, 1):
        match = _WORD_AND_REST.fullmatch(line.replace("postconf -e", "").strip().strip("\"'"))
        if match and "=" in line and match[1].startswith(("relayhost", "smtp_")):
            items.append(Pair(match[1], _numbered(match[2].strip()), number))
    return items if any(item.key == "relayhost" for item in items) else []


def _numbered(host: str) -> str:
    """Return `host` with a number in place of a port's service name."""
    name = host[host.rfind(":") :]
    return host.removesuffix(name) + _SERVICES[name] if name in _SERVICES else host
