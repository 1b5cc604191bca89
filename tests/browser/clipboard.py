"""The clipboard: what is in it, pasting from it, and browsers that refuse it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.polling import expect_soon

CLIPBOARD = ("clipboard-read", "clipboard-write")
"""The permissions that a context needs to use it."""
REFUSED = [
    "navigator.clipboard.write = () => Promise.reject(new Error('not allowed'))",
    # A site without HTTPS has none.
    "Object.defineProperty(navigator, 'clipboard', { value: undefined })",
]
NOTHING_COPIES = f"{REFUSED[0]}; document.execCommand = () => false"
"""Neither the clipboard nor the older way, which sites without HTTPS have, too."""


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def expect_clipboard(page: Page, text: str) -> None:
    """Copying takes the browser a moment."""
    expect_soon(page, lambda: clipboard(page), text)


def paste(field: Locator, text: str) -> None:
    """As people do it: what is in the clipboard, by the keyboard."""
    field.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    field.focus()
    field.press("Control+V")
