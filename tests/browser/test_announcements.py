"""What a screen reader hears while someone works: little, and only once it holds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.rules.samples import OWN
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, paste
from tests.browser.pasting import FILE, PROSE
from tests.browser.polling import expect_soon
from tests.browser.samples import SEVERAL_WRONG
from tests.browser.server import Server
from tests.browser.visits import Visits

LISTEN = """live => {
    window.heard = [];
    const listen = () => window.heard.push(live.textContent);
    const all = { childList: true, characterData: true, subtree: true };
    new MutationObserver(listen).observe(live, all);
}"""
KEY_MS = 100
"""From key to key of someone who types."""
SETTLED_MS = 1000
"""After which a new headline is announced."""


@pytest.fixture
def page(visits: Visits) -> Page:
    return visits.window(permissions=CLIPBOARD)


@pytest.fixture
def checker(page: Page, server: Server) -> Checker:
    """The checker with right values, on a page whose clock moves only when a test moves it."""
    page.clock.install(time=0)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(OWN)
    checker.expect_state("ready")
    page.clock.pause_at(60_000)
    expect(checker.live).to_have_text("Ready")
    checker.live.evaluate(LISTEN)
    return checker


def expect_heard(checker: Checker, *texts: str) -> None:
    """So far, just these were announced."""
    expect_soon(checker.page, lambda: checker.page.evaluate("window.heard"), list(texts))


def expect_headline(checker: Checker, *before: str) -> None:
    """What is shown as the headline is announced once it has settled, and not before."""
    checker.page.clock.run_for(SETTLED_MS - KEY_MS)
    expect_heard(checker, *before)
    checker.page.clock.run_for(KEY_MS)
    expect_heard(checker, *before, checker.headline.inner_text())


def retype(field: Locator, text: str) -> None:
    field.select_text()
    for key in text:
        field.press(key)
        field.page.clock.run_for(KEY_MS)


def click(button: Locator) -> None:
    """The page draws again only a moment after the pointer is up."""
    button.click()
    button.page.clock.run_for(1)


def expect_judged(checker: Checker, domain: str, headline: str) -> None:
    """The headline is that of the domain as it is now, and not of a part of it typed before."""
    expect(checker.panel.locator("[data-value=domain] code")).to_have_text(domain)
    expect(checker.headline).to_have_text(headline)


def test_typing_a_word_is_not_interrupted(checker: Checker) -> None:
    """Half typed, it is wrong for longer than a headline takes to settle."""
    domain = checker.field("domain")
    half, whole = "community-of-makers", "community-of-makers.example.org"
    retype(domain, half)
    expect_judged(checker, half, "1 warning")
    expect_heard(checker)
    checker.page.clock.run_for(SETTLED_MS)
    expect_heard(checker, "1 warning")
    # A headline that comes back to what it was is no news.
    retype(domain, whole)
    expect_judged(checker, whole, "Ready")
    retype(domain, half)
    expect_judged(checker, half, "1 warning")
    checker.page.clock.run_for(2 * SETTLED_MS)
    expect_heard(checker, "1 warning")
    retype(domain, whole)
    expect_judged(checker, whole, "Ready")
    expect_heard(checker, "1 warning")
    checker.page.clock.run_for(SETTLED_MS)
    expect_heard(checker, "1 warning", "Ready")


def test_pasting_a_block_is_announced_and_judged(checker: Checker) -> None:
    text = FILE.replace("2525", "465")
    paste(checker.root.get_by_label("Paste what you have", exact=True), text)
    checker.expect_state("errors")
    expect(checker.live).to_have_text("Read as: .env file. 4 values filled in.")
    expect_headline(checker, "Read as: .env file. 4 values filled in.")


def test_pasting_a_block_into_a_field_is_announced_and_judged(checker: Checker) -> None:
    paste(checker.field("domain"), PROSE)
    checker.page.clock.run_for(1)
    expect(checker.live).to_contain_text("This looks like several values:")
    offered = checker.live.inner_text()
    checker.page.clock.run_for(KEY_MS)
    checker.expect_state("warnings")
    expect_heard(checker, offered)
    checker.page.clock.run_for(SETTLED_MS)
    expect_heard(checker, offered, checker.headline.inner_text())


def test_a_fix_is_announced_and_judged(checker: Checker) -> None:
    checker.fill(SEVERAL_WRONG)
    # Until the last field is judged, there may be as many errors of other fields.
    checker.expect_report(SEVERAL_WRONG)
    expect_headline(checker)
    fixed = "Done: Set User name to apikey."
    click(checker.fixes("USER03"))
    expect(checker.headline).to_have_text("2 errors")
    expect_headline(checker, "3 errors", fixed)
    click(checker.undo)
    expect(checker.headline).to_have_text("3 errors")
    undone = "Undone: Set User name to apikey."
    expect_headline(checker, "3 errors", fixed, "2 errors", undone)
