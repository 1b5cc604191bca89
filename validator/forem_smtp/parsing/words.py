# ruff: noqa: E501  # words and patterns are as wide as they are
"""Words for kinds of encryption and of authentication, and for yes and no."""

from __future__ import annotations

import re

from ..settings import MECHANISMS
from .programs import SSL, TLS

_YES = {
    "true", "yes", "on", "1", "y", "t", "auto", "always", "enabled", "enable", "required", "require", "si",
    "sí", "ja", "oui", "sim", "tak", "evet", "ano", "да", "так", "是", "启用", "啟用", "开启", "開啟", "有効", "はい", "예",
    "사용", "attiva", "attivo", "activé", "نعم", "כן", "có", "ya", "ใช่", "aktiviert", "activado", "ativado", "aan",
}  # fmt: skip
_NO = {
    "false", "no", "off", "0", "n", "f", "never", "disabled", "disable", "null", "nil", "nein", "non", "não",
    "nie", "hayır", "ne", "нет", "ні", "否", "关闭", "關閉", "無効", "いいえ", "아니오", "nee", "",
}  # fmt: skip
_ENCRYPTION = {
    "starttls": "starttls",
    "start_tls": "starttls",
    "start-tls": "starttls",
    "start tls": "starttls",
    "encryption_starttls": "starttls",
    "tls/starttls": "starttls",
    "starttls/tls": "starttls",
    "smtp+starttls": "starttls",
    "starttlswhenavailable": "starttls",
    "mandatorystarttls": "starttls",
    "explicit": "starttls",
    "explicit_tls": "starttls",
    "ssl": SSL,
    "smtps": "implicit",
    "encryption_smtps": "implicit",
    "sslonconnect": "implicit",
    "ssl/tls": SSL,
    "tls/ssl": SSL,
    "ssltls": SSL,
    "ssl_tls": SSL,
    "implicit": "implicit",
    "implicit_tls": "implicit",
    "force_tls": "implicit",
    "tls": TLS,
    "none": "none",
    "plaintext": "none",
    "unencrypted": "none",
}
_STARTTLS = re.compile(r"(?<![a-z0-9])(?:start[ _-]?tls|explicit)(?![a-z0-9])")
_IMPLICIT = re.compile(r"(?<![a-z0-9.@_-])(?:smtps|implicit)(?![a-z0-9_]|\.\w|:/)")
_SSL = re.compile(r"(?<![a-z0-9.@_-])ssl(?![a-z0-9_]|\.\w)")
_TLS = re.compile(r"(?<![a-z0-9])tls(?![a-z0-9])")
_UNENCRYPTED = (
    "no encryption", "unencrypted", "keine", "aucun", "unverschlüsselt", "ninguna", "ninguno",
    "nenhuma", "nessuna", "geen", "brak", "yok", "žádné", "нет", "немає", "无加密", "不加密", "なし", "없음",
    "بدون تشفير", "ללא הצפנה", "không mã hóa", "tanpa enkripsi", "ไม่เข้ารหัส",
)  # fmt: skip
_NONE = re.compile(r"(?<![a-z])none(?![a-z])")
_MECHANISMS = frozenset({*MECHANISMS, "crammd5"})
_OTHER_MECHANISMS = {
    "xoauth2", "oauthbearer", "oauth2", "ntlm", "gssapi", "digest_md5", "scram_sha_1", "scram_sha_256",
    "xoauth",
}  # fmt: skip


def is_yes(text: str) -> bool:
    """Return whether `text` is a word for yes."""
    return text.strip().lower() in _YES


def is_no(text: str) -> bool:
    """Return whether `text` is a word for no."""
    return text.strip().lower() in _NO


def encryption(text: str, when_yes: str | None = None) -> str | None:
    """The encryption that a setting states: a word for one, or a yes that means `when_yes`.

    A no states nothing: the other kind may still be used. `None` if it isn't a word for one. The
    words `ssl` and `tls` come out as they are: what they mean depends on the port.
    """
    word = text.strip().lower()
    if word == "auto" and when_yes == "implicit":
        return None  # whatever the port is for
    if word in _YES:
        return when_yes
    return _ENCRYPTION.get(word) or _ENCRYPTION.get(re.split(r"[.:]", word)[-1])


def encryption_in(text: str) -> str | None:
    """The encryption that a few words of prose name; `None` if none, or if they name two.

    The word SSL alone comes out as `ssl`: what it means depends on the port.
    """
    low = text.lower()
    starttls = _STARTTLS.search(low) is not None
    implicit = _IMPLICIT.search(low) is not None
    ssl = _SSL.search(low) is not None
    if starttls or implicit or ssl:
        if starttls and (implicit or ssl):
            return None
        return "starttls" if starttls else "implicit" if implicit else SSL
    if _TLS.search(low):
        return None
    none = _NONE.search(low) is not None or any(word in low for word in _UNENCRYPTED)
    return "none" if none else None


def is_choice(text: str) -> bool:
    """Return whether a text lists what a form offers, such as `None SSL TLS`, not what was chosen."""
    low = text.lower()
    none = _NONE.search(low) is not None or any(word in low.split() for word in _UNENCRYPTED)
    return none and (_SSL.search(low) is not None or _TLS.search(low) is not None)


def is_mechanism(text: str) -> bool:
    """Return whether `text` names an SMTP AUTH mechanism that Forem knows, in any spelling."""
    return _mechanism(text) in _MECHANISMS


def is_any_mechanism(text: str) -> bool:
    """Return whether `text` names any SMTP AUTH mechanism, even one that Forem doesn't know."""
    return _mechanism(text) in _MECHANISMS | _OTHER_MECHANISMS


def _mechanism(text: str) -> str:
    return text.strip().strip(":").lower().replace("-", "_").replace(" ", "_")
