"""The verdict on the site's own links is shown before Python starts, and Python's replaces it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.rules import BY_CODE
from forem_smtp.rules.samples import OWN
from forem_smtp.settings import Settings
from sitegen.publish.link_answers import name_of
from tests.browser.checker import Checker
from tests.browser.monitor import Monitor
from tests.browser.navigation import load
from tests.browser.pages import Pages
from tests.browser.polling import expect_poll
from tests.browser.server import STUB, Server
from tests.browser.test_announcements import LISTEN, SETTLED_MS
from tests.site.site import Site
from tests.site.test_link_answers import links

EXAMPLE = BY_CODE["USER03"].caught[0]
LINK = fragment(Context.of(EXAMPLE.settings, EXAMPLE.instance))
WRONG = EXAMPLE.settings.replaced({"password": ""})
FILE = f"{name_of(LINK)}.json"
# A worker client whose Python starts at the event "release", and that records the calls that were
# answered.
CLIENT = b"""
import { fetchAhead, startPython as start } from "./real-client.mjs";
export { fetchAhead };
globalThis.answered = [];
export async function startPython(...given) {
  await new Promise((go) => addEventListener("release", go, { once: true }));
  const python = await start(...given);
  return {
    async call(name, object) {
      const answer = await python.call(name, object);
      setTimeout(() => answered.push(name));
      return answer;
    },
  };
}
"""
# Records every change to the page; and lists the links for which the page's request differs.
OBSERVE = """root => {
    window.changes = [];
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    const note = ({ type, target }) => window.changes.push(`${type} ${target.id}`);
    new MutationObserver((records) => records.forEach(note)).observe(root, all);
}"""
REQUESTS = """async ([folder, links]) => {
    const load = (name) => import(`${folder}${name}.mjs`);
    const modules = await Promise.all(["views/form", "fields", "link", "link-answer"].map(load));
    const { Form, request, readLink, linkAnswer } = Object.assign({}, ...modules);
    const root = document.querySelector("#checker-root");
    const form = new Form(root);
    const wrong = [];
    for (const link of links) {
        const values = { ...form.possible(readLink(`#${link}`)), password: "" };
        const asked = JSON.stringify({ ...request(values), name: "json", hidden: true });
        const found = await linkAnswer(`#${link}`, root.dataset.answers);
        if (JSON.stringify(found?.request) !== asked) wrong.push(link);
    }
    return wrong;
}"""


@pytest.fixture
def page(pages: Pages) -> Page:
    """A new page, because these tests use a fake clock and fill the cache."""
    return pages.open_new()


@pytest.fixture
def holding_server(page: Page, server: Server) -> Server:
    """The site, where Python starts only when a test releases it.

    Stored answers have no timeout: on a busy machine, they may take more than half a second.
    """
    page.add_init_script("AbortSignal.timeout = () => new AbortController().signal")
    server.replaced["real-client.mjs"] = STUB.read_bytes()
    server.replaced["worker-client.mjs"] = CLIENT
    return server


@pytest.fixture
def checker(page: Page, holding_server: Server) -> Checker:
    """The checker, opened by one of the site's links, before Python starts."""
    page.clock.install(time=0)
    page.goto(f"{holding_server.home}checker/#{LINK}")
    checker = Checker(page)
    checker.expect_state("errors")
    return checker


def release(checker: Checker, *answered: str) -> None:
    """Let Python start and answer."""
    checker.page.evaluate("() => { dispatchEvent(new Event('release')) }")
    expect_poll(checker.page, lambda: checker.page.evaluate("() => answered"), list(answered))


def test_the_verdict_is_shown_before_python_starts(checker: Checker) -> None:
    checker.expect_values(WRONG)
    checker.expect_report(WRONG)
    expect(checker.headline).to_have_text("1 error")
    expect(checker.page.locator("#checker-progress")).to_be_hidden()
    expect(checker.button("Show the payload anyway")).to_be_visible()


def test_pythons_answer_changes_nothing_visible_or_announced(checker: Checker) -> None:
    checker.page.clock.run_for(SETTLED_MS)
    expect(checker.live).to_have_text(checker.headline.inner_text())
    checker.live.evaluate(LISTEN)
    checker.root.evaluate(OBSERVE)
    release(checker, "judge")
    checker.page.clock.run_for(2 * SETTLED_MS)
    # The progress text changes, but it's hidden.
    changes = set(checker.page.evaluate("() => changes"))
    assert changes <= {"childList checker-progress"}
    assert checker.page.evaluate("() => heard") == []


def test_pythons_answer_replaces_the_stored_one(checker: Checker, holding_server: Server) -> None:
    release(checker, "judge")
    checker.field("user_name").fill("apikey")
    checker.expect_report(WRONG.replaced({"user_name": "apikey"}))


def test_changing_a_value_removes_the_stored_verdict(checker: Checker) -> None:
    checker.field("user_name").fill("apikey")
    checker.expect_state("starting")
    expect(checker.root.locator(".checker-finding:visible")).to_have_count(0)
    expect(checker.list.locator("li")).to_have_count(0)
    expect(checker.page.locator("#checker-conversation-held")).to_be_hidden()
    expect(checker.page.locator("#checker-progress")).to_be_visible()
    # The stored answer isn't used again, even for the same values.
    checker.field("user_name").fill("me@example.com")
    checker.expect_state("starting")
    release(checker, "judge")
    checker.expect_report(WRONG)


def test_a_button_that_waits_for_python_says_so(checker: Checker) -> None:
    progress = checker.page.locator("#checker-progress")
    checker.fixes("USER03").first.click()
    expect(progress).to_contain_text("Getting the checker ready")
    checker.expect_state("errors")
    checker.page.evaluate("() => { dispatchEvent(new Event('release')) }")
    expect(checker.field("user_name")).to_have_value("apikey")
    expect(progress).to_be_hidden()


def test_a_click_on_a_link_in_the_guide(page: Page, holding_server: Server) -> None:
    load(page, f"{holding_server.home}findings/USER03/")
    page.get_by_role("link", name="Open this example in the checker").click()
    checker = Checker(page)
    checker.expect_report(WRONG)


def test_another_link_on_the_same_page(checker: Checker) -> None:
    other = "check?v=1&port=465"
    checker.page.evaluate("link => { location.hash = link }", other)
    checker.expect_report(Settings(port="465"))


def test_an_unknown_link_makes_no_request(
    page: Page, holding_server: Server, monitor: Monitor
) -> None:
    linked = OWN.replaced({"password": "", "address": "mail.of-my-own.example"})
    page.goto(f"{holding_server.home}checker/#{fragment(Context.of(linked))}")
    checker = Checker(page)
    checker.expect_state("starting")
    release(checker, "judge")
    checker.expect_report(linked)
    assert not [address for address in monitor.requests if "/answers-" in address]


@pytest.mark.parametrize("broken", [b"", b'{"request": {"sett', b"null", b"[]", b"<!doctype html>"])
def test_a_broken_file_is_ignored(page: Page, holding_server: Server, broken: bytes) -> None:
    holding_server.replaced[FILE] = broken
    page.goto(f"{holding_server.home}checker/#{LINK}")
    checker = Checker(page)
    checker.expect_state("starting")
    release(checker, "judge")
    checker.expect_report(WRONG)


def test_a_missing_file_is_ignored(page: Page, holding_server: Server, monitor: Monitor) -> None:
    monitor.allowed.append(f"404 .*{FILE}")
    holding_server.missing.add(FILE)
    page.goto(f"{holding_server.home}checker/#{LINK}")
    checker = Checker(page)
    checker.expect_state("starting")
    release(checker, "judge")
    checker.expect_report(WRONG)


def test_a_slow_file_does_not_delay_python(page: Page, server: Server) -> None:
    server.hold(FILE)
    page.goto(f"{server.home}checker/#{LINK}")
    checker = Checker(page)
    checker.expect_report(WRONG)
    server.release()


def test_the_pages_requests_match_the_stored_ones(page: Page, server: Server, site: Site) -> None:
    folder = next(site.folder.glob("assets/checker-*")).relative_to(site.folder).as_posix()
    page.goto(f"{server.home}checker/")
    found = [*links(site)]
    assert len(found) > 200
    assert page.evaluate(REQUESTS, [f"{server.home}{folder}/", found]) == []
