"""The guide's second port for signing in, on a mail server of one's own."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator

import pytest

from tests.examples import block
from tests.system.mail.postfix import ACCOUNTS, RECIPIENT, Postfix, free_ports, wait_for

pytestmark = pytest.mark.needs("postfix", "sasl", "openssl")
SENDER = "forem@example.org"


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Postfix, int]]:
    entry = block("own-port")
    [port] = free_ports(1)
    with Postfix("localhost") as postfix:
        assert entry.startswith("2525 inet ")
        # This Postfix's other restrictions would refuse mail even if the entry's own didn't.
        alone = "  -o smtpd_recipient_restrictions=\n"
        postfix.serve(entry.replace("2525 inet", f"127.0.0.1:{port} inet") + alone)
        wait_for(port)
        yield postfix, port


def connected(server: tuple[Postfix, int], *, encrypted: bool = True) -> smtplib.SMTP:
    postfix, port = server
    client = smtplib.SMTP("127.0.0.1", port, local_hostname="community.example.org", timeout=10)
    client._host = "mail.example.org"  # type: ignore[attr-defined]
    if encrypted:
        client.starttls(context=ssl.create_default_context(cafile=postfix.authority))
    return client


def test_mail_goes_out_after_signing_in(server: tuple[Postfix, int]) -> None:
    with connected(server) as client:
        client.login(SENDER, ACCOUNTS[SENDER])
        client.sendmail(SENDER, RECIPIENT, "Message-ID: <own-port@example.org>\n\nA test.")
    assert "<own-port@example.org>" in server[0].messages()


def test_mail_is_refused_without_signing_in(server: tuple[Postfix, int]) -> None:
    with connected(server) as client, pytest.raises(smtplib.SMTPRecipientsRefused):
        client.sendmail(SENDER, RECIPIENT, "A test.")


def test_nothing_is_accepted_unencrypted(server: tuple[Postfix, int]) -> None:
    with connected(server, encrypted=False) as client:
        client.ehlo()
        assert not client.has_extn("auth")
        with pytest.raises(smtplib.SMTPSenderRefused):
            client.sendmail(SENDER, RECIPIENT, "A test.")
