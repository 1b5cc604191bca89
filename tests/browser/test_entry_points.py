"""The checker works however people reach it, at a domain's root and in a folder below it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forem_smtp.rules import RULES
from forem_smtp.settings import Settings
from tests.browser.checker import Checker
from tests.browser.monitor import Monitor
from tests.browser.navigation import (
    HEADINGS,
    click_navigation_link,
    expect_page_at,
    load,
    was_not_reloaded,
)
from tests.browser.pages import Pages
from tests.browser.server import Server

WRONG = Settings(address="smtp.sendgrid.net", user_name="me@example.com")


def expect_it_works(checker: Checker) -> None:
    checker.write("address", "smtp.sendgrid.net")
    checker.write("user_name", "me@example.com")
    expect(checker.finding("USER03")).to_be_visible()
    checker.expect_state("errors")


@pytest.mark.parametrize("address", HEADINGS)
def test_by_loading_the_page(address: str, page: Page, any_server: Server) -> None:
    page.goto(any_server.home + address)
    expect_it_works(Checker(page))


@pytest.mark.parametrize("address", HEADINGS)
def test_by_instant_navigation(address: str, page: Page, any_server: Server) -> None:
    load(page, any_server.home)
    click_navigation_link(page, address)
    expect_it_works(Checker(page))
    assert was_not_reloaded(page)


@pytest.mark.usefixtures("real_python")
def test_typed_values_are_kept_between_pages(
    page: Page, any_server: Server, monitor: Monitor
) -> None:
    load(page, f"{any_server.home}smtp-settings/")
    checker = Checker(page)
    expect_it_works(checker)
    for address in ("checker/", "smtp-settings/"):
        click_navigation_link(page, address)
        checker.expect_values(WRONG)
        expect(checker.finding("USER03")).to_be_visible()
        checker.expect_state("errors")
    page.go_back()
    expect_page_at(page, "checker/")
    checker.expect_values(WRONG)
    expect(checker.finding("USER03")).to_be_visible()
    assert was_not_reloaded(page)
    # Python is loaded only once.
    assert sum(address.endswith("python.zip") for address in monitor.requests) == 1


def test_from_a_finding_to_its_page_and_back_by_its_example(page: Page, any_server: Server) -> None:
    load(page, f"{any_server.home}checker/")
    checker = Checker(page)
    expect_it_works(checker)
    checker.finding("USER03").get_by_role("link", name="USER03").click()
    rule = next(rule for rule in RULES if rule.code == "USER03")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"USER03: {rule.title}")
    page.get_by_role("link", name="Open this example in the checker").click()
    checker.expect_values(rule.caught[0].settings.replaced({"password": ""}))
    expect(checker.finding("USER03")).to_be_visible()
    assert was_not_reloaded(page)


def test_from_a_provider_to_the_checker_and_back(page: Page, any_server: Server) -> None:
    load(page, f"{any_server.home}providers/postmark/")
    page.get_by_role("link", name="Open the checker with these values").first.click()
    checker = Checker(page)
    expect(checker.field("address")).to_have_value("smtp.postmarkapp.com")
    checker.expect_state("errors")
    checker.root.get_by_role("link", name="All about this provider").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Postmark")
    assert was_not_reloaded(page)


def test_from_the_404_page_to_the_checker(
    pages: Pages, any_server: Server, monitor: Monitor
) -> None:
    monitor.allowed.append("404 .*/no/such/page|404 .*sitemap.xml")
    page = pages.open_new()
    page.goto(f"{any_server.home}no/such/page")
    page.get_by_role("link", name="the checker").click()
    expect_it_works(Checker(page))
