"""On a phone, a bar always shows the verdict, and jumps from one finding to the next."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.browser.appearance import OBSCURED_FOCUS
from tests.browser.axe import violations
from tests.browser.checker import Checker
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll
from tests.browser.server import Server

PHONE = (390, 844)
WRONG = OWN.replaced({"authentication": "CRAM-MD5", "port": "465", "encryption": "implicit"})


@pytest.fixture
def phone(pages: Pages, server: Server) -> Checker:
    page = pages.open_view("light", *PHONE)
    page.goto(f"{server.home}checker/")
    return Checker(page)


def verdict_bar(checker: Checker) -> Locator:
    return checker.page.locator("#checker-bar")


def test_it_always_shows_the_headline(phone: Checker) -> None:
    bar = verdict_bar(phone)
    expect(bar).to_be_hidden()
    phone.fill(WRONG)
    phone.expect_state("errors")
    for place in ("#checker-paste-text", "#checker-headline", "#checker-explain-text"):
        phone.page.locator(place).scroll_into_view_if_needed()
        expect(bar).to_be_in_viewport(ratio=1)
        expect(bar).to_contain_text(phone.headline.inner_text())
    expect(bar).to_have_accessible_name(f"{phone.headline.inner_text()} Next")


def test_it_jumps_from_error_to_error_by_keyboard(phone: Checker) -> None:
    phone.fill(WRONG)
    phone.expect_state("errors")
    bar = verdict_bar(phone)
    phone.page.locator("#checker-paste-text").focus()
    order = [
        name
        for name in ("encryption", "authentication", "port")
        if phone.field_group(name).locator("[data-severity=error], [data-severity=warning]").count()
    ]
    assert len(order) > 1
    phone.field("reply_to_email_address").focus()
    for name in [*order, order[0]]:
        bar.focus()
        phone.page.keyboard.press("Enter")
        expect(phone.field(name)).to_be_focused()
        expect(phone.field(name)).to_be_in_viewport(ratio=1)


def test_it_jumps_to_the_payload_once_ready(phone: Checker) -> None:
    phone.fill(SENDGRID)
    phone.field("encryption").select_option("starttls")
    phone.expect_state("ready")
    verdict_bar(phone).click()
    expect(phone.where).to_be_focused()


def test_a_link_shows_the_values_and_what_was_found(phone: Checker, server: Server) -> None:
    phone.page.goto("about:blank")
    phone.page.goto(f"{server.home}checker/#{fragment(Context.of(WRONG))}")
    phone.expect_state("errors")
    expect(phone.page.locator("#checker-paste-text")).not_to_be_in_viewport()
    expect(phone.provider).to_be_in_viewport(ratio=1)
    expect(verdict_bar(phone)).to_be_in_viewport(ratio=1)
    expect(verdict_bar(phone)).to_contain_text(phone.headline.inner_text())


def test_it_covers_neither_the_focus_nor_the_end_of_the_page(phone: Checker) -> None:
    phone.fill(WRONG)
    phone.expect_state("errors")
    expect(verdict_bar(phone)).to_be_visible()
    phone.page.locator("#checker-paste-text").focus()
    for _ in range(60):
        phone.page.keyboard.press("Tab")
        expect_poll(phone.page, lambda: phone.page.evaluate(OBSCURED_FOCUS), None)
        if phone.page.evaluate("document.activeElement.id === 'checker-bar'"):
            break
    expect(verdict_bar(phone)).to_be_focused()
    box, last = (
        verdict_bar(phone).bounding_box(),
        phone.page.locator("#checker-explain").bounding_box(),
    )
    assert box and last and last["y"] + last["height"] <= box["y"] + 1
    assert violations(phone.page) == []


@pytest.mark.parametrize("how", ["wide", "print"])
def test_it_is_hidden_on_wide_screens_and_in_print(how: str, phone: Checker) -> None:
    phone.fill(WRONG)
    phone.expect_state("errors")
    expect(verdict_bar(phone)).to_be_visible()
    if how == "wide":
        phone.page.set_viewport_size({"width": 1280, "height": 800})
    else:
        phone.page.emulate_media(media="print")
    expect(verdict_bar(phone)).to_be_hidden()


def test_the_origin_of_a_value_is_above_its_help(phone: Checker) -> None:
    phone.page.locator("#checker-paste-text").fill("SMTP_ADDRESS=smtp.sendgrid.net\n")
    phone.button("Read it").click()
    place = phone.field_group("address")
    expect(place.locator(".checker-note")).to_contain_text("line 1")
    note = place.locator(".checker-note").bounding_box()
    help_ = place.locator(".checker-help").bounding_box()
    assert note and help_ and note["y"] + note["height"] <= help_["y"] + 1


def test_scrolling_over_the_summary_scrolls_the_page(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 640})
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(WRONG)
    checker.expect_state("errors")
    page.evaluate("scrollTo(0, 0)")
    checker.headline.hover()
    page.mouse.wheel(0, 400)
    expect_poll(page, lambda: page.evaluate("scrollY"), 400)


OVERLAP = """() => {
    const [summary, picture] = ["#checker-summary", "#checker-conversation"]
        .map((part) => document.querySelector(part).getBoundingClientRect());
    return Math.max(0, summary.bottom - picture.top);
}"""


@pytest.mark.parametrize("height", [640, 900])
def test_the_summary_is_sticky_and_covers_nothing(height: int, page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": height})
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SENDGRID)
    checker.field("encryption").select_option("starttls")
    checker.expect_state("ready")
    end = int(page.evaluate("document.documentElement.scrollHeight"))
    for place in range(0, end, 150):
        page.evaluate("(y) => scrollTo(0, y)", place)
        assert page.evaluate(OVERLAP) == 0
    checker.field("address").scroll_into_view_if_needed()
    expect(checker.headline).to_be_in_viewport()


def test_an_open_question_is_called_a_question(phone: Checker) -> None:
    phone.fill(SENDGRID.replaced({"encryption": "starttls"}))
    phone.hosting.select_option("")
    bar = verdict_bar(phone)
    expect(bar).to_contain_text("No errors so far; 1 question to answer")
    expect(phone.list).to_have_text("Hosting company: not answered yet")
    bar.click()
    expect(phone.hosting).to_be_focused()


def test_missing_values_are_listed_in_form_order(phone: Checker) -> None:
    phone.fill(SENDGRID.replaced({"domain": "", "encryption": "starttls"}))
    phone.hosting.select_option("")
    phone.expect_state("unfinished")
    expect(phone.list.locator("a")).to_have_text(["Hosting company", "Domain"])
