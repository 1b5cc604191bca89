"""Writes the glossary, and explains abbreviations on all other pages.

In each part of a page, the first occurrence of an abbreviation shows the words that it is short for
when you point at it. The page ends with links from its abbreviations to the glossary, for everyone
who uses a keyboard or a touch screen.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from sitegen.context import CONTENT, PageContext

PAGE = "glossary/"
# Within these, nothing is explained: what is copied, pressed, or leads to somewhere.
UNTOUCHED = {"a", "abbr", "button", "code", "figure", "label", "pre", "script", "style", "svg"}
UNTOUCHED |= {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}


class Term(NamedTuple):
    """A word of the glossary; `glossary.toml` says what each part holds."""

    id: str
    term: str
    text: str
    long: str = ""
    see: tuple[str, str] | None = None


def read() -> list[Term]:
    """Return all terms in alphabetical order. Raises TypeError if one has an unknown part."""
    tables = tomllib.loads((CONTENT / "glossary.toml").read_text(encoding="utf-8"))
    found = [Term(id=name, **table) for name, table in tables.items()]
    return sorted(found, key=lambda term: term.term.strip("`").casefold())


TERMS = read()
SHORT = {term.term: term for term in TERMS if term.long}
"""The abbreviations."""
WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})(?![\w-])")


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
        # After 0, where links are resolved: those that are added here are addresses already.
        md.treeprocessors.register(Explainer(md, self), "abbreviations", -10)


class Explainer(Treeprocessor):  # type: ignore[misc]
    """Explains abbreviations in the tree that Markdown makes of a page."""

    def __init__(self, md: Markdown, extension: Explaining) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        if page is None or page.url in ("", PAGE):
            return
        seen: set[str] = set()
        explain_in(root, set(), seen)
        if seen:
            root.append(listed(seen, page.root + PAGE))


def explain_in(element: Element, here: set[str], seen: set[str]) -> None:
    """Explain what is in an element. `here` are the abbreviations that this part of the page has
    explained, and `seen` those of the whole page.
    """
    if element.tag == "h2":
        here.clear()
    if element.tag in UNTOUCHED:
        return
    children = list(element)
    element.text, found = marked(element.text or "", here)
    element[:] = found
    for child in children:
        explain_in(child, here, seen)
        element.append(child)
        child.tail, found = marked(child.tail or "", here)
        element.extend(found)
    seen |= here


def marked(text: str, here: set[str]) -> tuple[str, list[Element]]:
    """Split a text into what comes before its first abbreviation, and an element for each."""
    start, place = "", 0
    found: list[Element] = []
    for word in WORD.finditer(text):
        if word[0] not in here:
            here.add(word[0])
            start = _add(text[place : word.start()], start, found)
            found.append(Element("abbr", title=SHORT[word[0]].long))
            found[-1].text = word[0]
            place = word.end()
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
