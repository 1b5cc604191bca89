"""The guide's pictures on a large screen and on a phone, in every color scheme."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import BOTH_VIEWS, violations
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll, expect_width
from tests.browser.server import Server

WIDTHS = pytest.mark.parametrize("width", [1280, 640, 390, 320])
SMALLEST = 12
"""The smallest font size in pixels."""
# Each visible text: its font size, and how far it overflows its picture.
TEXTS = """() => [...document.querySelectorAll(".picture")].flatMap((picture) => {
    const frame = picture.getBoundingClientRect();
    const walker = document.createTreeWalker(picture, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const { textContent, parentElement } = walker.currentNode;
        if (!textContent.trim() || parentElement.closest(".checker-unseen")) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const { left, right } = range.getBoundingClientRect();
        found.push({
            text: textContent.trim(),
            size: parseFloat(getComputedStyle(parentElement).fontSize),
            out: Math.max(frame.left - left, right - frame.right),
        });
    }
    return found;
})"""
# How far each drawing overflows its picture.
DRAWINGS = """() => [...document.querySelectorAll(".picture")].flatMap((picture) => {
    const frame = picture.getBoundingClientRect();
    return [...picture.querySelectorAll("svg, path")]
        .filter((one) => one.checkVisibility())
        .map((one) => one.getBoundingClientRect())
        .map(({ left, right }) => Math.max(frame.left - left, right - frame.right));
})"""
# The stroke colors of all visible drawings.
COLORS = """() => [...new Set([...document.querySelectorAll(".picture :is(path, line, circle)")]
    .filter((one) => one.checkVisibility())
    .map((one) => getComputedStyle(one).stroke)
    .filter((color) => color !== "none"))]"""


def open_guide(page: Page, server: Server) -> Page:
    page.goto(f"{server.home}smtp-settings/")
    expect(page.locator(".picture")).to_have_count(2)
    return page


@WIDTHS
def test_text_is_large_enough_and_nothing_overflows(
    width: int, pages: Pages, server: Server
) -> None:
    page = open_guide(pages.open_view("light", width), server)
    page.evaluate("document.fonts.ready.then(() => null)")
    texts: list[dict[str, Any]] = page.evaluate(TEXTS)
    assert len(texts) > 90
    assert [one for one in texts if one["size"] < SMALLEST or one["out"] > 0] == []
    drawings: list[float] = page.evaluate(DRAWINGS)
    assert len(drawings) > 80
    assert max(drawings) <= 0
    expect_width(page, width)


@WIDTHS
def test_conversations_are_side_by_side_if_there_is_room(
    width: int, pages: Pages, server: Server
) -> None:
    page = open_guide(pages.open_view("light", width), server)
    first, second = (one.bounding_box() for one in page.locator(".picture-pair > section").all())
    assert first is not None and second is not None
    if width > 600:
        assert first["y"] == second["y"] and first["x"] + first["width"] < second["x"]
    else:
        assert first["x"] == second["x"] and first["y"] + first["height"] < second["y"]


@BOTH_VIEWS
def test_axe_finds_no_violations(scheme: str, width: int, pages: Pages, server: Server) -> None:
    page = open_guide(pages.open_view(scheme, width), server)
    assert violations(page, ".picture") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_have_the_text_color_in_forced_colors(
    scheme: str, pages: Pages, server: Server
) -> None:
    page = open_guide(pages.open_view(scheme, 1280), server)
    assert len(page.evaluate(COLORS)) > 4
    page.emulate_media(forced_colors="active")
    text = "getComputedStyle(document.querySelector('.picture p')).color"
    expect_poll(page, lambda: page.evaluate(COLORS) == [page.evaluate(text)], True)


def test_the_accessible_reading_order(page: Page, server: Server) -> None:
    open_guide(page, server)
    talk = page.locator(".picture-pair > section").first.locator("ol")
    expect(talk).to_match_aria_snapshot("""
      - list:
        - listitem: "Mail server, unencrypted: Greeting"
        - listitem:
          - text: "Forem, unencrypted:"
          - code: EHLO
        - listitem: "Mail server, unencrypted: I can do STARTTLS"
        - listitem:
          - text: "Forem, unencrypted:"
          - code: STARTTLS
        - listitem: TLS begins here
        - listitem: "Forem, encrypted: User name and password"
        - listitem: "Forem, encrypted: The email"
    """)
    figure = page.get_by_role("figure", name="Which port to enter")
    expect(figure.get_by_role("term").first).to_have_text("587, alone or with other ports")
    expect(figure.get_by_role("definition").first).to_contain_text("Enter Port 587")
