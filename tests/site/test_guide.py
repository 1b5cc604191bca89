"""The guide has every statement and anchor of the admin page that it replaced."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from forem_smtp import RULES
from tests.site.site import Site, article, ids, section, text

FACTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text(encoding="utf-8"))
# Anchors that support staff have linked to; the last three are from a later version of the page.
ANCHORS = [
    "smtp-settings",
    "choosing-a-smtp-provider",
    "smtp-settings-1",
    "address",
    "port",
    "authentication",
    "user-name",
    "password",
    "domain",
    "from-email-address",
    "reply-to-email-address",
    "email-server-settings",
]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_published_anchors_exist_once(site: Site, anchor: str) -> None:
    assert ids(site.pages["smtp-settings/"]).count(anchor) == 1


def test_all_statements_are_listed() -> None:
    assert list(FACTS) == [f"S{number:02}" for number in range(1, 28)]


@pytest.mark.parametrize("statement", FACTS)
def test_statements_are_where_they_are_listed(site: Site, statement: str) -> None:
    fact = FACTS[statement]
    found = section(site.pages[f"{fact['page']}/"], fact["anchor"]).lower()
    assert fact["words"]
    assert not [words for words in fact["words"] if words.lower() not in found]


@pytest.mark.parametrize("statement", FACTS)
def test_statements_name_existing_rules(statement: str) -> None:
    assert {rule.code for rule in RULES} >= set(FACTS[statement].get("checked", []))


def test_the_guide_shows_its_table_of_contents(site: Site) -> None:
    page = site.pages["smtp-settings/"]
    links = {str(link["href"]) for link in page.select(".md-nav--secondary a[href]")}
    headings = {f"#{heading['id']}" for heading in article(page).select("h2[id], h3[id]")}
    form = {f"#{heading['id']}" for heading in page.select(".checker h2[id], .checker h3[id]")}
    assert links >= headings - form
    assert not links & form


@pytest.mark.parametrize("address", ["smtp-settings/", "checker/"])
def test_without_javascript_the_form_has_a_notice(site: Site, address: str) -> None:
    page = site.pages[address]
    form = page.find(id="checker-form")
    assert form is not None
    assert len(form.find_all(["input", "select"])) > 8
    notice = page.select_one(".checker noscript")
    assert notice is not None
    assert "JavaScript" in text(notice) and "forem-smtp check" in text(notice)


def test_only_the_checkers_pages_have_the_form(site: Site) -> None:
    with_form = {address for address, page in site.pages.items() if page.find(id="checker-form")}
    assert with_form == {"smtp-settings/", "checker/"}
    assert site.pages.containing("<!-- checker") == []


def test_notices_are_wrapped_and_example_markers_removed(site: Site) -> None:
    notices = site.pages["submitting/tell-members/"].select("div.highlight.words")
    assert [text(one).split()[0] for one in notices] == ["On", "Tomorrow"]
    assert site.pages.containing("<!-- example:") == []


@pytest.mark.parametrize("kind", ["providers", "findings"])
def test_pages_outside_the_navigation_have_an_active_tab(kind: str, site: Site) -> None:
    """Its active tab and sidebar entry are those of the list that it belongs to."""
    alike = [address for address in site.pages if address.startswith(f"{kind}/")]
    assert len(alike) > 50
    for address in alike:
        page = site.pages[address]
        assert [text(tab) for tab in page.select(".md-tabs__item--active")] == ["Look up"], address
        here = page.select(".md-sidebar--primary .md-nav__item--active .md-nav__item--active > a")
        assert [text(link) for link in here] == [kind.capitalize()], address
    assert not site.pages[""].select(".md-tabs__item--active:not(:first-child)")


def test_only_the_home_page_and_the_checker_have_no_sidebar(site: Site) -> None:
    """All other pages have a sidebar on the left, so their text starts at the same position."""
    hidden = {
        address
        for address, page in site.pages.items()
        if page.select_one(".md-sidebar--primary[hidden]")
    }
    assert hidden == {"", "checker/"}


def test_lists_of_messages_have_a_table_of_contents(site: Site) -> None:
    parts = [page for address, page in site.pages.items() if address.startswith("replies/")]
    assert len(parts) > 8
    for page in parts:
        shown = page.select(".md-sidebar--secondary:not([hidden]) .md-nav__link[href^='#']")
        assert len(shown) >= len(page.select("article h2"))


def test_formats_for_the_2021_edition_are_the_accepted_ones(site: Site) -> None:
    table = site.pages["importing/formats/"].select_one("#formats ~ table, #formats ~ * table")
    assert table is not None
    rows = {text(row.select("td")[0]).split(":")[0]: text(row) for row in table.select("tbody tr")}
    refused = {name for name, row in rows.items() if "Not for the 2021 edition" in row}
    assert set(rows) > refused == {"browser", "json"}
    assert "For all editions" in rows["rails"]


def test_no_page_shows_asterisks_of_markdown(site: Site) -> None:
    """Emphasis with one asterisk too many becomes text."""
    shown = {}
    for address, page in site.pages.items():
        body = page.find("article")
        texts = body.find_all(string=lambda one: one and "*" in one) if body else []
        if words := [str(one) for one in texts if not one.find_parent(["code", "pre", "script"])]:
            shown[address] = words
    assert not shown
