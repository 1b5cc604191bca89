"""What a rule is: one definition that holds everything about its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..context import Context
from ..report import Fix, Severity
from ..settings import Instance, Settings


class Match(NamedTuple):
    """What a rule caught: its fix, and the values for its message.

    `field` is set where a rule is about another field than its own.
    """

    fix: Fix | None = None
    alternative: Fix | None = None
    values: Mapping[str, str] = MappingProxyType({})
    field: str | None = None


class Example(NamedTuple):
    """Settings, and the instance they are for, that a rule must catch or let pass."""

    settings: Settings
    instance: Instance = Instance()


class Rule(NamedTuple):
    """One code and all that belongs to it.

    `message` is a template for `str.format_map`, filled with the match's values. `after` names the
    codes that, once found, make this one needless. `seen`, `why` and `mend` are the Markdown of
    its page; `sources` are keys of `SOURCES`.
    """

    code: str
    severity: Severity
    field: str
    title: str
    message: str
    check: Callable[[Context], Match | None]
    seen: str
    why: str
    mend: str
    caught: tuple[Example, ...]
    passed: tuple[Example, ...]
    after: frozenset[str] = frozenset()
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ("forem",)


SOURCES: dict[str, tuple[str, str]] = {
    "forem": (
        "Forem's public source: how the settings are stored, checked and used",
        "https://github.com/forem/forem/blob/main/app/models/settings/smtp.rb",
    ),
    "instance": (
        "Forem's public source: what turns mail on",
        "https://github.com/forem/forem/blob/main/app/models/forem_instance.rb",
    ),
    "measured": (
        "Measured on Forem's mail stack of early 2022 (mail 2.7.1, net-smtp 0.3.1) and of 2026 "
        "(mail 2.8.1, net-smtp 0.5.1) against Postfix and aiosmtpd",
        "sources.md#source-measured",
    ),
    "admin": ("Forem's earlier admin page on SMTP settings", "sources.md#source-page"),
    "rfc5321": (
        "RFC 5321, Simple Mail Transfer Protocol",
        "https://www.rfc-editor.org/rfc/rfc5321",
    ),
    "rfc6409": ("RFC 6409, Message Submission for Mail", "https://www.rfc-editor.org/rfc/rfc6409"),
    "rfc8314": (
        "RFC 8314, Cleartext Considered Obsolete",
        "https://www.rfc-editor.org/rfc/rfc8314",
    ),
    "rfc4954": (
        "RFC 4954, SMTP Service Extension for Authentication",
        "https://www.rfc-editor.org/rfc/rfc4954",
    ),
    "rfc7489": (
        "RFC 7489, Domain-based Message Authentication, Reporting, and Conformance (DMARC)",
        "https://www.rfc-editor.org/rfc/rfc7489",
    ),
    "providers": ("What each provider documents, with sources", "providers/index.md"),
    "hosting": ("Ports that hosting companies block, with sources", "providers/index.md#hosting"),
}
