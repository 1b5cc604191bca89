"""The built site, served twice, in a real Chromium that is watched all the while."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.checker import Checker
from tests.browser.chromium import PATIENCE
from tests.browser.server import Server
from tests.browser.watch import Watch
from tests.site.conftest import site as site
from tests.site.site import Site


@pytest.fixture(scope="session")
def at_root(site: Site) -> Iterator[Server]:
    with Server(site.folder, "/") as server:
        yield server


@pytest.fixture(scope="session")
def in_a_folder(site: Site) -> Iterator[Server]:
    with Server(site.folder, "/sub/folder/") as server:
        yield server


class Visits:
    """Opens browsers' windows: each context is a person who was never here before."""

    def __init__(self, browser: Browser, watch: Watch) -> None:
        self._browser = browser
        self._watch = watch
        self._pages: list[Page] = []

    def window(self, **options: Any) -> Page:
        context = self._browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        page = self._watch.window(context)
        self._pages.append(page)
        return page

    def end(self) -> None:
        for page in self._pages:
            self._watch.look_at_storage(page)
            page.context.close()


@pytest.fixture(autouse=True)
def watch(at_root: Server, in_a_folder: Server) -> Iterator[Watch]:
    """Whatever a test does: nothing leaves, nothing is kept, nothing goes wrong unseen."""
    watch = Watch(at_root.origin, in_a_folder.origin)
    yield watch
    assert watch.wrong == []


@pytest.fixture
def visits(browser: Browser, watch: Watch) -> Iterator[Visits]:
    visits = Visits(browser, watch)
    yield visits
    visits.end()


@pytest.fixture
def page(visits: Visits) -> Page:
    return visits.window()


@pytest.fixture
def server(at_root: Server) -> Iterator[Server]:
    """The site at a domain's root; faults that a test causes are mended after it."""
    yield at_root
    at_root.mend()


@pytest.fixture
def checker(page: Page, server: Server) -> Checker:
    """The checker on its own page, just opened."""
    page.goto(f"{server.home}checker/")
    return Checker(page)
