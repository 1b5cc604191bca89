"""The payload: what is shown, copied and downloaded is exactly what the engine writes."""

from __future__ import annotations

import json
import string

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import PAYLOADS, payload
from forem_smtp.context import Context
from forem_smtp.payloads.misread import warning
from forem_smtp.rules.samples import POSTMARK, SENDGRID, example
from forem_smtp.settings import FOREM_FIELDS, LABELS, SENDER_FIELDS, Settings
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, expect_clipboard
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll
from tests.browser.server import Server
from tests.examples import block

FIRST = next(iter(PAYLOADS))


@pytest.fixture
def checker(pages: Pages, server: Server) -> Checker:
    page = pages.open(permissions=CLIPBOARD)
    page.goto(f"{server.home}checker/")
    return Checker(page)


@pytest.mark.usefixtures("real_python")
def test_valid_settings_are_ready_and_can_be_downloaded(checker: Checker) -> None:
    for name, value in SENDGRID.given():
        checker.write(name, value)
    checker.expect_report(SENDGRID)
    expect(checker.headline).to_have_text("No errors so far; 1 question to answer")
    checker.list.get_by_role("link", name="Hosting company").click()
    expect(checker.hosting).to_be_focused()
    checker.hosting.select_option("other")
    expect(checker.headline).to_have_text("Ready")
    for name, kind in PAYLOADS.items():
        checker.choose(name)
        download = checker.download()
        assert download.suggested_filename == kind.filename
        assert download.path().read_bytes() == payload(SENDGRID, name).encode()


def test_copying_payloads_and_commands(checker: Checker) -> None:
    checker.fill(SENDGRID)
    for name, kind in PAYLOADS.items():
        checker.choose(name)
        checker.panel.get_by_role("button", name="Copy", exact=True).click()
        expect_clipboard(checker.page, payload(SENDGRID, name))
        command = "Command" if kind.group == "test" else "Import command"
        shown = checker.panel.get_by_label(command, exact=True).filter(visible=True)
        expect(shown).to_have_text(kind.command)
        checker.panel.get_by_role("button", name="Copy the command").click()
        expect_clipboard(checker.page, kind.command)
    expect(checker.live).to_contain_text("Copied.")


def test_the_buttons_from_ready_to_the_payload(checker: Checker) -> None:
    test, way = checker.button("Send a test email"), checker.button("Go to the settings to import")
    expect(test).to_be_hidden()
    checker.fill(SENDGRID)
    test.click()
    expect(checker.where).to_be_focused()
    expect(checker.format).to_have_value("test-mail")
    expect(checker.panel).to_have_accessible_name("Test email (saves nothing)")
    # A test email saves nothing, so it isn't among the settings to import.
    way.click()
    expect(checker.where).to_be_focused()
    expect(checker.format).to_have_value("manual-entry")
    checker.where.select_option("In Docker Compose")
    test.click()
    expect(checker.format).to_have_value("test-mail")
    checker.panel.get_by_role("button", name="It arrived: show the settings to import").click()
    expect(checker.format).to_have_value("rails")


def test_a_test_email_is_offered_once_its_values_are_filled_in(checker: Checker) -> None:
    test = checker.button("Send a test email")
    checker.fill(SENDGRID.replaced({"domain": ""}))
    checker.expect_state("unfinished")
    test.click()
    expect(checker.panel).to_have_accessible_name("Test email (saves nothing)")
    expect(checker.panel.locator("pre").first).to_contain_text("Sends one email")
    checker.field("password").fill("")
    expect(test).to_be_hidden()


def test_each_format_links_to_the_guide(checker: Checker) -> None:
    checker.fill(SENDGRID)
    for name in PAYLOADS:
        checker.choose(name)
        place = {
            "test-mail": "test-mail/#test-mail-rails",
            "browser": "importing/browser/",
        }.get(name, f"importing/formats/#import-{name}")
        link = checker.panel.get_by_role("link", name="How to use it")
        expect(link).to_have_js_property(
            "href", f"{checker.page.url.partition('checker/')[0]}{place}"
        )


def test_no_format_is_wider_than_a_phone(pages: Pages, server: Server) -> None:
    page = pages.open(width=390, height=844)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SENDGRID)
    for name in PAYLOADS:
        checker.choose(name)
        expect(checker.panel.locator("pre").first).not_to_be_empty()
        assert page.evaluate("document.documentElement.scrollWidth") == 390, name


def test_the_place_determines_the_format_and_the_commands(checker: Checker) -> None:
    where = checker.payload.get_by_label("Where your Forem runs", exact=True)
    commands = checker.panel.get_by_label("Command", exact=True).filter(visible=True)
    checker.fill(SENDGRID)
    for place, names in {
        "In Docker Compose": ("rails-docker", "restart-compose", "see-compose"),
        "On Heroku or a platform like it": ("heroku-console", "restart-heroku", "heroku-console"),
        "In Podman, set up by forem/selfhost": ("rails-podman", "restart-podman", "see-podman"),
    }.items():
        where.select_option(place)
        expect(checker.format).to_have_value("rails")
        expect(commands).to_have_text([block(name).rstrip() for name in names])
        expect(checker.panel).to_contain_text("Restart the worker")
        expect(checker.panel.get_by_label("Import command", exact=True)).to_be_hidden()
    checker.panel.get_by_role("button", name="Copy the command").nth(1).click()
    expect_clipboard(checker.page, block("restart-podman").rstrip())

    # The test email is sent from the same place.
    checker.button("Send a test email").click()
    expect(commands).to_have_text([block("test-mail-podman").rstrip()])
    where.select_option("In Docker Compose")
    expect(checker.format).to_have_value("test-mail")
    expect(commands).to_have_text([block("test-mail-docker").rstrip()])
    where.select_option("With Kamal")
    expect(commands).to_have_text([block("test-mail-kamal").rstrip()])

    # Choose a format by its name, then another place.
    checker.choose("systemd")
    expect(checker.panel.get_by_label("Import command", exact=True)).to_be_visible()
    where.select_option("Somewhere else, or I don't know: by hand")
    expect(checker.format).to_have_value("manual-entry")
    expect(checker.panel).to_contain_text("to restart the worker")


def test_the_password_is_shown_only_on_request(checker: Checker) -> None:
    checker.fill(SENDGRID)
    for name in PAYLOADS:
        checker.choose(name)
        expect(checker.panel.locator("pre").first).to_have_text(
            payload(Context.of(SENDGRID).shown, name)
        )
    checker.button("Show password").click()
    for name in PAYLOADS:
        checker.choose(name)
        expect(checker.panel.locator("pre").first).to_have_text(payload(SENDGRID, name))


def test_the_formats_are_chosen_from_a_list(checker: Checker) -> None:
    checker.fill(SENDGRID)
    for group, label in {
        "forem": "Saved in Forem, then restart its worker",
        "environment": "In Forem's environment, from its next start",
        "test": "Before you save, to try them",
    }.items():
        titles = [kind.title for kind in PAYLOADS.values() if kind.group == group]
        listed = checker.format.locator(f'optgroup[label="{label}"] option')
        expect(listed).to_have_text(titles)
    expect(checker.format).to_be_visible()
    checker.format.focus()
    checker.page.keyboard.press("ArrowDown")
    for name, kind in PAYLOADS.items():
        expect(checker.format).to_be_focused()
        expect(checker.format).to_have_accessible_description(kind.when)
        expect(checker.panel).to_have_count(1)
        expect(checker.panel).to_have_accessible_name(kind.title)
        expect(checker.panel.locator("pre").first).to_have_text(
            payload(Context.of(SENDGRID).shown, name)
        )
        checker.page.keyboard.press("ArrowDown")
    expect(checker.panel).to_have_accessible_name(kind.title)


def test_programs_that_misread_the_payload_are_named(checker: Checker) -> None:
    warned = checker.panel.locator(".checker-differs")
    checker.fill(SENDGRID)
    for name in PAYLOADS:
        checker.choose(name)
        expect(checker.panel.locator("pre").first).to_have_text(
            payload(Context.of(SENDGRID).shown, name)
        )
        expect(warned).not_to_be_visible()
    other = SENDGRID.replaced({"password": str(SENDGRID.password)[:-8] + "${HOME}x"})
    checker.fill(other)
    for name in ("dotenv", "docker-env"):
        checker.choose(name)
        expect(warned).to_be_visible()
        expect(warned).to_have_text(f"Warning {warning(Context.of(other), name)}")
    checker.choose("shell")
    expect(warned).not_to_be_visible()


def test_errors_are_shown_instead_of_the_payload(checker: Checker) -> None:
    wrong = example(SENDGRID, user_name="me@example.com").settings
    checker.fill(wrong)
    expect(checker.payload).to_contain_text("Fix the errors first.")
    expect(checker.panel).to_have_count(0)
    checker.button("Show the payload anyway").click()
    checker.choose(FIRST)
    assert checker.download().path().read_bytes() == payload(wrong, FIRST).encode()
    checker.fixes("USER03").click()
    checker.expect_report(SENDGRID)
    assert checker.download().path().read_bytes() == payload(SENDGRID, FIRST).encode()


def test_a_format_that_cannot_hold_a_value_says_so(checker: Checker) -> None:
    settings = example(SENDGRID, reply_to_email_address="reply@example.org").settings
    checker.fill(settings)
    checker.choose("dotenv")
    expect(checker.panel).to_contain_text("Reply-to email address cannot differ from From")
    expect(checker.panel.get_by_role("button")).to_have_count(0)
    checker.panel.get_by_role("link", name="Go to the field").click()
    expect(checker.field("reply_to_email_address")).to_be_focused()
    checker.choose("json")
    assert checker.download().path().read_bytes() == payload(settings, "json").encode()


def test_passwords_with_any_characters_survive(checker: Checker) -> None:
    for password in (string.printable[:95], "Grün ☃ 𝔘𝔫𝔦 \u0430\u0301 passwörd"):
        settings = SENDGRID.replaced({"password": f"x{password}x"})
        checker.fill(settings)
        for name in PAYLOADS:
            checker.choose(name)
            assert checker.download().path().read_bytes() == payload(settings, name).encode()


@pytest.mark.parametrize("address", ["checker/", "smtp-settings/"])
def test_ids_are_unique(address: str, page: Page, server: Server) -> None:
    """This includes the IDs that Material adds to code blocks."""
    page.goto(server.home + address)
    expect(page.locator("pre[id^=__code_]").first).to_be_attached()
    repeated = (
        """all => all.map(({ id }) => id).filter((id, place, ids) => ids.indexOf(id) < place)"""
    )
    expect_poll(page, lambda: page.locator("[id]").evaluate_all(repeated), [])


UNFILLED = {"reply_to_email_address": "If you leave it empty, Forem uses DEFAULT_EMAIL"}


def by_hand(settings: Settings) -> dict[str, str]:
    values: dict[str, str] = json.loads(payload(settings, "json"))["settings_smtp"]
    return values


def expect_by_hand(checker: Checker, settings: Settings) -> None:
    values = by_hand(settings)
    shown = checker.panel.locator("dt").filter(visible=True)
    expect(shown).to_have_text([LABELS[name] for name in FOREM_FIELDS])
    for number, name in enumerate(FOREM_FIELDS):
        value = checker.panel.locator("dl > div").nth(number).locator("dd").first
        expect(value).to_have_text(values.get(name) or UNFILLED[name], use_inner_text=True)


def test_the_default_is_to_type_the_values(checker: Checker) -> None:
    settings = SENDGRID.replaced({"port": " 587 ", "reply_to_email_address": ""})
    checker.fill(settings)
    expect(checker.panel).to_have_accessible_name("Type them yourself")
    expect(checker.panel).to_contain_text("/admin/customization/config")
    expect(checker.panel).to_contain_text("Email Server Settings (SMTP)")
    expect_by_hand(checker, Context.of(settings).shown)
    values = by_hand(settings)
    assert "reply_to_email_address" not in values
    assert values["port"] == "587"
    copies = checker.panel.get_by_role("button")
    expect(copies).to_have_count(len(values))
    for name, value in values.items():
        checker.panel.get_by_role("button", name=f"Copy {LABELS[name]}", exact=True).press("Enter")
        expect_clipboard(checker.page, value)
        expect(checker.live).to_contain_text(f"{LABELS[name]} copied.")
    checker.button("Show password").click()
    expect_by_hand(checker, settings)


def test_filled_in_values_are_marked_in_every_format(checker: Checker) -> None:
    checker.fill(SENDGRID.replaced({"authentication": ""}))
    row = checker.panel.locator("dl > div").nth(FOREM_FIELDS.index("authentication"))
    expect(row.locator("dd").first).to_have_text("plain Filled in for you", use_inner_text=True)
    expect(checker.panel.get_by_text("Filled in for you").filter(visible=True)).to_have_count(1)
    checker.button("Copy Authentication").click()
    expect_clipboard(checker.page, "plain")
    told = checker.panel.get_by_text("Filled in for you: Authentication.")
    for name in PAYLOADS:
        checker.choose(name)
        expect(told).to_be_visible()
    checker.field("authentication").fill("login")
    expect(told).to_be_hidden()


def test_what_is_still_empty_is_named(checker: Checker) -> None:
    few = {
        "authentication": "",
        "domain": "",
        "from_email_address": "",
        "reply_to_email_address": "",
    }
    checker.fill(SENDGRID.replaced(few))
    checker.button("Check all").click()
    names = "Domain, From email address and Reply-to email address"
    told = f"Filled in for you: Authentication. Still empty, so not in it: {names}."
    for name in PAYLOADS:
        checker.choose(name)
        expect(checker.panel.locator(".checker-written > .checker-added")).to_have_text(told)
    checker.root.get_by_text("About this Forem").click()
    checker.root.get_by_label("Edition", exact=True).select_option("2021")
    expect(checker.panel).to_contain_text("Still empty, so not in it: Domain.")
    checker.field("domain").fill("forum.example.org")
    checker.field("authentication").fill("plain")
    expect(checker.panel.locator(".checker-written > .checker-added")).to_be_hidden()


def test_hidden_secrets_are_not_in_the_page(checker: Checker) -> None:
    """This includes hidden elements, and a secret that was shown before."""
    secret = str(POSTMARK.password)[-12:]
    checker.fill(POSTMARK)
    expect_by_hand(checker, Context.of(POSTMARK).shown)
    for name in (*PAYLOADS, "by-hand"):
        checker.choose(name)
        checker.button("Show password").click()
        expect(checker.panel).to_contain_text(secret)
        checker.button("Show password").click()
        expect(checker.panel).to_contain_text("********")
        expect_poll(checker.page, lambda: secret in checker.payload.inner_html(), False)
    checker.button("Show password").click()
    checker.field("port").fill("none")
    checker.expect_state("errors")
    checker.button("Show password").click()
    expect_poll(checker.page, lambda: secret in checker.payload.inner_html(), False)


def test_the_2021_edition_has_no_sender_fields_to_type(checker: Checker) -> None:
    checker.fill(SENDGRID)
    checker.root.get_by_text("About this Forem").click()
    checker.root.get_by_label("Edition", exact=True).select_option("2021")
    terms = checker.panel.locator("dt").filter(visible=True)
    names = [name for name in FOREM_FIELDS if name not in SENDER_FIELDS]
    expect(terms).to_have_text([LABELS[name] for name in names])
