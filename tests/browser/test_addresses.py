"""Copy buttons for addresses: hovering shows the address, a click copies it, and it works."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.rules.samples import SENDGRID
from sitegen.generate.checker import PARTS
from tests.browser.axe import BOTH_VIEWS, violations
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, NOTHING_COPIES, REFUSED, clipboard, expect_clipboard
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll, expect_width
from tests.browser.server import Server

WRONG = SENDGRID.replaced({"port": "465"})
# The page, the element on it that has the address, and the address.
HEADINGS = [
    ("", "h1", ""),
    ("", "#look-something-up", "#look-something-up"),
    ("findings/PORT08/", "h1", "findings/PORT08/"),
    ("findings/PORT08/?h=port", "h1", "findings/PORT08/"),
    ("findings/PORT08/?h=port", "#why", "findings/PORT08/#why"),
    ("providers/sendgrid/", "h1", "providers/sendgrid/"),
    ("providers/sendgrid/", "#user-name", "providers/sendgrid/#user-name"),
    ("replies/connecting/", "#read-timeout", "replies/connecting/#read-timeout"),
    ("smtp-settings/", "h1", "smtp-settings/"),
    ("smtp-settings/#encryption", "#port", "smtp-settings/#port"),
]
OTHERS = [
    ("checker/", ".checker-field:has(#checker-user_name)", "checker/#user-name"),
    ("smtp-settings/", ".checker-field:has(#checker-port)", "checker/#port"),
    ("support/", "li:has(> a[href$='/findings/PORT08/'])", "findings/PORT08/"),
    (
        "support/",
        "li:has(> a[href$='/#read-timeout'])",
        "replies/connecting/#read-timeout",
    ),
    ("support/", "td:has(> a[href$='/checker/'])", "checker/"),
]
DEBOUNCE_MS = 500
"""How long after the last keystroke the count is announced."""

VALUES = "checker/#check?v=1&address=smtp.sendgrid.net&port=587"
# The header covers everything above its lower edge.
IN_SIGHT = """(one) => {
    const { top, bottom } = one.getBoundingClientRect();
    const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
    return top >= header && bottom <= innerHeight;
}"""
IN_SIGHT_FROM_ITS_TOP = """(one) => {
    const { top } = one.getBoundingClientRect();
    const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
    return top >= header && top <= innerHeight;
}"""
BOXES = "all => all.map((one) => JSON.stringify(one.getBoundingClientRect()))"


@pytest.fixture
def page(pages: Pages) -> Page:
    return pages.open(permissions=CLIPBOARD)


def copy_button(place: Locator) -> Locator:
    return place.get_by_role("link", name="Copy address", exact=True)


def tip(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def expect_in_sight(place: Locator) -> None:
    expect_poll(place.page, lambda: place.evaluate(IN_SIGHT), True)


def expect_unmoved(parts: Locator, boxes: list[str]) -> None:
    expect_poll(parts.page, lambda: parts.evaluate_all(BOXES) == boxes, True)


def expect_shown(page: Page, address: str) -> None:
    expect(tip(page)).to_be_in_viewport(ratio=1)
    expect(tip(page)).to_have_text(f"Click to copy: {address}")


def expect_copied(page: Page, address: str) -> None:
    expect(tip(page)).to_have_text(f"Address copied: {address}")
    expect(page.locator("#address-status")).to_have_text("Address copied")
    expect(page.locator("#address-status")).to_have_role("status")
    expect_clipboard(page, address)


def by_start(rows: list[tuple[str, str, str]]) -> pytest.MarkDecorator:
    """Parametrize a test by page, with all of the page's elements, so that each page loads once."""
    starts = {start: [row[1:] for row in rows if row[0] == start] for start, *_ in rows}
    return pytest.mark.parametrize(("start", "places"), starts.items(), ids=[*starts])


@by_start([*HEADINGS, *OTHERS])
def test_hovering_shows_the_address_and_a_click_copies_it(
    start: str, places: list[tuple[str, str]], page: Page, server: Server
) -> None:
    page.goto(server.home + start)
    for place, address in places:
        expect_click_copies(page, place, server.home + address)


def expect_click_copies(page: Page, place: str, address: str) -> None:
    button = copy_button(page.locator(place).first)
    expect(button).to_have_css("opacity", "0")
    page.locator(place).first.hover()
    expect(button).to_have_css("opacity", "1")
    expect(tip(page)).to_have_count(0)
    before = page.url
    button.hover()
    expect_shown(page, address)
    button.click()
    expect_copied(page, address)
    assert page.url == before
    page.mouse.move(0, 0)
    expect(tip(page)).to_have_count(0)


@by_start([HEADINGS[2], HEADINGS[-1], *OTHERS[-3:]])
def test_the_keyboard_shows_and_copies_the_address(
    start: str, places: list[tuple[str, str]], page: Page, server: Server
) -> None:
    page.goto(server.home + start)
    for place, address in places:
        expect_key_copies(page, place, server.home + address)


def expect_key_copies(page: Page, place: str, address: str) -> None:
    button = copy_button(page.locator(place).first)
    page.keyboard.press("Tab")
    button.focus()
    expect(button).to_have_css("opacity", "1")
    expect_shown(page, address)
    expect(button).to_have_accessible_description(f"Click to copy: {address}")
    page.keyboard.press("Escape")
    expect(tip(page)).to_have_count(0)
    expect(button).to_have_accessible_description("")
    page.keyboard.press("Enter")
    expect_copied(page, address)
    # Moving the pointer doesn't close the keyboard user's tooltip; moving the focus does.
    page.mouse.move(5, 5)
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(tip(page).filter(has_text="copied")).to_have_count(0)


def test_the_tooltip_can_be_hovered(page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/PORT08/")
    copy_button(page.locator("h1")).hover()
    tip(page).hover()
    expect(tip(page)).to_be_visible()


@pytest.mark.parametrize("disable_clipboard", REFUSED)
def test_without_the_clipboard_api(disable_clipboard: str, page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/PORT08/")
    page.evaluate("window.clip = navigator.clipboard")
    page.evaluate(f"() => {{ {disable_clipboard} }}")
    button = copy_button(page.locator("#why"))
    button.click()
    expect(page.locator("#address-status")).to_have_text("Address copied")
    expect(tip(page)).to_contain_text("Address copied:")
    expect(button).to_be_focused()
    assert page.evaluate("window.clip.readText()") == f"{server.home}findings/PORT08/#why"


def test_without_any_clipboard_it_is_a_link(page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/PORT08/")
    page.evaluate(f"() => {{ {NOTHING_COPIES} }}")
    copy_button(page.locator("#why")).click()
    expect(page).to_have_url(f"{server.home}findings/PORT08/#why")
    expect(page.locator("#address-status")).to_have_text("")


def test_control_click_opens_a_new_tab(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/")
    line = page.locator("li:has(> a[href$='/findings/PORT08/'])")
    with page.context.expect_page() as opened:
        copy_button(line).click(modifiers=["Control"])
    opened.value.wait_for_url(f"{server.home}findings/PORT08/")


def test_after_instant_navigation(page: Page, subfolder_server: Server) -> None:
    page.goto(subfolder_server.home)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Look up", exact=True).click()
    page.get_by_role("link", name="Findings", exact=True).click()
    page.get_by_role("link", name="PORT08", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PORT08")
    for place, address in (("h1", "findings/PORT08/"), ("#why", "findings/PORT08/#why")):
        copy_button(page.locator(place)).hover()
        expect_shown(page, subfolder_server.home + address)
        copy_button(page.locator(place)).click()
        expect_copied(page, subfolder_server.home + address)
    page.get_by_role("link", name="For support", exact=True).click()
    page.get_by_role("link", name="Find an address", exact=True).click()
    expect(page.locator(".address-list li")).not_to_have_count(0)
    expect(page.locator(".address-list .address")).to_have_count(
        page.locator(".address-list li").count()
    )
    assert page.evaluate("window.stayed")


def test_a_finding_in_the_checker(page: Page, server: Server) -> None:
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(WRONG)
    checker.expect_report(WRONG)
    button = copy_button(checker.finding("PORT08"))
    checker.finding("PORT08").hover()
    expect(button).to_have_css("opacity", "1")
    button.hover()
    expect_shown(page, f"{server.home}findings/PORT08/")
    button.click()
    expect_copied(page, f"{server.home}findings/PORT08/")
    checker.expect_report(WRONG)
    checker.finding("PORT08").get_by_role("link", name="PORT08").focus()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    expect_shown(page, f"{server.home}findings/PORT08/")
    # If nothing can be copied, the link is followed, and what was typed is kept.
    page.evaluate(f"() => {{ {NOTHING_COPIES} }}")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.home}findings/PORT08/")
    page.get_by_role("link", name="Checker", exact=True).click()
    checker.expect_values(WRONG)


@pytest.mark.parametrize(
    ("start", "place", "goal"),
    [
        ("locked-out/", "#locked-out-off", "#locked-out-off"),
        ("replies/log-in/", "#credentials", "#credentials"),
        ("findings/PORT08/", "h1", "h1"),
        ("support/", "li:has(> a[href$='/submitting/#first-user'])", "#first-user"),
    ],
)
def test_copied_addresses_work(
    start: str, place: str, goal: str, page: Page, server: Server
) -> None:
    page.goto(server.home + start)
    copy_button(page.locator(place)).click()
    expect(tip(page)).to_contain_text("Address copied")
    address = clipboard(page)
    for width in (1280, 390):
        page.goto("about:blank")
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        expect(page.locator(goal)).to_be_in_viewport()
        expect_in_sight(page.locator(goal))


def test_listed_addresses_scroll_to_their_targets(pages: Pages, server: Server) -> None:
    """Try the last section of each page. The checker's sections have their own tests."""
    page = pages.open(width=390, height=800)
    page.goto(f"{server.home}support/addresses/")
    links = page.locator(".address-list a").evaluate_all("all => all.map((one) => one.href)")
    # All providers share a template, and so do all findings: one page of each is enough.
    page_of = re.compile(r"(.*?/(?:providers|findings)/|[^#]*)")
    last = {page_of.match(link)[1]: link for link in links if "#" in link}  # type: ignore[index]
    del last[f"{server.home}checker/"]
    assert len(last) > 20
    for link in last.values():
        page.goto(link)
        goal = page.locator(f"[id='{link.partition('#')[2]}']")
        expect_poll(page, partial(goal.evaluate, IN_SIGHT_FROM_ITS_TOP), True)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["encryption", "user_name", "port", "reply_to_email_address"])
def test_the_address_of_a_field_focuses_it(
    name: str, width: int, pages: Pages, server: Server
) -> None:
    address = f"checker/#{name.replace('_', '-')}"
    page = pages.open(width=width, height=800)
    page.goto(server.home + address)
    checker = Checker(page)
    expect(checker.field(name)).to_be_focused()
    expect_in_sight(checker.field_group(name))
    # This works from another page, and from the same page.
    page.goto(f"{server.home}support/addresses/")
    page.get_by_role("searchbox", name="Find an address").fill(address)
    page.locator(f".address-list a:text-is('{address}')").click()
    expect(checker.field(name)).to_be_focused()
    expect(checker.field_group(name)).to_be_in_viewport(ratio=1)
    expect_in_sight(checker.field_group(name))
    page.evaluate("location.hash = 'domain'")
    expect(checker.field("domain")).to_be_focused()
    expect_in_sight(checker.field_group("domain"))


def test_the_guides_heading_takes_precedence_over_the_field(page: Page, server: Server) -> None:
    page.goto(f"{server.home}smtp-settings/#port")
    expect(page.locator("h3#port")).to_be_in_viewport()
    expect(Checker(page).field("port")).not_to_be_focused()


def test_finding_an_address(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/addresses/")
    lines = page.locator(".address-list li").filter(visible=True)
    headings = page.locator("h2:has(+ .address-list)").filter(visible=True)
    count = page.locator("#address-count")
    every = page.locator(".address-list li").count()
    kinds = headings.count()
    expect(lines).to_have_count(0)
    box = page.get_by_role("searchbox", name="Find an address")
    box.press_sequentially("port08")
    expect(lines).to_have_text([re.compile("^findings/PORT08/")])
    expect(headings).to_have_text([re.compile("Findings")])
    expect(count).to_have_text("1 address.")
    expect(count).to_have_role("status")
    box.fill("  Gun   MAIL ")
    expect(lines.filter(has_not_text=re.compile("mailgun", re.IGNORECASE))).to_have_count(0)
    expect(lines.filter(has_text="providers/mailgun/")).to_have_count(1)
    expect(count).to_have_text(f"{lines.count()} addresses.")
    box.fill("no such thing")
    expect(lines).to_have_count(0)
    expect(count).to_have_text("No address matches.")
    box.fill("")
    expect(lines).to_have_count(0)
    expect(headings).to_have_count(kinds)
    expect(count).to_have_text(f"{every} addresses.")


def test_the_count_is_announced_after_a_pause(pages: Pages, server: Server) -> None:
    page = pages.open_new()
    page.clock.install(time=0)
    page.goto(f"{server.home}support/addresses/")
    page.clock.pause_at(10_000)
    count = page.locator("#address-count")
    before = count.text_content() or ""
    box = page.get_by_role("searchbox", name="Find an address")
    for letter in "port08":
        box.press(letter)
        page.clock.run_for(DEBOUNCE_MS - 1)
        expect(count).to_have_text(before)
    page.clock.run_for(1)
    expect(count).to_have_text("1 address.")


def test_the_address_of_the_filled_in_example(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/")
    line = page.locator("li").filter(has_text="Checker, filled in")
    copy_button(line).click()
    expect_copied(page, server.home + VALUES)
    page.goto(server.home + VALUES)
    expect(Checker(page).field("address")).to_have_value("smtp.sendgrid.net")


def test_copy_buttons_are_large_and_shift_nothing(pages: Pages, server: Server) -> None:
    """Nothing moves when a button or an address appears, and buttons are large enough to hit."""
    page = pages.open_view("light", 1280)
    for start, place, _ in (HEADINGS[2], HEADINGS[7], HEADINGS[-1], *OTHERS[:4]):
        page.goto(server.home + start)
        if start == "checker/" or "checker-port" in place:
            # By then, the line about the start of Python is gone.
            checker = Checker(page)
            checker.write("domain", "community.example.org")
            checker.expect_state("unfinished")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            expect_large_and_no_shift(page, place, width)


def expect_large_and_no_shift(page: Page, place: str, width: int) -> None:
    button = copy_button(page.locator(place).first)
    button.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    expect(tip(page)).to_have_count(0)
    parts = page.locator("article :is(h1, h2, h3, p, li, td, div):not([role=tooltip])")
    page.evaluate("document.fonts.ready.then(() => null)")
    before = parts.evaluate_all(BOXES)
    button.hover()
    expect(tip(page)).to_be_in_viewport(ratio=1)
    expect_width(page, width)
    expect_unmoved(parts, before)
    box = button.bounding_box()
    assert box and box["width"] >= 24 and box["height"] >= 24, place


def test_on_touch_screens_only_headings_have_copy_buttons(pages: Pages, server: Server) -> None:
    page = pages.open_new(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(server.home + HEADINGS[4][0])
    expect(copy_button(page.locator(HEADINGS[4][1]))).to_have_css("opacity", "1")
    for start, place, _ in (HEADINGS[2], OTHERS[0], OTHERS[2]):
        page.goto(server.home + start)
        expect(page.locator(place).first).to_be_visible()
        expect(copy_button(page.locator(place).first)).to_have_count(0)


# Headings whose sign isn't on the line of their last letter.
ALONE = """() => [...document.querySelectorAll("article h2")].filter((heading) => {
    const sign = heading.querySelector(".headerlink");
    const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    let last;
    for (let text; (text = walker.nextNode()) && !sign.contains(text); ) last = text;
    const range = document.createRange();
    range.setStart(last, last.data.length - 1);
    range.setEnd(last, last.data.length);
    // A word that is longer than a line breaks anywhere.
    const fits = last.data.split(" ").at(-1).length < 20;
    return fits && sign.getBoundingClientRect().top > range.getBoundingClientRect().bottom;
}).map((heading) => heading.textContent)"""


def test_a_sign_is_never_alone_on_a_line(pages: Pages, server: Server) -> None:
    """At any width, so that each heading fills its line in one of them."""
    page = pages.open_new(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    for start in ("submitting/", "replies/connecting/", "support/answers/"):
        page.goto(server.home + start)
        expect(copy_button(page.locator("h2").first)).to_be_visible()
        for width in range(300, 440, 7):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(ALONE) == [], (start, width)


@BOTH_VIEWS
def test_axe_finds_no_violations(scheme: str, width: int, pages: Pages, server: Server) -> None:
    page = pages.open_view(scheme, width)
    for start, place, _ in (HEADINGS[2], HEADINGS[-1], OTHERS[0], OTHERS[2]):
        page.goto(server.home + start)
        button = copy_button(page.locator(place).first)
        button.hover()
        expect(tip(page)).to_be_visible()
        assert violations(page, "article") == []
    page.emulate_media(forced_colors="active")
    expect(tip(page)).to_have_css("border-top-style", "solid")


def test_copy_buttons_are_not_printed(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/addresses/")
    copy_button(page.locator("h1")).hover()
    page.emulate_media(media="print")
    expect(
        page.locator(".headerlink, .address, #address-tooltip").filter(visible=True)
    ).to_have_count(0)
    expect(page.locator(".addresses-filter")).to_be_hidden()
    expect(page.locator(".address-list li").first).to_be_visible()


@pytest.mark.parametrize("anchor", list(PARTS))
def test_parts_of_the_checker_have_addresses(anchor: str, page: Page, server: Server) -> None:
    page.goto(f"{server.home}checker/#{anchor}")
    place = page.locator(f"#checker-root [id='{anchor}']")
    expect(place).to_be_in_viewport()
    expect_poll(page, lambda: place.evaluate(IN_SIGHT_FROM_ITS_TOP), True)
    for part in place.locator("xpath=ancestor::details").all():
        expect(part).to_have_attribute("open", "")
