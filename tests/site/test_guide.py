"""The guide has every statement and every anchor of the admin page that it took the place of."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from forem_smtp import RULES
from tests.site.site import Site, article, ids, section, text

FACTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text(encoding="utf-8"))
# What support staff have linked to; the last three are of the page's later edition.
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
def test_published_anchors_are_there_once(site: Site, anchor: str) -> None:
    assert ids(site.pages["smtp-settings/"]).count(anchor) == 1


def test_all_statements_are_listed() -> None:
    assert list(FACTS) == [f"S{number:02}" for number in range(1, 28)]


@pytest.mark.parametrize("statement", FACTS)
def test_a_statement_stands_where_it_is_listed(site: Site, statement: str) -> None:
    fact = FACTS[statement]
    found = section(site.pages[f"{fact['page']}/"], fact["anchor"]).lower()
    assert fact["words"]
    assert not [words for words in fact["words"] if words.lower() not in found]


@pytest.mark.parametrize("statement", FACTS)
def test_a_checked_statement_is_checked_by_rules_that_exist(statement: str) -> None:
    assert {rule.code for rule in RULES} >= set(FACTS[statement].get("checked", []))


def test_the_guide_shows_its_table_of_contents(site: Site) -> None:
    page = site.pages["smtp-settings/"]
    links = {str(link["href"]) for link in page.select(".md-nav--secondary a[href]")}
    headings = {f"#{heading['id']}" for heading in article(page).select("h2[id], h3[id]")}
    form = {f"#{heading['id']}" for heading in page.select(".checker h2[id], .checker h3[id]")}
    assert links >= headings - form
    assert not links & form


@pytest.mark.parametrize("address", ["smtp-settings/", "checker/"])
def test_without_javascript_the_form_is_there_and_says_what_it_needs(
    site: Site, address: str
) -> None:
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
    assert not [page for page in site.pages.values() if "<!-- checker" in str(page)]


def test_a_notice_to_copy_is_wrapped_and_no_page_shows_what_marks_an_example(site: Site) -> None:
    notices = site.pages["submitting/"].select("div.highlight.words")
    assert [text(one).split()[0] for one in notices] == ["On", "Tomorrow"]
    assert not [address for address, page in site.pages.items() if "<!-- example:" in str(page)]


@pytest.mark.parametrize("kind", ["providers", "findings"])
def test_a_page_outside_the_navigation_is_marked_in_the_header(kind: str, site: Site) -> None:
    """Its tab and its list are those of the kind's list, and no other page's."""
    alike = [address for address in site.pages if address.startswith(f"{kind}/")]
    assert len(alike) > 50
    for address in alike:
        page = site.pages[address]
        assert [text(tab) for tab in page.select(".md-tabs__item--active")] == ["Look up"], address
        here = page.select(".md-sidebar--primary .md-nav__item--active .md-nav__item--active > a")
        assert [text(link) for link in here] == [kind.capitalize()], address
    assert not site.pages[""].select(".md-tabs__item--active:not(:first-child)")


def test_only_the_start_page_and_the_tool_take_the_whole_width(site: Site) -> None:
    """All other pages have the list of their part on the left, so they begin at the same edge."""
    hidden = {
        address
        for address, page in site.pages.items()
        if page.select_one(".md-sidebar--primary[hidden]")
    }
    assert hidden == {"", "checker/"}


def test_a_list_of_messages_has_a_table_of_contents(site: Site) -> None:
    parts = [page for address, page in site.pages.items() if address.startswith("replies/")]
    assert len(parts) > 8
    for page in parts:
        shown = page.select(".md-sidebar--secondary:not([hidden]) .md-nav__link[href^='#']")
        assert len(shown) >= len(page.select("article h2"))


def test_the_formats_for_the_2021_edition_are_those_that_it_takes(site: Site) -> None:
    table = site.pages["importing/formats/"].select_one("#formats ~ table, #formats ~ * table")
    assert table is not None
    rows = {text(row.select("td")[0]).split(":")[0]: text(row) for row in table.select("tbody tr")}
    refused = {name for name, row in rows.items() if "Not for the 2021 edition" in row}
    assert set(rows) > refused == {"browser", "json"}
    assert "For all editions" in rows["rails"]
