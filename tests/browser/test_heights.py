"""No page is so tall that people don't find their way through it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.server import Server
from tests.site.site import Site

TALLEST = 8000
"""In pixels, in a window that is 1280 pixels wide."""
TALLEST_LIST = 9500
"""For a list of messages, which grows with each: one more mustn't mean a new page at once."""
LISTS = "replies/"
TALLER = {
    "providers/": "one list of all providers, with fields that filter it",
    "smtp-settings/": "has the checker's form below the fields, whose addresses were published",
}
"""The pages that may be taller, and why."""
# Loading each page would take minutes. So one page takes the content of all others in turn: the
# style sheets are the same.
HEIGHTS = """async ([home, addresses]) => {
    const heights = {};
    for (const address of addresses) {
        const response = await fetch(home + address);
        const other = new DOMParser().parseFromString(await response.text(), "text/html");
        document.querySelector(".md-container").replaceWith(other.querySelector(".md-container"));
        heights[address] = document.documentElement.scrollHeight;
    }
    return heights;
}"""


def test_no_page_is_too_tall(page: Page, server: Server, site: Site) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{server.home}404.html")
    heights = page.evaluate(HEIGHTS, [server.home, list(site.pages)])
    assert len(heights) > 200
    tall = {
        address: height
        for address, height in heights.items()
        if height > (TALLEST_LIST if address.startswith(LISTS) else TALLEST)
    }
    assert tall.keys() == TALLER.keys(), f"split these pages: {tall}"
