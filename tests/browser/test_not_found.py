"""The 404 page helps visitors on, at any depth and wherever the site is.

It isn't monitored: to find the site's root, it requests files that don't exist, and the console
reports each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.polling import expect_poll
from tests.browser.server import Server

PATHS = ("//HOST/", "///HOST/a/b", "/.//HOST/a", "//HOST//HOST/a", "/a//HOST/")
"""Paths that contain another server's address."""
ANSWERS = ("findings/", "smtp-settings/", "providers/", "checker/", "locked-out/")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all of these tests, so that only the first one loads scripts and styles."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, any_server: Server) -> Iterator[Page]:
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    yield page
    page.close()
    assert requests and not [
        url for url in requests if not url.startswith(("blob:", any_server.origin))
    ]


def linked_pages(page: Page) -> set[str]:
    """Return the pages that the article links to."""
    links = page.locator("article a").evaluate_all("links => links.map(link => link.href)")
    return {link.partition("#")[0] for link in links}


@pytest.mark.parametrize("missing", ["no-such", "findings/PORT99/", "a/b/c/d.html"])
def test_the_404_page_has_working_links(page: Page, any_server: Server, missing: str) -> None:
    answer = page.goto(any_server.home + missing)
    assert answer is not None and answer.status == 404
    expect_poll(page, lambda: linked_pages(page), {any_server.home + to for to in ANSWERS})
    # The style sheets were loaded as well.
    expect(page.locator(".md-header")).to_have_css("position", "sticky")
    page.get_by_role("link", name="all findings").click()
    page.locator("article table").get_by_role("link", name="PORT08", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("PORT08")
    expect(page).to_have_url(f"{any_server.home}findings/PORT08/")
    page.get_by_role("link", name="Open this example").click()
    page.locator("#checker-form").wait_for()
    expect(page).to_have_url(re.compile(re.escape(f"{any_server.home}checker/#check?v=1&")))


@pytest.mark.parametrize(
    ("typed", "page_of"),
    [
        ("Checker/", "checker/"),
        ("TROUBLESHOOTING", "troubleshooting/"),
        ("Locked-Out/#locked-out-which", "locked-out/#locked-out-which"),
        ("findings/port08/", "findings/PORT08/"),
        ("Providers/SendGrid/", "providers/sendgrid/"),
    ],
)
def test_wrong_letter_case_redirects(
    page: Page, any_server: Server, typed: str, page_of: str
) -> None:
    page.goto(any_server.home + typed)
    expect(page).to_have_url(any_server.home + page_of)
    expect(page.locator("article h1")).not_to_have_text("This page doesn't exist")


def test_no_path_makes_it_request_another_host(browser: Browser, any_server: Server) -> None:
    """Test without the security policy, which would block such a request as well."""
    page = browser.new_page(bypass_csp=True)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    addresses: list[str] = []
    with Server(any_server.folder, "/") as other:
        for path in PATHS:
            before = len(requests)
            page.goto(
                any_server.origin + path.replace("HOST", other.origin.removeprefix("http://"))
            )
            expect_poll(page, partial(requested_the_sitemap, requests, before), True)
            addresses += page.locator("article a").evaluate_all("all => all.map((a) => a.href)")
    page.close()
    assert len(addresses) >= len(PATHS) * len(ANSWERS)
    assert not [
        url for url in [*requests, *addresses] if not url.startswith(f"{any_server.origin}/")
    ]


def requested_the_sitemap(requests: list[str], before: int) -> bool:
    return any("sitemap.xml" in url for url in requests[before:])


def test_its_search_works(page: Page, any_server: Server) -> None:
    page.goto(f"{any_server.home}findings/PORT99/")
    page.locator(".md-search__input").click()
    page.keyboard.type("PORT08")
    first = page.locator(".md-search-result__link").first
    address = re.compile(re.escape(f"{any_server.home}findings/PORT08/"))
    expect(first).to_have_attribute("href", address)
