"""The checklist in the guide and the one in the checker are the same."""

from __future__ import annotations

import pytest
from bs4 import Tag

from sitegen.generate.checklist import checklist
from tests.site.site import Site, article, text

ITEMS = checklist()


def in_the_guide(site: Site) -> list[Tag]:
    return article(site.pages["submitting/"]).select(".checklist > ul > li")


def in_the_checker(site: Site, address: str) -> list[Tag]:
    return site.pages[address].select("#checker-checklist li")


def test_items_are_complete_and_unique() -> None:
    for item in ITEMS:
        assert set(item) == {"id", "title", "short", "why", "how", "link"}
    for key in ("id", "title", "short"):
        assert len({item[key] for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("address", ["smtp-settings/", "checker/"])
def test_guide_and_checker_have_the_same_list(site: Site, address: str) -> None:
    wanted = [f"{item['title']} {item['why']} {item['link']}".replace("`", "") for item in ITEMS]
    assert [text(item) for item in in_the_checker(site, address)] == wanted
    assert [text(item).removesuffix(".") for item in in_the_guide(site)] == wanted


@pytest.mark.parametrize("address", ["submitting/", "smtp-settings/", "checker/"])
def test_each_item_links_to_its_instructions(site: Site, address: str) -> None:
    in_guide = address == "submitting/"
    items = in_the_guide(site) if in_guide else in_the_checker(site, address)
    for item, wanted in zip(items, ITEMS, strict=True):
        (link,) = item.select("a")
        page, _, anchor = wanted["how"].rpartition("#")
        # On a page with the checker, a link to a part of it stays on the page.
        place = page or ("checker/" if in_guide else address)
        assert site.target(address, str(link["href"])) == (place, anchor)
        assert site.pages[place].find(id=anchor)


def test_the_checkers_items_are_labeled_checkboxes_with_a_reason(site: Site) -> None:
    for item in in_the_checker(site, "checker/"):
        (box,) = item.select("input[type=checkbox]")
        assert item.select_one(f"label[for={box['id']}]")
        assert text(item.select(f"#{box['aria-describedby']}")[0])
        assert box["autocomplete"] == "off"
