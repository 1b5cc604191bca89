"""Writes the glossary, and explains abbreviations on all other pages.

In each part of a page, the first occurrence of an abbreviation shows what it stands for when you
hover over it. The page ends with links from its abbreviations to the glossary, for people who use a
keyboard or a touch screen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER

from sitegen.context import CONTENT, PageContext

PAGE = "glossary/"
# Nothing is explained within these, because people copy, press or follow them.
UNTOUCHED = {"a", "abbr", "button", "code", "figure", "label", "pre", "script", "style", "svg"}
UNTOUCHED |= {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}


class Term(NamedTuple):
    """A term of the glossary; `glossary.toml` describes the attributes."""

    id: str
    term: str
    text: str
    long: str = ""
    see: tuple[str, str] | None = None


def read() -> list[Term]:
    """Return all terms in alphabetical order. Raises TypeError if one has an unknown key."""
    tables = tomllib.loads((CONTENT / "glossary.toml").read_text(encoding="utf-8"))
    found = [Term(id=name, **table) for name, table in tables.items()]
    return sorted(found, key=lambda term: term.term.strip("`").casefold())


TERMS = read()
SHORT = {term.term: term for term in TERMS if term.long}
"""The abbreviations."""
WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})(?![\w-])")
WORD_OR_HTML = re.compile(rf"{HTML_PLACEHOLDER % '(?P<html>[0-9]+)'}|{WORD.pattern}")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?![^>]*/>)")


def terms() -> str:
    """Return all terms with their headings, as Markdown."""
    return "\n\n".join(as_markdown(term) for term in TERMS)


def as_markdown(term: Term) -> str:
    """Return a term with its heading, as Markdown."""
    long = f"*{term.long}.* " if term.long else ""
    see = f" More: [{term.see[0]}]({term.see[1]})." if term.see else ""
    return f"## {term.term} {{#{term.id}}}\n\n{long}{term.text}{see}"


class Explaining(Extension):  # type: ignore[misc]
    """Explains the abbreviations of each page that is rendered after `page` was set to it."""

    def __init__(self) -> None:
        super().__init__()
        self.page: PageContext | None = None

    def extendMarkdown(self, md: Markdown) -> None:
        # After 0, where links are resolved: the links added here are already addresses.
        md.treeprocessors.register(Explainer(md, self), "abbreviations", -10)


class Explainer(Treeprocessor):  # type: ignore[misc]
    """Explains abbreviations in the tree that Markdown makes from a page."""

    def __init__(self, md: Markdown, extension: Explaining) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        if page is None or page.url in ("", PAGE):
            return
        progress = Progress(self.md.htmlStash.rawHtmlBlocks)
        explain_in(root, progress)
        if progress.seen:
            root.append(listed(progress.seen, page.root + PAGE))


@dataclass
class Progress:
    """How far a page is explained.

    `raw` has the pieces of HTML that are written in the page, by the number that takes their place
    in the tree. `here` are the abbreviations that this part of the page has explained, `seen` those
    of the whole page, and `depth` says in how many untouched tags of such HTML we are.
    """

    raw: Sequence[str]
    here: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    depth: int = 0

    def begins(self, word: str) -> bool:
        """Say whether to explain this word now, and remember it."""
        if self.depth or word in self.here:
            return False
        self.here.add(word)
        self.seen.add(word)
        return True

    def pass_html(self, number: int) -> None:
        """Go past a piece of HTML."""
        tag = TAG.match(str(self.raw[number]))
        if tag and tag[2] in UNTOUCHED:
            self.depth += -1 if tag[1] else 1


def explain_in(element: Element, progress: Progress) -> None:
    """Explain what is in an element."""
    if element.tag == "h2":
        progress.here.clear()
    if element.tag in UNTOUCHED:
        return
    children = list(element)
    element.text, found = marked(element.text or "", progress)
    element[:] = found
    for child in children:
        explain_in(child, progress)
        element.append(child)
        child.tail, found = marked(child.tail or "", progress)
        element.extend(found)


def marked(text: str, progress: Progress) -> tuple[str, list[Element]]:
    """Split a text into what comes before its first abbreviation, and an element for each."""
    start, place = "", 0
    found: list[Element] = []
    for match in WORD_OR_HTML.finditer(text):
        if match["html"]:
            progress.pass_html(int(match["html"]))
        elif progress.begins(match[0]):
            start = _add(text[place : match.start()], start, found)
            found.append(Element("abbr", title=SHORT[match[0]].long))
            found[-1].text = match[0]
            place = match.end()
    return _add(text[place:], start, found), found


def _add(text: str, start: str, found: list[Element]) -> str:
    """Put text after the last element; return what comes before the first one."""
    if not found:
        return text
    found[-1].tail = text
    return start


def listed(words: set[str], glossary: str) -> Element:
    """Return the line at the end of a page."""
    line = Element("p", {"class": "abbreviations", "data-search-exclude": ""})
    line.text = "Abbreviations on this page: "
    for place, word in enumerate(sorted(words)):
        link = SubElement(line, "a", href=f"{glossary}#{SHORT[word].id}")
        link.text = word
        link.tail = ", " if place < len(words) - 1 else ""
    return line
