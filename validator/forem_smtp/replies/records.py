"""The records that the other modules of this package pass around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..settings import Field

Stage = Literal[
    "connect", "greeting", "EHLO", "STARTTLS", "AUTH", "MAIL FROM", "RCPT TO", "DATA", "delivery"
]
"""How far a connection got; `delivery` is what happens after the server has accepted the mail."""
EFFECT = (
    "Members without a confirmed address can't sign in until a confirmation email reaches them."
)
PARTS: dict[Stage | None, str] = {
    "connect": "connecting",
    "greeting": "connecting",
    "EHLO": "greeting",
    "STARTTLS": "encryption",
    "AUTH": "log-in",
    "MAIL FROM": "sender",
    "RCPT TO": "recipient",
    "DATA": "mail",
    "delivery": "delivery",
    None: "at-any-time",
}
"""The part of the list of replies that each stage is in. A part's name is its page's address."""
AUTHENTICATION = "domain-authentication/"
"""The page of the guide that explains refusals for SPF, DKIM or DMARC: a part of their own."""
MICROSOFT = frozenset({"microsoft365", "outlook-personal"})
"""The providers whose messages are so many that they have a part of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A possible cause of an error, and how to fix it.

    `field` is the one to change, if that's the fix. `code` is the finding that shows the cause;
    `found` says whether these settings have it. `page` is a page of the guide that says more,
    relative to the site's root, if no finding does. `tell` says how to tell the cause from the
    others.
    """

    text: str
    fix: str
    field: Field | None = None
    code: str | None = None
    found: bool = False
    page: str | None = None
    tell: str | None = None

    @property
    def url(self) -> str | None:
        """The page that says more, relative to the site's root: the finding's, if there is one."""
        return f"findings/{self.code}/" if self.code else self.page

    def to_json(self) -> dict[str, Any]:
        """The cause as plain data."""
        return {
            "text": self.text,
            "fix": self.fix,
            "field": self.field,
            "code": self.code,
            "url": self.url,
            "found": self.found,
            "tell": self.tell,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a text means for Forem's settings.

    `id` is a stable name for what was recognized, `None` if nothing was. `general` says that only
    the class of the reply was known. `stage` is how far the connection got, and `temporary` whether
    trying again may help; both are `None` if the text doesn't say. `provider` is an id. The
    likeliest of the `causes` comes first. `has_failed` says that an email wasn't delivered.
    `source` is the title of the source, and `source_url` its address (absolute, or relative to the
    site's root) if it has one. `url` is its place in the list of all replies, also relative to the
    root.
    """

    id: str | None
    meaning: str
    general: bool = False
    stage: Stage | None = None
    temporary: bool | None = None
    provider: str | None = None
    causes: tuple[Cause, ...] = ()
    source: str | None = None
    source_url: str | None = None
    url: str | None = None
    has_failed: bool = False

    @property
    def effect(self) -> str | None:
        """What a failed email does to the members."""
        return EFFECT if self.has_failed else None

    @property
    def way_back(self) -> str | None:
        """The page that says how to get back in, relative to the site's root."""
        return "locked-out/#locked-out-which" if self.has_failed else None

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
            "effect": self.effect,
            "way_back": self.way_back,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCause:
    """A cause as `replies.toml` has it. `findings` are the codes of the findings that show it."""

    text: str
    fix: str
    field: Field | None = None
    findings: Sequence[str] = ()
    needs_finding: bool = False
    inconclusive: bool = False
    page: str | None = None
    tell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Everything known about one reply or exception; `replies.toml` says what each part means."""

    id: str
    example: str
    meaning: str
    source: str
    causes: Sequence[KnownCause] = ()
    errors: Sequence[str] = ()
    codes: Sequence[int] = ()
    enhanced: Sequence[str] = ()
    text: Sequence[str] = ()
    after_code: Sequence[str] = ()
    alone: bool = False
    providers: Sequence[str] = ()
    telling: bool = False
    stage: Stage | None = None
    temporary: bool | None = None
    general: bool = False
    credentials: bool = False
    http: Sequence[int] = ()
    other_service: bool = False
    said: Sequence[Sequence[str]] = ()
    guide: str | None = None

    @property
    def is_symptom(self) -> bool:
        """Whether it's what members see or people say, not a message of a server or of Ruby."""
        return not (self.errors or self.codes or self.http)

    @property
    def is_failure(self) -> bool:
        """Whether an email wasn't delivered, as far as the message says."""
        if self.is_symptom or self.http or self.other_service:
            return False
        return bool(self.errors) or any(code >= 400 for code in self.codes)

    @property
    def part(self) -> str:
        """The part of the list of all replies that it's in."""
        if self.is_symptom:
            return "what-people-see"
        if self.providers and MICROSOFT.issuperset(self.providers):
            return "microsoft"
        if self.stage == "AUTH" and self.providers:
            return "log-in-providers"
        if self.stage in ("connect", "greeting") and self.codes:
            return "turned-away"
        if self.stage == "delivery" and (self.guide or "").startswith(AUTHENTICATION):
            return "delivery-authentication"
        return PARTS[self.stage]

    @property
    def url(self) -> str:
        """Its place in the list of all replies, relative to the site's root."""
        return f"replies/{self.part}/#{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing in the text: an exception, a reply, or words that may be either.

    `before` is the line up to a reply, in lower case. `service` is set if an exception is about
    something other than mail, and `http` if a number is a web server's status.
    """

    words: str
    place: int = 0
    before: str = ""
    service: str | None = None
    http: str | None = None
    error: str | None = None
    code: str | None = None
    enhanced: str | None = None
