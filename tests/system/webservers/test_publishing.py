"""The settings for web servers that the site tells, run by these servers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError

import pytest

from tests.examples import block
from tests.site.site import Site
from tests.system.mail.postfix import free_ports, wait_for

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

APACHE = """\
ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/errors
Listen 127.0.0.1:{port}
ServerName smtp.example.org
DocumentRoot {site}
DirectoryIndex index.html
TypesConfig /etc/mime.types
{user}
<Directory {site}>
    AllowOverride FileInfo
</Directory>
"""
MODULES = ("authz_core", "dir", "headers", "mime", "mpm_event", "rewrite", "setenvif")


class Answer:
    """What a server sends for an address; `size` is that of what went over the wire."""

    def __init__(self, status: int, headers: Message, size: int) -> None:
        self.status, self.headers, self.size = status, headers, size


SETTINGS = {"nginx": block("nginx"), "caddy": block("caddy"), "apache": block("apache")}

Ask = Callable[..., Answer]


@pytest.fixture(scope="module", params=SETTINGS)
def ask(
    request: pytest.FixtureRequest, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp(request.param)
    [port] = free_ports(1)
    start = {"nginx": nginx, "caddy": caddy, "apache": apache}[request.param]
    with start(folder, site.folder, port) as command:
        process = subprocess.Popen(command, env={"HOME": str(folder), "PATH": "/usr/bin:/bin"})
        try:
            wait_for(port)
            yield asking(port)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def nginx(folder: Path, site: Path, port: int) -> Iterator[list[str]]:
    settings = SETTINGS["nginx"].replace("/var/www/forem-smtp", str(site))
    settings = settings.replace("listen 80;", f"listen 127.0.0.1:{port};")
    # Started by root, it would read the files as another user, who may not enter this folder.
    text = "user root;\n" + NGINX.format(folder=folder, settings=settings)
    (folder / "settings").write_text(text, encoding="utf-8")
    yield ["/usr/sbin/nginx", "-p", "/usr/share/nginx", "-c", str(folder / "settings")]


@contextmanager
def caddy(folder: Path, site: Path, port: int) -> Iterator[list[str]]:
    settings = SETTINGS["caddy"].replace("/var/www/forem-smtp", str(site))
    settings = settings.replace("smtp.example.org {", f"http://smtp.example.org:{port} {{")
    text = "{\n    admin off\n}\n" + settings
    (folder / "settings").write_text(text, encoding="utf-8")
    yield ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "settings")]


@contextmanager
def apache(folder: Path, site: Path, port: int) -> Iterator[list[str]]:
    """With the block as `.htaccess`, in a copy that others may read: it never reads as root."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        copy = Path(place, "site")
        shutil.copytree(site, copy)
        (copy / ".htaccess").write_text(SETTINGS["apache"], encoding="utf-8")
        user = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
        text = APACHE.format(folder=folder, port=port, site=copy, user=user)
        load = "LoadModule {0}_module /usr/lib/apache2/modules/mod_{0}.so\n"
        text = "".join(load.format(name) for name in MODULES) + text
        (folder / "settings").write_text(text, encoding="utf-8")
        yield ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", str(folder / "settings")]


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
        ("assets/checker-*/worker-client.mjs", "text/javascript"),
        ("assets/pyodide-*/pyodide.mjs", "text/javascript"),
        ("assets/pyodide-*/pyodide.asm.wasm", "application/wasm"),
    ],
)
def test_types(ask: Ask, site: Site, pattern: str, kind: str) -> None:
    for encoding in ("identity", "br"):
        answer = ask(address(site, pattern), encoding)
        assert (answer.status, answer.headers.get_content_type()) == (200, kind)


@pytest.mark.parametrize(("encoding", "ending"), [("br", ".br"), ("gzip", ".gz")])
@pytest.mark.parametrize(
    "pattern", ["assets/pyodide-*/pyodide.asm.wasm", "assets/checker-*/python.zip"]
)
def test_the_compressed_copy_is_sent(
    ask: Ask, site: Site, pattern: str, encoding: str, ending: str, request: pytest.FixtureRequest
) -> None:
    path = address(site, pattern)
    answer = ask(path, encoding)
    if encoding == "gzip" and request.node.callspec.params["ask"] == "apache":
        # As the page says: Brotli or nothing.
        assert answer.headers["Content-Encoding"] is None
        return
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


# Without a server: the file that Netlify and Cloudflare Pages read


def told_by_the_file(path: str) -> dict[str, list[str]]:
    """The headers for a path: those of every rule that fits, as both hosts document it."""
    found: dict[str, list[str]] = {}
    fits = False
    for line in block("headers-file").splitlines():
        if line.startswith("/"):
            fits = re.fullmatch(re.escape(line).replace(r"\*", ".*"), path) is not None
        elif line.strip() and fits:
            name, _, value = line.strip().partition(": ")
            found.setdefault(name, []).append(value)
    return found


def test_the_file_with_headers(site: Site) -> None:
    safety = {
        "Content-Security-Policy": ["frame-ancestors 'none'"],
        "Referrer-Policy": ["no-referrer"],
        "X-Content-Type-Options": ["nosniff"],
    }
    kept = {"Cache-Control": ["public, max-age=31536000, immutable"]}
    files = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.*")]
    never_change = [name for name in files if re.match("assets/(checker|pyodide|pyscript)-", name)]
    assert len(never_change) > 20
    for name in files:
        expected = safety | kept if name in never_change else safety
        assert told_by_the_file(f"/{name}") == expected
    assert told_by_the_file("/") == told_by_the_file("/checker/") == safety


def test_a_file_of_that_name_gets_into_the_site(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# A page", encoding="utf-8")
    (tmp_path / "docs/_headers").write_text(block("headers-file"), encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: A site", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=tmp_path, check=True)
    assert (tmp_path / "site/_headers").read_text(encoding="utf-8") == block("headers-file")
