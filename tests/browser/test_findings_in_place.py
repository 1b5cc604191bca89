"""Each finding opens next to its field, and says what its page says."""

from __future__ import annotations

import pytest
from bs4 import Tag
from playwright.sync_api import Page, Route, expect

from forem_smtp import RULES, Settings, check
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.browser.appearance import ALL_SEVERITIES
from tests.browser.checker import Checker
from tests.browser.details import button, details, open_details
from tests.browser.monitor import Monitor
from tests.browser.navigation import click_navigation_link, load
from tests.browser.polling import expect_poll
from tests.browser.server import Server
from tests.site.site import Site, article, ids, text

SECTIONS = ["why", "how-to-mend-it", "sources"]
MANY = [
    ALL_SEVERITIES,
    Settings(),
    SENDGRID.replaced(
        {"user_name": "me@example.com", "address": " smtp.sendgrid.net", "port": "TLS 587"}
    ),
    OWN.replaced({"password": " ", "from_email_address": "x", "port": "25", "domain": "localhost"}),
]
WRONG = OWN.replaced({"authentication": "CRAM-MD5"})
PAGE = "**/findings/AUTH03/"
IDS = "all => all.map((one) => one.id)"
FAILED = "The explanation couldn't be loaded."


def parts(site: Site, code: str) -> list[Tag]:
    """Return the sections' headings and paragraphs from the built page."""
    found: list[Tag] = []
    wanted = False
    for part in article(site.pages[f"findings/{code}/"]).find_all(recursive=False):
        if part.name in ("h2", "footer"):
            wanted = part.get("id") in SECTIONS
        if wanted:
            found.append(part)
    return found


def expect_details_of_page(checker: Checker, server: Server, site: Site, code: str) -> None:
    """Expect the text and the links of the finding's page in the opened details."""
    shown = open_details(checker, code)
    expected = " ".join(text(part) for part in parts(site, code)).replace("¶", "")
    expect_poll(checker.page, lambda: " ".join(shown.inner_text().split()), expected)
    wanted = [link for part in parts(site, code) for link in part.select("a:not(.headerlink)")]
    links: list[dict[str, str]] = shown.get_by_role("link").evaluate_all(
        "links => links.map(({ href, target }) => ({ href, target }))"
    )
    for link, found in zip(wanted, links, strict=True):
        target = site.target(f"findings/{code}/", str(link["href"]))
        if target is None:
            # In the same window, the link would discard what was typed.
            assert found == {"href": link["href"], "target": "_blank"}
            continue
        address, fragment = target
        anchor = f"#{fragment}" if fragment else ""
        assert found == {"href": f"{server.home}{address}{anchor}", "target": ""}
        assert fragment in ["", *ids(site.pages[address])]


def test_the_sections_contain_only_text_and_links(site: Site) -> None:
    """Anything else, such as a table or a button, wouldn't work outside its page."""
    for rule in RULES:
        found = parts(site, rule.code)
        assert [part["id"] for part in found if part.name == "h2"] == SECTIONS
        assert {part.name for part in found} <= {"h2", "p", "ul"}
        inner = {one.name for part in found for one in part.find_all(True)}
        assert inner <= {"a", "abbr", "code", "em", "li", "p", "strong", "time", "ul"}, rule.code


@pytest.mark.parametrize(
    ("address", "place"), [("checker/", "root_server"), ("smtp-settings/", "subfolder_server")]
)
def test_details_say_what_the_page_says(
    address: str, place: str, page: Page, site: Site, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(place)
    page.goto(server.home + address)
    checker = Checker(page)
    seen = set()
    for settings in MANY:
        checker.button("Reset").click()
        checker.fill(settings)
        checker.button("Check all").click()
        checker.expect_report(settings)
        for finding in check(settings).findings:
            expect_details_of_page(checker, server, site, finding.code)
            seen.add(finding.code)
        found: list[str] = page.locator("article [id]").evaluate_all(IDS)
        assert [one for one in found if found.count(one) > 1] == []
    assert len(seen) >= 15, seen


def test_following_a_link_keeps_the_values(page: Page, server: Server) -> None:
    load(page, f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(WRONG)
    open_details(checker).get_by_role("link", name="Authentication").click()
    expect(page.get_by_role("heading", level=1)).to_have_id("smtp-settings")
    assert page.evaluate("window.notReloaded") is True
    click_navigation_link(page, "checker/")
    # The values are still there; the details are closed.
    checker.expect_report(WRONG)
    expect(button(checker)).to_have_attribute("aria-expanded", "false")
    open_details(checker)


def test_by_keyboard(checker: Checker) -> None:
    checker.fill(WRONG)
    checker.expect_report(WRONG)
    keyboard = checker.page.keyboard
    checker.fixes("AUTH03").focus()
    keyboard.press("Tab")
    for opening in ("Enter", "Space"):
        for closing in ("Enter", "Space", "Escape"):
            expect(button(checker)).to_be_focused()
            expect(button(checker)).to_have_attribute("aria-expanded", "false")
            expect(details(checker)).to_be_hidden()
            keyboard.press(opening)
            expect(button(checker)).to_have_attribute("aria-expanded", "true")
            expect(details(checker)).to_contain_text("Sources")
            expect(button(checker)).to_be_focused()
            controlled = button(checker).get_attribute("aria-controls")
            expect(checker.page.locator(f"[id='{controlled}']")).to_be_visible()
            keyboard.press(closing)
    # Escape works inside the details, too.
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(details(checker).get_by_role("link").first).to_be_focused()
    keyboard.press("Escape")
    expect(details(checker)).to_be_hidden()
    expect(button(checker)).to_be_focused()


@pytest.mark.usefixtures("real_python")
def test_details_stay_open_while_typing(checker: Checker) -> None:
    checker.fill(WRONG)
    shown = open_details(checker)
    shown.evaluate("one => { one.dataset.kept = 1 }")
    # Type in another field, where findings come and go.
    checker.field("port").fill("0")
    expect(checker.finding("PORT03")).to_be_visible()
    # Type in the field itself: the message changes, and another finding comes and goes.
    field = checker.field("authentication")
    field.fill("SSL")
    expect(checker.finding("AUTH03")).to_contain_text('"SSL" is not')
    field.fill('"SSL"')
    expect(checker.field_group("authentication").locator(".checker-finding")).to_have_count(2)
    field.fill("SSL")
    expect(checker.field_group("authentication").locator(".checker-finding")).to_have_count(1)
    expect(shown).to_be_visible()
    expect(shown).to_have_attribute("data-kept", "1")
    expect(button(checker)).to_have_attribute("aria-expanded", "true")
    # The details disappear with the finding, and are closed when it comes back.
    field.fill("plain")
    expect(shown).to_have_count(0)
    field.fill("PLAIN")
    expect(button(checker)).to_have_attribute("aria-expanded", "false")


def test_the_focus_is_never_lost(checker: Checker) -> None:
    checker.fill(WRONG)
    open_details(checker)
    for value, findings in (("0", 1), ("587", 0)):
        set_unfocused(checker, "port", value)
        expect(checker.finding("PORT03")).to_have_count(findings)
        expect(button(checker)).to_be_focused()
    set_unfocused(checker, "authentication", " SSL")
    expect(checker.finding("AUTH03")).to_contain_text('"SSL" is not')
    expect(button(checker)).to_be_focused()
    # A more severe finding comes and goes before one that stays.
    open_details(checker, "AUTH02")
    for value, findings in ((" plain", 0), (" SSL", 1), (" plain", 0)):
        set_unfocused(checker, "authentication", value)
        expect(checker.finding("AUTH03")).to_have_count(findings)
        expect(button(checker, "AUTH02")).to_be_focused()
        expect(details(checker, "AUTH02")).to_be_visible()
    set_unfocused(checker, "authentication", "plain")
    expect(button(checker, "AUTH02")).to_have_count(0)
    expect(checker.field_group("authentication")).to_be_focused()


def set_unfocused(checker: Checker, name: str, value: str) -> None:
    """Change a value while the focus is elsewhere."""
    checker.field(name).evaluate(
        "(field, value) => { field.value = value;"
        " field.dispatchEvent(new Event('input', { bubbles: true })) }",
        value,
    )


@pytest.mark.parametrize("fault", ["none", "another page", "an error"])
def test_loading_can_be_retried(fault: str, checker: Checker, monitor: Monitor) -> None:
    page = "".join(f"<h2 id='{section}'>{section}</h2>" for section in SECTIONS)
    answers = {
        "none": lambda route: route.abort(),
        "another page": lambda route: route.fulfill(status=200, body="<h1>Log in</h1>"),
        "an error": lambda route: route.fulfill(status=503, body=page),
    }
    monitor.allowed.append("Failed to load resource")
    checker.page.route(PAGE, answers[fault])
    checker.fill(WRONG)
    button(checker).click()
    for _ in range(2):
        expect(details(checker)).to_contain_text(FAILED)
        expect(checker.live).to_have_text(FAILED)
        link = details(checker).get_by_role("link", name="Open the page about AUTH03")
        assert link.evaluate("link => link.href").endswith("/findings/AUTH03/")
        details(checker).get_by_role("button", name="Try again").click()
        expect(button(checker)).to_be_focused()
    checker.page.unroute(PAGE)
    details(checker).get_by_role("button", name="Try again").click()
    expect(details(checker)).to_contain_text("Sources")
    expect(details(checker)).not_to_contain_text(FAILED)


def test_a_slow_page_shows_a_notice(checker: Checker) -> None:
    held: list[Route] = []
    checker.page.route(PAGE, lambda route: held.append(route))
    checker.fill(WRONG)
    button(checker).click()
    expect(details(checker)).to_have_text("One moment.")
    # Further clicks don't make further requests.
    button(checker).click()
    button(checker).click()
    expect_poll(checker.page, lambda: len(held), 1)
    held[0].continue_()
    expect(details(checker)).to_contain_text("Sources")
    expect(details(checker)).not_to_contain_text("One moment.")
