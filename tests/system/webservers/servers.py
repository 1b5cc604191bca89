"""The built site on real web servers, with the settings from the page on publishing."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.examples import block
from tests.system.mail.certificates import Certificates
from tests.system.mail.postfix import free_ports, wait_for

PROGRAMS = {"nginx": "nginx-brotli", "caddy": "caddy", "apache": "apache"}
"""The servers, and the programs that a test with each of them needs."""
HOST = "smtp.example.org"
FOLDER = "/var/www/forem-smtp"
"""Where the settings look for the site."""
IS_ROOT = os.geteuid() == 0
"""Root can read every file, so no server serves as root."""

NGINX = """\
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
user nobody nogroup;
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/nginx;
    proxy_temp_path {folder}/nginx;
    fastcgi_temp_path {folder}/nginx;
    uwsgi_temp_path {folder}/nginx;
    scgi_temp_path {folder}/nginx;
    {settings}
}}
"""
CADDY = """\
{{
    admin off
    http_port {http}
    https_port {https}
    storage file_system {folder}/caddy
}}
{settings}
"""
APACHE = """\
{modules}
ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/errors
Listen 127.0.0.1:{http}
Listen 127.0.0.1:{https}
ServerName {host}
DocumentRoot {site}
DirectoryIndex index.html
TypesConfig /etc/mime.types
{user}
<Directory {site}>
    AllowOverride FileInfo
</Directory>
<VirtualHost 127.0.0.1:{https}>
    SSLEngine on
    SSLCertificateFile {certificate}
</VirtualHost>
"""
MODULES = ("authz_core", "dir", "headers", "mime", "mpm_event", "rewrite", "setenvif", "ssl")


class Response(NamedTuple):
    """A response, with its body as transferred."""

    status: int
    headers: HTTPMessage
    body: bytes


class Copy(NamedTuple):
    """A copy of the built site that every user can read, and a folder for the server's files."""

    files: Path
    folder: Path
    certificate: Path
    authority: Path


class WebServer(NamedTuple):
    """A running server."""

    name: str
    site: Copy
    http: int
    https: int

    def get(self, path: str, *, tls: bool = True, method: str = "GET", **headers: str) -> Response:
        """Request this path with these headers."""
        connection = HTTPConnection(HOST, self.https if tls else self.http)
        connection.sock = socket.create_connection(("127.0.0.1", connection.port), timeout=10)
        if tls:
            context = ssl.create_default_context(cafile=self.site.authority)
            connection.sock = context.wrap_socket(connection.sock, server_hostname=HOST)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"Accept-Encoding": "identity"} | names)
            response = connection.getresponse()
            return Response(response.status, response.headers, response.read())
        finally:
            connection.close()


@contextmanager
def copied(built: Path) -> Iterator[Copy]:
    """Yield a copy of the built site outside of pytest's folder, which only its owner can enter."""
    with TemporaryDirectory(prefix="webserver-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(built, folder / "site")
        certificates = Certificates(folder)
        certificate = certificates.issue(HOST, "127.0.0.1")
        for writable in ("nginx", "caddy"):
            (folder / writable).mkdir()
            (folder / writable).chmod(0o777)
        yield Copy(folder / "site", folder, certificate, certificates.authority)


@contextmanager
def running(name: str, site: Copy) -> Iterator[WebServer]:
    """Start the server with this name, and yield it once it answers."""
    http, https = free_ports(2)
    settings, command = {"nginx": nginx, "caddy": caddy, "apache": apache}[name](site, http, https)
    path = site.folder / "settings"
    path.write_text(settings, encoding="utf-8")
    process = subprocess.Popen(
        [*command, str(path)],
        env={"HOME": str(site.folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        # The other two start as root, and change to another user themselves.
        user="nobody" if IS_ROOT and name == "caddy" else None,
    )
    try:
        wait_for(http)
        wait_for(https)
        yield WebServer(name, site, http, https)
    finally:
        process.terminate()
        process.wait()


def nginx(site: Copy, http: int, https: int) -> tuple[str, list[str]]:
    """Return its settings, and its command without the settings file's name."""
    published = adapted(
        block("nginx"),
        {
            FOLDER: str(site.files),
            "listen 80;": f"listen 127.0.0.1:{http};",
            "listen 443 ssl": f"listen 127.0.0.1:{https} ssl",
            f"/etc/letsencrypt/live/{HOST}/fullchain.pem": str(site.certificate),
            f"/etc/letsencrypt/live/{HOST}/privkey.pem": str(site.certificate),
        },
    )
    settings = NGINX.format(folder=site.folder, settings=published)
    return settings, ["nginx", "-p", "/usr/share/nginx", "-c"]


def caddy(site: Copy, http: int, https: int) -> tuple[str, list[str]]:
    """Return its settings, and its command without the settings file's name."""
    certificate = f"tls {site.certificate} {site.certificate}"
    published = adapted(
        block("caddy"), {FOLDER: str(site.files), f"{HOST} {{": f"{HOST} {{\n    {certificate}"}
    )
    settings = CADDY.format(folder=site.folder, settings=published, http=http, https=https)
    return settings, ["caddy", "run", "--adapter", "caddyfile", "--config"]


def apache(site: Copy, http: int, https: int) -> tuple[str, list[str]]:
    """Return its settings, which enable `.htaccess`, and its command without the settings file's
    name."""
    (site.files / ".htaccess").write_text(block("apache"), encoding="utf-8")
    settings = APACHE.format(
        folder=site.folder,
        site=site.files,
        http=http,
        https=https,
        host=HOST,
        certificate=site.certificate,
        user="User nobody\nGroup nogroup" if IS_ROOT else "",
        modules="\n".join(
            f"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so"
            for module in MODULES
        ),
    )
    return settings, ["apache2", "-D", "FOREGROUND", "-f"]


def adapted(settings: str, replacements: dict[str, str]) -> str:
    """Return the page's settings adapted to this machine. Each replaced text must occur."""
    for old, new in replacements.items():
        assert old in settings, old
        settings = settings.replace(old, new)
    return settings
