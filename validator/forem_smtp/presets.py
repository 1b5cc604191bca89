"""What can be known beforehand: the values that each provider's page tells everybody to enter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .providers import Host, Provider, providers
from .settings import Settings

_GROUPS = {"relay": "Relays for programs", "mailbox": "Mailboxes"}


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A choice in the form: a provider's host in one region, and the values that go with it."""

    id: str
    label: str
    group: str
    provider: str
    settings: Settings


@cache
def presets() -> list[Preset]:
    """One for each host, in the order of the labels; without providers that Forem cannot use."""
    usable = [
        provider
        for provider in providers().values()
        if provider.kind in _GROUPS and provider.authentication.passwords != "refused"
    ]
    found = [_preset(provider, host) for provider in usable for host in provider.hosts]
    return sorted(found, key=lambda preset: preset.label.lower())


def _preset(provider: Provider, host: Host) -> Preset:
    alone = len(provider.hosts) == 1
    return Preset(
        id=provider.id if alone else host.host,
        label=provider.name if alone else f"{provider.name}, {host.region}",
        group=_GROUPS[provider.kind],
        provider=provider.id,
        settings=Settings(
            address=host.host,
            port=provider.best_port,
            authentication=next(iter(provider.authentication.mechanisms), None),
            user_name=provider.user_name.value,
            encryption="starttls" if provider.best_port else None,
        ),
    )
