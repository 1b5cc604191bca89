"""Settings and an error in one text: both are used, and neither is mistaken for the other."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from forem_smtp import Settings, bridge, explain, read
from forem_smtp.replies import Reply, replies
from tests.unit.command_line import run
from tools.pasted_texts import SAMPLES

SERVER = {"address": "smtp.sendgrid.net", "port": "587"}
ENV = "SMTP_ADDRESS=smtp.sendgrid.net\nSMTP_PORT=587\n"
LABELS = "Server: smtp.sendgrid.net\nPort: 587\n"
REFUSED = 'Errno::ECONNREFUSED: Connection refused - connect(2) for "localhost" port 25'
RUBY = """config.action_mailer.smtp_settings = {
  address: 'smtp.sendgrid.net', port: 587 }
"""
CASES = {
    "below variables": (f"{ENV}\n{REFUSED}\n", SERVER, "connection-refused"),
    "above variables": (f"{REFUSED}\n\n{ENV}", SERVER, "connection-refused"),
    "right below": (ENV + REFUSED, SERVER, "connection-refused"),
    "below labels": (f"{LABELS}Error: 535-5.7.8 no\n535 5.7.8 go away", SERVER, "credentials"),
    "below JSON": (json.dumps(SERVER) + f"\n{REFUSED}", SERVER, "connection-refused"),
    "below YAML": (
        f"smtp:\n  address: smtp.sendgrid.net\n  port: 587\n\n{REFUSED}",
        SERVER,
        "connection-refused",
    ),
    "below Ruby, with a trace": (
        f"{RUBY}\nEOFError: end of file reached\n/usr/lib/ruby/net/protocol.rb:100:in `x'\n",
        SERVER,
        "end-of-file",
    ),
    "in German": (f"{LABELS}Fehler: Net::ReadTimeout", SERVER, "read-timeout"),
    "a URL": (
        "smtp://smtp.sendgrid.net:587\nNet::OpenTimeout",
        SERVER,
        "open-timeout",
    ),
    "a sentence": (
        "Hi, I use smtp.sendgrid.net, port 587, and I get Net::OpenTimeout: execution expired!",
        SERVER,
        "open-timeout",
    ),
    "a sentence below a greeting, the error first": (
        f"{REFUSED}\n\nHello, what is wrong?\n\nWe use smtp.sendgrid.net on port 587.\n",
        SERVER,
        "connection-refused",
    ),
    "a sentence, the error first": (
        "I get Net::OpenTimeout: execution expired, but I use smtp.sendgrid.net, port 587",
        SERVER,
        "open-timeout",
    ),
    "a sentence with variables": (
        "I entered SMTP_ADDRESS=smtp.sendgrid.net SMTP_PORT=587 and now get 535 Authentication "
        "failed: Bad username / password",
        SERVER,
        "sendgrid-credentials",
    ),
    "an error with names of settings": (
        "SMTP error: server=smtp.evil.example port=2525 user=me@evil.example 535 5.7.8 no\n" + ENV,
        SERVER,
        "credentials",
    ),
    "an error with a sender": (
        f"{ENV}553 5.7.1 <a@evil.example>: Sender address rejected: not owned by user b",
        SERVER,
        "sender-not-allowed",
    ),
    "a report": (f"{ENV}\nNobody can sign in anymore.", SERVER, "nobody-can-sign-in"),
    "what a member sees": (
        f"{LABELS}\nYou have to confirm your email address before continuing.",
        SERVER,
        "address-not-confirmed",
    ),
    "an error without a code": (
        f"{LABELS}Error: Could not connect to host smtp.evil.example port 2525: no route to host",
        SERVER,
        "host-unreachable",
    ),
}
SETTINGS_ALONE = {
    "a password that looks like a reply": (
        f"{ENV}SMTP_PASSWORD=535 5.7.8 Error: authentication failed\n",
        {**SERVER, "password": "535 5.7.8 Error: authentication failed"},
    ),
    "a password that looks like an exception": (
        f"{LABELS}Password: Net::ReadTimeout\n",
        {**SERVER, "password": "Net::ReadTimeout"},
    ),
    "a comment": (f"# 535 Authentication failed means a wrong key\n{ENV}", SERVER),
    "a remark": (
        f"{LABELS}If you get 535 Authentication failed or Connection refused, check the port.\n",
        SERVER,
    ),
    "words of advice": (
        f"{LABELS}Please note: with a wrong password no mail will be sent, and your users can't "
        "log in until you must confirm it. Emails should not be sent from other domains.\n",
        SERVER,
    ),
    "a limit": (f"{LABELS}Limit: 500 emails per day\n550 emails on weekends\n", SERVER),
}


@pytest.mark.parametrize(("text", "settings", "name"), CASES.values(), ids=CASES)
def test_settings_and_error_are_both_recognized(
    text: str, settings: dict[str, str], name: str
) -> None:
    reading = read(text)
    assert replace(reading.settings, encryption=None) == Settings(**settings)
    assert explain(reading.error).id == name
    assert explain(text).id == name
    assert "smtp.sendgrid.net" not in reading.error
    assert "evil" not in str(reading.to_json())


@pytest.mark.parametrize(("text", "settings"), SETTINGS_ALONE.values(), ids=SETTINGS_ALONE)
def test_settings_are_not_taken_for_an_error(text: str, settings: dict[str, str]) -> None:
    reading = read(text)
    assert replace(reading.settings, encryption=None) == Settings(**settings)
    assert (reading.error, reading.to_json()["has_error"]) == ("", False)


def test_passwords_are_not_explained_as_errors() -> None:
    for text, settings in SETTINGS_ALONE.values():
        assert "password" not in settings or explain(text).id is None


def test_samples_of_settings_are_not_taken_for_errors() -> None:
    assert not [sample.text for sample in SAMPLES if read(sample.text).error]


@pytest.mark.parametrize("reply", replies(), ids=lambda reply: reply.id)
def test_an_error_below_settings_does_not_change_them(reply: Reply) -> None:
    assert read(f"{ENV}\n{reply.example}\n").settings == Settings(**SERVER)


def test_the_page_gets_the_error_without_the_settings() -> None:
    answer = json.loads(
        bridge.read(json.dumps({"text": f"{ENV}SMTP_PASSWORD=Tulip-92\n{REFUSED}"}))
    )
    assert answer["error"] == REFUSED
    assert answer["settings"]["password"] == "Tulip-92"


def test_explain_uses_the_settings_in_the_text() -> None:
    text = (
        "SMTP_ADDRESS=smtp.sendgrid.net\nSMTP_PORT=465\nSMTP_PASSWORD=Tulip-92\nNet::ReadTimeout\n"
    )
    done = run("explain", "-", stdin=text)
    assert "found in your settings" in done.stdout
    assert "for the settings in the same text: Password, Address, Port." in done.stdout
    assert "Tulip" not in done.stdout
    causes = json.loads(run("explain", "-", "--format", "json", stdin=text).stdout)["causes"]
    assert (causes[0]["field"], causes[0]["found"]) == ("port", True)
