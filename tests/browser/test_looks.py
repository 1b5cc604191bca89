"""The pages for everybody: without scripts, in the dark, on a telephone."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from forem_smtp import Settings
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.browser.checker import Checker
from tests.browser.conftest import Visits
from tests.browser.server import Server

SHOWING_ALL = OWN.replaced(
    {
        "authentication": "CRAM-MD5",
        "port": "465",
        "encryption": "implicit",
        "domain": " community.example.org",
        "address": "a-very-long-host-name-that-nobody-would-want-to-type-twice.mail.example.org",
    }
)
"""Settings in which there is an error, a warning and a piece of advice."""

# For each element with a text of its own: the text, and the contrast as WCAG defines it. The
# colours are laid one over the other on a canvas, which knows every way to write a colour.
CONTRASTS = """(root) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    const paint = (colour) => {
        brush.fillStyle = colour;
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

WIDER_THAN_THE_WINDOW = """(root) => [...root.querySelectorAll("*")]
    .filter((element) => element.checkVisibility() && !element.closest("pre, .checker-unseen"))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 200))"""


def scheme(page: Page, wanted: str) -> None:
    """Turn the palette's button until the page is in this colour scheme."""
    for _ in range(3):
        if page.locator("body").get_attribute("data-md-color-scheme") == wanted:
            return
        page.locator("form[data-md-component=palette] label").filter(visible=True).click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", wanted)


def faint(checker: Checker) -> list[object]:
    found = checker.root.evaluate(CONTRASTS)
    assert len(found) > 20
    return [(text, round(ratio, 2)) for text, ratio in found if ratio < ENOUGH]


@pytest.mark.parametrize("colours", ["default", "slate"])
def test_texts_can_be_read_in_both_schemes(colours: str, checker: Checker) -> None:
    scheme(checker.page, colours)
    checker.fill(SHOWING_ALL)
    checker.expect_report(SHOWING_ALL)
    severities = {one.get_attribute("data-severity") for one in checker.finding_items()}
    assert severities == {"error", "warning", "advice"}
    checker.button("Show the payload all the same").click()
    # Buttons change their colours slowly.
    checker.page.emulate_media(reduced_motion="reduce")
    assert faint(checker) == []
    checker.fill(SENDGRID)
    checker.field("encryption").select_option("starttls")
    checker.expect_state("ready")
    assert faint(checker) == []


def test_the_scheme_is_kept(page: Page, server: Server) -> None:
    page.goto(server.home)
    light = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    scheme(page, "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") != light


@pytest.mark.parametrize("address", ["", "smtp-settings/", "checker/"])
def test_nothing_scrolls_sideways_on_a_telephone(
    address: str, visits: Visits, server: Server
) -> None:
    page = visits.window(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.goto(server.home + address)
    if address:
        checker = Checker(page)
        checker.show_much(SHOWING_ALL)
        assert checker.root.evaluate(WIDER_THAN_THE_WINDOW) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("address", ["smtp-settings/", "checker/"])
def test_without_scripts(address: str, visits: Visits, server: Server) -> None:
    page = visits.window(java_script_enabled=False)
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
    # What would do nothing is not offered; what each field wants can still be read.
    expect(checker.root.get_by_role("button")).to_have_count(0)
    expect(checker.field("address")).to_have_accessible_description(re.compile("smtp"))
    checker.expect_values(Settings())
