"""What a screen reader hears while somebody works: little, and only once it holds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.rules.samples import OWN
from tests.browser.checker import Checker
from tests.browser.conftest import Visits
from tests.browser.test_changing import WRONG
from tests.browser.test_paste import FILE, PROSE, paste

LISTEN = """live => {
    window.heard = [];
    const listen = () => window.heard.push(live.textContent);
    const all = { childList: true, characterData: true, subtree: true };
    new MutationObserver(listen).observe(live, all);
}"""
KEY = 100
"""Milliseconds from key to key of somebody who types."""
SETTLED = 1000
"""Milliseconds after which a new headline is announced."""


@pytest.fixture
def page(visits: Visits) -> Page:
    return visits.window(permissions=["clipboard-read", "clipboard-write"])


def heard(checker: Checker) -> list[str]:
    found: list[str] = checker.page.evaluate("window.heard")
    return found


def listen(checker: Checker) -> None:
    """Begin once nothing is going to be said any more of what was done."""
    checker.page.wait_for_timeout(2 * SETTLED)
    checker.live.evaluate(LISTEN)


def hear(checker: Checker) -> list[str]:
    """All that was said, once nothing follows."""
    checker.page.wait_for_timeout(2 * SETTLED)
    return heard(checker)


def retype(field: Locator, text: str) -> None:
    field.select_text()
    field.press_sequentially(text, delay=KEY)


def test_typing_a_word_is_not_interrupted(checker: Checker) -> None:
    """Half typed, it is wrong for longer than a headline takes to settle."""
    checker.fill(OWN)
    expect(checker.live).to_have_text("Ready")
    listen(checker)
    retype(checker.field("domain"), "community-of-makers")
    expect(checker.headline).to_have_text("1 warning")
    assert heard(checker) == []
    assert hear(checker) == ["1 warning"]
    # What comes out as it was is no news.
    retype(checker.field("domain"), "community-of-makers.example.org")
    retype(checker.field("domain"), "community-of-makers")
    assert hear(checker) == ["1 warning"]
    retype(checker.field("domain"), "community-of-makers.example.org")
    assert heard(checker) == ["1 warning"]
    assert hear(checker) == ["1 warning", "Ready"]


def test_pasting_a_block_is_told_and_judged(checker: Checker) -> None:
    checker.fill(OWN)
    expect(checker.live).to_have_text("Ready")
    listen(checker)
    paste(checker.root.get_by_label("Paste what you have", exact=True), FILE.replace("2525", "465"))
    told, judged = hear(checker)
    assert told.startswith("Recognized: .env file.")
    assert judged == checker.headline.inner_text() != "Ready"


def test_pasting_a_block_into_a_field_is_told_and_judged(checker: Checker) -> None:
    checker.fill(OWN)
    expect(checker.live).to_have_text("Ready")
    listen(checker)
    paste(checker.field("domain"), PROSE)
    told, judged = hear(checker)
    assert told.startswith("This looks like several values:")
    assert judged == checker.headline.inner_text()


def test_a_fix_is_told_and_judged(checker: Checker) -> None:
    checker.fill(WRONG)
    expect(checker.live).to_have_text("3 errors")
    listen(checker)
    checker.fixes("USER03").click()
    assert hear(checker) == ["Done: Set User name to apikey.", "2 errors"]
    checker.undo.click()
    assert hear(checker)[2:] == ["Undone: Set User name to apikey.", "3 errors"]
