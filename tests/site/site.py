"""Reads a built site as browsers do: by address, relative to the site's root."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

# The site's assumed address: not at a domain's root.
HOME = "https://site.example/folder/"


class Pages(Mapping[str, BeautifulSoup]):
    """All pages by address: `""`, `"checker/"`, `"404.html"`. Each is parsed when it's first used,
    because parsing all of them takes many seconds."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix().removesuffix("index.html"): path
            for path in sorted(folder.rglob("*.html"))
        }
        self._parsed: dict[str, BeautifulSoup] = {}

    def __getitem__(self, address: str) -> BeautifulSoup:
        if address not in self._parsed:
            self._parsed[address] = BeautifulSoup(self.html(address), "html.parser")
        return self._parsed[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def html(self, address: str) -> str:
        """Return a page's source."""
        return self._files[address].read_text(encoding="utf-8")

    def containing(self, source: str) -> list[str]:
        """Return the addresses of the pages with this in their source."""
        return [address for address in self if source in self.html(address)]


class Site:
    """A built site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = Pages(folder)

    def target(self, page: str, reference: str) -> tuple[str, str] | None:
        """Return the (address, fragment) that a reference leads to; `None` if outside the site."""
        url = urljoin(HOME + page, reference)
        if not url.startswith(HOME):
            return None
        parts = urlsplit(url)
        return unquote(parts.path.removeprefix(urlsplit(HOME).path)), unquote(parts.fragment)

    def has_file(self, address: str) -> bool:
        path = self.folder / address
        return (path / "index.html" if address.endswith("/") or not address else path).is_file()


def ids(page: Tag) -> list[str]:
    """Return every ID in a page or in a part of it."""
    return [str(tag["id"]) for tag in page.find_all(id=True)]


def article(page: BeautifulSoup) -> Tag:
    """Return a page's article, without what all pages share."""
    found = page.find("article")
    assert isinstance(found, Tag)
    return found


def section(page: BeautifulSoup, anchor: str) -> str:
    """Return the text from the heading with this ID to the next one of the same level or above."""
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
    """Return the text with each run of white space as one space."""
    return " ".join(tag.get_text().split())
