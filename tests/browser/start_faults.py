"""Starts the checker with a broken file: it must say so, and offer a way to recover that works."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from forem_smtp import Settings
from tests.browser.checker import Checker
from tests.browser.faults import STALLS, FaultyServer

TYPED = Settings(address="smtp.sendgrid.net", user_name="me@example.com")
CONSOLE = "^(console error|console warning|page error): (?!.*[Pp]olicy)"
"""Messages in which the browser, PyScript and Pyodide tell developers what is missing."""
STALL_MS = 30_000  # as in validator/web/engine.mjs
LATE_MS = 10_000  # as in validator/web/not-loaded.js
TIMEOUT_S = 60
"""How long a start may take on a busy machine."""

LEAN = "python.wasm"
WHOLE = "pyodide.asm.wasm"


def page_modules(server: FaultyServer) -> list[str]:
    """Return the names of the page's own modules."""
    modules = server.folder.glob("assets/checker-*/**/*.mjs")
    return sorted(path.name for path in modules if path.name != "pyodide-loader.mjs")


def start_with_fault(page: Page, server: FaultyServer, file: str, fault: str) -> str:
    """Open the checker with one broken file, and type. Return its last state: "failed", or "errors"
    if Python started anyway."""
    # If the lean interpreter can't be loaded, the whole one is requested.
    server.break_files(fault, *([LEAN, WHOLE] if file == WHOLE else [file]))
    page.clock.install()
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.write("address", "smtp.sendgrid.net")
    checker.write("user_name", "me@example.com")
    state = _final_state(page, server, fault in STALLS)
    if state == "failed":
        expect(checker.headline).to_have_text("The checker isn't running")
        expect(checker.summary).to_contain_text("What you typed is still here.")
        expect(checker.root.locator(".checker-fine:visible")).to_have_count(0)
    checker.expect_values(TYPED)
    return state


def _final_state(page: Page, server: FaultyServer, stalls: bool) -> str:
    summary = page.locator("#checker-summary")
    deadline = time.monotonic() + TIMEOUT_S
    while time.monotonic() < deadline:
        state = summary.get_attribute("data-state") or ""
        if state in ("failed", "errors"):
            return state
        if stalls and server.requested:
            page.clock.fast_forward(STALL_MS)
        page.wait_for_timeout(100)
    raise AssertionError(f"It neither started nor failed: {summary.inner_text()}")


def expect_retry_works(page: Page, server: FaultyServer) -> None:
    server.repair()
    checker = Checker(page)
    checker.button("Try again").click()
    expect(checker.finding("USER03")).to_be_visible(timeout=TIMEOUT_S * 1000)
    checker.expect_state("errors")
    checker.expect_values(TYPED)
    expect(checker.button("Try again")).to_be_hidden()


def expect_notice_without_module(page: Page, server: FaultyServer, file: str, fault: str) -> None:
    """Open the checker without one of its modules. Expect it to say so, to keep what was typed, and
    to work after the reload that it offers."""
    server.break_files(fault, file)
    page.clock.install()
    page.goto(f"{server.home}checker/", wait_until="commit")
    checker = Checker(page)
    checker.field("address").fill("smtp.sendgrid.net")
    notice = page.locator("#checker-not-loaded")
    if fault in STALLS:
        page.clock.fast_forward(LATE_MS)
        expect(notice.get_by_text("The checker hasn't loaded yet.")).to_be_visible()
    else:
        expect(notice.get_by_text("The checker couldn't be loaded.")).to_be_visible()
    expect(notice).to_contain_text("What you typed is still in the form")
    expect(checker.field("address")).to_have_value("smtp.sendgrid.net")

    reload = notice.get_by_role("button", name="Reload the page")
    if fault in STALLS:
        # If the file arrives after all, the page may continue without the reload.
        reload.click()
        server.repair()
    else:
        server.repair()
        reload.click()
    expect(checker.root).to_have_attribute("data-attached", "")
    expect(notice).to_be_hidden()
