"""Every rule does on its own examples what its page says."""

from __future__ import annotations

import pytest

from forem_smtp.check import check
from forem_smtp.report import Finding, Report
from forem_smtp.rules import RULES, Example, Rule
from forem_smtp.rules.rule import SOURCES
from forem_smtp.settings import FIELDS

CODES = [rule.code for rule in RULES]


def cases(kind: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{number}")
        for rule in RULES
        for number, example in enumerate(getattr(rule, kind))
    ]


def report_of(example: Example) -> Report:
    return check(example.settings, example.instance)


def found(report: Report, code: str) -> Finding | None:
    return next((finding for finding in report.findings if finding.code == code), None)


def counts(report: Report) -> list[str]:
    return sorted(finding.code for finding in report.findings)


@pytest.mark.parametrize(("rule", "example"), cases("caught"))
def test_bad_examples_are_caught(rule: Rule, example: Example) -> None:
    finding = found(report_of(example), rule.code)
    assert finding is not None
    assert finding.severity == rule.severity
    assert finding.message.strip().endswith((".", "?"))
    assert not set("{}`") & set(finding.message.replace("${SMTP_USER_NAME}", ""))


@pytest.mark.parametrize(("rule", "example"), cases("passed"))
def test_good_examples_pass(rule: Rule, example: Example) -> None:
    assert found(report_of(example), rule.code) is None


@pytest.mark.parametrize(("rule", "example"), cases("caught"))
def test_a_fix_clears_its_finding_and_adds_none(rule: Rule, example: Example) -> None:
    before = report_of(example)
    finding = found(before, rule.code)
    assert finding is not None
    if finding.fix is None:
        return
    after = check(example.settings.replaced(finding.fix), example.instance)
    assert found(after, rule.code) is None
    assert set(counts(after)) <= set(counts(before))


@pytest.mark.parametrize(("rule", "example"), cases("caught"))
def test_the_other_way_out_clears_the_finding_as_well(rule: Rule, example: Example) -> None:
    finding = found(report_of(example), rule.code)
    assert finding is not None
    if finding.alternative is None:
        return
    after = check(example.settings.replaced(finding.alternative), example.instance)
    assert found(after, rule.code) is None


def test_codes_are_unique_and_well_formed() -> None:
    assert len(set(CODES)) == len(CODES)
    for code in CODES:
        assert code[:-2] in {"ADDR", "PORT", "AUTH", "USER", "PASS", "HELO", "FROM", "FOREM"}
        assert code[-2:].isdigit()


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_a_definition_is_complete(rule: Rule) -> None:
    assert rule.field in FIELDS
    assert rule.caught
    assert rule.passed
    assert rule.sources
    assert set(rule.sources) <= set(SOURCES)
    assert set(rule.related) <= set(CODES)
    for text in (rule.title, rule.seen, rule.why, rule.mend):
        assert text.strip()


def test_a_rule_runs_after_those_that_it_waits_for() -> None:
    for place, rule in enumerate(RULES):
        assert rule.after <= set(CODES[:place]), rule.code
