"""One connection to a mail server, and the record of what was said on it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from time import monotonic
from typing import Literal, NamedTuple

from ..characters import visible
from ..secrets import Secrets

TIMEOUT_S = 5.0
"""How long Forem waits for a connection, and then for each reply.

This is what mail 2.8 and later set. Source: docs/delivery.md.
"""
_LONGEST_LINE = 4_096
_MOST_LINES = 100

Sender = Literal["note", "error", "forem", "server"]
_MARKS: dict[tuple[Sender, bool], str] = {
    ("note", False): "===", ("note", True): "===",
    ("error", False): "***", ("error", True): "***",
    ("forem", False): " ->", ("forem", True): " ~>",
    ("server", False): "<- ", ("server", True): "<~ ",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the transcript, with every secret in it hidden.

    `sender` is `"forem"` or `"server"` for what was sent; `"note"` or `"error"` for what happened.
    """

    sender: Sender
    text: str
    encrypted: bool

    def __str__(self) -> str:
        """The line with the mark that swaks gives it, which mail administrators know."""
        return f"{_MARKS[self.sender, self.encrypted]} {self.text}".rstrip()


class Reply(NamedTuple):
    """What the server answered: its lines, without the line ends."""

    lines: list[str]

    @property
    def kind(self) -> str:
        """The first digit of the code: `2` accepted, `3` go on, `4` try later, `5` refused."""
        return self.lines[-1][:1]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Talk:
    """A connection on which lines are exchanged. Each is recorded, and passed to `tell` at once."""

    def __init__(self, secrets: Secrets, tell: Callable[[Line], None]) -> None:
        self._secrets = secrets
        self._tell = tell
        self._opened = ExitStack()
        self.is_encrypted = False
        self.lines: list[Line] = []

    def connect(self, host: str, port: int) -> None:
        """Connect. Raises `OSError`, or `UnicodeError` if the name can't be one of a host.

        Since net-smtp 0.4, all addresses of a host share one time limit. Python has a limit for
        each, so a connection that took longer is one that Forem doesn't get.
        """
        self.note(f"Connecting to {host}, port {port}")
        start = monotonic()
        self._use(socket.create_connection((host, port), timeout=TIMEOUT_S))
        if monotonic() - start > TIMEOUT_S:
            raise TimeoutError
        self.note(f"Connected to {self._socket.getpeername()[0]}")

    def close(self) -> None:
        """Leave the server, if there was one."""
        self._opened.close()

    def encrypt(self, host: str) -> None:
        """Begin TLS, and check the certificate as Ruby does. Raises `OSError`.

        One thing differs: for Ruby, the star in `*.example.org` may stand for a name with an
        underscore. Not for OpenSSL, which checks the name here.
        """
        context = ssl.create_default_context()
        # Ruby doesn't ask for what Python 3.13 and later ask of a certificate.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        secure = context.wrap_socket(self._socket, server_hostname=host)
        self._use(secure)
        self.is_encrypted = True
        self.note(f"{secure.version()}, and the certificate is valid for {host}")

    def say(self, text: str, shown: str | None = None) -> Reply:
        """Send a line, and return the reply. `shown` is what to record, if it has a secret in it.

        Raises `OSError`, `EOFError`, or `ValueError` for a line break, which net-smtp refuses too.
        """
        if "\r" in text or "\n" in text:
            raise ValueError("A line must not contain CR or LF")
        self._record("forem", self._secrets.redact(text) if shown is None else shown)
        self._socket.sendall(f"{text}\r\n".encode())
        return self.listen()

    def listen(self) -> Reply:
        """Return the next reply, which may have several lines. Raises `OSError` or `EOFError`."""
        lines: list[str] = []
        while len(lines) < _MOST_LINES:
            line = self._file.readline(_LONGEST_LINE)
            if not line:
                raise EOFError
            lines.append(line.decode(errors="replace").rstrip("\r\n"))
            self._record("server", self._secrets.redact(lines[-1]))
            if line[3:4] != b"-":
                break
        return Reply(lines)

    def note(self, text: str) -> None:
        self._record("note", self._secrets.redact(text))

    def fail(self, text: str) -> str:
        """Record why it ended, and return the words as they are shown."""
        shown = self._secrets.redact(text)
        for line in shown.split("\n"):
            self._record("error", line)
        return shown

    def _use(self, connection: socket.socket) -> None:
        """Go on with this connection. What was received before and not read is dropped."""
        self._socket = self._opened.enter_context(connection)
        self._file = self._opened.enter_context(connection.makefile("rb"))

    def _record(self, sender: Sender, shown: str) -> None:
        line = Line(sender=sender, text=visible(shown), encrypted=self.is_encrypted)
        self.lines.append(line)
        self._tell(line)
