"""Goes from page to page without full reloads, as Material's instant navigation does."""

from __future__ import annotations

from playwright.sync_api import Page, expect

HEADINGS = {"checker/": "check", "smtp-settings/": "smtp-settings"}

CLICK = """(address) => {
    const link = Object.assign(document.createElement("a"), { id: "jump", href: address });
    document.querySelector("article").append(link);
    link.click();
}"""


def arrive(page: Page, address: str) -> None:
    """Load a page, from which Material can go on without a full reload."""
    with page.expect_response("**/sitemap.xml"):
        page.goto(address)
    page.evaluate("window.stillHere = true")


def is_still_here(page: Page) -> bool:
    """Whether there was no full reload since `arrive`."""
    return page.evaluate("window.stillHere") is True


def jump(page: Page, address: str) -> None:
    """Follow a link to a page, wherever it is, as from any other page: much faster than loading."""
    page.evaluate(CLICK, address)
    page.locator("#jump").wait_for(state="detached")
    expect(page).to_have_url(address)


def follow(page: Page, address: str) -> None:
    """Click the link to a page in the site's navigation."""
    links = page.get_by_role("navigation").locator(f"a[href$='{address}']")
    links.filter(visible=True).first.click()
    is_at(page, address)


def is_at(page: Page, address: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_id(HEADINGS[address])
