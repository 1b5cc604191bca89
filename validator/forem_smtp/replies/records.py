"""The records that the other modules of this package pass around."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Cause(NamedTuple):
    """One thing that may be behind an error, and how to mend it.

    `field` is a name of `Settings`. `code` is that of the finding which the check gives for it;
    `found` tells that the check does give it for the settings at hand.
    """

    text: str
    fix: str
    field: str | None = None
    code: str | None = None
    found: bool = False

    @property
    def url(self) -> str | None:
        """The finding's page, relative to the site's root."""
        return f"findings/{self.code}/" if self.code else None

    def to_json(self) -> dict[str, Any]:
        """The cause as plain data."""
        return {
            "text": self.text,
            "fix": self.fix,
            "field": self.field,
            "code": self.code,
            "url": self.url,
            "found": self.found,
        }


class Explanation(NamedTuple):
    """What a text means for Forem's settings.

    `id` is a stable name for what was recognised, `None` if nothing was. `general`: only the class
    of the reply was known. `stage` is how far the connection had come (`"connect"`, `"greeting"`,
    `"EHLO"`, `"STARTTLS"`, `"AUTH"`, `"MAIL FROM"`, `"RCPT TO"`, `"DATA"`), `temporary` whether
    trying again may help; both are `None` where the text does not tell. `provider` is an id.
    `causes` stand in the order of their likelihood. `source` is the title of where this is known
    from, `source_url` its address (relative to the site's root, or whole) if it has one.
    """

    id: str | None
    meaning: str
    general: bool = False
    stage: str | None = None
    temporary: bool | None = None
    provider: str | None = None
    causes: tuple[Cause, ...] = ()
    source: str | None = None
    source_url: str | None = None

    @property
    def url(self) -> str | None:
        """Its place in the list of all replies, relative to the site's root."""
        return f"replies/#{self.id}" if self.id else None

    def to_json(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return {
            "id": self.id,
            "meaning": self.meaning,
            "general": self.general,
            "stage": self.stage,
            "temporary": self.temporary,
            "provider": self.provider,
            "causes": [cause.to_json() for cause in self.causes],
            "source": self.source,
            "source_url": self.source_url,
            "url": self.url,
        }


class KnownCause(NamedTuple):
    """A cause as it stands in `replies.toml`; `findings` are the codes that tell of it."""

    text: str
    fix: str
    field: str | None = None
    findings: Sequence[str] = ()
    needs_finding: bool = False
    inconclusive: bool = False


class Reply(NamedTuple):
    """What is known of one reply or exception; `replies.toml` says what each part means."""

    id: str
    example: str
    meaning: str
    source: str
    causes: Sequence[KnownCause] = ()
    errors: Sequence[str] = ()
    codes: Sequence[int] = ()
    enhanced: Sequence[str] = ()
    text: Sequence[str] = ()
    alone: bool = False
    providers: Sequence[str] = ()
    telling: bool = False
    stage: str | None = None
    temporary: bool | None = None
    general: bool = False
    credentials: bool = False


class Message(NamedTuple):
    """One thing that the text holds: an exception, a reply, or words that may be either."""

    words: str
    place: int = 0
    error: str | None = None
    code: str | None = None
    enhanced: str | None = None
