"""Navigates between pages without full reloads, using Material's instant navigation."""

from __future__ import annotations

from playwright.sync_api import Page, expect

HEADINGS = {"checker/": "check", "smtp-settings/": "smtp-settings"}

CLICK = """(address) => {
    const link = Object.assign(document.createElement("a"), { id: "jump", href: address });
    document.querySelector("article").append(link);
    link.click();
}"""


def load(page: Page, address: str) -> None:
    """Load a page, and wait until instant navigation works."""
    with page.expect_response("**/sitemap.xml"):
        page.goto(address)
    page.evaluate("window.notReloaded = true")


def was_not_reloaded(page: Page) -> bool:
    """Whether there was no full reload since `load`."""
    return page.evaluate("window.notReloaded") is True


def go_to(page: Page, address: str) -> None:
    """Go to any page by instant navigation, which is much faster than loading it."""
    page.evaluate(CLICK, address)
    page.locator("#jump").wait_for(state="detached")
    expect(page).to_have_url(address)


def click_navigation_link(page: Page, address: str) -> None:
    """Click a page's link in the site's navigation."""
    links = page.get_by_role("navigation").locator(f"a[href$='{address}']")
    links.filter(visible=True).first.click()
    expect_page_at(page, address)


def expect_page_at(page: Page, address: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_id(HEADINGS[address])
