"""A server whose responses aren't cached: what works without it comes from the service worker."""

from __future__ import annotations

from typing import Any

from tests.browser.faults import FaultyHandler, FaultyServer
from tests.browser.server import Handler


class UncachedServer(FaultyServer):
    """Sends uncacheable responses. Unless it `is_reachable`, it closes every connection."""

    is_reachable = True

    def handler(self) -> type[Handler]:
        return UncachedHandler


class UncachedHandler(FaultyHandler):
    """Forbids caching, and closes the connection while the server isn't reachable."""

    site: UncachedServer

    def send_head(self) -> Any:
        # A test may have changed the folder since the browser connected.
        self.directory = str(self.site.folder)
        if self.site.is_reachable:
            return super().send_head()
        self.hang_up()
        return None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()
