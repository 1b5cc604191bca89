"""Writes the list of all error messages, and links it with the symptoms in `troubleshooting/`.

On these pages, `<!-- replies: read-timeout end-of-file -->` becomes a line with the messages that
belong to the symptom, each with a link to all its causes, and `<!-- likeliest: read-timeout -->`
becomes a table of messages with the likeliest cause of each. In turn, the list links to the
symptoms in which a message appears. Each part of the list is a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forem_smtp.providers import providers
from forem_smtp.replies import Reply, replies, sources
from forem_smtp.settings import LABELS
from sitegen.context import DOCS, PageContext
from sitegen.errors import SiteError
from sitegen.templating import fill

SYMPTOMS = DOCS / "troubleshooting"
INDEX = "replies/index.md"


@dataclass(frozen=True)
class Part:
    """A page of the list: its title, and when its messages come."""

    title: str
    when: str


PARTS = {
    "connecting": Part("Connecting", "before the server has said anything"),
    "turned-away": Part("Turned away", "when the server refuses the connection in words"),
    "greeting": Part("Greeting", "when Forem introduces itself"),
    "encryption": Part("Encryption", "when encryption begins"),
    "log-in": Part("Signing in", "when user name and password are checked"),
    "log-in-providers": Part(
        "Signing in, by provider", "when one provider refuses credentials in its own words"
    ),
    "sender": Part("Sender", "when Forem names the sender"),
    "recipient": Part("Recipient", "when Forem names the recipient"),
    "mail": Part("The email itself", "when it is handed over"),
    "delivery": Part("After the server took it", "hours later, in a bounce or the provider's log"),
    "delivery-authentication": Part(
        "Refused for SPF, DKIM or DMARC", "when a receiver doesn't believe that the email is yours"
    ),
    "microsoft": Part(
        "Sent through Microsoft", "when Forem sends through Microsoft 365 or Outlook.com"
    ),
    "at-any-time": Part("At any time", "at any step"),
    "what-people-see": Part(
        "What members see, and what people say", "on the screen, or in people's own words"
    ),
}
"""The parts of the list in the order of a connection, by their anchor."""
EXAMPLES = 3
"""How many messages of each part the first page shows."""
TITLE = re.compile(r"^# (?P<title>.+?) \{#[\w-]+\}", re.M)
MARKER = re.compile(r"<!-- replies:(?P<names>[\w\s-]+?)-->")
# OpenSSL's internal state numbers, between the error's name and its cause.
OPENSSL_STATE = re.compile(r"SSL_connect returned.*?state=error: ")
# RFC 3463: 5.7.515 says far more than the 550 before it.
STATUS_CODE = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
LONGEST = 80


def status_codes(found: Iterable[Reply]) -> list[str]:
    """Return the enhanced status codes in messages, each once, for the search."""
    return list(
        dict.fromkeys(code for reply in found for code in STATUS_CODE.findall(reply.example))
    )


def pages() -> dict[str, str]:
    """Return the list as Markdown: its first page and its parts, by their paths in `docs/`."""
    parts = {name: (part, belonging(name)) for name, part in PARTS.items()}
    links = symptoms(
        {path.name: path.read_text(encoding="utf-8") for path in SYMPTOMS.glob("*.md")}
    )
    names = {provider.id: provider.name for provider in providers().values()}
    made = {
        f"replies/{name}.md": fill(
            "error_part.md.j2",
            LABELS=LABELS,
            anchor=name,
            part=part,
            replies=found,
            codes=status_codes(found),
            names=names,
            sources=sources(),
            symptoms=links,
        )
        for name, (part, found) in parts.items()
    }
    examples = {
        name: [(reply, words(reply)) for reply in found[:EXAMPLES]]
        for name, (_, found) in parts.items()
    }
    return {INDEX: fill("error_index.md.j2", parts=parts, examples=examples), **made}


def belonging(part: str) -> list[Reply]:
    """Return the messages in a part of the list."""
    return [reply for reply in replies() if reply.part == part]


def moved() -> dict[str, str]:
    """Return the address of each part and message, by all others that it may have had once: on the
    list's first page, and in another part.
    """
    parts = {f"replies/#{name}": f"replies/{name}/#{name}" for name in PARTS}
    places = ["replies/", *(f"replies/{name}/" for name in PARTS)]
    messages = {f"{place}#{reply.id}": reply.url for place in places for reply in replies()}
    return parts | {old: new for old, new in messages.items() if old != new}


def symptoms(pages: Mapping[str, str]) -> dict[str, str]:
    """Return links to the symptoms in which each message appears, by the message's name."""
    links: dict[str, list[str]] = {}
    for file, markdown in sorted(pages.items()):
        title = TITLE.search(markdown)
        for match in MARKER.finditer(markdown):
            for name in match["names"].split():
                words = title["title"] if title else file
                links.setdefault(name, []).append(f"[{words}](../{SYMPTOMS.name}/{file})")
    return {name: f"Step by step: {' or '.join(found)}." for name, found in links.items()}


def messages(page: PageContext, *names: str) -> str:
    """Return a line with these messages, as Markdown for a page."""
    return fill("error_messages.md.j2", messages=shown(names), folder=folder(page))


def likeliest(page: PageContext, *names: str) -> str:
    """Return a table of these messages with their likeliest causes, as Markdown for a page."""
    return fill("error_likeliest.md.j2", messages=shown(names), folder=folder(page))


def folder(page: PageContext) -> str:
    """Return the path from a page's Markdown to `docs/`, such as `../`."""
    return "../" * page.uri.count("/")


def shown(names: tuple[str, ...]) -> list[tuple[Reply, str]]:
    """Return messages with their Markdown. Raises SiteError for a name that no message has."""
    known = {reply.id: reply for reply in replies()}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SiteError(f"no error message is called {', '.join(unknown)}")
    return [(known[name], words(known[name])) for name in names]


def words(reply: Reply) -> str:
    """Return a message as short Markdown; what people say isn't code."""
    return reply.example if reply.is_symptom else shorten(reply.example)


def shorten(example: str) -> str:
    """Return a message as Markdown code, without the parts that mean nothing to a reader."""
    words = OPENSSL_STATE.sub("… ", example).replace("|", "\\|")
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition(" ")[0] + " …"
    return f"`{words}`"
