"""Each text that people paste gives the right values, and never a wrong one."""

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
def test_the_values_are_right_and_no_other_is_read(text: dict[str, Any]) -> None:
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
    """Values that are right in the text get no error that says one of them is wrong."""
    report = check(read(text["text"]).settings)
    assert not {"PORT07", "ADDR03"} & {finding.code for finding in report.findings}


def test_no_password_is_shown() -> None:
    for text in TEXTS:
        result = read(text["text"])
        password = result.settings.password
        if password:
            assert password not in str(result.to_json()), text["name"]
