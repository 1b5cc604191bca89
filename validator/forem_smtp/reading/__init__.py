"""Reading: text of any kind -> settings. What is not in the text is never made up.

Each format has a reader in a module of its own; `recognise` decides which of them reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ..characters import visible
from ..context import Context
from ..payloads import PAYLOADS
from ..secrets import Secrets, fold
from ..settings import FIELDS, HIDDEN, Settings

FORMATS: dict[str, str] = {
    **{name: kind.title for name, kind in PAYLOADS.items()},
    "env": "Environment variables",
    "mastodon": "Mastodon's settings",
    "discourse": "Discourse's environment variables",
    "discourse-app": "Discourse's app.yml",
    "ghost": "Ghost's mail settings",
    "django": "Django's settings",
    "laravel": "Laravel's .env",
    "gitea": "Gitea's or Forgejo's mailer settings",
    "gitlab": "GitLab's settings in Ruby",
    "rails-hash": "ActionMailer's smtp_settings",
    "nodemailer": "A Nodemailer transport",
    "json-other": "JSON with mail settings",
    "yaml": "YAML with mail settings",
    "docker-compose": "A compose file",
    "url": "An SMTP URL",
    "host": "A host name",
    "msmtp": "msmtp's settings",
    "ssmtp": "ssmtp's settings",
    "postfix": "Postfix's relayhost",
    "swaks": "A swaks command",
    "curl": "A curl command",
    "prose": "Words from a page",
}
"""The formats that are read, by their lasting names, each with a title for people."""


_LONGEST_PLACE = 200
_LONGEST_NAME = 60
_LONG_NAME = re.compile(rf"\S{{{_LONGEST_NAME},}}")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read. `format` is `None`, and `reason` says why, if nothing was recognised.

    `settings` holds the values as they stood there, and the encryption only if it was stated.
    `origins` says in words where each came from, `unused` what else was there; neither holds a
    value. `candidates` has all the values of a field for which there were several. Of several
    ports 587 is taken, or else one that Forem can use; the encryption is that of this port.
    `port_encryption` has the encryption that the text states for single ports of several.
    """

    format: str | None
    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    port_encryption: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None

    @property
    def title(self) -> str | None:
        """The format's title for people."""
        return FORMATS[self.format] if self.format else None

    @cached_property
    def secrets(self) -> Secrets:
        """Every secret in these values; the other candidates for the password are such, too."""
        provider = Context.of(self.settings).provider
        return Secrets(self.settings, provider, self.candidates.get("password", ()))

    def to_json(self) -> dict[str, Any]:
        """The reading as plain data, with every secret in it hidden."""
        shown = self.secrets.shown
        candidates = {
            name: [
                HIDDEN if getattr(shown, name) == HIDDEN else self.secrets.redact(text)
                for text in texts
            ]
            for name, texts in self.candidates.items()
        }
        return self._json(shown, candidates)

    def to_json_with_secrets(self) -> dict[str, Any]:
        """The same with the real values, for the form on the page."""
        return self._json(self.settings, {name: list(t) for name, t in self.candidates.items()})

    def _json(self, settings: Settings, candidates: dict[str, list[str]]) -> dict[str, Any]:
        return {
            "format": self.format,
            "title": self.title,
            "settings": {name: getattr(settings, name) for name in FIELDS},
            "origins": dict(self.origins),
            "unused": list(self.unused),
            "candidates": candidates,
            "port_encryption": dict(self.port_encryption),
            "reason": self.reason,
        }


def read(text: str) -> Reading:
    """Recognise the format of `text` and read the settings in it. Nothing is raised."""
    # The readers take as long to import as all the rest, and most runs need none.
    from .recognise import recognise

    reading = recognise(text)
    return replace(
        reading,
        origins={name: _shown(place, reading) for name, place in reading.origins.items()},
        unused=tuple(_shown(entry, reading) for entry in reading.unused),
        candidates={
            name: texts
            for name, texts in reading.candidates.items()
            if name == "password" or not _is_password_in(texts, reading)
        },
    )


def _is_password_in(texts: tuple[str, ...], reading: Reading) -> bool:
    """Whether the password is among the candidates for another field, which the page shows."""
    return fold(reading.settings.password or "") in [fold(text) for text in texts]


def _shown(place: str, reading: Reading) -> str:
    """Where something is, as people see it: without secrets, and not endless."""
    text = visible(reading.secrets.redact_place(place))
    text = _LONG_NAME.sub(lambda match: match[0][:_LONGEST_NAME] + "…", text)
    return text if len(text) <= _LONGEST_PLACE else text[:_LONGEST_PLACE] + "…"
