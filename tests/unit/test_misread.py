"""Warnings about programs that misread a payload depend on where those programs end a line."""

from __future__ import annotations

import pytest

from forem_smtp.context import Context
from forem_smtp.payloads import PAYLOADS, payload
from forem_smtp.payloads.misread import COMPOSE_1, PYTHON_DOTENV, SHELL, misreaders
from forem_smtp.rules.samples import OWN

# Python's `splitlines` ends a line at each of these; the programs that read such files don't.
NO_LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def programs(password: str, name: str = "dotenv") -> tuple[str, ...]:
    return misreaders(Context.of(OWN.replaced({"password": password})), name)


@pytest.mark.parametrize("letter", NO_LINE_ENDS)
def test_only_a_line_break_ends_a_line(letter: str) -> None:
    assert programs(f"a'`touch x`{letter}b") == (SHELL,)
    assert programs(f"a'$HOME{letter}b") == (COMPOSE_1, PYTHON_DOTENV)
    assert programs(f"a${{HOME}}{letter}b") == (COMPOSE_1, PYTHON_DOTENV)


@pytest.mark.parametrize("letter", NO_LINE_ENDS)
@pytest.mark.parametrize("name", PAYLOADS)
def test_payload_readers_do_not_split_lines_there(name: str, letter: str) -> None:
    settings = OWN.replaced({"password": f"a{letter}b'c"})
    assert PAYLOADS[name].read(payload(settings, name)).password == settings.password


@pytest.mark.parametrize(
    ("value", "is_replaced"),
    [
        ("${HOME}", True),
        ("${}", True),
        ("${A:-b}", True),
        ("${A:-${B}", True),
        ("${A:b${C:-d}", True),
        ("${a${b}", True),
        ("x:${A}", True),
        ("${A:b}", False),
        ("${A:+b}", False),
        ("${A:-b", False),
        ("${A", False),
        ("$A}", False),
        ("}${A", False),
    ],
)
def test_variables_are_detected(value: str, is_replaced: bool) -> None:
    # These values have no spaces, quotes or number signs, so nothing else in them is misread.
    assert (COMPOSE_1 in programs(value, "docker-env")) == is_replaced
