"""Reads a built site as its visitors' browsers do: by address, relative to the site's root."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

# The site's assumed address: not at a domain's root.
HOME = "https://site.example/folder/"


class Site:
    """A built site. `pages` holds every page by its address: `""`, `"checker/"`, `"404.html"`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        return {
            path.relative_to(self.folder).as_posix().removesuffix("index.html"): BeautifulSoup(
                path.read_text(encoding="utf-8"), "html.parser"
            )
            for path in sorted(self.folder.rglob("*.html"))
        }

    def target(self, page: str, reference: str) -> tuple[str, str] | None:
        """(address, fragment) in this site to which a reference leads; `None` = out of the site."""
        url = urljoin(HOME + page, reference)
        if not url.startswith(HOME):
            return None
        parts = urlsplit(url)
        return unquote(parts.path.removeprefix(urlsplit(HOME).path)), unquote(parts.fragment)

    def has_file(self, address: str) -> bool:
        path = self.folder / address
        return (path / "index.html" if address.endswith("/") or not address else path).is_file()


def ids(page: Tag) -> list[str]:
    """Every id in the page or in a part of it."""
    return [str(tag["id"]) for tag in page.find_all(id=True)]


def article(page: BeautifulSoup) -> Tag:
    """A page's own part, without what all pages share."""
    found = page.find("article")
    assert isinstance(found, Tag)
    return found


def section(page: BeautifulSoup, anchor: str) -> str:
    """The text from the heading with this id to the next heading that is not below it."""
    heading = page.find(id=anchor)
    assert isinstance(heading, Tag), anchor
    if not re.fullmatch("h[1-6]", heading.name):
        heading = heading.find_parent(re.compile("^h[1-6]$"))
        assert isinstance(heading, Tag), anchor
    texts = [text(heading)]
    for sibling in heading.find_next_siblings():
        if re.fullmatch("h[1-6]", sibling.name) and sibling.name <= heading.name:
            break
        texts.append(text(sibling))
    return " ".join(texts)


def text(tag: Tag) -> str:
    """The text as it is read: each run of white space is one space."""
    return " ".join(tag.get_text().split())
