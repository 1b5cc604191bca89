"""The button at the end of each page copies the page as Markdown."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.clipboard import CLIPBOARD, NOTHING_COPIES, clipboard, expect_clipboard
from tests.browser.server import Server
from tests.browser.visits import Visits


@pytest.fixture
def page(visits: Visits) -> Page:
    return visits.page(permissions=CLIPBOARD)


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
def test_a_page_is_copied(address: str, file: str, page: Page, in_a_folder: Server) -> None:
    page.goto(in_a_folder.home + address)
    copy(page)
    expect(foot(page).get_by_role("status")).to_have_text("Copied")
    expect(foot(page).get_by_role("button")).to_be_focused()
    written = (in_a_folder.folder / file).read_text(encoding="utf-8")
    expect_clipboard(page, written)


def test_the_page_is_the_one_that_was_come_to(page: Page, server: Server) -> None:
    """Material goes from page to page without a full reload."""
    page.goto(f"{server.home}glossary/")
    page.get_by_role("link", name="Sources").first.click()
    page.wait_for_url("**/sources/")
    copy(page)
    expect(foot(page).get_by_role("status")).to_have_text("Copied")
    title = clipboard(page).partition("\n")[0]
    assert title.startswith("# ") and "{#sources}" in title


def test_where_nothing_can_be_copied_it_says_so(page: Page, server: Server) -> None:
    page.goto(f"{server.home}glossary/")
    page.evaluate(f"() => {{ {NOTHING_COPIES} }}")
    copy(page)
    expect(foot(page).get_by_role("status")).to_have_text("Not copied. Open it instead.")
    link = foot(page).get_by_role("link", name="This page as Markdown")
    expect(link).to_have_attribute("href", re.compile(r"/glossary\.md$"))
