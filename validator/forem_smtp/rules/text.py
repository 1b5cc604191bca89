"""What several rules ask about a text: is it an address, an IP address, a private host?"""

from __future__ import annotations

import re

from ..host_names import LABEL

# scheme://user@host:port/path. Only the host is required, and a space may replace the colon.
_HOST_IN_TEXT = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+.-]*:/+)?(?:[^/\s]*@)?({LABEL}(?:\.{LABEL})+)"
    r"\.?(?:(?:\s*:\s*|\s+)(\d{1,5}))?(?:[/?#\s].*)?"
)
_NOT_IN_MAIL_ADDRESS = re.compile(r"[\s<>,;:\"()]")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}")
_IPV6_GROUP = re.compile(r"[0-9A-Fa-f]{1,4}")
_LONGEST_IP = 45
_LONGEST_ZONE = 20
_PRIVATE = re.compile(
    r"(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\..*"
    r"|0\.0\.0\.0|\[?(?:::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\]?",
    re.IGNORECASE,
)


def host_in(text: str) -> tuple[str, str | None] | None:
    """Return the host name and the port (if any) in a URL or similar; `None` without a host."""
    match = _HOST_IN_TEXT.fullmatch(text) or _HOST_IN_TEXT.fullmatch("".join(text.split()))
    return (match[1], match[2]) if match else None


def is_mail_address(text: str) -> bool:
    """Whether `text` has the form of one email address. Lenient, because servers know best."""
    user, _, domain = text.partition("@")
    if not user or not domain or "@" in domain:
        return False
    return _NOT_IN_MAIL_ADDRESS.search(text) is None


def mail_address_in(text: str) -> str | None:
    """Return the only email address in `text`, such as in `Forem <mail@example.org>`."""
    found = [word for word in _NOT_IN_MAIL_ADDRESS.split(text) if is_mail_address(word)]
    return found[0] if len(found) == 1 else None


def domain_of(address: str | None) -> str | None:
    """Return the domain of an email address, in lowercase."""
    if address is None or not is_mail_address(address):
        return None
    return address.rpartition("@")[2].lower()


def is_ip_address(text: str) -> bool:
    """Whether `text` is an IP address. Version 6 may have brackets and a zone."""
    if ":" not in text:
        return _IPV4.fullmatch(text) is not None
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    address, percent, zone = text.partition("%")
    if percent and not (zone.isalnum() and len(zone) <= _LONGEST_ZONE):
        return False
    return len(address) <= _LONGEST_IP and _is_ipv6(address)


def _is_ipv6(text: str) -> bool:
    """RFC 4291, section 2.2: eight groups; a single `::` replaces one or more of them."""
    head, _, last = text.rpartition(":")
    if _IPV4.fullmatch(last):
        text = f"{head}:0:0"  # the last two groups, written as IPv4
    before, gap, after = text.partition("::")
    groups = [group for part in (before, after) if part for group in part.split(":")]
    if not all(map(_IPV6_GROUP.fullmatch, groups)):
        return False
    return len(groups) < 8 if gap else len(groups) == 8


def is_private(host: str) -> bool:
    """Whether `host` (lowercase) is this machine or is in a private network."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    return is_ip_address(host) and _PRIVATE.fullmatch(host) is not None


def strip_backticks(markdown: str) -> str:
    """Return a text from a provider's file as a message shows it, without code marks."""
    return markdown.replace("`", "")


def distance(one: str, other: str, limit: int) -> int:
    """Count the letters that were missed, added, changed or swapped with their neighbor.

    Anything above `limit` may come out as any number above it.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            break
    return min(row) if min(row) > limit else row[-1]
