"""The publishing page's instructions for object storage are enough for the checker to start."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checker import Checker
from tests.browser.monitor import Monitor
from tests.browser.pages import Pages
from tests.browser.server import Server
from tests.site.site import Site

pytestmark = pytest.mark.usefixtures("real_python")

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
IMMUTABLE = re.compile(r"assets/(checker|pyodide|pyscript)-")

Stored = dict[str, tuple[Path, dict[str, str]]]


def uploaded(folder: Path) -> Stored:
    """Return the files in the store, by name, after following the page's list."""
    store: Stored = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or path.suffix in (".br", ".gz") or name == "_headers":
            continue
        headers = {"Content-Type": TYPES.get(path.suffix, "text/plain")}
        if not IMMUTABLE.match(name):
            store[name] = (path, headers | {"Cache-Control": "no-cache"})
            continue
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
        if path.suffix in (".wasm", ".zip"):
            path = path.with_name(path.name + ".br")
            headers["Content-Encoding"] = "br"
        store[name] = (path, headers)
    return store


@pytest.fixture
def store(site: Site, monitor: Monitor) -> Iterator[str]:
    """The address of an object store, which sends each file as it was uploaded to any client."""
    files = uploaded(site.folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].removeprefix("/")
            name += "index.html" if name.endswith("/") or not name else ""
            status = 200 if name in files else 404
            path, headers = files.get(name, files["404.html"])
            content = path.read_bytes()
            self.send_response(status)
            for key, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, args=[0.05], daemon=True).start()
    origin = f"http://127.0.0.1:{http.server_port}"
    monitor.origins = (*monitor.origins, origin)
    yield f"{origin}/"
    http.shutdown()
    http.server_close()


def expect_it_works(page: Page, home: str) -> None:
    """Check that it works as the page says."""
    page.goto(f"{home}checker/")
    checker = Checker(page)
    checker.write("port", "465")
    expect(checker.finding("PORT08")).to_be_visible()


def test_the_checker_starts_from_object_storage(pages: Pages, store: str) -> None:
    expect_it_works(pages.open_new(), store)


def test_the_pages_check_works(page: Page, server: Server) -> None:
    expect_it_works(page, server.home)
