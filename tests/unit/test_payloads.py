"""Each payload is written correctly, and read back unchanged by its own reader.

tests/system/payloads tests them with the programs that they are for.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from forem_smtp import PAYLOADS, Instance, PayloadError, Settings, check, payload, read
from forem_smtp.context import Context
from forem_smtp.payloads import write
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.unit import strategies


def test_json_is_exactly_what_the_endpoint_accepts() -> None:
    assert json.loads(payload(SENDGRID, "json")) == {
        "settings_smtp": {
            "user_name": "apikey",
            "password": SENDGRID.password,
            "address": "smtp.sendgrid.net",
            "authentication": "plain",
            "domain": "community.example.org",
            "port": "587",
            "from_email_address": "hello@example.org",
            "reply_to_email_address": "hello@example.org",
        }
    }


@pytest.mark.parametrize("name", PAYLOADS)
def test_missing_values_and_the_stated_encryption_are_left_out(name: str) -> None:
    text = payload(Settings(address="mail.example.org", port=" ", encryption="starttls"), name)
    assert "mail.example.org" in text
    if PAYLOADS[name].group != "test":  # its script sets both itself
        assert "port" not in text.lower()
        assert "starttls" not in text
    assert read(text).settings == Settings(address="mail.example.org", authentication="plain")


@pytest.mark.parametrize("name", PAYLOADS)
def test_authentication_is_never_empty_if_there_is_a_server(name: str) -> None:
    microsoft = Settings(address="smtp.office365.com", password="Tulip-92-vault")
    assert read(payload(microsoft, name)).settings.authentication == "login"
    # A new password alone changes nothing else.
    assert read(payload(Settings(password="Tulip-92-vault", port="587"), name)).settings == (
        Settings(password="Tulip-92-vault", port="587")
    )


def test_filled_in_values_are_redacted_too() -> None:
    secret = Settings(address="mail.example.org", password="tulip-92.example.org")
    context = Context.of(secret, Instance(app_domain="tulip-92.example.org"))
    assert context.payload.domain == "tulip-92.example.org"
    assert "tulip" not in write(context, "json", hidden=True)


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_clean_values_are_written(name: str) -> None:
    text = payload(OWN.replaced({"address": ' "mail.example.org" ', "port": "５８７"}), name)
    assert read(text).settings == replace(OWN, encryption=None)


@pytest.mark.parametrize("name", PAYLOADS)
@given(strategies.secrets, strategies.secrets)
def test_payloads_are_read_back_by_their_readers(name: str, user_name: str, password: str) -> None:
    settings = Settings(user_name=user_name, password=password, address="mail.example.org")
    try:
        text = payload(settings, name)
    except PayloadError as error:
        assert name in ("dotenv", "docker-env", "systemd")
        assert error.field in ("user_name", "password")
        return
    assert read(text).format == name
    assert read(text).settings == replace(check(settings).settings, authentication="plain")


def test_an_error_names_the_field_and_not_the_value() -> None:
    with pytest.raises(PayloadError) as caught:
        payload(OWN.replaced({"password": "Tulip\n92", "reply_to_email_address": ""}), "dotenv")
    assert caught.value.field == "password"
    assert "Tulip" not in str(caught.value)
    assert str(caught.value).startswith("Password ")


def test_a_trailing_backslash_does_not_escape_the_closing_quote() -> None:
    # Newer versions of dotenv would read on, into a next value that begins with a #.
    text = payload(Settings(user_name="back\\", password="#1"), "dotenv")
    assert text == "SMTP_USER_NAME=\"back\\\\\"\nSMTP_PASSWORD='#1'\n"


def test_one_variable_cannot_hold_two_senders() -> None:
    other = SENDGRID.replaced({"reply_to_email_address": "other@example.org"})
    with pytest.raises(PayloadError) as caught:
        payload(other, "dotenv")
    assert caught.value.field == "reply_to_email_address"


@pytest.mark.parametrize("name", PAYLOADS)
def test_characters_that_no_file_can_hold_are_refused(name: str) -> None:
    for letter in ("\ud800", "\0"):
        with pytest.raises(PayloadError):
            payload(OWN.replaced({"password": f"x{letter}y"}), name)


def test_another_programs_env_file_is_read() -> None:
    text = (
        "# mail\nexport SMTP_ADDRESS = mail.example.org # host\n"
        'SMTP_PASSWORD="a \\"b\\" \\$c"\nSMTP_USER_NAME=${USER}\nOTHER=1\r\nSMTP_PORT=587\r\n'
    )
    assert read(text).settings == Settings(
        address="mail.example.org", password='a "b" $c', port="587"
    )


@pytest.mark.parametrize("text", ["", "hello", "{}", "[]", '{"settings_smtp": 1}', "A=1", "\0"])
def test_text_that_is_not_a_payload_is_rejected(text: str) -> None:
    reading = read(text)
    assert reading.format is None
    assert reading.settings == Settings()
    assert reading.reason


@pytest.mark.parametrize("value", ['{"password": "x"}', '["x"]', '{"a": {"password": "x"}}'])
def test_an_object_or_a_list_is_not_taken_for_a_value(value: str) -> None:
    body = f'{{"settings_smtp": {{"address": {value}}}}}'
    with pytest.raises(ValueError, match="isn't a single value"):
        PAYLOADS["json"].read(body)
    assert read(body).settings.address is None
