"""Accessibility: what axe-core finds on the pages, and what it can't check."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import PAYLOADS, check
from forem_smtp.rules.samples import SENDGRID
from tests.browser.appearance import ALL_SEVERITIES, OBSCURED_FOCUS, ZOOMED_WIDTHS, choose_scheme
from tests.browser.axe import BOTH_VIEWS, VIEWS, violations
from tests.browser.checker import Checker
from tests.browser.conversation import IMPLICIT, READY, UNENCRYPTED, expect_conversation, picture
from tests.browser.details import open_details
from tests.browser.explanation import ask
from tests.browser.navigation import go_to, load, was_not_reloaded
from tests.browser.pages import Pages
from tests.browser.pasting import FILE, paste_summary
from tests.browser.polling import expect_poll, expect_style, expect_width
from tests.browser.server import Server
from tests.site.site import Site

# One page of each kind. All other pages use the same templates.
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
    hidden: ({OBSCURED_FOCUS})(),
}})"""
MOVING = """(root) => [...root.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return transitionDuration.split(", ").some((time) => parseFloat(time)) ||
        animationName !== "none" || scrollBehavior !== "auto";
}).map((element) => element.outerHTML.slice(0, 200))"""


def test_one_page_of_each_kind(pages: Pages, server: Server) -> None:
    """Each is loaded in one view, and then switched to the other."""
    page = pages.open_view(*VIEWS[0])
    views, found = VIEWS, {}
    for address in KINDS:
        page.goto(server.home + address)
        for view in views:
            switch_view(page, *view)
            found[address, *view] = violations(page)
        views = views[::-1]
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def switch_view(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    palette = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)


def test_a_sample_of_all_pages(pages: Pages, server: Server, site: Site) -> None:
    """Check the articles of every eighth page, because a page takes half a second."""
    page = pages.open_view("light", 1280)
    load(page, server.home)
    found = {}
    for address in [one for one in site.pages if one != "404.html"][4::8]:
        go_to(page, server.home + address)
        found[address] = violations(page, "article")
    assert was_not_reloaded(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@BOTH_VIEWS
def test_all_states_of_the_checker(scheme: str, width: int, pages: Pages, server: Server) -> None:
    page = pages.open_view(scheme, width)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.root.get_by_text("About this Forem").click()
    checker.show_all_parts(ALL_SEVERITIES)
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


@BOTH_VIEWS
def test_temporary_parts_of_the_checker(
    scheme: str, width: int, pages: Pages, server: Server
) -> None:
    """Open findings, pasted values with choices, the conversation, and marks on fields."""
    # The window is so tall that the bar at the bottom covers no field.
    page = pages.open_view(scheme, width, height=9000)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    found = {}
    checker.fill(ALL_SEVERITIES)
    for finding in check(ALL_SEVERITIES).findings:
        open_details(checker, finding.code)
    found["findings in place"] = violations(page, "#checker-root")

    for name, settings in {"fails": IMPLICIT, "unencrypted": UNENCRYPTED, "good": READY}.items():
        checker.fill(settings)
        expect_conversation(checker, settings)
        found[name] = violations(page, "#checker-root")

    read(checker, FILE + "MAIL_PASSWORD=other-secret\n")
    expect(checker.root.get_by_role("group", name="Values found for Password")).to_be_visible()
    expect(paste_summary(checker).get_by_role("listitem").first).to_be_visible()
    found["pasted"] = violations(page, "#checker-root")

    read(checker, "Net::SMTPAuthenticationError: 535 5.7.8 Authentication failed")
    expect(checker.field_group("user_name")).to_contain_text("The error message points here")
    found["error"] = violations(page, "#checker-root")
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def read(checker: Checker, text: str) -> None:
    """Read a text with the box at the top."""
    checker.root.get_by_label("Paste what you have", exact=True).fill(text)
    checker.button("Read it").click()


def test_the_search(pages: Pages, server: Server) -> None:
    page = pages.open_view("dark", 390)
    page.goto(server.home)
    page.locator("#__search").evaluate("toggle => toggle.click()")
    page.get_by_role("textbox", name="Search").press_sequentially("ReadTimeout")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert violations(page) == []


def open_filled_in(page: Page, server: Server) -> Checker:
    """Open the checker with findings and payload."""
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(ALL_SEVERITIES)
    checker.expect_report(ALL_SEVERITIES)
    checker.button("Show the payload anyway").click()
    expect(checker.panel).to_be_visible()
    return checker


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_focused_element_is_never_covered(
    key: str, width: int, pages: Pages, server: Server
) -> None:
    page = pages.open_view("light", width, 500)
    checker = open_filled_in(page, server)
    controls = checker.root.locator("input, select, button, textarea, a").filter(visible=True)
    (controls.first if key == "Tab" else controls.last).focus()
    hidden = []
    while (stop := page.evaluate(STOP))["inside"]:
        hidden.append(stop["hidden"])
        page.keyboard.press(key)
    assert len(hidden) > 30
    assert [one for one in hidden if one] == []


def test_nothing_overflows_when_zoomed(pages: Pages, server: Server) -> None:
    page = pages.open_view("light", ZOOMED_WIDTHS[0])
    for address in KINDS:
        page.goto(server.home + address)
        expect_widths(page)
    open_filled_in(page, server)
    expect_widths(page)


def expect_widths(page: Page) -> None:
    """Zoom the open page in and out again."""
    for width in (*ZOOMED_WIDTHS, ZOOMED_WIDTHS[0]):
        page.set_viewport_size({"width": width, "height": 800})
        expect_width(page, width)


def test_reduced_motion_is_respected(pages: Pages, server: Server) -> None:
    page = pages.open_view("light", 1280)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(ALL_SEVERITIES)
    checker.expect_report(ALL_SEVERITIES)
    assert checker.root.evaluate(MOVING) == []


def test_forced_colors(checker: Checker) -> None:
    """Forced colors remove shadows and backgrounds, so borders must remain."""
    checker.page.emulate_media(forced_colors="active")
    checker.fill(ALL_SEVERITIES)
    checker.expect_report(ALL_SEVERITIES)
    findings = checker.root.locator(".checker-finding")
    for places in (findings, checker.button("Check all"), checker.field("port")):
        expect_style(places, "borderTopStyle", "solid")
    for place in (checker.field("port"), checker.button("Check all"), checker.provider):
        checker.page.keyboard.press("Tab")  # so that :focus-visible applies
        place.focus()
        expect(place).to_have_css("outline-style", "solid")


@pytest.mark.parametrize(("system", "palette"), [("dark", "default"), ("light", "slate")])
def test_pictures_in_forced_colors(system: str, palette: str, pages: Pages, server: Server) -> None:
    """This holds even if the site's own color scheme is the opposite one."""
    page = pages.open_view(system, 1280)
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


def test_check_all_moves_the_focus_to_the_summary(checker: Checker) -> None:
    checker.fill(ALL_SEVERITIES)
    checker.button("Check all").click()
    expect(checker.headline).to_be_focused()
    expect(checker.headline).to_be_in_viewport()


def test_the_top_of_the_summary_is_visible_on_a_phone(pages: Pages, server: Server) -> None:
    page = pages.open_view("light", 390)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(ALL_SEVERITIES)
    checker.expect_report(ALL_SEVERITIES)
    checker.button("Check all").click()
    expect(checker.headline).to_be_focused()
    top = "one => one.getBoundingClientRect().top"
    header = page.locator(".md-header").evaluate("one => one.offsetHeight")
    expect_poll(page, lambda: header <= checker.summary.evaluate(top) < 120, True)


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1280, 700), (390, 800)])
def test_the_summary_has_a_button_to_the_payload(
    width: int, height: int, pages: Pages, server: Server
) -> None:
    page = pages.open_view("light", width, height)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    way = checker.summary.get_by_role("button", name="Go to the settings to import")
    expect(way).to_be_hidden()
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    way.press("Enter")
    expect(checker.where).to_be_focused()
    expect_poll(page, lambda: page.evaluate(OBSCURED_FOCUS), None)
    title = checker.payload.get_by_role("heading", name="Settings to import (payload)")
    expect(title).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 390])
def test_undo_is_part_of_the_summary(width: int, pages: Pages, server: Server) -> None:
    page = pages.open_view("light", width)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.provider.select_option(label="Twilio SendGrid, Global")
    expect(checker.summary.locator(checker.undo)).to_be_visible()
    expect(checker.undo).to_have_css("position", "static")
