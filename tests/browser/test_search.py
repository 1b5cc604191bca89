"""The search index is fetched only when someone searches."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.watch import Watch


def index_requests(watch: Watch) -> int:
    return sum(address.endswith("search_index.json") for address in watch.requests)


def test_the_index_comes_with_the_search(page: Page, server: Server, watch: Watch) -> None:
    page.goto(f"{server.home}smtp-settings/", wait_until="networkidle")
    assert index_requests(watch) == 0
    page.get_by_role("textbox", name="Search").click()
    page.get_by_role("textbox", name="Search").fill("sendgrid")
    results = page.locator(".md-search-result__link")
    expect(results.first).to_contain_text("SendGrid")
    assert index_requests(watch) == 1
    # What was searched for is marked in the page that it is found in.
    results.first.click()
    expect(page.locator("article mark").first).to_have_text(re.compile("sendgrid", re.IGNORECASE))
    assert index_requests(watch) == 1


def test_who_is_sent_a_result_sees_the_words(page: Page, server: Server, watch: Watch) -> None:
    page.goto(f"{server.home}smtp-settings/?h=postmaster")
    expect(page.locator("article mark").first).to_have_text("postmaster")
    assert index_requests(watch) == 1
