"""The monitor of all these tests notices what it should."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import TIMEOUT_MS
from tests.browser.monitor import Monitor, devtools_of
from tests.browser.polling import expect_poll
from tests.browser.server import Server

IN_A_WORKER = """(program) => {
    new Worker(URL.createObjectURL(new Blob([program])));
}"""


class MonitoredPage:
    """A page with its own monitor, whose problems don't fail the test."""

    def __init__(self, browser: Browser, server: Server, *, policy: bool) -> None:
        self.monitor = Monitor(server.origin)
        self.context = browser.new_context(bypass_csp=not policy)
        self.context.set_default_timeout(TIMEOUT_MS)
        self.page = self.context.new_page()
        self.monitor.attach(self.page, devtools_of(self.page))
        self.page.goto(server.home)
        assert self.monitor.problems == []

    def expect(self, start: str) -> None:
        expect_poll(
            self.page, lambda: any(one.startswith(start) for one in self.monitor.problems), True
        )


@pytest.fixture
def monitored(browser: Browser, server: Server) -> Iterator[MonitoredPage]:
    monitored = MonitoredPage(browser, server, policy=True)
    yield monitored
    monitored.context.close()


@pytest.fixture
def without_policy(browser: Browser, server: Server) -> Iterator[MonitoredPage]:
    """A page without the security policy, which would block every request."""
    monitored = MonitoredPage(browser, server, policy=False)
    yield monitored
    monitored.context.close()


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("() => console.warn('so so')", "console warning: so so"),
        ("() => { setTimeout(() => { throw new Error('oh') }) }", "page error: oh"),
        ("() => { setTimeout(() => alert('hello')) }", "dialog: hello"),
        ("() => { document.body.innerHTML += '<p style=color:red>' }", "console error: "),
        ("() => { setTimeout('1') }", "console error: "),
    ],
)
def test_console_messages_and_dialogs(
    program: str, expected: str, monitored: MonitoredPage
) -> None:
    monitored.page.evaluate(program)
    monitored.expect(expected)


@pytest.mark.parametrize("program", ["fetch('ELSEWHERE')", "new Image().src = 'ELSEWHERE'"])
def test_requests_to_other_hosts(
    program: str, monitored: MonitoredPage, without_policy: MonitoredPage, subfolder_server: Server
) -> None:
    elsewhere = f"{subfolder_server.home}elsewhere"
    for one in (monitored, without_policy):
        one.page.evaluate(f"() => {{ {program.replace('ELSEWHERE', elsewhere)} }}")
    without_policy.expect(f"request: GET {elsewhere}")
    monitored.expect("console error: ")


def test_requests_from_a_worker(
    monitored: MonitoredPage, without_policy: MonitoredPage, subfolder_server: Server
) -> None:
    elsewhere = f"{subfolder_server.home}elsewhere"
    for one in (monitored, without_policy):
        one.page.evaluate(IN_A_WORKER, f"fetch('{elsewhere}').catch(() => {{}})")
    without_policy.expect(f"request: GET {elsewhere}")
    monitored.expect("console error: ")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("localStorage.setItem('password', 'x')", "localStorage: ['password']"),
        ("sessionStorage.setItem('password', 'x')", "sessionStorage: ['password']"),
        ("document.cookie = 'password=x'", "cookies: password=x"),
        ("() => { caches.open('password') }", "caches: ['password']"),
        (
            """() => new Promise((resolve) => {
                const request = indexedDB.open("password");
                request.onupgradeneeded = () => {
                    request.result.createObjectStore("values").add(1, "a");
                };
                request.onsuccess = () => resolve(request.result.close());
            })""",
            "indexedDB: ['password values a']",
        ),
    ],
)
def test_storage(program: str, expected: str, monitored: MonitoredPage) -> None:
    monitored.page.evaluate(program)
    monitored.monitor.check_storage(monitored.page)
    assert monitored.monitor.problems == [expected]
