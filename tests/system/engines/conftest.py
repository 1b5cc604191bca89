"""The built site with Pyodide, served to browsers other than Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.server import Server
from tests.site.conftest import site as site
from tests.site.site import Site
from tests.system.engines.browsers import driver as driver
from tests.system.engines.browsers import screen as screen


@pytest.fixture(scope="module")
def server(site: Site) -> Iterator[Server]:
    with Server(site.folder, "/") as server:
        yield server
