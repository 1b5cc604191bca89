"""The 404 page helps visitors on, at any depth and wherever the site is.

It has a window of its own: to find the site's root, it asks for files that don't exist, and the
console reports each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.polling import expect_soon
from tests.browser.server import Server

PATHS = ("//HOST/", "///HOST/a/b", "/.//HOST/a", "//HOST//HOST/a", "/a//HOST/")
"""The address of another server is in them."""
ANSWERS = ("findings/", "smtp-settings/", "providers/", "checker/", "locked-out/")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """For all of these tests, so that only the first has to load the site's scripts and styles."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, anywhere: Server) -> Iterator[Page]:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    assert asked and not [url for url in asked if not url.startswith(("blob:", anywhere.origin))]


def leads_to(page: Page) -> set[str]:
    """The pages to which the article links."""
    links = page.locator("article a").evaluate_all("links => links.map(link => link.href)")
    return {link.partition("#")[0] for link in links}


@pytest.mark.parametrize("missing", ["no-such", "findings/PORT99/", "a/b/c/d.html"])
def test_it_leads_on(page: Page, anywhere: Server, missing: str) -> None:
    answer = page.goto(anywhere.home + missing)
    assert answer is not None and answer.status == 404
    expect_soon(page, lambda: leads_to(page), {anywhere.home + to for to in ANSWERS})
    # The style sheets were found as well.
    expect(page.locator(".md-header")).to_have_css("position", "sticky")
    page.get_by_role("link", name="all findings").click()
    page.locator("article table").get_by_role("link", name="PORT08", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("PORT08")
    expect(page).to_have_url(f"{anywhere.home}findings/PORT08/")
    page.get_by_role("link", name="Open this example").click()
    page.locator("#checker-form").wait_for()
    expect(page).to_have_url(re.compile(re.escape(f"{anywhere.home}checker/#check?v=1&")))


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
def test_another_letter_case_leads_on(
    page: Page, anywhere: Server, typed: str, page_of: str
) -> None:
    page.goto(anywhere.home + typed)
    expect(page).to_have_url(anywhere.home + page_of)
    expect(page.locator("article h1")).not_to_have_text("This page doesn't exist")


def test_no_path_makes_it_ask_another_host(browser: Browser, anywhere: Server) -> None:
    """Without the security policy, which would stop the request as well."""
    page = browser.new_page(bypass_csp=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    addresses: list[str] = []
    with Server(anywhere.folder, "/") as other:
        for path in PATHS:
            before = len(asked)
            page.goto(anywhere.origin + path.replace("HOST", other.origin.removeprefix("http://")))
            expect_soon(page, partial(asks_for_the_sitemap, asked, before), True)
            addresses += page.locator("article a").evaluate_all("all => all.map((a) => a.href)")
    page.close()
    assert len(addresses) >= len(PATHS) * len(ANSWERS)
    assert not [url for url in [*asked, *addresses] if not url.startswith(f"{anywhere.origin}/")]


def asks_for_the_sitemap(asked: list[str], before: int) -> bool:
    return any("sitemap.xml" in url for url in asked[before:])


def test_its_search_works(page: Page, anywhere: Server) -> None:
    page.goto(f"{anywhere.home}findings/PORT99/")
    page.locator(".md-search__input").click()
    page.keyboard.type("PORT08")
    first = page.locator(".md-search-result__link").first
    address = re.compile(re.escape(f"{anywhere.home}findings/PORT08/"))
    expect(first).to_have_attribute("href", address)
