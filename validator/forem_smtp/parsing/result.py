"""What `read` returns, and the formats it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..context import Context
from ..payloads import PAYLOADS
from ..secrets import Secrets
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
    "docker-compose": "A Compose file",
    "url": "An SMTP URL",
    "host": "A host name",
    "link": "A link to the checker",
    "msmtp": "msmtp's settings",
    "ssmtp": "ssmtp's settings",
    "postfix": "Postfix's relayhost",
    "exim": "Exim's settings",
    "sendmail": "Sendmail's credentials",
    "netrc": "A .netrc file",
    "swaks": "A swaks command",
    "curl": "A curl command",
    "nextcloud": "Nextcloud's settings",
    "ini": "Settings in sections",
    "code": "Settings in code",
    "command": "The options of a command",
    "xml": "Settings in XML",
    "prose": "Words from a page",
}
"""The formats that can be read, by their permanent names, each with a title for people."""


@dataclass(frozen=True, kw_only=True)
class ParseResult:
    """What was read. `format` is `None`, and `reason` says why, if nothing was recognized.

    `settings` holds the values as they were there, and the encryption only if it was stated.
    `origins` says in words where each came from, `unused` what else was there; neither holds a
    value. `candidates` has all the values of a field for which there were several. Of several
    ports 587 is taken, or else one that Forem can use; the encryption is that of this port.
    `port_encryption` has the encryption that the text states for single ports of several.
    `program` is the name of the program whose settings these surely are, if the format doesn't say
    it; `language` is the English name of the labels' language, unless that is English.
    """

    format: str | None
    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    port_encryption: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    program: str | None = None
    language: str | None = None
    has_sendgrid_api_key: bool = False
    """Whether the text sets `SENDGRID_API_KEY`, with which a Forem may send instead."""
    forem: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the text says about the Forem itself: `app_domain` and `community_name`."""
    error: str = field(default="", repr=False)
    """The lines with an error message. None of their words were taken for settings."""
    private: tuple[str, ...] = field(default=(), repr=False)
    """What the text calls a password, but no reader read as one."""

    @property
    def title(self) -> str | None:
        """The format's title for people."""
        return FORMATS[self.format] if self.format else None

    @cached_property
    def secrets(self) -> Secrets:
        """Every secret in these values, including the other candidates for the password."""
        provider = Context.of(self.settings).provider
        more = (*self.candidates.get("password", ()), *self.private)
        return Secrets(self.settings, provider, more)

    def to_json(self) -> dict[str, Any]:
        """The result as plain data, with every secret in it hidden."""
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
            "program": self.program,
            "language": self.language,
            "has_sendgrid_api_key": self.has_sendgrid_api_key,
            "forem": dict(self.forem),
            "has_error": bool(self.error),
        }
