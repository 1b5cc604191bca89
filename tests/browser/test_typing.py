"""What is said while and after people type, choose and paste."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import Settings, check
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD
from tests.browser.server import Server
from tests.browser.visits import Visits

DEBOUNCE_MS = 400
"""Without a keystroke, until a field's findings are shown."""


@pytest.fixture
def timed(visits: Visits, server: Server) -> Checker:
    """The checker on a page whose clock moves only when a test moves it."""
    page = visits.window()
    # Before the page has timers of its own, which the new clock couldn't cancel.
    page.clock.install(time=0)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.write("port", "587")
    checker.expect_state("unfinished")
    page.clock.pause_at(600_000)
    return checker


def expect_silent(checker: Checker, name: str) -> None:
    """Nothing is shown next to a field, not even after Python has checked all values again."""
    port = checker.field("port")
    for value, findings in (("0", 1), ("587", 0)):
        # Without focus, so that the field being typed in isn't left.
        port.evaluate(
            "(port, value) => { port.value = value;"
            " port.dispatchEvent(new Event('input', { bubbles: true })) }",
            value,
        )
        expect(checker.finding("PORT03")).to_have_count(findings)
    expect(checker.place(name).locator(".checker-finding")).to_have_count(0)
    expect(checker.field(name)).not_to_have_attribute("aria-invalid", "true")


def test_a_field_is_not_judged_while_someone_types(timed: Checker) -> None:
    address = timed.field("address")
    address.click()
    for letter in "gmail.com":
        address.press(letter)
        timed.page.clock.run_for(DEBOUNCE_MS - 1)
    expect_silent(timed, "address")


def test_a_field_is_judged_after_a_pause(timed: Checker) -> None:
    address = timed.field("address")
    address.click()
    address.press_sequentially("gmail.com")
    timed.page.clock.run_for(DEBOUNCE_MS)
    expect(timed.finding("ADDR05")).to_be_visible()
    expect(address).to_be_focused()


def test_a_field_is_judged_when_it_is_left(timed: Checker) -> None:
    timed.field("address").press_sequentially("gmail.com")
    expect_silent(timed, "address")
    timed.field("address").press("Tab")
    expect(timed.finding("ADDR05")).to_be_visible()


def test_a_field_once_judged_is_judged_at_every_keystroke(timed: Checker) -> None:
    timed.write("authentication", "PLAIN")
    expect(timed.finding("AUTH03")).to_be_visible()
    word = timed.field("authentication")
    word.press("Control+A")
    word.press_sequentially("plai")
    expect(timed.finding("AUTH03")).to_contain_text('"plai" is not')
    word.press("n")
    expect(timed.finding("AUTH03")).to_have_count(0)
    word.press("Backspace")
    expect(timed.finding("AUTH03")).to_contain_text('"plai" is not')


@pytest.mark.usefixtures("real_python")
def test_what_is_typed_before_python_is_there_is_judged_then(page: Page, server: Server) -> None:
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


def test_what_is_typed_before_any_script_is_there_is_judged_too(
    visits: Visits, server: Server
) -> None:
    page = visits.window()
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
"""By port and stated encryption: what is found, and what each of its buttons makes of the two."""


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


def test_what_can_only_be_one_word(checker: Checker) -> None:
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
    """What Python on this machine finds in the values is shown next to its field."""
    report = check(Settings(**checker.values()))
    checker.expect_finding(next(one for one in report.findings if one.code == code))


def test_what_is_pasted_stays_as_it_is(visits: Visits, server: Server) -> None:
    page = visits.page(permissions=CLIPBOARD)
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
