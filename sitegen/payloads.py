"""Shows a payload on the page that describes them all: `<!-- payload NAME -->`.

What is shown is written by the engine, and read back by it, while the site is built. For
`<!-- payload limits -->` a table tells which values which payload carries.
"""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forem_smtp.payloads import PAYLOADS, PayloadError, payload
from forem_smtp.settings import Settings
from sitegen.templating import environment

PAGE = "payloads.md"
MARK = re.compile(r"<!-- payload ([a-z-]+) -->")
LIMITS_MARK = "limits"
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
"""What the examples hold: a password in which nearly every reader finds something special."""
LANGUAGES = {"browser": "js", "rails": "ruby", "json": "json", "systemd": "ini", "shell": "sh"}
GOES = {
    "forem": "Forem's database, as from the panel. The values count at once.",
    "environment": "Forem's environment. The values count from Forem's next start.",
}
LONG = 20
"""Lines from which on an example is folded."""
LIMITS = {
    "A blank, `#`, `;`, `=` or `&` inside": {"password": "a #b; c=d &e"},
    "One kind of quote, `'` or `\"`": {"user_name": "it's", "password": 'say "so"'},
    "Both kinds of quotes": {"password": 'it\'s "so"'},
    "What a shell would replace: `$HOME`, `${HOME}`": {"password": "$HOME ${HOME}"},
    "What a shell would run: `$(id)`": {"password": "$(id)"},
    "A backslash inside, or as the last character": {"user_name": "a\\b", "password": "a\\"},
    "`'` together with `\\n`, `\\r` or `$(`": {"password": "it's \\n"},
    "Letters of every language, emoji": {"password": "ünï漢字🌷"},
    "A line break": {"password": "a\nb"},
    "A noncharacter of Unicode, such as U+FFFE": {"password": "a\ufffeb"},
    "NUL": {"password": "a\0b"},
    "A Reply-to that is not the From": {"reply_to_email_address": "other@example.org"},
}
"""Kinds of values, each with examples by field."""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the marks. Raises PluginError if the page does not show every payload."""
    if page.file.src_uri != PAGE:
        return markdown
    shown = [name for name in MARK.findall(markdown) if name != LIMITS_MARK]
    if sorted(shown) != sorted(PAYLOADS):
        raise PluginError(f"{PAGE} shows {shown}, and there are {list(PAYLOADS)}")
    return MARK.sub(
        lambda mark: limits() if mark[1] == LIMITS_MARK else described(mark[1]), markdown
    )


def described(name: str) -> str:
    """One payload as Markdown. Raises PluginError if its example is not read back unchanged."""
    kind = PAYLOADS[name]
    text = payload(SAMPLE, name)
    if kind.read(text) != SAMPLE:
        raise PluginError(f"The payload {name} is not read back as it was written")
    return (
        environment()
        .get_template("payload.md.j2")
        .render(
            payload=kind,
            goes=GOES[kind.group],
            language=LANGUAGES.get(name, "text"),
            text=text.rstrip("\n"),
            folded=text.count("\n") > LONG,
        )
    )


def limits() -> str:
    """The table as Markdown: every kind of value, and which payloads carry it."""
    lines = ["| Value | Carried by |", "| --- | --- |"]
    for kind, changes in LIMITS.items():
        refused = [f"`{name}`" for name in PAYLOADS if not carries(name, changes)]
        carried = f"all but {', '.join(refused)}" if refused else "all"
        lines.append(f"| {kind} | {'none' if len(refused) == len(PAYLOADS) else carried} |")
    return "\n".join(lines)


def carries(name: str, changes: dict[str, str]) -> bool:
    """Whether the payload `name` can be written with these values."""
    try:
        payload(SAMPLE.replaced(changes), name)
    except PayloadError:
        return False
    return True
