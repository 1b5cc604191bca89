"""How logs and other programs write a reply: its prefix, its order and its place don't matter."""

from __future__ import annotations

import pytest

from forem_smtp import explain

REPLY = [
    "550-5.7.26 Your email has been blocked because the sender is unauthenticated.",
    "550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.",
    "550 5.7.26 For more, go to the guidelines. x12si - gsmtp",
]
PREFIXES = {
    "compose": "sidekiq-1  | ",
    "compose 1": "sidekiq_1    | ",
    "swarm": "forem_sidekiq.1.xdo7uz6dleny@meadow    | ",
    "journald": "Nov 30 10:22:05 meadow forem-worker[535]: ",
    "iso": "2026-11-30T10:22:05.123456+00:00 meadow postfix/smtp[550]: ",
    "heroku": "2026-11-30T10:22:05.123456+00:00 app[sidekiq_worker.1]: ",
    "quote": "> ",
    "swaks": "<** ",
    "transcript": "S: ",
}


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_a_reply_keeps_all_its_lines(prefix: str) -> None:
    explanation = explain("\n".join(f"{prefix}{line}" for line in REPLY))
    assert explanation.id == "gmail-unauthenticated"
    short = f"{prefix}535-Incorrect\n{prefix}535 authentication data"
    assert explain(short).id == "credentials"


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
@pytest.mark.parametrize(
    ("error", "name"),
    [
        ("Net::OpenTimeout: execution expired", "open-timeout"),
        ("EOFError: end of file reached", "end-of-file"),
        (
            'Errno::ECONNREFUSED: Connection refused - connect(2) for "localhost" port 25',
            "connection-refused",
        ),
    ],
)
def test_a_log_prefix_is_not_taken_for_another_service(prefix: str, error: str, name: str) -> None:
    assert explain(f"{prefix}{error}").id == name


@pytest.mark.parametrize("time", ["10:22:05", "22:10:22", "19:00:22", "10:80:00", "22:22"])
@pytest.mark.parametrize("date", ["2026-11-30 ", "2026-11-30T", "[30/Nov/2026:", ""])
def test_a_time_of_day_is_not_a_port(date: str, time: str) -> None:
    error = "Errno::ECONNRESET: Connection reset by peer"
    assert explain(f"{date}{time} WARN: {error}").id == "connection-lost"
    assert explain(f"{date}{time} 10.0.0.4:6379 {error}").id == "other-service"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # .NET
        (
            "System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the "
            "client was not authenticated. The server response was: 5.7.0 Authentication Required.",
            "log-in-required",
        ),
        (
            "System.Net.Mail.SmtpFailedRecipientException: Mailbox unavailable. The server "
            "response was: 5.7.1 Unable to relay",
            "relay-without-log-in",
        ),
        ("Mailbox unavailable. The server response was: 4.2.0 Greylisted, try later", "greylisted"),
        (
            "Transaction failed. The server response was: 5.7.1 Client host [192.0.2.7] blocked "
            "using zen.spamhaus.org",
            "blocklist",
        ),
        ("MailKit.Net.Smtp.SmtpCommandException: 5.7.1 Unable to relay", "relay-without-log-in"),
        (
            "MailKit.Security.AuthenticationException: 535: 5.7.139 Authentication unsuccessful, "
            "basic authentication is disabled.",
            "outlook-no-passwords",
        ),
        ("AuthenticationException: 535: Authentication failed", "credentials"),
        (
            "Mailbox unavailable. The server response was: that user name may not send",
            "general",
        ),
        # Rust's lettre
        (
            "SMTP 4xx error: transient error (451): 4.3.5 Server configuration error",
            "server-trouble",
        ),
        (
            "SMTP 5xx error: permanent error (535): 5.7.8 Error: authentication failed",
            "credentials",
        ),
        ("Connection error: invalid peer certificate: UnknownIssuer", "certificate-unknown-issuer"),
        # Python and PHP
        ("ConnectionResetError: [WinError 10054] An existing connection was forcibly closed by the "
         "remote host", "connection-lost"),
        ("unable to connect to tcp://smtp.meadow.example:587 (Operation timed out)",
         "open-timeout"),
        # Logs of mail servers and relays
        ("delivery 22: failure: Remote_host_said:_550_5.1.1_<a@b.example>_User_unknown/",
         "recipient-unknown"),
        ("failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/", "recipient-unknown"),
        ("smtp-out: PermFail: to=<a@b.example>, stat=550 5.1.1 <a@b.example>: User unknown",
         "recipient-unknown"),
        ("dsn=5.7.1, stat=Deferred: 451 4.7.1 Greylisting in action, come back later",
         "greylisted"),
        ('"delivery-status": {"code": 454,\n "message": "4.7.1 Service unavailable; Client host '
         '[192.0.2.7] blocked using bl.spamcop.net"}', "blocklist"),
        ('{"event":"bounce","reason":"550 5.1.1 <a@b.example>: User unknown","status":"5.1.1"}',
         "recipient-unknown"),
        # Words of a program before the code
        ("the server responded with 535 Authentication failed", "credentials"),
        ("SMTP reply 530 Authentication required", "log-in-required"),
        ("curl: (67) Access denied: 535", "credentials"),
        ("Server error: &#39;550 5.1.1 User unknown&#39;", "recipient-unknown"),
        ("5.7.139 Authentication unsuccessful, the request did not meet the criteria",
         "microsoft365-refused"),
    ],
)  # fmt: skip
def test_replies_are_recognized_as_other_programs_write_them(text: str, name: str) -> None:
    assert explain(text).id == name


def test_a_mail_error_wins_over_an_http_status_in_the_same_log() -> None:
    text = (
        'logger=alerting.notifier.email error="remote error: tls: handshake failure"\n'
        "Request Completed method=POST path=/api/notifications/test status=500 size=48"
    )
    assert explain(text).id == "tls-too-old"
    assert explain("504 Gateway Time-out\nupstream timed out (110: Connection timed out)").id == (
        "web-server-waited"
    )


def test_a_sign_in_error_is_attributed_to_the_company_in_the_reply() -> None:
    text = "534 5.7.14 https://support.google.com/mail/answer/78754 x12si - gsmtp"
    assert explain(text).id == "gmail-web-log-in"
    text = (
        "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication "
        "unsuccessful, basic authentication is disabled."
    )
    assert explain(text).id == "outlook-no-passwords"
    assert explain("530 5.7.57 Client not authenticated to send mail.").id == (
        "microsoft365-anonymous"
    )


@pytest.mark.parametrize(
    "text",
    [
        "got 550 subscribers",
        "| Hash Length | 32-bit | 256-bit |",
        "const server = new WebSocketServer({ port: 8080 });",
        "Error 500 occurred",
        "rails: 5.2.3 (default)",
        "version 5.7.1 is installed",
        "Use STARTTLS on port 587, TLS required",
        "This user is inactive, and its address isn't verified",
    ],
)
def test_other_text_is_not_mistaken_for_a_reply(text: str) -> None:
    assert explain(text).id is None
