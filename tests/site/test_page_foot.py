"""Each page ends with links to its Markdown and to the offline site, and its last change."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

from bs4 import Tag

from sitegen.publish.offline import FOLDER, NAME
from sitegen.publish.page_foot import changes, source_of
from tests.site.site import Site, article, text


def feet(site: Site) -> dict[str, Tag]:
    """Return the footer of each page, by the page's address."""
    found = {address: article(page).select(".page-foot") for address, page in site.pages.items()}
    assert {len(foot) for address, foot in found.items() if address != "404.html"} == {1}
    return {address: foot[0] for address, foot in found.items() if foot}


def test_each_page_links_to_its_markdown(site: Site) -> None:
    for address, foot in feet(site).items():
        (head,) = site.pages[address].select('link[type="text/markdown"]')
        link = foot.find("a", string="This page as Markdown")
        assert isinstance(link, Tag) and link["href"] == head["href"]
        assert [text(button) for button in foot.select("button")] == ["Copy page as Markdown"]


def test_pages_show_their_last_change(site: Site) -> None:
    days = changes()
    for address, foot in feet(site).items():
        uri = f"{address}index.md" if address in ("", "findings/", "providers/", "replies/") else ""
        day = days.get(source_of(uri or f"{address.rstrip('/')}.md") or "")
        assert [time["datetime"] for time in foot.select("time")] == ([str(day)] if day else [])


def test_no_repository_links_without_a_repository(site: Site) -> None:
    for foot in feet(site).values():
        assert len(foot.select("a")) == 2
        assert "Edit" not in text(foot) and "Report" not in text(foot)


class Links(HTMLParser):
    """Collects what a page links to and loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def test_the_site_can_be_read_without_a_server(site: Site, tmp_path: Path) -> None:
    """Every link in the zip leads to one of its files."""
    with ZipFile(site.folder / NAME) as packed:
        packed.extractall(tmp_path)
    folder = tmp_path / FOLDER
    assert "http.server" in (folder / "README.txt").read_text(encoding="utf-8")
    pages = [path for path in folder.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 150
    seen = 0
    for page in pages:
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        for link in links.found:
            path = re.split("[?#]", link)[0]
            if path and not re.match("[a-z]+:", path):
                seen += 1
                assert (page.parent / path).is_file(), (page, link)
    assert seen > 10_000
