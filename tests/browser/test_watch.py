"""The watch over all these tests notices what it should."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import PATIENCE
from tests.browser.polling import expect_soon
from tests.browser.server import Server
from tests.browser.watch import Watch, devtools_of

IN_A_WORKER = """(program) => {
    new Worker(URL.createObjectURL(new Blob([program])));
}"""


class Seen:
    """A page whose mishaps are seen by a watch that only one test asks."""

    def __init__(self, browser: Browser, server: Server, *, policy: bool) -> None:
        self.watch = Watch(server.origin)
        self.context = browser.new_context(bypass_csp=not policy)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.watch.follow(self.page, devtools_of(self.page))
        self.page.goto(server.home)
        assert self.watch.wrong == []

    def expect(self, start: str) -> None:
        expect_soon(self.page, lambda: any(one.startswith(start) for one in self.watch.wrong), True)


@pytest.fixture
def seen(browser: Browser, server: Server) -> Iterator[Seen]:
    seen = Seen(browser, server, policy=True)
    yield seen
    seen.context.close()


@pytest.fixture
def unguarded(browser: Browser, server: Server) -> Iterator[Seen]:
    """Without the security policy, which would let no request out."""
    seen = Seen(browser, server, policy=False)
    yield seen
    seen.context.close()


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
def test_mishaps(program: str, expected: str, seen: Seen) -> None:
    seen.page.evaluate(program)
    seen.expect(expected)


@pytest.mark.parametrize("program", ["fetch('ELSEWHERE')", "new Image().src = 'ELSEWHERE'"])
def test_requests(program: str, seen: Seen, unguarded: Seen, in_a_folder: Server) -> None:
    elsewhere = f"{in_a_folder.home}elsewhere"
    for one in (seen, unguarded):
        one.page.evaluate(f"() => {{ {program.replace('ELSEWHERE', elsewhere)} }}")
    unguarded.expect(f"request: GET {elsewhere}")
    seen.expect("console error: ")


def test_requests_of_a_worker(seen: Seen, unguarded: Seen, in_a_folder: Server) -> None:
    elsewhere = f"{in_a_folder.home}elsewhere"
    for one in (seen, unguarded):
        one.page.evaluate(IN_A_WORKER, f"fetch('{elsewhere}').catch(() => {{}})")
    unguarded.expect(f"request: GET {elsewhere}")
    seen.expect("console error: ")


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
def test_what_is_kept(program: str, expected: str, seen: Seen) -> None:
    seen.page.evaluate(program)
    seen.watch.look_at_storage(seen.page)
    assert seen.watch.wrong == [expected]
