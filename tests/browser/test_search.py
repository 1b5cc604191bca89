"""The search index is fetched only when someone searches."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.monitor import Monitor
from tests.browser.server import Server


def index_requests(monitor: Monitor) -> int:
    return sum(address.endswith("search_index.json") for address in monitor.requests)


def test_the_index_is_fetched_by_the_first_search(
    page: Page, server: Server, monitor: Monitor
) -> None:
    page.goto(f"{server.home}smtp-settings/", wait_until="networkidle")
    assert index_requests(monitor) == 0
    page.get_by_role("textbox", name="Search").click()
    page.get_by_role("textbox", name="Search").fill("sendgrid")
    results = page.locator(".md-search-result__link")
    expect(results.first).to_contain_text("SendGrid")
    assert index_requests(monitor) == 1
    # The search terms are highlighted in the page.
    results.first.click()
    expect(page.locator("article mark").first).to_have_text(re.compile("sendgrid", re.IGNORECASE))
    assert index_requests(monitor) == 1


def test_a_shared_result_highlights_the_search_terms(
    page: Page, server: Server, monitor: Monitor
) -> None:
    page.goto(f"{server.home}smtp-settings/?h=postmaster")
    expect(page.locator("article mark").first).to_have_text("postmaster")
    assert index_requests(monitor) == 1


def test_a_result_shows_only_the_messages_that_match(page: Page, server: Server) -> None:
    page.goto(f"{server.home}glossary/")
    page.get_by_role("textbox", name="Search").click()
    page.get_by_role("textbox", name="Search").fill("530 must issue a starttls")
    messages = page.locator(".md-search-result__article").first.locator("li")
    expect(messages.filter(visible=True)).to_have_count(1)
    expect(messages.filter(visible=True).locator("mark")).to_have_text("530")
    assert messages.count() > 1
