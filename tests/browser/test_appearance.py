"""Appearance: contrast, focus, print, and pages on a phone or without JavaScript."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, expect

from forem_smtp import Settings
from forem_smtp.rules.samples import SENDGRID
from tests.browser.appearance import ALL_SEVERITIES, WIDER_THAN_THE_WINDOW, choose_scheme
from tests.browser.checker import Checker
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll, expect_width
from tests.browser.server import Server

# For each element with its own text: the text, and its contrast as WCAG defines it. A canvas blends
# the colors, because it understands every CSS color.
CONTRASTS = """(root) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    const paint = (color) => {
        brush.fillStyle = color;
        brush.fillRect(0, 0, 1, 1);
        return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => {
        const parts = rgb.map((part) => part / 255);
        const [r, g, b] = parts.map((part) =>
            part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (element) => {
        const style = getComputedStyle(element);
        const line = [];
        for (let one = element; one; one = one.parentElement) line.unshift(one);
        paint("white");
        let below;
        for (const one of line) below = paint(getComputedStyle(one).backgroundColor);
        const [high, low] = [light(paint(style.color)), light(below)].sort((a, b) => b - a);
        return (high + 0.05) / (low + 0.05);
    };
    const says = (element) => [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return [...root.querySelectorAll("*")]
        .filter((element) => says(element) && element.checkVisibility())
        .filter((element) => !element.closest("option, optgroup, noscript, .checker-unseen"))
        .map((element) => [element.textContent.trim().slice(0, 60), contrast(element)]);
}"""
ENOUGH = 4.5
ENOUGH_FOR_SHAPES = 3

LOOKED_AT = ["", "start-here/", "smtp-settings/", "findings/PORT08/", "providers/sendgrid/"]

# The contrast of a color with its background, both as in a style sheet; "over" is first painted on
# the page's background.
CONTRAST_OF = """(root, [front, over]) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    const style = getComputedStyle(root);
    const value = (name) => style.getPropertyValue(name).trim();
    const named = (color) => color.replace(/--[a-z-]+/, value);
    const light = (...colors) => {
        for (const color of colors) {
            brush.fillStyle = "rgb(1, 2, 3)";
            brush.fillStyle = named(color);
            if (brush.fillStyle === "#010203") throw Error(`No color: ${color}`);
            brush.fillRect(0, 0, 1, 1);
        }
        const parts = [...brush.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
        const [r, g, b] = parts.map((part) =>
            part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = light("--md-default-bg-color", over);
    const [high, low] = [light(front), ground].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
}"""
GROUND = "--md-default-bg-color"
TINT = "--look-tint"
TEXTS = ["--md-default-fg-color", "--md-default-fg-color--light", "--md-typeset-a-color"]
SEVERITIES = ["--checker-error", "--checker-warning", "--checker-advice", "--checker-ready"]
CODE = ["number", "special", "function", "constant", "keyword", "string", "comment", "operator"]
READ = [
    *((front, over) for front in (*TEXTS, "--md-accent-fg-color") for over in (GROUND, TINT)),
    *((front, over) for front in SEVERITIES for over in (GROUND, TINT)),
    *((front, f"color-mix(in srgb, {front} 8%, transparent)") for front in SEVERITIES),
    *((f"--md-code-hl-{name}-color", "--md-code-bg-color") for name in CODE),
    ("--md-code-fg-color", "--md-code-bg-color"),
    ("--md-primary-bg-color", "--md-primary-fg-color"),
    ("--md-accent-bg-color", "--md-accent-fg-color"),
]
SEEN = [
    *(("--look-edge", over) for over in (GROUND, TINT)),
    *(("--md-primary-fg-color", over) for over in (GROUND, TINT)),
    *(("--md-accent-fg-color", over) for over in (GROUND, TINT, "--md-code-bg-color")),
]
"""Colors of texts (READ), and of borders, the logo and the focus (SEEN), with their backgrounds."""

# Whether the focused element has a focus ring in the right color, and its HTML. The scheme switch
# itself is invisible; its label is shown.
RING = """() => {
    const one = document.activeElement;
    const { outlineStyle, outlineColor } = getComputedStyle(
        one.matches(".md-option") ? one.nextElementSibling : one);
    const wanted = document.createElement("i");
    wanted.style.color = "var(--md-accent-fg-color)";
    document.body.append(wanted);
    const { color } = getComputedStyle(wanted);
    wanted.remove();
    return [outlineStyle !== "none" && outlineColor === color, one.outerHTML.slice(0, 120)];
}"""


def low_contrast(root: Locator) -> list[object]:
    found = root.evaluate(CONTRASTS)
    assert len(found) > 20
    return [(text, round(ratio, 2)) for text, ratio in found if ratio < ENOUGH]


def expect_contrast(root: Locator) -> None:
    """Expect enough contrast for each text in a part of the page."""
    expect_poll(root.page, lambda: low_contrast(root), [])


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_checkers_contrast_in_both_schemes(scheme: str, checker: Checker) -> None:
    choose_scheme(checker.page, scheme)
    checker.fill(ALL_SEVERITIES)
    checker.expect_report(ALL_SEVERITIES)
    for severity in ("error", "warning", "advice"):
        expect(checker.root.locator(f"[data-severity={severity}]")).not_to_have_count(0)
    checker.button("Show the payload anyway").click()
    # Buttons have color transitions.
    checker.page.emulate_media(reduced_motion="reduce")
    expect_contrast(checker.root)
    checker.fill(SENDGRID)
    checker.field("encryption").select_option("starttls")
    checker.expect_state("ready")
    expect_contrast(checker.root)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_color_combinations_have_enough_contrast(scheme: str, page: Page, server: Server) -> None:
    page.goto(server.home)
    choose_scheme(page, scheme)
    place = page.locator(".front")
    for pairs, least in ((READ, ENOUGH), (SEEN, ENOUGH_FOR_SHAPES)):
        found = {pair: round(place.evaluate(CONTRAST_OF, pair), 2) for pair in pairs}
        assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_contrast_in_both_schemes(scheme: str, pages: Pages, server: Server) -> None:
    page = pages.open_view(scheme, 1280)
    for address in LOOKED_AT:
        page.goto(server.home + address)
        expect_contrast(page.locator("body"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_focused_element_has_a_focus_ring(scheme: str, pages: Pages, server: Server) -> None:
    page = pages.open_view(scheme, 1280)
    page.goto(server.home)
    page.locator(".md-logo").first.focus()
    stops = 0
    while page.evaluate("!document.activeElement.closest('.md-footer')"):
        page.keyboard.press("Tab")
        shown, html = page.evaluate(RING)
        # Focusing the search opens the list of results, which is visible enough.
        assert shown or "md-search" in html, html
        stops += 1
    assert stops > 25


def test_the_current_step_is_not_marked_by_color_alone(page: Page, server: Server) -> None:
    page.goto(f"{server.home}smtp-settings/")
    weights = page.locator(".way li").evaluate_all(
        "items => items.map((item) => getComputedStyle(item.querySelector('span')).fontWeight)"
    )
    assert weights == ["400", "400", "700", "400", "400", "400", "400"]
    expect(page.locator(".way-here")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".way-here")).to_be_visible()
    expect(page.locator(".way-here")).to_have_text("Step 3 of 7: Enter the values")


COUNT_SUSPENSIONS = """addEventListener("DOMContentLoaded", () => {
    window.suspended = 0;
    new MutationObserver((changes) => { window.suspended += changes.length; })
        .observe(document.body, { attributeFilter: ["data-md-color-switching"] });
})"""


def test_loading_a_page_does_not_restyle_it(pages: Pages, server: Server) -> None:
    """Only a change of scheme suspends transitions and declares the other scheme."""
    page = pages.open_new(color_scheme="light")
    page.add_init_script(COUNT_SUSPENSIONS)
    page.goto(server.home)
    declared = page.locator("meta[name=color-scheme]")
    expect(page.locator("meta[name=theme-color]")).to_have_attribute("content", re.compile("^#"))
    expect(declared).to_have_count(0)
    assert page.evaluate("suspended") == 0
    choose_scheme(page, "slate")
    expect(declared).to_have_attribute("content", "dark")
    choose_scheme(page, "default")
    expect(declared).to_have_attribute("content", "light")
    assert page.evaluate("suspended") > 0


def test_the_scheme_is_remembered(page: Page, server: Server) -> None:
    page.goto(server.home)
    light = str(page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
    choose_scheme(page, "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.locator("body")).not_to_have_css("background-color", light)


@pytest.mark.parametrize("address", ["", "start-here/", "smtp-settings/", "checker/"])
def test_no_horizontal_scrolling_on_a_phone(address: str, pages: Pages, server: Server) -> None:
    page = pages.open_new(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.goto(server.home + address)
    if "settings" in address or "checker" in address:
        checker = Checker(page)
        checker.show_all_parts(ALL_SEVERITIES)
        expect_poll(page, lambda: checker.root.evaluate(WIDER_THAN_THE_WINDOW), [])
    expect_width(page, 390)


SIDEWAYS = """() => [...document.querySelectorAll(".md-typeset__scrollwrap")]
    .filter((frame) => frame.scrollWidth > frame.clientWidth)
    .map((frame) => frame.textContent.trim().slice(0, 80))"""
HEADLESS = """() => [...document.querySelectorAll("[data-stacked] td:not(:first-child)")]
    .filter((cell) => cell.checkVisibility() && cell.dataset.head && cell.textContent.trim())
    .filter((cell) => !getComputedStyle(cell, "::before").content.includes(cell.dataset.head))
    .map((cell) => cell.textContent)"""


SORTABLE = """() => [...document.querySelectorAll("article th")]
    .filter((head) => getComputedStyle(head, "::after").content !== "none")
    .map((head) => head.textContent)"""
"""Headers with Material's sign for sorting, which they don't do."""


@pytest.mark.parametrize(
    "address",
    ["providers/", "providers/sendgrid/", "blocked-ports/", "smtp-settings/", "delivery/",
     "domain-authentication/", "importing/formats/", "choosing-a-provider/how-much/"],
)  # fmt: skip
def test_wide_tables_are_lists_on_a_phone(address: str, pages: Pages, server: Server) -> None:
    page = pages.open_new(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.goto(server.home + address)
    tables = page.locator("article [data-stacked]")
    expect(tables).not_to_have_count(0)
    assert page.evaluate(SIDEWAYS) == []
    assert page.evaluate(HEADLESS) == []
    expect_width(page, 390)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(tables).to_have_count(0)
    assert page.evaluate(SORTABLE) == []


def test_a_day_stays_on_one_line(pages: Pages, server: Server) -> None:
    page = pages.open_new(viewport={"width": 320, "height": 800}, is_mobile=True, has_touch=True)
    for address in ("sources/", "providers/sendgrid/"):
        page.goto(server.home + address)
        days = page.locator("article time")
        expect(days).not_to_have_count(0)
        lines = "all => all.map((one) => one.getClientRects().length)"
        assert set(days.evaluate_all(lines)) == {1}, address


@pytest.mark.parametrize("address", ["smtp-settings/", "checker/"])
def test_without_javascript(address: str, pages: Pages, server: Server) -> None:
    page = pages.open_new(java_script_enabled=False)
    page.goto(server.home + address)
    html = (server.folder / address / "index.html").read_text(encoding="utf-8")
    for heading in BeautifulSoup(html, "html.parser").select("article :is(h1, h2, h3)[id]"):
        if not heading.find_parent(id="checker-root"):
            expect(page.locator(f"article [id='{heading['id']}']").first).to_be_visible()
    checker = Checker(page)
    notice = checker.root.locator("noscript p")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("JavaScript")
    expect(notice).to_contain_text("forem-smtp check")
    # Buttons that would do nothing are hidden; the fields' help is still there.
    expect(checker.root.get_by_role("button")).to_have_count(0)
    expect(checker.field("address")).to_have_accessible_description(re.compile("smtp"))
    checker.expect_values(Settings())


# Elements whose text would be printed too light, or whose background too dark.
UNPRINTABLE = """(root) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    const light = (color) => {
        brush.fillStyle = "white";
        brush.fillRect(0, 0, 1, 1);
        brush.fillStyle = color;
        brush.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data];
        return (r + g + b) / 765;
    };
    const says = (element) => [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return [...root.querySelectorAll("*")].filter((one) => one.checkVisibility()).filter((one) => {
        const { color, backgroundColor } = getComputedStyle(one);
        return (says(one) && light(color) > 0.55) || light(backgroundColor) < 0.8;
    }).map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize(
    "address", ["", "checker/", "smtp-settings/", "findings/PORT08/", "providers/sendgrid/"]
)
def test_print_is_dark_on_white(address: str, pages: Pages, server: Server) -> None:
    page = pages.open_view("dark", 1280)
    page.goto(server.home + address)
    if address == "checker/":
        checker = Checker(page)
        checker.fill(ALL_SEVERITIES)
        checker.expect_report(ALL_SEVERITIES)
    assert page.locator("article").evaluate(UNPRINTABLE) != []
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("article").evaluate(UNPRINTABLE) == []
