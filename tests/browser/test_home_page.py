"""From the home page to the checker: with the focus in its box, or with a pasted text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checker import Checker
from tests.browser.navigation import load
from tests.browser.pages import Pages
from tests.browser.server import Server

SECRET = "SG.aaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
FILE = f"""SMTP_ADDRESS=smtp.sendgrid.net
SMTP_PORT=587
SMTP_USER_NAME=me@example.com
SMTP_PASSWORD={SECRET}
"""
# The cumulative layout shift so far.
SHIFTS = """() => new Promise((resolve) => {
    let sum = 0;
    const observer = new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) sum += value;
    });
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 500);
})"""


def box(page: Page) -> Locator:
    """Return the home page's box or the checker's: both have the same name."""
    return page.get_by_role("textbox", name="Paste what you have")


def button(page: Page) -> Locator:
    return page.get_by_role("link", name="Check your settings", exact=True)


def test_the_button_opens_the_checkers_box(page: Page, any_server: Server) -> None:
    load(page, any_server.home)
    button(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("check")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_be_in_viewport()
    expect(box(page)).to_have_value("")


def test_the_address_opens_the_checkers_box(page: Page, any_server: Server) -> None:
    page.goto(f"{any_server.home}checker/#checker-paste-text")
    expect(box(page)).to_be_focused()


@pytest.mark.parametrize("how", ["click", "Control+Enter"])
def test_the_pasted_text_is_read_in_the_checker(how: str, page: Page, any_server: Server) -> None:
    load(page, any_server.home)
    box(page).fill(FILE)
    if how == "click":
        button(page).click()
    else:
        box(page).press(how)
    checker = Checker(page)
    expect(checker.field("address")).to_have_value("smtp.sendgrid.net")
    expect(checker.field("password")).to_have_value(SECRET)
    expect(checker.finding("USER03")).to_be_visible()
    # Afterward, the text is neither in a box nor in the address.
    expect(box(page)).to_have_value("")
    expect(page).to_have_url(f"{any_server.home}checker/#checker-paste-text")


WRONG = """SMTP_ADDRESS=smtp.sendgrid.net
SMTP_PORT=465
SMTP_USER_NAME=me@example.org
SMTP_PASSWORD=abc
SMTP_AUTHENTICATION=CRAM-MD5
"""


@pytest.mark.parametrize("height", [700, 900])
def test_a_long_verdict_is_visible(height: int, page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": height})
    load(page, server.home)
    box(page).fill(WRONG)
    button(page).click()
    checker = Checker(page)
    checker.expect_state("errors")
    expect(checker.list.locator("li:nth-child(5)")).to_have_count(1)
    expect(checker.headline).to_be_in_viewport(ratio=1)
    header, headline = page.locator(".md-header"), checker.headline
    below = "(one, top) => one.getBoundingClientRect().top >= top.offsetHeight"
    assert headline.evaluate(below, header.element_handle())


def test_the_pasted_text_is_read_only_once(page: Page, any_server: Server) -> None:
    load(page, any_server.home)
    box(page).fill(FILE)
    button(page).click()
    checker = Checker(page)
    expect(checker.field("port")).to_have_value("587")
    checker.button("Reset").click()
    page.get_by_role("link", name="Start", exact=True).filter(visible=True).click()
    expect(box(page)).to_have_value("")
    button(page).click()
    expect(box(page)).to_be_focused()
    expect(checker.field("port")).to_have_value("")


def test_other_links_discard_the_pasted_text(page: Page, any_server: Server) -> None:
    load(page, any_server.home)
    box(page).fill(FILE)
    page.get_by_role("link", name="The ways back in").click()
    expect(page.get_by_role("heading", level=1)).to_have_id("locked-out")
    page.get_by_role("link", name="Checker", exact=True).filter(visible=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("check")
    expect(Checker(page).field("address")).to_have_value("")


def test_an_unrecognized_text_stays_in_the_box(page: Page, any_server: Server) -> None:
    load(page, any_server.home)
    box(page).fill("<b>nothing</b> of use")
    button(page).click()
    expect(box(page)).to_have_value("<b>nothing</b> of use")
    expect(page.locator("#checker-paste-summary")).to_contain_text("isn't in a format")


@pytest.mark.usefixtures("real_python")
def test_python_starts_when_the_box_is_focused(page: Page, any_server: Server) -> None:
    load(page, any_server.home)
    with page.expect_event("worker"):
        box(page).click()


def test_without_javascript_there_is_only_the_button(pages: Pages, any_server: Server) -> None:
    page = pages.open_new(java_script_enabled=False)
    page.goto(any_server.home)
    expect(box(page)).to_be_hidden()
    button(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("check")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_everything_important_is_visible_without_scrolling(
    width: int, height: int, pages: Pages, any_server: Server
) -> None:
    page = pages.open(width=width, height=height)
    page.goto(any_server.home)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    for place in (box(page), button(page), page.get_by_role("link", name="The ways back in")):
        expect(place).to_be_in_viewport(ratio=1)
    if width > 1000:
        expect(page.locator(".admonition.danger")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("address", ["", "start-here/", "smtp-settings/"])
@pytest.mark.parametrize("width", [1280, 390])
def test_there_is_no_layout_shift(
    address: str, width: int, pages: Pages, any_server: Server
) -> None:
    page = pages.open(width=width, height=900)
    page.goto(any_server.home + address, wait_until="networkidle")
    assert page.evaluate(SHIFTS) < 0.01
