"""The button at the end of each page copies the page as Markdown."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.clipboard import CLIPBOARD, NOTHING_COPIES, clipboard, expect_clipboard
from tests.browser.pages import Pages
from tests.browser.server import Server


@pytest.fixture
def page(pages: Pages) -> Page:
    return pages.open(permissions=CLIPBOARD)


def foot(page: Page) -> Locator:
    return page.locator(".page-foot")


def copy(page: Page) -> None:
    foot(page).get_by_role("button", name="Copy page as Markdown").click()


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "index.md"),
        ("findings/PORT08/", "findings/PORT08.md"),
        ("replies/", "replies/index.md"),
    ],
)
def test_a_page_is_copied_as_markdown(
    address: str, file: str, page: Page, subfolder_server: Server
) -> None:
    page.goto(subfolder_server.home + address)
    copy(page)
    expect(foot(page).get_by_role("status")).to_have_text("Copied")
    expect(foot(page).get_by_role("button")).to_be_focused()
    written = (subfolder_server.folder / file).read_text(encoding="utf-8")
    expect_clipboard(page, written)


def test_the_current_page_is_copied_after_navigation(page: Page, server: Server) -> None:
    """Material navigates without a full reload."""
    page.goto(f"{server.home}glossary/")
    page.get_by_role("link", name="Sources").first.click()
    page.wait_for_url("**/sources/")
    copy(page)
    expect(foot(page).get_by_role("status")).to_have_text("Copied")
    title = clipboard(page).partition("\n")[0]
    assert title.startswith("# ") and "{#sources}" in title


def test_a_failed_copy_is_reported(page: Page, server: Server) -> None:
    page.goto(f"{server.home}glossary/")
    page.evaluate(f"() => {{ {NOTHING_COPIES} }}")
    copy(page)
    expect(foot(page).get_by_role("status")).to_have_text("Not copied. Open it instead.")
    link = foot(page).get_by_role("link", name="This page as Markdown")
    expect(link).to_have_attribute("href", re.compile(r"/glossary\.md$"))
