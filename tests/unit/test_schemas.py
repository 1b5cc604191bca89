"""The published JSON Schemas accept what the engine writes, and reject anything else."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from forem_smtp import RULES, Instance, PayloadError, Settings, bridge, check, payload
from forem_smtp.cli import app
from forem_smtp.rules import Example
from forem_smtp.rules.samples import SENDGRID
from forem_smtp.settings import FIELDS, FOREM_FIELDS
from tests.unit import strategies

PUBLISHED = Path(__file__).parents[2] / "docs/schema"
STABLE = Path(__file__).parents[1] / "golden"
EXAMPLES = [
    pytest.param(example, id=f"{rule.code}-{kind}{number}")
    for rule in RULES
    for kind, examples in (("caught", rule.caught), ("passed", rule.passed))
    for number, example in enumerate(examples)
]


def schema(name: str) -> Draft202012Validator:
    found = json.loads((PUBLISHED / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"{name}.json"
    return Draft202012Validator(found)


SETTINGS = schema("settings")
REPORT = schema("report")


def is_rejected(validator: Draft202012Validator, body: object) -> bool:
    return not validator.is_valid(body)


# --- settings.json: the JSON payload ---


@given(strategies.settings)
def test_payloads_match_the_schema(settings: Settings) -> None:
    assume(any(getattr(check(settings).settings, name) for name in FOREM_FIELDS))
    try:
        text = payload(settings, "json")
    except PayloadError:
        assume(False)
    SETTINGS.validate(json.loads(text))


def test_the_published_payload_matches_the_schema() -> None:
    SETTINGS.validate(json.loads((STABLE / "forem-smtp.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", FOREM_FIELDS)
@pytest.mark.parametrize("value", [587, 5.5, True, None, ["plain"], {"value": "plain"}])
def test_values_that_are_not_strings_are_rejected(name: str, value: object) -> None:
    body = json.loads(payload(SENDGRID, "json"))
    SETTINGS.validate(body)
    body["settings_smtp"][name] = value
    assert is_rejected(SETTINGS, body)


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "text",
        {"settings_smtp": {}},
        {"settings_smtp": []},
        {"settings_smtp": {"tls": "yes"}},
        {"settings_smtp": {"encryption": "starttls"}},
        {"settings_smtp": {"port": "587"}, "confirmation": "yes"},
        {"address": "mail.example.org"},
    ],
)
def test_other_bodies_are_rejected(body: object) -> None:
    assert is_rejected(SETTINGS, body)


# --- report.json: what the command and the bridge return ---


@pytest.mark.parametrize("example", EXAMPLES)
def test_reports_of_all_examples_match_the_schema(example: Example) -> None:
    REPORT.validate(check(example.settings, example.instance).to_json())
    request = {
        "settings": dataclasses.asdict(example.settings),
        "forem": dataclasses.asdict(example.instance),
    }
    REPORT.validate(json.loads(bridge.check(json.dumps(request))))


@given(strategies.settings, strategies.forems)
def test_any_report_matches_the_schema(settings: Settings, forem: Instance) -> None:
    REPORT.validate(check(settings, forem).to_json())


def test_the_published_report_matches_the_schema() -> None:
    REPORT.validate(json.loads((STABLE / "report.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("count", [1, 2])
def test_the_commands_output_matches_the_schema(count: int, tmp_path: Path) -> None:
    files = [str(tmp_path / f"{number}.env") for number in range(count)]
    for number, file in enumerate(files):
        text = payload(SENDGRID.replaced({"port": str(465 + number)}), "dotenv")
        Path(file).write_text(text, encoding="utf-8")
    printed = CliRunner().invoke(app, ["check", *files, "--format", "json"]).stdout
    REPORT.validate(json.loads(printed))
    assert isinstance(json.loads(printed), list) == (count > 1)


WRONG = json.loads((STABLE / "report.json").read_text(encoding="utf-8"))
"""A report with a fix, an alternative, and a finding without either."""


def changed(*path: str | int, value: object) -> dict[str, Any]:
    """Return the report with another value at this path; `...` removes the key."""
    report: dict[str, Any] = copy.deepcopy(WRONG)
    part: Any = report
    for step in path[:-1]:
        part = part[step]
    if value is ...:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    return report


@pytest.mark.parametrize("name", ["verdict", "provider", "settings", "findings", "to_fill_in"])
def test_reports_with_a_missing_part_are_rejected(name: str) -> None:
    assert is_rejected(REPORT, changed(name, value=...))


@pytest.mark.parametrize("name", FIELDS)
def test_reports_with_a_missing_or_mistyped_setting_are_rejected(name: str) -> None:
    assert is_rejected(REPORT, changed("settings", name, value=...))
    assert is_rejected(REPORT, changed("settings", name, value=587))


@pytest.mark.parametrize("name", WRONG["findings"][0])
def test_findings_with_a_missing_part_are_rejected(name: str) -> None:
    assert is_rejected(REPORT, changed("findings", 0, name, value=...))


@pytest.mark.parametrize(
    "report",
    [
        changed("more", value="x"),
        changed("settings", "tls", value="x"),
        changed("settings", "password", value="Tulip-92-vault"),
        changed("findings", 0, "more", value="x"),
        changed("findings", 0, "code", value="user3"),
        changed("findings", 0, "field", value="User name"),
        changed("findings", 0, "severity", value="fatal"),
        changed("findings", 0, "fix", value={"tls": "yes"}),
        changed("findings", 0, "fix", value={"port": 587}),
        changed("findings", 0, "url", value="https://example.org/findings/USER03/"),
        changed("verdict", value="fine"),
        changed("to_fill_in", value=["tls"]),
        changed("file", value="a.env"),
        [],
        [WRONG, WRONG],
    ],
)
def test_invalid_reports_are_rejected(report: object) -> None:
    assert is_rejected(REPORT, report)


def test_the_schemas_list_the_engines_fields() -> None:
    body = SETTINGS.schema["properties"]["settings_smtp"]  # type: ignore[index]
    assert tuple(body["properties"]) == FOREM_FIELDS
    shared = REPORT.schema["$defs"]  # type: ignore[index]
    assert tuple(shared["settings"]["properties"]) == FIELDS
    assert tuple(shared["field"]["enum"]) == FIELDS
