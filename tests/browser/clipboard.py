"""Reads the clipboard, pastes from it, and simulates browsers that refuse access to it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.polling import expect_poll

CLIPBOARD = ("clipboard-read", "clipboard-write")
"""The permissions that a context needs to use the clipboard."""
REFUSED = [
    "navigator.clipboard.write = () => Promise.reject(new Error('not allowed'))",
    # Sites without HTTPS have no clipboard API.
    "Object.defineProperty(navigator, 'clipboard', { value: undefined })",
]
NOTHING_COPIES = f"{REFUSED[0]}; document.execCommand = () => false"
"""Disables both the clipboard API and the older way, which works without HTTPS too."""


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def expect_clipboard(page: Page, text: str) -> None:
    """Expect this text in the clipboard. Copying takes the browser a moment."""
    expect_poll(page, lambda: clipboard(page), text)


def paste(field: Locator, text: str) -> None:
    """Put the text in the clipboard, and paste it with the keyboard."""
    field.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    field.focus()
    field.press("Control+V")
