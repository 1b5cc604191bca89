"""On the guide's pages: what Python needs is fetched ahead, and Python waits for a sign."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from forem_smtp import Settings
from tests.browser.checker import Checker
from tests.browser.conftest import Visits
from tests.browser.server import Server
from tests.browser.watch import Watch

NEEDED = [
    "core.js",
    "worker.py",
    "pyodide-loader.mjs",
    "pyodide.asm.mjs",
    "python.wasm",
    "python.zip",
]


def fetched(watch: Watch) -> list[str]:
    return [address.rpartition("/")[2] for address in watch.requests]


def wait_for_all(page: Page, watch: Watch) -> None:
    for _ in range(300):
        if fetched(watch)[-1] == NEEDED[-1]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"Not fetched within 30 seconds: {fetched(watch)}")


def test_a_page_of_the_guide_fetches_and_does_not_start(
    page: Page, server: Server, watch: Watch
) -> None:
    page.goto(f"{server.home}delivery/")
    wait_for_all(page, watch)
    assert {*NEEDED} <= {*fetched(watch)}
    assert not [one for one in page.workers if one.url.startswith("blob:")]
    assert "pyodide.asm.wasm" not in fetched(watch)


def test_who_is_about_to_open_the_checker_is_not_kept_waiting(page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/USER03/")
    with page.expect_event("worker"):
        page.get_by_role("link", name="Open this example in the checker").hover()


def test_who_saves_data_gets_nothing_ahead(visits: Visits, server: Server, watch: Watch) -> None:
    page = visits.window()
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    page.goto(f"{server.home}delivery/", wait_until="networkidle")
    page.wait_for_timeout(2000)
    assert not {*NEEDED} & {*fetched(watch)}
    page.get_by_role("link", name="Checker", exact=True).click()
    checker = Checker(page)
    checker.fill(Settings(port="0"))
    expect(checker.finding("PORT03")).to_be_visible()
