"""The box that explains an error: it shows Python's answer, with buttons to the fields."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from forem_smtp import providers
from forem_smtp.hosting import hosting
from forem_smtp.rules.samples import SENDGRID
from tests.browser.checker import Checker
from tests.browser.explanation import ask, box, expect_explanation

REFUSED = "Net::SMTPAuthenticationError: 535 Authentication failed: Bad username / password"
WRONG = SENDGRID.replaced({"user_name": "me@example.com"})


def test_it_answers_as_soon_as_python_has_started(checker: Checker) -> None:
    answer = ask(checker, "Net::ReadTimeout")
    expect_explanation(checker, answer, "Net::ReadTimeout", None)
    link = answer.get_by_role("link", name="In the list of error messages")
    expect(link).to_have_attribute("href", re.compile(r"/replies/connecting/#read-timeout$"))


@pytest.mark.usefixtures("real_python")
def test_the_explanation_uses_the_values_in_the_form(checker: Checker) -> None:
    checker.fill(WRONG)
    answer = ask(checker, REFUSED)
    expect_explanation(checker, answer, REFUSED, WRONG)
    expect(answer).to_contain_text(providers()["sendgrid"].name)
    first = answer.get_by_role("listitem").first
    expect(first).to_contain_text("Found in your settings.")
    first.get_by_role("button", name="Go to User name").click()
    expect(checker.field("user_name")).to_be_focused()


def test_a_described_problem_links_to_the_way_back(checker: Checker) -> None:
    answer = ask(checker, "Nobody can sign in anymore!")
    way = answer.get_by_role("link", name="More in the guide").first
    expect(way).to_have_attribute("href", re.compile(r"/locked-out/#locked-out-which$"))


def test_a_failed_delivery_states_the_effect_on_members(checker: Checker) -> None:
    answer = ask(checker, "Net::ReadTimeout")
    effect = answer.locator(".checker-effect")
    expect(effect).to_contain_text("Members without a confirmed address can't sign in")
    effect.get_by_role("link", name="Locked out").click()
    expect(checker.page.locator("#locked-out-which")).to_be_in_viewport()


@pytest.mark.usefixtures("real_python")
def test_a_blocked_port_asks_for_the_hosting_company_first(checker: Checker) -> None:
    error = "Net::OpenTimeout: execution expired"
    first = ask(checker, error).get_by_role("listitem").first
    first.get_by_role("button", name="Go to Hosting company").click()
    expect(checker.hosting).to_be_focused()
    checker.hosting.select_option("digitalocean")
    checker.write("port", "587")
    first = ask(checker, error).get_by_role("listitem").first
    expect(first).to_contain_text("Found in your settings.")
    expect(first.get_by_role("button", name="Go to Port")).to_be_visible()


@pytest.mark.usefixtures("real_python")
def test_the_explanation_follows_the_values(checker: Checker) -> None:
    checker.fill(SENDGRID)
    answer = ask(checker, REFUSED)
    expect(answer).not_to_contain_text("Found in your settings.")
    focused = checker.field("user_name")
    focused.fill(str(WRONG.user_name))
    expect_explanation(checker, answer, REFUSED, WRONG)
    expect(answer).to_contain_text("Found in your settings.")
    expect(focused).to_be_focused()
    box(checker).get_by_label("What the server or the log says").fill("")
    focused.fill(str(SENDGRID.user_name))
    checker.expect_report(SENDGRID)
    expect(answer).to_contain_text("Found in your settings.")


def test_a_hosting_company_says_what_it_blocks_before_there_is_a_port(checker: Checker) -> None:
    note = checker.page.locator("#checker-hosting-note")
    expect(note).to_be_hidden()
    checker.hosting.select_option("digitalocean")
    expect(note).to_have_text(hosting()["digitalocean"].note)
    checker.hosting.select_option("other")
    expect(note).to_be_hidden()


def test_a_new_question_replaces_the_answer(checker: Checker) -> None:
    ask(checker, "Net::OpenTimeout: execution expired")
    answer = ask(checker, "hello")
    expect(answer).to_contain_text("was not recognized")
    expect(answer.get_by_role("listitem")).to_have_count(0)
    expect(ask(checker, " ")).to_have_text("Paste something first.")


def test_the_pasted_text_is_never_rendered(checker: Checker) -> None:
    answer = ask(checker, '535 5.7.8 <img src=x onerror="document.title=1"> Tulip-92-vault')
    expect(answer).to_contain_text("doesn't accept this user name")
    expect(answer).not_to_contain_text("Tulip")
    expect(answer.locator("img")).to_have_count(0)


def test_with_the_keyboard_alone(checker: Checker) -> None:
    keyboard = checker.page.keyboard
    box(checker).get_by_label("What the server or the log says").focus()
    expect(checker.page.locator("*:focus")).to_have_accessible_description(re.compile("Paste"))
    keyboard.type("SocketError: getaddrinfo: Name or service not known")
    keyboard.press("Tab")
    keyboard.press("Enter")
    answer = checker.page.locator("#checker-explain-result")
    expect(answer.get_by_role("listitem").first).to_be_visible()
    expect(answer).to_be_focused()
    keyboard.press("Tab")
    expect(answer.get_by_role("button", name="Go to Address").first).to_be_focused()
    keyboard.press("Enter")
    expect(checker.field("address")).to_be_focused()
    # The answer has the focus, so it isn't announced as well.
    expect(checker.live).to_have_count(1)
    expect(checker.live).not_to_contain_text("host")
