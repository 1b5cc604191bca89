"""The settings for web servers that the site tells, run by these servers."""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from urllib.error import HTTPError

import pytest

from tests.delivery.postfix import free_ports, wait_for
from tests.examples import block
from tests.site.site import Site

NGINX = """\
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    {settings}
}}
"""


class Answer:
    """What a server sends for an address; `size` is that of what went over the wire."""

    def __init__(self, status: int, headers: Message, size: int) -> None:
        self.status, self.headers, self.size = status, headers, size


SETTINGS = {"nginx": block("nginx"), "caddy": block("caddy")}

Ask = Callable[..., Answer]


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def ask(
    request: pytest.FixtureRequest, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp(request.param)
    [port] = free_ports(1)
    file = folder / "settings"
    settings = SETTINGS[request.param].replace("/var/www/forem-smtp", str(site.folder))
    if request.param == "nginx":
        settings = settings.replace("listen 80;", f"listen 127.0.0.1:{port};")
        # Started by root, it would read the files as another user, who may not enter this folder.
        text = "user root;\n" + NGINX.format(folder=folder, settings=settings)
        command = ["/usr/sbin/nginx", "-p", "/usr/share/nginx", "-c", str(file)]
    else:
        settings = settings.replace("smtp.example.org {", f"http://smtp.example.org:{port} {{")
        text = "{\n    admin off\n}\n" + settings
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)]
    file.write_text(text, encoding="utf-8")
    process = subprocess.Popen(command, env={"HOME": str(folder), "PATH": "/usr/bin:/bin"})
    try:
        wait_for(port)
        yield asking(port)
    finally:
        process.terminate()
        process.wait()


def asking(port: int) -> Ask:
    def ask(path: str, encoding: str = "identity") -> Answer:
        headers = {"Host": f"smtp.example.org:{port}", "Accept-Encoding": encoding}
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers=headers)
        try:
            with urllib.request.urlopen(asked) as answer:
                return Answer(answer.status, answer.headers, len(answer.read()))
        except HTTPError as error:
            return Answer(error.code, error.headers, len(error.read()))

    return ask


def address(site: Site, pattern: str) -> str:
    return next(site.folder.glob(pattern)).relative_to(site.folder).as_posix()


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("checker/index.html", "text/html"),
        ("assets/checker-*/python.mjs", "text/javascript"),
        ("assets/pyodide-*/pyodide.asm.wasm", "application/wasm"),
    ],
)
def test_types(ask: Ask, site: Site, pattern: str, kind: str) -> None:
    answer = ask(address(site, pattern))
    assert (answer.status, answer.headers.get_content_type()) == (200, kind)


@pytest.mark.parametrize(("encoding", "ending"), [("br", ".br"), ("gzip", ".gz")])
@pytest.mark.parametrize(
    "pattern", ["assets/pyodide-*/pyodide.asm.wasm", "assets/checker-*/python.zip"]
)
def test_the_compressed_copy_is_sent(
    ask: Ask, site: Site, pattern: str, encoding: str, ending: str
) -> None:
    path = address(site, pattern)
    answer = ask(path, encoding)
    assert answer.headers["Content-Encoding"] == encoding
    assert answer.size == (site.folder / (path + ending)).stat().st_size


def test_what_never_changes_is_kept_and_pages_are_not(ask: Ask, site: Site) -> None:
    for pattern in ("assets/checker-*/python.zip", "assets/pyodide-*/pyodide.mjs"):
        kept = ask(address(site, pattern)).headers["Cache-Control"]
        assert kept == "public, max-age=31536000, immutable"
    for path in ("", "checker/", "assets/pages.css"):
        assert ask(path).headers["Cache-Control"] == "no-cache"


def test_headers_of_safety(ask: Ask) -> None:
    for path in ("", "checker/", "nowhere/"):
        headers = ask(path).headers
        assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_there_gets_the_sites_own_page(ask: Ask) -> None:
    answer = ask("nowhere/")
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/html")
