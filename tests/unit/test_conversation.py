"""The conversation: every finding belongs to a step, and the steps agree with the report."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given

from forem_smtp import RULES, Instance, Settings, Severity, bridge, check
from forem_smtp.conversation import STEPS, Step, conversation
from forem_smtp.presets import Preset, presets
from forem_smtp.rules import BY_CODE, Example, Rule
from forem_smtp.rules.samples import FOREM_2021, MICROSOFT, OWN, SENDGRID, SES, example
from tests.unit import strategies

CONTRADICTIONS = {"PORT06", "PORT07"}
EMPTY = {"authentication": "", "domain": ""}
EXAMPLES = [found for rule in RULES for found in (*rule.caught, *rule.passed)]
KEY = Instance(sendgrid_api_key=True)
KEY_2021 = Instance(edition="2021", sendgrid_api_key=True)


def steps_for(settings: Settings, forem: Instance | None = None) -> tuple[Step, ...]:
    forem = forem or Instance()
    return conversation(check(settings, forem))


def step(example: Example, name: str) -> Step:
    return next(one for one in steps_for(example.settings, example.instance) if one.id == name)


def problem_steps(steps: tuple[Step, ...]) -> list[tuple[str, str, str | None]]:
    return [(one.id, one.state, one.code) for one in steps if one.state in ("fails", "unsure")]


def uses_api_key(steps: tuple[Step, ...]) -> bool:
    """Whether Forem sends with SENDGRID_API_KEY, so that these values don't matter."""
    return (steps[0].id, steps[0].state) == ("start", "unsure")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_errors_affect_a_step_and_advice_does_not(rule: Rule) -> None:
    assert rule.step is None or rule.step in STEPS, f"`step` must be None or one of {STEPS}"
    if rule.severity is Severity.ADVICE:
        assert rule.step is None, "advice has step=None"
    if rule.severity is Severity.ERROR:
        assert rule.step is not None, "an error needs the step that fails"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_exactly_the_rules_for_the_start_step_have_a_reason(rule: Rule) -> None:
    hint = 'a rule has a reason if its step is "start", and only then'
    assert (rule.reason is not None) == (rule.step == "start"), hint


def test_a_successful_conversation() -> None:
    steps = steps_for(SENDGRID)
    assert [(one.sender, one.text, one.lock) for one in steps] == [
        ("forem", "Connect to smtp.sendgrid.net:587", "open"),
        ("server", "220: its greeting", "open"),
        ("forem", "EHLO community.example.org", "open"),
        ("forem", "STARTTLS: encrypted from here on", "open"),
        ("forem", "EHLO community.example.org", "closed"),
        ("forem", "AUTH PLAIN as apikey", "closed"),
        ("forem", "MAIL FROM hello@example.org", "closed"),
        ("forem", "RCPT TO and DATA: the mail itself", "closed"),
    ]
    assert tuple(one.id for one in steps) == STEPS[1:]
    assert {(one.state, one.code) for one in steps} == {("ok", None)}


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.id)
def test_ready_settings_have_no_problems_and_are_encrypted(preset: Preset) -> None:
    full = {**dict(OWN.given()), **dict(preset.settings.given())}
    full.setdefault("encryption", "starttls")
    report = check(Settings(**full))
    if report.verdict in ("ready", "unfinished"):
        steps = conversation(report)
        assert problem_steps(steps) == []
        assert {one.lock for one in steps[4:]} == {"closed"}


@pytest.mark.parametrize("found", EXAMPLES)
def test_steps_agree_with_the_report_for_all_examples(found: Example) -> None:
    report = check(found.settings, found.instance)
    steps = conversation(report)
    errors = {one.code for one in report.findings if one.severity is Severity.ERROR}
    failing = [one for one in steps if one.state == "fails"]
    if not uses_api_key(steps):
        assert bool(failing) == bool(errors - CONTRADICTIONS)
    if report.verdict in ("ready", "unfinished"):
        assert problem_steps(steps) == []
    # No step after the first failing one is reached.
    states = [one.state for one in steps]
    if failing:
        assert set(states[states.index("fails") + 1 :]) <= {"not reached"}
    for one in steps:
        assert (one.code is not None) == (one.state in ("fails", "unsure"))
        assert one.code is None or one.code in _codes(found)
        assert one.code is None or BY_CODE[one.code].step == one.id


def _codes(found: Example) -> set[str]:
    return {one.code for one in check(found.settings, found.instance).findings}


def test_implicit_tls_fails_at_the_greeting() -> None:
    steps = steps_for(SENDGRID.replaced({"port": "465"}))
    assert problem_steps(steps) == [("greeting", "fails", "PORT08")]
    assert {one.state for one in steps[2:]} == {"not reached"}
    assert steps[1].lock is None
    # The same if only the stated encryption says so.
    assert step(example(OWN, port="2465", encryption="implicit"), "greeting").state == "fails"


def test_a_contradiction_leaves_the_greeting_unsure() -> None:
    for changes in ({"port": "465", "encryption": "starttls"}, {"encryption": "implicit"}):
        steps = steps_for(OWN.replaced(changes))
        assert steps[1].state == "unsure"
        assert steps[1].code in CONTRADICTIONS
        assert steps[-1].lock is None


def test_without_encryption_the_password_is_sent_unencrypted() -> None:
    steps = steps_for(OWN.replaced({"encryption": "none"}))
    assert {one.lock for one in steps} == {"open"}
    assert not {"starttls", "ehlo_again"} & {one.id for one in steps}
    assert problem_steps(steps) == [("auth", "unsure", "PORT09")]


def test_unknown_encryption_leaves_the_locks_unknown() -> None:
    unstated = example(OWN, encryption="")
    steps = steps_for(unstated.settings)
    assert problem_steps(steps) == [("starttls", "unsure", "PORT15")]
    assert step(unstated, "starttls").text == "STARTTLS, if the server offers it"
    assert {one.lock for one in steps[4:]} == {None}


@pytest.mark.parametrize(
    ("found", "code", "says"),
    [
        (example(OWN, authentication="PLAIN"), "AUTH03", "refuses to save"),
        (example(OWN, from_email_address="x"), "FROM01", "refuses to save"),
        (example(OWN, password=""), "PASS01", "keeps mail off"),
        (example(OWN, user_name="", authentication="PLAIN"), "AUTH03", "refuses to save"),
        (example(OWN, FOREM_2021, address=""), "FOREM02", "no server to connect to"),
        (example(OWN, KEY, password=""), "FOREM03", "SENDGRID_API_KEY"),
        (Example(settings=OWN, instance=KEY_2021), "FOREM04", "SENDGRID_API_KEY"),
    ],
)
def test_forem_does_not_start_sending(found: Example, code: str, says: str) -> None:
    (only,) = steps_for(found.settings, found.instance)
    assert (only.id, only.code) == ("start", code)
    assert says in only.text
    assert only.state == ("unsure" if code in ("FOREM03", "FOREM04") else "fails")


def test_missing_values_are_shown_as_defaults() -> None:
    empty = example(
        OWN, domain="", port="", authentication="", from_email_address="", encryption="starttls"
    )
    assert step(empty, "connect").text == "Connect to mail.example.org:25, unless SMTP_PORT is set"
    assert step(empty, "ehlo").text == "EHLO localhost"
    # The payload has a value, since Forem's panel refuses an empty one.
    assert step(empty, "auth").text.startswith("AUTH PLAIN as")
    microsoft = example(MICROSOFT, Instance(app_domain="forem.example.org"), **EMPTY)
    assert step(microsoft, "auth").text.startswith("AUTH LOGIN as")
    assert step(microsoft, "ehlo").text == "EHLO forem.example.org"
    assert step(empty, "mail_from").text == "MAIL FROM the address in DEFAULT_EMAIL"
    assert "DEFAULT_EMAIL" in step(example(OWN, FOREM_2021), "mail_from").text
    assert step(example(OWN, authentication="cram_md5"), "auth").text.startswith("AUTH CRAM-MD5 as")
    assert step(example(OWN, address="2001:db8::25"), "connect").text.endswith("[2001:db8::25]:587")
    assert step(example(OWN, port="587x"), "connect").text.endswith(":587")


def test_steps_contain_no_secrets() -> None:
    for found in (
        Example(settings=SENDGRID),
        Example(settings=SES),
        example(SENDGRID, user_name=str(SENDGRID.password), password="apikey"),
        example(OWN, user_name="Jm4-vault-Tulip-92", domain="Jm4-vault-Tulip-92.example.org"),
    ):
        said = " ".join(one.text for one in steps_for(found.settings, found.instance))
        assert not any(secret in said for secret in ("Tulip", "SG.kR7", str(SES.password)))


@given(strategies.settings, strategies.forems)
def test_any_values_give_a_conversation(settings: Settings, forem: Instance) -> None:
    report = check(settings, forem)
    steps = conversation(report)
    assert steps
    order = [STEPS.index(one.id) for one in steps]
    assert order == sorted(set(order))
    assert all(len(one.text) < 200 for one in steps)
    if settings.password and len(settings.password) > 20:
        assert not any(settings.password in one.text for one in steps)
    errors = {one.code for one in report.findings if one.severity is Severity.ERROR}
    if errors - CONTRADICTIONS and not uses_api_key(steps):
        assert any(one.state == "fails" for one in steps)


def test_the_bridge_returns_the_steps() -> None:
    request = {"settings": dict(SENDGRID.given())}
    answer = json.loads(bridge.conversation(json.dumps(request)))
    assert answer == {"steps": [asdict(one) for one in steps_for(SENDGRID)]}
