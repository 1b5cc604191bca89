"""Checks every block of code in a page. One that is not right stops the build.

Before each block stands a comment that says what it is:

- `<!-- example: settings -->`: the engine reads it, and finds neither error nor warning
  in the values that it shows.
- `<!-- example: settings PORT08 -->`: a bad example, of which the engine finds just these errors
  and warnings.
- `<!-- example: message read-timeout -->`: an error message, which the engine explains so.
- `<!-- example: run NAME -->`: the tests run it (`tests/examples`).
- `<!-- example: output NAME -->`: what that prints, as the tests see it.
- `<!-- example: words -->`: a text from people to people.

On a page the comment is not seen. A text from people gets the class `words`, and is wrapped there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from forem_smtp.check import check
from forem_smtp.reading import read
from forem_smtp.replies import explain
from forem_smtp.report import Severity

MARK = re.compile(r"[ \t]*<!-- example: ([^>]*?) -->\n")
WORDS = re.compile(r"(<!-- example: words -->\n[ \t]*```)text\n")
BLOCK = re.compile(
    r"(?:^[ \t]*<!-- example: (?P<mark>[^>]*?) -->\n\s*)?"
    r"^(?P<indent>[ \t]*)(?P<fence>```+)(?P<language>[^\n`]*)\n"
    r"(?P<text>.*?)^(?P=indent)(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


class Example(NamedTuple):
    """A block of code in a page, and the words of the comment before it, if there is one."""

    page: str
    mark: list[str]
    language: str
    text: str


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Check the page's blocks, and take the comments away. Raises PluginError for a wrong one."""
    for example in examples(page.file.src_uri, markdown):
        fault = wrong(example)
        if fault:
            raise PluginError(f"{example.page}: {fault} in this block:\n{example.text}")
    return MARK.sub("", WORDS.sub(r"\1 { .text .words }\n", markdown))


def examples(page: str, markdown: str) -> Iterator[Example]:
    """Every block of code in a page's Markdown, in its order."""
    for found in BLOCK.finditer(markdown):
        words = (found["mark"] or "").split()
        yield Example(page, words, found["language"].strip(), dedent(found["text"]))


def wrong(example: Example) -> str:
    """What is wrong with an example; nothing if it is as its comment says."""
    match example.mark:
        case ["settings", *codes]:
            return wrong_settings(example.text, codes)
        case ["message", name]:
            found = explain(example.text).id
            return "" if found == name else f"the message is explained as {found}, not {name},"
        case ["run" | "output", _] | ["words"]:
            return ""
    return "no comment says what to do with it"


def wrong_settings(text: str, codes: list[str]) -> str:
    reading = read(text)
    if not list(reading.settings.given()):
        return f"no settings are found ({reading.reason})"
    found = [
        one.code
        for one in check(reading.settings).findings
        # A block may show some of the fields only.
        if one.severity is not Severity.ADVICE and getattr(reading.settings, one.field)
    ]
    return (
        "" if found == codes else f"{found or 'nothing'} is found instead of {codes or 'nothing'}"
    )
