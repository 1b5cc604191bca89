"""What a rule is: one definition that holds everything about its code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..hosting import Company, hosting
from ..providers import Mode, Provider, provider_of
from ..report import Fix, Severity
from ..settings import Forem, Settings

_GENERAL_MODES: dict[int, Mode] = {
    25: "starttls",
    587: "starttls",
    2525: "starttls",
    465: "implicit",
}
# Ruby's String#to_i, with which Forem makes a number of the port: a leading whole number, else 0.
_RUBY_INTEGER = re.compile(r"\s*([+-]?\d+(?:_\d+)*)", re.ASCII)


class Case(NamedTuple):
    """What a rule looks at: the values as typed, normalized, and what follows from them."""

    raw: Settings
    settings: Settings
    forem: Forem
    host: str | None
    provider: Provider | None
    stored_port: int | None
    port: int | None

    @classmethod
    def of(cls, raw: Settings, settings: Settings, forem: Forem) -> Case:
        """The case of these values. `stored_port` is what Forem would save, `port` if valid."""
        host = settings.address.lower() if settings.address else None
        stored = ruby_integer(settings.port)
        valid = stored is not None and 1 <= stored <= 65535
        return cls(raw, settings, forem, host, provider_of(host), stored, stored if valid else None)

    @property
    def company(self) -> Company | None:
        """The hosting company, if it is a known one."""
        return hosting().get(self.forem.hosting) if self.forem.hosting else None

    @property
    def mode(self) -> Mode | None:
        """How encryption begins on this port: as the provider documents, else as is usual.

        Not known where the provider's own mode could not be verified.
        """
        if self.port is None or self.port_is_unverified:
            return None
        documented = self.provider.modes.get(self.port) if self.provider else None
        return documented or _GENERAL_MODES.get(self.port)

    @property
    def port_is_unverified(self) -> bool:
        """Whether the provider is said to serve this port, but nothing confirms it."""
        return self.provider is not None and self.port in self.provider.unverified_ports

    @property
    def best_port(self) -> str | None:
        """The port to use from Forem: STARTTLS, and not blocked where the Forem is hosted.

        One that is known to be open there comes before one of which nothing is known.
        """
        ports = self.provider.starttls_ports if self.provider else [587]
        if self.company is None:
            return str(ports[0]) if ports else None
        known = [port for port in ports if port in self.company.open]
        left = known or [port for port in ports if port not in self.company.blocked]
        return str(left[0]) if left else None

    @property
    def best_authentication(self) -> str:
        """The word to choose for Authentication: the provider's first, else `plain`."""
        return self.provider.best_authentication if self.provider else "plain"

    @property
    def mail_is_from_sendgrid_key(self) -> bool:
        """Whether Forem would send by `SENDGRID_API_KEY` instead of with these values."""
        if not self.forem.sendgrid_api_key:
            return False
        return self.forem.edition == "2021" or bool(self.missing)

    @property
    def missing(self) -> list[str]:
        """Which of the values that turn mail on are not given."""
        needed = ["user_name", "password"]
        if self.forem.edition != "2021":
            needed.append("address")
        return [name for name in needed if getattr(self.settings, name) is None]


class Hit(NamedTuple):
    """That a rule caught something: its fix, and the values for its message.

    `field` is given where a rule speaks of another field than its own.
    """

    fix: Fix | None = None
    alternative: Fix | None = None
    values: Mapping[str, str] = MappingProxyType({})
    field: str | None = None


class Example(NamedTuple):
    """Settings, and the Forem that they are for, that a rule must catch or let pass."""

    settings: Settings
    forem: Forem = Forem()


class Rule(NamedTuple):
    """One code and all that belongs to it.

    `message` is a template for `str.format_map`, filled with the hit's values. `after` names the
    codes that, once found, make this one needless. `seen`, `why` and `mend` are the Markdown of
    its page; `sources` are keys of `SOURCES`.
    """

    code: str
    severity: Severity
    field: str
    title: str
    message: str
    check: Callable[[Case], Hit | None]
    seen: str
    why: str
    mend: str
    caught: tuple[Example, ...]
    passed: tuple[Example, ...]
    after: frozenset[str] = frozenset()
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ("forem",)


def ruby_integer(text: str | None) -> int | None:
    """What Ruby's `to_i` makes of `text`, which is what Forem stores; `None` if not given."""
    if text is None:
        return None
    match = _RUBY_INTEGER.match(text)
    # No more digits than can matter: converting a huge text would take long, or fail.
    return int(match[1].replace("_", "")[:12]) if match else 0


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
        "Measured on Forem's mail stack (ActionMailer 6.1.7, mail 2.7.1, net-smtp 0.3.1) "
        "against Postfix 3.7.11 and aiosmtpd 1.4.6",
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
