"""What people type is shown as text, and is sent nowhere."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import PAYLOADS, Settings, payload
from forem_smtp.rules.samples import SENDGRID
from forem_smtp.settings import FOREM_FIELDS
from tests.browser.checker import Checker
from tests.browser.hostile import FOREIGN, HOSTILE
from tests.browser.monitor import Monitor
from tests.browser.server import Server

pytestmark = pytest.mark.usefixtures("real_python")


def in_every_field(text: str) -> Settings:
    """Return settings with the text in every field, each with its own number."""
    return Settings(**{name: f"{text}{number}" for number, name in enumerate(FOREM_FIELDS)})


def test_hostile_text_is_shown_as_text(checker: Checker) -> None:
    checker.root.get_by_text("About this Forem").click()
    checker.button("Show password").click()
    for text in HOSTILE:
        settings = in_every_field(text)
        checker.fill(settings)
        checker.root.get_by_label("Host name of this Forem").fill(text)
        checker.expect_values(settings)
        checker.expect_report(settings)
        expect(checker.root.locator(FOREIGN)).to_have_count(0)
        if text == HOSTILE[0]:
            checker.button("Show the payload anyway").click()
        for name in reversed(PAYLOADS):
            checker.choose(name)
        shown = checker.panel.locator("pre").first
        expect(shown).to_have_text(payload(settings, next(iter(PAYLOADS))))
        checker.button("Copy link").click()
        expect(checker.root.get_by_label("The link", exact=True)).to_be_visible()
        expect(checker.root.locator(FOREIGN)).to_have_count(0)


def test_hostile_links_are_shown_as_text(page: Page, server: Server) -> None:
    checker = Checker(page)
    for text in HOSTILE:
        settings = in_every_field(text).replaced({"password": ""})
        link = urlencode({"v": "1", **dict(settings.given()), "app_domain": text, "hosting": text})
        page.goto(f"{server.home}checker/#check?{link}")
        checker.expect_values(settings)
        checker.expect_state("errors")
        expect(checker.root.locator(FOREIGN)).to_have_count(0)


def test_the_password_is_not_in_the_pages_html(checker: Checker) -> None:
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    for name in PAYLOADS:
        checker.choose(name)
        expect(checker.panel.locator("pre").first).to_contain_text("********")
    checker.button("Copy link").click()
    made = checker.root.get_by_label("The link", exact=True)
    expect(made).to_be_visible()
    assert str(SENDGRID.password) not in made.input_value()
    page = checker.page
    assert str(SENDGRID.password) not in page.content()
    # The same after reset and undo.
    checker.button("Reset").click()
    checker.undo.click()
    checker.expect_values(SENDGRID)
    checker.expect_state("ready")
    assert str(SENDGRID.password) not in page.content()
    assert str(SENDGRID.password) not in page.url + page.evaluate("JSON.stringify(history.state)")


def test_checking_values_makes_no_requests(checker: Checker, monitor: Monitor) -> None:
    checker.write("port", "587")
    checker.expect_state("unfinished")
    before = list(monitor.requests)
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    for name in PAYLOADS:
        checker.choose(name)
        assert checker.download().path().read_bytes() == payload(SENDGRID, name).encode()
    checker.button("Copy link").click()
    expect(checker.root.get_by_label("The link", exact=True)).to_be_visible()
    checker.button("Reset").click()
    checker.expect_state("idle")
    # The page's pictures are loaded lazily.
    later = [one for one in monitor.requests[len(before) :] if not one.endswith(".webp")]
    assert [address for address in later if not address.startswith("blob:")] == []


def test_the_browser_remembers_no_values(checker: Checker) -> None:
    for control in checker.root.locator("input, select").all():
        expect(control).to_have_attribute("autocomplete", "off")
        expect(control).not_to_have_attribute("name", "")
    checker.fill(SENDGRID)
    checker.page.reload()
    checker.expect_values(Settings())
