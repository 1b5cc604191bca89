"""AWS access keys are never taken for SMTP credentials, and the reader says what they are."""

from __future__ import annotations

import json

import pytest

from forem_smtp import bridge, check, read

ID = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
LISTED = "AWS access keys, which aren't SMTP credentials"
VARIABLES = f"AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_REGION=eu-central-1\n"


@pytest.mark.parametrize(
    "text",
    [
        f"SES creds: {ID} / {SECRET}, eu-central-1, from hay@meadow.example",
        f"Access key: {ID} / Secret: {SECRET} / Region: eu-central-1 / From: hay@meadow.example",
        f"{VARIABLES}DEFAULT_EMAIL=hay@meadow.example",
        f"Server: email-smtp.eu-central-1.amazonaws.com\nKey: {ID}\nSecret key: {SECRET}",
    ],
)
def test_the_keys_are_listed_and_neither_taken_nor_shown(text: str) -> None:
    result = read(text)
    assert LISTED in result.unused[0]
    assert result.settings.user_name is None
    assert result.settings.password is None
    shown = json.dumps(result.to_json()) + repr(result)
    shown += bridge.read(json.dumps({"text": text}))
    assert ID not in shown
    assert SECRET not in shown


def test_the_reason_names_amazon_ses() -> None:
    result = read(VARIABLES)
    assert result.format is None
    assert "Amazon SES" in str(result.reason)
    assert "SMTP settings > Create SMTP credentials" in str(result.reason)


@pytest.mark.parametrize(
    "more",
    [
        "AWS_BUCKET_NAME=hay\nDEFAULT_EMAIL=hay@meadow.example",
        "SMTP_ADDRESS=smtp.meadow.example\nSMTP_PORT=587",
        "SMTP_HOST=email-smtp.eu-central-1.amazonaws.com\nSMTP_PASSWORD=Haystack-81",
    ],
)
def test_keys_for_another_service_are_no_matter_of_mail(more: str) -> None:
    result = read(VARIABLES + more)
    assert not any(LISTED in place for place in result.unused)
    assert "AWS" not in str(result.reason)


def test_a_secret_key_as_the_password_is_reported_as_one() -> None:
    text = f"Server: email-smtp.eu-central-1.amazonaws.com\nUser: {ID}\nPassword: {SECRET}"
    codes = {finding.code for finding in check(read(text).settings).findings}
    assert "PASS05" in codes


def test_where_the_host_comes_from_is_said() -> None:
    result = read(f"SES creds: {ID} / {SECRET}, eu-central-1")
    assert result.origins["address"] == "line 1, for Amazon SES"
    two = read(f"SES creds: {ID} / {SECRET}, eu-central-1 or us-east-1")
    assert two.settings.address is None
