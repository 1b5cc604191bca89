"""Keeps passwords and keys out of everything that is shown."""

from __future__ import annotations

import re

from .providers import unmistakable_keys
from .settings import FIELDS, HIDDEN, Settings

# user:password@ in front of a host, as in a URL that was pasted whole
_USERINFO = re.compile(r"[^\s/@:]+:[^\s/@]+@")
# A shorter password occurs in innocent text by chance; hiding every such place would tell it.
_SHORTEST = 8


def key_owner(text: str) -> tuple[str, str] | None:
    """(what the key is, the provider's id) if the whole `text` is unmistakably a key."""
    for pattern, what, provider in unmistakable_keys():
        if pattern.fullmatch(text):
            return what, provider.id
    return None


def hide(text: str, password: str | None) -> str:
    """`text` with every secret in it replaced: URL log-ins, keys, and the password itself."""
    text = _USERINFO.sub(f"{HIDDEN}@", text)
    for pattern, _, _ in unmistakable_keys():
        if pattern.search(text):
            text = HIDDEN
    if password and (text == password or (len(password) >= _SHORTEST and password in text)):
        return text.replace(password, HIDDEN)
    return text


def masked(settings: Settings) -> Settings:
    """A copy to show: the password hidden, and secrets that got into other fields as well."""
    shown = {}
    for name in FIELDS:
        value = getattr(settings, name)
        if value is not None:
            shown[name] = HIDDEN if name == "password" else hide(value, settings.password)
    return Settings(**shown)
