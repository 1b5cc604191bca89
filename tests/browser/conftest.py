"""The built site, served twice, in a real Chromium that is monitored throughout each test.

The page calls this process instead of Pyodide: `test_engine` proves that both answer alike.
Tests of Pyodide itself, or of what passes between it and the page, use `real_python`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.checker import Checker
from tests.browser.monitor import Monitor
from tests.browser.pages import Pages, SharedPage
from tests.browser.server import Server
from tests.site.conftest import site as site
from tests.site.site import Site


@pytest.fixture(scope="session")
def root_server(site: Site) -> Iterator[Server]:
    with Server(site.folder, "/", stubs_python=True) as server:
        yield server


@pytest.fixture(scope="session")
def subfolder_server(site: Site) -> Iterator[Server]:
    with Server(site.folder, "/sub/folder/", stubs_python=True) as server:
        yield server


@pytest.fixture
def real_python(root_server: Server, subfolder_server: Server) -> Iterator[None]:
    """Run Pyodide in the page, as visitors do."""
    for server in (root_server, subfolder_server):
        server.stubs_python = False
    yield
    for server in (root_server, subfolder_server):
        server.stubs_python = True


@pytest.fixture(scope="session")
def shared_page(
    browser: Browser, root_server: Server, subfolder_server: Server
) -> Iterator[SharedPage]:
    shared = SharedPage(browser, root_server.origin, subfolder_server.origin)
    yield shared
    shared.close()


@pytest.fixture(autouse=True)
def monitor(root_server: Server, subfolder_server: Server) -> Iterator[Monitor]:
    """Fail a test that sends or stores anything unexpected, or causes an error in the page."""
    monitor = Monitor(root_server.origin, subfolder_server.origin)
    yield monitor
    assert monitor.problems == []


@pytest.fixture
def pages(
    browser: Browser, shared_page: SharedPage, monitor: Monitor, request: pytest.FixtureRequest
) -> Iterator[Pages]:
    # What Pyodide's start requests must not come from an earlier test's cache.
    shared = None if "real_python" in request.fixturenames else shared_page
    pages = Pages(browser, monitor, shared)
    yield pages
    pages.close()


@pytest.fixture
def page(pages: Pages) -> Page:
    return pages.open()


@pytest.fixture
def server(root_server: Server) -> Iterator[Server]:
    """The site at a domain's root, without the faults that earlier tests caused."""
    yield root_server
    root_server.reset()


@pytest.fixture(params=["root_server", "subfolder_server"])
def any_server(request: pytest.FixtureRequest) -> Server:
    """The site at a domain's root, or in a folder below it."""
    served: Server = request.getfixturevalue(request.param)
    return served


@pytest.fixture
def checker(page: Page, server: Server) -> Checker:
    """The checker on its own page, newly opened."""
    page.goto(f"{server.home}checker/")
    return Checker(page)
