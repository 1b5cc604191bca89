"""The live check: it says what Forem says, shows what fails, and gives no secret away."""

from __future__ import annotations

import socket
import ssl
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forem_smtp import Instance, Settings, check, explain, payload
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


def test_the_probe_says_what_forem_would_say(tmp_path: Path) -> None:
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


def test_a_silent_server_times_out_when_it_does_for_forem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert talk.TIMEOUT_S == 5
    monkeypatch.setattr(talk, "TIMEOUT_S", 0.05)
    with MailServer(tmp_path, {"": SILENCE}) as server:
        outcome = probed(server)
    assert outcome.error == "Net::ReadTimeout"


def test_a_slow_connection_fails_as_it_does_for_forem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python may try several addresses, each for the full time."""
    clock = iter([0.0, 5.5])
    monkeypatch.setattr(talk, "monotonic", lambda: next(clock))
    with MailServer(tmp_path) as server:
        outcome = probed(server)
    assert outcome.error == "Net::OpenTimeout: execution expired"
    assert server.heard == []


def test_a_port_that_nothing_listens_on() -> None:
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


def test_a_certificate_from_an_untrusted_authority(
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
def test_the_outcome_says_what_a_missing_value_prevents(field: str, tmp_path: Path) -> None:
    with MailServer(tmp_path) as server:
        outcome = probed(server, **{field: ""})
    assert outcome.error is None
    assert str(outcome.unfinished).startswith(UNTRIED[field])
    assert server.heard[-1] == "QUIT"
    assert any(line.startswith("AUTH") for line in server.heard) == (field == "from_email_address")


UNENCRYPTED = {
    "STARTTLS isn't offered": {"EHLO": "250 mail.example.org"},
    "only the sign-in is offered": {"EHLO": "250-mail.example.org\n250 AUTH PLAIN LOGIN CRAM-MD5"},
    "STARTTLS is overwritten": {"EHLO": "250-mail.example.org\n250-XXXXXXXA\n250 AUTH PLAIN"},
    "EHLO isn't known": {"EHLO": "502 What?"},
    "STARTTLS is refused": {"STARTTLS": "454 4.7.0 TLS not available"},
    "STARTTLS isn't known": {"STARTTLS": "502 5.5.1 Unrecognized command"},
}
"""How a server, or someone in between, could try to get the password unencrypted."""


@pytest.mark.parametrize("mechanism", ["plain", "login", "cram_md5"])
@pytest.mark.parametrize("name", UNENCRYPTED)
def test_the_password_is_never_sent_unencrypted(name: str, mechanism: str, tmp_path: Path) -> None:
    with MailServer(tmp_path, UNENCRYPTED[name]) as server:
        outcome = probed(server, authentication=mechanism)
    assert outcome.error or "unencrypted" in str(outcome.unfinished)
    assert not any(line.encrypted for line in outcome.lines)
    assert set(server.heard) <= {f"{command} {OWN.domain}" for command in ("EHLO", "HELO")} | {
        "STARTTLS",
        "QUIT",
    }


def test_data_sent_before_tls_begins_is_dropped(tmp_path: Path) -> None:
    """Someone in between could answer the later questions in advance, before TLS begins."""
    ahead = "220 Go\n250-evil.example.net\n250 STARTTLS\n235 2.7.0 Welcome\n250 Ok"
    with MailServer(tmp_path, {"STARTTLS": ahead}) as server:
        outcome = probed(server)
    shown = transcript(outcome)
    assert outcome.error is None
    assert "evil" not in "\n".join(shown)
    assert shown[shown.index(" ~> EHLO community.example.org") + 1] == "<~  250-mail.example.org"
    assert shown[-1] == "<~  221 2.0.0 Bye"


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
def test_unusable_values_are_refused_before_connecting(
    changes: dict[str, str], recipient: str | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        probe(check(OWN.replaced(changes)), recipient)


@pytest.mark.parametrize("mechanism", ["plain", "login", "cram_md5"])
@pytest.mark.parametrize(
    "echoed", [PASSWORD, b64encode(PASSWORD.encode()).decode(), PASSWORD.swapcase()]
)
def test_a_password_that_the_server_repeats_is_hidden(
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


PERCENT = "".join(f"%{byte:02x}" for byte in PASSWORD.encode())


@pytest.mark.parametrize(
    "echoed",
    [
        f"535-5.7.8 {PASSWORD[:9]}\n535 5.7.8 {PASSWORD[9:]}",
        f"535-{PASSWORD[:5]}\n535-{PASSWORD[5:10]}\n535 {PASSWORD[10:]}",
        f"535 you sent {PASSWORD[:8]}...",
        f"535 {' '.join(PASSWORD)}",
        f"535 {PASSWORD.encode().hex()}",
        f"535 {PERCENT}",
        f"535 {PASSWORD} {PERCENT}",
        f"535-{PASSWORD}\n535 {PERCENT}",
        f"535 {b64encode(PASSWORD.encode()).decode()[:12]}",
    ],
)
def test_a_password_is_hidden_in_pieces_and_in_other_forms(echoed: str, tmp_path: Path) -> None:
    with MailServer(tmp_path, {"AUTH PLAIN": echoed}) as server:
        outcome = probed(server)
    shown = "\n".join([*transcript(outcome), repr(outcome)])
    assert str(outcome.error).startswith("Net::SMTPAuthenticationError: 535")
    for line in echoed.split("\n"):
        assert not [word for word in line[4:].split() if len(word) > 5 and word in shown]
        assert line[4:] not in shown


def test_the_digest_of_cram_md5_is_hidden(tmp_path: Path) -> None:
    digest = "6fb335e111703b6459baafa69f5eccb9"
    response = b64encode(f"forem@example.org {digest}".encode()).decode()
    answers = {"AUTH CRAM-MD5, answer 1": f"535 {response} or {digest}"}
    with MailServer(tmp_path, answers) as server:
        outcome = probed(server, authentication="cram_md5")
    assert response in server.heard
    assert str(outcome.error).endswith("Error: 535 ******** or ********")


@pytest.mark.parametrize(
    "reply",
    [
        "450 4.2.0 <robin@example.com>: Recipient address rejected: Greylisted",
        "553 5.7.1 <forem@example.org>: Sender address rejected: not owned by user",
        "550 Bad password: see https://u@example.com/ for 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    ],
)
def test_what_only_looks_like_a_secret_is_shown(reply: str, tmp_path: Path) -> None:
    with MailServer(tmp_path, {"MAIL": reply}) as server:
        outcome = probed(server)
    assert f"<~  {reply}" in transcript(outcome)
    assert explain(str(outcome.error)).id is not None


def test_a_key_in_another_field_is_hidden_in_replies_too(tmp_path: Path) -> None:
    key = "SG.abcdefghijklmnopqrstuv.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg"
    with MailServer(tmp_path, {"MAIL": f"550 5.7.1 {key[:30]} {key[30:]}"}) as server:
        outcome = probed(server, domain=key)
    shown = "\n".join(transcript(outcome))
    assert "550 5.7.1 ********" in shown
    assert key[:30] not in shown
    assert key[30:] not in shown


def test_the_first_line_of_a_reply_decides_as_in_ruby(tmp_path: Path) -> None:
    with MailServer(tmp_path, {"MAIL": "250-fine\n550 not fine", "RCPT": "450-a\n250 b"}) as server:
        outcome = probed(server, "robin@example.com")
    assert outcome.error == "Net::SMTPServerBusy: 450-a\n250 b"
    assert transcript(outcome)[-1] == "*** Net::SMTPServerBusy: 450-a"


@pytest.mark.parametrize(
    ("offer", "is_found"), [("STARTTLS", True), ("STARTTLS now", True), ("starttls", False)]
)
def test_starttls_is_found_where_ruby_finds_it(offer: str, is_found: bool, tmp_path: Path) -> None:
    with MailServer(tmp_path, {"EHLO": f"250-mail.example.org\n250 {offer}"}) as server:
        probed(server)
    assert ("STARTTLS" in server.heard) is is_found


def test_a_long_line_stays_one_line(tmp_path: Path) -> None:
    with MailServer(tmp_path, {"": f"220 {'x' * 20_000}"}) as server:
        outcome = probed(server)
    assert outcome.error is None
    assert f"<-  220 {'x' * 996}…" in transcript(outcome)


@pytest.mark.parametrize("greeting", ["220-" + "x" * 60_000, "\n".join(["220-more"] * 10_000)])
def test_an_endless_reply_is_not_read_forever(greeting: str, tmp_path: Path) -> None:
    with MailServer(tmp_path, {"": greeting}) as server:
        outcome = probed(server)
    assert outcome.error == "The server's answer has no end"
    assert explain(outcome.error).id == "endless-reply"
    assert server.heard == []


def test_a_very_slow_reply_counts_as_endless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk, "LONGEST_REPLY_S", 0)
    with MailServer(tmp_path) as server:
        outcome = probed(server)
    assert outcome.error == "The server's answer has no end"


def test_lines_before_a_silence_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "TIMEOUT_S", 0.3)
    with MailServer(tmp_path, {"": "SSH-2.0-OpenSSH_9.2\nand"}) as server:
        monkeypatch.setitem(server._answers, "", "220-wait")
        outcome = probed(server)
    assert outcome.error == "Net::ReadTimeout"
    assert "<-  220-wait" in transcript(outcome)


def test_a_server_cannot_send_commands_to_the_terminal(tmp_path: Path) -> None:
    with MailServer(tmp_path, {"": "554 \x1b[2Jgone\u202e"}) as server:
        outcome = probed(server)
    assert r"<-  554 \x1b[2Jgone\u202e" in transcript(outcome)


class Agreeable:
    """A connection on which everything is accepted, and what was sent on it."""

    def __init__(self) -> None:
        self.sent = b""

    def sendall(self, data: bytes) -> None:
        self.sent += data

    def recv(self, _: int) -> bytes:
        return b"235 ok\r\n" if self.sent.endswith(b"=\r\n") else b"250 ok\r\n"

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


def test_a_server_cannot_send_commands_to_a_ci_log(tmp_path: Path) -> None:
    file = tmp_path / "forem.env"
    greeting = r"554 ##[add-mask]a ##vso[task.x]b :smile: [red]c \[d"
    with MailServer(tmp_path, {"": greeting}) as server:
        file.write_text(f"SMTP_ADDRESS=localhost\nSMTP_PORT={server.port}\n")
        done = run("probe", str(file))
    shown = r"<-  554 #\x23[add-mask]a #\x23vso[task.x]b :smile: [red]c \[d"
    assert shown in done.stdout.split("\n")
    assert "##" not in done.stdout


@pytest.mark.parametrize("command", ["", "EHLO", "MAIL"])
def test_the_stage_is_the_greeting_only_before_the_greeting(command: str, tmp_path: Path) -> None:
    file = tmp_path / "forem.env"
    with MailServer(tmp_path, {command: CLOSE}) as server:
        file.write_text(payload(settings(server), "dotenv"), encoding="utf-8")
        done = run("probe", str(file))
    assert "The server closed the connection instead of answering." in done.stdout
    assert ("Stage: greeting" in done.stdout) is (command == "")


def test_a_server_with_old_ciphers_is_reached_as_ruby_does_it(tmp_path: Path) -> None:
    server = MailServer(tmp_path)
    server._tls.maximum_version = ssl.TLSVersion.TLSv1_2
    server._tls.set_ciphers("ECDHE-ECDSA-AES128-SHA")
    with server:
        assert probed(server).error is None
