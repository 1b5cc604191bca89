"""The explanation of a finding, opened next to its field."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.checker import Checker


def button(checker: Checker, code: str = "AUTH03") -> Locator:
    return checker.root.get_by_role("button", name=f"Why? {code}", exact=True)


def details(checker: Checker, code: str = "AUTH03") -> Locator:
    return checker.root.get_by_role("group", name=f"About {code}", exact=True)


def open_details(checker: Checker, code: str = "AUTH03") -> Locator:
    button(checker, code).click()
    expect(details(checker, code)).to_contain_text("Sources")
    return details(checker, code)
