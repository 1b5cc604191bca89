"""While Python doesn't answer, no stale verdict is shown, and nothing waits forever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from forem_smtp import payload
from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.rules.samples import SENDGRID
from tests.browser.checker import FILLED_IN, Checker
from tests.browser.monitor import Monitor
from tests.browser.pages import Pages
from tests.browser.server import Server
from tests.site.site import Site

LATE_MS = 300  # as in validator/web/effects.mjs
CALL_MS = 10_000  # as in validator/web/engine.mjs
FIRST_CALL_MS = 30_000

# A worker client whose Python answers calls of the function `held` only after the event "release".
CLIENT = b"""
import { fetchAhead, startPython as start } from "./real-client.mjs";
export { fetchAhead };
export async function startPython(...given) {
  const python = await start(...given);
  const released = () => new Promise((go) => addEventListener("release", go, { once: true }));
  return {
    async call(name, object) {
      if (globalThis.held === name) await released();
      return python.call(name, object);
    },
  };
}
"""


@pytest.fixture
def page(pages: Pages) -> Page:
    """A new page, because these tests use a fake clock and fill the cache."""
    return pages.open_new()


@pytest.fixture(scope="module")
def holding_server(site: Site) -> Iterator[Server]:
    with Server(site.folder, "/") as server:
        client = next(site.folder.glob("assets/checker-*/worker-client.mjs"))
        server.replaced["real-client.mjs"] = client.read_bytes()
        server.replaced["worker-client.mjs"] = CLIENT
        yield server


@pytest.fixture
def checker(page: Page, holding_server: Server, monitor: Monitor) -> Checker:
    """The checker with valid values that have been checked, and a fake clock."""
    monitor.origins = (*monitor.origins, holding_server.origin)
    page.clock.install()
    page.goto(f"{holding_server.home}checker/")
    checker = Checker(page)
    checker.fill(SENDGRID)
    checker.expect_state("ready")
    return checker


def hold(checker: Checker, name: str) -> None:
    checker.page.evaluate("(name) => { globalThis.held = name }", name)


def release(checker: Checker) -> None:
    hold(checker, "")
    checker.page.evaluate("() => { dispatchEvent(new Event('release')) }")


def expect_no_verdict(checker: Checker) -> None:
    expect(checker.root.locator(".checker-fine:visible")).to_have_count(0)
    expect(checker.root.locator(".checker-finding:visible")).to_have_count(0)
    expect(checker.list.locator("li")).to_have_count(0)
    expect(checker.panel).to_have_count(0)
    assert "587" not in str(checker.payload.locator("code").all_text_contents())
    expect(checker.page.locator("#checker-conversation-held")).to_be_hidden()
    expect(checker.button("Go to the settings to import")).to_be_hidden()


def test_a_stale_verdict_is_hidden(checker: Checker) -> None:
    hold(checker, "judge")
    checker.field("port").fill("465")
    checker.page.clock.fast_forward(LATE_MS)
    checker.expect_state("checking")
    expect(checker.headline).to_have_text("Checking …")
    expect_no_verdict(checker)
    release(checker)
    checker.expect_report(SENDGRID.replaced({"port": "465"}))


def test_open_details_stay_open(checker: Checker) -> None:
    checker.field("port").fill("465")
    checker.root.get_by_role("button", name="Why? PORT").first.click()
    opened = checker.root.locator(".checker-details:visible")
    expect(opened).to_have_count(1)
    hold(checker, "judge")
    checker.field("domain").fill("forem.example.org")
    checker.page.clock.fast_forward(LATE_MS)
    expect_no_verdict(checker)
    release(checker)
    expect(opened).to_have_count(1)


def test_python_is_restarted_once_if_it_does_not_answer(checker: Checker) -> None:
    hold(checker, "judge")
    checker.field("port").fill("465")
    checker.page.clock.fast_forward(CALL_MS)
    checker.expect_state("starting")
    expect_no_verdict(checker)
    # The second start doesn't answer either.
    checker.expect_state("checking")
    checker.page.clock.fast_forward(FIRST_CALL_MS)
    checker.expect_state("failed")
    expect(checker.summary).to_contain_text("It gave no answer within 30 seconds.")
    expect_no_verdict(checker)
    expected = SENDGRID.replaced({"port": "465"})
    checker.expect_values(expected)
    hold(checker, "")
    checker.button("Try again").click()
    checker.expect_report(expected)
    checker.expect_values(expected)


def test_a_late_link_is_discarded(checker: Checker) -> None:
    hold(checker, "link")
    checker.button("Copy link").click()
    checker.field("port").fill("2525")
    release(checker)
    expect(checker.live).to_contain_text(
        "The values have changed in the meantime. No link was made."
    )
    expect(checker.root.get_by_label("The link", exact=True)).to_be_hidden()


def test_a_link_has_the_values_at_the_click(checker: Checker) -> None:
    hold(checker, "link")
    checker.button("Copy link").click()
    release(checker)
    link = checker.root.get_by_label("The link", exact=True)
    expect(link).to_have_value(f"{checker.page.url}#{fragment(Context.of(SENDGRID, FILLED_IN))}")


def test_a_late_fix_changes_nothing(checker: Checker) -> None:
    checker.field("user_name").fill("me@example.com")
    hold(checker, "fix")
    checker.fixes("USER03").first.click()
    checker.field("user_name").fill("you@example.com")
    release(checker)
    expect(checker.live).to_contain_text("Nothing was changed.")
    expect(checker.field("user_name")).to_have_value("you@example.com")


def test_values_typed_after_pasting_are_kept(checker: Checker) -> None:
    hold(checker, "read")
    box = checker.root.get_by_label("Paste what you have")
    box.fill("SMTP_ADDRESS=smtp.gmail.com\nSMTP_PORT=465")
    checker.button("Read it").click()
    checker.field("port").fill("25")
    release(checker)
    expect(checker.field("address")).to_have_value("smtp.gmail.com")
    expect(checker.field("port")).to_have_value("25")


def test_explanations_use_the_newest_values(checker: Checker) -> None:
    hold(checker, "explain")
    checker.root.get_by_label("What the server or the log says").fill("535 5.7.8 no")
    checker.button("Explain").click()
    checker.field("user_name").fill("me@example.com")
    release(checker)
    found = checker.page.locator("#checker-explain-result [data-found=true]")
    expect(found.first).to_contain_text("USER03")


def test_the_password_is_hidden_at_once(checker: Checker) -> None:
    checker.choose("dotenv")
    text = checker.panel.locator("pre").first
    expect(text).to_have_text(payload(Context.of(SENDGRID).shown, "dotenv"), use_inner_text=True)
    checker.root.get_by_role("button", name="Show password").click()
    expect(text).to_contain_text(str(SENDGRID.password))
    hold(checker, "judge")
    checker.root.get_by_role("button", name="Show password").click()
    expect(text).not_to_contain_text(str(SENDGRID.password), timeout=1000)
    release(checker)
    expect(text).to_have_text(payload(Context.of(SENDGRID).shown, "dotenv"), use_inner_text=True)


def test_rerendering_the_same_state_changes_nothing(checker: Checker) -> None:
    """Every click rerenders; that must disturb neither the focus nor a screen reader."""
    checker.choose("dotenv")
    expect(checker.panel.locator("pre").first).to_contain_text("SMTP_ADDRESS")
    changes = checker.root.evaluate(
        """async (root) => {
            const seen = [];
            const observer = new MutationObserver((records) => seen.push(...records));
            observer.observe(root, {
                subtree: true, childList: true, attributes: true, characterData: true,
            });
            for (const type of ["pointerdown", "pointerup"]) {
                const event = new PointerEvent(type, { bubbles: true });
                root.querySelector("button").dispatchEvent(event);
            }
            return new Promise((resolve) => {
                setTimeout(() => resolve(seen.map(({ type, target }) => `${type} ${target.id}`)));
            });
        }"""
    )
    assert changes == []
