"""Old addresses of moved sections redirect to the new ones."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sitegen.publish.permalinks import MOVED
from tests.browser.pages import Pages
from tests.browser.server import Server

BY_PAGES = {(old.partition("#")[0], new.partition("#")[0]): old for old, new in MOVED.items()}
"""One old address for each pair of old and new page."""
OLD = "smtp-settings/#locked-out-host"
NEW = MOVED[OLD]


@pytest.mark.parametrize("old_page", sorted({old_page for old_page, _ in BY_PAGES}))
def test_old_addresses_redirect(
    old_page: str, page: Page, root_server: Server, subfolder_server: Server
) -> None:
    """Try each pair of pages on one server, and each old page on both if it has several."""
    ways = [old for (start, _), old in BY_PAGES.items() if start == old_page]
    visited = [(root_server, old) for old in ways[::2]]
    visited += [(subfolder_server, old) for old in ways[1::2] or ways]
    for server, old in visited:
        page.goto(server.home + old)
        expect(page).to_have_url(server.home + MOVED[old])
        expect(page.locator(f"[id='{MOVED[old].partition('#')[2]}']")).to_be_in_viewport()


def test_an_old_anchor_on_an_open_page_redirects(page: Page, server: Server) -> None:
    page.goto(f"{server.home}smtp-settings/#port")
    expect(page.locator("#port")).to_be_in_viewport()
    page.evaluate("fragment => { location.hash = fragment; }", OLD.partition("#")[2])
    expect(page).to_have_url(server.home + NEW)
    # Going back doesn't redirect again.
    page.go_back()
    expect(page).to_have_url(f"{server.home}smtp-settings/#port")


def test_without_javascript_there_is_a_link(pages: Pages, server: Server) -> None:
    page = pages.open_new(java_script_enabled=False)
    page.goto(server.home + OLD)
    link = page.locator(f"[id='{OLD.partition('#')[2]}'] a")
    expect(link).to_be_in_viewport()
    link.click()
    expect(page).to_have_url(server.home + NEW)
