"""A start that gets a broken file ends in words and with a way on.

This is a sample. The matrix of all files and all faults is in tests/system/engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.faults import FaultyServer
from tests.browser.start_faults import (
    CONSOLE,
    break_start,
    expect_retry_works,
    expect_words_without_modules,
)
from tests.browser.visits import Visits
from tests.browser.watch import Watch
from tests.site.site import Site


@pytest.fixture
def page(visits: Visits) -> Page:
    """A window of its own, since these tests set its clock and fill its cache."""
    return visits.window()


@pytest.fixture(scope="module")
def faulty(site: Site) -> Iterator[FaultyServer]:
    server = FaultyServer(site.folder, "/")
    with server:
        yield server


@pytest.fixture
def server(faulty: FaultyServer, watch: Watch) -> Iterator[FaultyServer]:
    watch.origins = (*watch.origins, faulty.origin)
    watch.allowed.append(CONSOLE)
    yield faulty
    faulty.repair()
    faulty.keeps_faults = False


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("core.js", "stalled before the body"),
        ("python.zip", "truncated"),
        ("pyodide.asm.mjs", "HTML with status 200"),
        ("pyodide-loader.mjs", "500"),
    ],
)
def test_a_file_of_python(file: str, fault: str, page: Page, server: FaultyServer) -> None:
    assert break_start(page, server, file, fault) == "failed"
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
def test_a_module_of_the_page(file: str, fault: str, page: Page, server: FaultyServer) -> None:
    expect_words_without_modules(page, server, file, fault)


def test_a_bad_copy_that_the_browser_keeps(page: Page, server: FaultyServer) -> None:
    server.keeps_faults = True
    expect_words_without_modules(page, server, "engine.mjs", "500")


def test_a_bad_library_that_the_browser_keeps(page: Page, server: FaultyServer) -> None:
    server.keeps_faults = True
    assert break_start(page, server, "python.zip", "truncated") == "failed"
    expect_retry_works(page, server)


def test_a_start_says_how_much_has_arrived_of_how_much(page: Page, server: FaultyServer) -> None:
    """The server doesn't compress: what it sends is as large as the files."""
    whole = sum(
        path.stat().st_size
        for name in ("python.wasm", "python.zip")
        for path in server.folder.glob(f"assets/checker-*/{name}")
    )
    server.break_("stalled in the body", "python.wasm")
    page.goto(f"{server.home}checker/")
    page.get_by_label("Address", exact=True).fill("smtp.sendgrid.net")
    progress = page.locator("#checker-progress")
    words = re.compile(rf"^Getting the checker ready: (\d+\.\d) of {whole / 1e6:.1f} MB$")
    expect(progress).to_have_text(words)
    said = words.match(progress.inner_text())
    assert said is not None and 0 < float(said[1]) < whole / 1e6
    # Screen readers aren't told of every step.
    expect(page.locator("[aria-live]").filter(has=progress)).to_have_count(0)
