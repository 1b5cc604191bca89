"""Who comes with the old address of a section is led to where it is now."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sitegen.publish.permalinks import MOVED
from tests.browser.server import Server
from tests.browser.visits import Visits

OLD = "smtp-settings/#locked-out-host"
NEW = MOVED[OLD]


@pytest.mark.parametrize("place", ["at_root", "in_a_folder"])
@pytest.mark.parametrize("old", list(MOVED)[::4])
def test_it_leads_to_the_new_address(
    old: str, place: str, page: Page, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(place)
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
