"""The settings on the page about publishing work on the servers that they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site.site import Site
from tests.system.webservers.servers import HOST, Copy, Response, WebServer

IMMUTABLE = "public, max-age=31536000, immutable"
VERSIONED = re.compile("/assets/(checker|pyodide|pyscript)-")


def address(copy: Copy, pattern: str) -> str:
    """Return the path in the site of the only file that matches."""
    (path,) = copy.files.glob(pattern)
    return f"/{path.relative_to(copy.files).as_posix()}"


def rules(site: Path) -> dict[str, dict[str, str]]:
    """Return the headers in `_headers` by path."""
    parsed: dict[str, dict[str, str]] = {}
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            headers = parsed[line] = {}
        elif line:
            name, _, value = line.strip().partition(": ")
            headers[name] = value
    return parsed


@pytest.fixture(scope="package")
def forbidden(copy: Copy) -> Iterator[str]:
    """The path of an unreadable file in a folder of immutable files."""
    folder = copy.files / "assets/checker-000000000000"
    folder.mkdir()
    file = folder / "forbidden.mjs"
    file.write_text("export {};", encoding="utf-8")
    file.chmod(0)
    yield f"/assets/checker-000000000000/{file.name}"


@pytest.mark.parametrize("encoding", ["identity", "br", "gzip"])
@pytest.mark.parametrize(
    ("pattern", "media_type"),
    [
        ("checker/index.html", "text/html"),
        ("assets/checker-*/worker-client.mjs", "text/javascript"),
        ("assets/pyodide-*/pyodide.mjs", "text/javascript"),
        ("assets/pyodide-*/pyodide.asm.wasm", "application/wasm"),
    ],
)
def test_media_types(server: WebServer, pattern: str, media_type: str, encoding: str) -> None:
    response = server.get(address(server.site, pattern), Accept_Encoding=encoding)
    assert (response.status, response.headers.get_content_type()) == (200, media_type)


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize(
    "pattern", ["assets/pyodide-*/pyodide.asm.wasm", "assets/checker-*/python.zip"]
)
def test_the_compressed_copy_is_sent(server: WebServer, pattern: str, encoding: str) -> None:
    path = address(server.site, pattern)
    response = server.get(path, Accept_Encoding=encoding)
    if encoding == "gzip" and server.name == "apache":
        # As the page says, Brotli is the only compression.
        assert response.headers["Content-Encoding"] is None
        return
    ending = {"br": ".br", "gzip": ".gz"}[encoding]
    assert response.headers["Content-Encoding"] == encoding
    assert response.body == (server.site.files / f"{path[1:]}{ending}").read_bytes()


def only(response: Response, name: str) -> str:
    """Return the value of a header that was sent exactly once."""
    (value,) = response.headers.get_all(name, [])
    return value


def test_only_immutable_files_are_cached(server: WebServer) -> None:
    for pattern in ("assets/checker-*/python.zip", "assets/pyodide-*/pyodide.mjs"):
        path = address(server.site, pattern)
        whole = server.get(path, Accept_Encoding="br")
        same = server.get(path, Accept_Encoding="br", If_None_Match=whole.headers["ETag"])
        assert (whole.status, same.status) == (200, 304)
        assert only(whole, "Cache-Control") == only(same, "Cache-Control") == IMMUTABLE
    for path in ("/", "/checker/", "/assets/site.css", "/sw.js", "/checker"):
        assert only(server.get(path), "Cache-Control") == "no-cache"


@pytest.mark.parametrize("encoding", ["identity", "br"])
def test_errors_are_not_cached_and_show_the_404_page(
    server: WebServer, forbidden: str, encoding: str
) -> None:
    folder, _, _ = forbidden.rpartition("/")
    missing = [f"{folder}/missing.mjs", f"{folder}/missing.wasm", "/nowhere/", "/a/b.css"]
    for path in (*missing, forbidden, f"{folder}/"):
        response = server.get(path, Accept_Encoding=encoding)
        assert response.status == 404 if path in missing else response.status in (403, 404), path
        assert only(response, "Cache-Control") == "no-cache"
        assert response.headers.get_content_type() == "text/html"
        page = "404.html.br" if response.headers["Content-Encoding"] else "404.html"
        assert response.body == (server.site.files / page).read_bytes()


def test_errors_of_unusual_requests_are_not_cached(server: WebServer, forbidden: str) -> None:
    path = address(server.site, "assets/checker-*/python.zip")
    responses = [
        server.get(forbidden.rpartition("/")[0]),
        server.get(path, method="POST"),
        server.get(path, Range="bytes=999999999-"),
        server.get(path, If_Match='"other"'),
        server.get(path, If_Unmodified_Since="Thu, 01 Jan 1970 00:00:00 GMT"),
    ]
    errors = [response for response in responses if response.status != 200]
    assert len(errors) > 1
    assert {only(response, "Cache-Control") for response in errors} == {"no-cache"}


def test_security_headers(server: WebServer, forbidden: str) -> None:
    expected = rules(server.site.files)["/*"]
    kept = address(server.site, "assets/javascripts/workers/search.*.js")
    for path in ("/", "/checker/", kept, "/nowhere/", forbidden, "/checker"):
        response = server.get(path)
        assert {name: only(response, name) for name in expected} == expected


@pytest.mark.parametrize("path", ["/", "/checker/?q=port", "/nowhere/", "//other.example/"])
def test_http_redirects_to_https(server: WebServer, path: str) -> None:
    response = server.get(path, tls=False)
    location = urlsplit(response.headers["Location"])
    assert response.status in (301, 308)
    assert (location.scheme, location.hostname) == ("https", HOST)
    assert f"{location.path}?{location.query}".rstrip("?").replace("//", "/") == path.replace(
        "//", "/"
    )


# Without a server: the file that Netlify and Cloudflare Pages read


def test_the_headers_file_lists_each_immutable_file(site: Site) -> None:
    paths = {
        f"/{path.relative_to(site.folder).as_posix()}"
        for path in site.folder.rglob("*")
        if path.is_file() and path.suffix not in (".br", ".gz")
    }
    headers = rules(site.folder)
    del headers["/*"]
    assert set(headers) == {path for path in paths if VERSIONED.match(path)}
    assert all(values == {"Cache-Control": IMMUTABLE} for values in headers.values())
