"""Shows a payload on the page that describes them all: `<!-- payload: NAME -->`.

The engine writes the payload while the site is built, and reads it back. In place of
`<!-- payload-limits -->`, a table says which payloads can hold which values.
"""

from __future__ import annotations

import re

from forem_smtp.payloads import PAYLOADS, PayloadError, payload
from forem_smtp.settings import Settings
from sitegen.errors import SiteError
from sitegen.templating import fill

PAGE = "payloads.md"
MARKER = re.compile(r"<!-- payload: ([a-z-]+) -->")
SAMPLE = Settings(
    user_name="forem@example.org",
    password="Tulip's $5 vault #7",
    address="mail.example.org",
    authentication="plain",
    domain="community.example.org",
    port="587",
    from_email_address="hello@example.org",
    reply_to_email_address="hello@example.org",
)
"""The values in the examples. The password has characters that are special to most readers."""
LANGUAGES = {
    "browser": "js",
    "rails": "ruby",
    "test-mail": "ruby",
    "json": "json",
    "systemd": "ini",
    "shell": "sh",
}
GOES = {
    "forem": "Forem's database, like values saved in the panel. The web process uses them at once, "
    "[the worker](importing/restart-worker.md) only after a restart.",
    "environment": "Forem's environment. The values take effect when Forem next starts.",
    "test": "Nowhere. The values are used for one email.",
}
LONG = 20
"""The number of lines above which an example is collapsed."""
LIMITS = {
    "A space, `#`, `;`, `=` or `&` inside": {"password": "a #b; c=d &e"},
    "One kind of quotation mark, `'` or `\"`": {"user_name": "it's", "password": 'say "so"'},
    "Both kinds of quotation marks": {"password": 'it\'s "so"'},
    "What a shell would replace: `$HOME`, `${HOME}`": {"password": "$HOME ${HOME}"},
    "What a shell would run: `$(id)`": {"password": "$(id)"},
    "A backslash inside, or as the last character": {"user_name": "a\\b", "password": "a\\"},
    "`'` together with `\\n`, `\\r` or `$(`": {"password": "it's \\n"},
    "Letters of any language, emoji": {"password": "ünï漢字🌷"},
    "A line break": {"password": "a\nb"},
    "A Unicode noncharacter, such as U+FFFE": {"password": "a\ufffeb"},
    "NUL": {"password": "a\0b"},
    "A Reply-to that differs from From": {"reply_to_email_address": "other@example.org"},
}
"""Kinds of values, each with examples by field."""


def check_all_shown(markdown: str) -> None:
    """Raise SiteError if the page doesn't show each payload once."""
    shown = MARKER.findall(markdown)
    if sorted(shown) != sorted(PAYLOADS):
        raise SiteError(f"{PAGE} shows {shown}, but the payloads are {list(PAYLOADS)}")


def described(name: str) -> str:
    """Return one payload as Markdown. Raises SiteError if its example isn't read back unchanged."""
    kind = PAYLOADS.get(name)
    if kind is None:
        raise SiteError(f"there is no payload {name}")
    text = payload(SAMPLE, name)
    if kind.read(text) != SAMPLE:
        raise SiteError(f"the payload {name} isn't read back as it was written")
    return fill(
        "payload.md.j2",
        payload=kind,
        goes=GOES[kind.group],
        language=LANGUAGES.get(name, "text"),
        text=text.rstrip("\n"),
        folded=text.count("\n") > LONG,
    )


def limits() -> str:
    """Return a Markdown table of every kind of value and the payloads that can hold it."""
    lines = ["| Value | Payloads that can hold it |", "| --- | --- |"]
    for kind, changes in LIMITS.items():
        refused = [f"`{name}`" for name in PAYLOADS if not carries(name, changes)]
        carried = f"all but {', '.join(refused)}" if refused else "all"
        lines.append(f"| {kind} | {'none' if len(refused) == len(PAYLOADS) else carried} |")
    return "\n".join(lines)


def carries(name: str, changes: dict[str, str]) -> bool:
    """Return whether the payload `name` can be written with these values."""
    try:
        payload(SAMPLE.replaced(changes), name)
    except PayloadError:
        return False
    return True
