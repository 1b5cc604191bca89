"""On the guide's pages, what Python needs is fetched ahead, and Python waits for a sign."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import Settings
from tests.browser.checker import Checker
from tests.browser.polling import expect_soon
from tests.browser.server import Server
from tests.browser.watch import Watch

pytestmark = pytest.mark.usefixtures("real_python")

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


def test_a_page_of_the_guide_fetches_and_does_not_start(
    page: Page, server: Server, watch: Watch
) -> None:
    page.goto(f"{server.home}delivery/")
    expect_soon(page, lambda: {*NEEDED} - {*fetched(watch)}, set())
    assert not [one for one in page.workers if one.url.startswith("blob:")]
    assert "pyodide.asm.wasm" not in fetched(watch)


def test_python_starts_when_someone_points_at_a_link_to_the_checker(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.home}findings/USER03/")
    with page.expect_event("worker"):
        page.get_by_role("link", name="Open this example in the checker").hover()


@pytest.mark.parametrize("saves_data", [False, True])
def test_nothing_is_fetched_ahead_where_data_is_saved(
    saves_data: bool, page: Page, server: Server, watch: Watch
) -> None:
    page.clock.install()
    connection = json.dumps({"value": {"saveData": saves_data}})
    page.add_init_script(f"Object.defineProperty(navigator, 'connection', {connection})")
    page.goto(f"{server.home}delivery/", wait_until="networkidle")
    # Whatever the page does once it is idle.
    page.clock.run_for(10_000)
    assert bool({*NEEDED} & {*fetched(watch)}) is not saves_data
    page.get_by_role("link", name="Checker", exact=True).click()
    checker = Checker(page)
    checker.fill(Settings(port="0"))
    expect(checker.finding("PORT03")).to_be_visible()
