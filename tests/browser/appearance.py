"""Helpers for testing the appearance of a page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from forem_smtp.rules.samples import OWN

ALL_SEVERITIES = OWN.replaced(
    {
        "authentication": "CRAM-MD5",
        "port": "465",
        "encryption": "implicit",
        "domain": " community.example.org",
        "address": "a-very-long-host-name-that-nobody-would-want-to-type-twice.mail.example.org",
    }
)
"""Settings with an error, a warning and a piece of advice."""
# WCAG 1.4.10: a window of 1280 pixels, zoomed to 200% and 400%.
ZOOMED_WIDTHS = [640, 320]

# The focused element if all of it is covered (WCAG 2.4.11), else null.
OBSCURED_FOCUS = """() => {
    const one = document.activeElement;
    const { left, top, width, height } = one.getBoundingClientRect();
    const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
    const seen = parts.some((x) => parts.some((y) =>
        one.contains(document.elementFromPoint(left + width * x, top + height * y))));
    return seen ? null : one.outerHTML.slice(0, 200);
}"""
WIDER_THAN_THE_WINDOW = """(root) => [...root.querySelectorAll("*")]
    .filter((element) => element.checkVisibility() && !element.closest("pre, .checker-unseen"))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 200))"""


def choose_scheme(page: Page, expected: str) -> None:
    """Press the palette's button until the page has this color scheme."""
    button = page.locator("form[data-md-component=palette] label").filter(visible=True)
    for _ in range(3):
        if page.locator("body").get_attribute("data-md-color-scheme") == expected:
            break
        # Each of the three states has its own label, which replaces the one before it.
        shown = str(button.get_attribute("for"))
        button.click()
        expect(button).not_to_have_attribute("for", shown)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
