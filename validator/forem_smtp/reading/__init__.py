"""Reading: text of any kind -> settings. What is not in the text is never made up.

Each format has a reader in a module of its own; here is decided which of them reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..payloads import PAYLOADS
from ..payloads.environment import NAMES, declared
from ..secrets import hide, masked
from ..settings import FIELDS, HIDDEN, Settings
from . import commands, env, json_like, mailers, prose, ruby, url, yaml
from .found import ELSEWHERE, Found, settle

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

LONGEST = 256 * 1024
"""How many characters of a text are read; the most that a settings file has is far less."""
_MOST_LINES = 5_000
_LONGEST_LINE = 4_000
_LONGEST_PAYLOAD = 2 * 1024
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div|table|p)\b", re.IGNORECASE)
_ERROR = re.compile(
    r"\b[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}\b|^[ \t]*[45]\d\d[ -]\S|Net::\w*(?:Error|Timeout)"
    r"|Net::SMTP\w+|OpenSSL::SSL::SSLError|Errno::E[A-Z]+|SocketError"
    r"|Connection (?:refused|timed out)",
    re.MULTILINE,
)
_ALL_ELSEWHERE = (
    "There are SMTP settings in it, but every value stands for one that is kept elsewhere, such as "
    "in a variable."
)
_NAMED = re.compile(r"""[ \t]*(?:export[ \t]+)?["']?(\w+)["']?[ \t]*(?:=|:)""")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read. `format` is `None`, and `reason` says why, if nothing was recognised.

    `settings` holds the values as they stood there, and the encryption only if it was stated.
    `origins` says in words where each came from, `unused` what else was there; neither holds a
    value. `candidates` has all the values of a field for which there were several. Of several
    ports 587 is taken, or else one that Forem can use; the encryption is that of this port.
    """

    format: str | None
    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    reason: str | None = None

    @property
    def title(self) -> str | None:
        """The format's title for people."""
        return FORMATS[self.format] if self.format else None

    def to_json(self) -> dict[str, Any]:
        """The reading as plain data. No password is in it, nor a key in another value's place."""
        shown = masked(self.settings)
        password = self.settings.password
        candidates = {
            name: [
                HIDDEN
                if name == "password" or getattr(shown, name) == HIDDEN
                else hide(text, password)
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
            "reason": self.reason,
        }


def read(text: str) -> Reading:
    """Recognise the format of `text` and read the settings in it. Nothing is raised."""
    part, lines, left_out = _shortened(text)
    if reading := _payload(part, lines, left_out):
        return reading
    references: list[str] = []
    for reader in _readers(part, lines) if not _HTML.match(part) else ():
        found = reader()
        if found and found.values:
            return _reading(found, left_out)
        references += [name for name in found.unused if ELSEWHERE in name] if found else []
    if references:
        unused = (*settle(Found("", unused=references)).unused, *left_out)
        return Reading(format=None, unused=unused, reason=_ALL_ELSEWHERE)
    return Reading(format=None, unused=tuple(left_out), reason=_reason(part))


def _reading(found: Found, left_out: list[str]) -> Reading:
    outcome = settle(found)
    return Reading(
        format=found.format,
        settings=outcome.settings,
        origins=outcome.origins,
        unused=(*outcome.unused, *left_out),
        candidates=outcome.candidates,
    )


def _shortened(text: str) -> tuple[str, list[str], list[str]]:
    """(the text as far as it is read, its lines, what is left out), in words for people."""
    left_out = []
    text = text.removeprefix("\ufeff")
    if len(text) > LONGEST:
        left_out.append(f"all after the first {LONGEST // 1024} KB")
        text = text[:LONGEST]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > _MOST_LINES:
        left_out.append(f"all after line {_MOST_LINES}")
        del lines[_MOST_LINES:]
        text = "\n".join(lines)
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            left_out.append(f"line {number}: longer than {_LONGEST_LINE} characters")
            lines[number - 1] = ""
    return text, lines, left_out


def _readers(text: str, lines: list[str]) -> Iterator[Callable[[], Found | None]]:
    """The readers that may find something, those that cannot be mistaken first."""
    low = text.lower()
    if "\n" not in text.strip():
        yield lambda: url.read_host(text)
        if low.lstrip().startswith(("smtp", "submission")):
            yield lambda: url.read(text)
    if "swaks" in low or "curl" in low:
        yield lambda: commands.read("\n".join(lines))
    if "gitlab_rails" in low:
        yield lambda: ruby.read_gitlab(lines)
    if "smtp_settings" in low:
        yield lambda: ruby.read_rails(text)
    if "createtransport" in low:
        yield lambda: json_like.read_nodemailer(text)
    yield lambda: mailers.read_postfix(lines)
    if "mailhub" in low:
        yield lambda: mailers.read_ssmtp(lines)
    if "host" in low:
        yield lambda: mailers.read_msmtp(lines)
    if "[mailer]" in low:
        yield lambda: env.read_ini(lines)
    yield lambda: json_like.read(text)
    yield lambda: env.read(lines)
    yield lambda: yaml.read(lines)
    yield lambda: prose.read(lines)
    if not _ERROR.search(text):
        yield lambda: url.read(text)
        yield lambda: prose.read_sentences(lines)


def _payload(text: str, lines: list[str], left_out: list[str]) -> Reading | None:
    """What one of the payloads' own readers makes of it."""
    if declared(text) and len(text) > _LONGEST_PAYLOAD:
        text = text[:_LONGEST_PAYLOAD]
        left_out = [*left_out, f"all after the first {_LONGEST_PAYLOAD // 1024} KB"]
    elif any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        text = "\n".join(lines)
    for name, kind in PAYLOADS.items():
        try:
            settings = kind.read(text)
        except (ValueError, RecursionError):
            continue
        if name == "dotenv" and not declared(text):
            return _dotenv(settings, lines, left_out)
        origins = _origins(settings, lines)
        return Reading(format=name, settings=settings, origins=origins, unused=tuple(left_out))
    return None


def _dotenv(settings: Settings, lines: list[str], left_out: list[str]) -> Reading | None:
    """The same for a file with Forem's own names, unless it is rather one of another program."""
    found = env.read(lines)
    if not settings.given() or (found and found.format != "dotenv"):
        return None
    given = dict(settings.given())
    unused = list(found.unused) if found else []
    for value in found.values if found else ():
        if value.field not in given:
            unused.append(f"{value.origin}: {ELSEWHERE}")
    return Reading(
        format="dotenv",
        settings=settings,
        origins=_origins(settings, lines),
        unused=(*dict.fromkeys(unused), *left_out),
    )


def _origins(settings: Settings, lines: list[str]) -> dict[str, str]:
    """The line in which a payload names each field."""
    names = {name: field for field, name in NAMES.items()} | {name: name for name in FIELDS}
    places: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if (match := _NAMED.match(line)) and match[1] in names:
            places.setdefault(names[match[1]], f"line {number}, {match[1]}")
    if "from_email_address" in places:
        places.setdefault("reply_to_email_address", places["from_email_address"])
    return {name: places.get(name, name) for name, _ in settings.given()}


def _reason(text: str) -> str:
    if not text.strip():
        return "There is no text."
    if _HTML.match(text):
        return "This is the source of a web page. Copy the words that the browser shows instead."
    if _ERROR.search(text):
        return (
            "This looks like an error text or a server's reply, which holds no settings. It can be "
            "explained: paste it where errors are explained."
        )
    return (
        "This is none of the formats that are read, or there are no SMTP settings in it. Read are: "
        "environment variables, JSON, YAML, Ruby, an SMTP URL, the settings of many programs, and "
        "words such as Server and Port with their values."
    )
