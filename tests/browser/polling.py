"""What Playwright's own expectations cannot ask for, asked again until it holds."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PATIENCE


def expect_soon(page: Page, get: Callable[[], object], wanted: object) -> None:
    """`get` comes to give `wanted`: the page may still be drawing, or the browser be busy."""
    deadline = time.monotonic() + PATIENCE / 1000
    while (found := get()) != wanted and time.monotonic() < deadline:
        page.wait_for_timeout(20)  # Playwright's events come in meanwhile.
    assert found == wanted, f"{found!r} is not {wanted!r}"


def expect_style(places: Locator, name: str, value: str) -> None:
    """Each of these places has this style. All are read at once, since the page may redraw."""
    expect(places).not_to_have_count(0)
    styles = "(all, name) => all.map((one) => getComputedStyle(one)[name])"
    expect_soon(places.page, lambda: {*places.evaluate_all(styles, name)}, {value})


def expect_width(page: Page, width: int) -> None:
    """Nothing is wider than the window, so nothing scrolls sideways."""
    expect_soon(page, lambda: page.evaluate("document.documentElement.scrollWidth"), width)
