"""Values survive a round trip: serialized by other libraries, then read by the parser."""

from __future__ import annotations

import json
import shlex
from urllib.parse import quote

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import assume, example, given
from hypothesis import strategies as st

from forem_smtp import ParseResult, read
from forem_smtp.parsing.values import is_reference, why_unfit

printable = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
letters = st.one_of(
    printable, st.characters(exclude_categories=["C", "Z"]), st.sampled_from("'\"\\$#{}%:@ ")
)
passwords = st.text(letters, min_size=1, max_size=40).filter(
    lambda text: text == text.strip() and not is_reference(text) and not why_unfit("password", text)
)


def expect_values(reading: ParseResult, name: str, password: str) -> None:
    assert reading.settings.password == password
    assert reading.settings.address == "smtp.example.org"
    assert reading.format == name


@given(passwords, st.booleans(), st.sampled_from([None, 2]))
def test_json(password: str, ascii_only: bool, indent: int | None) -> None:
    body = {"smtp": {"host": "smtp.example.org", "pass": password, "port": 587}}
    text = json.dumps(body, ensure_ascii=ascii_only, indent=indent)
    expect_values(read(text), "json-other", password)


@given(passwords)
def test_yaml(password: str) -> None:
    body = {"mail": {"smtp": {"host": "smtp.example.org", "password": password}}, "other": [1]}
    text = yaml.safe_dump(body, allow_unicode=True, width=1000)
    expect_values(read(text), "yaml", password)


@given(passwords)
def test_yaml_in_a_compose_file(password: str) -> None:
    variables = {"SMTP_HOST": "smtp.example.org", "SMTP_PASS": password.replace("$", "$$")}
    assume(not is_reference(variables["SMTP_PASS"]))
    body = {"services": {"web": {"environment": variables}}}
    expect_values(
        read(yaml.safe_dump(body, allow_unicode=True, width=1000)), "docker-compose", password
    )


@given(passwords)
def test_list_in_a_compose_file(password: str) -> None:
    doubled = password.replace("$", "$$")
    assume(not is_reference(doubled))
    pairs = ["SMTP_HOST=smtp.example.org", f"SMTP_PASS={doubled}"]
    body = {"services": {"web": {"environment": pairs}}}
    expect_values(
        read(yaml.safe_dump(body, allow_unicode=True, width=1000)), "docker-compose", password
    )


@pytest.mark.parametrize("command", ["swaks --server smtp.example.org -ap", "curl -u"])
@given(passwords)
def test_shell_arguments(command: str, password: str) -> None:
    assume(not password.startswith("-"))
    if command.startswith("swaks"):
        expect_values(read(f"{command} {shlex.quote(password)} -tls"), "swaks", password)
    else:
        words = shlex.quote(f"forum:{password}")
        expect_values(read(f"{command} {words} smtp://smtp.example.org:587"), "curl", password)


@given(passwords)
def test_url(password: str) -> None:
    text = f"smtp://forum:{quote(password, safe='')}@smtp.example.org:587"
    expect_values(read(text), "url", password)


@given(passwords)
@example("a\\nb")
def test_python(password: str) -> None:
    text = f"EMAIL_HOST = 'smtp.example.org'\nEMAIL_HOST_PASSWORD = {password!r}\n"
    expect_values(read(text), "django", password)


@given(passwords)
@example("a\\nb")
def test_ruby(password: str) -> None:
    quoted = "'" + password.replace("\\", "\\\\").replace("'", "\\'") + "'"
    settings = f"address: 'smtp.example.org', password: {quoted}, port: 587"
    expect_values(
        read(f"config.action_mailer.smtp_settings = {{ {settings} }}"), "rails-hash", password
    )
    lines = "gitlab_rails['smtp_address'] = 'smtp.example.org'\ngitlab_rails['smtp_password'] = "
    expect_values(read(lines + quoted), "gitlab", password)


@given(passwords)
def test_postfix(password: str) -> None:
    text = f"[smtp.example.org]:587 forum:{password}"
    expect_values(read(text), "postfix", password)


def test_computed_ruby_values_are_left_out() -> None:
    text = "smtp_settings = { address: 'smtp.example.org', password: \"a#{ENV['X']}\" }"
    assert read(text).settings.password is None
    assert "password: refers to" in read(text).unused[0]


@pytest.mark.parametrize("password", ["7M355v,F=ynk2C", "a1b2c3,Xy=z", "pq,7=1,G=2"])
def test_password_with_comma_and_equals_sign(password: str) -> None:
    for text in (
        f"export SMTP_PASSWORD={password}",
        f"SMTP_HOST=smtp.example.org SMTP_PASSWORD={password} SMTP_PORT=587",
        f"docker run -e SMTP_HOST=smtp.example.org -e SMTP_PASSWORD={password} image",
        f"--set-env-vars SMTP_HOST=smtp.example.org,SMTP_PASSWORD={password},NODE_ENV=production",
    ):
        assert read(text).settings.password == password
