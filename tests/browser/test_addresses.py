"""Everything has an address: pointing at its sign shows it, a click copies it, it leads there."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from forem_smtp.rules.samples import SENDGRID
from sitegen.generate.checker import PARTS
from tests.browser.axe import BOTH_LOOKS, violations
from tests.browser.checker import Checker
from tests.browser.clipboard import CLIPBOARD, NOTHING_COPIES, REFUSED, clipboard, expect_clipboard
from tests.browser.polling import expect_soon, expect_width
from tests.browser.server import Server
from tests.browser.visits import Visits

WRONG = SENDGRID.replaced({"port": "465"})
# The page, what represents the address there, and the address.
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
"""Without a keystroke, until the count is announced."""

VALUES = "checker/#check?v=1&address=smtp.sendgrid.net&port=587"
# The header covers what lies above its lower edge.
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
def page(visits: Visits) -> Page:
    return visits.page(permissions=CLIPBOARD)


def sign_of(place: Locator) -> Locator:
    return place.get_by_role("link", name="Copy address", exact=True)


def tip(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def expect_in_sight(place: Locator) -> None:
    expect_soon(place.page, lambda: place.evaluate(IN_SIGHT), True)


def expect_unmoved(parts: Locator, boxes: list[str]) -> None:
    expect_soon(parts.page, lambda: parts.evaluate_all(BOXES) == boxes, True)


def expect_shown(page: Page, address: str) -> None:
    expect(tip(page)).to_be_in_viewport(ratio=1)
    expect(tip(page)).to_have_text(f"Click to copy: {address}")


def expect_copied(page: Page, address: str) -> None:
    expect(tip(page)).to_have_text(f"Address copied: {address}")
    expect(page.locator("#address-status")).to_have_text("Address copied")
    expect(page.locator("#address-status")).to_have_role("status")
    expect_clipboard(page, address)


def by_start(rows: list[tuple[str, str, str]]) -> pytest.MarkDecorator:
    """A test for each page, with the places there and their addresses: one visit is enough."""
    starts = {start: [row[1:] for row in rows if row[0] == start] for start, *_ in rows}
    return pytest.mark.parametrize(("start", "places"), starts.items(), ids=[*starts])


@by_start([*HEADINGS, *OTHERS])
def test_pointing_shows_and_a_click_copies(
    start: str, places: list[tuple[str, str]], page: Page, server: Server
) -> None:
    page.goto(server.home + start)
    for place, address in places:
        point_and_click(page, place, server.home + address)


def point_and_click(page: Page, place: str, address: str) -> None:
    sign = sign_of(page.locator(place).first)
    expect(sign).to_have_css("opacity", "0")
    page.locator(place).first.hover()
    expect(sign).to_have_css("opacity", "1")
    expect(tip(page)).to_have_count(0)
    before = page.url
    sign.hover()
    expect_shown(page, address)
    sign.click()
    expect_copied(page, address)
    assert page.url == before
    page.mouse.move(0, 0)
    expect(tip(page)).to_have_count(0)


@by_start([HEADINGS[2], HEADINGS[-1], *OTHERS[-3:]])
def test_the_keyboard_shows_and_copies(
    start: str, places: list[tuple[str, str]], page: Page, server: Server
) -> None:
    page.goto(server.home + start)
    for place, address in places:
        focus_and_press(page, place, server.home + address)


def focus_and_press(page: Page, place: str, address: str) -> None:
    sign = sign_of(page.locator(place).first)
    page.keyboard.press("Tab")
    sign.focus()
    expect(sign).to_have_css("opacity", "1")
    expect_shown(page, address)
    expect(sign).to_have_accessible_description(f"Click to copy: {address}")
    page.keyboard.press("Escape")
    expect(tip(page)).to_have_count(0)
    expect(sign).to_have_accessible_description("")
    page.keyboard.press("Enter")
    expect_copied(page, address)
    # Pointing elsewhere does not take it from whoever is there by keyboard; going on does.
    page.mouse.move(5, 5)
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(tip(page).filter(has_text="copied")).to_have_count(0)


def test_what_is_shown_can_be_pointed_at(page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/PORT08/")
    sign_of(page.locator("h1")).hover()
    tip(page).hover()
    expect(tip(page)).to_be_visible()


@pytest.mark.parametrize("refused", REFUSED)
def test_without_the_new_clipboard(refused: str, page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/PORT08/")
    page.evaluate("window.clip = navigator.clipboard")
    page.evaluate(f"() => {{ {refused} }}")
    sign = sign_of(page.locator("#why"))
    sign.click()
    expect(page.locator("#address-status")).to_have_text("Address copied")
    expect(tip(page)).to_contain_text("Address copied:")
    expect(sign).to_be_focused()
    assert page.evaluate("window.clip.readText()") == f"{server.home}findings/PORT08/#why"


def test_where_nothing_can_be_copied_it_is_a_link(page: Page, server: Server) -> None:
    page.goto(f"{server.home}findings/PORT08/")
    page.evaluate(f"() => {{ {NOTHING_COPIES} }}")
    sign_of(page.locator("#why")).click()
    expect(page).to_have_url(f"{server.home}findings/PORT08/#why")
    expect(page.locator("#address-status")).to_have_text("")


def test_with_control_held_down_it_opens_in_a_new_tab(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/")
    line = page.locator("li:has(> a[href$='/findings/PORT08/'])")
    with page.context.expect_page() as opened:
        sign_of(line).click(modifiers=["Control"])
    opened.value.wait_for_url(f"{server.home}findings/PORT08/")


def test_after_instant_navigation(page: Page, in_a_folder: Server) -> None:
    page.goto(in_a_folder.home)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Look up", exact=True).click()
    page.get_by_role("link", name="Findings", exact=True).click()
    page.get_by_role("link", name="PORT08", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PORT08")
    for place, address in (("h1", "findings/PORT08/"), ("#why", "findings/PORT08/#why")):
        sign_of(page.locator(place)).hover()
        expect_shown(page, in_a_folder.home + address)
        sign_of(page.locator(place)).click()
        expect_copied(page, in_a_folder.home + address)
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
    sign = sign_of(checker.finding("PORT08"))
    checker.finding("PORT08").hover()
    expect(sign).to_have_css("opacity", "1")
    sign.hover()
    expect_shown(page, f"{server.home}findings/PORT08/")
    sign.click()
    expect_copied(page, f"{server.home}findings/PORT08/")
    checker.expect_report(WRONG)
    checker.finding("PORT08").get_by_role("link", name="PORT08").focus()
    page.keyboard.press("Tab")
    expect(sign).to_be_focused()
    expect_shown(page, f"{server.home}findings/PORT08/")
    # As a link it leaves the page, and what was typed is kept.
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
def test_a_copied_address_leads_there(
    start: str, place: str, goal: str, page: Page, server: Server
) -> None:
    page.goto(server.home + start)
    sign_of(page.locator(place)).click()
    expect(tip(page)).to_contain_text("Address copied")
    address = clipboard(page)
    for width in (1280, 390):
        page.goto("about:blank")
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        expect(page.locator(goal)).to_be_in_viewport()
        expect_in_sight(page.locator(goal))


def test_what_the_list_of_addresses_hands_out_leads_into_sight(
    visits: Visits, server: Server
) -> None:
    """Of each page the last section, below all else. The checker's have tests of their own."""
    page = visits.page(width=390, height=800)
    page.goto(f"{server.home}support/addresses/")
    links = page.locator(".address-list a").evaluate_all("all => all.map((one) => one.href)")
    # Providers' pages have one template, and so have those of findings: one each is enough.
    page_of = re.compile(r"(.*?/(?:providers|findings)/|[^#]*)")
    last = {page_of.match(link)[1]: link for link in links if "#" in link}  # type: ignore[index]
    del last[f"{server.home}checker/"]
    assert len(last) > 20
    for link in last.values():
        page.goto(link)
        goal = page.locator(f"[id='{link.partition('#')[2]}']")
        expect_soon(page, partial(goal.evaluate, IN_SIGHT_FROM_ITS_TOP), True)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["encryption", "user_name", "port", "reply_to_email_address"])
def test_the_address_of_a_field_leads_into_it(
    name: str, width: int, visits: Visits, server: Server
) -> None:
    address = f"checker/#{name.replace('_', '-')}"
    page = visits.page(width=width, height=800)
    page.goto(server.home + address)
    checker = Checker(page)
    expect(checker.field(name)).to_be_focused()
    expect_in_sight(checker.place(name))
    # From another page too, and from this one.
    page.goto(f"{server.home}support/addresses/")
    page.get_by_role("searchbox", name="Find an address").fill(address)
    page.locator(f".address-list a:text-is('{address}')").click()
    expect(checker.field(name)).to_be_focused()
    expect(checker.place(name)).to_be_in_viewport(ratio=1)
    expect_in_sight(checker.place(name))
    page.evaluate("location.hash = 'domain'")
    expect(checker.field("domain")).to_be_focused()
    expect_in_sight(checker.place("domain"))


def test_the_guides_own_heading_wins_over_the_field(page: Page, server: Server) -> None:
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


def test_the_count_waits_for_the_end_of_the_word(visits: Visits, server: Server) -> None:
    page = visits.window()
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


def test_the_filled_in_example(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/")
    line = page.locator("li").filter(has_text="Checker, filled in")
    sign_of(line).click()
    expect_copied(page, server.home + VALUES)
    page.goto(server.home + VALUES)
    expect(Checker(page).field("address")).to_have_value("smtp.sendgrid.net")


def test_room_and_size(visits: Visits, server: Server) -> None:
    """Nothing moves when a sign or an address is shown; a sign is large enough to hit."""
    page = visits.look("light", 1280)
    for start, place, _ in (HEADINGS[2], HEADINGS[7], HEADINGS[-1], *OTHERS[:4]):
        page.goto(server.home + start)
        if start == "checker/" or "checker-port" in place:
            # By then, its line about the start of Python has gone.
            checker = Checker(page)
            checker.write("domain", "community.example.org")
            checker.expect_state("unfinished")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            expect_room_and_size(page, place, width)


def expect_room_and_size(page: Page, place: str, width: int) -> None:
    sign = sign_of(page.locator(place).first)
    sign.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    expect(tip(page)).to_have_count(0)
    parts = page.locator("article :is(h1, h2, h3, p, li, td, div):not([role=tooltip])")
    page.evaluate("document.fonts.ready.then(() => null)")
    before = parts.evaluate_all(BOXES)
    sign.hover()
    expect(tip(page)).to_be_in_viewport(ratio=1)
    expect_width(page, width)
    expect_unmoved(parts, before)
    box = sign.bounding_box()
    assert box and box["width"] >= 24 and box["height"] >= 24, place


def test_on_touch_screens_signs_are_shown_at_headings_alone(visits: Visits, server: Server) -> None:
    page = visits.window(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(server.home + HEADINGS[4][0])
    expect(sign_of(page.locator(HEADINGS[4][1]))).to_have_css("opacity", "1")
    for start, place, _ in (HEADINGS[2], OTHERS[0], OTHERS[2]):
        page.goto(server.home + start)
        expect(page.locator(place).first).to_be_visible()
        expect(sign_of(page.locator(place).first)).to_have_count(0)


@BOTH_LOOKS
def test_axe_finds_nothing(scheme: str, width: int, visits: Visits, server: Server) -> None:
    page = visits.look(scheme, width)
    for start, place, _ in (HEADINGS[2], HEADINGS[-1], OTHERS[0], OTHERS[2]):
        page.goto(server.home + start)
        sign = sign_of(page.locator(place).first)
        sign.hover()
        expect(tip(page)).to_be_visible()
        assert violations(page, "article") == []
    page.emulate_media(forced_colors="active")
    expect(tip(page)).to_have_css("border-top-style", "solid")


def test_on_paper_there_are_no_signs(page: Page, server: Server) -> None:
    page.goto(f"{server.home}support/addresses/")
    sign_of(page.locator("h1")).hover()
    page.emulate_media(media="print")
    expect(
        page.locator(".headerlink, .address, #address-tooltip").filter(visible=True)
    ).to_have_count(0)
    expect(page.locator(".addresses-filter")).to_be_hidden()
    expect(page.locator(".address-list li").first).to_be_visible()


@pytest.mark.parametrize("anchor", list(PARTS))
def test_a_part_of_the_checker_has_an_address(anchor: str, page: Page, server: Server) -> None:
    page.goto(f"{server.home}checker/#{anchor}")
    place = page.locator(f"#checker-root [id='{anchor}']")
    expect(place).to_be_in_viewport()
    expect_soon(page, lambda: place.evaluate(IN_SIGHT_FROM_ITS_TOP), True)
    for part in place.locator("xpath=ancestor::details").all():
        expect(part).to_have_attribute("open", "")
