"""The other engines also report a broken file of the checker's start, with a way to recover."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.faults import FaultyServer
from tests.site.site import Site
from tests.system.engines.browsers import Checker

TYPED = "smtp.sendgrid.net"


@pytest.fixture
def server(site: Site) -> Iterator[FaultyServer]:
    """A new server, so that the browser has none of its files cached."""
    with FaultyServer(site.folder, "/") as server:
        yield server


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("core.js", "500"),
        ("python.zip", "truncated"),
        ("pyodide.asm.mjs", "HTML with status 200"),
        ("python.zip", "stalled in the body"),
    ],
)
def test_broken_python_files(
    file: str, fault: str, driver: WebDriver, server: FaultyServer
) -> None:
    server.break_files(fault, file)
    checker = Checker(driver)
    checker.open(f"{server.home}checker/")
    checker.part("address").send_keys(TYPED, Keys.TAB)
    checker.part("user_name").send_keys("me@example.com", Keys.TAB)
    checker.until_state("failed")
    checker.until(lambda: "What you typed is still here." in checker.part("summary").text)
    server.repair()
    checker.press("#checker-again")
    checker.until_state("errors")
    checker.until_value("address", TYPED)


@pytest.mark.parametrize(
    ("file", "fault"), [("checker.mjs", "HTML with status 200"), ("store.mjs", "truncated")]
)
def test_broken_page_modules(
    file: str, fault: str, driver: WebDriver, server: FaultyServer
) -> None:
    server.break_files(fault, file)
    checker = Checker(driver)
    checker.open(f"{server.home}checker/")
    checker.part("address").send_keys(TYPED)
    checker.until(lambda: checker.part("not-loaded").is_displayed())
    assert "The checker couldn't be loaded." in checker.part("not-loaded").text
    checker.until_value("address", TYPED)
    server.repair()
    checker.press("#checker-not-loaded-reload")
    checker.until(lambda: checker.part("root").get_attribute("data-attached") is not None)
