"""Keeps every address that was ever published: `content/published_addresses.txt`.

If a section moved to another page (`content/moved.toml`, error messages, ready-made answers), its
old page gets a list that leads there. With JavaScript, `assets/moved.mjs` follows the link at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from markupsafe import Markup, escape

from sitegen.context import CONTENT, PageContext, SitePage
from sitegen.errors import SiteError
from sitegen.generate import canned_answers, error_index
from sitegen.templating import fill

LIST = CONTENT / "published_addresses.txt"
SECTIONS: dict[str, str] = tomllib.loads((CONTENT / "moved.toml").read_text(encoding="utf-8"))
ID = re.compile(r'\sid="?([^"\s>]+)')


def check(site: Path) -> None:
    """Raise SiteError with the published addresses that a built site no longer has, if any."""
    missing = gone(published(), site)
    if missing:
        raise SiteError(
            f"Once published, and gone: {', '.join(missing)}. If a section moved to another page, "
            "add its old address to sitegen/content/moved.toml. If you have just added an address "
            "to sitegen/content/published_addresses.txt, correct it there."
        )


def published() -> list[str]:
    """Return the addresses that must stay, such as `replies/#read-timeout`."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def gone(addresses: Iterable[str], site: Path) -> list[str]:
    """Return the addresses that lead nowhere in a built site."""
    ids: dict[str, set[str]] = {}
    missing = []
    for address in addresses:
        page, _, fragment = address.partition("#")
        if page not in ids:
            ids[page] = ids_of(site / page)
        if not ids[page] or (fragment and fragment not in ids[page]):
            missing.append(address)
    return missing


def ids_of(path: Path) -> set[str]:
    """Return every id in a page; none if there is no such page."""
    file = path / "index.html" if path.is_dir() else path
    return set(ID.findall(file.read_text(encoding="utf-8"))) if file.is_file() else set()


_PUBLISHED = frozenset(published())
MOVED = SECTIONS | {
    old: new
    for old, new in (error_index.moved() | canned_answers.moved()).items()
    if old in _PUBLISHED
}
"""The new addresses of all that is on another page now, by the old ones."""


def moved(page: PageContext) -> str:
    """Return the list of the sections that moved away from a page as HTML, if there are any."""
    olds = {
        fragment: MOVED[address]
        for address in MOVED
        for url, _, fragment in [address.partition("#")]
        if url == page.url
    }
    return listed(olds, titles(page.pages), page) if olds else ""


def titles(pages: Mapping[str, SitePage]) -> dict[str, Markup]:
    """Return the heading at each address, such as `sources/#sources`."""
    answers = {answer.address: escape(answer.question) for answer in canned_answers.answers()}
    return answers | {
        f"{page.url}#{heading.id}": Markup(heading.title)
        for page in pages.values()
        for heading in page.headings
    }


def listed(olds: Mapping[str, str], titles: Mapping[str, Markup], page: PageContext) -> str:
    """Return the list as HTML. Raises SiteError for a new address that doesn't exist."""
    lost = [new for new in olds.values() if new not in titles]
    if lost:
        raise SiteError(f"moved.toml leads to {', '.join(lost)}, where no heading is")
    links = [(old, page.root + new, titles[new]) for old, new in olds.items()]
    return fill("moved.html.j2", moved=links)
