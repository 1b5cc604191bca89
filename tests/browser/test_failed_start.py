"""A failed start is reported, can be retried, and loses nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from forem_smtp import Settings
from tests.browser.checker import Checker
from tests.browser.monitor import Monitor
from tests.browser.server import Server

pytestmark = pytest.mark.usefixtures("real_python")

TYPED = Settings(address="smtp.sendgrid.net", user_name="me@example.com")


@pytest.mark.parametrize("file", ["python.zip", "pyodide.asm.mjs", "pyodide-loader.mjs"])
def test_a_missing_file(file: str, page: Page, server: Server, monitor: Monitor) -> None:
    # The browser, PyScript and Pyodide each log what is missing.
    monitor.allowed.append("^(console error|console warning|page error): (?!.*[Pp]olicy)")
    server.missing.add(file)
    page.goto(f"{server.home}checker/")
    checker = Checker(page)
    checker.write("address", "smtp.sendgrid.net")
    checker.write("user_name", "me@example.com")
    checker.expect_state("failed")
    expect(checker.headline).to_have_text("The checker isn't running")
    expect(checker.summary).to_contain_text("What you typed is still here.")
    expect(checker.summary).to_contain_text("forem-smtp check FILE")
    checker.expect_values(TYPED)

    # The fault is still there, so the retry fails as well.
    server.hold(file)
    checker.button("Try again").click()
    checker.expect_state("starting")
    server.release()
    checker.expect_state("failed")

    server.reset()
    checker.button("Try again").click()
    expect(checker.finding("USER03")).to_be_visible()
    checker.expect_state("errors")
    checker.expect_values(TYPED)
    expect(checker.button("Try again")).to_be_hidden()


def test_a_page_that_was_opened_as_a_file(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    page.goto(f"{(server.folder / 'checker/index.html').as_uri()}#checker-paste-text")
    notice = page.locator("#checker-not-loaded")
    expect(notice).to_contain_text("a page that was opened as a file")
    expect(notice).to_contain_text("python3 -m http.server")
    expect(notice).not_to_contain_text("Part of it is missing", use_inner_text=True)
    expect(notice).to_be_in_viewport()
    expect(notice.get_by_role("button")).to_be_hidden()
    page.close()
