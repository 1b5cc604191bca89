"""Every block of code in the site is run by a test or passed through the engine."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.examples import Example, wrong
from tests.examples import all_examples

TESTS = Path(__file__).parents[1]
READERS = {"block": "run", "shown": "output"}
GOOD = "SMTP_ADDRESS=smtp.sendgrid.net\nSMTP_PORT=587\nSMTP_USER_NAME=apikey\n"


def used() -> Iterator[tuple[str, str]]:
    """Return the examples that the tests use: `block("name")` and `shown("name")` in their code."""
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=reader), args=[ast.Constant(value=str(name))]):
                    if reader in READERS:
                        yield READERS[reader], name


def test_every_named_example_is_used_and_unique() -> None:
    named = Counter(
        tuple(one.mark) for one in all_examples() if one.mark[:1] in (["run"], ["output"])
    )
    assert set(named) == set(used())
    assert set(named.values()) == {1}


def example(mark: str, text: str) -> Example:
    return Example("page.md", mark.split(), "sh", text)


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("settings", GOOD),
        ("settings PORT08", GOOD.replace("587", "465")),
        ("message read-timeout", "Net::ReadTimeout"),
    ],
)
def test_valid_examples_pass(mark: str, text: str) -> None:
    assert wrong(example(mark, text)) == ""


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("", GOOD),
        ("something", GOOD),
        ("settings", GOOD.replace("587", "465")),
        ("settings", "no settings"),
        ("settings PORT08", GOOD),
        ("settings PORT08", GOOD.replace("587", "465").replace("apikey", "me")),
        ("message open-timeout", "Net::ReadTimeout"),
    ],
)
def test_wrong_examples_are_detected(mark: str, text: str) -> None:
    assert wrong(example(mark, text))
