"""Accessibility: what axe-core finds on the pages, and what it can't see."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import PAYLOADS, check
from forem_smtp.rules.samples import SENDGRID
from tests.browser.axe import BOTH_LOOKS, LOOKS, violations
from tests.browser.checker import Checker
from tests.browser.conversation import IMPLICIT, READABLE, READY, expect_conversation, picture
from tests.browser.details import open_one
from tests.browser.explanation import ask
from tests.browser.looks import ENLARGED, HIDDEN, SHOWING_ALL, choose_scheme
from tests.browser.navigation import arrive, is_still_here, jump
from tests.browser.pasting import FILE, said
from tests.browser.polling import expect_soon, expect_style, expect_width
from tests.browser.server import Server
from tests.browser.visits import Visits
from tests.site.site import Site

# A page of every kind. All other pages are made from the same templates.
KINDS = [
    "",
    "404.html",
    "checker/",
    "delivery/",
    "findings/",
    "findings/PORT08/",
    "providers/",
    "providers/sendgrid/",
    "replies/",
    "replies/greeting/",
    "smtp-settings/",
    "support/",
    "support/addresses/",
    "support/answers/",
]
STOP = f"""() => ({{
    inside: document.activeElement.closest("#checker-root") !== null,
    hidden: ({HIDDEN})(),
}})"""
MOVING = """(root) => [...root.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return transitionDuration.split(", ").some((time) => parseFloat(time)) ||
        animationName !== "none" || scrollBehavior !== "auto";
}).map((element) => element.outerHTML.slice(0, 200))"""


def test_a_page_of_each_kind(visits: Visits, server: Server) -> None:
    """Each is loaded in one look, and then turned to the other one."""
    page = visits.look(*LOOKS[0])
    looks, found = LOOKS, {}
    for address in KINDS:
        page.goto(server.home + address)
        for look in looks:
            turn_to(page, *look)
            found[address, *look] = violations(page)
        looks = looks[::-1]
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def turn_to(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    palette = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)


def test_many_pages(visits: Visits, server: Server, site: Site) -> None:
    """Their own parts; every eighth, since a page takes half a second."""
    page = visits.look("light", 1280)
    arrive(page, server.home)
    found = {}
    for address in [one for one in site.pages if one != "404.html"][4::8]:
        jump(page, server.home + address)
        found[address] = violations(page, "article")
    assert is_still_here(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@BOTH_LOOKS
def test_the_checker_in_all_its_states(
    scheme: str, width: int, visits: Visits, server: Server
) -> None:
    page = visits.look(scheme, width)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.root.get_by_text("About this Forem").click()
    checker.show_much(SHOWING_ALL)
    expect(ask(checker, "535 Authentication failed").get_by_role("listitem")).not_to_have_count(0)
    assert violations(page) == []

    checker.field("encryption").select_option("starttls")
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    ask(checker, "hello")
    for name in ("by-hand", *PAYLOADS):
        checker.choose(name)
        expect(checker.panel).to_contain_text("********")
        assert violations(page, "#checker-payload") == []
    assert violations(page) == []


@BOTH_LOOKS
def test_the_checker_at_work(scheme: str, width: int, visits: Visits, server: Server) -> None:
    """What comes and goes: open findings, pasted values with choices, the conversation, marks."""
    # So high that the bar at the lower edge covers no part of a field.
    page = visits.look(scheme, width, height=9000)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    found = {}
    checker.fill(SHOWING_ALL)
    for finding in check(SHOWING_ALL).findings:
        open_one(checker, finding.code)
    found["findings in place"] = violations(page, "#checker-root")

    for name, settings in {"fails": IMPLICIT, "readable": READABLE, "good": READY}.items():
        checker.fill(settings)
        expect_conversation(checker, settings)
        found[name] = violations(page, "#checker-root")

    read(checker, FILE + "MAIL_PASSWORD=other-secret\n")
    expect(checker.root.get_by_role("group", name="Values found for Password")).to_be_visible()
    expect(said(checker).get_by_role("listitem").first).to_be_visible()
    found["pasted"] = violations(page, "#checker-root")

    read(checker, "Net::SMTPAuthenticationError: 535 5.7.8 Authentication failed")
    expect(checker.place("user_name")).to_contain_text("The error message points here")
    found["error"] = violations(page, "#checker-root")
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def read(checker: Checker, text: str) -> None:
    """Have the box at the top read a text."""
    checker.root.get_by_label("Paste what you have", exact=True).fill(text)
    checker.button("Read it").click()


def test_the_search(visits: Visits, server: Server) -> None:
    page = visits.look("dark", 390)
    page.goto(server.home)
    page.locator("#__search").evaluate("toggle => toggle.click()")
    page.get_by_role("textbox", name="Search").press_sequentially("ReadTimeout")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert violations(page) == []


def all_shown(page: Page, server: Server) -> Checker:
    """The checker with findings and payload."""
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SHOWING_ALL)
    checker.expect_report(SHOWING_ALL)
    checker.button("Show the payload anyway").click()
    expect(checker.panel).to_be_visible()
    return checker


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_focus_is_never_hidden(key: str, width: int, visits: Visits, server: Server) -> None:
    page = visits.look("light", width, 500)
    checker = all_shown(page, server)
    controls = checker.root.locator("input, select, button, textarea, a").filter(visible=True)
    (controls.first if key == "Tab" else controls.last).focus()
    hidden = []
    while (stop := page.evaluate(STOP))["inside"]:
        hidden.append(stop["hidden"])
        page.keyboard.press(key)
    assert len(hidden) > 30
    assert [one for one in hidden if one] == []


def test_nothing_is_lost_when_enlarged(visits: Visits, server: Server) -> None:
    page = visits.look("light", ENLARGED[0])
    for address in KINDS:
        page.goto(server.home + address)
        expect_widths(page)
    all_shown(page, server)
    expect_widths(page)


def expect_widths(page: Page) -> None:
    """Enlarge the page that is open, and make it small again."""
    for width in (*ENLARGED, ENLARGED[0]):
        page.set_viewport_size({"width": width, "height": 800})
        expect_width(page, width)


def test_nothing_moves_when_motion_is_unwanted(visits: Visits, server: Server) -> None:
    page = visits.look("light", 1280)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SHOWING_ALL)
    checker.expect_report(SHOWING_ALL)
    assert checker.root.evaluate(MOVING) == []


def test_colors_of_the_system(checker: Checker) -> None:
    """Where the system dictates colors, shadows and backgrounds go; edges have to stay."""
    checker.page.emulate_media(forced_colors="active")
    checker.fill(SHOWING_ALL)
    checker.expect_report(SHOWING_ALL)
    findings = checker.root.locator(".checker-finding")
    for places in (findings, checker.button("Check all"), checker.field("port")):
        expect_style(places, "borderTopStyle", "solid")
    for place in (checker.field("port"), checker.button("Check all"), checker.provider):
        checker.page.keyboard.press("Tab")  # so that the focus counts as moved by keyboard
        place.focus()
        expect(place).to_have_css("outline-style", "solid")


@pytest.mark.parametrize(("system", "palette"), [("dark", "default"), ("light", "slate")])
def test_pictures_in_colors_of_the_system(
    system: str, palette: str, visits: Visits, server: Server
) -> None:
    """Even where the site's own colors are made for the other background."""
    page = visits.look(system, 1280)
    page.goto(f"{server.home}checker/")
    choose_scheme(page, palette)
    page.emulate_media(forced_colors="active")
    ink = page.locator("body").evaluate("body => getComputedStyle(body).color")
    expect(page.locator("body")).not_to_have_css("background-color", ink)
    checker = Checker(page)
    for settings in (IMPLICIT, READY):
        checker.fill(settings)
        expect_conversation(checker, settings)
        expect_style(checker.root.locator(".checker-icon").filter(visible=True), "fill", ink)
        expect_style(picture(checker).locator("li .checker-lock"), "stroke", ink)
        expect_style(picture(checker).locator("li .checker-arrow > line"), "stroke", ink)
    expect_style(picture(checker).locator("li .checker-closed rect"), "fill", ink)


def test_check_all_leads_to_the_summary(checker: Checker) -> None:
    checker.fill(SHOWING_ALL)
    checker.button("Check all").click()
    expect(checker.headline).to_be_focused()
    expect(checker.headline).to_be_in_viewport()


def test_on_a_phone_the_summary_is_shown_from_its_top(visits: Visits, server: Server) -> None:
    page = visits.look("light", 390)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SHOWING_ALL)
    checker.expect_report(SHOWING_ALL)
    checker.button("Check all").click()
    expect(checker.headline).to_be_focused()
    top = "one => one.getBoundingClientRect().top"
    header = page.locator(".md-header").evaluate("one => one.offsetHeight")
    expect_soon(page, lambda: header <= checker.summary.evaluate(top) < 120, True)


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1280, 700), (390, 800)])
def test_the_summary_leads_to_the_payload(
    width: int, height: int, visits: Visits, server: Server
) -> None:
    page = visits.look("light", width, height)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    way = checker.summary.get_by_role("button", name="Go to the settings to import")
    expect(way).to_be_hidden()
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    way.press("Enter")
    expect(checker.format).to_be_focused()
    expect_soon(page, lambda: page.evaluate(HIDDEN), None)
    title = checker.payload.get_by_role("heading", name="Settings to import (payload)")
    expect(title).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 390])
def test_undo_covers_nothing(width: int, visits: Visits, server: Server) -> None:
    page = visits.look("light", width)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.provider.select_option(label="Twilio SendGrid, Global")
    expect(checker.summary.locator(checker.undo)).to_be_visible()
    expect(checker.undo).to_have_css("position", "static")
