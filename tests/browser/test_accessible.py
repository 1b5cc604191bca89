"""For everyone: what axe-core finds on the pages, and what it cannot see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp import PAYLOADS, check
from forem_smtp.rules.samples import SENDGRID
from tests.browser.checker import Checker
from tests.browser.conftest import Visits
from tests.browser.server import Server
from tests.browser.test_conversation import IMPLICIT, READABLE, READY, expect_conversation, picture
from tests.browser.test_explain import ask
from tests.browser.test_findings_in_place import open_one
from tests.browser.test_looks import SHOWING_ALL
from tests.browser.test_looks import scheme as choose_scheme
from tests.browser.test_paste import FILE, said
from tests.site.site import Site

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async (part) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await axe.run(part, { runOnly: tags, resultTypes: ["violations"] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(
        ({ html, any, all, none }) => [id, html.slice(0, 200), [...any, ...all, ...none]
            .map((check) => check.message).join("; ")]));
}"""
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
    "smtp-settings/",
    "support/",
]
LOOKS = pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("light", 390), ("dark", 1280), ("dark", 390)]
)
# WCAG 1.4.10: a window of 1280 pixels, enlarged to 200 % and to 400 %.
ENLARGED = [640, 320]

# What has the focus, if no point of it can be seen: WCAG 2.4.11.
HIDDEN = """() => {
    const one = document.activeElement;
    const { left, top, width, height } = one.getBoundingClientRect();
    const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
    const seen = parts.some((x) => parts.some((y) =>
        one.contains(document.elementFromPoint(left + width * x, top + height * y))));
    return seen ? null : one.outerHTML.slice(0, 200);
}"""
MOVING = """(root) => [...root.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return transitionDuration.split(", ").some((time) => parseFloat(time)) ||
        animationName !== "none" || scrollBehavior !== "auto";
}).map((element) => element.outerHTML.slice(0, 200))"""


def violations(page: Page, part: str = "html") -> list[Any]:
    """What axe-core says against a part of the page; run past the page's security policy."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[Any] = page.evaluate(VIOLATIONS, part)
    return found


def window(visits: Visits, scheme: str, width: int) -> Page:
    """Without motion, since a colour that is just changing has no contrast yet."""
    return visits.window(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )


def style(place: Locator, name: str) -> str:
    found: str = place.evaluate("(one, name) => getComputedStyle(one)[name]", name)
    return found


@LOOKS
def test_a_page_of_each_kind(scheme: str, width: int, visits: Visits, server: Server) -> None:
    page = window(visits, scheme, width)
    found = {}
    for address in KINDS:
        page.goto(server.home + address)
        found[address] = violations(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_many_pages(visits: Visits, server: Server, site: Site) -> None:
    """Their own parts; every fourth, since a page takes a second."""
    page = window(visits, "light", 1280)
    found = {}
    for address in list(site.pages)[::4]:
        page.goto(server.home + address)
        found[address] = violations(page, "article")
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@LOOKS
def test_the_checker_in_all_its_states(
    scheme: str, width: int, visits: Visits, server: Server
) -> None:
    page = window(visits, scheme, width)
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
        assert violations(page) == []


@LOOKS
def test_the_checker_at_work(scheme: str, width: int, visits: Visits, server: Server) -> None:
    """What comes and goes: open findings, pasted values with choices, the conversation, marks."""
    page = window(visits, scheme, width)
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

    read(checker, FILE.replace("SMTP_", "MAILER_") + "MAIL_PASSWORD=other-secret\n")
    expect(checker.root.get_by_role("group", name="Values found for Password")).to_be_visible()
    said(checker).get_by_text("What was not used").click()
    found["pasted"] = violations(page, "#checker-root")

    read(checker, "Net::SMTPAuthenticationError: 535 5.7.8 Authentication failed")
    expect(checker.place("user_name")).to_contain_text("The error message points here")
    found["error"] = violations(page, "#checker-root")
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def read(checker: Checker, text: str) -> None:
    """Have the box at the top read a text."""
    checker.root.get_by_label("Paste what you have", exact=True).fill(text)
    checker.button("Read it").click()


@LOOKS
def test_the_search(scheme: str, width: int, visits: Visits, server: Server) -> None:
    page = window(visits, scheme, width)
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
    page = window(visits, "light", width)
    page.set_viewport_size({"width": width, "height": 500})
    checker = all_shown(page, server)
    controls = checker.root.locator("input, select, button, textarea, a").filter(visible=True)
    (controls.first if key == "Tab" else controls.last).focus()
    hidden, stops = [], 0
    while page.evaluate("document.activeElement.closest('#checker-root') !== null"):
        stops += 1
        hidden.append(page.evaluate(HIDDEN))
        page.keyboard.press(key)
    assert stops > 30
    assert [one for one in hidden if one] == []


@pytest.mark.parametrize("width", ENLARGED)
def test_enlarged_nothing_is_lost(width: int, visits: Visits, server: Server) -> None:
    page = window(visits, "light", width)
    for address in KINDS:
        page.goto(server.home + address)
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
    all_shown(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_moves_for_those_who_do_not_want_it(visits: Visits, server: Server) -> None:
    page = window(visits, "light", 1280)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SHOWING_ALL)
    checker.expect_report(SHOWING_ALL)
    assert checker.root.evaluate(MOVING) == []


def test_colours_of_the_system(checker: Checker) -> None:
    """Where the system dictates colours, shadows and backgrounds go; edges have to stay."""
    checker.page.emulate_media(forced_colors="active")
    checker.fill(SHOWING_ALL)
    checker.expect_report(SHOWING_ALL)
    for place in (*checker.finding_items(), checker.button("Check all"), checker.field("port")):
        assert style(place, "borderTopStyle") == "solid"
    for place in (checker.field("port"), checker.button("Check all"), checker.provider):
        checker.page.keyboard.press("Tab")  # so that the focus counts as moved by keyboard
        place.focus()
        assert style(place, "outlineStyle") == "solid"


@pytest.mark.parametrize(("system", "palette"), [("dark", "default"), ("light", "slate")])
def test_pictures_in_colours_of_the_system(
    system: str, palette: str, visits: Visits, server: Server
) -> None:
    """Even where the site's own colours are made for the other background."""
    page = window(visits, system, 1280)
    page.goto(f"{server.home}checker/")
    choose_scheme(page, palette)
    page.emulate_media(forced_colors="active")
    ink = style(page.locator("body"), "color")
    assert ink != style(page.locator("body"), "backgroundColor")
    checker = Checker(page)
    for settings in (IMPLICIT, READY):
        checker.fill(settings)
        expect_conversation(checker, settings)
        icons = checker.root.locator(".checker-icon").filter(visible=True)
        locks = picture(checker).locator("li .checker-lock")
        arrows = picture(checker).locator("li .checker-arrow > line")
        assert {icons.count() > 3, locks.count() > 1, arrows.count() > 7} == {True}
        assert {style(icon, "fill") for icon in icons.all()} == {ink}
        assert {style(line, "stroke") for line in (*locks.all(), *arrows.all())} == {ink}
    closed = picture(checker).locator("li .checker-closed rect")
    assert {style(body, "fill") for body in closed.all()} == {ink}


def test_check_all_leads_to_the_summary(checker: Checker) -> None:
    checker.fill(SHOWING_ALL)
    checker.button("Check all").click()
    expect(checker.headline).to_be_focused()
    expect(checker.headline).to_be_in_viewport()


def test_on_a_telephone_the_summary_is_shown_from_its_top(visits: Visits, server: Server) -> None:
    page = window(visits, "light", 390)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(SHOWING_ALL)
    checker.expect_report(SHOWING_ALL)
    checker.button("Check all").click()
    expect(checker.headline).to_be_focused()
    box = checker.summary.bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert box and header
    assert header["height"] <= box["y"] < 120


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1280, 700), (390, 800)])
def test_the_summary_leads_to_the_payload(
    width: int, height: int, visits: Visits, server: Server
) -> None:
    page = window(visits, "light", width)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    way = checker.summary.get_by_role("button", name="Go to the payload")
    expect(way).to_be_hidden()
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    way.press("Enter")
    expect(checker.format).to_be_focused()
    assert page.evaluate(HIDDEN) is None
    expect(checker.payload.get_by_role("heading", name="Payload")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 390])
def test_undo_stands_over_nothing(width: int, visits: Visits, server: Server) -> None:
    page = window(visits, "light", width)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.provider.select_option(label="Twilio SendGrid, Global")
    expect(checker.summary.locator(checker.undo)).to_be_visible()
    assert style(checker.undo, "position") == "static"
