"""Facts about Forem's mail stack, tested against real servers.

The guide or a finding's page states each of these facts.
"""

from collections.abc import Iterator, Mapping
from email.message import Message
from itertools import product
from typing import Any

import pytest

from forem_smtp import explain
from tests.system.mail.fake_providers import FakeProviders
from tests.system.mail.forem import Attempt, Forem, Outcome, versions
from tests.system.mail.postfix import Postfix

pytestmark = pytest.mark.needs("action-mailer", "postfix", "sasl", "openssl")
HOST = "mail.example.org"
RIGHT = {
    "address": HOST,
    "port": "587",
    "authentication": "plain",
    "user_name": "forem@example.org",
    "password": "Jm4-vault-Tulip-92",
    "domain": "community.example.org",
    "from_email_address": "forem@example.org",
}
MECHANISMS = ("plain", "login", "cram_md5")
NAME_NOT_FOUND = {"3.1": "SocketError", "3.3": "Socket::ResolutionError"}
"""Ruby's error for a host that isn't found, by Ruby's version."""
LIMITS = {"2.7": {"connect": 30, "answer": 60}, "2.8": {"connect": 5, "answer": 5}}
"""How long Ruby waits, in seconds, by the version of the mail library."""
ENCRYPTING = ("starttls-required", "starttls-offered")


class Stack:
    """Ruby and the servers."""

    def __init__(self, forem: Forem, postfix: Postfix, fakes: FakeProviders) -> None:
        self._forem, self.postfix, self._fakes = forem, postfix, fakes
        self._count = 0

    def send(
        self,
        server: str | tuple[str, str],
        values: Mapping[str, str] | None = None,
        without: str = "",
        **more: Any,
    ) -> tuple[Outcome, Message | None]:
        """Send an email with valid values except for `values` and `without`.

        Returns its outcome, and the email if it arrived.
        """
        ports: Mapping[Any, int] = (
            self.postfix.ports if isinstance(server, str) else self._fakes.ports
        )
        self._count += 1
        found = {**RIGHT, **(values or {})}
        found.pop(without, None)
        attempt = Attempt(
            id=f"fact-{self._count}", values=found, places={f"{HOST}:587": ports[server]}, **more
        )
        outcome = self._forem.run([attempt])[attempt.id]
        return outcome, self.postfix.messages().get(attempt.message_id)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with (
        Postfix() as postfix,
        FakeProviders(postfix.certificates, {"sendgrid": {HOST}}) as fakes,
        Forem(postfix.authority) as forem,
    ):
        yield Stack(forem, postfix, fakes)


def received(mail: Message | None) -> str:
    """Return Postfix's Received header."""
    assert mail is not None
    return " ".join(str(mail["Received"]).split())


def test_a_community_name_that_breaks_the_sender(stack: Stack) -> None:
    outcome, mail = stack.send("starttls-required", community_name="Forum: Cats")
    assert (outcome.result, mail) == ("failed", None)
    assert "501 5.1.7" in outcome.message


def test_a_default_email_that_is_not_an_address(stack: Stack) -> None:
    # Postfix accepts a sender without an address; stricter servers don't.
    outcome, mail = stack.send(
        "starttls-required", without="from_email_address", environment={"DEFAULT_EMAIL": ""}
    )
    assert outcome.result == "sent"
    assert mail is not None and "@" not in str(mail["From"])
    outcome, mail = stack.send(
        "starttls-required", without="from_email_address", environment={"DEFAULT_EMAIL": "x"}
    )
    assert (outcome.error, mail) == ("ArgumentError", None)
    assert explain(f"ArgumentError: {outcome.message}").id == "sender-missing"


@pytest.mark.parametrize(("server", "mechanism"), list(product(ENCRYPTING, MECHANISMS)))
def test_with_starttls_mail_is_delivered_encrypted(
    stack: Stack, server: str, mechanism: str
) -> None:
    outcome, mail = stack.send(server, {"authentication": mechanism})
    assert outcome.result == "sent"
    assert "with ESMTPSA" in received(mail) and "using TLS" in received(mail)
    assert "Authenticated sender: forem@example.org" in received(mail)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_without_tls_mail_is_delivered_unencrypted_and_nothing_warns(
    stack: Stack, mechanism: str
) -> None:
    outcome, mail = stack.send("no-tls", {"authentication": mechanism})
    assert (outcome.result, outcome.message) == ("sent", "")
    assert "with ESMTPA " in received(mail) and "TLS" not in received(mail)


def test_implicit_tls_times_out(stack: Stack) -> None:
    outcome, mail = stack.send("implicit-tls", limit=0.5)
    assert (outcome.error, mail) == ("Net::ReadTimeout", None)
    assert outcome.limits["answer"] == 0.5


def test_timeouts_depend_on_the_mail_library(stack: Stack) -> None:
    # Ruby reports its connection's timeouts; the test above shows that they apply.
    outcome, _ = stack.send("starttls-required", limit=None)
    assert outcome.limits == LIMITS[minor("mail")]


def minor(library: str) -> str:
    """Return the library's version, up to the minor number."""
    return ".".join(versions()[library].split(".")[:2])


@pytest.mark.parametrize(
    ("server", "words"),
    [("self-signed", "(self-signed certificate)"), ("other-name", "(hostname mismatch)")],
)
def test_an_invalid_certificate_stops_the_email(stack: Stack, server: str, words: str) -> None:
    outcome, mail = stack.send(server)
    assert (outcome.error, mail) == ("OpenSSL::SSL::SSLError", None)
    assert outcome.message.endswith(f"certificate verify failed {words}")


def test_forem_says_localhost_without_a_domain(stack: Stack) -> None:
    outcome, mail = stack.send("starttls-required", without="domain")
    assert outcome.result == "sent"
    assert received(mail).startswith("from localhost (")


def test_a_strict_server_refuses_localhost(stack: Stack) -> None:
    outcome, mail = stack.send("strict-helo", without="domain")
    assert (outcome.error, mail) == ("Net::SMTPSyntaxError", None)
    assert outcome.message == (
        "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname"
    )


@pytest.mark.parametrize(
    ("server", "words"),
    [
        ("starttls-required", "501 Syntax: HELO hostname"),
        # After the failed EHLO, HELO succeeds, but doesn't offer STARTTLS.
        (("sendgrid", "starttls"), "530 Must issue a STARTTLS command first"),
    ],
)
def test_an_empty_domain_from_a_console_breaks_the_greeting(
    stack: Stack, server: Any, words: str
) -> None:
    outcome, mail = stack.send(server, console={"domain": ""})
    assert (outcome.message, mail) == (words, None)


def test_without_authentication_plain_is_used(stack: Stack) -> None:
    outcome, mail = stack.send("starttls-required", without="authentication")
    assert outcome.result == "sent" and mail is not None
    assert "sasl_method=PLAIN" in last_sign_in(stack.postfix)


def last_sign_in(postfix: Postfix) -> str:
    return [line for line in postfix.log().splitlines() if "sasl_method=" in line][-1]


def test_an_empty_authentication_from_a_console_is_refused_by_ruby(stack: Stack) -> None:
    outcome, _ = stack.send("starttls-required", console={"authentication": ""})
    assert (outcome.error, outcome.message) == ("ArgumentError", "wrong authentication type")


def test_capitals_are_refused_by_forem_but_not_by_ruby(stack: Stack) -> None:
    outcome, _ = stack.send("starttls-required", {"authentication": "PLAIN"})
    assert outcome.result == "refused"
    outcome, mail = stack.send("starttls-required", console={"authentication": "PLAIN"})
    assert outcome.result == "sent" and mail is not None


@pytest.mark.parametrize(
    ("server", "words"),
    [
        ("plain-and-login", "535 5.7.8 Error: authentication failed: no mechanism available"),
        (("sendgrid", "starttls"), "504 5.5.4 Unrecognized authentication type"),
    ],
)
def test_a_mechanism_that_is_not_offered_is_refused(stack: Stack, server: Any, words: str) -> None:
    outcome, mail = stack.send(server, {"authentication": "cram_md5"})
    assert (outcome.message, mail) == (words, None)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_wrong_password_is_refused(stack: Stack, mechanism: str) -> None:
    wrong = {"password": "wrong", "authentication": mechanism}
    outcome, mail = stack.send("starttls-required", wrong)
    assert (outcome.error, mail) == ("Net::SMTPAuthenticationError", None)
    assert outcome.message.startswith("535 5.7.8 Error: authentication failed")


@pytest.mark.parametrize("address", [f"smtp://{HOST}", f"{HOST}:587", f"{HOST} "])
def test_an_address_that_is_not_a_host_name_is_not_found(stack: Stack, address: str) -> None:
    outcome, mail = stack.send("starttls-required", console={"address": address})
    assert (outcome.error, mail) == (NAME_NOT_FOUND[minor("Ruby")], None)
    assert outcome.message.startswith("getaddrinfo: ")


def test_postfix_accepts_a_domain_with_a_scheme(stack: Stack) -> None:
    outcome, mail = stack.send("starttls-required", {"domain": "https://example.org"})
    assert outcome.result == "sent" and mail is not None


def test_the_port_may_be_text(stack: Stack) -> None:
    outcome, mail = stack.send("starttls-required", console={"port": "587"})
    assert outcome.result == "sent" and mail is not None


@pytest.mark.parametrize("protocol", ["imap", "pop"])
def test_servers_for_reading_mail_do_not_greet_in_smtp(stack: Stack, protocol: str) -> None:
    outcome, _ = stack.send((protocol, "none"))
    assert outcome.error == "Net::SMTPUnknownError"
