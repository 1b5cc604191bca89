"""SMTP URLs, and a host with a port."""

from __future__ import annotations

import re

from ..links import from_fragment
from . import words
from .extracted import Extracted
from .programs import WORD
from .values import is_reference
from .vocabulary import meaning

_SCHEMES = {
    "smtp": None,
    "smtps": "implicit",
    "smtp+ssl": "implicit",
    "smtp+tls": None,
    "smtp+starttls": "starttls",
    "submission": None,
    "submissions": "implicit",
}
"""The encryption that each scheme states."""
_URL = re.compile(r"(smtp[a-z+]{0,9}|submissions?)://([^\s\"'<>`]{0,2000})", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:(.*)@)?(\[[^\]@]*\]|\$\{[^}@]*\}|[^@:/]*)(?::(\d{0,5}|\$\{[^}]*\}))?", re.DOTALL
)
_HOST_AND_PORT = re.compile(r"\[?([\w.-]+|[0-9A-Fa-f:.]+)\]?(?::(\d{1,5}))?", re.ASCII)
# What ends a URL too early if it's part of the password, of which the digits before it look like a
# port: `smtp://apikey:2252"Tulip@mail.example.org`.
_CUT_OFF = re.compile(r"(?!localhost)[^.:@/?#]+:\d+[\"'<>` \t][^\s\"'<>`@]*@", re.IGNORECASE)
# A bridge of Symfony to a provider: `gmail+smtp://user:password@default`.
_BRIDGE = re.compile(r"^[a-z]{2,20}\+(?=smtps?://)", re.IGNORECASE)
_CHECKER_LINK = re.compile(r"#(check\?[^\s\"'<>]{1,4000})")
_TLS = re.compile(r"(?:ssl|tls)://(?=[\w.-]{1,255}(?::\d{1,5})?/?$)", re.IGNORECASE)
_OPENSMTPD = re.compile(r"\brelay\b.{0,200}\bauth <")
_NO_HOST = "default"
_HOST_END = re.compile(r"[/?#]")
_QUERY = re.compile(r"\?[A-Za-z_-]+=")
# Symfony's own settings double each percent sign.
_DOUBLED = re.compile("%%(?=[0-9A-Fa-f]{2})")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")


def read(text: str) -> Extracted | None:
    """Return the first SMTP URL in the text."""
    match = _URL.search(text)
    if not match or _CUT_OFF.match(text, match.start(2)):
        return None
    found = Extracted("url")
    add_url(found, match[0].rstrip(",;"), "the URL")
    if _OPENSMTPD.search(text):  # the user in the URL is only a name in a table
        found.values = [value for value in found.values if value.field != "user_name"]
    return found if found.fields & {"address", "user_name"} else None


def read_link(text: str) -> Extracted | None:
    """Return the values in a link that opens the checker filled in."""
    match = _CHECKER_LINK.search(text)
    if not match:
        return None
    found = Extracted("link")
    for name, value in from_fragment(match[1])[0].given():
        found.add(name, value, "the link")
    return found


def read_host(text: str) -> Extracted | None:
    """Read a text that is only a host name with a port, or only a known provider's host name."""
    from ..providers import provider_of

    bare = _TLS.sub("", text.strip()).rstrip("/")
    match = _HOST_AND_PORT.fullmatch(bare)
    if not match or not is_host(match[1]) or len(bare) > 300:
        return None
    known = provider_of(match[1].lower().rstrip(".")) is not None
    if not (known or (match[2] and ("." in match[1] or match[1] == "localhost"))):
        return None
    found = Extracted("host")
    add_host(found, bare, "the text")
    return found


def add_url(found: Extracted, text: str, origin: str, block: str = "") -> None:
    """Add the parts of an SMTP URL; `origin` says where it is."""
    match = _URL.fullmatch(_BRIDGE.sub("", text.strip()))
    scheme = match[1].lower() if match else ""
    rest = match[2] if match else ""
    # A password may have any character, even one that ends the host in a valid URL.
    user_end = rest.rfind("@", 0, _query_start(rest)) + 1
    host_end = _HOST_END.search(rest, user_end)
    parts = _AUTHORITY.fullmatch(rest[: host_end.start() if host_end else len(rest)])
    if scheme not in _SCHEMES or not parts or not parts[2] or "," in parts[2]:
        found.skip(origin, "not an SMTP URL that can be read")
        return
    user, colon, password = (parts[1] or "").partition(":")
    user, _, mechanism = user.partition(";")
    found.add("user_name", decoded(user), f"the user part of {origin}", block=block)
    if colon:
        place = f"the password part of {origin}"
        found.add("password", decoded(password), place, block=block)
    if parts[2] == _NO_HOST:
        found.skip(f"the host part of {origin}", "not a host name")
    else:
        host = decoded(parts[2]).strip("[]")
        found.add("address", host, f"the host part of {origin}", block=block)
    found.add("port", parts[3] or "", f"the port part of {origin}", block=block)
    if mechanism.upper().startswith("AUTH="):
        found.add("authentication", mechanism[5:], f"the user part of {origin}", block=block)
    if mode := _SCHEMES[scheme]:
        found.add("encryption", mode, f"the beginning of {origin}", block=block)
    query = rest[_query_start(rest) + 1 :]
    _add_query(found, query.partition("#")[0], origin, block)


def _query_start(rest: str) -> int:
    """Return where the query begins, or the end. A `?` without a `name=` is part of a password."""
    match = _QUERY.search(rest)
    return match.start() if match else len(rest)


def _add_query(found: Extracted, query: str, origin: str, block: str) -> None:
    for pair in query.split("&")[:50]:
        key, _, value = pair.partition("=")
        name, mode = meaning(f"smtp_{key}")
        place = f"the part of {origin} after the question mark"
        stated = words.encryption(value, None if mode == WORD else mode) if mode else None
        if stated:
            found.add("encryption", stated, place, block=block)
        elif name in ("authentication", "domain", "from_email_address"):
            found.add(name, decoded(value), place, block=block)


def add_host(found: Extracted, text: str, origin: str, block: str = "") -> None:
    """Add `host`, `host:port` or `[host]:port`."""
    bare = text.strip()
    match = _HOST_AND_PORT.fullmatch(bare)
    if is_reference(bare) or not match:
        found.add("address", bare, origin, block=block)
        return
    found.add("address", match[1], origin, block=block)
    found.add("port", match[2] or "", origin, block=block)


def is_host(text: str) -> bool:
    """Return whether `text` looks like an IPv4 address, or a host name with a letter at its end."""
    if len(text) > 253:
        return False
    labels = text.rstrip(".").split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return False
    numbers = len(labels) == 4 and all(label.isdecimal() for label in labels)
    return numbers or any(letter.isalpha() for letter in labels[-1])


def decoded(text: str) -> str:
    """Return `text` without percent-encoding; unchanged if that isn't UTF-8."""
    if "%" not in text:
        return text
    text = _DOUBLED.sub("%", text)
    data = re.sub(
        rb"%([0-9A-Fa-f]{2})",
        lambda code: bytes([int(code[1], 16)]),
        text.encode("utf-8", "surrogatepass"),
    )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return text
