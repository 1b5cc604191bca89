"""How many emails a Forem sends: examples calculated by hand, and properties of all results."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forem_smtp.providers import providers
from forem_smtp.volume import (
    FIELDS,
    MOST,
    Traffic,
    Volume,
    estimate,
    is_restricted,
    lines,
    needed,
    read_numbers,
    verdict,
)

counts = st.integers(0, 10**6)
traffics = st.builds(Traffic, counts, st.integers(0, 400), counts, counts, counts)
limits = st.none() | st.integers(1, 10**8)


@pytest.mark.parametrize(
    ("traffic", "volume"),
    [
        # A weekly digest can fall on five days of 31: the 1st, 8th, 15th, 22nd and 29th.
        # 40 + 5 + 3 = 48; 1200 + 48; 1200 + 1248; 31 * 48 + 5 * 1200; 1200 + 7488
        (Traffic(1200, 7, 40, 5, 3), Volume(48, 1248, 2448, 7488, 8688)),
        # No digests: 2 + 1 + 0 = 3; 100 + 3; 31 * 3; 100 + 93
        (Traffic(100, 0, 2, 1, 0), Volume(3, 3, 103, 93, 193)),
        # A digest every day: 50 + 10; 50 + 60; 31 * 60; 50 + 1860
        (Traffic(50, 1, 10, 0, 0), Volume(60, 60, 110, 1860, 1910)),
        # A digest less than once a month still falls in some month.
        (Traffic(10, 90, 0, 0, 0), Volume(0, 10, 20, 10, 20)),
    ],
)
def test_examples_calculated_by_hand(traffic: Traffic, volume: Volume) -> None:
    assert estimate(traffic) == volume


@given(st.integers(0, 400))
def test_no_members_and_no_activity_send_nothing(digest_days: int) -> None:
    assert estimate(Traffic(digest_days=digest_days)) == Volume(0, 0, 0, 0, 0)


@given(traffics, traffics)
def test_more_activity_never_means_fewer_emails(one: Traffic, other: Traffic) -> None:
    other = other._replace(digest_days=one.digest_days)
    more = Traffic(*map(max, one, other))
    assert all(a <= b for a, b in zip(estimate(one), estimate(more), strict=True))


@given(traffics, st.integers(1, 400))
def test_less_frequent_digests_never_mean_more_emails(traffic: Traffic, days: int) -> None:
    often = traffic._replace(digest_days=min(days, traffic.digest_days or days))
    seldom = traffic._replace(digest_days=max(days, traffic.digest_days))
    assert estimate(often).month >= estimate(seldom).month


@given(traffics)
def test_days_and_months_agree(traffic: Traffic) -> None:
    """A month is the sum of its days, and the first month includes the first day."""
    found = estimate(traffic)
    assert 31 * found.day <= found.month <= 31 * found.digest_day
    assert found.first_month - found.month == found.first_day - found.digest_day == traffic.members
    if traffic.digest_days > 1:
        digests = max(
            len(range(first, 31, traffic.digest_days)) for first in range(traffic.digest_days)
        )
        assert found.month == digests * found.digest_day + (31 - digests) * found.day


def test_calculations_are_shown_with_their_numbers() -> None:
    found = {line.id: line for line in lines(Traffic(1200, 7, 40, 5, 1), 1000, None)}
    assert {id: (line.mails, line.reckoned) for id, line in found.items()} == {
        "day": (46, "40 notifications + 5 for sign-ups + 1 invite"),
        "digest_day": (1246, "1,200 digests + 40 notifications + 5 for sign-ups + 1 invite"),
        "first_day": (2446, "1,200 confirmations + 1,246 for a day with a digest"),
        "month": (
            7426,
            "31 days × (40 notifications + 5 for sign-ups + 1 invite) + 5 × 1,200 digests",
        ),
        "first_month": (8626, "1,200 confirmations + 7,426 for a month"),
    }
    assert [found[id].percent for id in ("day", "digest_day", "first_day")] == [5, 125, 245]
    assert found["month"].limit is found["month"].percent is None


@given(traffics, limits, limits)
def test_the_shown_calculation_gives_the_result(
    traffic: Traffic, day: int | None, month: int | None
) -> None:
    """The calculation that people see can be evaluated to the number."""
    for line in lines(traffic, day, month):
        kept = [
            word.replace(",", "")
            for word in line.reckoned.replace("(", "( ").replace(")", " )").split()
            if word[0].isdigit() or word in "+×()"
        ]
        assert eval(" ".join(kept).replace("×", "*")) == line.mails


@given(traffics, limits, limits)
def test_more_than_100_percent_means_over_the_limit(
    traffic: Traffic, day: int | None, month: int | None
) -> None:
    for line in lines(traffic, day, month):
        assert line.limit == (month if "month" in line.id else day)
        if line.limit and line.percent is not None:
            assert (line.percent > 100) == (line.mails > line.limit)
        else:
            assert line.limit is line.percent is None


@pytest.mark.parametrize(
    ("day", "month", "state"),
    [
        (None, None, "unknown"),
        (2448, None, "fits"),
        (2447, None, "first"),
        (1248, None, "first"),
        (1247, None, "over"),
        (None, 8688, "fits"),
        (None, 8687, "first"),
        (None, 7487, "over"),
        (2448, 8688, "fits"),
        (10000, 100, "over"),
    ],
)
def test_whether_a_plan_is_enough(day: int | None, month: int | None, state: str) -> None:
    assert verdict(lines(Traffic(1200, 7, 40, 5, 3), day, month))[0] == state


def test_empty_fields_are_named_and_no_plan_is_called_enough() -> None:
    found = lines(Traffic(members=800), 300, None)
    assert verdict(found, {"members", "day_limit"}) == (
        "first",
        "Not enough on the day when you switch mail on, at worst: 800 emails with a limit of 300. "
        "Not entered yet: digests and notifications. The result doesn't include them.",
    )
    found = lines(Traffic(members=200), 300, None)
    state, words = verdict(found, {"members", "day_limit", "notifications"})
    assert state == "unknown"
    assert "Not entered yet: digests." in words
    assert verdict(found)[0] == "fits"


@pytest.mark.parametrize(("day", "state"), [(None, "unknown"), (3, "over")])
def test_a_part_of_the_emails_is_never_called_what_a_plan_needs(
    day: int | None, state: str
) -> None:
    found = lines(Traffic(4000, signups=5), day, None)
    assert verdict(found, {"members", "signups"})[0] == state
    words = verdict(found, {"members", "signups"})[1]
    assert "Without digests and notifications, that's 4,005 emails a day and 4,155 a m" in words
    assert "your plan must allow more" in words
    assert "A plan that fits" not in words


def test_the_first_day_and_month_are_described_with_numbers() -> None:
    found = lines(Traffic(1200, 7, 40, 5, 3), 2000, 8000)
    assert verdict(found) == (
        "first",
        "Not enough on the day when you switch mail on, at worst: 2,448 emails with a limit of "
        "2,000; or in the month when you switch mail on, at worst: 8,688 emails with a limit of "
        "8,000. Otherwise it's enough.",
    )


def test_the_limits_of_a_fitting_plan_are_described() -> None:
    needed = (
        "A plan that fits allows 2,448 emails a day and 8,688 a month. "
        "After the first month, 1,248 a day and 7,488 a month are enough."
    )
    traffic = Traffic(1200, 7, 40, 5, 3)
    asked = "Enter your plan's limit to see whether it's enough."
    assert verdict(lines(traffic, None, None)) == ("unknown", f"{asked} {needed}")
    assert verdict(lines(traffic, 100, None)) == (
        "over",
        f"Not enough: every day with a digest is over the limit. {needed}",
    )
    for day, month, part in (
        (47, None, "ordinary days are over the limit too."),
        (2448, 7487, "later months are over the limit too."),
    ):
        assert verdict(lines(traffic, day, month)) == ("over", f"Not enough: {part} {needed}")
    assert verdict(lines(Traffic(), None, None)) == ("unknown", asked)


@given(traffics.filter(lambda traffic: traffic != Traffic(digest_days=traffic.digest_days)))
def test_a_plan_with_the_described_limits_is_enough(traffic: Traffic) -> None:
    volume = estimate(traffic)
    expected = f"allows {volume.first_day:,} emails a day and {volume.first_month:,} a month"
    assert expected in needed(lines(traffic, None, None))
    assert verdict(lines(traffic, volume.first_day, volume.first_month))[0] == "fits"
    assert verdict(lines(traffic, volume.first_day - 1 or None, None))[0] != "fits"


@given(st.dictionaries(st.sampled_from(FIELDS), st.integers(1, MOST)))
def test_numbers_are_parsed(numbers: dict[str, int]) -> None:
    assert read_numbers({name: f" {count} " for name, count in numbers.items()}) == (numbers, {})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,000", 2000),
        ("2.000", 2000),
        ("2 000", 2000),
        ("10\u202f000", 10000),
        ("12'000", 12000),
        ("1_000", 1000),
        ("1.234.567", 1234567),
        ("100,000,000", 100000000),
    ],
)
def test_thousands_separators_are_allowed(text: str, number: int) -> None:
    assert read_numbers({"members": text}) == ({"members": number}, {})
    # A digest every 2.000 days is a digest every other day.
    assert list(read_numbers({"digest_days": text})[1]) == ["digest_days"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("many", "whole number in digits"),
        ("-5", "below 0"),
        ("− 5", "below 0"),
        ("1.5", "a whole number"),
        ("1,5", "a whole number"),
        ("1e9", "Enter it in digits"),
        ("1,234.567", "Did you mean 1234567?"),
        ("0.500", "Enter a whole number"),
        ("1000000000", "The maximum is 100000000"),
        ("9" * 5000, "too long"),
        ("²", "whole number in digits"),
    ],
)
def test_invalid_numbers_are_reported(text: str, words: str) -> None:
    numbers, problems = read_numbers({"members": text, "invites": "3"})
    assert numbers == {"invites": 3}
    assert list(problems) == ["members"]
    assert words in problems["members"]


def test_a_limit_of_zero_is_a_problem() -> None:
    assert read_numbers({"members": "0"}) == ({"members": 0}, {})
    assert list(read_numbers({"day_limit": "0"})[1]) == ["day_limit"]


@given(st.text())
def test_any_text_is_a_number_or_a_problem(text: str) -> None:
    numbers, problems = read_numbers({"day_limit": text})
    assert bool(numbers) + bool(problems) == bool(text.strip())


def test_a_plan_that_sends_nothing_to_members_is_never_enough() -> None:
    found = lines(Traffic(members=60), 200, None)
    assert verdict(found)[0] == "fits"
    state, words = verdict(found, restricted=True)
    assert state == "restricted"
    assert words.startswith("Members get no mail")
    # Which plan they need once that's lifted.
    assert "A plan that fits allows 60 emails a day" in words
    state, words = verdict(found, {"members", "day_limit"}, restricted=True)
    assert state == "restricted" and "Within the limit" not in words


@pytest.mark.parametrize(
    ("provider", "day", "month", "restricted"),
    [
        ("ses", 200, None, True),
        ("ses", 50_000, None, False),
        ("ses", None, None, False),
        ("ses", 200, 3_000, True),
        ("elasticemail", 100, None, True),
        ("unione", 100, None, True),
        ("mailgun", 100, None, False),
        ("resend", 100, 3_000, False),
    ],
)
def test_restricted_plans_are_known_by_their_limits(
    provider: str, day: int | None, month: int | None, restricted: bool
) -> None:
    assert is_restricted(providers()[provider].quotas, day, month) is restricted
