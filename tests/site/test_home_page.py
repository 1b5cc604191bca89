"""The home page starts the checker and links to the guide; pages show the steps of the guide."""

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


def select_one(place: Tag, selector: str) -> Tag:
    found = place.select(selector)
    assert len(found) == 1, selector
    return found[0]


def test_published_anchors_exist(site: Site) -> None:
    kept = {"smtp-settings-for-forem", "three-ways-in", "look-something-up"}
    assert kept <= set(ids(article(site.pages[""])))


def test_the_first_action_is_to_check_settings(site: Site) -> None:
    page = article(site.pages[""])
    button = select_one(page, ".md-button")
    assert text(button) == "Check your settings"
    assert button["href"] == "checker/#checker-paste-text"
    box = select_one(page, "textarea")
    assert text(select_one(page, f"label[for={box['id']}]")) == "Paste what you have"
    # Browsers neither fill it in nor remember its content.
    assert box["autocomplete"] == "off" and not box.get("name")


def test_the_link_for_a_lockout_comes_first(site: Site) -> None:
    page = article(site.pages[""])
    link = select_one(page, "a[href='locked-out/#locked-out']")
    assert link.find_previous("h1") and not link.find_previous("h2")


def test_the_example_agrees_with_the_checker(site: Site) -> None:
    example = select_one(article(site.pages[""]), ".front-example")
    found = {finding.code: finding for finding in check(EXAMPLE).findings}
    shown = [text(link) for link in example.select("dd a")]
    assert shown == ["USER03", "PORT08"]
    for code in shown:
        finding = found[code]
        assert finding.fix
        told = text(select_one(example, f"div:has(a[href='findings/{code}/'])"))
        assert getattr(EXAMPLE, finding.field) in told
        assert f"{finding.severity.capitalize()}: {finding.message}" in told
        assert told.endswith(f"Enter instead: {finding.fix[finding.field]}")
    assert EXAMPLE.password and EXAMPLE.password not in str(site.pages[""])


def strip(site: Site, address: str) -> Tag:
    return select_one(article(site.pages[address]), "nav.way")


@pytest.mark.parametrize("address", ["", "smtp-settings/", "checker/", "submitting/"])
def test_the_steps_are_shown_with_links(site: Site, address: str) -> None:
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
def test_the_current_step_is_marked(site: Site, address: str, number: int) -> None:
    nav = strip(site, address)
    title = STEPS[number - 1]["title"]
    assert text(select_one(nav, "[aria-current=step]")) == f"{number} {title}"
    told = select_one(nav, ".way-here")
    # Shown only if there's no room for the titles; screen readers get the list instead.
    assert text(told) == f"Step {number} of 7: {title}"
    assert told["aria-hidden"] == "true"


def test_the_home_page_is_not_a_step(site: Site) -> None:
    assert not strip(site, "").select("[aria-current], .way-here")


def test_the_picture_has_the_same_steps(site: Site) -> None:
    figure = select_one(article(site.pages["start-here/"]), "figure.picture")
    for place in WAY["place"]:
        part = select_one(figure, f"[data-place={place['id']}]")
        assert place["title"] in text(part) and place["note"] in text(part)
        steps = [step for step in STEPS if step["place"] == place["id"]]
        assert [text(link) for link in part.select("a")] == [step["title"] for step in steps]
    numbers = [text(item) for item in figure.select("li > b")]
    assert numbers == [str(number) for number in range(1, 8)]


def test_start_here_describes_each_step(site: Site) -> None:
    page = article(site.pages["start-here/"])
    for number, step in enumerate(STEPS, 1):
        heading = select_one(page, f"h3#{step['id']}")
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


def test_start_here_can_be_read_in_ten_minutes(site: Site) -> None:
    # 110 words a minute, for beginners who read in a foreign language.
    assert 700 < len(text(article(site.pages["start-here/"])).split()) < 1300
