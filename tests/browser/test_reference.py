"""The reference pages are accessible, and abbreviations work without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.appearance import ZOOMED_WIDTHS
from tests.browser.axe import violations
from tests.browser.pages import Pages
from tests.browser.polling import expect_width
from tests.browser.server import Server

PAGES = [
    "command-line/",
    "contributing/",
    "contributing/formats/",
    "glossary/",
    "links/",
    "publishing/",
    "sources/",
]


def test_axe_finds_no_violations(pages: Pages, server: Server) -> None:
    page = pages.open_view("light", 390)
    for address in PAGES:
        page.goto(server.home + address)
        assert violations(page) == [], address


@pytest.mark.parametrize("width", ZOOMED_WIDTHS)
def test_nothing_overflows_when_zoomed(width: int, pages: Pages, server: Server) -> None:
    page = pages.open_view("light", width)
    for address in PAGES:
        page.goto(server.home + address)
        expect_width(page, width)


def test_abbreviations_link_to_the_glossary(page: Page, server: Server) -> None:
    page.goto(f"{server.home}providers/sendgrid/")
    link = page.locator(".abbreviations").get_by_role("link", name="SMTP", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.home}glossary/#smtp")
    expect(page.locator("#smtp")).to_be_in_viewport()


def test_hovering_over_an_abbreviation_shows_its_meaning(page: Page, server: Server) -> None:
    page.goto(f"{server.home}providers/sendgrid/")
    first = page.locator("article abbr", has_text="SMTP").first
    expect(first).to_have_attribute("title", "Simple Mail Transfer Protocol")
    expect(first).to_have_css("cursor", "help")
