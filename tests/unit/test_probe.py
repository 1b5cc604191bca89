"""The live check: it says what Forem says, shows what fails, and gives no secret away."""

from __future__ import annotations

import socket
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forem_smtp import Instance, Settings, check, explain
from forem_smtp.probe import Outcome, conversation, probe, talk
from forem_smtp.replies import explain_for
from forem_smtp.rules.samples import OWN
from tests.unit.command_line import run
from tests.unit.mail_server import CLOSE, SILENCE, MailServer

PASSWORD = str(OWN.password)


def settings(server: MailServer, **changes: str) -> Settings:
    return OWN.replaced({"address": "localhost", "port": str(server.port), **changes})


def probed(server: MailServer, recipient: str | None = None, **changes: str) -> Outcome:
    return probe(check(settings(server, **changes)), recipient)


def transcript(outcome: Outcome) -> list[str]:
    return [str(line) for line in outcome.lines]


def test_the_conversation_is_forems(tmp_path: Path) -> None:
    with MailServer(tmp_path) as server:
        outcome = probed(server, "robin@example.com")
    assert (outcome.error, outcome.unfinished) == (None, None)
    begin, _, *shown = transcript(outcome)
    assert begin == f"=== Connecting to localhost, port {server.port}"
    tls = shown.index(" -> STARTTLS") + 2
    assert shown[:tls] == [
        "<-  220 mail.example.org ESMTP",
        " -> EHLO community.example.org",
        "<-  250-mail.example.org",
        "<-  250-STARTTLS",
        "<-  250 AUTH PLAIN LOGIN CRAM-MD5",
        " -> STARTTLS",
        "<-  220 2.0.0 Ready to start TLS",
    ]
    assert shown[tls].startswith("=== TLSv1.3, and the certificate is valid for localhost")
    assert shown[tls + 1 :] == [
        " ~> EHLO community.example.org",
        "<~  250-mail.example.org",
        "<~  250-STARTTLS",
        "<~  250 AUTH PLAIN LOGIN CRAM-MD5",
        " ~> AUTH PLAIN ********",
        "<~  235 2.7.0 Authentication successful",
        " ~> MAIL FROM:<forem@example.org>",
        "<~  250 2.1.0 Ok",
        " ~> RCPT TO:<robin@example.com>",
        "<~  250 2.1.5 Ok",
        " ~> QUIT",
        "<~  221 2.0.0 Bye",
    ]


@pytest.mark.parametrize(
    ("mechanism", "responses"),
    [
        ("plain", [f"\0forem@example.org\0{PASSWORD}"]),
        ("login", ["forem@example.org", PASSWORD]),
        # RFC 2195's challenge, and its digest with this password, computed by OpenSSL.
        ("cram_md5", ["forem@example.org 6fb335e111703b6459baafa69f5eccb9"]),
    ],
)
def test_credentials_are_sent_as_each_mechanism_wants(
    mechanism: str, responses: list[str], tmp_path: Path
) -> None:
    with MailServer(tmp_path) as server:
        outcome = probed(server, authentication=mechanism)
    assert outcome.error is None
    sent = [line.removeprefix("AUTH PLAIN ") for line in server.heard]
    for response in responses:
        assert b64encode(response.encode()).decode() in sent


def test_without_a_domain_forem_calls_itself_localhost(tmp_path: Path) -> None:
    with MailServer(tmp_path) as server:
        probed(server, domain="")
    assert server.heard[0] == "EHLO localhost"


FAILURES = {
    "the server is busy": ({"": "421 4.7.0 Try again later"}, "Net::SMTPServerBusy: 421 4.7.0 "),
    "it's no mail server": ({"": "* OK IMAP4rev1"}, "Net::SMTPUnknownError: * OK IMAP4rev1"),
    "it hangs up": ({"": CLOSE}, "EOFError: end of file reached"),
    "it refuses the name": (
        {"EHLO": "501 Syntax", "HELO": "504 5.5.2 <localhost>: rejected"},
        "Net::SMTPSyntaxError: 504 5.5.2",
    ),
    "it can't encrypt": ({"STARTTLS": "454 4.7.0 TLS not available"}, "Net::SMTPServerBusy: 454"),
    "it refuses the password": (
        {"AUTH PLAIN": "535-5.7.8 Not accepted.\n535 5.7.8 BadCredentials"},
        "Net::SMTPAuthenticationError: 535-5.7.8 Not accepted.\n535 5.7.8 BadCredentials",
    ),
    "it doesn't offer the mechanism": (
        {"AUTH LOGIN": "504 5.7.4 Unrecognized authentication type"},
        "Net::SMTPSyntaxError: 504 5.7.4",
    ),
    "it asks for CRAM-MD5 in a way that can't be read": (
        {"AUTH CRAM-MD5": "334 a"},
        "Net::SMTPUnknownError: 334 a",
    ),
    "it refuses the sender": ({"MAIL": "550 5.7.1 Not yours"}, "Net::SMTPFatalError: 550 5.7.1"),
    "it refuses the recipient": ({"RCPT": "550 5.1.1 No such user"}, "Net::SMTPFatalError: 550"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_named_as_in_forems_log(name: str, tmp_path: Path) -> None:
    answers, error = FAILURES[name]
    with MailServer(tmp_path, answers) as server:
        mechanism = next((key[5:].lower() for key in answers if key.startswith("AUTH ")), "plain")
        outcome = probed(server, "robin@example.com", authentication=mechanism.replace("-", "_"))
    assert outcome.error is not None
    assert outcome.error.startswith(error)
    assert transcript(outcome)[-1].startswith("*** ")
    assert explain(outcome.error).id is not None


def test_a_server_that_says_nothing_is_waited_for_as_long_as_forem_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert talk.TIMEOUT_S == 5
    monkeypatch.setattr(talk, "TIMEOUT_S", 0.05)
    with MailServer(tmp_path, {"": SILENCE}) as server:
        outcome = probed(server)
    assert outcome.error == "Net::ReadTimeout"


def test_a_connection_that_takes_too_long_is_one_that_forem_does_not_get(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python may try several addresses, each for the full time."""
    clock = iter([0.0, 5.5])
    monkeypatch.setattr(talk, "monotonic", lambda: next(clock))
    with MailServer(tmp_path) as server:
        outcome = probed(server)
    assert outcome.error == "Net::OpenTimeout: execution expired"
    assert server.heard == []


def test_a_port_on_which_nothing_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = str(unused.getsockname()[1])
        outcome = probe(check(OWN.replaced({"address": "127.0.0.1", "port": port})))
    assert outcome.error == "Errno::ECONNREFUSED: Connection refused"


@pytest.mark.parametrize("host", ["mail.example.org", "mail..example.org", "x" * 64 + ".example"])
def test_a_host_that_does_not_exist(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(name: str, *_: object) -> None:
        name.encode("idna")  # as Python does
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    outcome = probe(check(OWN.replaced({"address": host})))
    assert outcome.error == ("Socket::ResolutionError: getaddrinfo: Name or service not known")


def test_a_certificate_for_another_name(tmp_path: Path) -> None:
    with MailServer(tmp_path, name="mail.example.org") as server:
        outcome = probed(server)
    assert outcome.error == (
        "OpenSSL::SSL::SSLError: certificate verify failed (hostname mismatch)"
    )


def test_a_certificate_that_nobody_vouches_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with MailServer(tmp_path) as server:
        monkeypatch.delenv("SSL_CERT_FILE")
        outcome = probed(server)
    assert outcome.error is not None
    assert outcome.error.startswith("OpenSSL::SSL::SSLError: certificate verify failed (")
    assert not any(line.startswith("AUTH") for line in server.heard)


def test_the_causes_that_fit_the_settings_come_first(tmp_path: Path) -> None:
    with MailServer(tmp_path, {"AUTH PLAIN": "535 5.7.8 no"}) as server:
        report = check(settings(server))
        outcome = probe(report)
    assert explain_for(str(outcome.error), report).stage == "AUTH"


UNTRIED = {
    "user_name": "Not signed in: User name is missing",
    "password": "Not signed in: Password is missing",
    "from_email_address": "Not asked whether the sender is accepted: it's the address in DEFAULT",
}


@pytest.mark.parametrize("field", UNTRIED)
def test_what_a_missing_value_keeps_from_being_tried(field: str, tmp_path: Path) -> None:
    with MailServer(tmp_path) as server:
        outcome = probed(server, **{field: ""})
    assert outcome.error is None
    assert str(outcome.unfinished).startswith(UNTRIED[field])
    assert server.heard[-1] == "QUIT"
    assert any(line.startswith("AUTH") for line in server.heard) == (field == "from_email_address")


@pytest.mark.parametrize(
    "answers",
    [{"EHLO": "250 mail.example.org"}, {"EHLO": "502 What?"}],
    ids=["not offered", "not known"],
)
def test_the_password_is_never_sent_unencrypted(answers: dict[str, str], tmp_path: Path) -> None:
    with MailServer(tmp_path, answers) as server:
        outcome = probed(server)
    assert outcome.error is None
    assert "unencrypted" in str(outcome.unfinished)
    assert not any(line.startswith("AUTH") for line in server.heard)


def test_the_old_edition_sends_from_default_email(tmp_path: Path) -> None:
    with MailServer(tmp_path) as server:
        outcome = probe(check(settings(server), Instance(edition="2021")))
    assert "DEFAULT_EMAIL" in str(outcome.unfinished)


@pytest.mark.parametrize(
    ("changes", "recipient", "words"),
    [
        ({"address": ""}, None, "Address is missing"),
        ({"port": "99999"}, None, "Port must be"),
        ({}, "robin", "email address"),
        ({}, "robin@example.com\r\nDATA", "email address"),
        ({}, "a@example.com> <b@example.com", "email address"),
    ],
)
def test_what_leads_nowhere_is_refused_before_connecting(
    changes: dict[str, str], recipient: str | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        probe(check(OWN.replaced(changes)), recipient)


@pytest.mark.parametrize("mechanism", ["plain", "login", "cram_md5"])
@pytest.mark.parametrize(
    "echoed", [PASSWORD, b64encode(PASSWORD.encode()).decode(), PASSWORD.swapcase()]
)
def test_a_server_that_repeats_the_password_gives_nothing_away(
    mechanism: str, echoed: str, tmp_path: Path
) -> None:
    refused = f"535 5.7.8 {echoed} is not right"
    answers = dict.fromkeys(
        ("AUTH PLAIN", "AUTH LOGIN, answer 2", "AUTH CRAM-MD5, answer 1"), refused
    )
    with MailServer(tmp_path, answers) as server:
        outcome = probed(server, authentication=mechanism)
    shown = "\n".join([*transcript(outcome), str(outcome.error), repr(outcome)])
    assert "535 5.7.8" in shown
    assert echoed not in shown
    assert PASSWORD.lower() not in shown.lower()


def test_a_server_cannot_command_the_terminal(tmp_path: Path) -> None:
    with MailServer(tmp_path, {"": "554 \x1b[2Jgone\u202e"}) as server:
        outcome = probed(server)
    assert r"<-  554 \x1b[2Jgone\u202e" in transcript(outcome)


class Agreeable:
    """A connection on which everything is accepted, and what was sent on it."""

    def __init__(self) -> None:
        self.sent = b""

    def sendall(self, data: bytes) -> None:
        self.sent += data

    def makefile(self, _: str) -> Agreeable:
        return self

    def readline(self, _: int) -> bytes:
        return b"235 ok" if self.sent.endswith(b"=\r\n") else b"250 ok"

    def getpeername(self) -> tuple[str, int]:
        return ("127.0.0.1", 587)

    def __enter__(self) -> Agreeable:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@given(
    st.sampled_from(["domain", "from_email_address", "user_name", "password"]),
    st.text(st.sampled_from("ab@.<> \r\n\0\t\u200b"), max_size=8),
)
def test_no_value_adds_a_command(field: str, text: str) -> None:
    connection = Agreeable()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "create_connection", lambda *_, **__: connection)
        patch.setattr(conversation, "_why_no_sign_in", lambda *_: None)
        outcome = probe(check(OWN.replaced({field: f"x{text}y"})))
    commands = [line.split(b" ")[0] for line in connection.sent.split(b"\r\n")]
    expected = [b"EHLO", b"AUTH", b"MAIL", b"QUIT", b""]
    assert b"\n" not in connection.sent.replace(b"\r\n", b"")
    if outcome.error is None:
        assert commands == expected
    else:
        assert outcome.error == "ArgumentError: A line must not contain CR or LF"
        assert commands[:-1] == expected[: len(commands) - 1]


def test_the_command_shows_each_line_and_explains_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "forem.env"
    with MailServer(tmp_path, {"AUTH PLAIN": "535 5.7.8 no"}) as server:
        values = settings(server)
        file.write_text(
            "".join(
                f"SMTP_{name.upper()}={value}\n"
                for name, value in values.given()
                if name in ("address", "port", "user_name", "password")
            )
        )
        done = run("probe", str(file))
    assert done.returncode == 1
    assert "*** Net::SMTPAuthenticationError: 535 5.7.8 no" in done.stdout
    assert "Fix: " in done.stdout
    assert PASSWORD not in done.stdout + done.stderr


def test_the_command_needs_a_server_to_connect_to() -> None:
    done = run("probe", "-", stdin="SMTP_USER_NAME=forem@example.org\nSMTP_PORT=587\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Address is missing" in done.stderr
