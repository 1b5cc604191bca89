"""How many emails a Forem sends, and whether a provider's plan is enough for them.

This is a model, not a measurement: it assumes the most that can follow from the admin's numbers.
That every sign-up, and every member without a confirmed address, needs a confirmation email is how
Forem works. The rest is assumed, and errs on the high side:

- every member gets every digest, and all on the same day;
- on the day when mail is switched on, all members come back, none has a confirmed address, each
  asks for one confirmation email, and a digest falls on that day too;
- other kinds of emails aren't counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .providers import Quota

MONTH = 31
"""Days: the longest month."""
MOST = 100_000_000
"""The largest number that is accepted. No Forem comes near it."""

State = Literal["unknown", "fits", "first", "over", "restricted"]


class Traffic(NamedTuple):
    """What a Forem sends, in emails a day unless stated otherwise.

    `members` is the number of all members; `digest_days` is the number of days between two digests,
    0 for none; `notifications` is for all members together. `signups` and `invites` count people.
    """

    members: int = 0
    digest_days: int = 0
    notifications: int = 0
    signups: int = 0
    invites: int = 0


class Volume(NamedTuple):
    """Numbers of emails.

    `day` has no digest unless every day has one; `digest_day` has one, if there are any.
    `first_day` and `first_month` begin when mail is switched on. A month has 31 days.
    """

    day: int
    digest_day: int
    first_day: int
    month: int
    first_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of the numbers as people see it; `reckoned` shows how it's calculated.

    `mails` is the number of emails, and `limit` the plan's limit for that time; `None` if it isn't
    known. `percent` is the share of the limit, rounded up, so it's above 100 only when the limit is
    exceeded.
    """

    id: str
    title: str
    mails: int
    reckoned: str
    limit: int | None
    percent: int | None


_AWAITED = {"digest_days": "digests", "notifications": "notifications"}
"""What makes up most of the emails: until it's entered, no plan is called large enough."""
_FIRST = {
    "first_day": "on the day when you switch mail on",
    "first_month": "in the month when you switch mail on",
}
_RESTRICTED = (
    "Members get no mail: the plan with this limit sends only to addresses of your own, or to "
    "those that you verified. Don't switch mail on until that's lifted."
)
FIELDS = (*Traffic._fields, "day_limit", "month_limit")
"""What people enter: the traffic, and the plan's limits in emails a day and a month."""

_SEPARATED = re.compile(r"[1-9]\d{0,2}([.,'’_\s])\d{3}(?:\1\d{3})*")
"""A number with separated thousands. No one counts people or emails to three decimals."""
_MIXED = re.compile(r"[1-9]\d{0,2}(?:[.,'’_\s]\d{3})+")
_BROKEN = re.compile(r"\d+[.,]\d*|[.,]\d+")
_POWER = re.compile(r"\d+(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_LONGEST = 40


def estimate(traffic: Traffic) -> Volume:
    """Return the numbers of emails that such a Forem sends."""
    others = traffic.notifications + traffic.signups + traffic.invites
    digest_day = others + (traffic.members if traffic.digest_days else 0)
    month = MONTH * others + _digests(traffic) * traffic.members
    return Volume(
        day=digest_day if traffic.digest_days == 1 else others,
        digest_day=digest_day,
        first_day=traffic.members + digest_day,
        month=month,
        first_month=traffic.members + month,
    )


def _digests(traffic: Traffic) -> int:
    """Return the most digests that can fall in a month."""
    return -(-MONTH // traffic.digest_days) if traffic.digest_days else 0


def lines(traffic: Traffic, day_limit: int | None, month_limit: int | None) -> tuple[Line, ...]:
    """Return the numbers, how they're calculated, and the plan's limits in emails."""
    volume = estimate(traffic)
    digests = _counted(traffic.members, "digest")
    confirmations = _counted(traffic.members, "confirmation")
    others = " + ".join(
        (
            _counted(traffic.notifications, "notification"),
            f"{traffic.signups:,} for sign-ups",
            _counted(traffic.invites, "invite"),
        )
    )
    daily = traffic.digest_days == 1
    days = [("day", "An ordinary day", f"{digests} + {others}" if daily else others)]
    if traffic.digest_days > 1:
        days.append(("digest_day", "A day with a digest", f"{digests} + {others}"))
    day = "a day with a digest" if traffic.digest_days else "an ordinary day"
    first_day = f"{confirmations} + {volume.digest_day:,} for {day}"
    first_month = f"{confirmations} + {volume.month:,} for a month"
    month = f"{MONTH} days × ({others})"
    if traffic.digest_days:
        month += f" + {_digests(traffic)} × {digests}"
    months = [
        ("month", f"A month of {MONTH} days", month),
        ("first_month", "The first month, at worst", first_month),
    ]
    days.append(("first_day", "The day you switch mail on, at worst", first_day))
    return tuple(
        _line(volume, *words, limit)
        for group, limit in ((days, day_limit), (months, month_limit))
        for words in group
    )


def _line(volume: Volume, id: str, title: str, reckoned: str, limit: int | None) -> Line:
    mails: int = getattr(volume, id)
    percent = None if limit is None else -(-100 * mails // limit)
    return Line(id=id, title=title, mails=mails, reckoned=reckoned, limit=limit, percent=percent)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def is_restricted(
    quotas: Collection[Quota], day_limit: int | None, month_limit: int | None
) -> bool:
    """Return whether these limits are those of a plan from which members get no mail.

    A limit that isn't known or entered could be anything.
    """
    plans = []
    for quota in quotas:
        pairs = ((day_limit, quota.day), (month_limit, quota.month))
        same = [limit == stated for limit, stated in pairs if limit and stated]
        if same and all(same):
            plans.append(quota.restricted)
    return bool(plans) and all(plans)


def verdict(
    found: tuple[Line, ...], entered: Collection[str] = FIELDS, restricted: bool = False
) -> tuple[State, str]:
    """Return whether the plan is enough, and sentences that say so.

    It's `"restricted"` if members get no mail from the plan, whatever its limits. It's `"first"` if
    only the first day or month exceeds the limit, and `"unknown"` if there is no limit, or if
    nothing exceeds it but an important field isn't among the `entered` ones.
    """
    awaited = [word for name, word in _AWAITED.items() if name not in entered]
    note = f" Not entered yet: {' and '.join(awaited)}. The result doesn't include them."
    over = {line.id: line for line in found if line.limit and line.mails > line.limit}
    if restricted:
        return "restricted", f"{_RESTRICTED} {needed(found, awaited)}".strip()
    if not any(line.limit for line in found):
        answer = "Enter your plan's limit to see whether it's enough."
        return "unknown", f"{answer} {needed(found, awaited)}".strip()
    if over.keys() - _FIRST.keys():
        return "over", f"Not enough: {_over_in_general(over)} {needed(found, awaited)}"
    if over:
        days = (
            f"{words}, at worst: {over[id].mails:,} emails with a limit of {over[id].limit:,}"
            for id, words in _FIRST.items()
            if id in over
        )
        answer = f"Not enough {'; or '.join(days)}."
        return "first", answer + (note if awaited else " Otherwise it's enough.")
    if awaited:
        return "unknown", f"Within the limit so far.{note}"
    return "fits", "Within the limit, even in the worst case."


def _over_in_general(over: Collection[str]) -> str:
    """Return what exceeds the limit even without a first day, given the ids of such lines."""
    if "day" in over:
        return "ordinary days are over the limit too."
    if "digest_day" in over:
        return "every day with a digest is over the limit."
    return "later months are over the limit too."


def needed(found: tuple[Line, ...], awaited: Sequence[str] = ()) -> str:
    """Return a sentence or two that say which limits a plan must have; empty if nothing is sent.

    `awaited` names what isn't entered yet: without it, the numbers are only a part.
    """
    emails = {line.id: line.mails for line in found}
    worst = (emails["first_day"], emails["first_month"])
    later = (emails.get("digest_day", emails["day"]), emails["month"])
    if not any(worst):
        return ""
    if awaited:
        kinds = " and ".join(awaited)
        return (
            f"Without {kinds}, that's {worst[0]:,} emails a day and {worst[1]:,} a month, at "
            f"worst: your plan must allow more. Enter how many {kinds} there are."
        )
    words = "A plan that fits allows {:,} emails a day and {:,} a month.".format(*worst)
    if later != worst and any(later):
        words += " After the first month, {:,} a day and {:,} a month are enough.".format(*later)
    return words


def read_numbers(texts: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the numbers that people typed, and a sentence about each text that isn't a number.

    Both are by field name. Empty texts are left out. `2,000`, `2 000` and `2.000` are 2000, but not
    as a number of days, which could have decimals.
    """
    numbers: dict[str, int] = {}
    problems: dict[str, str] = {}
    for name in FIELDS:
        text = texts.get(name, "").strip()
        if not text:
            continue
        if _SEPARATED.fullmatch(text) and name != "digest_days":
            text = re.sub(r"\D", "", text)
        problem = _problem(text, least=1 if name.endswith("_limit") else 0)
        if problem:
            problems[name] = problem
        else:
            numbers[name] = int(text)
    return numbers, problems


def _problem(text: str, least: int) -> str | None:
    if len(text) > _LONGEST:
        return "That's too long. Enter a whole number in digits, such as 1000."
    if text.isdecimal():
        if int(text) > MOST:
            return f"That's too high. The maximum is {MOST}."
        return None if int(text) >= least else "Enter 1 or more, or leave it empty."
    if text[0] in "-−–" and text[1:].strip()[:1].isdecimal():
        return "It can't be below 0."
    if _MIXED.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        return f"Enter it without a separator. Did you mean {digits}?"
    if _BROKEN.fullmatch(text):
        return "Enter a whole number, without a decimal point or a comma."
    if _POWER.fullmatch(text):
        return "Enter it in digits, such as 1000."
    return "Enter a whole number in digits, such as 1000."
