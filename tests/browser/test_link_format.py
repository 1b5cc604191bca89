"""What the page on links says about the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import Settings
from forem_smtp.links import from_fragment
from forem_smtp.rules.samples import OWN
from tests.browser.checker import Checker
from tests.browser.server import Server
from tests.unit.test_link_format import LINKS


@pytest.mark.parametrize("link", LINKS)
def test_an_example_opens_with_its_values(link: str, page: Page, server: Server) -> None:
    page.goto(f"{server.home}checker/{link}")
    settings, forem = from_fragment(link)
    checker = Checker(page)
    checker.expect_values(settings)
    checker.expect_report(settings, forem)


def test_links_are_parsed_as_described(page: Page, server: Server) -> None:
    link = "#check?port=25&user_name=me+forem%2Bx%40example.org&port=587&colour=red&edition=1&v=9"
    page.goto(f"{server.home}checker/{link}")
    checker = Checker(page)
    checker.expect_values(Settings(port="587", user_name="me forem+x@example.org"))
    expect(checker.root.locator('[data-forem="edition"]')).to_have_value("current")


def test_a_link_replaces_the_current_values(checker: Checker) -> None:
    checker.fill(OWN)
    checker.page.evaluate("link => { location.hash = link }", LINKS[0])
    linked = from_fragment(LINKS[0])[0]
    checker.expect_values(linked.replaced({"password": ""}))
    checker.undo.click()
    checker.expect_values(OWN)


def test_a_long_link(page: Page, server: Server) -> None:
    """The page states the length that was tried."""
    name = "x" * 20_000
    page.goto(f"{server.home}checker/#check?v=1&domain={name}")
    Checker(page).expect_values(Settings(domain=name))
