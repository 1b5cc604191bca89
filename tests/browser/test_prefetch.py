"""The guide's pages prefetch what Python needs, and start it only when it's likely to be used."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import Settings
from tests.browser.checker import Checker
from tests.browser.monitor import Monitor
from tests.browser.polling import expect_poll
from tests.browser.server import Server

pytestmark = pytest.mark.usefixtures("real_python")

NEEDED = [
    "core.js",
    "worker.py",
    "pyodide-loader.mjs",
    "pyodide.asm.mjs",
    "python.wasm",
    "python.zip",
]


def fetched_files(monitor: Monitor) -> list[str]:
    return [address.rpartition("/")[2] for address in monitor.requests]


def test_guide_pages_prefetch_without_starting_python(
    page: Page, server: Server, monitor: Monitor
) -> None:
    page.goto(f"{server.home}delivery/")
    expect_poll(page, lambda: {*NEEDED} - {*fetched_files(monitor)}, set())
    assert not [one for one in page.workers if one.url.startswith("blob:")]
    assert "pyodide.asm.wasm" not in fetched_files(monitor)


def test_python_starts_when_a_link_to_the_checker_is_hovered(page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/USER03/")
    with page.expect_event("worker"):
        page.get_by_role("link", name="Open this example in the checker").hover()


@pytest.mark.parametrize("saves_data", [False, True])
def test_nothing_is_prefetched_in_data_saving_mode(
    saves_data: bool, page: Page, server: Server, monitor: Monitor
) -> None:
    page.clock.install()
    connection = json.dumps({"value": {"saveData": saves_data}})
    page.add_init_script(f"Object.defineProperty(navigator, 'connection', {connection})")
    page.goto(f"{server.home}delivery/", wait_until="networkidle")
    # Run whatever the page does when idle.
    page.clock.run_for(10_000)
    expect_poll(page, lambda: bool({*NEEDED} & {*fetched_files(monitor)}), not saves_data)
    page.get_by_role("link", name="Checker", exact=True).click()
    checker = Checker(page)
    checker.fill(Settings(port="0"))
    expect(checker.finding("PORT03")).to_be_visible()
