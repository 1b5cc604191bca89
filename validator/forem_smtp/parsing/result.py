"""What `read` returns, and the formats it knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

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


_OF_SERVER = ("user_name", "password", "address", "port", "authentication", "encryption")
_LINE = re.compile(r"line (\d+)")


class Server(NamedTuple):
    """The settings of one server of several, and where each value came from."""

    settings: Settings
    origins: Mapping[str, str]

    @property
    def place(self) -> str:
        """The lines with its address, port and credentials, in words."""
        own = [place for name, place in self.origins.items() if name in _OF_SERVER]
        lines = [int(number) for place in own for number in _LINE.findall(place)]
        if not lines:
            return ""
        first, last = min(lines), max(lines)
        return f"line {first}" if first == last else f"lines {first} to {last}"


@dataclass(frozen=True, kw_only=True)
class ParseResult:
    """What was read. `format` is `None`, and `reason` says why, if nothing was recognized.

    `settings` holds the values as they were there, and the encryption only if it was stated.
    `origins` says in words where each came from, `unused` what else was there; neither holds a
    value. `candidates` has all the values of a field for which there were several, and
    `candidate_origins` where each of them came from. `servers` has the settings of each mail server
    in a file with several programs', the chosen one first; it's empty unless there are several. Of
    several ports 587 is taken, or else one that Forem can use; the encryption is that of this port.
    `port_encryption` has the encryption that the text states for single ports of several.
    `program` is the name of the program whose settings these surely are, if the format doesn't say
    it; `language` is the English name of the labels' language, unless that is English.
    """

    format: str | None
    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    candidate_origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    port_encryption: Mapping[str, str] = field(default_factory=dict)
    servers: tuple[Server, ...] = ()
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
        more = (*self.candidates.get("password", ()), *self.private, *self._of_other_servers())
        return Secrets(self.settings, provider, more)

    def _of_other_servers(self) -> Iterator[str]:
        """Yield the secrets of the servers that weren't chosen."""
        for settings, _ in self.servers[1:]:
            if settings.password:
                yield settings.password
            shown = Secrets(settings, Context.of(settings).provider).shown
            if settings.user_name and shown.user_name == HIDDEN:
                yield settings.user_name

    @cached_property
    def shown_servers(self) -> tuple[Settings, ...]:
        """The settings of each of several servers, with every secret hidden."""
        every = self.secrets
        shown = []
        for settings, _ in self.servers:
            own = Secrets(settings, Context.of(settings).provider).shown
            given = {
                name: value if value == HIDDEN else every.redact(value)
                for name, value in own.given()
            }
            shown.append(Settings(**given))
        return tuple(shown)

    def with_places(self, change: Callable[[list[str]], list[str]]) -> ParseResult:
        """Return the result with the words that say where something is changed, all at once."""
        places = [*self.origins.values(), *self.unused]
        places += [place for some in self.candidate_origins.values() for place in some]
        places += [place for server in self.servers for place in server.origins.values()]
        changed = iter(change(places))
        return replace(
            self,
            origins={name: next(changed) for name in self.origins},
            unused=tuple(next(changed) for _ in self.unused),
            candidate_origins={
                name: tuple(next(changed) for _ in some)
                for name, some in self.candidate_origins.items()
            },
            servers=tuple(
                server._replace(origins={name: next(changed) for name in server.origins})
                for server in self.servers
            ),
        )

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
        return self._json(shown, candidates, self.shown_servers)

    def to_json_with_secrets(self) -> dict[str, Any]:
        """The same with the real values, for the form on the page."""
        candidates = {name: list(texts) for name, texts in self.candidates.items()}
        return self._json(self.settings, candidates, [server.settings for server in self.servers])

    def _json(
        self,
        settings: Settings,
        candidates: dict[str, list[str]],
        servers: Sequence[Settings],
    ) -> dict[str, Any]:
        return {
            "format": self.format,
            "title": self.title,
            "settings": {name: getattr(settings, name) for name in FIELDS},
            "origins": dict(self.origins),
            "unused": list(self.unused),
            "candidates": candidates,
            "candidate_origins": {name: list(it) for name, it in self.candidate_origins.items()},
            "servers": [
                {"settings": dict(given.given()), "origins": dict(it.origins), "place": it.place}
                for given, it in zip(servers, self.servers, strict=True)
            ],
            "port_encryption": dict(self.port_encryption),
            "reason": self.reason,
            "program": self.program,
            "language": self.language,
            "has_sendgrid_api_key": self.has_sendgrid_api_key,
            "forem": dict(self.forem),
            "has_error": bool(self.error),
        }
