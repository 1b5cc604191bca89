"""Serves the built site as a plain file host does, fails on request, and can answer for Python."""

from __future__ import annotations

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from forem_smtp import bridge

# A request that is held back goes on by itself after this many seconds, so that no thread stays.
LONGEST_HOLD = 60
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm"}
BRIDGE = "__bridge/"
"""Below the site's root: the addresses at which CPython's bridge answers for Pyodide's."""
CLIENT = "worker-client.mjs"
"""The page's module that starts Python."""
STUB = Path(__file__).with_name("stub_client.mjs")


class _Http(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Nothing: a browser that is closed hangs up in the middle."""


class Server:
    """Serves `folder` below `prefix` ("/" or "/some/folder/"), and nothing beside it.

    `missing` holds names of files that are answered with 404, `held` those that wait for
    `release()`, `replaced` those that have other contents. While `stubs_python` is true, the page
    gets a worker client that asks this process instead of starting Pyodide. All may be changed
    while the site is open in a browser.
    """

    def __init__(self, folder: Path, prefix: str, *, stubs_python: bool = False) -> None:
        self.folder = folder
        self.prefix = prefix
        self.stubs_python = stubs_python
        self.missing: set[str] = set()
        self.held: set[str] = set()
        self.replaced: dict[str, bytes] = {}
        self._released = threading.Event()
        self._http = _Http(("127.0.0.1", 0), self._handler())
        # The longer it waits for a request, the longer it takes to stop.
        self._thread = threading.Thread(target=self._http.serve_forever, args=[0.05], daemon=True)

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

    def reset(self) -> None:
        """Be a server without faults again."""
        self.missing.clear()
        self.replaced.clear()
        self.release()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
        self._http.shutdown()
        self._http.server_close()

    def _content(self, name: str) -> bytes | None:
        """What is sent instead of the file `name`, if anything."""
        if name == CLIENT and self.stubs_python:
            return self.replaced.get(name, STUB.read_bytes())
        return self.replaced.get(name)

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
                content = server._content(name)
                if content is not None:
                    return self._send(200, self.guess_type(name), content)
                self.path = "/" + path.removeprefix(server.prefix)
                found = Path(self.translate_path(self.path))
                if found.is_dir():
                    found /= "index.html"
                return super().send_head() if found.is_file() else self._not_found()

            def do_POST(self) -> None:
                """Answer for Python."""
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                name = self.path.removeprefix(server.prefix + BRIDGE)
                if server.stubs_python and name in bridge.__all__:
                    answer: str = getattr(bridge, name)(text)
                    body = self._send(200, "application/json", answer.encode())
                else:
                    body = self._not_found()
                self.copyfile(body, self.wfile)
                body.close()

            def guess_type(self, path: Any) -> str:
                return TYPES.get(Path(path).suffix) or super().guess_type(path)

            def _send(self, status: int, kind: str, content: bytes) -> BytesIO:
                """Send the head of an answer that no cache keeps, and give its body."""
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                return BytesIO(content)

            def _not_found(self) -> BytesIO:
                return self._send(404, "text/html", (server.folder / "404.html").read_bytes())

            def log_message(self, *_: object) -> None:
                pass

        return Handler
