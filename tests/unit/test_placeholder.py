"""Placeholders are noticed, and people's own values aren't mistaken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forem_smtp import Settings, check

OWN_WORDS = ["tulip", "garden", "shop", "brown", "fox", "community", "winter", "admin", "team"]
LEADS = ["my", "the", "your", "enter", "paste", "put", "add", "replace", "insert", "see"]


def codes(settings: Settings) -> set[str]:
    return {finding.code for finding in check(settings).findings}


@pytest.mark.parametrize(
    "text",
    [
        "YOUR_API_KEY",
        "yourpassword",
        "yourAppPassword",
        "your-16-character-app-password",
        "your login here",
        "my Gmail app password",
        "the password of the mailbox",
        "app password (16 characters)",
        "Enter your password",
        "I entered the app password",
        "an [App password](https://support.example.org/app-passwords) from Google",
        "same as above",
        "see 1Password",
        "API token",
        "(see vault)",
        "<Password>",
        "{api-key}",
        "[secret]",
        "$SMTP_PASSWORD",
        "$password",
        "${SMTP_PASSWORD}",
        "%SMTP_PASS%",
        "xxxx xxxx xxxx xxxx",
        "SG.xxxxxx.xxxx",
        "••••••••",
        "changeme",
        "Dein Passwort",
        "votre mot de passe",
        "tu contraseña",
        "ваш пароль",
    ],
)
def test_password_placeholders_are_found(text: str) -> None:
    assert "PASS04" in codes(Settings(address="mail.tulip.example", password=text))


@pytest.mark.parametrize(
    "text",
    [
        "your_username",
        "YourUserName",
        "your SMTP login",
        "your-email@tulip.example",
        "you@your-domain.example",
        "info@yourcompany.example",
        "<user>",
        "${SMTP_USER_NAME}",
    ],
)
def test_user_name_placeholders_are_found(text: str) -> None:
    assert "USER09" in codes(Settings(address="mail.tulip.example", user_name=text))


@pytest.mark.parametrize(
    "text",
    [
        "the quick brown fox",
        "the key to my heart",
        "$Tulip93",
        "{Tulip-93}",
        "<b7-Tulip>",
        "[Tulip 93]",
        "(garden)",
        "%tulip%",
        "Paste-Tulip-93",
        "xxL-93",
        "generated2",
    ],
)
def test_real_passwords_are_not_placeholders(text: str) -> None:
    assert "PASS04" not in codes(Settings(address="mail.tulip.example", password=text))


@pytest.mark.parametrize(
    "text", ["smtp-user", "mail_login", "yourgroup", "mailuser", "token", "my.name"]
)
def test_real_user_names_are_not_placeholders(text: str) -> None:
    assert "USER09" not in codes(Settings(address="mail.tulip.example", user_name=text))


@pytest.mark.parametrize(
    "name",
    ["smtp.yourprovider.com", "mail.your-domain.com", "your.smtp.server", "Your-Mail-Server.org"],
)
def test_host_placeholders_are_found(name: str) -> None:
    sender = f"info@{name}"
    assert {"ADDR17", "HELO09", "FROM14"} <= codes(
        Settings(address=name, domain=name, from_email_address=sender)
    )


@pytest.mark.parametrize(
    "name", ["mail.your.org", "wp1.your-server.de", "smtp.yourhosting.nl", "yours.example"]
)
def test_real_hosts_are_not_placeholders(name: str) -> None:
    sender = f"info@{name}"
    own = Settings(address=name, domain=name, from_email_address=sender)
    assert codes(own).isdisjoint({"ADDR17", "HELO09", "FROM14"})


@given(
    st.sampled_from(LEADS),
    st.lists(st.sampled_from(OWN_WORDS), min_size=1, max_size=3),
    st.sampled_from(["-", "_", ".", " "]),
    st.sampled_from(["", "7", "-93", "!"]),
)
def test_real_words_after_a_placeholder_prefix_are_not_placeholders(
    lead: str, words: list[str], between: str, end: str
) -> None:
    text = between.join([lead, *words]) + end
    own = Settings(address="mail.tulip.example", user_name=text, password=text)
    assert codes(own).isdisjoint({"PASS04", "USER09"})
    local = text.replace(" ", ".").replace("!", "")
    own = Settings(address="mail.tulip.example", user_name=f"{local}@tulip.example", password=text)
    assert codes(own).isdisjoint({"PASS04", "USER09"})
