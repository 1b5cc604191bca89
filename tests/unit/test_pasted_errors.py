"""Errors as people paste them: from other programs, logs, bounces, and some not about mail."""

from __future__ import annotations

from textwrap import dedent

import pytest

from forem_smtp import Settings, explain, read
from forem_smtp.rules.samples import GMAIL, MICROSOFT, OWN, SENDGRID, example

# Signing in


@pytest.mark.parametrize(
    "text",
    [
        "Net::SMTPAuthenticationError: 503 5.5.1 Error: authentication not enabled",
        "503 AUTH command used when not advertised",
        "Net::SMTPAuthenticationError (503 5.3.3 AUTH not available)",
        "Net::SMTPAuthenticationError: 503 5.5.2 Send hello first",
        "Net::SMTPAuthenticationError: 502 unimplemented (#5.5.1)",
        "smtplib.SMTPAuthenticationError: (503, b'5.5.1 Error: authentication not enabled')",
    ],
)
def test_servers_that_offer_no_authentication(text: str) -> None:
    explanation = explain(text)
    assert explanation.id == "log-in-not-offered"
    assert explanation.stage == "AUTH"
    assert explanation.causes[0].field == "port"
    assert "587" in explanation.causes[0].fix


def test_port_25_may_be_why_no_authentication_is_offered() -> None:
    settings = example(OWN, None, port="25").settings
    cause = explain("503 5.5.1 Error: authentication not enabled", settings).causes[0]
    assert (cause.field, cause.found) == ("port", True)


@pytest.mark.parametrize(
    "text",
    [
        "Net::SMTPFatalError: 550 5.7.1 <a@meadow.example>... Relaying denied. Proper "
        "authentication required.",
        "454 4.7.1 <someone@meadow.example>: Relay access denied",
        "550 relay not permitted, authentication required",
        "550-Please turn on SMTP Authentication in your mail client.\n550-mail.meadow.example is "
        "not permitted to relay through this server without authentication.",
        "550 5.7.1 Unable to relay",
        "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
        "553 5.7.1 <hay@meadow.example>: Sender address rejected: not logged in",
        "Net::SMTPAuthenticationError: 530 5.7.1 Client was not authenticated",
        "(530, b'5.7.1 Client was not authenticated', 'hay@meadow.example')",
        "NOQUEUE: reject: RCPT from forem[192.0.2.7]: 454 4.7.1 <a@b.example>: Relay access "
        "denied; from=<c@d.example> to=<a@b.example> proto=ESMTP helo=<forem>",
    ],
)
def test_servers_that_refuse_to_relay_without_sign_in(text: str) -> None:
    explanation = explain(text)
    assert explanation.id == "relay-without-log-in"
    assert explanation.temporary is False
    assert [cause.field for cause in explanation.causes][:2] == ["user_name", "password"]
    empty = example(OWN, None, user_name="").settings
    assert explain(text, empty).causes[0].found


@pytest.mark.parametrize(
    ("text", "provider", "words"),
    [
        (
            "535 5.7.139 Authentication unsuccessful, user is locked by your organization's "
            "security defaults policy. Contact your administrator.",
            "microsoft365",
            "Security Defaults",
        ),
        ("535 5.7.139 Authentication unsuccessful, something new", "microsoft365", "Microsoft"),
        (
            "535 Authentication failed: The provided authorization grant is invalid, expired, or "
            "revoked",
            "sendgrid",
            "API key",
        ),
        (
            "534-5.7.14 <https://accounts.google.com/x> Please log in via your web browser",
            None,  # Gmail and Google's SMTP relay
            "Google",
        ),
        ("535 Login Fail. Please enter your authorization code to login.", "qq", "authorization"),
    ],
)
def test_provider_specific_wording(text: str, provider: str | None, words: str) -> None:
    explanation = explain(text)
    assert explanation.provider == provider
    assert words in f"{explanation.meaning} {explanation.causes[0].text}"


def test_microsoft_365_passwords_may_be_enabled_again() -> None:
    text = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
    work = explain(text, MICROSOFT)
    assert work.id == "microsoft365-basic-off"
    assert "administrator" in work.causes[0].fix
    assert "Microsoft 365" in explain(text).meaning


@pytest.mark.parametrize("text", ["526 Authentication failure[0]", "526 something else"])
def test_reply_526(text: str) -> None:
    assert explain(text).id == "alibaba-526"


@pytest.mark.parametrize(
    "text",
    [
        "550-5.4.5 Daily SMTP relay sending limit exceeded for this user.",
        "550 5.7.1 Daily SMTP relay limit exceeded for customer.",
    ],
)
def test_a_daily_limit_is_temporary(text: str) -> None:
    assert (explain(text).id, explain(text).temporary) == ("google-relay-daily-limit", True)


def test_451_authentication_failed() -> None:
    text = "Net::SMTPAuthenticationError: 451 4.3.0 Authentication failed"
    assert explain(text).id == "log-in-failed-for-now"
    assert explain("SASL authentication failed").id == "credentials"


# The greeting and the sender


@pytest.mark.parametrize(
    "text",
    [
        "Net::SMTPSyntaxError (501 Syntactically invalid EHLO argument(s)",
        "501 Syntactically invalid HELO argument(s)",
        "550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)",
        "501 5.5.4 Invalid HELO name",
        "450 4.7.1 <community>: Helo command rejected: Host not found",
    ],
)
def test_the_greeting_is_refused(text: str) -> None:
    explanation = explain(text)
    assert explanation.stage == "EHLO"
    assert {cause.field for cause in explanation.causes} == {"domain"}


@pytest.mark.parametrize(
    "text",
    [
        "450 4.1.8 <noreply@meadow.invalid>: Sender address rejected: Domain not found",
        "550 5.1.8 <a@meadow.invalid>: Sender address rejected: Domain not found",
        "550 Sender verify failed",
        "501 hay: sender address must contain a domain",
        "553 5.5.4 <forem>... Domain name required for sender address",
        "553 5.1.8 <a@b.invalid>... Domain of sender address a@b.invalid does not exist",
        "501 mail from address must be same as authorization user",
        "553 Mail from must equal authorized user",
        "555 5.5.2 Syntax error, goodbye. x12-34 - gsmtp",
        "ArgumentError (SMTP From address may not be blank: nil)",
    ],
)
def test_the_sender_is_refused(text: str) -> None:
    explanation = explain(text)
    assert explanation.stage == "MAIL FROM"
    assert explanation.causes[0].field == "from_email_address"


# Ruby's errors


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            'Errno::EADDRNOTAVAIL (Cannot assign requested address - connect(2) for "localhost" '
            "port 25):",
            "address-not-available",
        ),
        ("ArgumentError: mail destination not given", "recipient-missing"),
        ("ArgumentError: SMTP To address may not be blank: []", "recipient-missing"),
        (
            "OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: tlsv1 alert "
            "protocol version",
            "tls-too-old",
        ),
        (
            "OpenSSL::SSL::SSLError (SSL_connect returned=1 errno=0 peeraddr=192.0.2.7:587 "
            "state=error: sslv3 alert handshake failure)",
            "tls-too-old",
        ),
        (
            "OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: dh key too small",
            "tls-too-old",
        ),
        (
            "OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=SSLv3/TLS write client "
            "hello: unsupported protocol",
            "tls-too-old",
        ),
        (
            "OpenSSL::SSL::SSLError: SSL_connect SYSCALL returned=5 errno=0 peeraddr=192.0.2.7:587 "
            "state=SSLv3/TLS write client hello",
            "tls",
        ),
    ],
)
def test_ruby_errors_are_recognized(text: str, name: str) -> None:
    explanation = explain(text)
    assert explanation.id == name
    assert explanation.causes


@pytest.mark.parametrize(
    ("reply", "name"),
    [
        ("421: 421 4.7.0 Try again later, closing connection. (EHLO)", "google-helo"),
        ("421: 421 4.7.0 Temporary System Problem.  Try again later.", "service-closing"),
        ("550: 550 5.7.1 Relaying denied", "relay-without-log-in"),
        ("554: 554 5.7.1 Service unavailable; blocked using zen.spamhaus.org", "blocklist"),
    ],
)
def test_a_reply_in_brackets_is_explained(reply: str, name: str) -> None:
    assert explain(f"Net::SMTPUnknownError: could not get 3xx ({reply}").id == name


# Bounces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "550-5.7.26 Your email has been blocked because the sender is unauthenticated.",
            "gmail-unauthenticated",
        ),
        (
            "550 5.7.26 Unauthenticated email from meadow.example is not accepted due to domain's "
            "DMARC policy.",
            "gmail-unauthenticated",
        ),
        ("421-4.7.28 Gmail has detected an unusual rate of email", "gmail-unusual-rate"),
        ("550-5.7.25 [192.0.2.7] The IP address sending this message does not have", "gmail-ptr"),
        ("450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.7]", "gmail-ptr"),
        ("550 5.7.509 Access denied, sending domain x does not pass DMARC", "microsoft-dmarc"),
        ("550 5.7.515 Access denied, sending domain x", "microsoft-sender-requirements"),
        (
            "550 5.7.1 Unfortunately, messages from [192.0.2.7] weren't sent. Please contact your "
            "Internet service provider since part of their network is on our block list (S3150).",
            "microsoft-blocklist",
        ),
        ("550 5.7.606 Access denied, banned sending IP [192.0.2.7].", "microsoft-blocklist"),
        ("421 4.7.0 [TSS04] Messages from 192.0.2.7 temporarily deferred", "yahoo-deferred"),
        ("553 5.7.2 [TSS09] All messages from 192.0.2.7 will be", "yahoo-deferred"),
        ("554 5.7.9 Message not accepted for policy reasons.", "dmarc-policy"),
        (
            "550 5.7.1 Service unavailable, Client host [192.0.2.77] blocked using Spamhaus.",
            "blocklist",
        ),
        (
            "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.spamcop.net",
            "blocklist",
        ),
        ("553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.7", "blocklist"),
        ('550 "JunkMail rejected - x [192.0.2.7] is in an RBL, see b.example"', "blocklist"),
        ("550 Message rejected because SPF check failed", "spf-failed"),
        ("450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted", "greylisted"),
        ("550-5.1.1 The account that you tried to reach does not exist.", "recipient-unknown"),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", "recipient-unknown"),
        ("552 5.2.2 Mailbox is full", "mailbox-full"),
        ("554 delivery error: dd This user doesn't have a yahoo.com account", "recipient-unknown"),
        ("550 Mail content denied.", "taken-for-spam"),
        ("550 Domain frequency limited", "cpanel-limit"),
        ("550 Domain x has exceeded the max emails per hour (150/150) allowed.", "cpanel-limit"),
        ("550-5.7.1 Our system has detected that this message is likely unsolicited mail.",
         "taken-for-spam"),
    ],
)  # fmt: skip
def test_bounces_from_receiving_servers(text: str, name: str) -> None:
    explanation = explain(text)
    assert explanation.id == name
    assert explanation.causes
    # The receiving server isn't the sender's provider.
    noise = f"<a@b.example>: host mx.b.example[192.0.2.9] said: {text} (in reply to DATA command)"
    assert explain(noise, SENDGRID).id == name
    assert "These are words of" not in explain(noise, GMAIL).meaning


BOUNCE = """\
    This is the mail system at host mail.meadow.example.

    I'm sorry to have to inform you that your message could not
    be delivered to one or more recipients. It's attached below.

    <someone@gmail.com>: host gmail-smtp-in.l.google.com[192.0.2.27] said:
        550-5.7.26 Your email has been blocked because the sender is
        unauthenticated. Gmail requires all senders to authenticate
        550 5.7.26 with either SPF or DKIM. x12si - gsmtp (in reply to end of DATA command)
"""
SOURCE = """\
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mail.meadow.example
    Final-Recipient: rfc822; someone@outlook.com
    Action: failed
    Status: 5.7.1
    Remote-MTA: dns; outlook-com.olc.protection.outlook.com
    Diagnostic-Code: smtp; 550 5.7.1 Unfortunately, messages from [192.0.2.7]
        weren't sent. Please contact your Internet service provider since part of
        their network is on our block list (S3140).
"""
MAIL_LOG = (
    "Nov 28 10:11:12 mail postfix/smtp[5321]: 4F1A2B3C: to=<a@b.example>, relay=mx.b.example"
    "[192.0.2.9]:25, delay=1.2, dsn=5.1.1, status=bounced (host mx.b.example[192.0.2.9] said: 550 "
    "5.1.1 <a@b.example>: Recipient address rejected: User unknown (in reply to RCPT TO command))"
)
EXIM_LOG = (
    "2026-11-28 10:11:12 1fSdGB-0008Kt-3b ** a@b.example R=dnslookup T=remote_smtp H=mx.b.example "
    "[192.0.2.9]: SMTP error from remote mail server after end of data: 550-5.7.25 [192.0.2.7] The "
    "IP address sending this message does not have a\\n550-5.7.25 PTR record setup"
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (dedent(BOUNCE), "gmail-unauthenticated"),
        (dedent(SOURCE), "microsoft-blocklist"),
        (MAIL_LOG, "recipient-unknown"),
        (EXIM_LOG, "gmail-ptr"),
        ("Action: failed\nStatus: 5.7.26\n", "gmail-unauthenticated"),
        ("Status: 5.0.0\nDiagnostic-Code: smtp;552 5.2.2 Mailbox is full\n", "mailbox-full"),
        ("Action: failed\nStatus: 5.7.1\n", "general"),
        ("status=deferred (connect to mx.b.example[192.0.2.9]:25: Connection timed out)",
         "open-timeout"),
        (
            "Content-Transfer-Encoding: quoted-printable\n\nRemote server returned '550 5.7.509 "
            "Access denied, sending domain x does not pass DMA=\nRC verification'",
            "microsoft-dmarc",
        ),
    ],
    ids=["bounce", "source", "postfix", "exim", "status", "code", "policy", "deferred", "source 2"],
)  # fmt: skip
def test_bounces_and_mail_log_lines(text: str, name: str) -> None:
    assert explain(text).id == name


# Errors as other programs print them


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("smtplib.SMTPAuthenticationError: (535, b'5.7.8 Error: authentication failed')",
         "credentials"),
        ("{'a@b.example': (550, b'5.1.1 <a@b.example>: User unknown')}", "recipient-unknown"),
        ("Error: connect ECONNREFUSED 127.0.0.1:587", "connection-refused"),
        ("Error: Connection timeout\n  code: 'ETIMEDOUT',\n  command: 'CONN'", "open-timeout"),
        ("Error: getaddrinfo ENOTFOUND smtp.meadow.example", "name-unknown"),
        ("Error: getaddrinfo EAI_AGAIN smtp.meadow.example", "name-lookup-failed"),
        ("Error: Greeting never received", "read-timeout"),
        ("Error: Invalid login: 535-5.7.8 Username and Password not accepted. For more",
         "gmail-credentials"),
        ("dial tcp 192.0.2.7:587: connect: connection refused", "connection-refused"),
        ("dial tcp: lookup smtp.meadow.example: no such host", "name-unknown"),
        ("smtplib.SMTPServerDisconnected: Connection unexpectedly closed", "end-of-file"),
        ("smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server.",
         "starttls-not-supported"),
        ("Error: Missing credentials for \"PLAIN\"", "user-name-missing"),
        ("SMTP Error: Could not authenticate.", "credentials"),
        ("SMTP Error: Could not connect to SMTP host.", "no-connection"),
        ("SMTP Error: Could not connect to SMTP host. Failed to connect to server Additional SMTP "
         "info: php_network_getaddresses: getaddrinfo failed: Name does not resolve",
         "name-unknown"),
        ("The following From address failed: a@b.example : MAIL FROM command failed,"
         "Authentication required,530,5.7.0", "log-in-required"),
        ("The following From address failed: a@b.example : MAIL FROM command failed,Sender address "
         "rejected: not owned by user clover,553,5.7.1", "sender-not-allowed"),
        ("SMTP server error: MAIL FROM command failed Detail: 5.7.0 Must issue a STARTTLS command "
         "first SMTP code: 530 Additional SMTP info: 5.7.0", "starttls-first"),
        ("The following From address failed: a@b.example", "sender-not-allowed"),
        ("Error: Connection closed unexpectedly\n  code: 'ECONNECTION',\n  command: 'CONN'",
         "end-of-file"),
        ("{ code: 'ECONNECTION' }", "no-connection"),
        ("{ code: 'EAUTH', command: 'AUTH PLAIN' }", "authentication-error"),
        ("Error: No recipients defined\n  code: 'EENVELOPE'", "recipient-missing"),
        ("Error: queryA ETIMEOUT smtp.meadow.example\n  code: 'EDNS'", "name-lookup-failed"),
        ("smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.",
         "log-in-not-offered"),
        ("smtplib.SMTPException: No suitable authentication method found.",
         "authentication-type"),
        ("x509: cannot validate certificate for 192.0.2.7 because it doesn't contain any IP SANs",
         "certificate-host-name"),
        ("Failed to authenticate on SMTP server with username \"clover\" using 0 possible "
         "authenticators", "log-in-not-offered"),
        ("Failed to authenticate on SMTP server with username \"clover\" using 2 possible "
         "authenticators. Authenticator LOGIN returned Expected response code 235 but got code "
         "\"535\", with message \"535 5.7.8 no", "credentials"),
        ("Connection to \"smtp.meadow.example:587\" has been closed unexpectedly.",
         "end-of-file"),
        ("MailConnectException: Couldn't connect to host, port: smtp.meadow.example, 587;\n"
         "  nested exception is: java.net.ConnectException: Connection refused",
         "connection-refused"),
        ("Could not convert socket to TLS; javax.net.ssl.SSLHandshakeException: PKIX path building "
         "failed: unable to find valid certification path", "certificate-unknown-issuer"),
        ("AuthenticationFailedException: failed to connect, no password specified?",
         "password-missing"),
        ("x509: certificate signed by unknown authority", "certificate-unknown-issuer"),
        ("tls: first record does not look like a TLS handshake", "tls-wrong-version"),
        ("lost connection with mx.b.example while receiving the initial server greeting",
         "read-timeout"),
        ("Host or domain name not found. Name service error for name=b.example type=A",
         "name-unknown"),
        ("ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify "
         "failed: Hostname mismatch", "certificate-host-name"),
    ],
)  # fmt: skip
def test_errors_as_python_node_and_go_print_them(text: str, name: str) -> None:
    assert explain(text).id == name


# Several errors in one text


REDIS = (
    "RedisClient::CannotConnectError: Connection refused - Errno::ECONNREFUSED for 127.0.0.1:6379"
)


@pytest.mark.parametrize(
    "other",
    [
        REDIS,
        'PG::ConnectionBad: connection to server at "10.0.0.4", port 5432 failed: refused',
        'Faraday::ConnectionFailed (TCP connection to es:9200 - Errno::ECONNREFUSED)',
        'Errno::ECONNREFUSED: Connection refused - connect(2) for "127.0.0.1" port 9200',
        "OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 peeraddr=192.0.2.7:443 state=x: "
        "certificate verify failed",
        "/usr/lib/ruby/net/http.rb:987:in `initialize': execution expired (Net::OpenTimeout)",
        "Errno::ECONNREFUSED: Connection refused - connect(2) for [::1]:6379",
        "Error: connect ECONNREFUSED 127.0.0.1:3000",
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_the_mail_error_wins(other: str, first: bool) -> None:
    mail = "Net::SMTPAuthenticationError: 535 5.7.8 Error: authentication failed"
    log = "\n".join([other, mail] if first else [mail, other])
    assert explain(log).id == "credentials"
    timeout = "Net::ReadTimeout with #<TCPSocket:(closed)>"
    log = "\n".join([other, timeout] if first else [timeout, other])
    assert explain(log).id == "read-timeout"
    alone = explain(other)
    assert alone.id == "other-service"
    assert "isn't about mail" in alone.meaning


@pytest.mark.parametrize(
    "text",
    [
        "NOAUTH Authentication required.",
        'FATAL:  password authentication failed for user "forem"',
        'could not connect to server: Connection refused\n\tIs the server running on host "db" and '
        "accepting TCP/IP connections on port 5432?",
        "ssh: connect to host meadow.example port 22: Connection refused",
        "ERROR 1045 (28000): Access denied for user 'forem'@'localhost' (using password: YES)",
    ],
)
def test_errors_of_other_services(text: str) -> None:
    assert explain(text).id == "other-service"
    assert explain(f"{text} by the SMTP server").id != "other-service"


@pytest.mark.parametrize(
    "text", ["550 emails were sent today and 421 members joined", "SomeClient::Error (403)"]
)
def test_numbers_that_are_not_mail_replies(text: str) -> None:
    assert explain(text).id is None


def test_a_reply_wins_over_a_broken_connection() -> None:
    log = "Errno::EPIPE: Broken pipe\nserver said: 535 5.7.8 Error: authentication failed"
    assert explain(log).id == "credentials"


def test_a_mail_port_is_not_taken_for_another_service() -> None:
    text = 'Errno::ECONNREFUSED: Connection refused - connect(2) for "mail.meadow.example" port {}'
    for port in ("25", "465", "587", "2525"):
        assert explain(text.format(port)).id == "connection-refused"
    assert explain("smtp.rb:443:in `tcp_socket': execution expired (Net::OpenTimeout)").id == (
        "open-timeout"
    )


# Not from a mail server


@pytest.mark.parametrize(
    "text",
    [
        "504 Gateway Time-out\nnginx",
        "<html>\n<head><title>502 Bad Gateway</title></head>",
        "503 Service Temporarily Unavailable",
        '"POST /users HTTP/1.1" 500 - 30.0',
        "HTTP/1.1 503 Service Unavailable",
        "Completed 500 Internal Server Error in 30023ms",
        "401 Unauthorized",
        "402 Payment Required",
        "error code: 504 gateway timeout",
        "HTTP 500",
        "error code: 522",
        "Error 503 Backend fetch failed\nVarnish cache server",
        "Error 521: Web server is down",
    ],
)
def test_http_statuses_are_not_smtp_replies(text: str) -> None:
    explanation = explain(text)
    assert explanation.id in ("web-server-waited", "web-server-error")
    assert "isn't a mail server's reply" in explanation.meaning


@pytest.mark.parametrize(
    ("status", "error", "name"),
    [
        ("504 Gateway Time-out", "Net::ReadTimeout", "read-timeout"),
        ("500 Internal Server Error", "535 5.7.8 Error: authentication failed", "credentials"),
    ],
)
def test_a_mail_error_counts_more_than_an_http_status(status: str, error: str, name: str) -> None:
    assert explain(f"{status}\n{error}").id == name
    assert explain(f"{error}\n{status}").id == name


def test_every_cause_links_to_a_page() -> None:
    for text in ("421 4.7.28 x", "526 x", "Net::ReadTimeout", "504 Gateway Time-out"):
        assert all(cause.url for cause in explain(text, Settings(address="a.example")).causes)


# In other languages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seit heute kommt keine Mail mehr an", "no-mail-arrives"),
        ("Die Bestätigungsmail kommt nicht an.", "confirmation-announced"),
        ("Niemand kann sich mehr anmelden!", "nobody-can-sign-in"),
        ("Alle Mails landen im Spam-Ordner.", "spam-folder"),
        ("Die SMTP-Anmeldung am Server ist fehlgeschlagen", "credentials"),
        ("Les e-mails ne partent pas", "no-mail-arrives"),
        ("Je ne reçois pas l\u2019e-mail de confirmation", "confirmation-announced"),
        ("Nos mails arrivent en spam", "spam-folder"),
        ("A mí no me llegan los correos", "no-mail-arrives"),
        ("Los usuarios no pueden iniciar sesión", "nobody-can-sign-in"),
        ("O e-mail de confirmação não chega", "confirmation-announced"),
        ("Le email non arrivano a nessuno", "no-mail-arrives"),
        ("Er komen hier geen mails aan", "no-mail-arrives"),
        ("Użytkownicy nie dostają maili", "no-mail-arrives"),
        ("E-maily nechodí", "no-mail-arrives"),
        ("Письма не приходят", "no-mail-arrives"),
        ("Користувачі кажуть, що листи не надходять", "no-mail-arrives"),
        ("Üyelere mail gitmiyor", "no-mail-arrives"),
        ("Inga mejl skickas", "no-mail-arrives"),
        ("Không nhận được email", "no-mail-arrives"),
        ("Email tidak terkirim", "no-mail-arrives"),
        ("我们的用户收不到邮件。", "no-mail-arrives"),
        ("确认邮件一直收不到", "confirmation-announced"),
        ("会員に確認メールが届きません。", "confirmation-announced"),
        ("メールが全然届かない", "no-mail-arrives"),
        ("회원들에게 메일이 오지 않아요", "no-mail-arrives"),
        ("Die Anmeldung beim SMTP-Server schlägt fehl.", "credentials"),
        ("Die Mails kommen nicht an, ohne Fehlermeldung.", "no-mail-arrives"),
        ("Das Problem ist nicht gelöst: es kommen keine Mails an.", "no-mail-arrives"),
        ("Les mails n\u2019arrivent pas, sans aucun message d\u2019erreur.", "no-mail-arrives"),
        ("Antes funcionaba, ahora no llegan los correos.", "no-mail-arrives"),
        ("登録するときメールが届きません。", "no-mail-arrives"),
        ("가입할 때 메일이 오지 않습니다.", "no-mail-arrives"),
    ],
)
def test_complaints_in_other_languages(text: str, expected: str) -> None:
    assert explain(text).id == expected


@pytest.mark.parametrize(
    "text",
    [
        "No encryption required",
        "No authentication required",
        "Authentication is not required",
        "SMTP without authentication required: no",
        "Bitte prüfen Sie, dass keine Mails ohne Anmeldung versendet werden.",
        "Si no llega ningún correo, revise la carpeta de spam",
        "Keine Verschlüsselung",
        "Non è richiesta alcuna autenticazione",
        "300 E-Mails pro Tag",
        "E-mails envoyés par jour : 200 messages",
        "Alles gut: niemand kann sich ohne Passwort anmelden.",
        "Das ist neu. Wenn keine Mails ankommen, prüfen Sie den Port.",
        "Die Nachrichten werden nicht verschickt, bevor Sie bestätigen.",
        "Die Bestätigungsmail kommt nicht sofort, sondern nach 5 Minuten.",
        "Früher kamen keine Mails an, jetzt geht alles.",
        "Aucun problème : les mails arrivent.",
        "Les e-mails arrivent bien, personne ne se plaint.",
        "Ce n\u2019est pas un serveur IMAP, il envoie seulement les messages reçus.",
        "No-reply: cette adresse ne reçoit pas de messages.",
        "Los correos llegan bien, no hay que cambiar nada.",
        "Ningún correo se envía sin TLS",
        "Os e-mails chegam, não há problema.",
        "Le mail arrivano, non c\u2019è nessun problema.",
        "Er komt geen e-mail zonder TLS binnen.",
        "Wiadomości przychodzą, nie ma problemu.",
        "Письма приходят, жалоб не было.",
        "Если письма не приходят, проверьте порт.",
        "Листи надходять, скарг не було.",
        "不会出现收不到邮件的情况。",
        "メールが届かないときの対処方法",
        "メールが届かないことはありません。",
        "메일이 도착하지 않으면 스팸함을 확인하십시오.",
        "Nếu không nhận được email, hãy kiểm tra cổng.",
        "Jika email tidak masuk, periksa port.",
        "إذا لم تصل الرسائل، تحقق من المنفذ.",
        "אם המיילים לא מגיעים, בדקו את הפורט.",
        "Kommer mejl inte fram, kontrollera porten.",
        "Hvis mails ikke ankommer, tjek porten.",
        "Pokud e-mail nepřišel, zkontrolujte port.",
    ],
)
def test_remarks_are_no_errors(text: str) -> None:
    assert explain(text).id is None


def test_a_complaint_in_another_language_keeps_its_settings() -> None:
    result = read("Hier kommt keine Mail an. Server ist mail.meadow.example, Port 587.\n")
    assert dict(result.settings.given()) == {"address": "mail.meadow.example", "port": "587"}
    assert result.error


@pytest.mark.parametrize(
    ("text", "expected", "field"),
    [
        (
            "554 Transaction failed: Local address contains control or whitespace",
            "argument-syntax",
            "from_email_address",
        ),
        (
            "Net::SMTPAuthenticationError: 421 Throttling failure: Too many open connection from "
            "Account. Try again later.",
            "ses-connections",
            None,
        ),
        (
            "Net::SMTPServerBusy: 451 <hay@psrp.meadow.example> unable to verify address",
            "sender-domain-unknown",
            "from_email_address",
        ),
        (
            "535 Authentication failed: Basic authentication is not allowed with 2FA enabled.",
            "sendgrid-credentials",
            "user_name",
        ),
        (
            "ArgumentError: SMTP To address may not contain CR or LF line breaks: "
            '"hay@meadow.example\\n"',
            "recipient-not-an-address",
            None,
        ),
        (
            "ArgumentError: SMTP From address may not contain CR or LF line breaks",
            "sender-not-an-address",
            "from_email_address",
        ),
    ],
)
def test_messages_that_name_an_address_or_a_limit(
    text: str, expected: str, field: str | None
) -> None:
    explanation = explain(text)
    assert (explanation.id, explanation.causes[0].field) == (expected, field)
