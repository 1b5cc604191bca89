"""The table of all providers can be filtered and sorted; without JavaScript it's a plain table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.providers import Provider, providers
from sitegen.generate.providers import by_name, marks
from tests.browser.axe import violations
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll
from tests.browser.server import Server

ALL = len(providers())


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    page.goto(f"{server.home}providers/")
    return page


def rows(page: Page) -> Locator:
    return page.locator(".providers tbody tr").filter(visible=True)


def names(page: Page) -> list[str]:
    return rows(page).locator("td:first-child").all_inner_texts()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("search").get_by_label(label, exact=True).select_option(label=option)


def expect_shown(page: Page, found: list[Provider]) -> None:
    """Expect exactly these providers, sorted by name, and their number."""
    expect_names(page, found)
    words = f"{len(found)} of {ALL} providers." if found else "No provider matches."
    expect(page.get_by_role("search").get_by_role("status")).to_contain_text(words)


def expect_names(page: Page, found: Sequence[Provider]) -> None:
    expect_poll(page, lambda: names(page), [provider.name for provider in found])


def with_marks(*wanted: str) -> list[Provider]:
    return [provider for provider in by_name() if {*wanted} <= {*marks(provider)}]


def test_a_search_without_matches_shows_links_instead_of_the_table(page: Page) -> None:
    none = page.locator("#provider-none")
    expect(none).to_be_hidden()
    page.get_by_label("Name or host").fill("nobody has this")
    expect(none).to_be_visible()
    expect(page.locator(".providers table")).to_be_hidden()
    expect(none.get_by_role("link", name="A server named after")).to_be_visible()
    none.get_by_role("link", name="ask it three questions").click()
    expect(page.locator("#not-listed")).to_be_in_viewport()
    page.get_by_label("Name or host").fill("sendgrid")
    expect(none).to_be_hidden()
    expect(page.locator(".providers table")).to_be_visible()


def test_all_providers_are_shown_at_first(page: Page) -> None:
    expect_names(page, by_name())
    expect(page.get_by_role("search").get_by_role("status")).to_have_text(f"{ALL} providers.")


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("sendgrid", ["sendgrid"]),
        ("SMTP.EU.MAILGUN", ["mailgun"]),
        ("smtp-relay.sendinblue.com", ["brevo"]),  # a host's former name
        ("pathwire", ["mailgun"]),  # a former name
        ("googlemail google mail", ["gmail"]),
        ("nobody has this", []),
    ],
)
def test_searching_by_name_and_host(page: Page, typed: str, ids: list[str]) -> None:
    page.get_by_label("Name or host").fill(typed)
    expect_shown(page, [providers()[id] for id in ids])
    page.get_by_label("Name or host").clear()
    expect_shown(page, by_name())


@pytest.mark.parametrize(
    ("label", "option", "mark"),
    [
        ("Port for Forem", "2525", "2525"),
        ("Port for Forem", "Another", "other-port"),
        ("User name", "Full address", "address"),
        ("Hosts in", "EU", "EU"),
        ("Domain authentication", "Needed first", "needed"),
        ("Domain authentication", "Has a page about it", "page"),
        ("Kind", "Sandbox", "sandbox"),
    ],
)
def test_filters(page: Page, label: str, option: str, mark: str) -> None:
    choose(page, label, option)
    assert 0 < len(with_marks(mark)) < ALL
    expect_shown(page, with_marks(mark))
    choose(page, label, "Any")
    expect_shown(page, by_name())


def test_filters_and_search_can_be_combined(page: Page) -> None:
    choose(page, "Port for Forem", "2525")
    choose(page, "Hosts in", "EU")
    choose(page, "User name", "The same word for everyone")
    expect_shown(page, with_marks("2525", "EU", "fixed"))
    page.get_by_label("Name or host").fill("spark")
    expect_shown(page, [providers()["sparkpost"]])
    choose(page, "Kind", "Mailbox")
    expect_shown(page, [])


def test_sorting_in_both_directions_by_keyboard(page: Page) -> None:
    by_host = page.get_by_role("columnheader", name="SMTP host")
    by_provider = page.get_by_role("columnheader", name="Provider", exact=True)
    expect(by_provider).to_have_attribute("aria-sort", "ascending")
    by_host.get_by_role("button").press("Enter")
    expect(by_host).to_have_attribute("aria-sort", "ascending")
    expect(by_provider).not_to_have_attribute("aria-sort", "ascending")
    hosts = page.locator(".providers td:nth-child(2)").all_inner_texts()
    letters = [host[0].lower() for host in hosts]
    assert letters == sorted(letters)
    by_host.get_by_role("button").press("Space")
    expect(by_host).to_have_attribute("aria-sort", "descending")
    assert page.locator(".providers td:nth-child(2)").all_inner_texts()[0] == hosts[-1]
    by_provider.get_by_role("button").click()
    expect_names(page, by_name())


def test_numbers_are_sorted_numerically_and_unknown_values_last(page: Page) -> None:
    page.get_by_role("columnheader", name="Ports for Forem").get_by_role("button").click()
    ports = page.locator(".providers td:nth-child(3)").all_inner_texts()
    first = [int(text.split(",")[0]) for text in ports if text[0].isdigit()]
    assert first == sorted(first) and first[0] < 100 < first[-1]
    where = page.get_by_role("columnheader", name="Hosts in").get_by_role("button")
    for _ in range(2):
        where.click()
        places = page.locator(".providers td:nth-child(5)").all_inner_texts()
        assert places[0] != "–" and places[-1] == "–"


def test_sorting_keeps_the_filter(page: Page) -> None:
    choose(page, "Kind", "Sandbox")
    page.get_by_role("columnheader", name="Provider", exact=True).get_by_role("button").click()
    expect_names(page, with_marks("sandbox")[::-1])


def test_it_works_after_instant_navigation(page: Page, server: Server) -> None:
    page.goto(f"{server.home}choosing-a-provider/")
    page.get_by_role("link", name="The list of all providers").first.click()
    page.get_by_label("Name or host").fill("postmark")
    expect_shown(page, [providers()["postmark"]])


def test_without_javascript_it_is_a_plain_table(pages: Pages, server: Server) -> None:
    page = pages.open_new(java_script_enabled=False)
    page.goto(f"{server.home}providers/")
    expect_names(page, by_name())
    expect(page.locator(".provider-filter")).to_be_hidden()
    expect(page.locator(".providers button")).to_have_count(0)


def test_each_value_has_its_own_line_on_a_phone(pages: Pages, server: Server) -> None:
    page = pages.open(width=390, height=800)
    page.goto(f"{server.home}providers/")
    page.get_by_label("Name or host").fill("postmark")
    expect_shown(page, [providers()["postmark"]])
    row = page.locator(".providers tbody tr").filter(visible=True)
    # Unknown values take no line.
    cells = row.locator("td:not([data-none])")
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert len(boxes) > 4 and all(box and box["x"] + box["width"] <= 390 for box in boxes)
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(set(tops))
    page.get_by_label("Name or host").fill("nobody has this")
    expect(page.locator(".providers table")).to_be_hidden()


def test_collapsed_hosts_are_found_by_the_search(page: Page) -> None:
    last = providers()["infobip"].hosts[-1].host
    page.get_by_label("Name or host").fill(last)
    expect_shown(page, [providers()["infobip"]])
    host = page.get_by_text(last, exact=True)
    expect(host).to_be_hidden()
    page.get_by_text(f"{len(providers()['infobip'].hosts) - 2} more").click()
    expect(host).to_be_visible()


def test_axe_finds_no_violations(pages: Pages, server: Server) -> None:
    page = pages.open_view("dark", 390)
    page.goto(f"{server.home}providers/")
    choose(page, "Kind", "Relay")
    assert violations(page, "article") == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("columnheader", name="SMTP host").get_by_role("button").click()
    assert violations(page) == []
