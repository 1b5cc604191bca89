"""Passwords with any punctuation, even at their ends, are read exactly as they are, or left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forem_smtp import read

HOST, PORT = "mail.tulip.example", "587"
WORDS = ["tulip", "garden", "fox", "winter", "vault", "clover", "team", "brown"]
SIGNS = "!$%&/()=?*+#'-_.:,;<>|@^~{}[]\\\"`"
LETTERS = "abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ23456789"


def for_a_shell(password: str) -> str:
    return "'" + password.replace("'", "'\\''") + "'"


def for_systemd(password: str) -> str:
    return password.replace("\\", "\\\\").replace('"', '\\"')


def for_ruby(password: str) -> str:
    return "'" + password.replace("\\", "\\\\").replace("'", "\\'") + "'"


SYNTAXES: dict[str, Callable[[str], str]] = {
    "shell": lambda it: f"MAIL_HOST={HOST}\nMAIL_PORT={PORT}\nMAIL_PASSWORD={for_a_shell(it)}\n",
    "forem": lambda it: f"SMTP_ADDRESS={HOST}\nSMTP_PORT={PORT}\nSMTP_PASSWORD={for_a_shell(it)}\n",
    "yaml": lambda it: f"smtp:\n  host: {HOST}\n  port: {PORT}\n  password: {json.dumps(it)}\n",
    "json": lambda it: json.dumps({"smtp": {"host": HOST, "port": PORT, "pass": it}}, indent=2),
    "python": lambda it: f"EMAIL_HOST = {HOST!r}\nEMAIL_PORT = 587\nEMAIL_HOST_PASSWORD = {it!r}\n",
    "labels": lambda it: f"SMTP server: {HOST}\nPort: {PORT}\nPassword: {it}\n",
    "lines": lambda it: f"SMTP server\n{HOST}\nPort\n{PORT}\nPassword\n{it}\n",
    "unit": lambda it: (
        f"Environment=SMTP_HOST={HOST}\nEnvironment=SMTP_PORT={PORT}\n"
        f'Environment="SMTP_PASSWORD={for_systemd(it)}"\n'
    ),
    "console": lambda it: (
        f"Settings::SMTP.address = '{HOST}'\nSettings::SMTP.port = {PORT}\n"
        f"Settings::SMTP.password = {for_ruby(it)}\n"
    ),
    "options": lambda it: (
        f"tool --smtp-host {HOST} --smtp-port {PORT} --smtp-password {for_a_shell(it)}\n"
    ),
    "docker": lambda it: (
        f"docker run -e SMTP_HOST={HOST} -e SMTP_PORT={PORT} -e SMTP_PASSWORD={for_a_shell(it)} x\n"
    ),
    "tabs": lambda it: f"SMTP server\t{HOST}\nPort\t{PORT}\nPassword\t{it}\n",
}


def made_up(random: Random) -> str:
    words = random.choice("-_.!").join(random.choices(WORDS, k=random.randint(1, 3)))
    mixed = "".join(random.choices(LETTERS + SIGNS, k=random.randint(8, 24)))
    signs = random.choice(SIGNS), random.choice(SIGNS)
    return random.choice([words + "7", signs[0] + words + "7", words + signs[1], mixed])


@given(st.randoms(use_true_random=False))
def test_a_password_is_read_exactly_or_not_at_all(random: Random) -> None:
    password = made_up(random)
    for syntax, write in SYNTAXES.items():
        found = read(write(password))
        assert found.settings.password in (password, None), (syntax, password)
        assert found.settings.address in (HOST, None), (syntax, password)


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    "password",
    ["Tulip'92", "'Tulip-92", ",Tulip-92", "Tulip-92;", "Tulip|92", "|Tulip-92", "`Tulip-92"],
)
def test_punctuation_at_the_ends_belongs_to_the_password(syntax: str, password: str) -> None:
    assert read(SYNTAXES[syntax](password)).settings.password == password


def test_a_final_comma_is_offered_as_part_of_the_password() -> None:
    found = read(SYNTAXES["labels"]("Tulip-92,"))
    assert found.candidates["password"] == ("Tulip-92,", "Tulip-92")


def test_a_character_that_ends_several_lines_is_not_the_passwords() -> None:
    found = read(SYNTAXES["labels"]("Tulip-92").replace("\n", ";\n"))
    assert found.settings.password == "Tulip-92"
    assert not found.candidates


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_within_a_password_belong_to_it(sign: str) -> None:
    for syntax, write in SYNTAXES.items():
        for password in (f"Tulip{sign}92", f"Tulip{sign}92{sign}{sign}meadow"):
            found = read(write(password)).settings.password
            assert found == password or found is None, (syntax, password)


@pytest.mark.parametrize("sign", ";&|<>()!$%*?{}[]^~#")
def test_signs_that_a_shell_would_need_quotes_for(sign: str) -> None:
    """People paste commands with the password as it is."""
    password = f"Tulip{sign}92"
    for line in (
        f"docker run -e SMTP_HOST={HOST} -e SMTP_PORT={PORT} -e SMTP_PASSWORD={password} x",
        f"tool --smtp-host {HOST} --smtp-port {PORT} --smtp-password {password}",
        f"SMTP_HOST={HOST} SMTP_PORT={PORT} SMTP_PASSWORD={password} ./start",
    ):
        assert read(line).settings.password == password, line


def test_a_command_after_variables_is_not_part_of_the_last_value() -> None:
    line = f"SMTP_ADDRESS={HOST} SMTP_PORT={PORT} SMTP_PASSWORD="
    assert read(f"{line}'Tulip 92' bundle exec rails runner x").settings.password == "Tulip 92"
    four_words = "abcd efgh ijkl mnop"
    assert read(line + four_words).settings.password == four_words


def test_what_readers_of_env_files_take_differently_is_offered() -> None:
    """Docker's reader takes all of both; Ruby's ends at the first, and leaves the second out."""
    assert read(f"SMTP_ADDRESS={HOST}\nSMTP_PASSWORD=Tulip#92").candidates == {
        "password": ("Tulip#92", "Tulip")
    }
    assert read(f"SMTP_ADDRESS={HOST}\nSMTP_PASSWORD=Tulip\\92").candidates == {
        "password": ("Tulip92", "Tulip\\92")
    }
    assert read(f"SMTP_ADDRESS={HOST}\nSMTP_USER_NAME=TULIP\\robin").candidates == {
        "user_name": ("TULIProbin", "TULIP\\robin")
    }


def test_a_user_name_like_the_beginning_of_the_password_is_read() -> None:
    text = f'SMTP_ADDRESS={HOST}\nSMTP_USER_NAME=meadow\nSMTP_PASSWORD=meadow";0=\n'
    assert read(text).settings.user_name == "meadow"


def test_the_first_part_of_a_password_with_a_hash_sign_is_hidden_elsewhere() -> None:
    """Ruby's reader ends both values at the sign."""
    text = f"SMTP_ADDRESS={HOST}\nSMTP_PASSWORD=Tulip92#Meadow\nSMTP_DOMAIN=tulip92#meadow\n"
    assert read(text).settings.domain is None
