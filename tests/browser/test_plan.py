"""The plan calculator: numbers are typed, calculated by Python, and shown in words and as bars."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp import bridge
from forem_smtp.rules.samples import GMAIL, SENDGRID, SES
from tests.browser.appearance import WIDER_THAN_THE_WINDOW
from tests.browser.axe import BOTH_VIEWS, violations
from tests.browser.checker import Checker
from tests.browser.navigation import click_navigation_link, load, was_not_reloaded
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll, expect_style
from tests.browser.server import Server

LABELS = {
    "members": "Members",
    "digest_days": "A digest every … days",
    "notifications": "Notification emails per day",
    "signups": "Sign-ups per day",
    "invites": "Invites per day",
    "day_limit": "Limit per day",
    "month_limit": "Limit per month",
}
FOREM = {
    "members": "1200",
    "digest_days": "7",
    "notifications": "40",
    "signups": "5",
    "invites": "3",
}
TOO_MUCH = {**FOREM, "day_limit": "1000", "month_limit": "20000"}


class Plan:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("#checker-plan")
        self.fold = self.root.locator("> summary")
        self.summary = self.root.locator("#checker-plan-summary")
        self.lines = self.root.locator("#checker-plan-lines > li")

    def field(self, name: str) -> Locator:
        return self.root.get_by_label(LABELS[name], exact=True)

    def line(self, title: str) -> Locator:
        return self.lines.filter(has=self.page.get_by_text(title, exact=True))

    def fill(self, values: dict[str, str]) -> None:
        for name, value in values.items():
            self.field(name).fill(value)
            self.field(name).blur()

    def expect_values(self, values: dict[str, str]) -> None:
        for name in LABELS:
            expect(self.field(name)).to_have_value(values.get(name, ""))

    def expect_answer(self, values: dict[str, str]) -> None:
        """Expect the answer of Python on this machine, word for word."""
        answer = json.loads(bridge.volume(json.dumps({"values": values})))
        expect(self.summary).to_have_text(answer["summary"])
        expect(self.lines).to_have_count(len(answer["lines"]))
        for number, line in enumerate(answer["lines"]):
            shown = self.lines.nth(number)
            expect(shown).to_contain_text(line["title"])
            expect(shown).to_contain_text(f"{line['mails']:,} email")
            expect(shown).to_contain_text(f"= {line['reckoned']}")


def expect_lengths(line: Locator, *expected: float) -> None:
    """Expect these lengths of the parts of a line's bar, relative to the first."""
    parts = line.locator(".checker-bar rect")
    percent = """all => all.map((one) =>
        Math.round(100 * one.getBBox().width / all[0].getBBox().width))"""
    expect_poll(
        line.page, lambda: parts.evaluate_all(percent), [round(100 * part) for part in expected]
    )


@pytest.fixture
def plan(page: Page, server: Server) -> Plan:
    page.goto(f"{server.home}checker/")
    plan = Plan(page)
    plan.fold.click()
    return plan


def test_numbers_typed_before_python_starts_are_kept(pages: Pages, server: Server) -> None:
    """Typing the first number starts Python, even before the page is idle."""
    page = pages.open_new()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.goto(f"{server.home}checker/")
    plan = Plan(page)
    plan.fold.press("Enter")
    plan.field("digest_days").fill("7")
    plan.expect_values({"digest_days": "7"})


def test_results_follow_typing(plan: Plan) -> None:
    expect(plan.summary).to_have_text("Start with the number of members.")
    plan.field("invites").press_sequentially("3")
    expect(plan.summary).to_have_text("Start with the number of members.")
    plan.field("members").press_sequentially("12")
    plan.expect_answer({"members": "12", "invites": "3"})
    plan.field("members").press_sequentially("00")
    plan.fill(FOREM)
    plan.expect_answer(FOREM)
    expect(plan.line("A day with a digest")).to_contain_text("1,248 emails")
    expect(plan.line("A month of 31 days")).to_contain_text("7,488 emails")
    expect(plan.root.locator(".checker-bar")).to_have_count(0)
    expect(plan.summary).to_contain_text("Enter your plan's limit")
    plan.fill(dict.fromkeys(FOREM, ""))
    expect(plan.summary).to_have_text("Start with the number of members.")
    expect(plan.lines).to_have_count(0)


@pytest.mark.usefixtures("real_python")
def test_over_the_limit(plan: Plan) -> None:
    plan.fill(TOO_MUCH)
    plan.expect_answer(TOO_MUCH)
    expect(plan.summary).to_contain_text("Not enough")
    expect(plan.summary.locator("svg")).to_have_count(1)
    over = plan.line("A day with a digest")
    expect(over).to_contain_text("Over the limit: 125% of your limit of 1,000")
    expect_lengths(over, 1, 1000 / 1248, 248 / 1248)
    within = plan.line("A month of 31 days")
    expect(within).to_contain_text("38% of your limit of 20,000")
    expect(within).not_to_contain_text("Over the limit")
    expect_lengths(within, 1, 7488 / 20000)
    plan.fill({"day_limit": "1248"})
    expect(plan.summary).to_have_text(re.compile("^Not enough on the day .* 2,448 emails"))
    expect(over).to_contain_text("100% of your limit")
    expect(over).not_to_contain_text("Over the limit")
    expect(plan.line("The day you switch mail on, at worst")).to_contain_text(
        "Over the limit: 197%"
    )
    plan.fill({"day_limit": "2448"})
    expect(plan.summary).to_have_text("Within the limit, even in the worst case.")
    expect(plan.root.get_by_text("Over the limit")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("many", "whole number in digits"),
        ("-5", "below 0"),
        ("1.5", "Enter a whole number"),
        ("1e9", "Enter it in digits"),
        ("1,234.567", "Did you mean 1234567?"),
        ("<b>1</b>", "whole number in digits"),
    ],
)
def test_invalid_numbers_are_reported_next_to_the_field(text: str, words: str, plan: Plan) -> None:
    plan.fill({**FOREM, "members": ""})
    field = plan.field("members")
    field.fill(text)
    expect(plan.summary).to_have_text("One number isn't finished.")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    field.blur()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(words)))
    expect(plan.root.locator(".checker-wrong:not(:empty)")).to_have_count(1)
    expect(plan.summary).to_have_text("Fix what is marked.")
    expect(plan.lines).to_have_count(0)
    plan.expect_values({**FOREM, "members": text})
    field.fill("1200")
    plan.expect_answer(FOREM)
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(plan.root.locator(".checker-wrong:not(:empty)")).to_have_count(0)


def test_typed_values_are_kept_between_pages(page: Page, server: Server) -> None:
    load(page, f"{server.home}checker/")
    plan = Plan(page)
    plan.fold.click()
    plan.fill(TOO_MUCH)
    plan.expect_answer(TOO_MUCH)
    for address in ("smtp-settings/", "checker/"):
        click_navigation_link(page, address)
        expect(plan.field("members")).to_be_visible()
        plan.expect_values(TOO_MUCH)
        plan.expect_answer(TOO_MUCH)
    assert was_not_reloaded(page)


def test_reset_clears_the_numbers_and_can_be_undone(plan: Plan) -> None:
    plan.fill(TOO_MUCH)
    plan.expect_answer(TOO_MUCH)
    checker = Checker(plan.page)
    checker.button("Reset").click()
    expect(plan.field("members")).not_to_be_visible()
    plan.fold.click()
    plan.expect_values({})
    expect(plan.lines).to_have_count(0)
    checker.undo.click()
    plan.expect_values(TOO_MUCH)
    plan.expect_answer(TOO_MUCH)


def test_the_checklist_and_the_guide_link_to_the_calculator(page: Page, server: Server) -> None:
    for address, name in (
        ("checker/", "Count your emails"),
        ("smtp-settings/", "Count your emails"),
        ("using-the-checker/", "Below the form"),
    ):
        page.goto(server.home + address)
        plan = Plan(page)
        if address == "checker/" and name == "Count your emails":
            page.locator("#checker-checklist > summary").click()
        page.get_by_role("link", name=name).first.click()
        expect(plan.field("members")).to_be_visible()
        expect(plan.fold).to_be_focused()
        expect(plan.fold).to_be_in_viewport()


def test_the_result_is_announced(plan: Plan) -> None:
    plan.fill(TOO_MUCH)
    live = Checker(plan.page).live
    expect(live).to_contain_text("Not enough: every day with a digest is over the limit.")


def test_forced_colors(plan: Plan) -> None:
    plan.page.emulate_media(forced_colors="active")
    plan.fill(TOO_MUCH)
    plan.expect_answer(TOO_MUCH)
    bar = plan.line("A day with a digest").locator(".checker-bar")
    used = str(bar.locator(".checker-bar-used").evaluate("one => getComputedStyle(one).fill"))
    expect(bar.locator(".checker-bar-over")).not_to_have_css("fill", used)
    expect(bar.locator(".checker-bar-over")).to_have_css("stroke", used)
    expect_style(bar.locator("line"), "stroke", used)


@BOTH_VIEWS
def test_axe_finds_no_violations(scheme: str, width: int, pages: Pages, server: Server) -> None:
    page = pages.open_view(scheme, width)
    page.goto(f"{server.home}checker/")
    plan = Plan(page)
    plan.fold.click()
    plan.fill(TOO_MUCH)
    plan.expect_answer(TOO_MUCH)
    assert violations(page) == []
    expect_poll(page, lambda: plan.root.evaluate(WIDER_THAN_THE_WINDOW), [])
    plan.fill({"members": "1.5", "invites": "some"})
    expect(plan.root.locator(".checker-wrong:not(:empty)")).to_have_count(2)
    assert violations(page) == []


def test_the_limits_of_the_chosen_provider_are_one_click_away(plan: Plan) -> None:
    checker = Checker(plan.page)
    buttons = plan.root.get_by_role("button")
    expect(buttons).to_have_count(0)
    hint = plan.root.get_by_role("link", name="choose your provider")
    expect(hint).to_be_visible()
    checker.provider.select_option("resend")
    expect(hint).to_be_hidden()
    expect(buttons).to_have_text(["Free plan: 100 a day, 3,000 a month"])
    plan.fill(FOREM)
    buttons.click()
    expected = {**FOREM, "day_limit": "100", "month_limit": "3000"}
    plan.expect_values(expected)
    plan.expect_answer(expected)
    checker.provider.select_option("brevo")
    buttons.filter(has_text="300 a day").click()
    # The other plan's limit is removed.
    plan.expect_values({**FOREM, "day_limit": "300"})
    checker.provider.select_option("other")
    expect(buttons).to_have_count(0)


def test_ready_settings_show_the_providers_limits(plan: Plan) -> None:
    checker = Checker(plan.page)
    plan.fold.click()
    checker.fill(GMAIL.replaced({"encryption": "starttls"}))
    checker.expect_state("ready")
    words = checker.summary.locator("p").filter(has_text="Gmail limits what you can send.")
    for limit in ("Gmail: 500 a day; ", "Google Workspace: 2,000 a day."):
        expect(words).to_contain_text(limit)
    expect(checker.list.locator("li")).to_have_count(0)
    words.get_by_role("link", name="Will that be enough?").click()
    expect(plan.fold).to_be_in_viewport()
    expect(plan.field("day_limit")).to_be_visible()
    checker.fill(SENDGRID)
    checker.field("port").fill("465")
    checker.expect_state("errors")
    expect(
        checker.summary.get_by_text("limits what you can send").filter(visible=True)
    ).to_have_count(0)


def test_a_sandbox_is_an_error_whatever_its_limit(plan: Plan) -> None:
    checker = Checker(plan.page)
    checker.fill(SES)
    checker.expect_state("ready")
    words = checker.summary.locator("p").filter(has_text="Will members get your mail?")
    expect(words.filter(visible=True)).to_contain_text("no member gets mail")
    link = words.filter(visible=True).get_by_role("link", name="How to find out")
    expect(link).to_have_attribute("href", re.compile("test-mail/#right-sender$"))
    expect(plan.root.get_by_text("no member gets mail").filter(visible=True)).to_have_count(1)
    plan.field("members").fill("60")
    plan.root.get_by_role("button", name="Sandbox").click()
    expect(plan.summary).to_contain_text("Members get no mail")
    expect(plan.summary).to_have_attribute("data-severity", "error")
    expect(plan.summary).not_to_contain_text("Within the limit")
    # Another limit is another plan.
    plan.field("day_limit").fill("50000")
    expect(plan.summary).to_contain_text("Within the limit")
    # And so is another provider's.
    plan.field("day_limit").fill("200")
    expect(plan.summary).to_contain_text("Members get no mail")
    checker.fill(SENDGRID)
    expect(plan.summary).not_to_contain_text("Members get no mail")
