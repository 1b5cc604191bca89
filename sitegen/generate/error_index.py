"""Writes the list of all error messages, and links it with the symptoms in `troubleshooting.md`.

On that page, `<!-- replies: read-timeout end-of-file -->` becomes a line with the messages that
belong to the section, each with a link to all its causes, and `<!-- likeliest: read-timeout -->`
becomes a table of messages with the likeliest cause of each. In turn, the list links to the
sections in which a message appears.
"""

from __future__ import annotations

import re

from forem_smtp.providers import providers
from forem_smtp.replies import Reply, replies, sources
from forem_smtp.settings import LABELS
from sitegen.context import DOCS
from sitegen.errors import SiteError
from sitegen.templating import fill

SYMPTOMS = "troubleshooting.md"
STAGES = {
    "connecting": ("Connecting", ("connect", "greeting")),
    "greeting": ("Greeting", ("EHLO",)),
    "encryption": ("Encryption", ("STARTTLS",)),
    "log-in": ("Signing in", ("AUTH",)),
    "sender": ("Sender", ("MAIL FROM",)),
    "recipient": ("Recipient", ("RCPT TO",)),
    "mail": ("Message", ("DATA",)),
    "delivery": ("After the server took it", ("delivery",)),
    "at-any-time": ("At any time", (None,)),
}
"""The parts of the list in the order of a connection, by their anchor."""
SECTION = re.compile(
    r"^##+ (?P<title>.+?) \{#(?P<id>[\w-]+)\}|<!-- replies:(?P<names>[\w\s-]+?)-->", re.M
)
# OpenSSL's internal state numbers, between the error's name and its cause.
OPENSSL_STATE = re.compile(r"SSL_connect returned.*?state=error: ")
LONGEST = 80


def pages() -> dict[str, str]:
    """Return the list as Markdown, by its path in `docs/`."""
    messages_of_servers = [reply for reply in replies() if not reply.is_symptom]
    seen = [reply for reply in replies() if reply.is_symptom]
    return {
        "replies/index.md": fill(
            "error_index.md.j2",
            LABELS=LABELS,
            parts=[
                (anchor, title, [reply for reply in messages_of_servers if reply.stage in stages])
                for anchor, (title, stages) in STAGES.items()
            ]
            + [("what-people-see", "What members see, and what people say", seen)],
            names={provider.id: provider.name for provider in providers().values()},
            sources=sources(),
            symptoms=symptoms((DOCS / SYMPTOMS).read_text(encoding="utf-8")),
        )
    }


def symptoms(markdown: str) -> dict[str, str]:
    """Return links to the sections in which each message appears, by the message's name."""
    links: dict[str, list[str]] = {}
    section = ""
    for match in SECTION.finditer(markdown):
        if match["id"]:
            section = f"[{match['title']}](../{SYMPTOMS}#{match['id']})"
        for name in (match["names"] or "").split():
            links.setdefault(name, []).append(section)
    return {name: f"Step by step: {' or '.join(found)}." for name, found in links.items()}


def messages(*names: str) -> str:
    """Return a line with these messages, as Markdown."""
    return fill("error_messages.md.j2", messages=shown(names))


def likeliest(*names: str) -> str:
    """Return a table of these messages with their likeliest causes, as Markdown."""
    return fill("error_likeliest.md.j2", messages=shown(names))


def shown(names: tuple[str, ...]) -> list[tuple[Reply, str]]:
    """Return messages with their Markdown. Raises SiteError for a name that no message has."""
    known = {reply.id: reply for reply in replies()}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SiteError(f"no error message is called {', '.join(unknown)}")
    return [(known[name], shorten(known[name].example)) for name in names]


def shorten(example: str) -> str:
    """Return a message as Markdown code, without the parts that mean nothing to a reader."""
    words = OPENSSL_STATE.sub("… ", example).replace("|", "\\|")
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition(" ")[0] + " …"
    return f"`{words}`"
