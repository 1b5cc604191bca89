"""A mail server on this machine that answers as a test tells it to."""

from __future__ import annotations

import os
import socket
import socketserver
import ssl
import threading
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self
from unittest import mock

import trustme

CLOSE, SILENCE = "close", "silence"
"""Instead of an answer: to end the connection, and to say nothing until the client gives up."""
ANSWERS = {
    "": "220 mail.example.org ESMTP",
    "EHLO": "250-mail.example.org\n250-STARTTLS\n250 AUTH PLAIN LOGIN CRAM-MD5",
    "HELO": "250 mail.example.org",
    "STARTTLS": "220 2.0.0 Ready to start TLS",
    "AUTH PLAIN": "235 2.7.0 Authentication successful",
    "AUTH LOGIN": "334 VXNlcm5hbWU6",
    "AUTH LOGIN, answer 1": "334 UGFzc3dvcmQ6",
    "AUTH LOGIN, answer 2": "235 2.7.0 Authentication successful",
    "AUTH CRAM-MD5": "334 PDgzMTQuMjE5NUBleGFtcGxlLm5ldD4=",
    "AUTH CRAM-MD5, answer 1": "235 2.7.0 Authentication successful",
    "MAIL": "250 2.1.0 Ok",
    "RCPT": "250 2.1.5 Ok",
    "QUIT": "221 2.0.0 Bye",
}
"""What is answered to lines that begin like this. `""` is the greeting."""


class MailServer:
    """A server on `port`, whose certificate is for `name`; used with `with`.

    `heard` has the lines that it was sent. While it runs, this process trusts its certificate.
    """

    def __init__(
        self, folder: Path, answers: Mapping[str, str] | None = None, name: str = "localhost"
    ) -> None:
        self.heard: list[str] = []
        self.authority = folder / "authority.pem"
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.authority))
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(self._tls)
        self._answers = ANSWERS | dict(answers or {})
        self._trust = mock.patch.dict(os.environ, SSL_CERT_FILE=str(self.authority))

    def __enter__(self) -> Self:
        server = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                # The client has left, or doesn't accept the certificate.
                with suppress(OSError):
                    server._converse(self.request)

        self._server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self._trust.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._trust.stop()
        self._server.shutdown()
        self._server.server_close()

    def _converse(self, connection: socket.socket) -> None:
        """Answer each line, until the client leaves or an answer says to."""
        with ExitStack() as opened:
            line, mechanism, count = "", "", 0
            while (answer := self._answers[self._key(line, mechanism, count)]) != CLOSE:
                if answer != SILENCE:
                    connection.sendall(answer.replace("\n", "\r\n").encode() + b"\r\n")
                if line == "STARTTLS" and answer[0] == "2":
                    connection = opened.enter_context(
                        self._tls.wrap_socket(connection, server_side=True)
                    )
                line = self._hear(connection)
                begins = line.startswith("AUTH ")
                mechanism, count = (line, 0) if begins else (mechanism, count + 1)

    def _key(self, line: str, mechanism: str, count: int) -> str:
        named = [key for key in self._answers if key and line.startswith(key)]
        return max(named, key=len) if named else f"{mechanism}, answer {count}" if line else ""

    def _hear(self, connection: socket.socket) -> str:
        """The next line. Raises `ConnectionError` if the client has left."""
        heard = b""
        while not heard.endswith(b"\r\n"):
            more = connection.recv(1000)
            if not more:
                raise ConnectionError
            heard += more
        line = heard.decode().removesuffix("\r\n")
        self.heard.append(line)
        return line
