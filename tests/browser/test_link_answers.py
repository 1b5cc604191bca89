"""The verdict on a link of the site is there before Python, and Python's own takes its place."""

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
from tests.browser.navigation import arrive
from tests.browser.polling import expect_soon
from tests.browser.server import STUB, Server
from tests.browser.test_announcements import LISTEN, SETTLED_MS
from tests.browser.visits import Visits
from tests.browser.watch import Watch
from tests.site.site import Site
from tests.site.test_link_answers import links

EXAMPLE = BY_CODE["USER03"].caught[0]
LINK = fragment(Context.of(EXAMPLE.settings, EXAMPLE.instance))
WRONG = EXAMPLE.settings.replaced({"password": ""})
FILE = f"{name_of(LINK)}.json"
# The page's worker client, whose Python starts at the event "release", and then says what it
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
# What is drawn of a judgement, and how the page would ask for it.
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
def page(visits: Visits) -> Page:
    """A window of its own, since these tests set its clock and fill its cache."""
    return visits.window()


@pytest.fixture
def holding(page: Page, server: Server) -> Server:
    """The site, where Python starts when a test says so.

    An answer has any time to come: on a busy machine it may take more than half a second.
    """
    page.add_init_script("AbortSignal.timeout = () => new AbortController().signal")
    server.replaced["real-client.mjs"] = STUB.read_bytes()
    server.replaced["worker-client.mjs"] = CLIENT
    return server


@pytest.fixture
def checker(page: Page, holding: Server) -> Checker:
    """The checker, just opened by a link of the site, without Python."""
    page.clock.install(time=0)
    page.goto(f"{holding.home}checker/#{LINK}")
    checker = Checker(page)
    checker.expect_state("errors")
    return checker


def release(checker: Checker, *answered: str) -> None:
    """Let Python start and answer."""
    checker.page.evaluate("() => { dispatchEvent(new Event('release')) }")
    expect_soon(checker.page, lambda: checker.page.evaluate("() => answered"), list(answered))


def test_the_verdict_is_there_before_python(checker: Checker) -> None:
    checker.expect_values(WRONG)
    checker.expect_report(WRONG)
    expect(checker.headline).to_have_text("1 error")
    expect(checker.page.locator("#checker-progress")).to_be_hidden()
    expect(checker.button("Show the payload anyway")).to_be_visible()


def test_pythons_own_answer_changes_nothing_that_is_seen_or_heard(checker: Checker) -> None:
    checker.page.clock.run_for(SETTLED_MS)
    expect(checker.live).to_have_text(checker.headline.inner_text())
    checker.live.evaluate(LISTEN)
    checker.root.evaluate(OBSERVE)
    release(checker, "judge")
    checker.page.clock.run_for(2 * SETTLED_MS)
    # The text itself is hidden, as all of its parts are.
    changes = set(checker.page.evaluate("() => changes"))
    assert changes <= {"childList checker-progress"}
    assert checker.page.evaluate("() => heard") == []


def test_pythons_own_answer_takes_the_place(checker: Checker, holding: Server) -> None:
    release(checker, "judge")
    checker.field("user_name").fill("apikey")
    checker.expect_report(WRONG.replaced({"user_name": "apikey"}))


def test_a_changed_value_takes_the_verdict_away(checker: Checker) -> None:
    checker.field("user_name").fill("apikey")
    checker.expect_state("starting")
    expect(checker.root.locator(".checker-finding:visible")).to_have_count(0)
    expect(checker.list.locator("li")).to_have_count(0)
    expect(checker.page.locator("#checker-conversation-held")).to_be_hidden()
    expect(checker.page.locator("#checker-progress")).to_be_visible()
    # The link is no longer that of the values.
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


def test_by_a_click_in_the_guide(page: Page, holding: Server) -> None:
    arrive(page, f"{holding.home}findings/USER03/")
    page.get_by_role("link", name="Open this example in the checker").click()
    checker = Checker(page)
    checker.expect_report(WRONG)


def test_another_link_on_the_same_page(checker: Checker) -> None:
    other = "check?v=1&port=465"
    checker.page.evaluate("link => { location.hash = link }", other)
    checker.expect_report(Settings(port="465"))


def test_a_link_of_ones_own_makes_no_request(page: Page, holding: Server, watch: Watch) -> None:
    linked = OWN.replaced({"password": "", "address": "mail.of-my-own.example"})
    page.goto(f"{holding.home}checker/#{fragment(Context.of(linked))}")
    checker = Checker(page)
    checker.expect_state("starting")
    release(checker, "judge")
    checker.expect_report(linked)
    assert not [address for address in watch.requests if "/answers-" in address]


@pytest.mark.parametrize("broken", [b"", b'{"request": {"sett', b"null", b"[]", b"<!doctype html>"])
def test_a_broken_file_is_as_good_as_none(page: Page, holding: Server, broken: bytes) -> None:
    holding.replaced[FILE] = broken
    page.goto(f"{holding.home}checker/#{LINK}")
    checker = Checker(page)
    checker.expect_state("starting")
    release(checker, "judge")
    checker.expect_report(WRONG)


def test_a_missing_file_is_none(page: Page, holding: Server, watch: Watch) -> None:
    watch.allowed.append(f"404 .*{FILE}")
    holding.missing.add(FILE)
    page.goto(f"{holding.home}checker/#{LINK}")
    checker = Checker(page)
    checker.expect_state("starting")
    release(checker, "judge")
    checker.expect_report(WRONG)


def test_a_file_that_is_late_does_not_hold_python_back(page: Page, server: Server) -> None:
    server.hold(FILE)
    page.goto(f"{server.home}checker/#{LINK}")
    checker = Checker(page)
    checker.expect_report(WRONG)
    server.release()


def test_every_link_of_the_site_is_one_the_page_would_ask_about(
    page: Page, server: Server, site: Site
) -> None:
    folder = next(site.folder.glob("assets/checker-*")).relative_to(site.folder).as_posix()
    page.goto(f"{server.home}checker/")
    found = [*links(site)]
    assert len(found) > 200
    assert page.evaluate(REQUESTS, [f"{server.home}{folder}/", found]) == []
