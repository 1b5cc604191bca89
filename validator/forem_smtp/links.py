"""Links that open the checker filled in. They hold values, never a secret."""

from __future__ import annotations

from .context import Context
from .settings import FIELDS, Instance, Settings

VERSION = "1"
LINKED = tuple(name for name in FIELDS if name != "password")
"""The fields that a link may hold."""


def fragment(context: Context) -> str:
    """The part of a link after `#` that fills the checker with these values."""
    from urllib.parse import quote, urlencode  # costly in WebAssembly, and seldom needed

    instance = context.instance
    pairs = [("v", VERSION)]
    left_out = withheld(context)
    pairs += [(name, value) for name, value in context.settings.given() if name not in left_out]
    if instance.edition != "current":
        pairs.append(("edition", instance.edition))
    if instance.hosting:
        pairs.append(("hosting", instance.hosting))
    if instance.sendgrid_api_key:
        pairs.append(("sendgrid_api_key", "1"))
    for name, text in (
        ("app_domain", instance.app_domain),
        ("community_name", instance.community_name),
    ):
        if text and context.secrets.redact(text) == text:
            pairs.append((name, text))
    return "check?" + urlencode(pairs, quote_via=quote, errors="replace")


def withheld(context: Context) -> list[str]:
    """The given fields that a link leaves out, because a secret is in them or may be."""
    shown = context.shown
    return [
        name
        for name, value in context.settings.given()
        if name == "password" or getattr(shown, name) != value
    ]


def from_fragment(text: str) -> tuple[Settings, Instance]:
    """The values in a link, as typed; unknown names, and any password, are ignored."""
    from urllib.parse import parse_qsl

    values = dict(parse_qsl(text.partition("?")[2]))
    settings = Settings(**{name: values[name] for name in LINKED if name in values})
    return settings, Instance.from_mapping(values)
