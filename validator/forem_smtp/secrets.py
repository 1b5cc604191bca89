"""Keeps passwords and keys out of everything that is shown."""

from __future__ import annotations

import re

from .providers import provider_of, unmistakable_keys
from .settings import HIDDEN, Settings

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
    """`text` with every secret in it replaced: the password itself, URL log-ins, and keys."""
    if password and (text == password or (len(password) >= _SHORTEST and password in text)):
        text = text.replace(password, HIDDEN)
    text = _USERINFO.sub(f"{HIDDEN}@", text)
    found = any(pattern.search(text) for pattern, _, _ in unmistakable_keys())
    return HIDDEN if found else text


def masked(settings: Settings) -> Settings:
    """A copy to show: the password hidden, and secrets that got into other fields as well."""
    shown = {name: hide(value, settings.password) for name, value in settings.given()}
    if settings.password:
        shown["password"] = HIDDEN
    if _is_like_a_password(settings):
        shown["user_name"] = HIDDEN
    return Settings(**shown)


def _is_like_a_password(settings: Settings) -> bool:
    """Whether the user name has the shape of this provider's passwords, and not of its user names.

    With Postmark a right user name is the secret itself; where such a secret has no known shape,
    every user name is taken for it.
    """
    provider = provider_of(settings.address.lower()) if settings.address else None
    name = settings.user_name
    if provider is None or name is None:
        return False
    if not provider.password.shape:
        return provider.password.same_as_user_name
    if provider.user_name.shape and re.fullmatch(provider.user_name.shape, name):
        return False
    return re.fullmatch(provider.password.shape, name) is not None
