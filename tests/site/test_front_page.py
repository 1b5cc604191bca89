"""The front page starts the checker and leads on; the way is shown where it should be."""

from __future__ import annotations

import re
import tomllib

import pytest
from bs4 import Tag

from forem_smtp import check
from sitegen.context import CONTENT
from sitegen.generate.home import EXAMPLE
from tests.site.site import Site, article, ids, text

WAY = tomllib.loads((CONTENT / "steps.toml").read_text(encoding="utf-8"))
STEPS = WAY["step"]


def one(place: Tag, selector: str) -> Tag:
    found = place.select(selector)
    assert len(found) == 1, selector
    return found[0]


def test_what_was_published_is_there(site: Site) -> None:
    kept = {"smtp-settings-for-forem", "three-ways-in", "look-something-up"}
    assert kept <= set(ids(article(site.pages[""])))


def test_the_first_thing_to_do_is_to_check(site: Site) -> None:
    page = article(site.pages[""])
    button = one(page, ".md-button")
    assert text(button) == "Check your settings"
    assert button["href"] == "checker/#checker-paste-text"
    box = one(page, "textarea")
    assert text(one(page, f"label[for={box['id']}]")) == "Paste what you have"
    # Nothing fills it in, and nothing keeps what was in it.
    assert box["autocomplete"] == "off" and not box.get("name")


def test_who_is_locked_out_finds_the_way_before_all_else(site: Site) -> None:
    page = article(site.pages[""])
    link = one(page, "a[href='locked-out/#locked-out']")
    assert link.find_previous("h1") and not link.find_previous("h2")


def test_the_example_says_what_the_checker_says(site: Site) -> None:
    example = one(article(site.pages[""]), ".front-example")
    found = {finding.code: finding for finding in check(EXAMPLE).findings}
    shown = [text(link) for link in example.select("dd a")]
    assert shown == ["USER03", "PORT08"]
    for code in shown:
        finding = found[code]
        assert finding.fix
        told = text(one(example, f"div:has(a[href='findings/{code}/'])"))
        assert getattr(EXAMPLE, finding.field) in told
        assert f"{finding.severity.capitalize()}: {finding.message}" in told
        assert told.endswith(f"Enter instead: {finding.fix[finding.field]}")
    assert EXAMPLE.password and EXAMPLE.password not in str(site.pages[""])


def strip(site: Site, address: str) -> Tag:
    return one(article(site.pages[address]), "nav.way")


@pytest.mark.parametrize("address", ["", "smtp-settings/", "checker/", "submitting/"])
def test_the_strip_shows_every_step_and_leads_to_it(site: Site, address: str) -> None:
    links = strip(site, address).select("ol a")
    titles = [f"{number} {step['title']}" for number, step in enumerate(STEPS, 1)]
    assert [text(link) for link in links] == titles
    for link, step in zip(links, STEPS, strict=True):
        target = site.target(address, str(link["href"]))
        page, _, fragment = step["page"].partition("#")
        assert target == (page, fragment)


@pytest.mark.parametrize(
    ("address", "number"),
    [("smtp-settings/", 3), ("checker/", 4), ("submitting/", 6), ("importing/compose/", 6)],
)
def test_the_strip_says_where_one_is(site: Site, address: str, number: int) -> None:
    nav = strip(site, address)
    title = STEPS[number - 1]["title"]
    assert text(one(nav, "[aria-current=step]")) == f"{number} {title}"
    told = one(nav, ".way-here")
    # Seen only where there is no room for the titles; the list says the same to who listens.
    assert text(told) == f"Step {number} of 7: {title}"
    assert told["aria-hidden"] == "true"


def test_the_front_page_is_no_step(site: Site) -> None:
    assert not strip(site, "").select("[aria-current], .way-here")


def test_the_picture_has_the_same_steps_in_the_places_where_they_are_done(site: Site) -> None:
    figure = one(article(site.pages["start-here/"]), "figure.picture")
    for place in WAY["place"]:
        part = one(figure, f"[data-place={place['id']}]")
        assert place["title"] in text(part) and place["note"] in text(part)
        steps = [step for step in STEPS if step["place"] == place["id"]]
        assert [text(link) for link in part.select("a")] == [step["title"] for step in steps]
    numbers = [text(item) for item in figure.select("li > b")]
    assert numbers == [str(number) for number in range(1, 8)]


def test_start_here_has_each_step_with_its_danger_and_where_to_read_more(site: Site) -> None:
    page = article(site.pages["start-here/"])
    for number, step in enumerate(STEPS, 1):
        heading = one(page, f"h3#{step['id']}")
        assert text(heading).startswith(f"{number}. {step['title']}")
        told, links = "", []
        for part in heading.find_next_siblings():
            if re.fullmatch("h[23]", part.name):
                break
            told += text(part) + " "
            links += [site.target("start-here/", str(link["href"])) for link in part.select("a")]
        assert "The danger: " in told
        page_of_step, _, fragment = step["page"].partition("#")
        assert (page_of_step, fragment) == links[-1]
        assert 3 <= len(re.findall(r"[.!?:](?= |$)", told.partition("The danger")[0])) <= 7


def test_start_here_takes_ten_minutes(site: Site) -> None:
    # 110 words a minute: for who never did this, and reads a foreign language.
    assert 700 < len(text(article(site.pages["start-here/"])).split()) < 1300
