"""What differs between the editions of Forem: sender fields, what turns mail on, the API key.

`sent_by` is an independent model of what Forem does with each combination of values; the checker's
findings are compared with it.
"""

from __future__ import annotations

from itertools import product

import pytest

from forem_smtp import Instance, Settings, Severity, check
from forem_smtp.rules.samples import GMAIL, OWN, SENDGRID
from forem_smtp.settings import SENDER_FIELDS

EDITIONS = ["2021", "current"]
SWITCHES = ("address", "user_name", "password")
NO_SENDER = dict.fromkeys(SENDER_FIELDS, "")

every_edition = pytest.mark.parametrize("edition", EDITIONS)
with_and_without_key = pytest.mark.parametrize("key", [False, True], ids=["no-key", "key"])
every_choice = pytest.mark.parametrize(
    "given",
    [
        tuple(name for name, there in zip(SWITCHES, choice, strict=True) if there)
        for choice in product([False, True], repeat=3)
    ],
    ids=lambda names: "+".join(names) or "nothing",
)


def forem(edition: str, *, key: bool = False) -> Instance:
    return Instance(edition=edition, sendgrid_api_key=key)  # type: ignore[arg-type]


def without(base: Settings, *names: str, **changes: str) -> Settings:
    values = {**dict(base.given()), **changes, **dict.fromkeys(names, "")}
    return Settings(**{name: value or None for name, value in values.items()})


def sent_by(edition: str, key: bool, given: tuple[str, ...]) -> str:
    """Return what Forem sends with: `"key"`, `"settings"`, or `"off"` if it doesn't send."""
    if edition == "2021":
        if key:
            return "key"
        return "settings" if {"user_name", "password"} <= set(given) else "off"
    if set(given) == set(SWITCHES):
        return "settings"
    return "key" if key else "off"


def instance_codes(settings: Settings, known: Instance) -> set[str]:
    found = check(settings, known).findings
    return {finding.code for finding in found if finding.code.startswith("FOREM")}


# What turns mail on, and what it's sent with


@every_edition
@with_and_without_key
@every_choice
def test_findings_about_what_turns_mail_on(edition: str, key: bool, given: tuple[str, ...]) -> None:
    absent = [name for name in SWITCHES if name not in given]
    settings = without(SENDGRID, *absent, **(NO_SENDER if edition == "2021" else {}))
    by = sent_by(edition, key, given)
    if by == "off":
        expected = {"FOREM01"}
    elif by == "key":
        expected = {"FOREM04" if edition == "2021" else "FOREM03"}
    else:
        expected = {"FOREM02"} if "address" in absent else set()
    assert instance_codes(settings, forem(edition, key=key)) == expected


@every_edition
@with_and_without_key
@every_choice
def test_missing_values_are_errors_unless_the_key_is_used(
    edition: str, key: bool, given: tuple[str, ...]
) -> None:
    absent = [name for name in SWITCHES if name not in given]
    report = check(without(SENDGRID, *absent, **NO_SENDER), forem(edition, key=key))
    codes = {finding.code for finding in report.findings}
    missing = {"address": "ADDR01", "user_name": "USER01", "password": "PASS01"}
    assert codes & set(missing.values()) == (set() if key else {missing[name] for name in absent})


def test_2021_turns_mail_on_without_an_address() -> None:
    settings = without(SENDGRID, "address", **NO_SENDER)
    warning = next(
        found for found in check(settings, forem("2021")).findings if found.code == "FOREM02"
    )
    assert warning.severity is Severity.WARNING and "locked out" in warning.message
    advice = next(
        found for found in check(settings, forem("current")).findings if found.code == "FOREM01"
    )
    assert advice.severity is Severity.ADVICE and "Address" in advice.message


# SENDGRID_API_KEY


@pytest.mark.parametrize("base", [SENDGRID, GMAIL, OWN], ids=["sendgrid", "gmail", "own"])
def test_the_key_always_wins_in_2021_but_not_over_complete_settings_today(base: Settings) -> None:
    settings = without(base, **NO_SENDER)
    assert "FOREM04" in instance_codes(settings, forem("2021", key=True))
    assert instance_codes(settings, forem("current", key=True)) == set()
    assert check(settings, forem("2021", key=True)).verdict == "warnings"


@pytest.mark.parametrize("absent", SWITCHES)
def test_today_the_key_is_used_while_a_value_is_missing(absent: str) -> None:
    found = check(without(SENDGRID, absent), forem("current", key=True)).findings
    finding = next(finding for finding in found if finding.code == "FOREM03")
    labels = {"address": "Address", "user_name": "User name", "password": "Password"}
    assert labels[absent] in finding.message and finding.field == absent


# The sender fields


@pytest.mark.parametrize("names", [SENDER_FIELDS, SENDER_FIELDS[:1], SENDER_FIELDS[1:]])
def test_2021_has_no_sender_fields(names: tuple[str, ...]) -> None:
    base = without(SENDGRID, **NO_SENDER)
    settings = without(base, **dict.fromkeys(names, "hello@example.org"))
    old = next(it for it in check(settings, forem("2021")).findings if it.code == "FROM07")
    assert old.fix == dict.fromkeys(names, "")
    cleared = check(settings.replaced(old.fix), forem("2021"))
    assert "FROM07" not in {finding.code for finding in cleared.findings}
    today = check(settings, forem("current")).findings
    assert "FROM07" not in {finding.code for finding in today}


@pytest.mark.parametrize("base", [SENDGRID, GMAIL, OWN], ids=["sendgrid", "gmail", "own"])
def test_an_empty_from_is_reported_only_where_the_field_exists(base: Settings) -> None:
    settings = without(base, "from_email_address")
    about_sender = {"FROM03", "FROM10"}

    def codes(edition: str) -> set[str]:
        return {finding.code for finding in check(settings, forem(edition)).findings}

    assert len(codes("current") & about_sender) == 1
    assert not codes("2021") & about_sender


# Everything else


@pytest.mark.parametrize("base", [SENDGRID, GMAIL, OWN], ids=["sendgrid", "gmail", "own"])
def test_nothing_else_depends_on_the_edition(base: Settings) -> None:
    settings = without(base, port="465", encryption="implicit", domain="", **NO_SENDER)

    def codes(edition: str) -> set[str]:
        found = check(settings, forem(edition)).findings
        return {finding.code for finding in found if not finding.code.startswith("FROM")}

    assert codes("2021") == codes("current")


def test_the_default_is_the_current_edition() -> None:
    assert Instance() == Instance(edition="current", sendgrid_api_key=False)
