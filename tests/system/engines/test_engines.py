"""The checker with Pyodide in the other two engines: Firefox's, and Safari's WebKit."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import Select

from forem_smtp import payload
from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.rules.samples import SENDGRID
from tests.browser.checker import FILLED_IN
from tests.browser.server import Server
from tests.system.engines.browsers import Checker

WRONG = SENDGRID.replaced({"user_name": "me@example.com"})


@pytest.fixture
def address(server: Server) -> str:
    return f"{server.home}checker/"


@pytest.fixture
def checker(driver: WebDriver, address: str) -> Checker:
    """The checker on its own page, newly opened."""
    checker = Checker(driver)
    checker.open(address)
    return checker


def test_from_typing_to_the_payload_and_the_link(checker: Checker, address: str) -> None:
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
    link = f"{address}#{fragment(Context.of(SENDGRID, FILLED_IN))}"
    checker.until_value("link-text", link)
    assert str(SENDGRID.password) not in link
    checker.open(link)
    checker.until_state("errors")
    checker.until_value("address", str(SENDGRID.address))
    checker.until_value("password", "")


def test_a_finding_opens_in_place(checker: Checker, address: str) -> None:
    checker.fill(WRONG)
    checker.until_state("errors")
    why = "[data-code=USER03] .checker-ask"
    details = "[data-code=USER03] .checker-details"
    checker.until(lambda: checker.one(why).text.startswith("Why?"))
    checker.until(lambda: checker.one(details).is_displayed(), False)
    checker.press(why)
    checker.until(lambda: "Sources" in checker.one(details).text)
    assert checker.driver.current_url == address
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
        done = f"{number} of {boxes} done"
        checker.until(lambda: checker.part("checklist-count").text, done)
    checker.until(lambda: checker.one(still).is_displayed(), False)


def test_reading_a_pasted_text(checker: Checker) -> None:
    """Type a text into one field, cut it, and paste it into the box."""
    lines = ["SMTP_ADDRESS=smtp.sendgrid.net", Keys.ENTER, "SMTP_PORT=2525"]
    checker.part("explain-text").send_keys(*lines)
    checker.part("explain-text").send_keys(Keys.CONTROL, "a")
    checker.part("explain-text").send_keys(Keys.CONTROL, "x")
    checker.part("paste-text").send_keys(Keys.CONTROL, "v")
    checker.until_value("port", "2525")
    checker.until_value("address", "smtp.sendgrid.net")
    checker.until(lambda: "2 values filled in" in checker.part("paste-summary").text)
    # The text stays in the box until credentials are found.
    assert "SMTP_PORT=2525" in (checker.part("paste-text").get_attribute("value") or "")
    checker.press("#checker-undo")
    checker.until_value("port", "")


def test_cutting_and_pasting_between_fields(checker: Checker) -> None:
    """Use the keyboard to cut a value from one field and paste it into another."""
    checker.part("domain").send_keys("smtp.sendgrid.com")
    checker.part("domain").send_keys(Keys.CONTROL, "a")
    checker.part("domain").send_keys(Keys.CONTROL, "x")
    checker.part("address").send_keys(Keys.CONTROL, "v")
    checker.part("address").send_keys(Keys.TAB)
    checker.until(lambda: checker.count("[data-code=ADDR06]"), 1)
    checker.until_value("address", "smtp.sendgrid.com")
    checker.until_value("domain", "")
