"""Writes the glossary where a page has `<!-- glossary -->`; explains abbreviations on all pages.

In every part of a page, the first time that an abbreviation stands in its text, pointing at it
shows the words that it stands for. At the page's end they stand once more, as links to the
glossary: for those who come by keyboard or by touch.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

FILE = Path(__file__).with_name("glossary.toml")
MARK = "<!-- glossary -->"
PAGE = "glossary/"
# A tag, a comment, or the text up to the next one.
PART = re.compile(r"""<!--.*?-->|<(?:[^>"]|"[^"]*")*>|[^<]+|<""", re.DOTALL)
NAME = re.compile(r"</?([a-z][a-z0-9]*)")
# Within these, nothing is explained: what is copied, pressed, or leads to somewhere.
UNTOUCHED = {"a", "abbr", "button", "code", "figure", "label", "pre", "script", "style", "svg"}
UNTOUCHED |= {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}


class Term(NamedTuple):
    """A word of the glossary; `glossary.toml` tells what each part holds."""

    id: str
    term: str
    text: str
    long: str = ""
    see: tuple[str, str] | None = None


def read() -> list[Term]:
    """All terms, in the order of the alphabet. Raises TypeError if one has an unknown part."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = [Term(id=name, **table) for name, table in tables.items()]
    return sorted(found, key=lambda one: one.term.strip("`").casefold())


TERMS = read()
SHORT = {one.term: one for one in TERMS if one.long}
"""The abbreviations."""
WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})(?![\w-])")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the mark. Raises PluginError for a term that names a page which is not there."""
    if MARK not in markdown:
        return markdown
    for one in TERMS:
        if one.see and files.get_file_from_path(one.see[1].partition("#")[0]) is None:
            raise PluginError(f"glossary.toml: {one.id} leads to {one.see[1]}, which is not there")
    return markdown.replace(MARK, "\n\n".join(as_markdown(one) for one in TERMS))


def as_markdown(one: Term) -> str:
    """A term with its heading."""
    long = f"*{one.long}.* " if one.long else ""
    see = f" More: [{one.see[0]}]({one.see[1]})." if one.see else ""
    return f"## {one.term} {{#{one.id}}}\n\n{long}{one.text}{see}"


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Explain the page's abbreviations. The start page and the glossary itself stay as they are."""
    if page.is_homepage or page.url == PAGE:
        return html
    return explained(html, get_relative_url(PAGE, page.url))


def explained(html: str, glossary: str) -> str:
    """The page's HTML with its abbreviations explained; `glossary` leads to the glossary."""
    parts: list[str] = []
    here: set[str] = set()
    seen: set[str] = set()
    for text, touched in runs(html):
        if text.startswith("<h2"):
            here.clear()
        if touched:
            text = WORD.sub(lambda word: abbreviation(word[0], here), text)
            seen |= here
        parts.append(text)
    return "".join(parts) + (listed(seen, glossary) if seen else "")


def runs(html: str) -> Iterator[tuple[str, bool]]:
    """The tags and texts of HTML, each with whether it is text to be explained."""
    depth = 0
    for found in PART.finditer(html):
        part = found[0]
        name = NAME.match(part)
        if name and name[1] in UNTOUCHED and not part.endswith("/>"):
            depth += -1 if part.startswith("</") else 1
        yield part, depth == 0 and not part.startswith("<")


def abbreviation(word: str, here: set[str]) -> str:
    """The word as it shall stand; `here` has those that this part of the page explained already."""
    if word in here:
        return word
    here.add(word)
    return f'<abbr title="{escape(SHORT[word].long)}">{word}</abbr>'


def listed(words: set[str], glossary: str) -> str:
    """The line at the end of a page."""
    links = ", ".join(f'<a href="{glossary}#{SHORT[word].id}">{word}</a>' for word in sorted(words))
    return f'\n<p class="abbreviations" data-search-exclude>Abbreviations on this page: {links}</p>'
