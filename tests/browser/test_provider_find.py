"""The search for a provider in the checker, and the copy buttons on providers' pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import BOTH_VIEWS, violations
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, NOTHING_COPIES, expect_clipboard
from tests.browser.pages import Pages
from tests.browser.server import Server


def finder(checker: Checker) -> Locator:
    return checker.root.get_by_label("Find your provider by name or host")


def matches(checker: Checker) -> Locator:
    return checker.page.locator("#checker-find-matches button")


@pytest.mark.parametrize("text", ["mailgun eu", "smtp.eu.mailgun.org"])
def test_enter_takes_the_only_match(text: str, checker: Checker) -> None:
    finder(checker).press_sequentially(text)
    expect(matches(checker)).to_have_count(1)
    finder(checker).press("Enter")
    expect(checker.field("address")).to_have_value("smtp.eu.mailgun.org")
    expect(checker.provider).to_be_focused()
    expect(checker.provider).to_have_value("smtp.eu.mailgun.org")
    expect(finder(checker)).to_have_value("")
    expect(matches(checker)).to_have_count(0)
    expect(checker.undo).to_contain_text("Fill in for Mailgun")


def test_choosing_one_of_several_matches_by_keyboard(checker: Checker) -> None:
    finder(checker).press_sequentially("mailgun")
    expect(matches(checker)).not_to_have_count(1)
    expect(checker.page.locator("#checker-find-status")).to_contain_text("matches")
    expect(checker.live).to_contain_text("matches")
    finder(checker).press("Enter")
    expect(matches(checker).first).to_be_focused()
    checker.page.keyboard.press("Tab")
    host = str(matches(checker).nth(1).locator("span").inner_text())
    checker.page.keyboard.press("Enter")
    expect(checker.field("address")).to_have_value(host)


def test_providers_are_found_by_other_names(checker: Checker) -> None:
    finder(checker).press_sequentially("aws ses")
    matches(checker).first.click()
    expect(checker.provider.locator("option:checked")).to_contain_text("Amazon SES")


def test_an_unlisted_provider_has_a_way_to_continue(checker: Checker) -> None:
    finder(checker).press_sequentially("no such provider")
    expect(checker.page.locator("#checker-find-status")).to_contain_text("My provider isn't listed")
    finder(checker).press("Enter")
    expect(matches(checker)).to_have_count(0)
    checker.expect_state("idle")
    checker.provider.select_option("other")
    expect(checker.page.locator("#checker-find-status")).to_be_empty()
    expect(finder(checker)).to_have_value("")


def test_a_provider_with_a_host_for_each_customer_leads_to_its_page(checker: Checker) -> None:
    page = checker.page.get_by_role("link", name="netcup web hosting")
    expect(page).to_be_hidden()
    finder(checker).press_sequentially("Netcup")
    expect(page).to_have_attribute("href", re.compile("/providers/netcup/$"))
    expect(checker.page.locator("#checker-find-pages li:visible")).to_have_count(1)
    expect(checker.page.locator("#checker-find-status")).to_contain_text("a page about it")
    finder(checker).fill("")
    expect(page).to_be_hidden()


@pytest.mark.usefixtures("real_python")
def test_the_matches_stay_when_a_field_changes(checker: Checker) -> None:
    finder(checker).press_sequentially("mailgun")
    expect(matches(checker).first).to_be_visible()
    checker.write("port", "587")
    expect(checker.field_group("port").locator(".checker-fine")).to_be_visible()
    expect(matches(checker).first).to_be_visible()


@BOTH_VIEWS
def test_axe_finds_no_violations(scheme: str, width: int, pages: Pages, server: Server) -> None:
    page = pages.open_view(scheme, width)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    finder(checker).press_sequentially("amazon")
    expect(matches(checker).nth(2)).to_be_visible()
    assert violations(page, "#checker-form") == []


def test_a_providers_page_copies_its_values(pages: Pages, server: Server) -> None:
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}providers/sendgrid/")
    for label, value in (
        ("User name", "apikey"),
        ("Address", "smtp.sendgrid.net"),
        ("Authentication", "plain"),
        ("Port", "587"),
    ):
        button = page.get_by_role("button", name=f"Copy {label}", exact=True).first
        button.click()
        expect(button).to_have_text("Copied")
        expect(page.locator("#value-status")).to_have_text(f"Copied: {value}")
        expect_clipboard(page, value)
    # Placeholders for your own values can't be copied.
    expect(page.get_by_role("button", name="Copy Domain")).to_have_count(0)
    expect(page.get_by_role("button", name="Copy Password")).to_have_count(0)


@pytest.mark.parametrize(
    ("provider", "part"), [("ses", "REGION"), ("sendgrid", "NUMBER"), ("mailgun", "CODE")]
)
def test_values_with_placeholders_cannot_be_copied(
    page: Page, server: Server, provider: str, part: str
) -> None:
    page.goto(f"{server.home}providers/{provider}/")
    expect(page.locator(".records")).to_contain_text(part)
    copied = page.locator(".value-copy").evaluate_all(
        "all => all.map((one) => one.parentElement.querySelector('code').innerText)"
    )
    assert copied and not [text for text in copied if part in text]


def test_dns_records_are_copied_as_they_are_entered(pages: Pages, server: Server) -> None:
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}providers/mailgun/#dns-records")
    page.get_by_role("button", name="Copy SPF (US)", exact=True).click()
    expect_clipboard(page, "v=spf1 include:mailgun.org ~all")
    page.get_by_role("button", name="Copy SPF (EU)", exact=True).click()
    expect_clipboard(page, "v=spf1 include:eu.mailgun.org ~all")


def test_a_finding_has_copy_buttons_only_for_valid_values(pages: Pages, server: Server) -> None:
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}findings/PORT08/")
    # There is one button: the wrong value can't be copied.
    page.get_by_role("button", name="Copy Port", exact=True).click()
    expect_clipboard(page, "587")


def test_the_list_of_all_providers_has_no_copy_buttons(page: Page, server: Server) -> None:
    page.goto(f"{server.home}providers/")
    expect(page.locator(".providers th button").first).to_be_visible()
    expect(page.locator(".value-copy")).to_have_count(0)


def test_a_failed_copy_is_reported(pages: Pages, server: Server) -> None:
    page = pages.open_new()
    page.add_init_script(NOTHING_COPIES)
    page.goto(f"{server.home}providers/sendgrid/")
    page.get_by_role("button", name="Copy Port", exact=True).first.click()
    expect(page.locator("#value-status")).to_have_text("Not copied. Select the value.")
