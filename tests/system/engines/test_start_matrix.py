"""Every file of the checker's start, broken in every way, in Chromium: the page says so, keeps what
was typed, and offers a way to recover that works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import start_faults
from tests.browser.chromium import TIMEOUT_MS
from tests.browser.faults import FAULTS, FaultyServer
from tests.site.conftest import site as site
from tests.site.site import Site

RUNTIME = [
    "core.js",
    "core-*.js",
    "worker.py",
    "pyodide-loader.mjs",
    "pyodide.mjs",
    "pyodide.asm.mjs",
    start_faults.LEAN,
    start_faults.WHOLE,
    "python.zip",
]
# These work with a wrong media type, because PyScript and the loader ignore it. Without the lean
# interpreter, the whole one starts.
HARMLESS = {("worker.py", "wrong type"), ("python.zip", "wrong type")} | {
    (start_faults.LEAN, fault) for fault in FAULTS if not fault.startswith("stalled")
}


@pytest.fixture(scope="module")
def faulty(site: Site) -> Iterator[FaultyServer]:
    server = FaultyServer(site.folder, "/")
    with server:
        yield server


@pytest.fixture
def server(faulty: FaultyServer) -> Iterator[FaultyServer]:
    yield faulty
    faulty.repair()
    faulty.missing.clear()


def window(browser: Browser) -> Page:
    """A page with an empty cache."""
    context = browser.new_context()
    context.set_default_timeout(TIMEOUT_MS)
    return context.new_page()


@pytest.mark.parametrize("pattern", RUNTIME)
@pytest.mark.parametrize("fault", FAULTS)
def test_broken_python_files(
    pattern: str, fault: str, browser: Browser, server: FaultyServer
) -> None:
    file = next(server.folder.glob(f"assets/*/{pattern}")).name
    page = window(browser)
    state = start_faults.start_with_fault(page, server, file, fault)
    assert state == ("errors" if (pattern, fault) in HARMLESS else "failed")
    if state == "failed":
        start_faults.expect_retry_works(page, server)
    page.context.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_each_module_of_the_page(fault: str, browser: Browser, server: FaultyServer) -> None:
    modules = start_faults.page_modules(server)
    assert "checker.mjs" in modules
    # Python isn't the subject here, and would take most of the time.
    server.missing.add("core.js")
    for module in modules:
        page = window(browser)
        start_faults.expect_notice_without_module(page, server, module, fault)
        page.context.close()
