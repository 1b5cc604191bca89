"""Values known in advance: the ones that each provider's page tells everyone to enter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .providers import Host, Provider, providers
from .settings import Settings

GROUPS = {
    "relay": "Relays for programs",
    "mailbox": "Mailboxes",
    "sandbox": "For testing: delivers nothing",
}
"""The parts of the list by the providers' kind, in their order."""


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
    """One for each host, by group and label; without providers that Forem can't use."""
    usable = [provider for provider in providers().values() if provider.usable]
    found = [_preset(provider, host) for provider in usable for host in provider.hosts]
    groups = list(GROUPS.values())
    return sorted(found, key=lambda preset: (groups.index(preset.group), preset.label.lower()))


def _preset(provider: Provider, host: Host) -> Preset:
    alone = len(provider.hosts) == 1
    return Preset(
        id=provider.id if alone else host.host,
        label=provider.name if alone else f"{provider.name}, {host.region}",
        group=GROUPS[provider.kind],
        provider=provider.id,
        settings=Settings(
            address=host.host,
            port=provider.best_port,
            authentication=provider.best_authentication,
            user_name=provider.user_name.value,
            encryption="starttls" if int(provider.best_port or 0) in provider.modes else None,
        ),
    )
