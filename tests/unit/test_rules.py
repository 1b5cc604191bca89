"""Every rule behaves on its own examples as its page says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import forem_smtp
from forem_smtp.check import check
from forem_smtp.report import Finding, Report
from forem_smtp.rules import RULES, Context, Example, Match, Rule
from forem_smtp.rules.rule import SOURCES, WARNING, rule
from forem_smtp.rules.samples import OWN, example
from forem_smtp.settings import FIELDS

CODES = [rule.code for rule in RULES]
ENGINE = Path(forem_smtp.__file__).parent
PUBLISHED = ENGINE.parent.parent / "sitegen/content/published_addresses.txt"


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


def codes_of(report: Report) -> list[str]:
    return sorted(finding.code for finding in report.findings)


@pytest.mark.parametrize(("rule", "example"), cases("caught"))
def test_bad_examples_are_caught(rule: Rule, example: Example) -> None:
    report = report_of(example)
    finding = found(report, rule.code)
    assert finding is not None, f"the checker finds only {codes_of(report)}"
    assert finding.severity == rule.severity
    assert finding.message.strip().endswith((".", "?"))
    assert not set("{}`") & set(finding.message.replace("${SMTP_USER_NAME}", ""))


@pytest.mark.parametrize(("rule", "example"), cases("passed"))
def test_good_examples_pass(rule: Rule, example: Example) -> None:
    assert found(report_of(example), rule.code) is None, "the rule catches this example in `passed`"


@pytest.mark.parametrize(("rule", "example"), cases("caught"))
def test_a_fix_clears_its_finding_and_adds_none(rule: Rule, example: Example) -> None:
    before = report_of(example)
    finding = found(before, rule.code)
    assert finding is not None
    if finding.fix is None:
        return
    after = check(example.settings.replaced(finding.fix), example.instance)
    assert found(after, rule.code) is None, "the rule still catches the settings after its fix"
    added = set(codes_of(after)) - set(codes_of(before))
    assert not added, f"the fix causes {sorted(added)}"


@pytest.mark.parametrize(("rule", "example"), cases("caught"))
def test_the_alternative_clears_the_finding_too(rule: Rule, example: Example) -> None:
    finding = found(report_of(example), rule.code)
    assert finding is not None
    if finding.alternative is None:
        return
    after = check(example.settings.replaced(finding.alternative), example.instance)
    assert found(after, rule.code) is None


def test_codes_are_unique_and_well_formed() -> None:
    twice = [code for code, times in Counter(CODES).items() if times > 1]
    assert not twice, f"two rules have the code {twice}"
    for code in CODES:
        assert code[:-2] in {"ADDR", "PORT", "AUTH", "USER", "PASS", "HELO", "FROM", "FOREM"}
        assert code[-2:].isdigit()


def test_every_rules_address_is_published() -> None:
    text = PUBLISHED.read_text(encoding="utf-8")
    published = re.findall(r"^findings/([A-Z]+\d+)/$", text, re.MULTILINE)
    assert published == sorted(published), f"sort findings/ in sitegen/content/{PUBLISHED.name}"
    missing = set(CODES) - set(published)
    wanted = [f"findings/{code}/" for code in sorted(missing)]
    assert not missing, f"add {wanted} to sitegen/content/{PUBLISHED.name}"


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_definitions_are_complete(rule: Rule) -> None:
    assert rule.field in FIELDS
    assert rule.caught
    assert rule.passed
    assert rule.sources
    unknown = set(rule.sources) - set(SOURCES)
    assert not unknown, f"add {sorted(unknown)} to SOURCES in rules/rule.py"
    unknown = set(rule.related) - set(CODES)
    assert not unknown, f"`related` has codes of no rule: {sorted(unknown)}"
    assert rule.title and "\n" not in rule.title, "the docstring's first line is the title"
    for section in (rule.symptom, rule.cause, rule.fix):
        assert section, "the docstring needs the sections Symptom, Cause and Fix, each with a text"
        # Only the three known headings start a section.
        assert "\n##" not in f"\n{section}"


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_a_rule_runs_after_those_that_suppress_it(rule: Rule) -> None:
    later = rule.suppressed_by - set(CODES[: CODES.index(rule.code)])
    assert not later, f"{sorted(later)} in `suppressed_by` must be codes of rules that run earlier"


def test_a_docstring_is_split_into_sections() -> None:
    @rule(
        "PORT99",
        WARNING,
        "port",
        step=None,
        message="{port} is odd.",
        caught=(example(OWN, port="1"),),
        passed=(example(OWN),),
        words={"label": "Port", "port": "{0}"},
    )
    def port_is_odd(context: Context) -> Match | None:
        """<label> is `{odd}`

        ## Symptom
        Wrapped over
        two lines with {braces}, <port> and <unknown>.

        ## Cause
        - a list
            - in a list

        ## Fix
        Last.
        """
        return None

    assert port_is_odd.title == "Port is `{odd}`"
    assert port_is_odd.symptom == "Wrapped over\ntwo lines with {braces}, {0} and <unknown>."
    assert port_is_odd.cause == "- a list\n    - in a list"
    assert port_is_odd.fix == "Last."
    assert not port_is_odd.fails


def test_rules_run_without_docstrings() -> None:
    program = (
        "from forem_smtp import RULES, Settings, check\n"
        "print(check(Settings(port='993')).findings[0].code, {rule.title for rule in RULES})"
    )
    done = subprocess.run([sys.executable, "-OO", "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["USER01", "{''}"]
