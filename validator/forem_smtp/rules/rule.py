"""A rule is one definition: a decorated function whose docstring is its page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from types import MappingProxyType
from typing import Literal

from ..context import Context
from ..report import Fix, Severity
from ..settings import STATEMENTS, Field, Instance, InstanceField, Settings

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE

StepId = Literal[
    "start",
    "connect",
    "greeting",
    "ehlo",
    "starttls",
    "ehlo_again",
    "auth",
    "mail_from",
    "message",
]
"""A step of the conversation between Forem and the server; `start` is what comes before it."""
Reason = Literal["refused", "unchecked", "sendgrid key", "no server", "off"]
"""Why Forem doesn't begin a conversation, in the order in which it would find out."""

_SECTION = re.compile(r"^## (Symptom|Cause|Fix)$", re.MULTILINE)
_NO_WORDS: Mapping[str, str] = MappingProxyType({})
_CURRENT = Instance()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Match:
    """What a rule caught: its fix, and the values for its message.

    `field` is set if the match is about a different field from the rule's. `repr` shows no value,
    because the fix may contain a password.
    """

    fix: Fix | None = None
    alternative: Fix | None = None
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    field: Field | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Example:
    """Settings and their instance, which a rule must catch or let pass."""

    settings: Settings
    instance: Instance = _CURRENT


Check = Callable[[Context], Match | None]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Rule:
    """One code and everything that belongs to it. The decorator `rule` makes it.

    `step` is the step of the conversation that fails or may fail with its finding, and `fails`
    says whether it fails for sure. `reason` is set for the step `start` only. `message` is a
    template for `str.format_map`, filled with the match's values. `suppressed_by` has the codes
    that, once found, make this one unnecessary. `sources` are keys of `SOURCES`. `asks` is true
    if a value is missing that has to be filled in, however mild the finding is. `instance_field` is
    set if what is wrong isn't a setting but something about the Forem; `field` is then the setting
    that it spoils. If one function makes several rules, `words` replace their names in angle
    brackets on the page.
    """

    code: str
    severity: Severity
    field: Field
    step: StepId | None
    reason: Reason | None
    fails: bool
    message: str
    check: Check
    caught: tuple[Example, ...]
    passed: tuple[Example, ...]
    suppressed_by: frozenset[str]
    related: tuple[str, ...]
    sources: tuple[str, ...]
    asks: bool
    instance_field: InstanceField | None
    words: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Rule({self.code})"

    @property
    def label(self) -> str:
        """The words on the screen for what is wrong."""
        return STATEMENTS[self.instance_field or self.field]

    @property
    def title(self) -> str:
        """The page's title: the first line of the docstring."""
        return self._page["Title"]

    @property
    def symptom(self) -> str:
        """What people see, in Markdown."""
        return self._page["Symptom"]

    @property
    def cause(self) -> str:
        """Why it happens, in Markdown."""
        return self._page["Cause"]

    @property
    def fix(self) -> str:
        """How to fix it, in Markdown."""
        return self._page["Fix"]

    @cached_property
    def _page(self) -> dict[str, str]:
        """The parts of the docstring, each empty where Python dropped the docstrings (`-OO`)."""
        text = cleandoc(self.check.__doc__ or "")
        for name, word in self.words.items():
            text = text.replace(f"<{name}>", word)
        title, *parts = (part.strip() for part in _SECTION.split(text))
        sections = dict(zip(parts[::2], parts[1::2], strict=True))
        return {"Title": title, "Symptom": "", "Cause": "", "Fix": "", **sections}


def rule(
    code: str,
    severity: Severity,
    field: Field,
    *,
    step: StepId | None,
    reason: Reason | None = None,
    fails: bool | None = None,
    message: str,
    caught: tuple[Example, ...],
    passed: tuple[Example, ...],
    suppressed_by: Collection[str] = (),
    related: tuple[str, ...] = (),
    sources: tuple[str, ...] = ("forem",),
    asks: bool = False,
    instance_field: InstanceField | None = None,
    words: Mapping[str, str] = _NO_WORDS,
) -> Callable[[Check], Rule]:
    """Make a rule of the function that checks it. Its docstring is the page.

    The docstring has the title in its first line, and the sections `## Symptom`, `## Cause` and
    `## Fix` in Markdown. If `fails` isn't given, the step fails for sure if the severity is an
    error. `Rule` says what the other parts mean.
    """

    def decorate(check: Check) -> Rule:
        return Rule(
            code=code,
            severity=severity,
            field=field,
            step=step,
            reason=reason,
            fails=severity is Severity.ERROR if fails is None else fails,
            message=message,
            check=check,
            caught=caught,
            passed=passed,
            suppressed_by=frozenset(suppressed_by),
            related=related,
            sources=sources,
            asks=asks,
            instance_field=instance_field,
            words=words,
        )

    return decorate


SOURCES: dict[str, tuple[str, str]] = {
    "forem": (
        "Forem's public source: how the settings are stored, checked and used",
        "https://github.com/forem/forem/blob/main/app/models/settings/smtp.rb",
    ),
    "instance": (
        "Forem's public source: what turns mail on",
        "https://github.com/forem/forem/blob/main/app/models/forem_instance.rb",
    ),
    "sender": (
        "Forem's public source: how From is made of the community's name",
        "https://github.com/forem/forem/blob/main/app/mailers/application_mailer.rb",
    ),
    "quoting": (
        "forem/forem #15274: a name with an angle bracket, and no mail",
        "https://github.com/forem/forem/issues/15274",
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
    "postfix": (
        "Postfix's manual on smtp_tls_wrappermode, read on 2026-11-29",
        "https://www.postfix.org/postconf.5.html#smtp_tls_wrappermode",
    ),
    "cpanel": (
        "cPanel's documentation of its mail server's settings: STARTTLS or SSL before a password, "
        "read on 2026-12-01",
        "https://docs.cpanel.net/whm/service-configuration/exim-configuration-manager-basic-editor/",
    ),
    "providers": ("What each provider documents, with sources", "providers/index.md"),
    "hosting": ("Ports that hosting companies block, with sources", "blocked-ports.md#hosting"),
}
