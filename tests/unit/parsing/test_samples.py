"""Each format is recognized, and each value is read exactly as written."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from forem_smtp import PAYLOADS, Settings, bridge, explain, payload, read
from forem_smtp.parsing import FORMATS
from forem_smtp.parsing.programs import SOURCES
from forem_smtp.rules.samples import SENDGRID
from tools.pasted_texts import ALL, ERRORS, NOTHING, SAMPLES, Sample

NUMBERED = [pytest.param(s, id=f"{s.format} {n}") for n, s in enumerate(SAMPLES, 1)]


@pytest.mark.parametrize("sample", NUMBERED)
def test_exactly_the_values_in_the_text_are_read(sample: Sample) -> None:
    reading = read(sample.text)
    assert reading.settings == Settings(**sample.settings)
    assert reading.format == sample.format
    assert reading.reason is None


@pytest.mark.parametrize("sample", NUMBERED)
def test_each_value_has_an_origin(sample: Sample) -> None:
    reading = read(sample.text)
    assert set(reading.origins) == set(sample.settings)
    descriptions = [*reading.origins.values(), *reading.unused]
    for secret in {reading.settings.password, reading.settings.user_name} - {None, "apikey"}:
        assert not [text for text in descriptions if str(secret) in text]


@pytest.mark.parametrize("sample", NUMBERED)
def test_unused_parts_are_reported(sample: Sample) -> None:
    reading = read(sample.text)
    for piece in sample.unused:
        assert any(piece in name for name in reading.unused), reading.unused
    if not sample.unused and sample.format not in ("yaml", "docker-compose", "discourse-app"):
        assert not [name for name in reading.unused if "refers to" in name]


@pytest.mark.parametrize("sample", NUMBERED)
def test_other_values_for_a_field_are_candidates(sample: Sample) -> None:
    assert read(sample.text).candidates == sample.candidates


def test_every_format_has_samples() -> None:
    counted = Counter(sample.format for sample in SAMPLES)
    others = set(PAYLOADS) - {"json", "dotenv"}  # covered by the round trips
    assert set(counted) <= set(FORMATS), "a sample's format must be in FORMATS in result.py"
    few = [name for name in set(FORMATS) - others if counted[name] < (1 if name == "json" else 2)]
    assert not few, f"add two samples to tools/pasted_texts.py for each of {sorted(few)}"


def test_format_names_never_change() -> None:
    assert set(FORMATS) >= {
        *PAYLOADS,
        "env", "mastodon", "discourse", "discourse-app", "ghost", "django", "laravel", "gitea",
        "gitlab", "rails-hash", "nodemailer", "json-other", "yaml", "docker-compose", "url",
        "host", "msmtp", "ssmtp", "postfix", "swaks", "curl", "prose",
    }  # fmt: skip
    assert all(title.strip() and "`" not in title for title in FORMATS.values())


def test_every_program_has_a_source() -> None:
    assert all(url.startswith("https://") for url in SOURCES.values())
    missing = set(SOURCES) - set(FORMATS)
    assert not missing, f"add {sorted(missing)} to FORMATS in result.py"


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_other_texts_are_not_read(text: str) -> None:
    reading = read(text)
    assert (reading.format, reading.title) == (None, None)
    assert reading.settings == Settings()
    assert reading.reason
    assert "`" not in reading.reason


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_message_is_referred_to_the_explain_box(text: str) -> None:
    reading = read(text)
    assert reading.format is None
    assert "error message" in str(reading.reason)
    assert "explained" in str(reading.reason)


def test_a_port_that_forem_can_use_is_preferred() -> None:
    def port(text: str) -> str | None:
        return read(f"Server: smtp.example.org\nPorts: {text}\n").settings.port

    assert port("465, 25, 2525, 587") == "587"
    assert port("465, 25, 2525") == "2525"
    assert port("465 (SSL) or 25") == "25"
    assert port("465") == "465"
    assert port("1111 (SSL), 2222") == "2222"


def test_encryption_is_that_of_the_chosen_port() -> None:
    def encryption(text: str) -> str | None:
        return read(f"Server: smtp.example.org\n{text}\n").settings.encryption

    assert encryption("Port: 465 (SSL) or 587 (STARTTLS)") == "starttls"
    assert encryption("Port: 465 (SSL), 587") is None
    assert encryption("Port: 465 (SSL/TLS)") == "implicit"
    assert encryption("Port: 587 (TLS)") is None
    assert encryption("Port: 587\nEncryption: STARTTLS or SSL/TLS") == "starttls"
    assert encryption("Port: 465\nEncryption: STARTTLS or SSL/TLS") == "implicit"
    assert encryption("Port: 25\nEncryption: none") == "none"
    assert encryption("Port: 587\nEncryption: TLS") is None


def test_encryption_of_each_port_is_reported() -> None:
    def port_encryption(text: str) -> dict[str, str]:
        return dict(read(f"Server: smtp.example.org\nPort: {text}\n").port_encryption)

    assert port_encryption("465 (SSL) or 587 (TLS)") == {"465": "implicit"}
    assert port_encryption("SSL: 465, STARTTLS: 587") == {"465": "implicit", "587": "starttls"}
    assert port_encryption("465, 587") == {}
    # With only one port, its encryption is the setting's value.
    assert port_encryption("465 (SSL)") == {}


@pytest.mark.parametrize(
    ("text", "program", "language"),
    [
        ("GF_SMTP_HOST=smtp.example.org:587\nGF_SMTP_USER=me\n", "Grafana", None),
        ("spring.mail.host=smtp.example.org\nspring.mail.port=587\n", "Spring Boot", None),
        ("SMTP_HOST=smtp.example.org\nSMTP_TIMEOUT=5\n", None, None),
        ("SMTP-Server: smtp.example.org\nPort: 587\n", None, None),
        ("SMTP-Server: smtp.example.org\nPort: 587\nBenutzername: me\n", None, "German"),
        ("Servidor SMTP: smtp.example.org\nPorta: 587\nSenha: Tulip-92\n", None, "Portuguese"),
        ("SMTP服务器：smtp.example.org\n端口：587\n", None, "Chinese"),
    ],
)
def test_program_and_language_are_named_if_certain(
    text: str, program: str | None, language: str | None
) -> None:
    reading = read(text)
    assert (reading.program, reading.language) == (program, language)
    assert reading.to_json()["program"] == program
    assert reading.to_json()["language"] == language


def test_a_common_name_does_not_identify_a_program() -> None:
    assert read("SMTP_HOST=smtp.example.org\nSMTP_TIMEOUT=5\n").title == "Environment variables"
    assert read("SMTP_HOST=smtp.example.org\nSMTP_NAME=me\n").title == "Nextcloud's settings"


def test_the_page_gets_redacted_values_to_show() -> None:
    key = str(SENDGRID.password)
    text = f"Host: smtp.example.org\nUser name: {key}\nPassword: Tulip-92-vault\n"
    seen = json.loads(bridge.read(json.dumps({"text": text})))["seen"]
    assert seen == {"address": "smtp.example.org", "user_name": "********", "password": "********"}


def test_a_long_name_is_not_a_key() -> None:
    text = "email:\n  smtp_host: smtp.example.org\n  announce_transport_security: true\n"
    assert "line 3, email.announce_transport_security" in read(text).unused[0]
    key = "re_abcdefgh_ABCDEFGHijklmnopQRSTUVWX"
    text = f"email:\n  smtp_host: smtp.example.org\n  smtp_{key}: true\n"
    assert key not in str(read(text).to_json())


@pytest.mark.parametrize("password", ["ox;qua=x'", "ox';qua=x", "ox';SMTP_PORT=25", "'';x=y:=z'"])
@pytest.mark.parametrize("form", ["'MAIL_PASSWORD' => {},", "$mail['password'] = {};"])
def test_an_escaped_quote_does_not_end_a_value_in_code(form: str, password: str) -> None:
    quoted = "'{}'".format(password.replace("'", "\\'"))
    text = f"Hello,\n'MAIL_HOST' => 'mail.example.org',\n{form.format(quoted)}\nBye\n"
    settings = read(text).settings
    assert settings == Settings(address="mail.example.org", password=password)


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_row_with_more_cells_than_names_is_reported(sign: str) -> None:
    rows = ["Host,mail.example.org", "Port,587", "Username,clover", "Password,Hunter2,Quagga"]
    reading = read("\n".join(rows).replace(",", sign))
    assert reading.settings == Settings(address="mail.example.org", port="587", user_name="clover")
    assert reading.unused == ("line 4: more cells than names",)


def test_results_hide_the_password() -> None:
    secret = "Tulip-92-vault"
    reading = read(
        f"Server: smtp.example.org\nPassword: {secret}\nPassword: {secret}-b\nUser name: {secret}\n"
    )
    assert reading.candidates["password"] == (secret, f"{secret}-b")
    assert secret not in repr(reading)
    shown = reading.to_json()
    assert secret not in json.dumps(shown)
    assert shown["settings"]["password"] == "********"
    assert shown["candidates"]["password"] == ["********", "********"]


def test_a_key_in_another_field_is_hidden() -> None:
    key = str(SENDGRID.password)
    reading = read(f"Server: smtp.sendgrid.net\nUser name: {key}\nUser name: apikey\n")
    assert key not in json.dumps(reading.to_json())
    assert key not in repr(reading)


def test_the_page_gets_the_real_values() -> None:
    text = payload(SENDGRID, "dotenv")
    answer = json.loads(bridge.read(json.dumps({"text": text})))
    assert answer["settings"]["password"] == SENDGRID.password
    assert answer["title"] == ".env file"
    assert set(answer) == {
        "format", "title", "settings", "origins", "unused", "candidates", "candidate_origins",
        "port_encryption", "servers", "reason", "program", "language", "has_sendgrid_api_key",
        "forem", "has_error", "shown", "seen", "error",
    }  # fmt: skip
    assert set(answer) == {*read(text).to_json(), "shown", "seen", "error"}
    assert json.loads(bridge.read("{}"))["reason"] == "There is no text."


SERVER_LINES = "SMTP_ADDRESS=smtp.example.net\nSMTP_PORT=587\n"


@pytest.mark.parametrize(
    "text",
    [
        f"SENDGRID_API_KEY=SG.abc\n{SERVER_LINES}",
        f"{SERVER_LINES}export SENDGRID_API_KEY='SG.abc'\n",
        f"docker run -e SENDGRID_API_KEY=SG.abc -e {SERVER_LINES.replace(chr(10), ' -e ', 1)}",
        '{"SENDGRID_API_KEY": "SG.abc", "SMTP_ADDRESS": "smtp.example.net", "SMTP_PORT": 587}',
        "services:\n  web:\n    environment:\n      - SENDGRID_API_KEY=${KEY}\n"
        "      - SMTP_ADDRESS=smtp.example.net\n      - SMTP_PORT=587\n",
        f"{SERVER_LINES}SENDGRID_API_KEY=SG.abc\nNet::ReadTimeout\n",
    ],
)
def test_a_sendgrid_api_key_is_noticed_and_not_shown(text: str) -> None:
    reading = read(text)
    assert reading.settings.address == "smtp.example.net"
    assert reading.has_sendgrid_api_key
    assert reading.settings.password is None
    assert "SG.abc" not in json.dumps(reading.to_json())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f'APP_DOMAIN=forum.example.org\n{SERVER_LINES}COMMUNITY_NAME="Cats: Hamburg, Nord"\n',
            {"app_domain": "forum.example.org", "community_name": "Cats: Hamburg, Nord"},
        ),
        (
            "services:\n  web:\n    environment:\n      APP_DOMAIN: 'forum.example.org'\n"
            "      SMTP_ADDRESS: smtp.example.net\n      SMTP_PORT: 587\n",
            {"app_domain": "forum.example.org"},
        ),
        (
            f"export APP_DOMAIN=https://forum.example.org:443 # ours\n{SERVER_LINES}",
            {"app_domain": "forum.example.org"},
        ),
        (f"COMMUNITY_NAME=Cats & Dogs\n{SERVER_LINES}", {"community_name": "Cats & Dogs"}),
        (f"APP_DOMAIN=localhost:3000\nCOMMUNITY_NAME=$NAME\n{SERVER_LINES}", {}),
        (f"#APP_DOMAIN=forum.example.org\nCOMMUNITY_NAME=\n{SERVER_LINES}", {}),
    ],
)
def test_what_a_text_says_about_the_forem_is_offered(text: str, expected: dict[str, str]) -> None:
    reading = read(text)
    assert reading.settings.port == "587"
    assert reading.forem == expected
    shown = json.loads(bridge.read(json.dumps({"text": text})))["shown"]
    assert {name: shown[name] for name in expected} == {
        name: [value] for name, value in expected.items()
    }


RECEIVED_MAIL = """Delivered-To: robin@example.net
Received: from mail.example.com by mx.example.net with ESMTPS id 1; Mon, 30 Nov 2026 08:12:01 +0000
Return-Path: <bounces-12@mail.example.com>
Authentication-Results: mx.example.net;
       spf=pass smtp.mailfrom=bounces-12@mail.example.com;
       dmarc={} (p=NONE sp=NONE dis=NONE) header.from=example.org
From: Our Forem <hello@example.org>
"""

WELCOME = """SMTP server: smtp.example.org
Port: 587
User name: robin@example.net
Password: Tulip-92-vault
"""


@pytest.mark.parametrize("result", ["pass", "fail"])
def test_an_email_that_arrived_has_no_settings(result: str) -> None:
    reading = read(RECEIVED_MAIL.format(result))
    assert reading.format is None
    assert reading.settings == Settings()
    assert "source of an email" in str(reading.reason)
    explained = explain(RECEIVED_MAIL.format(result))
    assert explained.id == ("dmarc-result" if result == "fail" else None)


def test_a_providers_welcome_is_read_without_its_headers() -> None:
    text = f"{RECEIVED_MAIL.format('pass')}\nYour mailbox is ready.\n\n{WELCOME}"
    reading = read(text)
    assert dict(reading.settings.given()) == {**ALL, "user_name": "robin@example.net"}
    assert reading.origins["address"].startswith("line 11,")


@pytest.mark.parametrize(
    "text",
    [
        "Incoming Server Name: imap.example.net\nPort: 993\nUsername: a@b.example",
        "Posteingangsserver: imap.example.net\nPort: 993\nVerschlüsselung: SSL/TLS",
    ],
)
def test_settings_for_receiving_are_named_as_such(text: str) -> None:
    reading = read(text)
    assert reading.format is None
    assert "receiving mail" in str(reading.reason)


@pytest.mark.parametrize(
    "line",
    [
        "SENDGRID_API_KEY=",
        'SENDGRID_API_KEY=""',
        "# SENDGRID_API_KEY=SG.abc",
        "MY_SENDGRID_API_KEYS=2",
    ],
)
def test_without_a_value_there_is_no_sendgrid_api_key(line: str) -> None:
    reading = read(f"{line}\n{SERVER_LINES}")
    assert reading.settings.port == "587"
    assert not reading.has_sendgrid_api_key
