"""Logins as password managers export them: a user name, a password, and where they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .pairs import Pair, is_mail_host
from .url import is_host
from .vocabulary import key_words

_LOGIN = re.compile(r"((?:.*\.)?)login\.(username|password|uris(?:\.\d+)?\.uri)")
_NAMES = {"username": "smtp_user", "password": "smtp_password"}
_HOST = re.compile(r"(?:\w+://)?([\w.-]+)(?::\d+)?/?")
_WEBSITE = re.compile(r"https?://(?!e?smtp)", re.IGNORECASE)


def with_logins(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs, with those of a login for a mail server named as such."""
    of_login = {pair.key: match for pair in pairs if (match := _LOGIN.fullmatch(pair.key))}
    if not of_login:
        return list(pairs)
    names = {pair.key: pair.text or "" for pair in pairs}
    hosts = {
        match[1]: host
        for key, match in of_login.items()
        if match[2] not in _NAMES and (host := _mail_host(names[key]))
    }
    mail = {
        match[1]
        for match in of_login.values()
        if match[1] in hosts or "SMTP" in key_words(names.get(f"{match[1]}name", ""))
    }
    return [_renamed(pair, of_login.get(pair.key), mail, hosts) for pair in pairs]


def _mail_host(text: str) -> str:
    """Return the host in a login's address, if its name says that it's for mail, not a website."""
    match = None if _WEBSITE.match(text.strip()) else _HOST.fullmatch(text.strip())
    return match[1] if match and is_host(match[1]) and is_mail_host(match[1]) else ""


def _renamed(
    pair: Pair, match: re.Match[str] | None, mail: set[str], hosts: dict[str, str]
) -> Pair:
    if match is None or match[1] not in mail:
        return pair
    if match[2] in _NAMES:
        return pair._replace(key=f"{match[1]}{_NAMES[match[2]]}")
    host = _mail_host(pair.text or "")
    return pair._replace(key=f"{match[1]}smtp_host", text=host) if host else pair
