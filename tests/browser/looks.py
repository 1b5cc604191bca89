"""What tests ask of the looks of a page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from forem_smtp.rules.samples import OWN

SHOWING_ALL = OWN.replaced(
    {
        "authentication": "CRAM-MD5",
        "port": "465",
        "encryption": "implicit",
        "domain": " community.example.org",
        "address": "a-very-long-host-name-that-nobody-would-want-to-type-twice.mail.example.org",
    }
)
"""Settings in which there is an error, a warning and a piece of advice."""
# WCAG 1.4.10: a window of 1280 pixels, enlarged to 200 % and to 400 %.
ENLARGED = [640, 320]

# What has the focus, if no point of it can be seen: WCAG 2.4.11.
HIDDEN = """() => {
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


def choose_scheme(page: Page, wanted: str) -> None:
    """Turn the palette's button until the page is in this color scheme."""
    button = page.locator("form[data-md-component=palette] label").filter(visible=True)
    for _ in range(3):
        if page.locator("body").get_attribute("data-md-color-scheme") == wanted:
            break
        # Each of its three states has a label of its own, shown once the state before it is left.
        shown = str(button.get_attribute("for"))
        button.click()
        expect(button).not_to_have_attribute("for", shown)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", wanted)
