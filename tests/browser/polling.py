"""Retrying assertions that Playwright's own `expect` doesn't have."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import TIMEOUT_MS


def expect_poll(page: Page, get: Callable[[], object], expected: object) -> None:
    """Poll `get` until it returns `expected`: the page may still be rendering."""
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while (actual := get()) != expected and time.monotonic() < deadline:
        page.wait_for_timeout(20)  # Lets Playwright handle events.
    assert actual == expected, f"{actual!r} is not {expected!r}"


def expect_style(elements: Locator, name: str, value: str) -> None:
    """Expect this style on all of these elements, read at once because the page may rerender."""
    expect(elements).not_to_have_count(0)
    styles = "(all, name) => all.map((one) => getComputedStyle(one)[name])"
    expect_poll(elements.page, lambda: {*elements.evaluate_all(styles, name)}, {value})


def expect_width(page: Page, width: int) -> None:
    """Expect no horizontal scrolling at this window width."""
    expect_poll(page, lambda: page.evaluate("document.documentElement.scrollWidth"), width)
