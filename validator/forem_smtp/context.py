"""The boundary: what was typed becomes one `Context`, and everything else works on that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from .host_names import is_host_name
from .hosting import OTHER, Company, hosting
from .normalize import normalize, too_long
from .ports import CUSTOMARY, STANDARD
from .providers import Provider, provider_of
from .secrets import Secrets
from .settings import ENCRYPTIONS, Encryption, Field, Instance, Settings

# What Ruby's String#to_i reads, which Forem uses for the port: a leading whole number, or else 0.
_RUBY_INTEGER = re.compile(r"\s*([+-]?\d+(?:_\d+)*)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Context:
    """Everything known about one set of values: as typed, clean, and what follows from them.

    It's built once, at the boundary. So what is masked, linked, written or explained is always
    judged on the same values. `settings` and `instance` are clean. `host` is Address in lowercase,
    `stored_port` is the number that Forem would save, and `port` is that number if it's a valid
    port.
    """

    typed: Settings
    settings: Settings
    instance: Instance
    host: str | None
    provider: Provider | None
    stored_port: int | None
    port: int | None
    too_long: Mapping[str, int] = field(default_factory=dict)
    """The lengths of values that are too long to judge and were left out, by field."""

    @classmethod
    def of(cls, typed: Settings, instance: Instance | None = None) -> Context:
        """The context of values as typed (default: for an instance nothing is known about)."""
        settings = normalize(typed)
        host = settings.address.lower() if settings.address else None
        stored = ruby_integer(settings.port)
        return cls(
            typed=typed,
            settings=settings,
            instance=_clean(instance or Instance()),
            host=host,
            provider=provider_of(host),
            stored_port=stored,
            port=stored if stored is not None and 1 <= stored <= 65535 else None,
        )

    def __repr__(self) -> str:
        return f"Context({self.settings!r}, {self.instance!r})"

    def without_too_long(self) -> Context:
        """The context to judge: without the values that are too long, but with their lengths."""
        lengths = too_long(self.settings)
        if not lengths:
            return self
        rest = Context.of(replace(self.typed, **dict.fromkeys(lengths)), self.instance)
        return replace(rest, too_long=lengths)

    @cached_property
    def secrets(self) -> Secrets:
        """Every secret in these values."""
        return Secrets(self.settings, self.provider)

    @property
    def shown(self) -> Settings:
        """The clean settings to show: every secret in them is hidden."""
        return self.secrets.shown

    @property
    def company(self) -> Company | None:
        """The hosting company, if it is known."""
        return hosting().get(self.instance.hosting) if self.instance.hosting else None

    @property
    def mode(self) -> Encryption | None:
        """How encryption begins on this port: as the provider documents, or else as is usual.

        `None` if the provider's own mode couldn't be verified.
        """
        if self.port is None or self.port_is_unverified:
            return None
        documented = self.provider.modes.get(self.port) if self.provider else None
        if known := documented or STANDARD.get(self.port):
            return known
        stated = self.settings.encryption in ENCRYPTIONS
        return None if stated else CUSTOMARY.get(self.port)

    @property
    def port_is_unverified(self) -> bool:
        """Whether the provider is said to serve this port, but nothing confirms it."""
        return self.provider is not None and self.port in self.provider.unverified_ports

    @property
    def best_port(self) -> str | None:
        """The port to use from Forem: STARTTLS, and not blocked where the Forem is hosted.

        A port that is known to be open there comes before one that nothing is known about.
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
    def own_name(self) -> str | None:
        """The full host name of this Forem, if it is known: what belongs in Domain."""
        name = self.instance.app_domain
        return name if name and "." in name and is_host_name(name) else None

    @cached_property
    def filled_in(self) -> dict[str, str]:
        """The values that a payload has although no one entered them, by field.

        Authentication, since Forem's panel refuses an empty one, and Domain where this Forem's own
        name is known. Nothing without an Address: then these may not be all the settings.
        """
        if self.settings.address is None:
            return {}
        known = {"authentication": self.best_authentication, "domain": self.own_name}
        empty = [name for name in known if getattr(self.settings, name) is None]
        return {name: value for name in empty if (value := known[name])}

    @property
    def payload(self) -> Settings:
        """The settings that a payload carries: the clean ones, and what is filled in."""
        return self.settings.replaced(self.filled_in) if self.filled_in else self.settings

    @property
    def shown_payload(self) -> Settings:
        """The same to show: every secret in them is hidden."""
        redact = self.secrets.redact
        return self.shown.replaced({name: redact(text) for name, text in self.filled_in.items()})

    @property
    def mail_is_from_sendgrid_key(self) -> bool:
        """Whether Forem would send with `SENDGRID_API_KEY` instead of these values."""
        if not self.instance.sendgrid_api_key:
            return False
        return self.instance.edition == "2021" or bool(self.missing)

    @property
    def missing(self) -> list[Field]:
        """Which of the values that turn mail on are missing."""
        needed: list[Field] = ["user_name", "password"]
        if self.instance.edition != "2021":
            needed.append("address")
        absent = [name for name in needed if getattr(self.settings, name) is None]
        return [name for name in absent if name not in self.too_long]


def ruby_integer(text: str | None) -> int | None:
    """Return `text` as Ruby's `to_i` reads it, which is what Forem stores; `None` for `None`."""
    if text is None:
        return None
    match = _RUBY_INTEGER.match(text)
    # No more digits than can matter: converting a huge text would take long, or fail.
    return int(match[1].replace("_", "")[:12]) if match else 0


def _clean(instance: Instance) -> Instance:
    """The instance with a host name as clean as Domain, a name without spaces around it, and
    without an unknown hosting id."""
    if instance.app_domain is not None:
        domain = normalize(Settings(domain=instance.app_domain)).domain
        instance = replace(instance, app_domain=domain)
    if instance.community_name is not None:
        instance = replace(instance, community_name=instance.community_name.strip() or None)
    if instance.hosting not in (None, OTHER, *hosting()):
        instance = replace(instance, hosting=None)
    return instance
