"""Links that fill in the checker, and links that it makes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import Instance, Settings, check
from forem_smtp.context import Context
from forem_smtp.links import fragment, from_fragment
from forem_smtp.rules.samples import GMAIL, OWN, POSTMARK
from forem_smtp.settings import LABELS
from forem_smtp.support import support_report
from tests.browser.checker import FILLED_IN, Checker
from tests.browser.clipboard import CLIPBOARD, NOTHING_COPIES, clipboard, expect_clipboard
from tests.browser.pages import Pages
from tests.browser.server import Server

WRONG = Settings(
    address="smtp.sendgrid.net",
    user_name="me+forem@example.com",
    authentication="CRAM-MD5",
    port="465",
    domain="a b&c=d#e%20?ü",
    encryption="starttls",
)
NEVER = "What you enter in the Password field is never in it."
KNOWN = Instance(
    edition="2021",
    hosting="hetzner",
    sendgrid_api_key=True,
    app_domain="community.example.org",
    community_name="Cats & <Dogs>",
)


def open_link(page: Page, server: Server, link: str) -> Checker:
    page.goto(f"{server.home}checker/#{link}")
    return Checker(page)


def test_a_link_fills_in_the_form(page: Page, server: Server) -> None:
    checker = open_link(page, server, fragment(Context.of(WRONG, KNOWN)))
    checker.expect_values(WRONG)
    checker.expect_report(WRONG, KNOWN)


def test_passwords_and_unknown_names_in_a_link_are_ignored(page: Page, server: Server) -> None:
    more = "&password=Tulip-92&edition=1999&encryption=ssl&hosting=nowhere&__proto__=x&name=y"
    linked = Settings(**{**dict(OWN.given()), "password": None, "encryption": None})
    checker = open_link(page, server, fragment(Context.of(linked)) + more)
    checker.expect_values(linked)
    checker.expect_report(linked)
    assert "Tulip-92" not in page.locator("#checker-root").inner_text()


def test_a_link_without_a_password_shows_no_error(page: Page, server: Server) -> None:
    linked = Settings(**{**dict(OWN.given()), "password": None})
    checker = open_link(page, server, fragment(Context.of(linked, FILLED_IN)))
    checker.expect_report(linked)
    expect(checker.headline).to_have_text("Only the password is missing")
    expect(checker.summary).to_contain_text("A link never fills it in.")
    expect(checker.payload).to_contain_text("Enter the password first.")
    checker.list.get_by_role("link", name="Password").click()
    expect(checker.field("password")).to_be_focused()
    checker.fill(OWN)
    checker.expect_report(OWN)


def test_a_link_without_more_than_the_password_says_what_is_missing(
    page: Page, server: Server
) -> None:
    few = {"password": None, "domain": None, "authentication": None, "port": "25"}
    linked = Settings(**{**dict(OWN.given()), **few})
    checker = open_link(page, server, fragment(Context.of(linked)))
    expect(checker.headline).to_have_text(
        re.compile(r"^\d warnings? so far; \d values? to fill in and 1 question to answer$")
    )
    expect(checker.list).to_contain_text("Password: never in a link")
    expect(checker.list).to_contain_text("Hosting company: not answered yet")
    checker.fill(OWN)
    checker.expect_report(OWN)


def test_the_missing_password_is_not_counted_as_an_error(page: Page, server: Server) -> None:
    linked = Settings(**{**dict(OWN.given()), "password": None, "port": "none"})
    checker = open_link(page, server, fragment(Context.of(linked)))
    checker.expect_report(linked)
    expect(checker.headline).to_have_text("1 error")
    expect(checker.list).to_contain_text("Password: never in a link")
    expect(checker.list.locator("[data-severity=error]")).to_have_count(1)
    expect(page.locator("#checker-conversation-gate")).to_have_text("Enter the password first.")
    expect(page.locator("#checker-conversation-held")).to_be_hidden()
    checker.fill(OWN.replaced({"port": "none"}))
    expect(checker.list).not_to_contain_text("never in a link")
    expect(page.locator("#checker-conversation-held")).to_be_visible()


def test_another_link_on_the_same_page(page: Page, server: Server) -> None:
    checker = open_link(page, server, fragment(Context.of(WRONG)))
    checker.expect_report(WRONG)
    page.evaluate("link => { location.hash = link }", fragment(Context.of(OWN)))
    linked = Settings(**{**dict(OWN.given()), "password": None})
    checker.expect_values(linked)
    checker.expect_report(linked)
    # The form no longer matches the link in the address bar.
    checker.field("port").press_sequentially("1")
    expect(page).to_have_url(f"{server.home}checker/")


def test_an_anchor_is_not_taken_for_a_link(checker: Checker) -> None:
    checker.write("address", "mail.example.org")
    checker.page.evaluate("location.hash = 'conversation'")
    checker.page.evaluate("location.hash = 'checker?port=1'")
    checker.expect_values(Settings(address="mail.example.org"))


def copy_link(checker: Checker) -> str:
    checker.button("Copy link").click()
    expect(checker.live).to_contain_text(f"Link copied. {NEVER}")
    link = clipboard(checker.page)
    expect(checker.root.get_by_label("The link", exact=True)).to_have_value(link)
    return link


@pytest.mark.usefixtures("real_python")
def test_an_address_that_begins_with_two_slashes(page: Page, server: Server) -> None:
    page.goto(f"{server.home}/checker/?from=mail#{fragment(Context.of(OWN))}")
    checker = Checker(page)
    checker.write("port", "1")
    assert page.url == f"{server.home}/checker/?from=mail"


def test_a_copied_link_opens_the_same_values(pages: Pages, server: Server) -> None:
    settings = WRONG.replaced({"password": "Jm4-vault-Tulip & 92"})
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(settings)
    link = copy_link(checker)
    assert link == f"{server.home}checker/#{fragment(Context.of(settings, FILLED_IN))}"
    assert from_fragment(link)[0].password is None
    assert "Tulip" not in link

    elsewhere = pages.open_new()
    elsewhere.goto(link)
    opened = Checker(elsewhere)
    opened.expect_values(WRONG)
    opened.expect_report(WRONG)


def test_a_secret_in_the_user_name_is_left_out(pages: Pages, server: Server) -> None:
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(POSTMARK)
    link = copy_link(checker)
    assert str(POSTMARK.user_name) not in link
    assert "user_name" not in link
    expect(checker.root).to_contain_text(
        "Also left out, because it may contain a secret: User name."
    )


@pytest.mark.parametrize("name", ["User name", "From email address"])
def test_a_password_in_the_wrong_field_is_left_out(name: str, pages: Pages, server: Server) -> None:
    field = {label: field for field, label in LABELS.items()}[name]
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(GMAIL.replaced({field: "Tulip-92-vault", "password": ""}))
    assert "Tulip" not in copy_link(checker)
    expect(checker.root).to_contain_text(
        f"Also left out, because it may contain a secret: {name}. Read it before you send it."
    )
    checker.button("Copy for support").click()
    report = checker.root.get_by_label("The report for support", exact=True)
    expect(report).to_have_value(re.compile(re.escape(f"- {name}: `********`")))
    expect(report).not_to_have_value(re.compile("Tulip"))


def test_the_link_is_shown_if_it_cannot_be_copied(checker: Checker) -> None:
    checker.page.evaluate(f"() => {{ {NOTHING_COPIES} }}")
    checker.fill(OWN)
    checker.button("Copy link").click()
    expect(checker.root).to_contain_text(f"Copy the link below. {NEVER}")
    expect(checker.root.get_by_label("The link", exact=True)).to_have_value(
        f"{checker.page.url}#{fragment(Context.of(OWN, FILLED_IN))}"
    )


@pytest.mark.usefixtures("real_python")
def test_a_report_for_support_is_copied_and_shown(pages: Pages, server: Server) -> None:
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(OWN.replaced({"port": "465"}))
    checker.expect_report(OWN.replaced({"port": "465"}))
    checker.button("Copy for support").click()
    shown = checker.root.get_by_label("The report for support", exact=True)
    report = support_report(check(OWN.replaced({"port": "465"}), FILLED_IN), server.home)
    expect(shown).to_have_value(report)
    expect(checker.live).to_contain_text("in the Password field, it has only the length")
    expect_clipboard(page, report)
    assert str(OWN.password) not in page.locator("#checker-root").inner_text()
    error = "Net::SMTPAuthenticationError: 535 5.7.8 no, Tulip-93-vault"
    checker.root.get_by_label("What the server or the log says").fill(error)
    checker.button("Copy for support").click()
    report = support_report(check(OWN.replaced({"port": "465"}), FILLED_IN), server.home, error)
    expect(shown).to_have_value(report)
    assert "replies/log-in/#credentials" in report
    checker.field("port").press_sequentially("1")
    expect(shown).to_be_hidden()
