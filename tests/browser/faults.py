"""A server that sends chosen files wrongly, like broken hosts, proxies and networks."""

from __future__ import annotations

import socket
import threading
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.browser.server import Handler, Server

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
    """Serves the site; `faults` has one of `FAULTS` for each faulty file, by name.

    `requested` has the names of the faulty files that were requested. With `caches_faults`,
    browsers may cache faulty responses for a year.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        self.faults: dict[str, str] = {}
        self.requested: set[str] = set()
        self.caches_faults = False
        self.repaired = threading.Event()
        super().__init__(folder, prefix)

    def break_files(self, fault: str, *names: str) -> None:
        self.repaired.clear()
        self.requested.clear()
        self.faults = dict.fromkeys(names, fault)

    def repair(self) -> None:
        """Send every file correctly from now on, and close the stalled connections."""
        self.faults = {}
        self.repaired.set()

    def __exit__(self, *args: object) -> None:
        self.repair()
        super().__exit__(*args)

    def handler(self) -> type[Handler]:
        return FaultyHandler


class FaultyHandler(Handler):
    """Sends a server's files with the faults that they have."""

    site: FaultyServer

    def send_head(self) -> Any:
        name = self.path.split("?")[0].rsplit("/", 1)[-1]
        fault = self.site.faults.get(name)
        if fault is None:
            return super().send_head()
        self.site.requested.add(name)
        return self.send_broken(name, fault)

    def send_broken(self, name: str, fault: str) -> BytesIO | None:
        content = next(self.site.folder.rglob(name)).read_bytes()
        kind = self.guess_type(name)
        half = content[: len(content) // 2]
        caching = "max-age=31536000, immutable" if self.site.caches_faults else "no-store"
        match fault:
            case "500":
                return self.send_content(500, "text/plain", b"Internal Server Error", caching)
            case "aborted":
                self.hang_up()
            case "stalled before the body":
                self.site.repaired.wait(60)
                self.hang_up()
            case "stalled in the body":
                self.send_content(200, kind, content, caching)
                self.wfile.write(half)
                self.wfile.flush()
                self.site.repaired.wait(60)
                self.hang_up()
            case "truncated":
                return self.send_content(200, kind, half, caching)
            case "empty":
                return self.send_content(200, kind, b"", caching)
            case "HTML with status 200":
                return self.send_content(200, "text/html", HTML, caching)
            case "wrong type":
                return self.send_content(200, "application/octet-stream", content, caching)
        return None

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)
