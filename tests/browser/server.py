"""Serves the built site like a plain file host, can simulate failures, and can stub Python."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from forem_smtp import bridge

# Seconds after which a held request continues anyway, so that no thread is left over.
LONGEST_HOLD = 60
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm"}
BRIDGE = "__bridge/"
"""The path, below the site's root, where CPython's bridge answers in place of Pyodide's."""
CLIENT = "worker-client.mjs"
"""The page's module that starts Python."""
STUB = Path(__file__).with_name("stub_client.mjs")


class _Http(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Ignore errors: a browser that is closed drops its connections."""


class Server:
    """Serves `folder` below `prefix` ("/" or "/some/folder/"), and nothing else.

    `missing` has the names of files that get a 404 response, `held` those that wait for
    `release()`, and `replaced` those with other contents. While `stubs_python` is true, the page
    gets a worker client that calls this process instead of starting Pyodide. All of these may be
    changed while the site is open in a browser.
    """

    def __init__(self, folder: Path, prefix: str, *, stubs_python: bool = False) -> None:
        self.folder = folder
        self.prefix = prefix
        self.stubs_python = stubs_python
        self.missing: set[str] = set()
        self.held: set[str] = set()
        self.replaced: dict[str, bytes] = {}
        self.released = threading.Event()
        self._http = _Http(("127.0.0.1", 0), partial(self.handler(), self))
        # A shorter polling interval makes it stop faster.
        self._thread = threading.Thread(target=self._http.serve_forever, args=[0.05], daemon=True)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def home(self) -> str:
        """The address of the site's start page."""
        return self.origin + self.prefix

    def handler(self) -> type[Handler]:
        return Handler

    def hold(self, name: str) -> None:
        """Hold requests for the file `name`."""
        self.released.clear()
        self.held.add(name)

    def release(self) -> None:
        """Continue all held requests, and hold no more."""
        self.held.clear()
        self.released.set()

    def reset(self) -> None:
        """Remove all simulated failures."""
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

    def content_instead_of(self, name: str) -> bytes | None:
        """Return the content to send instead of the file `name`, or `None`."""
        if name == CLIENT and self.stubs_python:
            return self.replaced.get(name, STUB.read_bytes())
        return self.replaced.get(name)


class Handler(SimpleHTTPRequestHandler):
    """Sends a server's files, except for the failures that it simulates."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: Server, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments, directory=str(site.folder))

    def send_head(self) -> Any:
        path = self.path.split("?")[0]
        name = path.rsplit("/", 1)[-1]
        if name in self.site.held:
            self.site.released.wait(LONGEST_HOLD)
        if not path.startswith(self.site.prefix) or name in self.site.missing:
            return self.send_not_found()
        content = self.site.content_instead_of(name)
        if content is not None:
            return self.send_content(200, self.guess_type(name), content)
        self.path = "/" + path.removeprefix(self.site.prefix)
        found = Path(self.translate_path(self.path))
        if found.is_dir():
            found /= "index.html"
        return super().send_head() if found.is_file() else self.send_not_found()

    def do_POST(self) -> None:
        """Call the bridge in place of Pyodide."""
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        name = self.path.removeprefix(self.site.prefix + BRIDGE)
        if self.site.stubs_python and name in bridge.__all__:
            answer: str = getattr(bridge, name)(text)
            body = self.send_content(200, "application/json", answer.encode())
        else:
            body = self.send_not_found()
        self.copyfile(body, self.wfile)
        body.close()

    def guess_type(self, path: Any) -> str:
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def send_content(
        self, status: int, kind: str, content: bytes, caching: str = "no-store"
    ) -> BytesIO:
        """Send the headers of a response, and return its body."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", caching)
        self.end_headers()
        return BytesIO(content)

    def send_not_found(self) -> BytesIO:
        return self.send_content(404, "text/html", (self.site.folder / "404.html").read_bytes())

    def log_message(self, *_: object) -> None:
        pass
