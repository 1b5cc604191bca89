"""Who comes with the old address of a section is led to where it is now."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sitegen.publish.permalinks import MOVED
from tests.browser.server import Server
from tests.browser.visits import Visits

EACH_WAY = {(old.partition("#")[0], new.partition("#")[0]): old for old, new in MOVED.items()}
"""One old address for each page and each page that it leads to."""
OLD = "smtp-settings/#locked-out-host"
NEW = MOVED[OLD]


@pytest.mark.parametrize("old_page", sorted({old_page for old_page, _ in EACH_WAY}))
def test_it_leads_to_the_new_address(
    old_page: str, page: Page, at_root: Server, in_a_folder: Server
) -> None:
    """From each page once at least in both places, and in one of them to each other page."""
    ways = [old for (start, _), old in EACH_WAY.items() if start == old_page]
    visited = [(at_root, old) for old in ways[::2]]
    visited += [(in_a_folder, old) for old in ways[1::2] or ways]
    for server, old in visited:
        page.goto(server.home + old)
        expect(page).to_have_url(server.home + MOVED[old])
        expect(page.locator(f"[id='{MOVED[old].partition('#')[2]}']")).to_be_in_viewport()


def test_in_a_page_that_is_open_already(page: Page, server: Server) -> None:
    page.goto(f"{server.home}smtp-settings/#port")
    expect(page.locator("#port")).to_be_in_viewport()
    page.evaluate("fragment => { location.hash = fragment; }", OLD.partition("#")[2])
    expect(page).to_have_url(server.home + NEW)
    # The way back does not lead into a circle.
    page.go_back()
    expect(page).to_have_url(f"{server.home}smtp-settings/#port")


def test_without_javascript_it_shows_the_link(visits: Visits, server: Server) -> None:
    page = visits.window(java_script_enabled=False)
    page.goto(server.home + OLD)
    link = page.locator(f"[id='{OLD.partition('#')[2]}'] a")
    expect(link).to_be_in_viewport()
    link.click()
    expect(page).to_have_url(server.home + NEW)
