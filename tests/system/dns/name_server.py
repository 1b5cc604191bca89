"""A real local DNS server, dnsmasq, with only the records that a test defines."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

DNSMASQ = "/usr/sbin/dnsmasq"
TIMEOUT_S = 10


class Record(NamedTuple):
    """A DNS record as people enter it; `kind` is TXT, CNAME or A."""

    kind: str
    name: str
    value: str


class Server:
    """Serves only these records, as a context manager."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.port = _free_port()
        self._command = [
            DNSMASQ,
            "--no-daemon",
            "--conf-file=/dev/null",
            "--pid-file",
            "--user=",
            f"--port={self.port}",
            "--listen-address=127.0.0.1",
            "--bind-interfaces",
            "--no-resolv",
            "--no-hosts",
            *("--local=/com/", "--local=/example/"),
            *map(_option, records),
        ]

    def __enter__(self) -> Server:
        self._process = subprocess.Popen(self._command, stderr=subprocess.DEVNULL)
        end = time.monotonic() + TIMEOUT_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"dnsmasq does not start: {self._command}")
            time.sleep(0.05)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait()

    def run(self, command: str, home: Path) -> str:
        """Return the output of a shell command whose `dig` queries this server, with this HOME."""
        (home / ".digrc").write_text(f"@127.0.0.1 -p {self.port}\n", encoding="utf-8")
        done = subprocess.run(
            ["sh", "-ec", command],
            env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
        )
        assert done.returncode == 0 and not done.stderr, done
        return done.stdout

    def _answers(self) -> bool:
        with socket.socket() as connection:
            return connection.connect_ex(("127.0.0.1", self.port)) == 0


def _option(record: Record) -> str:
    match record.kind:
        case "TXT":
            return f"--txt-record={record.name},{record.value}"
        case "CNAME":
            return f"--cname={record.name},{record.value}"
        case "A":
            return f"--host-record={record.name},{record.value}"
    raise ValueError(record.kind)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
