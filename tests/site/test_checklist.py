"""The guide's list and the checker's are one."""

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


def test_the_items_are_whole_and_each_its_own() -> None:
    for item in ITEMS:
        assert set(item) == {"id", "title", "short", "why", "how", "link"}
    for key in ("id", "title", "short"):
        assert len({item[key] for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("address", ["smtp-settings/", "checker/"])
def test_the_guides_list_is_the_checkers(site: Site, address: str) -> None:
    wanted = [f"{item['title']} {item['why']} {item['link']}".replace("`", "") for item in ITEMS]
    assert [text(item) for item in in_the_checker(site, address)] == wanted
    assert [text(item).removesuffix(".") for item in in_the_guide(site)] == wanted


@pytest.mark.parametrize("address", ["submitting/", "smtp-settings/", "checker/"])
def test_each_leads_to_the_place_that_tells_how(site: Site, address: str) -> None:
    in_guide = address == "submitting/"
    items = in_the_guide(site) if in_guide else in_the_checker(site, address)
    for item, wanted in zip(items, ITEMS, strict=True):
        (link,) = item.select("a")
        page, _, anchor = wanted["how"].rpartition("#")
        # A part of the checker is on the same page, if the checker is.
        place = page or ("checker/" if in_guide else address)
        assert site.target(address, str(link["href"])) == (place, anchor)
        assert site.pages[place].find(id=anchor)


def test_the_checkers_are_boxes_with_a_label_and_a_reason(site: Site) -> None:
    for item in in_the_checker(site, "checker/"):
        (box,) = item.select("input[type=checkbox]")
        assert item.select_one(f"label[for={box['id']}]")
        assert text(item.select(f"#{box['aria-describedby']}")[0])
        assert box["autocomplete"] == "off"
