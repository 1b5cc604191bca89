"""Checks every code block in a page. A wrong one stops the build.

A marker before each block says what it is:

- `<!-- example: settings -->`: the engine reads it, and finds neither error nor warning
  in the values that it shows.
- `<!-- example: settings PORT08 -->`: a bad example, in which the engine finds exactly these
  errors and warnings.
- `<!-- example: message read-timeout -->`: an error message, and how the engine explains it.
- `<!-- example: run NAME -->`: the tests run it (`tests/examples`).
- `<!-- example: output NAME -->`: what the block of that name prints. The tests compare it.
- `<!-- example: words -->`: a text that one person sends another.

The page doesn't show the markers. A text of words gets the class `words`, so that its lines wrap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import NamedTuple

from forem_smtp.check import check
from forem_smtp.parsing import read
from forem_smtp.replies import explain
from forem_smtp.report import Severity
from sitegen.context import PageContext

MARKER = re.compile(r"[ \t]*<!-- example: ([^>]*?) -->\n")
WORDS = re.compile(r"(<!-- example: words -->\n[ \t]*```)text\n")
BLOCK = re.compile(
    r"(?:^[ \t]*<!-- example: (?P<marker>[^>]*?) -->\n\s*)?"
    r"^(?P<indent>[ \t]*)(?P<fence>```+)(?P<language>[^\n`]*)\n"
    r"(?P<text>.*?)^(?P=indent)(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


class Example(NamedTuple):
    """A code block in a page, and the words of the marker before it, if there is one."""

    page: str
    mark: list[str]
    language: str
    text: str


def checked(markdown: str, page: PageContext) -> str:
    """Return a page's Markdown without the markers. Raises SiteError for a wrong example."""
    for example in examples(page.uri, markdown):
        fault = wrong(example)
        if fault:
            raise page.error(f"{fault} in this block:\n{example.text}")
    return MARKER.sub("", WORDS.sub(r"\1 { .text .words }\n", markdown))


def examples(page: str, markdown: str) -> Iterator[Example]:
    """Yield each code block in a page's Markdown."""
    for found in BLOCK.finditer(markdown):
        words = (found["marker"] or "").split()
        yield Example(page, words, found["language"].strip(), dedent(found["text"]))


def wrong(example: Example) -> str:
    """Return what is wrong with an example, or nothing if it's what its marker says."""
    match example.mark:
        case ["settings", *codes]:
            return wrong_settings(example.text, codes)
        case ["message", name]:
            found = explain(example.text).id
            return "" if found == name else f"the message is explained as {found}, not {name},"
        case ["run" | "output", _] | ["words"]:
            return ""
    return "no marker says how to check it"


def wrong_settings(text: str, codes: list[str]) -> str:
    reading = read(text)
    if not list(reading.settings.given()):
        return f"no settings are found ({reading.reason})"
    found = [
        one.code
        for one in check(reading.settings).findings
        # A block may show only some of the fields.
        if one.severity is not Severity.ADVICE and getattr(reading.settings, one.field)
    ]
    return (
        "" if found == codes else f"{found or 'nothing'} is found instead of {codes or 'nothing'}"
    )
