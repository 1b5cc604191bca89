"""The box that explains an error message."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from forem_smtp import Settings, explain
from tests.browser.checker import Checker


def box(checker: Checker) -> Locator:
    return checker.root.get_by_role("region", name="Got an error message?")


def ask(checker: Checker, text: str) -> Locator:
    """Enter a text and press the button; return the element for the answer."""
    box(checker).get_by_label("What the server or the log says").fill(text)
    box(checker).get_by_role("button", name="Explain", exact=True).click()
    return checker.page.locator("#checker-explain-result")


def expect_explanation(
    checker: Checker, answer: Locator, text: str, settings: Settings | None
) -> None:
    """Expect exactly what CPython's explanation says, in the same order."""
    explanation = explain(text, settings)
    expect(answer).to_contain_text(explanation.meaning)
    causes = answer.get_by_role("listitem")
    expect(causes).to_have_count(len(explanation.causes))
    for place, cause in enumerate(explanation.causes):
        shown = causes.nth(place)
        expect(shown).to_contain_text(cause.text)
        expect(shown).to_contain_text(cause.fix)
        expect(shown.get_by_text("Found in your settings.")).to_have_count(int(cause.found))
        if cause.tell:
            expect(shown).to_contain_text(f"How to tell: {cause.tell}")
        link = shown.get_by_role("link")
        expect(link).to_have_count(int(cause.url is not None))
        if cause.url:
            expect(link).to_have_attribute("href", re.compile(rf"/{re.escape(cause.url)}$"))
        expect(shown.get_by_role("button")).to_have_count(int(cause.field is not None))
