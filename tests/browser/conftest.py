"""The built site, served twice, in a real Chromium that is watched all the while.

The page asks this process instead of Pyodide: `test_engine` proves that both give the same answers.
A test that is about Pyodide itself, or about what crosses from the page to it, uses `real_python`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.checker import Checker
from tests.browser.server import Server
from tests.browser.visits import SharedPage, Visits
from tests.browser.watch import Watch
from tests.site.conftest import site as site
from tests.site.site import Site


@pytest.fixture(scope="session")
def at_root(site: Site) -> Iterator[Server]:
    with Server(site.folder, "/", stubs_python=True) as server:
        yield server


@pytest.fixture(scope="session")
def in_a_folder(site: Site) -> Iterator[Server]:
    with Server(site.folder, "/sub/folder/", stubs_python=True) as server:
        yield server


@pytest.fixture
def real_python(at_root: Server, in_a_folder: Server) -> Iterator[None]:
    """Pyodide in the page, as its visitors have it."""
    for server in (at_root, in_a_folder):
        server.stubs_python = False
    yield
    for server in (at_root, in_a_folder):
        server.stubs_python = True


@pytest.fixture(scope="session")
def shared_page(browser: Browser, at_root: Server, in_a_folder: Server) -> Iterator[SharedPage]:
    shared = SharedPage(browser, at_root.origin, in_a_folder.origin)
    yield shared
    shared.close()


@pytest.fixture(autouse=True)
def watch(at_root: Server, in_a_folder: Server) -> Iterator[Watch]:
    """Whatever a test does: nothing leaves, nothing is kept, nothing goes wrong unseen."""
    watch = Watch(at_root.origin, in_a_folder.origin)
    yield watch
    assert watch.wrong == []


@pytest.fixture
def visits(
    browser: Browser, shared_page: SharedPage, watch: Watch, request: pytest.FixtureRequest
) -> Iterator[Visits]:
    # What Pyodide's start asks for must not come from an earlier test's cache.
    shared = None if "real_python" in request.fixturenames else shared_page
    visits = Visits(browser, watch, shared)
    yield visits
    visits.end()


@pytest.fixture
def page(visits: Visits) -> Page:
    return visits.page()


@pytest.fixture
def server(at_root: Server) -> Iterator[Server]:
    """The site at a domain's root; faults that a test causes are gone after it."""
    yield at_root
    at_root.reset()


@pytest.fixture(params=["at_root", "in_a_folder"])
def anywhere(request: pytest.FixtureRequest) -> Server:
    """The site at a domain's root, and in a folder below it."""
    served: Server = request.getfixturevalue(request.param)
    return served


@pytest.fixture
def checker(page: Page, server: Server) -> Checker:
    """The checker on its own page, just opened."""
    page.goto(f"{server.home}checker/")
    return Checker(page)
