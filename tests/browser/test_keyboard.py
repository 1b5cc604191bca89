"""Using the checker with only the keyboard, and accessible names and descriptions."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from forem_smtp import PAYLOADS, check, payload
from forem_smtp.rules.samples import OWN, SENDGRID
from forem_smtp.settings import FOREM_FIELDS
from tests.browser.checker import Checker

CONTROLS = "input, select, button, a[href], summary, [tabindex='0']"


def focused(checker: Checker) -> Locator:
    return checker.page.locator("*:focus")


def test_filling_in_and_downloading_with_the_keyboard(checker: Checker) -> None:
    keyboard = checker.page.keyboard
    checker.field("encryption").focus()
    keyboard.press("Tab")
    expect(checker.hosting).to_be_focused()
    keyboard.type("Another")
    keyboard.press("Tab")
    values = dict(SENDGRID.given())
    for name in FOREM_FIELDS:
        expect(checker.field(name)).to_be_focused()
        keyboard.type(values[name])
        keyboard.press("Tab")
        if name == "password":
            expect(checker.button("Show password")).to_be_focused()
            keyboard.press("Tab")
    checker.expect_state("ready")
    tab_to(checker, checker.panel.get_by_role("button", name="Copy Password"))
    tab_to(checker, checker.format, "Shift+Tab")
    keyboard.press("ArrowDown")
    tab_to(checker, checker.panel.get_by_role("button", name="Download"))
    with checker.page.expect_download() as downloaded:
        keyboard.press("Enter")
    assert downloaded.value.path().read_bytes() == payload(SENDGRID, next(iter(PAYLOADS))).encode()


def tab_to(checker: Checker, place: Locator, key: str = "Tab") -> None:
    expect(place).to_be_visible()
    for _ in range(40):
        if place.evaluate("place => place === document.activeElement"):
            break
        checker.page.keyboard.press(key)
    expect(place).to_be_focused()


def test_a_fix_keeps_the_focus_at_its_field(checker: Checker) -> None:
    wrong = OWN.replaced({"authentication": "CRAM-MD5"})
    checker.fill(wrong)
    checker.fixes("AUTH03").focus()
    checker.page.keyboard.press("Enter")
    expect(checker.field("authentication")).to_have_value("cram_md5")
    expect(checker.finding("AUTH03")).to_have_count(0)
    assert checker.field_group("authentication").evaluate(
        "place => place.contains(document.activeElement)"
    )
    checker.undo.focus()
    checker.page.keyboard.press("Enter")
    expect(checker.field("authentication")).to_have_value("CRAM-MD5")


def test_enter_in_a_field_checks_all(checker: Checker) -> None:
    checker.field("address").fill("mail.example.org")
    checker.field("address").press("Enter")
    expect(checker.finding("USER01")).to_be_visible()
    expect(checker.headline).to_be_focused()


def test_every_control_has_a_name(checker: Checker) -> None:
    checker.fill(OWN.replaced({"authentication": "CRAM-MD5", "port": "465"}))
    checker.expect_state("errors")
    checker.root.get_by_text("About this Forem").click()
    checker.button("Show the payload anyway").click()
    expect(checker.panel).to_be_visible()
    controls = checker.root.locator(CONTROLS).filter(visible=True)
    count = controls.count()
    assert count > 30
    for number in range(count):
        expect(controls.nth(number)).to_have_accessible_name(re.compile(r"\w"))


def test_a_field_is_described_by_its_help_and_its_finding(checker: Checker) -> None:
    wrong = OWN.replaced({"authentication": "CRAM-MD5", "port": "465", "encryption": "implicit"})
    checker.fill(wrong)
    checker.expect_report(wrong)
    findings = {finding.field: finding for finding in check(wrong).findings}
    assert len(findings) == 2
    for name in (*FOREM_FIELDS, "encryption"):
        field = checker.field(name)
        ids = (field.get_attribute("aria-describedby") or "").split()
        assert ids
        for described in ids:
            expect(checker.page.locator(f"[id='{described}']")).to_have_count(1)
        said = checker.page.locator(f"[id='{ids[0]}']").inner_text()
        if name in findings:
            finding = findings[name]
            said += f" {finding.severity.capitalize()} {finding.message}"
            wrong_one = str(finding.severity == "error").lower()
            assert (field.get_attribute("aria-invalid") or "false") == wrong_one
        expect(field).to_have_accessible_description(said)
