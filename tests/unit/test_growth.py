"""No input is slow: run time grows with the input's size, and a megabyte takes under a second.

`python -m tests.unit.growth` tries far more.
"""

from __future__ import annotations

from time import process_time

import pytest

from forem_smtp import Settings, check, explain, payload, read
from forem_smtp.normalize import LONGEST, normalize
from forem_smtp.payloads import PAYLOADS
from forem_smtp.rules import RULES, TOO_LONG
from forem_smtp.rules.samples import OWN, SENDGRID
from forem_smtp.settings import FIELDS, FOREM_FIELDS, LABELS
from tests.unit import growth
from tests.unit.growth import CHECKS, FUNCTIONS, LARGE, MAX_GROWTH, SMALL

# Coverage would distort the timing.
pytestmark = pytest.mark.no_cover

MEGABYTE = 1_000_000
# Each once took quadratic or cubic time: what was called, the start, the repeated part, the end.
SLOW = {
    "colons in Address": ("check, address", "", ":", "!"),
    "colons in Domain": ("check, domain", "", ":", "!"),
    "spaces after a host name": ("check, address", "a.b", " ", "\n!"),
    "a word as From": ("check, from_email_address", "", "x", ""),
    "a password of one kind of letters": ("check, password", "1a1", "A", ""),
    "a long word": ("bridge.check, user_name", "", "x", ""),
    "a long word in a link": ("bridge.link, domain", "", "a:", ""),
    "names of passwords": ("bridge.link, user_name", "", "pass", ""),
    "a long word in an error": ("bridge.support", "", "x", ""),
    "punctuation around a host name": ("bridge.check, address", '"', ", ", ""),
    "quotes around quotes": ("bridge.check, user_name", "", '"', ""),
    "spaces in a .env file": ("read dotenv", 'SMTP_PASSWORD="', " ", "x"),
    "spaces in a systemd file": ("read systemd", "SMTP_PASSWORD=x", " ", "\\"),
    "quotes in a shell file": ("read shell", "", "A=\\''\n", ""),
    "variables in a .env file": ("bridge.payload, user_name", "", "${", ""),
    "the name of a function": ("read", "", "createTransport", ""),
}


@pytest.mark.parametrize("name", SLOW)
def test_formerly_slow_inputs_are_fast(name: str) -> None:
    label, begin, unit, end = SLOW[name]
    is_check = label in CHECKS
    sizes = (LONGEST // 4, LONGEST) if is_check else (SMALL, LARGE)
    small, large = (f"{begin}{unit * size}"[: size - len(end)] + end for size in sizes)
    assert growth.growth((CHECKS if is_check else FUNCTIONS)[label], small, large) <= MAX_GROWTH


def test_run_time_grows_with_input_size() -> None:
    """Try a sample; all pairs would take hours."""
    slow = {name: times for name, times in growth.cases(every=3989) if times > MAX_GROWTH}
    assert slow == {}


def test_quadratic_time_is_detected() -> None:
    def square(text: str) -> int:
        return sum(text.count(letter) for letter in text[::20])

    assert growth.growth(square, "x" * 15_000, "x" * 60_000) > MAX_GROWTH


def test_long_keys_with_many_values_below_them_are_fast() -> None:
    braces = "".join(f'{{"{"smtp" * 900}{level}": ' for level in range(29))
    above = "\n".join(f"{' ' * level}{'smtp' * 900}:" for level in range(20))
    for text in (braces + "{" + '"a": 1, ' * 20_000, above + f"\n{' ' * 21}a: b" * 4_000):
        begin = process_time()
        read(text)
        assert process_time() - begin < 1


@pytest.mark.parametrize("unit", [" ", "a", '"', ": \n", "\u200e", "${", "a@b ", "535 5.7.8 "])
def test_a_megabyte_takes_less_than_a_second(unit: str) -> None:
    text = (unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE]
    for work in (
        lambda: read(text),
        lambda: explain(text, SENDGRID),
        lambda: check(SENDGRID.replaced({"user_name": text})),
        lambda: check(SENDGRID.replaced({"password": text})),
        lambda: payload(SENDGRID.replaced({"password": text}), "browser"),
    ):
        begin = process_time()
        work()
        assert process_time() - begin < 1


@pytest.mark.parametrize("field", FOREM_FIELDS)
def test_an_overlong_value_is_reported_and_not_checked(field: str) -> None:
    longest = (getattr(OWN, field) * LONGEST)[:LONGEST]
    judged = check(OWN.replaced({field: longest})).findings
    assert TOO_LONG.isdisjoint(finding.code for finding in judged)
    report = check(OWN.replaced({field: f" {longest}x "}))
    found = [finding for finding in report.findings if finding.field == field]
    [finding] = found
    assert finding.code in TOO_LONG
    assert finding.message.startswith(
        f"{LABELS[field]} has 2,001 characters, so it wasn't checked."
    )
    assert finding.fix is None
    assert report.settings == normalize(OWN.replaced({field: f"{longest}x"}))
    assert report.verdict in ("errors", "warnings")


def test_every_forem_field_has_a_maximum_length() -> None:
    assert {rule.field for rule in RULES if rule.code in TOO_LONG} == set(FOREM_FIELDS)


def test_overlong_values_do_not_count_as_missing() -> None:
    long = Settings(**dict.fromkeys(FIELDS, "x" * LARGE))
    codes = {finding.code for finding in check(long).findings}
    assert codes == TOO_LONG | {"PORT14"}
    one = check(Settings(password="x" * LARGE)).findings
    messages = {finding.code: finding.message for finding in one}
    assert messages["FOREM01"].startswith("Without User name and Address, ")


@pytest.mark.parametrize("name", PAYLOADS)
def test_payloads_contain_values_too_long_to_check(name: str) -> None:
    long = OWN.replaced({"password": "x" * (LONGEST + 1)})
    assert PAYLOADS[name].read(payload(long, name)).password == long.password
