"""The page for addresses that do not exist leads on, at any depth and wherever the site is put."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium
from tests.site.site import Site, article

ANSWERS = ("findings/", "smtp-settings/", "providers/", "checker/")


class Handler(SimpleHTTPRequestHandler):
    """Serves the site under `home` only, and answers with its 404 page as web servers do."""

    folder: Path
    home: str

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.home)
        return super().translate_path("/" + path.removeprefix(self.home) if inside else "/no/such")

    def send_error(self, code: int, *args: Any) -> None:
        body = (self.folder / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=chromium.executable(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield program
        program.close()


@pytest.fixture(params=["/", "/docs/forem/"])
def home(request: pytest.FixtureRequest, site: Site) -> Iterator[str]:
    """The address of the served site: at the root of a host, and in a folder."""
    place = {"home": request.param, "folder": site.folder}
    handler = type("Here", (Handler,), place)

    def answer(*args: Any) -> SimpleHTTPRequestHandler:
        made: SimpleHTTPRequestHandler = handler(*args, directory=str(site.folder))
        return made

    server = ThreadingHTTPServer(("127.0.0.1", 0), answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{request.param}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(10_000)
    yield page
    page.close()


@pytest.mark.parametrize("missing", ["no-such", "findings/PORT99/", "a/b/c/d.html"])
def test_it_leads_on(page: Page, home: str, missing: str) -> None:
    answer = page.goto(home + missing)
    assert answer is not None and answer.status == 404
    links = page.eval_on_selector_all("article a", "links => links.map(link => link.href)")
    assert {link.partition("#")[0] for link in links} == {home + address for address in ANSWERS}
    # It looks like the site: the style sheets were found as well.
    position = page.eval_on_selector(".md-header", "it => getComputedStyle(it).position")
    assert position == "sticky"
    page.click("article a >> nth=0")
    page.locator("#findings").wait_for()
    assert page.url == home + "findings/"
    page.click("article table a:text-is('PORT08')")
    page.locator("h1#PORT08").wait_for()
    assert page.url == home + "findings/PORT08/"
    page.click("text=Open this example")
    page.locator("#checker-form").wait_for()
    assert page.url.startswith(home + "checker/#check?v=1&")


def test_its_search_works(page: Page, home: str) -> None:
    page.goto(home + "findings/PORT99/")
    page.click(".md-search__input")
    page.keyboard.type("PORT08")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert str(first.get_attribute("href")).startswith(home + "findings/PORT08/")


def test_without_javascript_it_says_what_to_do(site: Site) -> None:
    page = site.pages["404.html"]
    assert {str(link["href"]).partition("#")[0] for link in article(page).find_all("a")} == {
        f"./{address}" for address in ANSWERS
    }
    assert article(page).find("noscript") is not None
