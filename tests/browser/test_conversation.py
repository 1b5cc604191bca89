"""The picture of the conversation: Python's steps, drawn, and the same to be heard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from forem_smtp import Instance, Settings, check
from forem_smtp.conversation import Step, conversation
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.browser.checker import Checker
from tests.browser.conftest import Visits
from tests.browser.server import Server

READY = SENDGRID.replaced({"encryption": "starttls"})
IMPLICIT = SENDGRID.replaced({"port": "465", "encryption": "implicit"})
READABLE = OWN.replaced({"encryption": "none"})
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
SENDERS = {"forem": "Forem", "server": "Mail server"}
LOCKS = {"closed": "Encrypted.", "open": "Can be read on the way.", None: "Encryption not known."}
WORDS = {"fails": "Fails here.", "unsure": "Take care."}


def picture(checker: Checker) -> Locator:
    return checker.root.get_by_role("region", name="The conversation")


def heard(step: Step) -> str:
    """What a row says to somebody who sees nothing, up to the finding."""
    said = f"{SENDERS[step.sender]}: {step.text}"
    if step.state == "not reached":
        return f"{said} (not reached)"
    return said if step.id == "start" else f"{said}. {LOCKS[step.lock]}"


def expect_conversation(
    checker: Checker, settings: Settings, forem: Instance | None = None
) -> None:
    """Every step that CPython tells is shown in its order, with its finding, and nothing else."""
    report = check(settings, forem or Instance())
    steps = conversation(report)
    rows = picture(checker).get_by_role("listitem")
    expect(rows.locator(".checker-words")).to_have_text([heard(step) for step in steps])
    for place, step in enumerate(steps):
        row = rows.nth(place)
        expect(row).to_have_attribute("data-state", step.state)
        expect(row.get_by_role("paragraph")).to_have_count(1 if step.code else 0)
        if step.code is None:
            continue
        finding = next(one for one in report.findings if one.code == step.code)
        expect(row.get_by_role("paragraph")).to_contain_text(WORDS[step.state])
        expect(row.get_by_role("paragraph")).to_contain_text(finding.message)
        link = row.get_by_role("link", name=step.code, exact=True)
        expect(link).to_have_attribute("href", re.compile(rf"/{re.escape(finding.url)}$"))


def locks(checker: Checker) -> list[str | None]:
    rows = picture(checker).get_by_role("listitem")
    return [row.get_attribute("data-lock") for row in rows.all()]


@pytest.mark.parametrize("settings", [READY, IMPLICIT, READABLE, UNKNOWN, REFUSED, HOSTILE])
def test_what_is_drawn_is_what_python_says(settings: Settings, checker: Checker) -> None:
    checker.fill(settings)
    if settings.domain == HOSTILE.domain:
        checker.button("Check all").click()
    expect_conversation(checker, settings)
    # Only drawing is hidden from those who listen.
    for drawing in picture(checker).locator("svg:not(svg svg)").all():
        expect(drawing).to_have_attribute("aria-hidden", "true")
    assert str(settings.password) not in str(picture(checker).inner_html())
    assert picture(checker).locator("img, script, b").count() == 0
    assert checker.page.title() != "1"


def test_from_starttls_on_every_padlock_is_closed(checker: Checker) -> None:
    checker.fill(READY)
    expect_conversation(checker, READY)
    assert locks(checker) == ["open"] * 4 + ["closed"] * 4


def test_implicit_tls_is_red_at_the_greeting(checker: Checker) -> None:
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
    # Without colour the arrow is another as well: it stops at a cross, half way.
    expect(failing.locator(".checker-arrow line")).to_have_attribute("x2", "50%")
    failing.get_by_role("link", name="Port", exact=True).click()
    expect(checker.field("port")).to_be_focused()


def test_a_readable_password_has_an_open_padlock(checker: Checker) -> None:
    checker.fill(READABLE)
    expect_conversation(checker, READABLE)
    auth = picture(checker).locator("[data-step=auth]")
    expect(auth).to_have_attribute("data-lock", "open")
    expect(auth.locator(".checker-open")).to_be_visible()
    expect(auth).to_contain_text("PORT09")


def test_it_follows_the_values(checker: Checker) -> None:
    box = picture(checker)
    expect(box).to_contain_text("It appears here when your settings are checked.")
    checker.fill(Settings(**{**dict(READY.given()), "password": None}))
    checker.expect_state("unfinished")
    expect(box.get_by_role("listitem")).to_have_count(0)
    checker.field("password").fill(str(READY.password))
    expect_conversation(checker, READY)
    # What has not changed is not drawn anew.
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


def test_the_longest_values_stay_in_the_picture_on_a_telephone(
    visits: Visits, server: Server
) -> None:
    page = visits.window(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
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
    assert page.evaluate("document.documentElement.scrollWidth") == 390
