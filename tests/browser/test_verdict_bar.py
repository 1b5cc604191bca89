"""On a phone, a bar says all the time what was found, and leads from one finding to the next."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.rules.samples import OWN, SENDGRID
from tests.browser.axe import violations
from tests.browser.checker import Checker
from tests.browser.looks import HIDDEN
from tests.browser.polling import expect_soon
from tests.browser.server import Server
from tests.browser.visits import Visits

PHONE = (390, 844)
WRONG = OWN.replaced({"authentication": "CRAM-MD5", "port": "465", "encryption": "implicit"})


@pytest.fixture
def phone(visits: Visits, server: Server) -> Checker:
    page = visits.look("light", *PHONE)
    page.goto(f"{server.home}checker/")
    return Checker(page)


def bar_of(checker: Checker) -> Locator:
    return checker.page.locator("#checker-bar")


def test_it_says_what_the_summary_says_wherever_one_is(phone: Checker) -> None:
    bar = bar_of(phone)
    expect(bar).to_be_hidden()
    phone.fill(WRONG)
    phone.expect_state("errors")
    for place in ("#checker-paste-text", "#checker-headline", "#checker-explain-text"):
        phone.page.locator(place).scroll_into_view_if_needed()
        expect(bar).to_be_in_viewport(ratio=1)
        expect(bar).to_contain_text(phone.headline.inner_text())
    expect(bar).to_have_accessible_name(f"{phone.headline.inner_text()} Next")


def test_it_leads_from_one_error_to_the_next_by_keyboard_too(phone: Checker) -> None:
    phone.fill(WRONG)
    phone.expect_state("errors")
    bar = bar_of(phone)
    phone.page.locator("#checker-paste-text").focus()
    order = [
        name
        for name in ("encryption", "authentication", "port")
        if phone.place(name).locator("[data-severity=error], [data-severity=warning]").count()
    ]
    assert len(order) > 1
    phone.field("reply_to_email_address").focus()
    for name in [*order, order[0]]:
        bar.focus()
        phone.page.keyboard.press("Enter")
        expect(phone.field(name)).to_be_focused()
        expect(phone.field(name)).to_be_in_viewport(ratio=1)


def test_it_leads_to_the_payload_once_all_is_right(phone: Checker) -> None:
    phone.fill(SENDGRID)
    phone.field("encryption").select_option("starttls")
    phone.expect_state("ready")
    bar_of(phone).click()
    expect(phone.format).to_be_focused()


def test_it_covers_nothing_that_has_the_focus_nor_the_end(phone: Checker) -> None:
    phone.fill(WRONG)
    phone.expect_state("errors")
    expect(bar_of(phone)).to_be_visible()
    phone.page.locator("#checker-paste-text").focus()
    for _ in range(60):
        phone.page.keyboard.press("Tab")
        expect_soon(phone.page, lambda: phone.page.evaluate(HIDDEN), None)
        if phone.page.evaluate("document.activeElement.id === 'checker-bar'"):
            break
    expect(bar_of(phone)).to_be_focused()
    box, last = bar_of(phone).bounding_box(), phone.page.locator("#checker-explain").bounding_box()
    assert box and last and last["y"] + last["height"] <= box["y"] + 1
    assert violations(phone.page) == []


@pytest.mark.parametrize("how", ["wide", "print"])
def test_elsewhere_it_is_absent(how: str, phone: Checker) -> None:
    phone.fill(WRONG)
    phone.expect_state("errors")
    expect(bar_of(phone)).to_be_visible()
    if how == "wide":
        phone.page.set_viewport_size({"width": 1280, "height": 800})
    else:
        phone.page.emulate_media(media="print")
    expect(bar_of(phone)).to_be_hidden()


def test_where_a_value_comes_from_leaves_its_help_the_whole_line(phone: Checker) -> None:
    phone.page.locator("#checker-paste-text").fill("SMTP_ADDRESS=smtp.sendgrid.net\n")
    phone.button("Read it").click()
    place = phone.place("address")
    expect(place.locator(".checker-note")).to_contain_text("line 1")
    note = place.locator(".checker-note").bounding_box()
    help_ = place.locator(".checker-help").bounding_box()
    assert note and help_ and note["y"] + note["height"] <= help_["y"] + 1


def test_the_wheel_over_the_summary_scrolls_the_page(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 640})
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(WRONG)
    checker.expect_state("errors")
    page.evaluate("scrollTo(0, 0)")
    checker.headline.hover()
    page.mouse.wheel(0, 400)
    expect_soon(page, lambda: page.evaluate("scrollY"), 400)


OVERLAP = """() => {
    const [summary, picture] = ["#checker-summary", "#checker-conversation"]
        .map((part) => document.querySelector(part).getBoundingClientRect());
    return Math.max(0, summary.bottom - picture.top);
}"""


@pytest.mark.parametrize("height", [640, 900])
def test_the_summary_stays_beside_the_form_and_covers_nothing(
    height: int, page: Page, server: Server
) -> None:
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


def test_what_is_asked_is_a_question_and_not_a_value(phone: Checker) -> None:
    phone.fill(SENDGRID.replaced({"encryption": "starttls"}))
    phone.hosting.select_option("")
    bar = bar_of(phone)
    expect(bar).to_contain_text("No errors so far; 1 question to answer")
    expect(phone.list).to_have_text("Hosting company: not answered yet")
    bar.click()
    expect(phone.hosting).to_be_focused()


def test_what_is_missing_is_listed_in_the_forms_order(phone: Checker) -> None:
    phone.fill(SENDGRID.replaced({"domain": "", "encryption": "starttls"}))
    phone.hosting.select_option("")
    phone.expect_state("unfinished")
    expect(phone.list.locator("a")).to_have_text(["Hosting company", "Domain"])
