"""The checklist next to the payload: ticked, kept between pages, and summarized while open."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.rules.samples import SENDGRID, example
from sitegen.generate.checklist import checklist
from tests.browser.axe import BOTH_VIEWS, violations
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, expect_clipboard
from tests.browser.navigation import click_navigation_link, load, was_not_reloaded
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll
from tests.browser.server import Server

ITEMS = checklist()
ALL = len(ITEMS)


def open_checklist(page: Page) -> Checker:
    checker = Checker(page)
    panel(checker).locator("summary").click()
    return checker


def panel(checker: Checker) -> Locator:
    return checker.page.locator("#checker-checklist")


def box(checker: Checker, id: str) -> Locator:
    title = next(item["title"] for item in ITEMS if item["id"] == id)
    return panel(checker).get_by_role("checkbox", name=title, exact=True)


def expect_left(checker: Checker, count: int) -> None:
    expect(panel(checker).locator("summary")).to_contain_text(f"{ALL - count} of {ALL} done")


@pytest.fixture
def ready(pages: Pages, server: Server) -> Checker:
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    checker.choose("browser")
    return checker


@pytest.mark.usefixtures("real_python")
def test_it_is_collapsed_until_the_settings_are_ready(checker: Checker) -> None:
    boxes = panel(checker).get_by_role("checkbox")
    expect(boxes).to_have_count(0)
    checker.fill(example(SENDGRID, user_name="me@example.com").settings)
    checker.expect_state("errors")
    expect(boxes).to_have_count(0)
    checker.fixes("USER03").click()
    checker.expect_state("ready")
    expect(boxes).to_have_count(ALL)
    panel(checker).locator("summary").click()
    expect(boxes).to_have_count(0)
    checker.field("domain").fill("other.example.org")
    checker.expect_state("ready")
    expect(boxes).to_have_count(0)


def test_each_item_has_a_reason_and_a_link(checker: Checker, server: Server) -> None:
    open_checklist(checker.page)
    for item in ITEMS:
        tick = box(checker, item["id"])
        expect(tick).to_have_accessible_description(item["why"].replace("`", ""))
        link = tick.locator("xpath=..").get_by_role("link")
        expect(link).to_have_text(item["link"])
        expect(link).to_have_attribute("href", re.compile(f"[#/]{re.escape(item['how'])}$"))


def test_the_payload_lists_open_items_and_is_available(ready: Checker) -> None:
    still = ready.panel.locator(".checker-still")
    shorts = [item["short"] for item in ITEMS]
    named = f"{shorts[0]}, {shorts[1]}, {shorts[2]} and {ALL - 3} more"
    expect(still).to_have_text(f"{ALL} of {ALL} still open before you submit: {named}.")
    assert ready.download().path().read_bytes()
    expect(ready.live).to_have_text(
        re.compile(f"^Downloaded .*. {ALL} of {ALL} still open before you submit.$")
    )
    for item in ITEMS[:-2]:
        box(ready, item["id"]).check()
    expect(still).to_have_text(
        f"2 of {ALL} still open before you submit: {shorts[-2]} and {shorts[-1]}."
    )
    ready.panel.get_by_role("button", name="Copy", exact=True).click()
    expect(ready.live).to_have_text(f"Copied. 2 of {ALL} still open before you submit.")
    still.get_by_role("link", name=shorts[-1]).click()
    expect(box(ready, ITEMS[-1]["id"])).to_be_focused()
    expect(box(ready, ITEMS[-1]["id"])).to_be_in_viewport()
    for item in ITEMS[-2:]:
        box(ready, item["id"]).check()
    expect_left(ready, 0)
    expect(still).not_to_be_visible()
    ready.panel.get_by_role("button", name="Copy", exact=True).click()
    expect(ready.live).to_have_text("Copied.")


def test_links_to_the_list_open_it(ready: Checker) -> None:
    summary = panel(ready).locator("summary")
    ways = (
        ready.summary.get_by_role("link", name="Have you gone through the checklist?"),
        ready.panel.get_by_role("link", name=f"{ALL - 3} more"),
    )
    for way in ways:
        summary.click()
        expect(panel(ready).get_by_role("checkbox")).to_have_count(0)
        way.click()
        expect(summary).to_be_focused()
        expect(summary).to_be_in_viewport()
        expect(panel(ready).get_by_role("checkbox")).to_have_count(ALL)
    expect(ready.page).to_have_url(re.compile("/checker/$"))


def test_the_guide_links_to_the_list(page: Page, server: Server) -> None:
    page.goto(f"{server.home}submitting/")
    page.get_by_role("link", name="in the checker", exact=True).click()
    expect(page).to_have_url(f"{server.home}checker/#checker-checklist")
    expect(panel(Checker(page)).get_by_role("checkbox")).to_have_count(ALL)
    expect(panel(Checker(page)).locator("summary")).to_be_focused()


def test_ticks_are_kept_between_pages(page: Page, server: Server) -> None:
    load(page, f"{server.home}checker/")
    checker = open_checklist(page)
    box(checker, "account").check()
    box(checker, "domain").check()
    expect_left(checker, ALL - 2)
    for address in ("smtp-settings/", "checker/"):
        click_navigation_link(page, address)
        expect_left(checker, ALL - 2)
        expect(box(checker, "account")).to_be_checked()
        expect(box(checker, "domain")).to_be_checked()
        expect(box(checker, "members")).not_to_be_checked()
    assert was_not_reloaded(page)
    page.reload()
    open_checklist(page)
    expect_left(checker, ALL)


def test_reset_clears_the_ticks_and_can_be_undone(checker: Checker) -> None:
    open_checklist(checker.page)
    box(checker, "account").check()
    checker.button("Reset").click()
    expect_left(checker, ALL)
    checker.undo.click()
    expect_left(checker, ALL - 1)
    expect(checker.undo).not_to_be_visible()
    checker.write("address", "mail.example.org")
    checker.button("Reset").click()
    expect(checker.field("address")).to_have_value("")
    expect_left(checker, ALL)
    checker.undo.click()
    expect(checker.field("address")).to_have_value("mail.example.org")
    expect_left(checker, ALL - 1)


def test_the_list_is_copied_as_text(ready: Checker) -> None:
    box(ready, ITEMS[1]["id"]).check()
    ready.button("Copy the list").click()
    expect(ready.live).to_contain_text("List copied.")
    ticks = (
        f"[{'x' if place == 1 else ' '}] {item['title']}\n" for place, item in enumerate(ITEMS)
    )
    expect_clipboard(ready.page, "".join(ticks))


def test_by_keyboard(checker: Checker) -> None:
    panel(checker).locator("summary").focus()
    checker.page.keyboard.press("Enter")
    checker.page.keyboard.press("Tab")
    expect(box(checker, ITEMS[0]["id"])).to_be_focused()
    checker.page.keyboard.press(" ")
    expect_left(checker, ALL - 1)
    expect(box(checker, ITEMS[0]["id"])).to_be_focused()


def test_checkboxes_are_large_enough_to_hit(ready: Checker) -> None:
    expect(panel(ready).get_by_role("checkbox")).to_have_count(ALL)
    targets = panel(ready).locator("input, summary")
    sizes = "all => all.flatMap(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight])"
    expect_poll(ready.page, lambda: min(targets.evaluate_all(sizes)) >= 24, True)


@BOTH_VIEWS
def test_axe_finds_no_violations(scheme: str, width: int, pages: Pages, server: Server) -> None:
    page = pages.open_view(scheme, width)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    box(checker, "account").check()
    expect_left(checker, ALL - 1)
    expect(checker.panel.locator(".checker-still")).to_be_visible()
    assert violations(page) == []
