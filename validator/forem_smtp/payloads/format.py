"""What a payload format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..settings import FOREM_FIELDS, LABELS, Settings


class PayloadError(ValueError):
    """A format can't hold a value. `field` names the field; the text never holds the value."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{LABELS[field]} {reason}.")
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A format: how to write it, and how to read it back.

    `group` says where it puts the values: `"forem"`, saved as by the admin panel, `"environment"`,
    read at start, or `"test"`, nowhere. `when` is a sentence on when to use it; `command` is what
    imports the file called `filename`, or where to paste or name it; `note` says what to mind.
    `read` raises `ValueError` if the text is not of this format.
    """

    name: str
    title: str
    group: Literal["forem", "environment", "test"]
    when: str
    filename: str
    command: str
    note: str
    write: Callable[[Settings], str]
    read: Callable[[str], Settings]


def values(settings: Settings) -> dict[str, str]:
    """The given values that Forem has a field for, in Forem's order."""
    return {name: value for name, value in settings.given() if name in FOREM_FIELDS}


def settings_from(found: dict[str, str]) -> Settings:
    """Settings of the values found under Forem's names; an empty one is not given."""
    return Settings(**{name: value for name, value in found.items() if value})
