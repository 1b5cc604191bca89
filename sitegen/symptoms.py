"""Ties the symptoms in `troubleshooting.md` to what the reply reader knows of each error message.

On that page:

- `<!-- replies: read-timeout end-of-file -->` becomes a line with the messages that belong to the
  section, each with a link to all its causes.
- `<!-- likeliest: read-timeout credentials -->` becomes a table of messages with the likeliest
  cause of each.

On the list of all error messages `<!-- symptom: read-timeout -->` becomes a link to the sections in
which that message stands.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forem_smtp.replies import Reply, replies
from sitegen.templating import environment

SYMPTOMS = "troubleshooting.md"
ALL_REPLIES = "replies/index.md"
MARK = re.compile(r"<!-- (replies|likeliest):([\w\s-]+?)-->")
SYMPTOM = re.compile(r"<!-- symptom: ([\w-]+) -->")
PLACE = re.compile(
    r"^##+ (?P<title>.+?) \{#(?P<id>[\w-]+)\}|<!-- replies:(?P<names>[\w\s-]+?)-->", re.M
)
# How far OpenSSL had come, in its own numbers, between the error's name and what was wrong.
OPENSSL = re.compile(r"SSL_connect returned.*?state=error: ")
LONGEST = 80


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the marks. Raises PluginError for a name that no error message has."""
    if page.file.src_uri == SYMPTOMS:
        return MARK.sub(lambda mark: filled(mark[1], mark[2].split()), markdown)
    if page.file.src_uri == ALL_REPLIES:
        places = sections((Path(config.docs_dir) / SYMPTOMS).read_text(encoding="utf-8"))
        return SYMPTOM.sub(lambda mark: links(places.get(mark[1], [])), markdown)
    return markdown


def filled(template: str, names: list[str]) -> str:
    """The line or the table of these messages, as Markdown."""
    known = {reply.id: reply for reply in replies()}
    lost = [name for name in names if name not in known]
    if lost:
        raise PluginError(f"{SYMPTOMS}: no error message is called {', '.join(lost)}")
    env = environment()
    env.filters["short"] = short
    found = [known[name] for name in names]
    return env.get_template(f"symptoms.{template}.md.j2").render(replies=found)


def short(reply: Reply) -> str:
    """What the message looks like, as Markdown code, without what tells nothing."""
    words = OPENSSL.sub("… ", reply.example).replace("|", "\\|")
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition(" ")[0] + " …"
    return f"`{words}`"


def sections(markdown: str) -> dict[str, list[tuple[str, str]]]:
    """The sections, as (id, title), in which each message stands, by the message's name."""
    found: dict[str, list[tuple[str, str]]] = {}
    section = ("", "")
    for place in PLACE.finditer(markdown):
        if place["id"]:
            section = (place["id"], place["title"])
        for name in (place["names"] or "").split():
            found.setdefault(name, []).append(section)
    return found


def links(found: list[tuple[str, str]]) -> str:
    """Where to look step by step, as Markdown."""
    if not found:
        return ""
    steps = " or ".join(f"[{title}](../{SYMPTOMS}#{anchor})" for anchor, title in found)
    return f"Step by step: {steps}."
