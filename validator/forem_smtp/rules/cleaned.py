"""The advice that a value was cleaned before it was checked: one code for each field."""

from __future__ import annotations

from ..context import Context
from ..normalize import taken
from ..settings import LABELS, Field, Settings
from .rule import ADVICE, Example, Match, Rule, rule
from .samples import OWN, SENDGRID


def cleaned(code: str, field: Field, bad: str) -> Rule:
    """Make the rule that says what was taken from the value of `field`; `bad` is such a value."""
    label = LABELS[field]
    base = SENDGRID if _fits(SENDGRID, field, bad) else OWN

    @rule(
        code,
        ADVICE,
        field,
        step=None,
        message=f"{label} was checked without {{taken}}. The payload has the clean value.",
        caught=(Example(settings=base.replaced({field: bad})),),
        passed=(Example(settings=base),),
        sources=("forem", "measured"),
        words={"label": label},
    )
    def was_cleaned(context: Context) -> Match | None:
        """<label> was cleaned before it was checked

        ## Symptom
        The <label> that you typed or pasted isn't quite what was checked, or what the payload
        contains.

        ## Cause
        Copying from a web page, a chat or a file often copies more than the value: spaces, a line
        break, quotes, full-width digits, or invisible characters, such as direction marks around
        text from Outlook or WhatsApp. Forem strips plain spaces and line breaks from what is saved
        in its panel, and nothing else.

        ## Fix
        Make sure that the clean value is what you meant, then apply it with the button.
        """
        value, typed = getattr(context.settings, field), getattr(context.typed, field)
        if value is None or value == typed:
            return None
        return Match(fix={field: value}, values={"taken": taken(field, typed)})

    return was_cleaned


def _fits(settings: Settings, field: str, bad: str) -> bool:
    return (getattr(settings, field) or "") in bad
