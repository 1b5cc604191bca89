"""The payload: shown, copied and downloaded is exactly what the engine writes."""

from __future__ import annotations

import string

import pytest
from playwright.sync_api import expect

from forem_smtp import PAYLOADS, payload
from forem_smtp.rules.samples import SENDGRID, example
from forem_smtp.secrets import masked
from tests.browser.checker import Checker
from tests.browser.conftest import PATIENCE, Visits
from tests.browser.server import Server

SECRET = str(SENDGRID.password)


@pytest.fixture
def checker(visits: Visits, server: Server) -> Checker:
    page = visits.window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{server.home}checker/")
    return Checker(page)


def expect_clipboard(checker: Checker, text: str) -> None:
    """Copying takes the browser a moment."""
    found = None
    for _ in range(PATIENCE // 50):
        found = checker.page.evaluate("navigator.clipboard.readText()")
        if found == text:
            return
        checker.page.wait_for_timeout(50)
    assert found == text


def test_a_right_set_is_ready_and_downloads(checker: Checker) -> None:
    for name, value in SENDGRID.given():
        checker.write(name, value)
    checker.expect_report(SENDGRID)
    expect(checker.headline).to_have_text("Ready")
    for name, kind in PAYLOADS.items():
        checker.choose(name)
        download = checker.download()
        assert download.suggested_filename == kind.filename
        assert download.path().read_bytes() == payload(SENDGRID, name).encode()


def test_copying(checker: Checker) -> None:
    checker.fill(SENDGRID)
    for name, kind in PAYLOADS.items():
        checker.choose(name)
        checker.panel.get_by_role("button", name="Copy", exact=True).click()
        expect_clipboard(checker, payload(SENDGRID, name))
        expect(checker.panel.get_by_label("Import command")).to_have_text(kind.command)
        checker.panel.get_by_role("button", name="Copy the command").click()
        expect_clipboard(checker, kind.command)
    expect(checker.live).to_have_text("Copied.")


def test_the_password_is_shown_only_on_request(checker: Checker) -> None:
    checker.fill(SENDGRID)
    for name in PAYLOADS:
        checker.choose(name)
        expect(checker.panel.locator("pre").first).to_have_text(payload(masked(SENDGRID), name))
    checker.button("Show password").click()
    for name in PAYLOADS:
        checker.choose(name)
        expect(checker.panel.locator("pre").first).to_have_text(payload(SENDGRID, name))


def test_the_tabs_follow_the_arrow_keys(checker: Checker) -> None:
    checker.fill(SENDGRID)
    titles = [kind.title for kind in PAYLOADS.values()]
    checker.tab(titles[0]).focus()
    for key, number in (
        ("ArrowRight", 1),
        ("ArrowRight", 2),
        ("ArrowRight", 0),
        ("ArrowLeft", 2),
        ("Home", 0),
        ("End", 2),
    ):
        checker.page.keyboard.press(key)
        tab = checker.tab(titles[number])
        expect(tab).to_be_focused()
        expect(tab).to_have_attribute("aria-selected", "true")
        expect(checker.payload.get_by_role("tab", selected=True)).to_have_count(1)
        expect(checker.panel).to_have_count(1)
        expect(checker.panel).to_have_accessible_name(titles[number])
        expect(checker.panel.locator("pre").first).to_have_text(
            payload(masked(SENDGRID), list(PAYLOADS)[number])
        )


def test_errors_stand_before_the_payload(checker: Checker) -> None:
    wrong = example(SENDGRID, user_name="me@example.com").settings
    checker.fill(wrong)
    expect(checker.payload).to_contain_text("Mend the errors first.")
    expect(checker.panel).to_have_count(0)
    checker.button("Show the payload all the same").click()
    assert checker.download().path().read_bytes() == payload(wrong, "json").encode()
    checker.fixes("USER03").click()
    checker.expect_report(SENDGRID)
    assert checker.download().path().read_bytes() == payload(SENDGRID, "json").encode()


def test_a_format_that_cannot_hold_a_value_says_so(checker: Checker) -> None:
    settings = example(SENDGRID, reply_to_email_address="reply@example.org").settings
    checker.fill(settings)
    checker.choose("dotenv")
    expect(checker.panel).to_contain_text("Reply-to email address cannot differ from From")
    expect(checker.panel.get_by_role("button")).to_have_count(0)
    checker.panel.get_by_role("link", name="Go to the field").click()
    expect(checker.field("reply_to_email_address")).to_be_focused()
    checker.choose("json")
    assert checker.download().path().read_bytes() == payload(settings, "json").encode()


def test_a_password_of_any_characters_survives(checker: Checker) -> None:
    for password in (string.printable[:95], "Grün ☃ 𝔘𝔫𝔦 \u0430\u0301 passwörd"):
        settings = SENDGRID.replaced({"password": f"x{password}x"})
        checker.fill(settings)
        for name in PAYLOADS:
            checker.choose(name)
            assert checker.download().path().read_bytes() == payload(settings, name).encode()
