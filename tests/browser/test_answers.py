"""Canned answers for support staff: copied as a whole, with absolute addresses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from sitegen.generate.canned_answers import Answer, answers
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, NOTHING_COPIES, REFUSED, clipboard, expect_clipboard
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll
from tests.browser.server import Server

ALL = {answer.id: answer for answer in answers()}


@pytest.fixture
def page(pages: Pages) -> Page:
    return pages.open(permissions=CLIPBOARD)


def place(page: Page, name: str) -> Locator:
    return page.locator(f".answer:has(#answer-{name})")


def button(page: Page, name: str) -> Locator:
    return place(page, name).get_by_role("button", name=f"Copy the answer to: {ALL[name].question}")


def plain_text(answer: Answer, home: str) -> str:
    """The answer as plain text, with addresses that begin with `home`."""
    return "".join(
        words + (f"{home}{address}" if address else "") for words, address in answer.parts
    )


def test_answers_are_copied_as_a_whole(page: Page, subfolder_server: Server) -> None:
    page.goto(f"{subfolder_server.home}support/answers/")
    for answer in ALL.values():
        button(page, answer.id).click()
        expect(place(page, answer.id).get_by_role("status")).to_have_text("Copied")
        expect_clipboard(page, plain_text(answer, subfolder_server.home))


def test_copying_two_answers_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/answers/")
    button(page, "sendgrid").focus()
    page.keyboard.press("Enter")
    expect(place(page, "sendgrid").get_by_role("status")).to_have_text("Copied")
    expect(button(page, "sendgrid")).to_be_focused()
    button(page, "gmail").focus()
    page.keyboard.press("Space")
    expect(place(page, "gmail").get_by_role("status")).to_have_text("Copied")
    expect(place(page, "sendgrid").get_by_role("status")).to_have_text("")
    expect_clipboard(page, plain_text(ALL["gmail"], server.home))


@pytest.mark.parametrize("disable_clipboard", REFUSED)
def test_without_the_clipboard_api(disable_clipboard: str, page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/answers/")
    page.evaluate("window.clip = navigator.clipboard")
    page.evaluate(f"() => {{ {disable_clipboard} }}")
    button(page, "spam").click()
    expect(place(page, "spam").get_by_role("status")).to_have_text("Copied")
    expect(button(page, "spam")).to_be_focused()
    assert page.evaluate("window.clip.readText()") == plain_text(ALL["spam"], server.home)


def test_a_failed_copy_is_reported(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/answers/")
    page.evaluate(f"() => {{ {NOTHING_COPIES} }}")
    button(page, "spam").click()
    status = place(page, "spam").get_by_role("status")
    expect(status).to_have_text("Not copied. Select the text.")


def test_copied_links_work(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/answers/")
    button(page, "mailgun-eu").click()
    expect(place(page, "mailgun-eu").get_by_role("status")).to_have_text("Copied")
    (filled_in,) = [word for word in clipboard(page).split() if "#check?" in word]
    page.goto(filled_in)
    expect(Checker(page).field("address")).to_have_value("smtp.eu.mailgun.org")


def test_after_instant_navigation(page: Page, server: Server) -> None:
    page.goto(server.home)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="For support", exact=True).click()
    page.get_by_role("link", name="answers to copy", exact=True).click()
    page.locator(".answer-questions").get_by_role("link", name=ALL["domain"].question).click()
    expect(page.locator("#answer-domain")).to_be_in_viewport()
    button(page, "domain").click()
    expect(place(page, "domain").get_by_role("status")).to_have_text("Copied")
    expect_clipboard(page, plain_text(ALL["domain"], server.home))
    assert page.evaluate("window.stayed")


def test_answers_are_readable_without_javascript(pages: Pages, server: Server) -> None:
    page = pages.open_new(java_script_enabled=False)
    page.goto(f"{server.home}support/answers/")
    expect(place(page, "sendgrid")).to_contain_text("smtp.sendgrid.net")
    expect(page.locator(".answer-copy").filter(visible=True)).to_have_count(0)


def test_line_breaks_are_preserved(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/answers/")
    text = place(page, "sendgrid").locator(".answer-text")
    expect_poll(page, text.inner_text, plain_text(ALL["sendgrid"], ""))
