"""The markers in pages: comments of the form `<!-- NAME -->` or `<!-- NAME: ARGUMENT … -->`.

Every comment in a page is a marker; one that isn't in the table below stops the build. In code,
comments are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from inspect import signature
from typing import NamedTuple

from sitegen.context import PageContext
from sitegen.generate import (
    checker,
    checklist,
    command_line,
    delivery,
    editions,
    error_index,
    glossary,
    home,
    link_format,
    payloads,
    pictures,
    providers,
    steps,
    support,
)


class When(Enum):
    """When a marker is filled in."""

    MARKDOWN = auto()
    """Before the page becomes HTML."""
    CHECKED = auto()
    """Never: it says how the code block below it is checked (`examples.py`)."""
    ALL_PAGES_READ = auto()
    """After all pages were read, because it lists their headings. The search doesn't find it."""
    FINISHED = auto()
    """At the end, so that Markdown, the table of contents and the search don't see it."""


class Marker(NamedTuple):
    """A kind of marker; `fill` gets the page and the marker's arguments."""

    when: When
    fill: Callable[..., str]


MARKERS = {
    "command-line": Marker(When.MARKDOWN, lambda page: command_line.as_markdown()),
    "checklist": Marker(When.MARKDOWN, lambda page: checklist.as_markdown(page.root)),
    "delivery-table": Marker(When.MARKDOWN, lambda page: delivery.table()),
    "delivery-versions": Marker(When.MARKDOWN, lambda page: delivery.versions()),
    "domain-authentication": Marker(When.MARKDOWN, lambda page: providers.domain_table()),
    "editions": Marker(When.MARKDOWN, editions.table),
    "free-plans": Marker(When.MARKDOWN, lambda page: providers.free_plans()),
    "glossary": Marker(When.MARKDOWN, lambda page: glossary.terms()),
    "likeliest": Marker(When.MARKDOWN, error_index.likeliest),
    "link-hosting": Marker(When.MARKDOWN, lambda page: link_format.companies()),
    "link-names": Marker(When.MARKDOWN, lambda page: link_format.names()),
    "payload": Marker(When.MARKDOWN, lambda page, name: payloads.described(name)),
    "restricted": Marker(When.MARKDOWN, lambda page: providers.restricted()),
    "payload-limits": Marker(When.MARKDOWN, lambda page: payloads.limits()),
    "replies": Marker(When.MARKDOWN, error_index.messages),
    "example": Marker(When.CHECKED, lambda page, *words: ""),
    "addresses": Marker(When.ALL_PAGES_READ, support.address_list),
    "answers": Marker(When.ALL_PAGES_READ, support.answer_list),
    "checker": Marker(When.FINISHED, checker.form),
    "home": Marker(When.FINISHED, lambda page: home.box()),
    "picture": Marker(When.FINISHED, pictures.picture),
    "steps": Marker(When.FINISHED, steps.strip),
}

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
# Code comes first, so that anything in it that looks like a marker is skipped.
TOKEN = re.compile(
    r"(?P<code>^(?P<indent>[ \t]*)(?P<fence>```+).*?^(?P=indent)(?P=fence)[ \t]*$|`[^`\n]+`)"
    r"|<!--(?P<comment>.*?)-->",
    re.DOTALL | re.MULTILINE,
)
GRAMMAR = re.compile(r" ([a-z][a-z-]*)(?:: ([^:<>]+?))? ", re.DOTALL)


def fill_markdown(markdown: str, page: PageContext) -> str:
    """Fill in the markers of a page's Markdown that belong to this moment, and check all others.

    Raises SiteError for a comment that isn't a marker, or has the wrong number of arguments.
    """

    def filled(token: re.Match[str]) -> str:
        if token["code"]:
            return token[0]
        marker, arguments = parsed(token["comment"], page)
        return marker.fill(page, *arguments) if marker.when is When.MARKDOWN else token[0]

    return TOKEN.sub(filled, markdown)


def fill_html(html: str, page: PageContext, when: When) -> str:
    """Fill in the markers that are left for this moment."""

    def filled(comment: re.Match[str]) -> str:
        name = GRAMMAR.fullmatch(comment[1])
        # Material has comments of its own.
        if not name or name[1] not in MARKERS or MARKERS[name[1]].when is not when:
            return comment[0]
        return MARKERS[name[1]].fill(page, *(name[2] or "").split())

    return COMMENT.sub(filled, html)


def strip(markdown: str) -> str:
    """Return Markdown without its remaining markers."""
    return TOKEN.sub(lambda token: token["code"] or "", markdown)


def parsed(comment: str, page: PageContext) -> tuple[Marker, list[str]]:
    """Return a comment's marker and its arguments."""
    match = GRAMMAR.fullmatch(comment)
    if not match or match[1] not in MARKERS:
        raise page.error(f"<!--{comment}--> is not a marker. There are: {', '.join(MARKERS)}")
    marker, arguments = MARKERS[match[1]], (match[2] or "").split()
    try:
        signature(marker.fill).bind(page, *arguments)
    except TypeError as error:
        raise page.error(f"<!--{comment}--> has the wrong number of arguments: {error}") from None
    return marker, arguments
