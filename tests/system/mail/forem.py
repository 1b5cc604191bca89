"""Drives the Ruby process that saves settings and sends mail as Forem does."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests import programs
from tests.system.mail.postfix import RECIPIENT

SCRIPT = Path(__file__).with_name("forem.rb")
SHORT_S, LONG_S = 1.0, 30.0
"""How long Ruby waits where no answer comes, and where one comes, however busy the machine is."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Attempt:
    """A mail that a Forem with these `values` is to send.

    `places` says where the hosts are, as `{"host:port": port of this machine}`. `console` are
    values that were assigned in a Rails console, where nothing cleans them. `limit` is how long
    Ruby waits, in seconds; with `None`, as long as the mail library sets. An empty variable of the
    `environment` isn't set.
    """

    id: str
    values: Mapping[str, str]
    places: Mapping[str, int]
    edition: str = "current"
    environment: Mapping[str, str] = field(default_factory=dict)
    console: Mapping[str, str] = field(default_factory=dict)
    community_name: str = "Cats"
    limit: float | None = LONG_S

    @property
    def message_id(self) -> str:
        return f"<{self.id}@forem.test>"

    def to_json(self) -> str:
        hosts = dict.fromkeys((place.rpartition(":")[0] for place in self.places), 0)
        environment = {"DEFAULT_EMAIL": "hello@example.org", **self.environment}
        return json.dumps(
            {
                "id": self.id,
                "message_id": self.message_id,
                "recipient": RECIPIENT,
                "values": dict(self.values),
                "places": hosts | dict(self.places),
                "edition": self.edition,
                "environment": {name: text for name, text in environment.items() if text},
                "community_name": self.community_name,
                "console": dict(self.console),
                "limit": self.limit,
            }
        )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What Ruby says became of it.

    `result` is `sent`, `sent by key`, `failed`, `refused` (Forem does not save it) or `off`
    (Forem sends no mail); `error` is Ruby's class, `message` its text. `limits` are the seconds
    that Ruby waited at most, for a connection (`connect`) and for each answer (`answer`); none
    where Ruby didn't connect.
    """

    result: str
    limits: dict[str, float]
    error: str = ""
    message: str = ""


class Forem:
    """A running Ruby process that trusts `authority`; used with `with`."""

    def __init__(self, authority: Path) -> None:
        self._authority = authority

    def __enter__(self) -> "Forem":
        self._process = subprocess.Popen(
            [programs.ruby(), str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={
                "PATH": "/usr/bin:/bin",
                "LANG": "C.UTF-8",
                "SSL_CERT_FILE": str(self._authority),
            },
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=120)
        self._process.stdout.close()

    def run(self, attempts: Iterable[Attempt]) -> dict[str, Outcome]:
        """The outcome of each attempt by its id. Many are under way at once."""
        assert self._process.stdin and self._process.stdout
        count = 0
        for attempt in attempts:
            self._process.stdin.write(attempt.to_json() + "\n")
            count += 1
        self._process.stdin.flush()
        outcomes = {}
        for _ in range(count):
            line = self._process.stdout.readline()
            if not line:
                raise RuntimeError("Ruby has ended; what it said stands above.")
            found: dict[str, Any] = json.loads(line)
            name = found.pop("id")
            outcomes[name] = Outcome(**found)
        return outcomes


@cache
def versions() -> dict[str, str]:
    """The versions of Ruby and of the libraries with which Forem sends mail."""
    done = subprocess.run(
        [programs.ruby(), str(SCRIPT), "versions"], capture_output=True, text=True, check=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found
