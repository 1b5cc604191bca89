"""Reading: text of a known format -> settings."""

from __future__ import annotations

from dataclasses import dataclass

from ..payloads import PAYLOADS
from ..settings import Settings


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read. `format` is `None`, and `reason` says why, if nothing was recognised."""

    format: str | None
    settings: Settings
    reason: str | None = None


def read(text: str) -> Reading:
    """Recognise the format of `text` and read the settings in it. Nothing is raised."""
    for name, payload in PAYLOADS.items():
        try:
            return Reading(format=name, settings=payload.read(text))
        except ValueError:
            continue
    reason = "This is none of the formats that can be read: " + ", ".join(PAYLOADS) + "."
    return Reading(format=None, settings=Settings(), reason=reason)
