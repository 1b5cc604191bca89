"""The built site on each web server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.site.conftest import site as site
from tests.site.site import Site
from tests.system.webservers import servers
from tests.system.webservers.servers import WebServer


@pytest.fixture(scope="package")
def copy(site: Site) -> Iterator[servers.Copy]:
    with servers.copied(site.folder) as copy:
        yield copy


@pytest.fixture(
    scope="package",
    params=[
        pytest.param(name, marks=pytest.mark.needs(program))
        for name, program in servers.PROGRAMS.items()
    ],
)
def server(request: pytest.FixtureRequest, copy: servers.Copy) -> Iterator[WebServer]:
    with servers.running(request.param, copy) as server:
        yield server
