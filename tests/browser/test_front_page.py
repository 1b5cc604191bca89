"""From the front page into the checker: with the focus in its box, or with what was pasted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checker import Checker
from tests.browser.navigation import arrive
from tests.browser.server import Server
from tests.browser.visits import Visits

SECRET = "SG.aaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
FILE = f"""SMTP_ADDRESS=smtp.sendgrid.net
SMTP_PORT=587
SMTP_USER_NAME=me@example.com
SMTP_PASSWORD={SECRET}
"""
# All shifts of the layout up to now.
SHIFTS = """() => new Promise((resolve) => {
    let sum = 0;
    const observer = new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) sum += value;
    });
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 500);
})"""


def box(page: Page) -> Locator:
    """The box on the front page, or that of the checker: they have the same name."""
    return page.get_by_role("textbox", name="Paste what you have")


def button(page: Page) -> Locator:
    return page.get_by_role("link", name="Check your settings", exact=True)


def test_the_button_leads_to_the_checkers_box(page: Page, anywhere: Server) -> None:
    arrive(page, anywhere.home)
    button(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("check")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_be_in_viewport()
    expect(box(page)).to_have_value("")


def test_so_does_its_address(page: Page, anywhere: Server) -> None:
    page.goto(f"{anywhere.home}checker/#checker-paste-text")
    expect(box(page)).to_be_focused()


@pytest.mark.parametrize("way", ["click", "Control+Enter"])
def test_what_was_pasted_goes_along(way: str, page: Page, anywhere: Server) -> None:
    arrive(page, anywhere.home)
    box(page).fill(FILE)
    if way == "click":
        button(page).click()
    else:
        box(page).press(way)
    checker = Checker(page)
    expect(checker.field("address")).to_have_value("smtp.sendgrid.net")
    expect(checker.field("password")).to_have_value(SECRET)
    expect(checker.finding("USER03")).to_be_visible()
    # It has served, and is in no box and in no address any more.
    expect(box(page)).to_have_value("")
    expect(page).to_have_url(f"{anywhere.home}checker/#checker-paste-text")


WRONG = """SMTP_ADDRESS=smtp.sendgrid.net
SMTP_PORT=465
SMTP_USER_NAME=me@example.org
SMTP_PASSWORD=abc
SMTP_AUTHENTICATION=CRAM-MD5
"""


@pytest.mark.parametrize("height", [700, 900])
def test_the_verdict_is_in_sight_however_long_it_is(
    height: int, page: Page, server: Server
) -> None:
    page.set_viewport_size({"width": 1280, "height": height})
    arrive(page, server.home)
    box(page).fill(WRONG)
    button(page).click()
    checker = Checker(page)
    checker.expect_state("errors")
    expect(checker.list.locator("li:nth-child(5)")).to_have_count(1)
    expect(checker.headline).to_be_in_viewport(ratio=1)
    header, headline = page.locator(".md-header"), checker.headline
    below = "(one, top) => one.getBoundingClientRect().top >= top.offsetHeight"
    assert headline.evaluate(below, header.element_handle())


def test_it_is_read_once(page: Page, anywhere: Server) -> None:
    arrive(page, anywhere.home)
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


def test_who_goes_elsewhere_takes_nothing_along(page: Page, anywhere: Server) -> None:
    arrive(page, anywhere.home)
    box(page).fill(FILE)
    page.get_by_role("link", name="The ways back in").click()
    expect(page.get_by_role("heading", level=1)).to_have_id("locked-out")
    page.get_by_role("link", name="Checker", exact=True).filter(visible=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("check")
    expect(Checker(page).field("address")).to_have_value("")


def test_what_is_no_settings_stays_to_be_seen(page: Page, anywhere: Server) -> None:
    arrive(page, anywhere.home)
    box(page).fill("<b>nothing</b> of use")
    button(page).click()
    expect(box(page)).to_have_value("<b>nothing</b> of use")
    expect(page.locator("#checker-paste-summary")).to_contain_text("isn't in a format")


@pytest.mark.usefixtures("real_python")
def test_python_starts_when_somebody_comes_near(page: Page, anywhere: Server) -> None:
    arrive(page, anywhere.home)
    with page.expect_event("worker"):
        box(page).click()


def test_without_scripts_only_the_button_is_there(visits: Visits, anywhere: Server) -> None:
    page = visits.window(java_script_enabled=False)
    page.goto(anywhere.home)
    expect(box(page)).to_be_hidden()
    button(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_id("check")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_all_that_matters_is_seen_at_once(
    width: int, height: int, visits: Visits, anywhere: Server
) -> None:
    page = visits.page(width=width, height=height)
    page.goto(anywhere.home)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    for place in (box(page), button(page), page.get_by_role("link", name="The ways back in")):
        expect(place).to_be_in_viewport(ratio=1)
    if width > 1000:
        expect(page.locator(".admonition.danger")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("address", ["", "start-here/", "smtp-settings/"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_shifts(address: str, width: int, visits: Visits, anywhere: Server) -> None:
    page = visits.page(width=width, height=900)
    page.goto(anywhere.home + address, wait_until="networkidle")
    assert page.evaluate(SHIFTS) < 0.01
