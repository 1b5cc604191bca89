"""A start with a broken file is reported, with a way to recover.

This is a sample. The matrix of all files and all faults is in tests/system/engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.faults import FaultyServer
from tests.browser.monitor import Monitor
from tests.browser.pages import Pages
from tests.browser.start_faults import (
    CONSOLE,
    expect_notice_without_module,
    expect_retry_works,
    start_with_fault,
)
from tests.site.site import Site


@pytest.fixture
def page(pages: Pages) -> Page:
    """A new page, because these tests use a fake clock and fill the cache."""
    return pages.open_new()


@pytest.fixture(scope="module")
def faulty(site: Site) -> Iterator[FaultyServer]:
    server = FaultyServer(site.folder, "/")
    with server:
        yield server


@pytest.fixture
def server(faulty: FaultyServer, monitor: Monitor) -> Iterator[FaultyServer]:
    monitor.origins = (*monitor.origins, faulty.origin)
    monitor.allowed.append(CONSOLE)
    yield faulty
    faulty.repair()
    faulty.caches_faults = False


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("core.js", "stalled before the body"),
        ("python.zip", "truncated"),
        ("pyodide.asm.mjs", "HTML with status 200"),
        ("pyodide-loader.mjs", "500"),
    ],
)
def test_broken_python_files(file: str, fault: str, page: Page, server: FaultyServer) -> None:
    assert start_with_fault(page, server, file, fault) == "failed"
    expect_retry_works(page, server)


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("checker.mjs", "500"),
        ("store.mjs", "truncated"),
        ("engine.mjs", "stalled in the body"),
        ("link.mjs", "empty"),
    ],
)
def test_broken_page_modules(file: str, fault: str, page: Page, server: FaultyServer) -> None:
    expect_notice_without_module(page, server, file, fault)


def test_a_cached_broken_module(page: Page, server: FaultyServer) -> None:
    server.caches_faults = True
    expect_notice_without_module(page, server, "engine.mjs", "500")


def test_a_cached_broken_library(page: Page, server: FaultyServer) -> None:
    server.caches_faults = True
    assert start_with_fault(page, server, "python.zip", "truncated") == "failed"
    expect_retry_works(page, server)


def test_a_start_shows_its_progress(page: Page, server: FaultyServer) -> None:
    """The server doesn't compress, so the total is the size of the files."""
    whole = sum(
        path.stat().st_size
        for name in ("python.wasm", "python.zip")
        for path in server.folder.glob(f"assets/checker-*/{name}")
    )
    server.break_files("stalled in the body", "python.wasm")
    page.goto(f"{server.home}checker/")
    page.get_by_label("Address", exact=True).fill("smtp.sendgrid.net")
    progress = page.locator("#checker-progress")
    words = re.compile(rf"^Getting the checker ready: (\d+\.\d) of {whole / 1e6:.1f} MB$")
    expect(progress).to_have_text(words)
    shown = words.match(progress.inner_text())
    assert shown is not None and 0 < float(shown[1]) < whole / 1e6
    # Progress isn't announced to screen readers.
    expect(page.locator("[aria-live]").filter(has=progress)).to_have_count(0)
