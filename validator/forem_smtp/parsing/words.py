"""Words of other programs for kinds of encryption and of authentication."""

from __future__ import annotations

_YES = frozenset({"true", "yes", "on", "1", "y", "t", "auto", "always", "enabled", "required"})
_NO = frozenset({"false", "no", "off", "0", "n", "f", "never", "disabled", "null", "nil", ""})
_ENCRYPTION = {
    "starttls": "starttls",
    "start_tls": "starttls",
    "start-tls": "starttls",
    "tls/starttls": "starttls",
    "starttls/tls": "starttls",
    "smtp+starttls": "starttls",
    "explicit": "starttls",
    "ssl": "implicit",
    "smtps": "implicit",
    "ssl/tls": "implicit",
    "tls/ssl": "implicit",
    "ssltls": "implicit",
    "implicit": "implicit",
    "force_tls": "implicit",
    "none": "none",
    "plaintext": "none",
    "unencrypted": "none",
}
# "tls" alone is used for both ways, and so is not in this table.


def is_yes(text: str) -> bool:
    """Whether `text` is one of the words for yes."""
    return text.strip().lower() in _YES


def is_no(text: str) -> bool:
    """Whether `text` is one of the words for no."""
    return text.strip().lower() in _NO


def encryption(text: str, when_yes: str | None = None) -> str | None:
    """The encryption that a setting states: a word for one, or a yes that means `when_yes`.

    A no states nothing: the other kind may still be used. `None` if it is ambiguous.
    """
    word = text.strip().lower()
    return when_yes if word in _YES else _ENCRYPTION.get(word)


def encryption_in(text: str) -> str | None:
    """The encryption that a few words of prose name; `None` if none, or if they name two."""
    low = text.lower()
    starttls = "starttls" in low or "start tls" in low or "explicit" in low
    rest = low.replace("starttls", "").replace("start tls", "")
    implicit = "ssl" in rest or "implicit" in rest or "smtps" in rest
    if starttls or implicit:
        return None if starttls and implicit else "starttls" if starttls else "implicit"
    unencrypted = ("no encryption", "unencrypted", "none", "keine", "aucun", "unverschlüsselt")
    return "none" if "tls" not in low and any(word in low for word in unencrypted) else None


def is_mechanism(text: str) -> bool:
    """Whether `text` names an SMTP AUTH mechanism that Forem knows, however it is written."""
    word = text.strip().strip(":").lower().replace("-", "_").replace(" ", "_")
    return word in ("plain", "login", "cram_md5", "crammd5")
