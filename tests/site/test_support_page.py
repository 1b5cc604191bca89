"""The page for support staff lists every address of the site, and each one works."""

from __future__ import annotations

from collections import Counter

import pytest
from bs4 import Tag

from forem_smtp.providers import providers
from forem_smtp.replies import replies
from forem_smtp.rules import RULES
from forem_smtp.settings import LABELS
from sitegen.generate.canned_answers import answers
from sitegen.publish.permalinks import published
from tests.site.site import Site, article, ids, text
from tests.site.test_stable_addresses import moved

LARGEST = 200_000
"""Bytes that the list may have: some 900 addresses, and the old ones that lead on."""
HERE = "support/addresses/"


@pytest.fixture(scope="module")
def lines(site: Site) -> dict[str, str]:
    """The description of each address on the page, by address."""
    items = article(site.pages[HERE]).select(".address-list li")
    found = {}
    for item in items:
        link = item.find("a")
        assert isinstance(link, Tag)
        target = site.target(HERE, str(link["href"]))
        assert target is not None
        address = "#".join(target).removesuffix("#")
        assert text(link) == (address or "/")
        found[address] = text(item).removeprefix(text(link)).strip()
    assert len(found) == len(items), Counter(text(item) for item in items).most_common(3)
    return found


def test_every_listed_address_exists(site: Site, lines: dict[str, str]) -> None:
    for address in lines:
        page, _, fragment = address.partition("#")
        assert page in site.pages, address
        assert not fragment or fragment in ids(site.pages[page]), address


def test_every_published_address_is_listed(site: Site, lines: dict[str, str]) -> None:
    """Except for the 404 page, the first heading of a page, and sections that moved."""
    first = {
        f"{address}#{heading['id']}"
        for address, page in site.pages.items()
        for heading in article(page).select("h1[id]")
    }
    wanted = {address.removeprefix("./") for address in published()} - first - {"404.html"}
    assert wanted - set(moved(site)) == set(lines)


def test_every_address_has_a_description(lines: dict[str, str]) -> None:
    for rule in RULES:
        assert lines[f"findings/{rule.code}/"] == rule.title.replace("`", "")
    for provider in providers().values():
        assert lines[f"providers/{provider.id}/"] == provider.name
    for reply in replies():
        assert lines[reply.url] == reply.example
    for name, label in LABELS.items():
        anchor = name.replace("_", "-")
        assert lines[f"checker/#{anchor}"] == f"{label}, in the checker"
        assert lines[f"smtp-settings/#{anchor}"] == f"{label}, in the guide"
    for answer in answers():
        assert lines[answer.address] == answer.question
    assert not [address for address, words in lines.items() if not words]


def test_the_guide_is_in_reading_order(site: Site) -> None:
    page = site.pages[HERE]
    tab = page.select_one(".md-tabs__item:nth-child(2) a")
    assert tab is not None and text(tab) == "Guide"
    steps = site.pages["submitting/"].select(".md-sidebar--primary .md-nav__item--active li a")
    order = [site.target("submitting/", str(link["href"])) for link in steps]
    found = page.select("#guide + .address-list li > a")
    pages = [site.target(HERE, str(link["href"])) for link in found]
    assert [target for target in pages if target and not target[1]] == [
        target for target in order if target and not target[1]
    ]


def test_every_answer_is_listed(site: Site) -> None:
    page = article(site.pages["support/answers/"])
    jumps = [str(link["href"]) for link in page.select(".answer-questions a")]
    assert jumps == [f"#answer-{answer.id}" for answer in answers()]
    for answer in answers():
        heading = page.find(id=f"answer-{answer.id}")
        assert isinstance(heading, Tag)
        shown = heading.find_next_sibling(class_="answer-text")
        assert isinstance(shown, Tag)
        assert shown.get_text() == "".join(part for pair in answer.parts for part in pair)
        leads = [site.target("support/answers/", str(link["href"])) for link in shown.find_all("a")]
        assert ["#".join(to).removesuffix("#") for to in leads if to] == answer.addresses


def test_the_page_is_small(site: Site) -> None:
    assert (site.folder / HERE / "index.html").stat().st_size < LARGEST


def test_the_list_is_not_in_the_search_index(site: Site) -> None:
    index = (site.folder / "search/search_index.json").read_text(encoding="utf-8")
    assert "What never to ask for" in index
    assert "providers/jangosmtp/&lt;" not in index and ">providers/jangosmtp/<" not in index
