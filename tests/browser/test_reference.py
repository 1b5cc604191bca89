"""The pages to look things up in are for everyone, and abbreviations lead on without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.looks import ENLARGED
from tests.browser.polling import expect_width
from tests.browser.server import Server
from tests.browser.visits import Visits

PAGES = [
    "command-line/",
    "contributing/",
    "contributing/formats/",
    "glossary/",
    "links/",
    "publishing/",
    "sources/",
]


def test_axe_finds_nothing(visits: Visits, server: Server) -> None:
    page = visits.look("light", 390)
    for address in PAGES:
        page.goto(server.home + address)
        assert violations(page) == [], address


@pytest.mark.parametrize("width", ENLARGED)
def test_enlarged_nothing_is_lost(width: int, visits: Visits, server: Server) -> None:
    page = visits.look("light", width)
    for address in PAGES:
        page.goto(server.home + address)
        expect_width(page, width)


def test_an_abbreviation_leads_to_its_words_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.home}providers/sendgrid/")
    link = page.locator(".abbreviations").get_by_role("link", name="SMTP", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.home}glossary/#smtp")
    expect(page.locator("#smtp")).to_be_in_viewport()


def test_pointing_at_an_abbreviation_tells_its_words(page: Page, server: Server) -> None:
    page.goto(f"{server.home}providers/sendgrid/")
    first = page.locator("article abbr", has_text="SMTP").first
    expect(first).to_have_attribute("title", "Simple Mail Transfer Protocol")
    expect(first).to_have_css("cursor", "help")
