"""The menu and the search of a narrow page work with the keyboard and with screen readers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Pages
from tests.browser.server import Server

IN_SIGHT = """() => {
    const { left, right } = document.activeElement.getBoundingClientRect();
    return right > 0 && left < innerWidth;
}"""
IN_A_CLOSED_PART = "document.activeElement.matches('.md-nav__toggle:not(:checked) ~ .md-nav *')"
MOST_TABS = 12


@pytest.fixture
def page(pages: Pages, server: Server) -> Page:
    page = pages.open_new(viewport={"width": 390, "height": 800})
    page.goto(f"{server.home}start-here/")
    return page


def tab_to(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(IN_SIGHT)
        if button.evaluate("button => button === document.activeElement"):
            break
    expect(button).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_closes(page: Page, key: str) -> None:
    menu = page.get_by_role("button", name="Menu", exact=True)
    link = page.get_by_label("Navigation", exact=True).get_by_role("link", name="Glossary")
    tab_to(page, "Menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(link).to_be_hidden()
    page.keyboard.press(key)
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert not page.evaluate(IN_A_CLOSED_PART)
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_the_search_opens(page: Page) -> None:
    tab_to(page, "Search")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


def test_the_closed_menu_takes_no_focus(page: Page) -> None:
    tab_to(page, "Search")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        page.wait_for_function(IN_SIGHT)
        assert not page.evaluate("document.activeElement.closest('.md-sidebar--primary')")
