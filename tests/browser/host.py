"""A server that browsers keep nothing from: what they show without it, they have from elsewhere."""

from __future__ import annotations

from typing import Any

from tests.browser.faults import FaultyServer


class Host(FaultyServer):
    """Sends files that no cache keeps. Unless it `is_reachable`, it hangs up on every request."""

    is_reachable = True

    def _handler(self) -> Any:
        server = self
        base: Any = super()._handler()

        class Handler(base):  # type: ignore[misc]
            def send_head(self) -> Any:
                # The site may have changed since the browser connected.
                self.directory = str(server.folder)
                if server.is_reachable:
                    return super().send_head()
                self._hang_up()
                return None

            def end_headers(self) -> None:
                self.send_header("Cache-Control", "no-store")
                super().end_headers()

        return Handler
