"""What receivers say of Forem's mail: each kind in the words of several, and whose they are."""

from __future__ import annotations

import pytest

from forem_smtp import explain
from forem_smtp.replies import replies
from forem_smtp.replies.table import tables

KINDS = {
    "receiver-policy": [
        "550 5.7.1 Policy rejection on the target address",
        "550 <a@b.example>: Reject due to policy restrictions (header based)",
        "550 Administrative prohibition - envelope blocked",
        "550 Rejected by header based Anti-Spoofing policy: a@b.example",
        "Net::SMTPFatalError: 550 5.7.1  Reject for policy reason RULE3_2. See the help page",
    ],
    "blocklist": [
        "553 http://www.spamhaus.org/query/bl?ip=192.0.2.222",
        "451 4.7.1 Service unavailable; Client host [192.0.2.7] blocked using dnsbl.example.org",
        "521-5.7.1 Service unavailable; client [192.0.2.7] blocked using dnsbl.sorbs.net",
        "554 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.225",
        "550 5.7.0 <a@b.example>... please use the smtp server of your ISP.",
        "550-5.7.1 reject content [xbl]\n550 See why.php?why=SURBL",
        "550 Access from ip address 192.0.2.1 blocked.",
    ],
    "gmail-ptr": [
        "554 5.7.1 Client host rejected: cannot find your hostname, [192.0.2.154]",
        "550 <a@b.example>: Bad DNS PTR resource record",
        "450 4.7.1 Access denied. IP name lookup failed [192.0.2.222]",
        "501 5.7.1 mail.b.example Sender IP must resolve",
        "553 RP:RDN 192.0.2.7",
        "554 192.0.2.7 All mail servers must have a PTR record with a valid Reverse DNS entry.",
    ],
    "dmarc-policy": [
        "550 DMARC check failed",
        "550 5.2.0 Message rejected due to DMARC.",
        "550 5.7.26 <a@b.example>: ETP205 DMARC Failure for domain",
        "550 DMARC Sender Invalid - envelope rejected",
    ],
    "gmail-unauthenticated": [
        "550-5.7.26 The MAIL FROM domain [b.example] has an SPF record with a hard fail\n"
        "550-5.7.26 policy (-all) but it fails to pass SPF checks with the ip: [192.0.2.24].",
        "421-4.7.32 This mail has been rate limited because there is no DMARC alignment",
        "421-4.7.27 Your email has been rate limited because SPF authentication didn't pass",
    ],
    "microsoft-dmarc": ["550 5.7.509 Access denied, sending domain does not pass DMARC"],
    "microsoft-rate": [
        "451 4.7.651 The mail server [192.0.2.7] has been temporarily rate limited due to IP "
        "reputation. (S3114)",
        "451 4.7.500 Server busy. Please try again later from [192.0.2.7].",
    ],
    "receiver-rate": [
        "450 4.3.2 Too many mails (mail bomb), try again in 1 hour(s) 25 minute(s)",
        "554 5.2.122 The recipient has exceeded their limit for the number of messages",
        "452 4.1.1 <a@b.example> too many recent messages; Try again later",
        "SmtpCommandException: 4.5.127 Message rejected.\nExcessive message rate from sender.",
    ],
    "taken-for-spam": [
        "554 5.7.1 [1] Message rejected under suspicion of SPAM",
        "554 5.7.0 Reject, id=20025-09 - SPAM",
        "550 Message body: SPAM URL FOUND",
    ],
    "attachment-refused": [
        "552-5.7.0 This message was blocked because its content presents a potential\n"
        "552-5.7.0 security issue. Please visit the help page",
        "550 Virus Detected; Content Rejected",
    ],
    "message-malformed": [
        "550 5.7.1 [192.0.2.7 14] Messages missing a valid address in From: header, or having no "
        "From: header, are not accepted.",
        "554 Transaction failed: Duplicate header 'DKIM-Signature'.",
        "550-5.7.1\n    [192.0.2.222 13] Messages with multiple addresses in From:\n"
        "    550 5.7.1 header are not accepted.",
    ],
    "recipient-unknown": [
        "550 5.1.1 Not our Customer",
        "Recipient address rejected: Account deleted by user",
        "550 5.4.1 All recipient addresses rejected : Access denied",
        "540 5.7.1 <a@b.example>: recipient address rejected: Inactive",
        "Unknown user: robin@example.com\n\nOriginal message follows.",
        "550 5.1.10\nRESOLVER.ADR.RecipientNotFound\n\nDiagnostic-Code: smtp; 550 5.1.10 Recipient "
        "not found by SMTP address lookup",
    ],
    "mailbox-full": [
        "552-5.2.2 The recipient's inbox is out of storage space and inactive.",
        "552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]",
    ],
    "no-mail-domain": [
        "Action: failed\nStatus: 4.0.0\nDiagnostic-Code: smtp; DNS Error: 80335577 DNS type 'mx' "
        "lookup of b.example responded with code NXDOMAIN",
        "550 5.4.4 Invalid domain",
        "452 <a@b.example>: Recipient address rejected: Domain not active",
        "Sorry, I couldn't find a mail exchanger or IP address. (#5.4.4)",
    ],
    "routing-loop": ["Maximum hop count exceeded. Message probably in a routing loop."],
    "not-delivered-in-time": [
        "1RookS-000Pg8-VO ** a@b.example: retry timeout exceeded",
        "554 4.4.7 Message expired: unable to deliver in 840 minutes.",
    ],
    "server-trouble": [
        "451 4.7.1 Service unavailable - try again later",
        "452 4.3.1 Insufficient system resources (TSTE)",
        "status=deferred (mail system configuration error)",
    ],
    "suppressed": ["554 Message rejected: Address blacklisted."],
    "spf-failed": [
        "550-SPF-check failed: 550 b.example doesn't allow sending mails from 192.0.2.7",
        "554 5.7.1 spf check result is none",
    ],
    "relay-without-log-in": [
        "501 Rcpt-To validation failed: RCPT TO not accepted: 5.7.1 This system is not configured "
        "to relay mail",
        "451 Open relay not allowed",
    ],
    "sender-domain-unknown": [
        "550 5.1.0 <a@b.example>: Sender address rejected: User unknown in relay recipient table",
        "550-Verification failed for <a@forem>\\n550-Unrouteable\\n550 Sender verify failed",
    ],
    "sender-is-not-the-account": ["553 Envelope FROM 'a@b.example' email address not allowed."],
    "microsoft365-refused": ["535 5.7.139 Authentication unsuccessful, a reason not yet known"],
    "bounce": ["Delivery has failed to these recipients or groups:\n\nrobin"],
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in KINDS.items() for text in texts]
)
def test_a_kind_of_refusal(name: str, text: str) -> None:
    explanation = explain(text)
    assert explanation.id == name
    assert explanation.causes
    assert explanation.has_failed


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("550 5.7.1 Message rejected due to local policy. https://support.apple.com/x", "iCloud"),
        ("550 5.1.1 unknown. https://community.mimecast.com/docs/DOC-1369#550", "Mimecast"),
        ("421 mwinf5c77 ME Service refused, please try later. OFR_999 [999]", "Orange"),
        ("550 5.7.999 Something new. x12si - gsmtp", "Gmail"),
        ("host mx1.b.protection.outlook.com[192.0.2.9] said: 550 5.7.999 no", "Microsoft"),
        ("421 4.7.0 [TSS04] Messages from 192.0.2.7 temporarily deferred", "Yahoo"),
        ("550 DMARC check failed http://service.mail.qq.com/cgi-bin/help", "QQ Mail"),
    ],
)
def test_a_reply_says_whose_it_is(text: str, whose: str) -> None:
    assert whose in explain(text).meaning


def test_an_address_in_a_reply_says_not_whose_it_is() -> None:
    for address in ("robin@gmail.com", "robin@outlook.com", "robin@yahoo.com", "robin@qq.com"):
        meaning = explain(f"<{address}>: 550 5.7.999 Something new for {address}").meaning
        assert "The reply comes from" not in meaning


def test_words_of_a_receiver_are_in_lower_case() -> None:
    for receiver in tables()["receivers"]:
        assert all(words == words.lower() for words in receiver["words"])
    for reply in replies():
        assert all(words == words.lower() for words in reply.after_code)
        assert not (reply.after_code and not reply.codes)


def test_a_line_after_a_reply_is_not_its() -> None:
    """Sendmail's transcripts end with a command that was refused because of an earlier one."""
    text = (
        ">>> DATA\n<<< 550 5.1.1 <robin@meadow.example>... User unknown\n"
        "550 5.1.1 <robin@meadow.example>... User unknown\n<<< 503 5.0.0 Need RCPT (recipient)"
    )
    assert explain(text).id == "recipient-unknown"


def test_a_known_reply_wins_over_an_unknown_one() -> None:
    text = "550 5.7.999 Something new\nDiagnostic-Code: smtp; 550 5.7.1 Mail content denied"
    assert explain(text).id == "taken-for-spam"
