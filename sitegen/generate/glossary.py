"""Writes the glossary, and explains abbreviations on all other pages.

In each part of a page, the first occurrence of an abbreviation shows the words that it is short for
when you point at it. The page ends with links from its abbreviations to the glossary, for everyone
who uses a keyboard or a touch screen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from sitegen.context import CONTENT

PAGE = "glossary/"
# A tag, a comment, or the text up to the next one.
PART = re.compile(r"""<!--.*?-->|<(?:[^>"]|"[^"]*")*>|[^<]+|<""", re.DOTALL)
NAME = re.compile(r"</?([a-z][a-z0-9]*)")
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


def explained(html: str, glossary: str) -> str:
    """Return a page's HTML with its abbreviations explained; `glossary` leads to the glossary."""
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
    """Yield the tags and texts of HTML, each with whether it is text to explain."""
    depth = 0
    for found in PART.finditer(html):
        part = found[0]
        name = NAME.match(part)
        if name and name[1] in UNTOUCHED and not part.endswith("/>"):
            depth += -1 if part.startswith("</") else 1
        yield part, depth == 0 and not part.startswith("<")


def abbreviation(word: str, here: set[str]) -> str:
    """Explain the word, unless it is among `here`, those that this part of the page explained."""
    if word in here:
        return word
    here.add(word)
    return f'<abbr title="{escape(SHORT[word].long)}">{word}</abbr>'


def listed(words: set[str], glossary: str) -> str:
    """Return the line at the end of a page."""
    links = ", ".join(f'<a href="{glossary}#{SHORT[word].id}">{word}</a>' for word in sorted(words))
    return f'\n<p class="abbreviations" data-search-exclude>Abbreviations on this page: {links}</p>'
