"""What screen readers announce while people work: little, and only settled results."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.rules.samples import OWN
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, paste
from tests.browser.pages import Pages
from tests.browser.pasting import FILE, PROSE
from tests.browser.polling import expect_poll
from tests.browser.samples import SEVERAL_WRONG
from tests.browser.server import Server

LISTEN = """live => {
    window.heard = [];
    const listen = () => window.heard.push(live.textContent);
    const all = { childList: true, characterData: true, subtree: true };
    new MutationObserver(listen).observe(live, all);
}"""
KEY_MS = 100
"""Time between two keystrokes."""
SETTLED_MS = 1000
"""How long a new headline must last before it's announced."""


@pytest.fixture
def page(pages: Pages) -> Page:
    return pages.open_new(permissions=CLIPBOARD)


@pytest.fixture
def checker(page: Page, server: Server) -> Checker:
    """The checker with valid values, on a page whose clock only the test advances."""
    page.clock.install(time=0)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(OWN)
    checker.expect_state("ready")
    page.clock.pause_at(60_000)
    expect(checker.live).to_have_text("Ready")
    checker.live.evaluate(LISTEN)
    return checker


def expect_announced(checker: Checker, *texts: str) -> None:
    """Expect exactly these announcements so far."""
    expect_poll(checker.page, lambda: checker.page.evaluate("window.heard"), list(texts))


def expect_headline_announced(checker: Checker, *before: str) -> None:
    """Expect the headline to be announced once it has settled, and not before."""
    checker.page.clock.run_for(SETTLED_MS - KEY_MS)
    expect_announced(checker, *before)
    checker.page.clock.run_for(KEY_MS)
    expect_announced(checker, *before, checker.headline.inner_text())


def retype(field: Locator, text: str) -> None:
    field.select_text()
    for key in text:
        field.press(key)
        field.page.clock.run_for(KEY_MS)


def click(button: Locator) -> None:
    """Click, and let the page rerender, which it does a moment after the pointer is up."""
    button.click()
    button.page.clock.run_for(1)


def expect_result(checker: Checker, domain: str, headline: str) -> None:
    """Expect the headline for the whole domain, not for the part typed first."""
    expect(checker.panel.locator("[data-value=domain] code")).to_have_text(domain)
    expect(checker.headline).to_have_text(headline)


def test_typing_is_not_interrupted(checker: Checker) -> None:
    """The half-typed value is wrong for longer than a headline takes to settle."""
    domain = checker.field("domain")
    half, whole = "community-of-makers", "community-of-makers.example.org"
    retype(domain, half)
    expect_result(checker, half, "1 warning")
    expect_announced(checker)
    checker.page.clock.run_for(SETTLED_MS)
    expect_announced(checker, "1 warning")
    # A headline that changes and changes back isn't announced.
    retype(domain, whole)
    expect_result(checker, whole, "Ready")
    retype(domain, half)
    expect_result(checker, half, "1 warning")
    checker.page.clock.run_for(2 * SETTLED_MS)
    expect_announced(checker, "1 warning")
    retype(domain, whole)
    expect_result(checker, whole, "Ready")
    expect_announced(checker, "1 warning")
    checker.page.clock.run_for(SETTLED_MS)
    expect_announced(checker, "1 warning", "Ready")


def test_pasting_announces_the_result_and_the_headline(checker: Checker) -> None:
    text = FILE.replace("2525", "465")
    paste(checker.root.get_by_label("Paste what you have", exact=True), text)
    checker.expect_state("errors")
    expect(checker.live).to_have_text("Read as: .env file. 4 values filled in.")
    expect_headline_announced(checker, "Read as: .env file. 4 values filled in.")


def test_pasting_into_a_field_announces_the_offer_and_the_headline(checker: Checker) -> None:
    paste(checker.field("domain"), PROSE)
    checker.page.clock.run_for(1)
    expect(checker.live).to_contain_text("This looks like several values:")
    offered = checker.live.inner_text()
    checker.page.clock.run_for(KEY_MS)
    checker.expect_state("warnings")
    expect_announced(checker, offered)
    checker.page.clock.run_for(SETTLED_MS)
    expect_announced(checker, offered, checker.headline.inner_text())


def test_a_fix_announces_the_change_and_the_headline(checker: Checker) -> None:
    checker.fill(SEVERAL_WRONG)
    # Before the last field is checked, the count of errors may be right by chance.
    checker.expect_report(SEVERAL_WRONG)
    expect_headline_announced(checker)
    fixed = "Done: Set User name to apikey."
    click(checker.fixes("USER03"))
    expect(checker.headline).to_have_text("2 errors")
    expect_headline_announced(checker, "3 errors", fixed)
    click(checker.undo)
    expect(checker.headline).to_have_text("3 errors")
    undone = "Undone: Set User name to apikey."
    expect_headline_announced(checker, "3 errors", fixed, "2 errors", undone)
