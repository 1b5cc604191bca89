"""Links that open the checker filled in. They hold values, never a secret."""

from __future__ import annotations

import re

from .secrets import hide, masked
from .settings import FIELDS, Forem, Settings

VERSION = "1"
LINKED = tuple(name for name in FIELDS if name != "password")
"""The fields that a link may hold."""
# A whole block of settings that was pasted into one field. No right value has such a part.
_NAMED_SECRET = re.compile(r"(?:pass\w*|secret\w*|\bpwd|key|token)[\"']?\s*[:=]", re.IGNORECASE)


def fragment(settings: Settings, forem: Forem | None = None) -> str:
    """The part of a link after `#` that fills the checker with these values."""
    from urllib.parse import quote, urlencode  # costly in WebAssembly, and seldom needed

    forem = forem or Forem()
    pairs = [("v", VERSION)]
    left_out = withheld(settings)
    pairs += [(name, value) for name, value in settings.given() if name not in left_out]
    if forem.edition != "current":
        pairs.append(("edition", forem.edition))
    if forem.hosting:
        pairs.append(("hosting", forem.hosting))
    if forem.sendgrid_api_key:
        pairs.append(("sendgrid_api_key", "1"))
    if forem.app_domain and hide(forem.app_domain, settings.password) == forem.app_domain:
        pairs.append(("app_domain", forem.app_domain))
    return "check?" + urlencode(pairs, quote_via=quote, errors="replace")


def withheld(settings: Settings) -> list[str]:
    """The given fields that a link leaves out, because a secret is in them or may be."""
    shown = masked(settings)
    return [
        name
        for name, value in settings.given()
        if name == "password" or getattr(shown, name) != value or _NAMED_SECRET.search(value)
    ]


def from_fragment(text: str) -> tuple[Settings, Forem]:
    """What a link holds; names that are not known, and any password, are passed over."""
    from urllib.parse import parse_qsl

    values = dict(parse_qsl(text.partition("?")[2]))
    settings = Settings(**{name: values[name] for name in LINKED if name in values})
    forem = Forem(
        edition="2021" if values.get("edition") == "2021" else "current",
        sendgrid_api_key=values.get("sendgrid_api_key") == "1",
        hosting=values.get("hosting"),
        app_domain=values.get("app_domain"),
    )
    return settings, forem
