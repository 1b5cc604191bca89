"""The guide's curl command for a test email, run against a mail server."""

from __future__ import annotations

import shlex
import ssl
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.examples import block
from tests.system.mail.postfix import free_ports
from tests.system.mail.terminal import at_a_terminal

pytestmark = pytest.mark.needs("curl")
PASSWORD = "Tulip-92 vault:$x"
VALUES = {
    "YOUR-FROM-ADDRESS": "hello@example.org",
    "YOUR-OWN-ADDRESS": "me@example.net",
    "DOMAIN": "community.example.org",
    "USER-NAME": "relay@example.org",
    "ADDRESS": "localhost",
}


class FakeServer:
    """Records credentials, and emails with the name in EHLO."""

    def __init__(self) -> None:
        self.credentials: list[tuple[str, str]] = []
        self.messages: list[tuple[str, str, list[str], bytes]] = []

    def sign_in(self, server, session, envelope, mechanism, given: LoginPassword) -> AuthResult:
        self.credentials.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password.decode() == PASSWORD, handled=False)

    async def handle_DATA(self, server, session, envelope) -> str:
        self.messages.append(
            (session.host_name, envelope.mail_from, envelope.rcpt_tos, envelope.content)
        )
        return "250 OK"


def command(port: int) -> list[str]:
    """Return the guide's command with its placeholders filled in."""
    line = filled(block("test-mail-curl")).replace("PORT", str(port))
    return shlex.split(line.replace("\\\n", " "))


def mail() -> str:
    return filled(block("test-mail-file"))


def filled(text: str) -> str:
    for name, value in VALUES.items():
        text = text.replace(name, value)
    return text


@pytest.mark.parametrize(("password", "arrives"), [(PASSWORD, True), ("wrong", False)])
def test_the_guides_curl_command(password: str, arrives: bool, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    (tmp_path / "test.txt").write_text(mail(), encoding="utf-8")
    fake = FakeServer()
    (port,) = free_ports(1)
    server = Controller(
        fake,
        hostname="localhost",
        port=port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=fake.sign_in,
    )
    server.start()
    try:
        line = [*command(port), "--silent", "--cacert", "authority.pem"]
        assert PASSWORD not in line
        done = at_a_terminal(line, password, tmp_path)
        assert done.status == (0 if arrives else 67)
        assert password not in done.said
    finally:
        server.stop()
    assert fake.credentials[0] == (VALUES["USER-NAME"], password)
    sent = (mail().replace("\n", "\r\n")).encode()
    expected = [(VALUES["DOMAIN"], "hello@example.org", ["me@example.net"], sent)]
    assert fake.messages == (expected if arrives else [])
