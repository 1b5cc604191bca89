"""Messages from mail servers and Ruby: recognized in any noise, explained for these settings."""

from __future__ import annotations

import dataclasses
import json
import re
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forem_smtp
from forem_smtp import RULES, Explanation, Instance, Settings, check, explain, providers
from forem_smtp.hosting import hosting
from forem_smtp.providers import read_tables
from forem_smtp.replies import Reply, replies
from forem_smtp.replies.records import Stage
from forem_smtp.replies.table import _entry, sources, tables
from forem_smtp.rules.samples import GMAIL, MAILGUN, OWN, SENDGRID
from forem_smtp.settings import FIELDS
from tests.unit import strategies

ENGINE = Path(forem_smtp.__file__).parent
STAGES = set(get_args(Stage))
CODES = {rule.code: rule for rule in RULES}
COMMAND = "uberspace mail domain add"
GOLDEN = Path(__file__).parents[1] / "golden/replies.txt"
PUBLISHED = ENGINE.parent.parent / "sitegen/content/published_addresses.txt"
KNOWN = [
    tuple(line.split(" | ", 2))
    for line in GOLDEN.read_text("utf-8").splitlines()
    if not line.startswith("#")
]


SURROUNDINGS = {
    "quoted": lambda text: f"> {text}",
    "block of code": lambda text: f"```\n{text}\n```",
    "log of a container": lambda text: f"worker-1  | 2026-11-30 10:02:11 +0000 ERROR: {text}",
    "question": lambda text: f"I get this error: {text} Any idea?",
    "German": lambda text: f"Hallo, beim Senden kommt folgende Meldung: {text}",
    "wide spaces": lambda text: f"   {text.replace(' ', '  ')}",
    "colors": lambda text: f"\x1b[31m{text}\x1b[0m",
    "end of line": lambda text: f"{text}\r\n",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "typographic": lambda text: text.replace("'", "’").replace(" - ", " – "),
    "Chinese": lambda text: f"发送时报错：{text}",
    "list": lambda text: f"1. {text}",
    "chat": lambda text: f"[10:02:11] {text}",
    "Python": lambda text: re.sub(
        r"^([45]\d\d) ([45]\.\d.*)", r"smtplib.SMTPDataError: (\1, b'\2')", text
    ),
}


def with_provider(name: str) -> Settings | None:
    """Return settings that contain only the provider's host."""
    hosts = providers()[name].hosts if name in providers() else ()
    return Settings(address=hosts[0].host) if hosts else None


def likeliest_code(text: str, settings: Settings | None = None) -> str | None:
    """Return the code of the likeliest cause."""
    return explain(text, settings).causes[0].code


# The table of messages


@pytest.mark.parametrize(("name", "provider", "text"), KNOWN)
def test_every_known_message_is_recognized(name: str, provider: str, text: str) -> None:
    explanation = explain(text, with_provider(provider))
    assert explanation.id == name
    assert explanation.general == (name == "general")
    assert explanation.source


def quoted_replies() -> list[tuple[str, str]]:
    """What the providers' files quote: every code span that isn't a value or a command."""
    texts = [(name, str(table)) for name, table in read_tables().items()]
    spans = [(name, span) for name, text in texts for span in re.findall(r"`([^`]+)`", text)]
    return [(name, span) for name, span in spans if len(span.split()) > 2 and span != COMMAND]


@pytest.mark.parametrize(("provider", "text"), quoted_replies())
def test_every_reply_that_a_provider_quotes_is_recognized(provider: str, text: str) -> None:
    # Some pages leave the code out; without one, "From: ..." would be read as a header.
    reply = text if text[:3].isdigit() else f"550 {text}"
    explanation = explain(reply, with_provider(provider))
    assert explanation.id and not explanation.general
    assert explanation.id != "mailbox-full", "a limit of the sender's account is meant"


@pytest.mark.parametrize("surround", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_text_around_a_message_changes_nothing(surround: Callable[[str], str]) -> None:
    for name, provider, text in KNOWN:
        assert explain(surround(text), with_provider(provider)).id == name, text


@pytest.mark.parametrize("prefix", ["", "> "])
def test_a_message_wrapped_as_on_a_phone_is_recognized(prefix: str) -> None:
    for name, text in (
        ("google-helo", "421 4.7.0 Try again later, closing connection. (EHLO)"),
        (
            "sender-not-allowed",
            "553 5.7.1 <robin@example.org>: Sender address rejected: not owned by user tulip",
        ),
    ):
        lines = textwrap.wrap(text, 40, break_on_hyphens=False)
        assert len(lines) > 1
        assert explain("\n".join(prefix + line for line in lines)).id == name, text


def test_every_known_message_is_in_the_golden_file() -> None:
    names = {reply.id for reply in replies()} | {"general"}
    tried = {name for name, _, _ in KNOWN}
    missing = sorted(names - tried)
    assert not missing, f"add a line to tests/golden/{GOLDEN.name} for {missing}"
    assert tried == names


def test_every_messages_address_is_published() -> None:
    published = set(PUBLISHED.read_text(encoding="utf-8").split())
    missing = {reply.url for reply in replies()} - published
    assert not missing, f"add {sorted(missing)} to sitegen/content/{PUBLISHED.name}"


def test_an_error_about_a_key_names_the_table() -> None:
    table = tables()["replies"]["read-timeout"]
    without = {key: value for key, value in table.items() if key != "causes"}
    for wrong, key in (({**table, "color": "blue"}, "color"), (without, "causes")):
        with pytest.raises((TypeError, KeyError), match=key) as raised:
            _entry("read-timeout", wrong)
        assert raised.value.__notes__ == ["in [replies.read-timeout] of replies.toml"]


@pytest.mark.parametrize("reply", replies(), ids=lambda reply: reply.id)
def test_entries_are_consistent(reply: Reply) -> None:
    assert reply.source in sources(), f"add {reply.source} to [sources] in replies.toml"
    assert reply.errors or reply.codes or reply.http or reply.text or reply.said
    assert explain(reply.example, with_provider((*reply.providers, "-")[0])).id == reply.id
    assert reply.stage is None or reply.stage in STAGES
    assert all(words == words.lower() for words in reply.text)
    assert not reply.telling or (reply.text and reply.providers)
    assert set(reply.providers) - {"microsoft365-mx"} <= set(providers())
    for cause in reply.causes:
        assert set(cause.findings) <= set(CODES)
        assert cause.field is None or cause.field in FIELDS
        assert not cause.needs_finding or (cause.field and cause.findings)
        assert "`" not in cause.text + cause.fix + reply.meaning


# Measured on Forem's mail stack: changes to valid settings, the error, and the finding


@pytest.mark.parametrize(
    ("changes", "said", "code"),
    [
        ({"port": "465", "encryption": None}, "Net::ReadTimeout", "PORT08"),
        ({"port": "465"}, "Net::ReadTimeout", "PORT06"),
        (
            {"address": "127.0.0.1"},
            "OpenSSL::SSL::SSLError: certificate verify failed (hostname mismatch)",
            "ADDR11",
        ),
        (
            {"domain": None},
            "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
            "HELO07",
        ),
        ({"domain": ""}, "Net::SMTPSyntaxError: 501 Syntax: HELO hostname", "HELO07"),
        ({"domain": ""}, "530 Must issue a STARTTLS command first", "HELO07"),
        ({"authentication": ""}, "ArgumentError: wrong authentication type", "AUTH01"),
        (
            {"address": "smtp.gmail.com", "authentication": "cram_md5"},
            "504 5.5.4 Unrecognized authentication type",
            "AUTH04",
        ),
        ({"password": "changeme"}, "535 5.7.8 Error: authentication failed", "PASS04"),
        (
            {"address": "smtp://mail.example.org"},
            "SocketError: getaddrinfo: Name or service not known",
            "ADDR03",
        ),
        (
            {"address": "mail.example.org:587"},
            "SocketError: getaddrinfo: Name or service not known",
            "ADDR03",
        ),
        ({"port": "993"}, "Net::ReadTimeout", "PORT05"),
        ({"port": "110"}, "Net::SMTPUnknownError: +OK Dovecot ready.", "PORT05"),
    ],
)
def test_measured_failures_lead_to_their_findings(
    changes: dict[str, str | None], said: str, code: str
) -> None:
    settings = dataclasses.replace(OWN, **changes)
    cause = explain(said, settings).causes[0]
    assert cause.found
    assert cause.code == code
    assert code in {finding.code for finding in check(settings).findings}


# Causes and settings


def test_without_settings_the_causes_keep_their_order() -> None:
    causes = explain("Net::ReadTimeout").causes
    assert [cause.code for cause in causes] == ["PORT08", "PORT05", None]
    assert not any(cause.found for cause in causes)


def test_empty_settings_count_as_no_settings() -> None:
    assert explain("530 5.7.0 Authentication required", Settings()) == explain(
        "530 5.7.0 Authentication required"
    )


def test_causes_that_the_settings_rule_out_are_left_out() -> None:
    slow, saved = explain("Net::ReadTimeout", SENDGRID).causes
    assert "slow to greet" in slow.text
    assert (saved.text, saved.url) == (SAVED, "importing/what-wins/#see-settings")


def test_explanations_never_contradict_the_settings() -> None:
    """With the right user name entered, only the remaining causes are listed."""
    causes = explain("535 5.7.8 Error: authentication failed", SENDGRID).causes
    assert not [cause for cause in causes if cause.field == "user_name"]
    assert [cause.field for cause in causes[:2]] == ["password", None]
    assert causes[1].text == SAVED
    for provider in providers():
        for cause in explain("535 5.7.8 no", with_provider(provider)).causes:
            assert "Something else was entered" not in cause.text
    wrong = explain("535 5.7.8 no", SENDGRID.replaced({"user_name": "me@example.com"})).causes
    assert (wrong[0].field, wrong[0].found) == ("user_name", True)
    assert SAVED not in [cause.text for cause in wrong]


def test_the_communitys_name_is_ruled_out_only_if_it_is_known() -> None:
    def likeliest(name: str | None) -> str:
        instance = Instance(community_name=name)
        return explain("555 5.5.2 Syntax error, goodbye", OWN, instance).causes[0].text

    assert likeliest(None).startswith("The community's name has a character")
    assert likeliest("Meadow").startswith("From email address isn't a full address")


def test_other_saved_values_are_suggested_only_if_plausible() -> None:
    """They need complete settings and an email that wasn't sent, and are listed only once."""

    def named(text: str, settings: Settings | None) -> int:
        return [cause.text for cause in explain(text, settings).causes].count(SAVED)

    assert named(GMAIL_REFUSAL, OWN) == 1
    assert named("535 5.7.8 no", None) == 0
    assert named("535 5.7.8 no", with_provider("sendgrid")) == 0
    assert named("550 5.1.1 User unknown", SENDGRID) == 0


def test_a_blocked_port_is_found_only_with_the_hosting_company() -> None:
    assert likeliest_code("Net::OpenTimeout", SENDGRID) == "PORT13"
    assert not explain("Net::OpenTimeout", SENDGRID).causes[0].found
    at_hetzner = SENDGRID.replaced({"port": "465"})
    cause = explain("Net::OpenTimeout", at_hetzner, Instance(hosting="hetzner")).causes[0]
    assert (cause.code, cause.found) == ("PORT13", True)


def test_causes_found_in_the_settings_come_first() -> None:
    text = "535-5.7.8 Username and Password not accepted."
    assert likeliest_code(text) == "PASS10"
    address_alone = dataclasses.replace(GMAIL, user_name="forem.community")
    cause = explain(text, address_alone).causes[0]
    assert (cause.code, cause.found) == ("USER04", True)


def test_the_providers_own_causes_come_first() -> None:
    explanation = explain("535 5.7.8 Error: authentication failed", with_provider("sendgrid"))
    assert explanation.provider == "sendgrid"
    assert "SendGrid" in explanation.causes[0].text
    assert "apikey" in explanation.causes[0].text
    assert [cause.field for cause in explanation.causes] == ["user_name", "password", "address"]
    assert explain("535 no", with_provider("fastmail")).causes[1].url == "providers/fastmail/"


def test_a_providers_wording_overrides_the_settings() -> None:
    text = "550 The from address does not match a verified Sender Identity."
    explanation = explain(text, GMAIL)
    assert explanation.provider == "sendgrid"
    assert explanation.meaning.startswith(
        "This is the wording of Twilio SendGrid, but your settings name Gmail: did Forem really "
        "use these settings? "
    )


SAVED = "The values saved in Forem may differ from these."
GMAIL_REFUSAL = "Net::SMTPAuthenticationError: 535 5.7.8 Username and Password not accepted"


BLOCKS = "The hosting company blocks the port."


@pytest.mark.parametrize("error", ["Net::OpenTimeout", "SMTP connect() failed"])
def test_a_known_hosting_company_says_which_ports_it_blocks(error: str) -> None:
    company = hosting()["digitalocean"]
    for settings in (Settings(), SENDGRID):
        first = explain(error, settings, Instance(hosting=company.id)).causes[0]
        assert first.text == BLOCKS
        assert first.fix.endswith(f" {company.name}: {company.note}")
    assert company.note not in str(explain(error, SENDGRID).causes)


def test_a_port_that_the_hosting_company_leaves_open_is_blamed_last() -> None:
    assert 587 in hosting()["hetzner"].open
    causes = explain("Net::OpenTimeout", SENDGRID, Instance(hosting="hetzner")).causes
    texts = [cause.text for cause in causes]
    assert texts.index(BLOCKS) > texts.index(next(text for text in texts if "firewall" in text))


def test_another_providers_wording_keeps_the_causes_of_the_settings_provider() -> None:
    explanation = explain(GMAIL_REFUSAL, SENDGRID)
    assert explanation.meaning.startswith(
        "This is the wording of Gmail or Google Workspace SMTP relay, but your settings name "
        "Twilio SendGrid: did Forem really use these settings? "
    )
    assert explanation.provider == "sendgrid"
    assert explanation.causes == explain("535 5.7.8 no", SENDGRID).causes
    assert "Google account" not in str(explanation.causes)


@pytest.mark.parametrize("settings", [None, Settings(port="587"), OWN])
def test_without_a_known_provider_the_general_causes_come_last(
    settings: Settings | None,
) -> None:
    explanation = explain(GMAIL_REFUSAL, settings)
    # Google's SMTP relay uses the same words.
    assert (explanation.id, explanation.provider) == ("gmail-credentials", None)
    assert "This is the wording of Gmail" in explanation.meaning
    general = explain("535 5.7.8 no", settings).causes
    assert explanation.causes[-len(general) :] == general
    assert explanation.causes[0].code == "PASS10"


def test_providers_of_one_company_share_their_wording() -> None:
    for name in ("gmail", "google-relay"):
        assert "wording of" not in explain(GMAIL_REFUSAL, with_provider(name)).meaning
    ended = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
    assert "wording of" not in explain(ended, with_provider("microsoft365")).meaning


def test_a_host_in_the_text_identifies_the_provider() -> None:
    text = "server smtp-relay.brevo.com[203.0.113.9] said: 535 5.7.8 Authentication failed"
    assert explain(text).id == "brevo-credentials"


def test_common_wording_belongs_to_no_provider() -> None:
    assert explain("535 5.7.8 Authentication failed").provider is None
    assert explain("451 4.3.0 Temporary lookup failure").provider is None


def test_wording_shared_by_providers_identifies_none() -> None:
    """A Microsoft 365 administrator must not be told that the account is a personal one."""
    ended = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
    explanation = explain(ended)
    assert explanation.provider is None
    assert "Outlook.com (personal) or Microsoft 365" in explanation.meaning
    assert {"AUTH07", "AUTH08"} <= {cause.code for cause in explanation.causes}
    own = explain(ended, with_provider("microsoft365"))
    assert (own.provider, own.causes[0].code) == ("microsoft365", "AUTH08")
    assert "administrator" in own.causes[0].fix


def test_causes_have_a_field_only_if_the_fix_changes_it() -> None:
    """Otherwise the checker would send people to a field where nothing helps."""
    elsewhere = ("administrator", "Send through", "send through", "in your domain's DNS")
    causes = [cause for reply in replies() for cause in reply.causes if cause.field]
    assert not [
        cause.fix
        for cause in causes
        if any(words in cause.fix for words in elsewhere) and not cause.fix.startswith("Enter the")
    ]
    refused = explain("535 5.7.8 no", with_provider("outlook-personal")).causes[0]
    assert (refused.fix, refused.field) == ("Send through another provider.", None)


def test_a_cause_not_found_in_the_settings_comes_later() -> None:
    text = "OpenSSL::SSL::SSLError: wrong version number"
    likely = explain(text).causes[0]
    assert (likely.code, likely.field) == ("PORT07", None)
    assert [cause.text for cause in explain(text, OWN).causes].index(likely.text) == 1


def test_temporary_and_permanent_errors() -> None:
    assert explain("535 5.7.8 no").temporary is False
    assert explain("454 4.7.0 Temporary authentication failure").temporary is True
    assert explain("451 Authentication failed: Maximum credits exceeded").temporary is False
    assert explain("Net::OpenTimeout").temporary is None
    assert explain("250 OK").temporary is None


def test_a_reply_known_only_by_its_class_is_general() -> None:
    explanation = explain("550 5.7.999 Something never seen")
    assert explanation.general
    assert "In general" in explanation.meaning
    assert "refuses for good" in explanation.meaning
    assert "security" in explanation.meaning
    assert "commands" in explain("Net::SMTPSyntaxError").meaning


# Noise


NOISE = {
    "sidekiq": (
        "2026-11-22T19:00:20.250Z pid=535 tid=550 class=ActionMailer::MailDeliveryJob jid=421a "
        "elapsed=0.550 INFO: fail\n"
        "2026-11-22T19:00:20.535Z pid=535 tid=550 WARN: {error}\n"
        "2026-11-22T19:00:20.535Z pid=535 tid=550 WARN: /usr/lib/ruby/net/protocol.rb:219:in `x'"
    ),
    "rails": "{error}:\n  \napp/workers/mailer_worker.rb:421:in `perform'\n",
    "json": '{{"time":"2026-11-22 19:00:20,535","pid":550,"error":"{error}\\n/usr/x.rb:421"}}',
    "colors": "\x1b[1m\x1b[31m{error}\x1b[0m\n\x1b[2mlib/x.rb:535\x1b[0m",
    "german": "Fehler beim Versand über 10.0.250.1: {error} (Wiederholung in 535 s)",
    "web": '10.0.250.1 - - [22/Nov/2026] "POST / HTTP/1.1" 500 1234\nCompleted 500 Internal '
    "Server Error in 535ms\n{error}",
    "chain": "{error}\nCaused by:\nErrno::ENOENT: No such file\nEOFError: end of file reached",
    "wrapped": "ActionView::Template::Error: x\nCaused by:\n{error}",
}
ERRORS = {
    "Net::ReadTimeout: Net::ReadTimeout with #<TCPSocket:(closed)>": "read-timeout",
    "Net::SMTPAuthenticationError: 535-5.7.8 Username and Password not accepted.": (
        "gmail-credentials"
    ),
    "Net::SMTPFatalError: 550 5.7.60 SMTP; Client does not have permissions to send as this "
    "sender": "microsoft365-send-as",
    "OpenSSL::SSL::SSLError: SSL_connect returned=1: certificate verify failed (hostname "
    "mismatch)": "certificate-host-name",
    "Errno::ECONNREFUSED: Verbindungsaufbau abgelehnt - connect(2)": "connection-refused",
    # Ruby 3.3 and 3.4.
    "Socket::ResolutionError: getaddrinfo: Name or service not known": "name-unknown",
    "Socket::ResolutionError: getaddrinfo(3): Name or service not known": "name-unknown",
    "ArgumentError: SMTP-AUTH requested but missing secret phrase": "password-missing",
}


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
@pytest.mark.parametrize("error", ERRORS)
def test_noise_does_not_matter(error: str, noise: str) -> None:
    assert explain(noise.format(error=error)).id == ERRORS[error]


def test_ruby_may_put_the_message_before_the_class() -> None:
    text = "smtp.rb:1020:in `check': 535 5.7.8 Error: authentication failed (Net::SMTPAuthenticati"
    assert explain(f"{text}onError)").id == "credentials"
    assert explain("x.rb:5:in `y': end of file reached (EOFError)").id == "end-of-file"


def test_an_exception_does_not_take_anothers_message() -> None:
    text = (
        "Net::SMTPAuthenticationError\nCaused by:\nNet::SMTPFatalError: 550 5.7.60 SMTP; Client "
        "does not have permissions to send as this sender"
    )
    assert explain(text).id == "authentication-error"


def test_a_transcript_is_explained_by_its_error() -> None:
    transcript = (
        '-> "220 smtp.gmail.com ESMTP - gsmtp\\r\\n"\n<- "EHLO localhost\\r\\n"\n'
        '-> "250-smtp.gmail.com at your service\\r\\n"\n-> "250 SMTPUTF8\\r\\n"\n'
        '<- "AUTH PLAIN AGEAVHVsaXAtOTI=\\r\\n"\n-> "535-5.7.8 No. For more, go to\\r\\n"\n'
        '-> "535 5.7.8  https://support.google.com/mail/?p=BadCredentials\\r\\n"\n'
    )
    explanation = explain(transcript)
    assert (explanation.id, explanation.provider) == ("gmail-credentials", "gmail")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello",
        "10.0.250.1",
        "at 19:00:20.250 535ms went by, 421 of 550 done",
        "mail 2.7.1, rails 5.2.3",
        "ArgumentError: wrong number of arguments (given 1, expected 2)",
        "postfix/smtp[535]: connect",
        "port 587, process #421",
        "MyNet::ReadTimeouts",
    ],
)
def test_other_numbers_are_not_replies(text: str) -> None:
    explanation = explain(text)
    assert explanation.id is None
    assert "not recognized" in explanation.meaning
    assert explanation.url is None


# Any input


PIECES = st.sampled_from(
    [*(text for _, _, text in KNOWN), "\n", "\\n", " ", "535", "-", "5.7.8", "\x1b[31m", "(", '"']
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


@given(TEXTS, st.one_of(st.none(), strategies.settings))
def test_any_text_is_answered(text: str, settings: Settings | None) -> None:
    explanation = explain(text, settings)
    assert isinstance(explanation, Explanation)
    assert json.loads(json.dumps(explanation.to_json())) == explanation.to_json()


@given(st.text(st.characters(categories=["L", "N"]), min_size=9, max_size=40))
def test_the_text_is_never_quoted(secret: str) -> None:
    text = f'535 5.7.8 failed: {secret}\n<- "AUTH PLAIN {secret}"'
    settings = SENDGRID.replaced({"password": secret})
    assert explain(text, settings) == explain(text.replace(secret, "another-one"), settings)


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "5",
        "535 ",
        "535-",
        ": 250 b",
        "a 250 b\n",
        "Net::ReadTimeoutx ",
        "ArgumentError ",
        "\n",
        " ",
        '\\n\\"',
        "\x1b[31m",
        "4.4.4",
        "'",
        "é",
        "535 5.5.5.5.5",
    ],
)
def test_a_million_characters_are_explained_quickly(piece: str) -> None:
    """Catch catastrophic backtracking. The exact time is the benchmark's job."""
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    explain("535")  # Load the tables.
    begin = time.process_time()
    explain(text)
    assert time.process_time() - begin < 1


# Effect on the members


def test_failed_deliveries_state_the_effect_on_members_and_a_way_back() -> None:
    for name, provider, text in KNOWN:
        explanation = explain(text, with_provider(provider))
        data = explanation.to_json()
        assert bool(data["effect"]) == bool(data["way_back"]) == explanation.has_failed
        if explanation.stage and name not in NOT_FAILED:
            assert data["way_back"] == "locked-out/#locked-out-which", name
            assert "can't sign in until a confirmation email reaches them" in data["effect"]


def test_only_a_failed_delivery_mentions_members() -> None:
    for text in (
        "250 2.0.0 Ok: queued as 4F1A",
        "504 Gateway Time-out",
        "hello",
        "Unable to login.",
    ):
        assert explain(text).way_back is None
    assert explain("Redis::CannotConnectError: Connection refused").way_back is None
    assert explain("550 5.7.999 Something never seen").way_back


NOT_FAILED = {
    "accepted",
    "log-in-accepted",
    "log-in-continues",
    "web-server-waited",
    "web-server-error",
}


@pytest.mark.parametrize(
    "text",
    [
        "550-5.7.26 This mail has been blocked because the sender is unauthenticated. "
        "SPF [example.org] with ip: [203.0.113.9] = did not pass",
        "550 5.7.23 The message was rejected because of Sender Policy Framework violation",
        "550 5.7.1 SPF check failed: 203.0.113.9 is not allowed to send mail from example.org",
    ],
)
def test_a_failed_spf_may_mean_that_forems_own_host_sent_it(text: str) -> None:
    [own] = [it for it in explain(text, SENDGRID).causes if "own host" in it.text]
    assert own.tell == "the IP address in the reply is that of Forem's host."
    local = SENDGRID.replaced({"address": "localhost"})
    first = explain(text, local).causes[0]
    assert (first.text, first.code) == (own.text, "ADDR11")


UNAUTHENTICATED = "550-5.7.26 Your email has been blocked because the sender is unauthenticated."


@pytest.mark.parametrize("settings", [SENDGRID, MAILGUN, GMAIL])
def test_missing_records_link_to_the_providers_own(settings: Settings) -> None:
    provider = check(settings).provider
    first = explain(UNAUTHENTICATED, settings).causes[0]
    assert first.url == f"providers/{provider}/#dns-records"
    assert first.fix.startswith("Enter the records")


def test_missing_records_link_to_the_guide_if_the_providers_page_has_none() -> None:
    without = next(it for it in providers().values() if it.hosts and not it.dns_records)
    for settings in (OWN, OWN.replaced({"address": without.hosts[0].host})):
        urls = [cause.url for cause in explain(UNAUTHENTICATED, settings).causes]
        assert "domain-authentication/#what-to-enter" in urls
        assert not any("dns-records" in str(url) for url in urls)
