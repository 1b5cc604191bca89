"""Parsing turns any text into settings. It never makes up what is not in the text.

Each format has a reader in a module of its own; `recognize` decides which of them reads.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..characters import visible
from ..secrets import fold
from .result import FORMATS, ParseResult, Server

__all__ = ["FORMATS", "ParseResult", "read"]

_LONGEST_PLACE = 200
_LONGEST_NAME = 60
_LONG_NAME = re.compile(rf"\S{{{_LONGEST_NAME},}}")


def read(text: str) -> ParseResult:
    """Recognize the format of `text` and read the settings in it. Nothing is raised."""
    # The readers take as long to import as all the rest, and most runs need none.
    from .passwords import without_unread_passwords
    from .recognize import recognize

    reading = without_unread_passwords(recognize(text), text)
    shown = reading.with_places(
        lambda places: [*map(_shown, reading.secrets.redact_places(places))]
    )
    candidates = {
        name: texts
        for name, texts in reading.candidates.items()
        if name == "password" or not _is_password_in(texts, reading)
    }
    return replace(
        shown,
        candidates=candidates,
        candidate_origins={
            name: places for name, places in shown.candidate_origins.items() if name in candidates
        },
        servers=() if any(map(_has_password_elsewhere, reading.servers)) else shown.servers,
        # The page shows these values, and a secret in one of them is a mistake.
        forem={
            name: value
            for name, value in reading.forem.items()
            if reading.secrets.redact(value) == value
        },
    )


def _is_password_in(texts: tuple[str, ...], reading: ParseResult) -> bool:
    """Whether the password is among the candidates for another field, which the page shows."""
    return fold(reading.settings.password or "") in [fold(text) for text in texts]


def _has_password_elsewhere(server: Server) -> bool:
    """Whether a server's password is the value of another field too."""
    values = [fold(value) for name, value in server.settings.given() if name != "password"]
    return fold(server.settings.password or "") in values


def _shown(place: str) -> str:
    """Where something is, as people see it: nothing unseen, and not endless."""
    text = _LONG_NAME.sub(lambda match: match[0][:_LONGEST_NAME] + "…", visible(place))
    return text if len(text) <= _LONGEST_PLACE else text[:_LONGEST_PLACE] + "…"
