"""A provider is found by typing, in the checker; its page copies each of its values."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import BOTH_LOOKS, violations
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, NOTHING_COPIES, expect_clipboard
from tests.browser.server import Server
from tests.browser.visits import Visits


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


def test_among_several_one_is_chosen_by_keyboard(checker: Checker) -> None:
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


def test_by_another_name(checker: Checker) -> None:
    finder(checker).press_sequentially("aws ses")
    matches(checker).first.click()
    expect(checker.provider.locator("option:checked")).to_contain_text("Amazon SES")


def test_what_is_not_listed_leads_on(checker: Checker) -> None:
    finder(checker).press_sequentially("no such provider")
    expect(checker.page.locator("#checker-find-status")).to_contain_text("My provider isn't listed")
    finder(checker).press("Enter")
    expect(matches(checker)).to_have_count(0)
    checker.expect_state("idle")
    checker.provider.select_option("other")
    expect(checker.page.locator("#checker-find-status")).to_be_empty()
    expect(finder(checker)).to_have_value("")


@pytest.mark.usefixtures("real_python")
def test_the_matches_stay_when_something_else_changes(checker: Checker) -> None:
    finder(checker).press_sequentially("mailgun")
    expect(matches(checker).first).to_be_visible()
    checker.write("port", "587")
    expect(checker.place("port").locator(".checker-fine")).to_be_visible()
    expect(matches(checker).first).to_be_visible()


@BOTH_LOOKS
def test_axe_finds_nothing(scheme: str, width: int, visits: Visits, server: Server) -> None:
    page = visits.look(scheme, width)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    finder(checker).press_sequentially("amazon")
    expect(matches(checker).nth(2)).to_be_visible()
    assert violations(page, "#checker-form") == []


def test_a_page_of_a_provider_copies_each_of_its_values(visits: Visits, server: Server) -> None:
    page = visits.page(permissions=CLIPBOARD)
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
    # Words that stand for a value of your own can't be copied.
    expect(page.get_by_role("button", name="Copy Domain")).to_have_count(0)
    expect(page.get_by_role("button", name="Copy Password")).to_have_count(0)


@pytest.mark.parametrize(
    ("provider", "part"), [("ses", "REGION"), ("sendgrid", "NUMBER"), ("mailgun", "CODE")]
)
def test_a_value_with_a_part_to_replace_is_not_copied(
    page: Page, server: Server, provider: str, part: str
) -> None:
    page.goto(f"{server.home}providers/{provider}/")
    expect(page.locator(".records")).to_contain_text(part)
    copied = page.locator(".value-copy").evaluate_all(
        "all => all.map((one) => one.parentElement.querySelector('code').innerText)"
    )
    assert copied and not [text for text in copied if part in text]


def test_a_dns_record_is_copied_as_it_is_entered(visits: Visits, server: Server) -> None:
    page = visits.page(permissions=CLIPBOARD)
    page.goto(f"{server.home}providers/mailgun/#dns-records")
    page.get_by_role("button", name="Copy SPF (US)", exact=True).click()
    expect_clipboard(page, "v=spf1 include:mailgun.org ~all")
    page.get_by_role("button", name="Copy SPF (EU)", exact=True).click()
    expect_clipboard(page, "v=spf1 include:eu.mailgun.org ~all")


def test_a_finding_has_only_right_values_to_copy(visits: Visits, server: Server) -> None:
    page = visits.page(permissions=CLIPBOARD)
    page.goto(f"{server.home}findings/PORT08/")
    # One button: what is wrong can't be copied.
    page.get_by_role("button", name="Copy Port", exact=True).click()
    expect_clipboard(page, "587")


def test_the_list_of_all_providers_has_no_copy_buttons(page: Page, server: Server) -> None:
    page.goto(f"{server.home}providers/")
    expect(page.locator(".providers th button").first).to_be_visible()
    expect(page.locator(".value-copy")).to_have_count(0)


def test_a_browser_that_refuses_to_copy(visits: Visits, server: Server) -> None:
    page = visits.window()
    page.add_init_script(NOTHING_COPIES)
    page.goto(f"{server.home}providers/sendgrid/")
    page.get_by_role("button", name="Copy Port", exact=True).first.click()
    expect(page.locator("#value-status")).to_have_text("Not copied. Select the value.")
