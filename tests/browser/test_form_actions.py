"""Choosing a provider, applying fixes, undo, reset, and the summary's links to fields."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import Instance, Settings, check
from forem_smtp.presets import presets
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.browser.checker import LABEL_OF, Checker
from tests.browser.samples import SEVERAL_WRONG
from tests.browser.server import Server


@pytest.mark.usefixtures("real_python")
def test_fields_have_their_labels(checker: Checker) -> None:
    for name in LABEL_OF:
        expect(checker.field_by_label(name)).to_have_attribute("data-field", name)


def test_fixes_are_undone_one_by_one(checker: Checker) -> None:
    checker.fill(SEVERAL_WRONG)
    steps = [SEVERAL_WRONG]
    for code, changes in (
        ("USER03", {"user_name": "apikey"}),
        ("AUTH03", {"authentication": "cram_md5"}),
        ("PORT06", {"port": "587"}),
    ):
        checker.fixes(code).first.click()
        steps.append(steps[-1].replaced(changes))
        checker.expect_values(steps[-1])
        expect(checker.finding(code)).to_have_count(0)
    checker.button("Reset").click()
    checker.expect_values(Settings())
    checker.expect_state("idle")
    for settings in reversed(steps):
        checker.undo.click()
        checker.expect_values(settings)
        checker.expect_report(settings)
    expect(checker.undo).to_be_hidden()


def test_the_fix_for_the_most_severe_finding_is_highlighted(checker: Checker) -> None:
    """The first fix in the form's order isn't highlighted, because its finding is only advice."""
    settings = OWN.replaced({"user_name": f" {OWN.user_name}", "port": "none"})
    settings = settings.replaced({"authentication": "CRAM-MD5"})
    checker.fill(settings)
    checker.expect_report(settings)
    found = check(settings).findings
    fixable = [finding for finding in found if finding.fix is not None]
    assert fixable[0].severity != "error"
    most_severe = next(finding for finding in fixable if finding.severity == "error")
    main = checker.root.locator("button.checker-main[data-fix]")
    expect(main).to_have_count(1)
    expect(checker.fixes(most_severe.code).first).to_have_class("checker-main")


def test_undo_keeps_later_changes_to_other_fields(checker: Checker) -> None:
    checker.fill(SEVERAL_WRONG)
    checker.fixes("USER03").click()
    checker.field("domain").fill("forum.example.org")
    checker.undo.click()
    checker.expect_values(SEVERAL_WRONG.replaced({"domain": "forum.example.org"}))


def test_reset_keeps_no_password(checker: Checker) -> None:
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    checker.button("Reset").click()
    checker.expect_values(Settings())
    expect(checker.root.locator(".checker-finding")).to_have_count(0)
    expect(checker.format).not_to_be_visible()
    expect(checker.panel).to_have_count(0)


def test_each_provider_fills_in_its_values(checker: Checker) -> None:
    for preset in presets():
        checker.provider.select_option(label=preset.label)
        checker.expect_values(preset.settings)


def test_a_provider_does_not_overwrite_typed_values(checker: Checker) -> None:
    checker.fill(OWN)
    checker.provider.select_option(label="Twilio SendGrid, Global")
    filled = OWN.replaced(
        {"user_name": "apikey", "address": "smtp.sendgrid.net", "encryption": "starttls"}
    )
    checker.expect_values(filled)
    checker.expect_report(filled)
    checker.undo.click()
    checker.expect_values(OWN)
    expect(checker.provider).to_have_value("")


def test_the_provider_follows_the_address(checker: Checker) -> None:
    checker.write("address", "smtp.resend.com")
    expect(checker.provider.locator("option:checked")).to_have_text("Resend")
    page = checker.root.get_by_role("link", name="All about this provider")
    expect(page).to_have_attribute("href", re.compile("/providers/resend/$"))
    checker.field("address").fill("mail.example.org")
    expect(checker.provider).to_have_value("")
    expect(page).to_be_hidden()


def test_the_link_to_the_provider_opens_the_tab_of_the_chosen_host(
    checker: Checker, page: Page
) -> None:
    checker.write("address", "smtp.ionos.co.uk")
    checker.root.get_by_role("link", name="All about this provider").click()
    shown = page.locator(".tabbed-block:visible")
    expect(shown).to_contain_text("smtp.ionos.co.uk")
    expect(shown).to_have_count(1)


def test_valid_settings_link_to_the_providers_pitfalls(checker: Checker) -> None:
    pitfalls = checker.summary.get_by_role("link", name="What often goes wrong with this provider")
    expect(pitfalls).to_be_hidden()
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    pitfalls.click()
    expect(checker.page).to_have_url(re.compile("/providers/sendgrid/#pitfalls$"))


def test_the_summary_links_to_the_fields(checker: Checker) -> None:
    checker.fill(SEVERAL_WRONG)
    expect(checker.headline).to_have_text("3 errors")
    links = checker.list.get_by_role("link")
    expect(links).to_have_text(
        [re.compile(name) for name in ("User name$", "Authentication$", "Port$")]
    )
    for number, name in enumerate(("user_name", "authentication", "port")):
        links.nth(number).click()
        expect(checker.field(name)).to_be_focused()
        expect(checker.field(name)).to_be_in_viewport()


def test_the_summary_says_that_no_mail_goes_out(checker: Checker) -> None:
    checker.fill(OWN.replaced({"port": "465", "encryption": "implicit"}))
    checker.expect_state("errors")
    items = checker.list.get_by_role("listitem")
    expect(items).to_have_text([re.compile("No mail goes out")])
    expect(checker.summary).to_contain_text("Fix the errors before you save anything in Forem")
    expect(checker.summary).not_to_contain_text("may flow")


def test_the_summary_lists_advice_once_there_are_no_errors(checker: Checker) -> None:
    checker.fill(SENDGRID)
    expect(checker.headline).to_have_text("Ready")
    expect(checker.summary).to_contain_text("but 1 piece of advice.")
    item = checker.list.get_by_role("listitem")
    expect(item).to_contain_text(check(SENDGRID).findings[0].message)
    item.get_by_role("link", name="From email address").click()
    expect(checker.field("from_email_address")).to_be_focused()
    checker.fill(SENDGRID.replaced({"port": "25"}))
    checker.expect_state("warnings")
    expect(item).to_have_text([re.compile("^Warning"), re.compile("^Advice")])
    checker.fill(SEVERAL_WRONG)
    checker.expect_state("errors")
    expect(item.filter(has_text="Advice")).to_have_count(0)


def test_check_all_includes_empty_fields(checker: Checker) -> None:
    checker.button("Check all").click()
    checker.expect_report(Settings())
    expect(checker.headline).to_be_focused()


def test_the_password_is_shown_and_hidden(checker: Checker) -> None:
    password = checker.field("password")
    password.fill("Jm4-vault-Tulip-92")
    button = checker.button("Show password")
    for key, kind in (("Enter", "text"), (" ", "password")):
        button.press(key)
        expect(password).to_have_attribute("type", kind)
        expect(button).to_have_attribute("aria-pressed", str(kind == "text").lower())
    expect(password).to_have_value("Jm4-vault-Tulip-92")


def test_there_is_one_polite_live_region(checker: Checker, server: Server) -> None:
    live_regions = checker.page.locator(
        "[aria-live]:not([aria-live=off]), [role=alert], [role=status]"
    )
    expect(checker.root.locator(live_regions)).to_have_count(1)
    expect(checker.live).to_have_attribute("aria-live", "polite")
    checker.fill(SEVERAL_WRONG)
    expect(checker.live).to_have_text("3 errors")
    checker.fixes("USER03").click()
    expect(checker.live).to_have_text("Done: Set User name to apikey.")
    expect(checker.live).to_have_text("2 errors")


def test_facts_about_the_instance_are_used(checker: Checker) -> None:
    checker.fill(OWN)
    checker.expect_report(OWN)
    checker.root.get_by_text("About this Forem").click()
    checker.root.get_by_label("Edition", exact=True).select_option("2021")
    checker.root.get_by_label("Hosting company").select_option("digitalocean")
    checker.root.get_by_label("SENDGRID_API_KEY is set").check()
    known = Instance(edition="2021", hosting="digitalocean", sendgrid_api_key=True)
    checker.expect_report(OWN, known)


NAMED = Instance(community_name="Coffee, Code & Co.")


def expect_bad_name(checker: Checker) -> None:
    (finding,) = [one for one in check(Settings(), NAMED).findings if one.code == "FOREM05"]
    checker.expect_finding(finding)
    checker.expect_state("errors")
    expect(checker.list.locator("[data-severity=error]")).to_have_text(
        f"Error. Name of the community: {finding.message}"
    )
    expect(checker.community_name).to_have_attribute("aria-invalid", "true")


def test_a_bad_name_is_found_while_everything_else_is_empty(checker: Checker) -> None:
    part = checker.root.get_by_text("About this Forem")
    part.click()
    checker.community_name.press_sequentially("Coffee, Code & Co.")
    expect_bad_name(checker)
    expect(checker.headline).to_have_text("1 error")
    part.click()
    checker.list.get_by_role("link", name="Name of the community").click()
    expect(checker.community_name).to_be_focused()
    checker.community_name.fill("Coffee & Code")
    checker.expect_state("idle")


def test_a_bad_name_is_found_while_only_from_is_empty(checker: Checker) -> None:
    checker.fill(OWN.replaced({"from_email_address": ""}))
    checker.root.get_by_text("About this Forem").click()
    checker.community_name.fill("Coffee, Code & Co.")
    checker.community_name.press("Tab")
    expect_bad_name(checker)
    expect(checker.field("from_email_address")).not_to_have_attribute("aria-invalid", "true")


def test_a_key_that_overrides_everything_is_shown_where_it_is_stated(checker: Checker) -> None:
    checker.root.get_by_text("About this Forem").click()
    checker.root.get_by_label("Edition", exact=True).select_option("2021")
    checker.root.get_by_label("SENDGRID_API_KEY is set").check()
    checker.root.get_by_label("SENDGRID_API_KEY is set").press("Tab")
    instance = Instance(edition="2021", sendgrid_api_key=True)
    (finding,) = [one for one in check(Settings(), instance).findings if one.code == "FOREM04"]
    checker.expect_finding(finding)
    expect(checker.list).to_contain_text("SENDGRID_API_KEY: In the 2021 edition")


def test_an_unlisted_provider_shows_a_link_about_own_domains(
    checker: Checker,
) -> None:
    page = checker.root.locator("#checker-provider-page")
    expect(page).to_be_hidden()
    checker.provider.select_option("other")
    expect(page).to_have_text("Is the server named after your own domain?")
    expect(page).to_have_attribute("href", re.compile(r"choosing-a-provider/#own-domain$"))
    checker.fill(SENDGRID)
    expect(page).to_have_text("All about this provider")
    expect(page).to_have_attribute("href", re.compile(r"providers/sendgrid/$"))


def test_a_host_that_is_in_no_list_shows_a_link_about_own_domains(checker: Checker) -> None:
    page = checker.root.locator("#checker-provider-page")
    checker.write("address", "mail.example.org")
    expect(page).to_have_attribute("href", re.compile(r"choosing-a-provider/#own-domain$"))
    checker.field("address").fill("")
    expect(page).to_be_hidden()
