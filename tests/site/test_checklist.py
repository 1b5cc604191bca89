"""The guide's list and the checker's are one."""

from __future__ import annotations

import pytest
from bs4 import Tag

from hooks.form import checklist
from tests.site.site import Site, article, text

ITEMS = checklist()


def in_the_guide(site: Site) -> list[Tag]:
    return article(site.pages["smtp-settings/"]).select(".checklist > ul > li")


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


def test_each_leads_to_the_place_that_tells_how(site: Site) -> None:
    lists = {
        "smtp-settings/": [in_the_guide(site), in_the_checker(site, "smtp-settings/")],
        "checker/": [in_the_checker(site, "checker/")],
    }
    for address, found in lists.items():
        for items in found:
            for item, wanted in zip(items, ITEMS, strict=True):
                (link,) = item.select("a")
                target = site.target(address, str(link["href"]))
                assert target is not None
                assert target[1] == wanted["how"]
                assert site.pages[target[0]].find(id=target[1])


def test_the_checkers_are_boxes_with_a_label_and_a_reason(site: Site) -> None:
    for item in in_the_checker(site, "checker/"):
        (box,) = item.select("input[type=checkbox]")
        assert item.select_one(f"label[for={box['id']}]")
        assert text(item.select(f"#{box['aria-describedby']}")[0])
        assert box["autocomplete"] == "off"
