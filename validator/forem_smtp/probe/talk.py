"""One connection to a mail server, and the record of what was said on it."""

from __future__ import annotations

import re
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
LONGEST_REPLY_S = 60.0
_LONGEST_REPLY = 50_000
"""The length in bytes from which a reply counts as one without an end."""
_LONGEST_SHOWN = 1_000
_CODES = re.compile(r"^(?:\d{3}[ -])?(?:\d\.\d{1,3}\.\d{1,3} )?")
"""What a line of a reply begins with: it's never part of a secret."""

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
    """What the server answered: its lines, without the line ends.

    As for net-smtp, the code in the first line counts. `shown` has no secrets.
    """

    lines: list[str]
    shown: list[str]

    @property
    def kind(self) -> str:
        """The first digit of the code: `2` accepted, `3` go on, `4` try later, `5` refused."""
        return self.lines[0][:1]


class EndlessReplyError(Exception):
    """The server goes on and on, and Forem would go on reading."""


class Talk:
    """A connection on which lines are exchanged. Each is recorded, and passed to `tell` at once."""

    def __init__(self, secrets: Secrets, tell: Callable[[Line], None]) -> None:
        self.secrets = secrets
        self._tell = tell
        self._opened = ExitStack()
        self._received = b""
        self.is_opening = True
        """Whether a connection is being made, or encryption is being agreed on."""
        self.is_encrypted = False
        self.lines: list[Line] = []

    def connect(self, host: str, port: int) -> None:
        """Connect. Raises `OSError`, or `UnicodeError` if the name can't be a host name.

        Since net-smtp 0.4, all addresses of a host share one time limit. Python has a limit for
        each, so a connection that took longer is one that Forem doesn't get.
        """
        self.note(f"Connecting to {host}, port {port}")
        start = monotonic()
        self._use(socket.create_connection((host, port), timeout=TIMEOUT_S))
        if monotonic() - start > TIMEOUT_S:
            raise TimeoutError
        self.is_opening = False
        self.note(f"Connected to {self._socket.getpeername()[0]}")

    def close(self) -> None:
        """Leave the server, if there was one."""
        self._opened.close()

    def encrypt(self, host: str) -> None:
        """Begin TLS, and check the certificate as Ruby does. Raises `OSError`.

        One thing differs: for Ruby, the star in `*.example.org` matches a name with an underscore.
        For OpenSSL, which checks the name here, it doesn't.
        """
        self.is_opening = True
        context = ssl.create_default_context()
        # Ruby doesn't ask for what Python 3.13 and later ask of a certificate.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        # Nor does it leave out any of OpenSSL's own ciphers.
        context.set_ciphers("DEFAULT")
        secure = context.wrap_socket(self._socket, server_hostname=host)
        self._use(secure)
        self.is_opening, self.is_encrypted = False, True
        self.note(f"{secure.version()}, and the certificate is valid for {host}")

    def say(self, text: str, shown: str | None = None) -> Reply:
        """Send a line, and return the reply. `shown` is what to record, if it has a secret in it.

        Raises what `listen` does, and `ValueError` for a line break, which net-smtp refuses too.
        """
        if "\r" in text or "\n" in text:
            raise ValueError("A line must not contain CR or LF")
        self._record("forem", self.secrets.redact(text) if shown is None else shown)
        self._socket.sendall(f"{text}\r\n".encode())
        return self.listen()

    def listen(self) -> Reply:
        """Return the next reply, which may have several lines.

        Raises `OSError`, `EOFError` or `EndlessReplyError`. What came before that is recorded.
        """
        lines: list[str] = []
        room, end = _LONGEST_REPLY, monotonic() + LONGEST_REPLY_S
        try:
            while not lines or lines[-1][3:4] == "-":
                while b"\n" not in self._received:
                    if room < 0 or monotonic() > end:
                        raise EndlessReplyError
                    data = self._socket.recv(4096)
                    if not data:
                        raise EOFError
                    self._received += data
                    room -= len(data)
                line, _, self._received = self._received.partition(b"\n")
                lines.append(_text(line))
        except (OSError, EOFError, EndlessReplyError):
            self._record_reply([*lines, _text(self._received)] if self._received else lines)
            raise
        return Reply(lines, self._record_reply(lines))

    def _record_reply(self, lines: list[str]) -> list[str]:
        """Record the lines of a reply, and return them as they are shown."""
        texts = [_CODES.sub("", line) for line in lines]
        parts = zip(lines, texts, self.secrets.redact_reply(texts), strict=True)
        shown = [line.removesuffix(text) + redacted for line, text, redacted in parts]
        for line in shown:
            self._record("server", line)
        return shown

    def note(self, text: str) -> None:
        self._record("note", self.secrets.redact(text))

    def fail(self, text: str) -> None:
        """Record why it ended: like Ruby, without a reply's other lines. `text` has no secrets."""
        self._record("error", text.partition("\n")[0])

    def _use(self, connection: socket.socket) -> None:
        """Go on with this connection. What was received before and not read is dropped."""
        self._socket = self._opened.enter_context(connection)
        self._received = b""

    def _record(self, sender: Sender, shown: str) -> None:
        text = visible(shown)
        if len(text) > _LONGEST_SHOWN:
            text = f"{text[:_LONGEST_SHOWN]}…"
        line = Line(sender=sender, text=text, encrypted=self.is_encrypted)
        self.lines.append(line)
        self._tell(line)


def _text(line: bytes) -> str:
    return line.decode(errors="replace").rstrip("\r")
