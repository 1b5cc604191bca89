"""The advice that a value was cleaned before it was checked: one code for each field."""

from __future__ import annotations

from ..context import Context
from ..report import Severity
from ..settings import Settings
from .rule import Example, Match, Rule
from .samples import OWN, SENDGRID


def cleaned(code: str, field: str, label: str, bad: str) -> Rule:
    """The rule that tells what was taken off the value of `field`; `bad` is such a value."""

    def check(context: Context) -> Match | None:
        value = getattr(context.settings, field)
        if value is None or value == getattr(context.typed, field):
            return None
        return Match({field: value})

    base = SENDGRID if _fits(SENDGRID, field, bad) else OWN
    return Rule(
        code=code,
        severity=Severity.ADVICE,
        field=field,
        title=f"{label} had something around it that is no part of it",
        message=f"{label} was checked without the blanks, quotes or invisible characters that came "
        "with it; the payload has the clean value.",
        check=check,
        seen=f"The {label} that you typed or pasted differs from the one that was checked and that "
        "the payload carries.",
        why="Copying from a web page or a file often takes more along than the value: blanks, a "
        "line break, quotes, characters of no width, digits of another script. Forem strips plain "
        "blanks from what is saved in its panel, and nothing else.",
        mend="Look whether the clean value is what you meant. Then take it over with the button.",
        caught=(Example(base.replaced({field: bad})),),
        passed=(Example(base),),
        sources=("forem", "measured"),
    )


def _fits(settings: Settings, field: str, bad: str) -> bool:
    return (getattr(settings, field) or "") in bad
