"""Each provider's documented values stay valid when written and read in other syntaxes."""

from __future__ import annotations

import pytest

from forem_smtp import PAYLOADS, PayloadError, Settings, Severity, check, payload, read
from forem_smtp.providers import Provider, providers
from tests.right_values import hosts, recommended
from tests.unit.parsing import generator

NAMES = {
    "address": "SMTP_HOST",
    "port": "SMTP_PORT",
    "user_name": "SMTP_USERNAME",
    "password": "SMTP_PASSWORD",
    "authentication": "SMTP_AUTHENTICATION",
    "from_email_address": "SMTP_FROM",
}
SYNTAXES = (
    generator.write_env_single,
    generator.write_env_double,
    generator.write_export,
    generator.write_docker,
    generator.write_heroku,
    generator.write_compose_map,
    generator.write_kubernetes,
    generator.write_secret,
    generator.write_json_flat,
    generator.write_python,
    generator.write_define,
    generator.write_php_array,
)
ALL = list(providers().values())


def problem_codes(settings: Settings) -> set[str]:
    """Return the codes of the errors and warnings."""
    findings = check(settings).findings
    return {finding.code for finding in findings if finding.severity is not Severity.ADVICE}


@pytest.mark.parametrize("provider", ALL, ids=lambda provider: provider.id)
def test_documented_values_are_read_from_every_syntax(provider: Provider) -> None:
    right = recommended(provider, next(iter(hosts(provider))))
    known = problem_codes(right)
    given = dict(right.given())
    pairs = [(name, given[field]) for field, name in NAMES.items() if field in given]
    expected = {field: given[field] for field in NAMES if field in given}
    for write in SYNTAXES:
        settings = read(write("", pairs)).settings
        values = dict(settings.given())
        assert {field: values.get(field) for field in expected} == expected, write.__name__
        missing = {name: given[name] for name in given if name not in values}
        assert problem_codes(settings.replaced(missing)) <= known, write.__name__


@pytest.mark.parametrize("provider", ALL, ids=lambda provider: provider.id)
def test_documented_values_are_read_from_every_payload(provider: Provider) -> None:
    right = recommended(provider, next(iter(hosts(provider))))
    for name in PAYLOADS:
        try:
            text = payload(right, name)
        except PayloadError:
            continue
        settings = read(text).settings
        if right.encryption and settings.encryption is None:  # Forem has no such field
            settings = settings.replaced({"encryption": right.encryption})
        assert problem_codes(settings) <= problem_codes(right), name
