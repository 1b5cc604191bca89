"""A page that opens without a full reload is shown at the place that its address names."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.navigation import arrive, is_still_here
from tests.browser.polling import expect_soon
from tests.browser.server import Server
from tests.browser.visits import Visits

KEPT_MS = 200
"""After which Material has kept the place to which a page was scrolled."""
CLICK = "link => link.click()"
NOTE_SCROLLING = "addEventListener('scroll', () => { window.scrolledTo = scrollY; })"


@pytest.fixture
def page(visits: Visits) -> Page:
    """A window of its own, since its clock would stay for other tests."""
    return visits.window()


@pytest.mark.parametrize(
    ("link", "place"),
    [('.abbreviations a[href$="glossary/#smtp"]', "#smtp"), ('nav a[href$="/glossary/"]', "h1")],
)
def test_scrolling_while_the_next_page_loads(
    link: str, place: str, page: Page, server: Server
) -> None:
    """On a slow network there's time for it, and a finger may still be moving."""
    waiting: list[Route] = []
    page.clock.install()
    arrive(page, f"{server.home}providers/sendgrid/")
    page.evaluate(NOTE_SCROLLING)
    page.route("**/glossary/", lambda route: waiting.append(route))
    page.locator(link).first.evaluate(CLICK)
    expect_soon(page, lambda: len(waiting), 1)
    page.mouse.wheel(0, 500)
    rest_at(page, 500)
    waiting[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossary")
    expect(page.locator(place)).to_be_in_viewport()
    assert is_still_here(page)


def test_back_and_forward_return_to_the_place(page: Page, server: Server) -> None:
    page.clock.install()
    arrive(page, f"{server.home}providers/sendgrid/")
    page.evaluate(NOTE_SCROLLING)
    page.mouse.wheel(0, 300)
    rest_at(page, 300)
    page.locator('nav a[href$="/glossary/"]').first.evaluate(CLICK)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossary")
    page.mouse.wheel(0, 700)
    rest_at(page, 700)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SendGrid")
    rest_at(page, 300)
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossary")
    rest_at(page, 700)
    assert is_still_here(page)


def rest_at(page: Page, y: int) -> None:
    """The page is scrolled to `y`, Material has heard of it, and has kept it as the place.

    A page says where it is before it tells its listeners, so `scrollY` alone is too early.
    """
    expect_soon(page, lambda: page.evaluate("window.scrolledTo"), y)
    page.clock.run_for(KEPT_MS)
