"""Settings of programs that send mail: msmtp, ssmtp, Postfix, Exim, Sendmail, and `.netrc`."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64

from . import assignments, words
from .extracted import Extracted
from .labels import label
from .pairs import MAIL_PORTS, Pair, add_value, is_mail_host, meaning_by, take
from .programs import HOST_AND_PORT, MSMTP, POSTFIX, SSMTP
from .url import is_host

_WORD_AND_REST = re.compile(r"[ \t]*(\w+)(?:[ \t]*=[ \t]*|[ \t]+)(.*)", re.ASCII)
_SASL = re.compile(
    r"[ \t]*(\[[\w.:-]+\](?::\w+)?|[\w-]+(?:\.[\w-]+)+(?::\w+)?)[ \t]+([^\s:]+):(.+)"
)
_POSTCONF = re.compile(r"^[ \t]*(?:sudo )?postconf -e[ \t]")
# The credentials for every server, in place of a file with them.
_STATIC = re.compile(r"static:\{?\s*([^\s:]+):(.*?)\s*\}?$")
# `host:user:password` and `*.host:user:password` of Exim's passwd.client, and with a port between.
_COLONS = re.compile(
    r"(?:\*|(?P<any>\*\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)):(?:(?P<port>\d{2,5}):)?(?!(?:ssl|tls|starttls|tcp|udp|status|error|\d+):)"
    r"(?P<user>[^\s:/]+):(?P<password>[^\s/]\S*)",
    re.IGNORECASE,
)
_IN_COLONS = "passwd.client"
# `AuthInfo:host "U:user" "I:identity" "P:password" "M:PLAIN"` of Sendmail's access database.
_AUTHINFO = re.compile(r"[ \t]*AuthInfo:(\[?[\w.-]*\]?(?::\w+)?)[ \t](.*)", re.IGNORECASE)
_PART_OF_AUTHINFO = re.compile(r'"([UIPM])([:=])([^"]*)"', re.IGNORECASE)
# https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
_MACHINE = re.compile(r"(?<!\S)machine\s+(\S+)\s+")
_OF_MACHINE = re.compile(r"(login|user|password|port|account)\s+(?:\"([^\"\n]*)\"|(\S+))\s*")
_NETRC = {"login": "user_name", "user": "user_name", "password": "password", "port": "port"}
_SMARTHOST = re.compile(r"\s*dc_smarthost=[\"']?([\w.-]+)::(\d{1,5})\b")
_MSMTP_SIGNS = ("account", "defaults", "tls_starttls", "tls_trust_file", "passwordeval", "auth")
_SERVICES = {":submission": ":587", ":submissions": ":465", ":smtps": ":465", ":smtp": ":25"}
"""Names that may replace port numbers (IANA's registry of service names)."""


def read_msmtp(lines: list[str]) -> Extracted | None:
    """Read msmtp's settings: name and value on each line. The first account with a host is used."""
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
    _add_sasl(found, lines)
    return found if found.fields & {"address", "user_name"} else None


def _add_sasl(found: Extracted, lines: list[str]) -> None:
    """Add the credentials in `sasl_passwd`: those of the relay, or else of the first line."""
    rows = [
        (number, match)
        for number, line in enumerate(lines, 1)
        if (match := _SASL.fullmatch(line)) and not _is_sentence(*match.groups())
    ]
    relays = {value.text for value in found.values if value.field == "address"}
    of_relay = [row for _, row in rows if row[1].strip("[").rstrip("]:0123456789") in relays]
    credentials = [row.group(2, 3) for row in of_relay] or [row.group(2, 3) for _, row in rows]
    for number, match in rows:
        if match.group(2, 3) != credentials[0]:
            found.skip(f"line {number}", "belongs to another server")
            continue
        add_value(found, HOST_AND_PORT, Pair("the first part", _numbered(match[1]), number))
        found.add("user_name", match[2], f"line {number}, before the colon")
        found.add("password", match[3].strip(), f"line {number}, after the colon")


def _is_sentence(host: str, user: str, rest: str) -> bool:
    """Return whether it is words around a colon: `mail.example.org 587: I get a timeout`."""
    if host.startswith("["):
        return False
    return user.isdecimal() or label(user) is not None or ("@" not in user and " " in rest.rstrip())


def read_exim(lines: list[str]) -> Extracted | None:
    """Read `host:user:password` as in Exim's `passwd.client`; the first host's line is used."""
    rows = [
        (number, match)
        for number, line in enumerate(lines, 1)
        if line.count(":") > 1 and (match := _COLONS.fullmatch(line.strip()))
    ]
    if not any(_IN_COLONS in line for line in lines):
        rows = [row for row in rows if _is_for_mail(row[1]["host"], row[1]["port"])]
    if not rows:
        return None
    number, row = next((row for row in rows if row[1]["host"] and not row[1]["any"]), rows[0])
    found = Extracted("exim")
    found.add("address", "" if row["any"] else row["host"] or "", f"line {number}, the host")
    found.add("port", row["port"] or "", f"line {number}, the port")
    found.add("user_name", row["user"], f"line {number}, before the last colon")
    found.add("password", row["password"], f"line {number}, after the last colon", literal=True)
    _add_smarthost(found, lines)
    for other, match in rows:
        if match.group("user", "password") != row.group("user", "password"):
            found.skip(f"line {other}", "belongs to another server")
    return found


def _add_smarthost(found: Extracted, lines: list[str]) -> None:
    """Add the port of Debian's `dc_smarthost='host::587'`, if that's the host that was found."""
    for number, line in enumerate(lines, 1):
        smarthost = _SMARTHOST.match(line)
        if smarthost and any(value.text == smarthost[1] for value in found.values):
            found.add("port", smarthost[2], f"line {number}, dc_smarthost")


def _is_for_mail(host: str | None, port: str | None) -> bool:
    """Return whether a host's name, or the port behind it, says that it's for sending mail."""
    if port is not None:
        return port in MAIL_PORTS
    return host is not None and is_host(host) and is_mail_host(host)


def read_sendmail(lines: list[str]) -> Extracted | None:
    """Read `AuthInfo:host "U:user" "P:password"` of Sendmail; the first line is used."""
    for number, line in enumerate(lines, 1):
        match = _AUTHINFO.fullmatch(line)
        if not match:
            continue
        found = Extracted("sendmail")
        host = _numbered(match[1])
        if host:
            add_value(found, HOST_AND_PORT, Pair("the host", host, number))
        _add_authinfo(found, match[2], number)
        return found if found.values else None
    return None


def read_netrc(text: str) -> Extracted | None:
    """Read `machine host login user password secret`; the first host for mail is used."""
    for machine in _MACHINE.finditer(text):
        if not _is_for_mail(machine[1], None):
            continue
        found = Extracted("netrc")
        number = text.count("\n", 0, machine.start()) + 1
        found.add("address", machine[1], f"line {number}, machine")
        place = machine.end()
        while word := _OF_MACHINE.match(text, place):
            place = word.end()
            number = text.count("\n", 0, word.start()) + 1
            if field := _NETRC.get(word[1]):
                value = word[2] if word[2] is not None else word[3]
                found.add(field, value, f"line {number}, {word[1]}", literal=True)
        return found
    return None


def _add_authinfo(found: Extracted, text: str, number: int) -> None:
    texts = {
        name.upper(): _decoded(value) if sign == "=" else value
        for name, sign, value in _PART_OF_AUTHINFO.findall(text)
    }
    # The identity is what signs in; the user is whom it acts for, and by default the same.
    for name in ("I", "U"):
        if texts.get(name) and "user_name" not in found.fields:
            found.add("user_name", texts[name], f"line {number}, the part {name}")
    if texts.get("P"):
        found.add("password", texts["P"], f"line {number}, the part P", literal=True)
    mechanisms = texts.get("M", "").split()
    if len(mechanisms) == 1 and words.is_any_mechanism(mechanisms[0]):
        found.add("authentication", mechanisms[0], f"line {number}, the part M")


def _decoded(text: str) -> str:
    """Return the decoded Base64; an empty text if it isn't Base64."""
    try:
        return a2b_base64(text.encode("ascii"), strict_mode=True).decode("utf-8")
    except (Error, ValueError):
        return ""


def _postfix_items(lines: list[str]) -> list[Pair]:
    items = []
    for number, line in enumerate(lines, 1):
        match = _WORD_AND_REST.fullmatch(_POSTCONF.sub("", line).strip().strip("\"'"))
        if match and "=" in line and match[1].startswith(("relayhost", "smtp_")):
            items.append(Pair(match[1], _numbered(match[2].strip()), number))
    return items if any(item.key == "relayhost" for item in items) else []


def _numbered(host: str) -> str:
    """Return `host` with a number in place of a port's service name."""
    name = host[host.rfind(":") :]
    return host.removesuffix(name) + _SERVICES[name] if name in _SERVICES else host
