"""The checker works however one gets to it, at a domain's root and in a folder below it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forem_smtp.rules import RULES
from forem_smtp.settings import Settings
from tests.browser.checker import Checker
from tests.browser.navigation import HEADINGS, arrive, follow, is_at, is_still_here
from tests.browser.server import Server
from tests.browser.visits import Visits
from tests.browser.watch import Watch

WRONG = Settings(address="smtp.sendgrid.net", user_name="me@example.com")


def judges(checker: Checker) -> None:
    checker.write("address", "smtp.sendgrid.net")
    checker.write("user_name", "me@example.com")
    expect(checker.finding("USER03")).to_be_visible()
    checker.expect_state("errors")


@pytest.mark.parametrize("address", HEADINGS)
def test_directly(address: str, page: Page, anywhere: Server) -> None:
    page.goto(anywhere.home + address)
    judges(Checker(page))


@pytest.mark.parametrize("address", HEADINGS)
def test_by_instant_navigation(address: str, page: Page, anywhere: Server) -> None:
    arrive(page, anywhere.home)
    follow(page, address)
    judges(Checker(page))
    assert is_still_here(page)


@pytest.mark.usefixtures("real_python")
def test_what_was_typed_goes_along(page: Page, anywhere: Server, watch: Watch) -> None:
    arrive(page, f"{anywhere.home}smtp-settings/")
    checker = Checker(page)
    judges(checker)
    for address in ("checker/", "smtp-settings/"):
        follow(page, address)
        checker.expect_values(WRONG)
        expect(checker.finding("USER03")).to_be_visible()
        checker.expect_state("errors")
    page.go_back()
    is_at(page, "checker/")
    checker.expect_values(WRONG)
    expect(checker.finding("USER03")).to_be_visible()
    assert is_still_here(page)
    # One Python serves the whole visit.
    assert sum(address.endswith("python.zip") for address in watch.requests) == 1


def test_a_finding_leads_to_its_page_and_its_example_back(page: Page, anywhere: Server) -> None:
    arrive(page, f"{anywhere.home}checker/")
    checker = Checker(page)
    judges(checker)
    checker.finding("USER03").get_by_role("link", name="USER03").click()
    rule = next(rule for rule in RULES if rule.code == "USER03")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"USER03: {rule.title}")
    page.get_by_role("link", name="Open this example in the checker").click()
    checker.expect_values(rule.caught[0].settings.replaced({"password": ""}))
    expect(checker.finding("USER03")).to_be_visible()
    assert is_still_here(page)


def test_a_provider_is_one_click_from_the_checker(page: Page, anywhere: Server) -> None:
    arrive(page, f"{anywhere.home}providers/postmark/")
    page.get_by_role("link", name="Open the checker with these values").first.click()
    checker = Checker(page)
    expect(checker.field("address")).to_have_value("smtp.postmarkapp.com")
    checker.expect_state("errors")
    checker.root.get_by_role("link", name="All about this provider").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Postmark")
    assert is_still_here(page)


def test_a_wrong_address_leads_on(visits: Visits, anywhere: Server, watch: Watch) -> None:
    watch.allowed.append("404 .*/no/such/page|404 .*sitemap.xml")
    page = visits.window()
    page.goto(f"{anywhere.home}no/such/page")
    page.get_by_role("link", name="the checker").click()
    judges(Checker(page))
