"""Connection strings, as .NET writes them: `Server=smtp.example.org;Port=587;User Id=clover`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .pairs import MAIL_PORTS, Pair, is_mail_host
from .vocabulary import is_about_mail, key_words

_PART = re.compile(r"\s*([A-Za-z][A-Za-z_.-]{0,30}(?: [A-Za-z]{1,20}){0,2})\s*=(.*)", re.DOTALL)
_SERVERS = frozenset({"server", "host", "hostname", "endpoint", "address", "smtp", "mail"})
_MOST = 30
_LONGEST = 2_000
_OWN_NAMES = {"smtp": "host", "mail": "host", "uid": "user"}
"""Names that mean nothing elsewhere, or something else."""
# A database's have these; its port and host alone don't always tell.
_OF_DATABASES = frozenset({"database", "initial catalog", "dbname", "data source", "dsn", "dbq"})


def parts(text: str) -> list[tuple[str, str]]:
    """Return the names and values of a connection string for mail; nothing if it's something else.

    A password may hold a semicolon. A program would not read it, but the text can't mean anything
    else.
    """
    if text.count(";") < 2 or len(text) > _LONGEST:
        return []
    found: list[tuple[str, str]] = []
    for part in text.strip().rstrip(";").split(";")[:_MOST]:
        match = _PART.fullmatch(part)
        if match:
            found.append((match[1], match[2].strip()))
        elif found and "password" in found[-1][0].lower():
            found[-1] = (found[-1][0], f"{found[-1][1]};{part}".rstrip())
        else:
            return []
    names = {name.lower(): value for name, value in found}
    if len(found) < 3 or _SERVERS.isdisjoint(names) or not _is_mail(names):
        return []
    return [(_own_name(name), _bare(value)) for name, value in found]


def _is_mail(names: dict[str, str]) -> bool:
    """Return whether a name, the port or the host says that it's about sending mail."""
    if not _OF_DATABASES.isdisjoint(names):
        return False
    host = next((names[name] for name in names if name in _SERVERS), "")
    return (
        names.get("port") in MAIL_PORTS
        or is_mail_host(host.rpartition("//")[2])
        or any(is_about_mail(name) for name in names)
    )


def _own_name(name: str) -> str:
    low = name.lower()
    return f"smtp.{_OWN_NAMES.get(low, name)}"


def _bare(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def expanded(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs, with those in a connection string in place of the string."""
    result: list[Pair] = []
    for pair in pairs:
        inner = parts(pair.text) if pair.text and ";" in pair.text else []
        above = pair.key if key_words(pair.key) else ""
        for name, value in inner:
            result.append(Pair(f"{above}.{name}".lstrip("."), value, pair.line))
        if not inner:
            result.append(pair)
    return result
