"""When findings are shown while people type, choose and paste."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import Settings, check
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD
from tests.browser.pages import Pages
from tests.browser.server import Server

DEBOUNCE_MS = 400
"""How long after the last keystroke a field's findings are shown."""


@pytest.fixture
def clocked(pages: Pages, server: Server) -> Checker:
    """The checker on a page whose clock only the test advances."""
    page = pages.open_new()
    # The fake clock couldn't cancel timers that the page had set before.
    page.clock.install(time=0)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.write("port", "587")
    checker.expect_state("unfinished")
    page.clock.pause_at(600_000)
    return checker


def expect_no_findings(checker: Checker, name: str) -> None:
    """Expect no findings for a field, even after Python has checked all values again."""
    port = checker.field("port")
    for value, findings in (("0", 1), ("587", 0)):
        # Don't use the focus, so that the field being typed in isn't left.
        port.evaluate(
            "(port, value) => { port.value = value;"
            " port.dispatchEvent(new Event('input', { bubbles: true })) }",
            value,
        )
        expect(checker.finding("PORT03")).to_have_count(findings)
    expect(checker.field_group(name).locator(".checker-finding")).to_have_count(0)
    expect(checker.field(name)).not_to_have_attribute("aria-invalid", "true")


def test_findings_are_not_shown_while_typing(clocked: Checker) -> None:
    address = clocked.field("address")
    address.click()
    for letter in "gmail.com":
        address.press(letter)
        clocked.page.clock.run_for(DEBOUNCE_MS - 1)
    expect_no_findings(clocked, "address")


def test_findings_are_shown_after_a_pause(clocked: Checker) -> None:
    address = clocked.field("address")
    address.click()
    address.press_sequentially("gmail.com")
    clocked.page.clock.run_for(DEBOUNCE_MS)
    expect(clocked.finding("ADDR05")).to_be_visible()
    expect(address).to_be_focused()


def test_findings_are_shown_when_a_field_is_left(clocked: Checker) -> None:
    clocked.field("address").press_sequentially("gmail.com")
    expect_no_findings(clocked, "address")
    clocked.field("address").press("Tab")
    expect(clocked.finding("ADDR05")).to_be_visible()


def test_shown_findings_are_updated_at_every_keystroke(clocked: Checker) -> None:
    clocked.write("authentication", "PLAIN")
    expect(clocked.finding("AUTH03")).to_be_visible()
    word = clocked.field("authentication")
    word.press("Control+A")
    word.press_sequentially("plai")
    expect(clocked.finding("AUTH03")).to_contain_text('"plai" is not')
    word.press("n")
    expect(clocked.finding("AUTH03")).to_have_count(0)
    word.press("Backspace")
    expect(clocked.finding("AUTH03")).to_contain_text('"plai" is not')


@pytest.mark.usefixtures("real_python")
def test_values_typed_before_python_starts_are_checked(page: Page, server: Server) -> None:
    server.hold("python.zip")
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.write("address", "gmail.com")
    checker.expect_state("starting")
    expect(page.locator("#checker-progress")).to_contain_text("Getting the checker ready")
    server.release()
    expect(checker.finding("ADDR05")).to_be_visible()
    expect(page.locator("#checker-progress")).to_be_hidden()
    expect(checker.field("address")).to_have_value("gmail.com")


def test_values_typed_before_scripts_load_are_checked(pages: Pages, server: Server) -> None:
    page = pages.open_new()
    server.hold("checker.mjs")
    page.goto(f"{server.home}checker/", wait_until="commit")
    checker = Checker(page)
    checker.write("address", "gmail.com")
    checker.field("port").press_sequentially("58")
    server.release()
    expect(checker.finding("ADDR05")).to_be_visible()
    checker.expect_values(Settings(address="gmail.com", port="58"))


PORTS = {
    ("465", "starttls"): ("PORT06", [("587", "starttls"), ("465", "implicit")]),
    ("465", "implicit"): ("PORT08", [("587", "starttls")]),
    ("587", "implicit"): ("PORT07", [("587", "starttls"), ("465", "implicit")]),
}
"""By port and stated encryption: the finding, and the values that each of its buttons sets."""


def test_port_and_encryption(checker: Checker) -> None:
    checker.write("address", "smtp.sendgrid.net")
    for (port, encryption), (code, ways) in PORTS.items():
        checker.field("port").fill("")
        checker.write("encryption", encryption)
        checker.write("port", port)
        expect_found(checker, code)
        expect(checker.fixes(code)).to_have_count(len(ways))
        for number, way in enumerate(ways):
            checker.fixes(code).nth(number).click()
            expect(checker.finding(code)).to_have_count(0)
            values = Settings(address="smtp.sendgrid.net", port=way[0], encryption=way[1])
            checker.expect_values(values)
            checker.undo.click()
            expect_found(checker, code)


def test_values_that_must_be_one_word(checker: Checker) -> None:
    checker.write("address", "smtp.sendgrid.net")
    checker.write("user_name", "me@example.com")
    expect_found(checker, "USER03")
    checker.fixes("USER03").click()
    expect(checker.field("user_name")).to_have_value("apikey")
    expect(checker.finding("USER03")).to_have_count(0)

    checker.write("authentication", "CRAM-MD5")
    expect_found(checker, "AUTH03")
    checker.fixes("AUTH03").click()
    expect(checker.field("authentication")).to_have_value("cram_md5")
    expect(checker.finding("AUTH03")).to_have_count(0)


def expect_found(checker: Checker, code: str) -> None:
    """Expect the finding of Python on this machine next to its field."""
    report = check(Settings(**checker.values()))
    checker.expect_finding(next(one for one in report.findings if one.code == code))


def test_pasted_values_are_not_changed(pages: Pages, server: Server) -> None:
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    for name, pasted, code, clean in (
        ("address", " smtp.sendgrid.net\u00a0 ", "ADDR02", "smtp.sendgrid.net"),
        ("user_name", '"apikey"', "USER02", "apikey"),
        ("password", " Tulip-92-vault ", "PASS02", "Tulip-92-vault"),
    ):
        page.evaluate("text => navigator.clipboard.writeText(text)", pasted)
        checker.field(name).press("Control+V")
        checker.field(name).press("Tab")
        expect(checker.finding(code)).to_have_attribute("data-severity", "advice")
        expect(checker.field(name)).to_have_value(pasted)
        checker.fixes(code).click()
        expect(checker.field(name)).to_have_value(clean)
        expect(checker.finding(code)).to_have_count(0)
