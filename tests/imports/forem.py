"""Starts the Rails application that stands in for Forem, and asks it things."""

from __future__ import annotations

import http.cookiejar
import json
import re
import sqlite3
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path
from typing import NamedTuple

from forem_smtp import Settings
from tests import programs

APPLICATION = Path(__file__).parent / "forem.rb"
PANEL = "admin/customization/config"
# The usual file, but for where the application is.
BIN_RAILS = """\
APP_PATH = {path!r}
gem "railties"
require "rails/commands"
"""


class Session(NamedTuple):
    """What a signed-in browser has: the cookie, and the token of the page."""

    cookie: str
    token: str


class Forem:
    """The running application; used with `with`. `home` is its address.

    `authority` is the file of the certificate that its mail stack trusts.
    """

    def __init__(self, folder: Path, edition: str = "current", authority: Path | None = None):
        self._folder = folder
        self._environment = {
            "FOREM_FOLDER": str(folder),
            "FOREM_EDITION": edition,
            "RAILS_ENV": "production",
            "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
        }
        if authority:
            self._environment["SSL_CERT_FILE"] = str(authority)
        (folder / "bin").mkdir(parents=True)
        (folder / "bin/rails").write_text(BIN_RAILS.format(path=str(APPLICATION)), "utf-8")

    def __enter__(self) -> Forem:
        self._process = subprocess.Popen(
            [programs.ruby(), str(APPLICATION)],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=(self._folder / "errors").open("w"),
            text=True,
        )
        assert self._process.stdout
        port = self._process.stdout.readline().strip()
        if not port:
            raise RuntimeError((self._folder / "errors").read_text("utf-8"))
        self.home = f"http://127.0.0.1:{port}/"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def stored(self) -> Settings:
        """What is stored now."""
        with sqlite3.connect(self._folder / "database") as database:
            return Settings(**dict(database.execute("SELECT name, value FROM settings")))

    def forget(self) -> None:
        """Store nothing any more."""
        with sqlite3.connect(self._folder / "database") as database:
            database.execute("DELETE FROM settings")

    def runner(self, script: str) -> subprocess.CompletedProcess[str]:
        """`bin/rails runner - < script`"""
        return subprocess.run(
            [programs.ruby(), str(self._folder / "bin/rails"), "runner", "-"],
            env=self._environment,
            input=script,
            capture_output=True,
            encoding="utf-8",
        )

    def signed_in(self, name: str = "super_admin") -> Session:
        """Sign in over HTTP, and open the panel."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        with opener.open(self.home + "enter") as answer:
            token = _token(answer.read().decode())
        body = urllib.parse.urlencode({"name": name, "authenticity_token": token}).encode()
        with opener.open(self.home + "sign_in", body) as answer:
            token = _token(answer.read().decode())
        return Session("; ".join(f"{cookie.name}={cookie.value}" for cookie in jar), token)

    def post(self, path: str, body: object, session: Session) -> tuple[int, dict[str, str]]:
        """The status and the JSON that the application answers."""
        request = urllib.request.Request(
            self.home + path,
            json.dumps(body).encode(),
            {
                "Content-Type": "application/json",
                "Accept": "application/json",
                "Cookie": session.cookie,
                "X-CSRF-Token": session.token,
            },
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            text = error.read()
            return error.code, json.loads(text) if text.startswith(b"{") else {}


def _token(page: str) -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert found, page
    return found[1]
