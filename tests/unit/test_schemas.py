"""The published JSON Schemas take what the engine writes, and refuse other shapes."""

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


def refused(validator: Draft202012Validator, body: object) -> bool:
    return not validator.is_valid(body)


# --- settings.json: what the payload json writes ---


@given(strategies.settings)
def test_every_payload_keeps_to_the_schema(settings: Settings) -> None:
    assume(any(getattr(check(settings).settings, name) for name in FOREM_FIELDS))
    try:
        text = payload(settings, "json")
    except PayloadError:
        assume(False)
    SETTINGS.validate(json.loads(text))


def test_the_published_payload_keeps_to_the_schema() -> None:
    SETTINGS.validate(json.loads((STABLE / "forem-smtp.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", FOREM_FIELDS)
@pytest.mark.parametrize("value", [587, 5.5, True, None, ["plain"], {"value": "plain"}])
def test_a_value_that_is_no_string_is_refused(name: str, value: object) -> None:
    body = json.loads(payload(SENDGRID, "json"))
    SETTINGS.validate(body)
    body["settings_smtp"][name] = value
    assert refused(SETTINGS, body)


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
def test_another_body_is_refused(body: object) -> None:
    assert refused(SETTINGS, body)


# --- report.json: what the command and the browser's door print ---


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_report_of_every_example_keeps_to_the_schema(example: Example) -> None:
    REPORT.validate(check(example.settings, example.instance).to_json())
    request = {
        "settings": dataclasses.asdict(example.settings),
        "forem": dataclasses.asdict(example.instance),
    }
    REPORT.validate(json.loads(bridge.check(json.dumps(request))))


@given(strategies.settings, strategies.forems)
def test_every_report_keeps_to_the_schema(settings: Settings, forem: Instance) -> None:
    REPORT.validate(check(settings, forem).to_json())


def test_the_published_report_keeps_to_the_schema() -> None:
    REPORT.validate(json.loads((STABLE / "report.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("count", [1, 2])
def test_what_the_command_prints_keeps_to_the_schema(count: int, tmp_path: Path) -> None:
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
    """The report with another value at that place; `...` takes the place away."""
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
def test_a_report_with_a_part_missing_is_refused(name: str) -> None:
    assert refused(REPORT, changed(name, value=...))


@pytest.mark.parametrize("name", FIELDS)
def test_a_report_with_a_setting_missing_or_of_another_kind_is_refused(name: str) -> None:
    assert refused(REPORT, changed("settings", name, value=...))
    assert refused(REPORT, changed("settings", name, value=587))


@pytest.mark.parametrize("name", WRONG["findings"][0])
def test_a_finding_with_a_part_missing_is_refused(name: str) -> None:
    assert refused(REPORT, changed("findings", 0, name, value=...))


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
def test_another_report_is_refused(report: object) -> None:
    assert refused(REPORT, report)


def test_the_schemas_name_the_engines_fields() -> None:
    body = SETTINGS.schema["properties"]["settings_smtp"]  # type: ignore[index]
    assert tuple(body["properties"]) == FOREM_FIELDS
    shared = REPORT.schema["$defs"]  # type: ignore[index]
    assert tuple(shared["settings"]["properties"]) == FIELDS
    assert tuple(shared["field"]["enum"]) == FIELDS
