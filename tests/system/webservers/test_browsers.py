"""The site behind nginx with all its headers, in three browsers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.checker import Checker
from tests.browser.chromium import FLAGS, TIMEOUT_MS, executable
from tests.browser.server import Server
from tests.system.engines import browsers
from tests.system.engines.browsers import driver as driver
from tests.system.engines.browsers import screen as screen
from tests.system.webservers import servers

pytestmark = pytest.mark.needs("nginx-brotli")

ATTACK = """\
const attempts = {
  eval: () => (0, eval)("1"),
  Function: () => Function("1")(),
  fetch: (url) => fetch(url),
  importScripts: (url) => importScripts(url),
  WebSocket: (url) => new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace("http", "ws"));
    socket.onopen = resolve;
    socket.onerror = reject;
  }),
};
onmessage = async ({ data: url }) => {
  const succeeded = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt(url);
      succeeded.push(name);
    } catch {}
  }
  postMessage(succeeded);
};
"""
"""A worker that is loaded by address, as the search's is, and that someone has tampered with."""
START = """\
([worker, url]) => new Promise((resolve) => {
  const started = new Worker(worker);
  started.onmessage = ({ data }) => resolve(data);
  started.postMessage(url);
})
"""


class OtherSite:
    """A server that allows cross-origin requests; `requests` has the requested paths."""

    def __init__(self) -> None:
        requests = self.requests = list[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                requests.append(self.path)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Type", "text/javascript")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/stolen"


@pytest.fixture
def other_site() -> Iterator[OtherSite]:
    other = OtherSite()
    threading.Thread(target=other.http.serve_forever, args=[0.05], daemon=True).start()
    yield other
    other.http.shutdown()
    other.http.server_close()


@pytest.fixture(scope="module")
def home(copy: servers.Copy) -> Iterator[str]:
    """The address of the site behind nginx."""
    (copy.files / "assets/attack.js").write_text(ATTACK, encoding="utf-8")
    with servers.running("nginx", copy) as server:
        yield f"https://127.0.0.1:{server.https}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # A context's option to ignore certificate errors doesn't apply to its service workers.
    flags = [*FLAGS, "--ignore-certificate-errors"]
    trusting = browser.browser_type.launch(executable_path=executable(), args=flags)
    page = trusting.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    yield page
    trusting.close()


def test_the_checker_and_the_search_work_in_chromium(page: Page, home: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{home}checker/")
    checker = Checker(page)
    checker.write("port", "465")
    expect(checker.finding("PORT08")).to_be_visible()
    page.locator(".md-search__input").fill("PORT08")
    expect(page.locator(".md-search-result__link").first).to_have_attribute(
        "href", f"{home}findings/PORT08/?h=port08"
    )
    # The service worker is installed, too.
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    assert complaints == []


def test_the_headers_block_requests_of_a_tampered_worker(
    page: Page, home: str, other_site: OtherSite
) -> None:
    page.goto(home)
    assert page.evaluate(START, ["/assets/attack.js", other_site.url]) == []
    assert other_site.requests == []


def test_without_the_headers_the_requests_succeed(
    page: Page, copy: servers.Copy, other_site: OtherSite
) -> None:
    with Server(copy.files, "/") as server:
        page.goto(server.home)
        succeeded = page.evaluate(START, ["/assets/attack.js", other_site.url])
    assert {"eval", "Function", "fetch", "importScripts"} <= set(succeeded)
    assert other_site.requests


@pytest.mark.needs("firefox", "webkit", "xvfb")
def test_the_checker_and_the_search_work_in_other_browsers(driver: WebDriver, home: str) -> None:
    checker = browsers.Checker(driver)
    checker.open(f"{home}checker/")
    checker.part("port").send_keys("465")
    checker.until(lambda: checker.count("[data-code=PORT08]"), 1)
    driver.find_element(By.CSS_SELECTOR, ".md-search__input").send_keys("PORT08")
    results = (By.CSS_SELECTOR, ".md-search-result__link")
    checker.until(lambda: bool(driver.find_elements(*results)))
