"""Each text that people paste gives the right values and no wrong ones."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from forem_smtp import check, read

TEXTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "texts.toml").read_text(encoding="utf-8")
)["text"]


@pytest.mark.parametrize("text", TEXTS, ids=[text["name"] for text in TEXTS])
def test_exactly_the_right_values_are_read(text: dict[str, Any]) -> None:
    values = dict(read(text["text"]).settings.given())
    allowed = text.get("optional", {})
    wrong = {
        name: value
        for name, value in values.items()
        if text["values"].get(name, allowed.get(name)) not in (value, "*")
    }
    assert not wrong
    assert values.items() >= text["values"].items()


@pytest.mark.parametrize("text", TEXTS, ids=[text["name"] for text in TEXTS])
def test_a_pasted_text_causes_no_error_about_port_or_address(text: dict[str, Any]) -> None:
    """Check that valid values don't get an error saying that one of them is wrong."""
    report = check(read(text["text"]).settings)
    assert not {"PORT07", "ADDR03"} & {finding.code for finding in report.findings}


def test_passwords_are_hidden() -> None:
    for text in TEXTS:
        result = read(text["text"])
        password = result.settings.password
        if password:
            assert password not in str(result.to_json()), text["name"]


def test_the_rest_of_a_row_is_no_part_of_a_url() -> None:
    text = "url,username,password,realm\nsmtp://smtp.meadow.example,clover,Haystack-81,smtp://x"
    assert "Haystack-81" not in str(read(text).to_json())


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("smtp.mailgun.org 465 robin@mg.meadow.example", ["user name"]),
        ("smtp.mailgun.org\n587\nrobin@mg.meadow.example\nHaystack81", ["user name", "password"]),
        ("Ask robin@mg.meadow.example\nHost: smtp.mailgun.org\nPort: 587", []),
    ],
)
def test_what_has_no_label_is_listed(text: str, fields: list[str]) -> None:
    unused = read(text).unused
    assert [place.partition(": ")[2] for place in unused] == [
        f"may be the {field}, but has no label" for field in fields
    ]


def test_forems_own_sender_is_never_called_another_setting() -> None:
    text = (
        "DEFAULT_EMAIL=yo@yourclub.org\nSMTP_HOST=smtp.fastmail.com\nSMTP_FROM=hay@meadow.example"
    )
    assert read(text).unused == ("line 1, DEFAULT_EMAIL: another name has the sender",)


def test_what_may_be_the_sender_is_listed() -> None:
    text = "smtp.meadow.example, port 587\nThe sender that Bob wants is hay@meadow.example."
    assert read(text).unused == ("line 2: may be the sender",)
    text = "SMTP server smtp.meadow.example, port 587. The sender should be hay@meadow.example."
    assert read(text).unused == ()
