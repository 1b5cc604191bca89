"""Serves the built site as a plain file host does, and fails on request."""

from __future__ import annotations

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

# A request that is held back goes on by itself after this many seconds, so that no thread stays.
LONGEST_HOLD = 60
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm"}


class _Http(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Nothing: a browser that is closed hangs up in the middle."""


class Server:
    """Serves `folder` below `prefix` ("/" or "/some/folder/"), and nothing beside it.

    `missing` holds names of files that are answered with 404, `held` those that wait for
    `release()`, `replaced` those that have other contents. All may be changed while the site is
    open in a browser.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        self.folder = folder
        self.prefix = prefix
        self.missing: set[str] = set()
        self.held: set[str] = set()
        self.replaced: dict[str, bytes] = {}
        self._released = threading.Event()
        self._http = _Http(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def home(self) -> str:
        """The address of the site's start page."""
        return self.origin + self.prefix

    def hold(self, name: str) -> None:
        """Let requests for the file `name` wait."""
        self._released.clear()
        self.held.add(name)

    def release(self) -> None:
        """Answer all that waits; hold nothing any more."""
        self.held.clear()
        self._released.set()

    def mend(self) -> None:
        """Be a server without faults again."""
        self.missing.clear()
        self.replaced.clear()
        self.release()

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
        self._http.shutdown()
        self._http.server_close()

    def _handler(self) -> type[SimpleHTTPRequestHandler]:
        server = self

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def __init__(self, *given: Any) -> None:
                super().__init__(*given, directory=str(server.folder))

            def send_head(self) -> Any:
                path = self.path.split("?")[0]
                name = path.rsplit("/", 1)[-1]
                if name in server.held:
                    server._released.wait(LONGEST_HOLD)
                if not path.startswith(server.prefix) or name in server.missing:
                    return self._not_found()
                if name in server.replaced:
                    return self._other(name, server.replaced[name])
                self.path = "/" + path.removeprefix(server.prefix)
                found = Path(self.translate_path(self.path))
                if found.is_dir():
                    found /= "index.html"
                return super().send_head() if found.is_file() else self._not_found()

            def guess_type(self, path: Any) -> str:
                return TYPES.get(Path(path).suffix) or super().guess_type(path)

            def _other(self, name: str, content: bytes) -> Any:
                self.send_response(200)
                self.send_header("Content-Type", self.guess_type(name))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                return BytesIO(content)

            def _not_found(self) -> Any:
                page = (server.folder / "404.html").open("rb")
                self.send_response(404)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(Path(page.name).stat().st_size))
                self.end_headers()
                return page

            def log_message(self, *_: object) -> None:
                pass

        return Handler
