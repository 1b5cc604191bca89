"""Starts the Rails application that models Forem, and sends requests to it."""

from __future__ import annotations

import http.cookiejar
import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import yaml  # type: ignore[import-untyped]

from forem_smtp import Settings
from tests import programs

APPLICATION = Path(__file__).parent / "forem.rb"
PANEL = "admin/customization/config"
SAVE = "admin/settings/smtp_settings"
# The usual bin/rails, except for the application's path.
BIN_RAILS = """\
APP_PATH = {path!r}
gem "railties"
require "rails/commands"
"""
# Runs what would run in Forem's container: in another folder, and with Forem's environment.
CONTAINER = """\
#!/bin/sh
case "$*" in
  {command}*) shift {words} ;;
  *) echo "No such container: $*" >&2; exit 125 ;;
esac
cd /
exec env -i {rails} "$@"
"""


class Session(NamedTuple):
    """A signed-in browser's cookie, and the page's CSRF token."""

    cookie: str
    token: str


class Member(NamedTuple):
    """An account: its address and its password."""

    email: str
    password: str


FIRST_USER = Member("first@example.org", "of the first user")
"""The account with user ID 1, a Super Admin."""


class Forem:
    """The running application, as a context manager. `home` is its address.

    `authority` is the file of the CA certificate that its mail stack trusts, `environment` has
    further variables, such as `SMTP_ADDRESS`. An application started in the folder of an earlier
    one has its data.
    """

    def __init__(
        self,
        folder: Path,
        edition: str = "current",
        authority: Path | None = None,
        first_user: str = "confirmed",
        environment: Mapping[str, str] | None = None,
    ):
        self._folder = folder
        self._environment = {
            "FOREM_FOLDER": str(folder),
            "FOREM_EDITION": edition,
            "FOREM_FIRST_USER": first_user,
            "RAILS_ENV": "production",
            "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
            **(environment or {}),
        }
        if authority:
            self._environment["SSL_CERT_FILE"] = str(authority)
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "bin/rails").write_text(BIN_RAILS.format(path=str(APPLICATION)), "utf-8")
        self._container("docker", "compose exec -T web bundle exec rails")
        self._container("podman", "exec -i forem-rails bundle exec rails")

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

    def database(self) -> sqlite3.Connection:
        """Open the database directly, bypassing the application and its cache."""
        return sqlite3.connect(self._folder / "database", isolation_level=None)

    def add_member(self, email: str, confirmed: bool = False) -> Member:
        """Add an account that registered while mail was off."""
        self.database().execute(
            "INSERT INTO users (email, encrypted_password, confirmed_at, created_at, updated_at)"
            " SELECT ?, encrypted_password, CASE WHEN ? THEN created_at END, created_at, created_at"
            " FROM users WHERE id = 1",
            (email, confirmed),
        )
        return Member(email, FIRST_USER.password)

    def submit(self, settings: Settings) -> None:
        """Save settings in the current edition's panel, as the First User."""
        values = {"settings_smtp": dict(settings.given())}
        status, answer = self.post(SAVE, values, self.signed_in())
        if status != 200:
            raise ValueError(f"{status}: {answer}")

    def stored(self) -> Settings:
        """Return the stored settings."""
        rows = self.database().execute("SELECT var, value FROM settings_smtp")
        loaded = {name: yaml.load(value, yaml.BaseLoader) for name, value in rows}
        # An empty string is YAML's nil here, which isn't a value.
        return Settings(**{name: value for name, value in loaded.items() if value != ""})

    def reset(self) -> None:
        """Delete all settings, and all members but the first."""
        self.database().execute("DELETE FROM settings_smtp")
        self.database().execute("DELETE FROM users WHERE id > 1")
        shutil.rmtree(self._folder / "cache", ignore_errors=True)

    def runner(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run `bin/rails runner - < script`."""
        return subprocess.run(
            [programs.ruby(), str(self._folder / "bin/rails"), "runner", "-"],
            env=self._environment,
            input=script,
            capture_output=True,
            encoding="utf-8",
        )

    def on_the_host(self, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a shell command as on the host of this application's container."""
        return subprocess.run(
            ["sh", "-c", command],
            cwd=folder,
            env={"PATH": f"{self._folder}/bin:/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )

    def signed_in(self, member: Member = FIRST_USER) -> Session:
        """Sign in over HTTP, and open the panel."""
        visitor = Visitor(self)
        visitor.sign_in(member)
        page = visitor.open(PANEL)
        return Session("; ".join(f"{one.name}={one.value}" for one in visitor.jar), _token(page))

    def post(self, path: str, body: object, session: Session) -> tuple[int, dict[str, str]]:
        """Post JSON, and return the status and the JSON of the response."""
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

    def _container(self, program: str, command: str) -> None:
        rails = [programs.ruby(), str(self._folder / "bin/rails")]
        settings = [f"{name}={value}" for name, value in self._environment.items()]
        path = self._folder / "bin" / program
        path.write_text(
            CONTAINER.format(
                command=shlex.quote(f"{command} "),
                words=len(command.split()),
                rails=shlex.join([*settings, *rails]),
            ),
            "utf-8",
        )
        path.chmod(0o755)


class Visitor:
    """A visitor's browser, which keeps cookies and follows redirects."""

    def __init__(self, forem: Forem) -> None:
        self._home = forem.home
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def open(self, path: str, body: bytes | None = None) -> str:
        """Open a page, and return the HTML after all redirects."""
        with self._opener.open(self._home + path, body) as answer:
            return str(answer.read().decode())

    def send(self, form: str, path: str, values: Mapping[str, str]) -> str:
        """Submit the form at one address to another."""
        token = {"authenticity_token": _token(self.open(form))}
        return self.open(path, urllib.parse.urlencode({**values, **token}).encode())

    def sign_in(self, member: Member) -> None:
        """Try to sign in."""
        values = {"user[email]": member.email, "user[password]": member.password}
        self.send("users/sign_in", "users/sign_in", values)

    def is_signed_in(self) -> bool:
        """Whether the start page shows a signed-in member."""
        return "Signed in as" in self.open("")

    def ask_for_confirmation(self, email: str) -> None:
        """Request the confirmation email on the sign-in screen."""
        self.send("users/confirmation/new", "users/confirmation", {"user[email]": email})


def _token(page: str) -> str:
    found = re.search(r'name="(?:csrf-token" content|authenticity_token" value)="([^"]+)"', page)
    assert found, page
    return found[1]
