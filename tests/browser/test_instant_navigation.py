"""A page opened without a full reload is scrolled to the target of its address."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.navigation import load, was_not_reloaded
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll
from tests.browser.server import Server

KEPT_MS = 200
"""How long Material takes to store the scroll position."""
CLICK = "link => link.click()"
NOTE_SCROLLING = "addEventListener('scroll', () => { window.scrolledTo = scrollY; })"


@pytest.fixture
def page(pages: Pages) -> Page:
    """A new page, because a fake clock would affect later tests."""
    return pages.open_new()


@pytest.mark.parametrize(
    ("link", "place"),
    [('.abbreviations a[href$="glossary/#smtp"]', "#smtp"), ('nav a[href$="/glossary/"]', "h1")],
)
def test_scrolling_while_the_next_page_loads(
    link: str, place: str, page: Page, server: Server
) -> None:
    """On a slow network, people may still be scrolling when the next page arrives."""
    waiting: list[Route] = []
    page.clock.install()
    load(page, f"{server.home}providers/sendgrid/")
    page.evaluate(NOTE_SCROLLING)
    page.route("**/glossary/", lambda route: waiting.append(route))
    page.locator(link).first.evaluate(CLICK)
    expect_poll(page, lambda: len(waiting), 1)
    page.mouse.wheel(0, 500)
    expect_scrolled_to(page, 500)
    waiting[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossary")
    expect(page.locator(place)).to_be_in_viewport()
    assert was_not_reloaded(page)


def test_back_and_forward_restore_the_scroll_position(page: Page, server: Server) -> None:
    page.clock.install()
    load(page, f"{server.home}providers/sendgrid/")
    page.evaluate(NOTE_SCROLLING)
    page.mouse.wheel(0, 300)
    expect_scrolled_to(page, 300)
    page.locator('nav a[href$="/glossary/"]').first.evaluate(CLICK)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossary")
    page.mouse.wheel(0, 700)
    expect_scrolled_to(page, 700)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SendGrid")
    expect_scrolled_to(page, 300)
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossary")
    expect_scrolled_to(page, 700)
    assert was_not_reloaded(page)


def expect_scrolled_to(page: Page, y: int) -> None:
    """Expect the page to be scrolled to `y`, and let Material store that position.

    `scrollY` changes before the scroll event fires, so it alone would be too early.
    """
    expect_poll(page, lambda: page.evaluate("window.scrolledTo"), y)
    page.clock.run_for(KEPT_MS)
