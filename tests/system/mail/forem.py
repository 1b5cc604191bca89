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
    """An email to send from a Forem with these `values`.

    `places` maps hosts to local ports: `{"host:port": local port}`. `console` has values assigned
    in a Rails console, which aren't cleaned. `limit` is Ruby's timeout in seconds; with `None`, the
    mail library's own applies. Empty variables in `environment` aren't set.
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
    """The outcome of an attempt, according to Ruby.

    `result` is `sent`, `sent by key`, `failed`, `refused` (Forem doesn't save it) or `off` (Forem
    sends no mail); `error` is the exception's class, `message` its text. `limits` has the timeouts
    in seconds, for the connection (`connect`) and for each reply (`answer`); none if Ruby didn't
    connect.
    """

    result: str
    limits: dict[str, float]
    error: str = ""
    message: str = ""


class Forem:
    """A running Ruby process that trusts `authority`, as a context manager."""

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
        """Run the attempts, many of them in parallel, and return the outcomes by ID."""
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
                raise RuntimeError("Ruby has ended; its output is above.")
            found: dict[str, Any] = json.loads(line)
            name = found.pop("id")
            outcomes[name] = Outcome(**found)
        return outcomes


@cache
def versions() -> dict[str, str]:
    """Return the versions of Ruby and of Forem's mail libraries."""
    done = subprocess.run(
        [programs.ruby(), str(SCRIPT), "versions"], capture_output=True, text=True, check=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found
