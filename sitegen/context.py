"""What a generator can know about the site and the page that it writes for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.errors import SiteError

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
CONTENT = ROOT / "sitegen/content"
GUIDE = "Guide"
"""The part of the navigation that holds the guide."""


@dataclass(frozen=True)
class Heading:
    """A heading of a page; `title` is HTML."""

    id: str
    title: str
    level: int


@dataclass(frozen=True)
class SitePage:
    """A page of the site, after it was read. `content` is its HTML, and `part` is the part of the
    navigation that it belongs to, if it's in the navigation.
    """

    uri: str
    url: str
    title: str
    description: str
    headings: tuple[Heading, ...] = ()
    content: str = ""
    in_navigation: bool = False
    part: str | None = None


@dataclass(frozen=True)
class PageContext:
    """The page that is being built: `uri` is its place in `docs/`, such as `findings/PORT08.md`,
    and `url` its address from the site's root, such as `findings/PORT08/`. `pages` are all pages of
    the site by their `uri`, after all of them were read.
    """

    uri: str
    url: str
    pages: Mapping[str, SitePage] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The path from the page to the site's root, such as `../../`."""
        return "../" * self.url.count("/") or "./"

    def error(self, message: str) -> SiteError:
        """Return the error to raise if something is wrong with this page."""
        return SiteError(f"{self.uri}: {message}")
