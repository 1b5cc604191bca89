"""The 404 page helps visitors on, at any depth and wherever the site is.

It has windows of its own: to find the site's root, it asks for files that don't exist, and the
console reports each of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import Server

ANSWERS = ("findings/", "smtp-settings/", "providers/", "checker/", "locked-out/")


@pytest.fixture(params=["at_root", "in_a_folder"])
def server(request: pytest.FixtureRequest) -> Server:
    served: Server = request.getfixturevalue(request.param)
    return served


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    assert asked and not [url for url in asked if not url.startswith(("blob:", server.origin))]


@pytest.mark.parametrize("missing", ["no-such", "findings/PORT99/", "a/b/c/d.html"])
def test_it_leads_on(page: Page, server: Server, missing: str) -> None:
    answer = page.goto(server.home + missing)
    assert answer is not None and answer.status == 404
    links = page.locator("article a").evaluate_all("links => links.map(link => link.href)")
    assert {link.partition("#")[0] for link in links} == {server.home + to for to in ANSWERS}
    # The style sheets were found as well.
    expect(page.locator(".md-header")).to_have_css("position", "sticky")
    page.get_by_role("link", name="all findings").click()
    page.locator("article table").get_by_role("link", name="PORT08", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("PORT08")
    assert page.url == f"{server.home}findings/PORT08/"
    page.get_by_role("link", name="Open this example").click()
    page.locator("#checker-form").wait_for()
    assert page.url.startswith(f"{server.home}checker/#check?v=1&")


@pytest.mark.parametrize(
    "path", ["//HOST/", "///HOST/a/b", "/.//HOST/a", "//HOST//HOST/a", "/a//HOST/"]
)
def test_no_path_makes_it_ask_another_host(browser: Browser, server: Server, path: str) -> None:
    """Without the security policy, which would stop the request as well."""
    context = browser.new_context(bypass_csp=True)
    with Server(server.folder, "/") as other:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(server.origin + path.replace("HOST", other.origin.removeprefix("http://")))
        addresses = page.locator("article a").evaluate_all("links => links.map(link => link.href)")
    context.close()
    assert any("sitemap.xml" in url for url in asked)
    assert not [url for url in [*asked, *addresses] if not url.startswith(f"{server.origin}/")]


def test_its_search_works(page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/PORT99/")
    page.locator(".md-search__input").click()
    page.keyboard.type("PORT08")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert str(first.get_attribute("href")).startswith(f"{server.home}findings/PORT08/")
