"""The picture of the conversation: Python's steps, drawn and accessible to screen readers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from forem_smtp import Instance, Settings
from forem_smtp.rules.samples import OWN
from tests.browser.checker import Checker
from tests.browser.conversation import IMPLICIT, READY, UNENCRYPTED, expect_conversation, picture
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll, expect_width
from tests.browser.server import Server

UNKNOWN = OWN.replaced({"port": "2525", "encryption": ""})
REFUSED = OWN.replaced({"authentication": "PLAIN"})
HOSTILE = OWN.replaced(
    {
        "user_name": '"><img src=x onerror="document.title=1">',
        "domain": "<svg onload=alert(1)>",
        "from_email_address": "<b>@example.org",
        "address": "<script>document.title=1</script>.example.org",
    }
)


@pytest.mark.parametrize("settings", [READY, IMPLICIT, UNENCRYPTED, UNKNOWN, REFUSED, HOSTILE])
def test_the_picture_shows_pythons_steps(settings: Settings, checker: Checker) -> None:
    checker.fill(settings)
    if settings.domain == HOSTILE.domain:
        checker.button("Check all").click()
    expect_conversation(checker, settings)
    # Only the drawings are hidden from screen readers.
    expect(picture(checker).locator("svg:not(svg svg)")).not_to_have_count(0)
    expect(picture(checker).locator("svg:not(svg svg):not([aria-hidden=true])")).to_have_count(0)
    assert str(settings.password) not in str(picture(checker).inner_html())
    expect(picture(checker).locator("img, script, b")).to_have_count(0)
    assert checker.page.title() != "1"


def test_padlocks_are_closed_from_starttls_on(checker: Checker) -> None:
    checker.fill(READY)
    expect_conversation(checker, READY)
    rows = picture(checker).get_by_role("listitem")
    locks = "rows => rows.map((row) => row.dataset.lock)"
    expect_poll(checker.page, lambda: rows.evaluate_all(locks), ["open"] * 4 + ["closed"] * 4)


def test_implicit_tls_fails_in_red_at_the_greeting(checker: Checker) -> None:
    checker.fill(IMPLICIT)
    expect_conversation(checker, IMPLICIT)
    failing = picture(checker).locator("[data-state=fails]")
    expect(failing).to_have_attribute("data-step", "greeting")
    expect(failing).to_contain_text("PORT08")
    error = checker.root.evaluate(
        """root => {
            const probe = root.appendChild(document.createElement("i"));
            probe.style.color = "var(--checker-error)";
            const { color } = getComputedStyle(probe);
            probe.remove();
            return color;
        }"""
    )
    expect(failing.locator(".checker-arrow")).to_have_css("color", error)
    # The arrow also differs in shape: it stops halfway, at a cross.
    expect(failing.locator(".checker-arrow line")).to_have_attribute("x2", "50%")
    failing.get_by_role("link", name="Port", exact=True).click()
    expect(checker.field("port")).to_be_focused()


def test_an_unencrypted_password_has_an_open_padlock(checker: Checker) -> None:
    checker.fill(UNENCRYPTED)
    expect_conversation(checker, UNENCRYPTED)
    auth = picture(checker).locator("[data-step=auth]")
    expect(auth).to_have_attribute("data-lock", "open")
    expect(auth.locator(".checker-open")).to_be_visible()
    expect(auth).to_contain_text("PORT09")


@pytest.mark.usefixtures("real_python")
def test_the_picture_follows_the_values(checker: Checker) -> None:
    box = picture(checker)
    expect(box).to_contain_text("It appears here once your settings are checked.")
    checker.fill(Settings(**{**dict(READY.given()), "password": None}))
    checker.expect_state("unfinished")
    expect(box.get_by_role("listitem")).to_have_count(0)
    checker.field("password").fill(str(READY.password))
    expect_conversation(checker, READY)
    # Unchanged steps aren't rerendered.
    box.locator("[data-step=auth]").evaluate("row => { row.dataset.kept = 1 }")
    checker.field("reply_to_email_address").fill("other@example.org")
    checker.expect_values(READY.replaced({"reply_to_email_address": "other@example.org"}))
    checker.expect_state("ready")
    expect(box.locator("[data-step=auth]")).to_have_attribute("data-kept", "1")
    checker.field("domain").fill("forum.example.org")
    expect(box.locator("[data-step=ehlo]")).to_contain_text("EHLO forum.example.org")
    checker.button("Reset").click()
    expect(box.get_by_role("listitem")).to_have_count(0)


def test_for_the_2021_edition(checker: Checker) -> None:
    checker.fill(READY)
    checker.page.get_by_text("About this Forem").click()
    checker.root.get_by_label("Edition").select_option("2021")
    expect_conversation(checker, READY, Instance(edition="2021"))


def test_long_values_do_not_overflow_on_a_phone(pages: Pages, server: Server) -> None:
    page = pages.open_new(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.fill(OWN.replaced({"address": "x" * 60 + ".example.org", "user_name": "u" * 300}))
    expect(picture(checker).get_by_role("listitem")).to_have_count(8)
    wide = picture(checker).evaluate(
        """box => [...box.querySelectorAll("li *")]
            .filter((one) => !one.closest(".checker-unseen, svg"))
            .filter((one) => one.getBoundingClientRect().right > box.getBoundingClientRect().right)
            .length"""
    )
    assert wide == 0
    expect_width(page, 390)
