"""A server that gives single files wrongly, as broken hosts, proxies and networks do."""

from __future__ import annotations

import socket
import threading
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.browser.server import Server

STALLS = ("stalled before the body", "stalled in the body")
FAULTS = (
    "500",
    "aborted",
    *STALLS,
    "truncated",
    "empty",
    "HTML with status 200",
    "wrong type",
)
HTML = b"<!doctype html><title>Sign in</title><p>Welcome to this network."


class FaultyServer(Server):
    """Serves the site; `faults` says by name which files have which of `FAULTS`.

    `asked` holds the names of the faulty files that were asked for. With `keeps_faults`, answers
    with a fault may be kept for a year, and those without one as well.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        self.faults: dict[str, str] = {}
        self.asked: set[str] = set()
        self.keeps_faults = False
        self._fixed = threading.Event()
        super().__init__(folder, prefix)

    def break_(self, fault: str, *names: str) -> None:
        self._fixed.clear()
        self.asked.clear()
        self.faults = dict.fromkeys(names, fault)

    def repair(self) -> None:
        """Give every file rightly from now on. What stalls ends without a word."""
        self.faults = {}
        self._fixed.set()

    def __exit__(self, *args: object) -> None:
        self.repair()
        super().__exit__(*args)

    def _handler(self) -> type[SimpleHTTPRequestHandler]:
        server = self
        base: Any = super()._handler()

        class Handler(base):  # type: ignore[misc]
            def send_head(self) -> Any:
                name = self.path.split("?")[0].rsplit("/", 1)[-1]
                fault = server.faults.get(name)
                if fault is None:
                    return super().send_head()
                server.asked.add(name)
                return self._broken(name, fault)

            def _broken(self, name: str, fault: str) -> Any:
                content = next(server.folder.rglob(name)).read_bytes()
                kind = self.guess_type(name)
                match fault:
                    case "500":
                        return self._answer(500, "text/plain", b"Internal Server Error")
                    case "aborted":
                        self._hang_up()
                    case "stalled before the body":
                        server._fixed.wait(60)
                        self._hang_up()
                    case "stalled in the body":
                        self._answer(200, kind, content)
                        self.wfile.write(content[: len(content) // 2])
                        self.wfile.flush()
                        server._fixed.wait(60)
                        self._hang_up()
                    case "truncated":
                        return self._answer(200, kind, content[: len(content) // 2])
                    case "empty":
                        return self._answer(200, kind, b"")
                    case "HTML with status 200":
                        return self._answer(200, "text/html", HTML)
                    case "wrong type":
                        return self._answer(200, "application/octet-stream", content)
                return None

            def _answer(self, status: int, kind: str, content: bytes) -> BytesIO:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                kept = "max-age=31536000, immutable" if server.keeps_faults else "no-store"
                self.send_header("Cache-Control", kept)
                self.end_headers()
                return BytesIO(content)

            def _hang_up(self) -> None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

        return Handler
