"""Writes a page for each provider, their list, and the table on domain authentication."""

from __future__ import annotations

import re
from typing import get_args

from forem_smtp.hosting import hosting
from forem_smtp.presets import Preset, presets
from forem_smtp.providers import Area, Provider, providers
from forem_smtp.volume import MOST, Traffic, estimate
from sitegen.templating import fill

COMMON_PORTS = (587, 2525, 25)
MOST_HOSTS = 3
"""The number of hosts above which the list of providers folds the rest."""
# In the names of providers, but also in what people ask about anything else. The search takes the
# beginning of a word for the word: whoever asks for an app password doesn't want Apple.
GENERIC = {
    "mail", "email", "emails", "e", "relay", "service", "services", "free", "web", "hosting",
    "outbound", "new", "platform", "testing", "sending", "send", "sandbox", "private", "simple",
    "direct", "connector", "delivery", "cloud", "api", "pro", "plan", "business",
    "transactional", "professional", "workspace", "personal", "server", "domain", "domains",
    "one", "com", "net", "org", "apple",
}  # fmt: skip

# What the search also looks for, after a period, when someone searches for a host: see
# material_patches.py. No one types the period, so nothing else finds these words.
REGISTERED = re.compile(r"\w+\.(?:com?\.)?[a-z]{2,}$")


def by_name() -> list[Provider]:
    """Return all providers, sorted the way people look for them."""
    return sorted(providers().values(), key=lambda provider: provider.name.lower())


def pages() -> dict[str, str]:
    """Return the pages, the list and the blocked ports as Markdown, by path in `docs/`."""
    all_providers = by_name()
    pages = {
        f"providers/{provider.id}.md": fill(
            "provider.md.j2",
            provider=provider,
            choices=choices(provider),
            search_words=search_words(provider),
        )
        for provider in all_providers
    }
    companies = [company for company in hosting().values() if company.confidence in ("A", "B")]
    rows = [
        (provider, usable_ports(provider), regions(provider), marks(provider))
        for provider in all_providers
    ]
    return {
        **pages,
        "providers/index.md": fill("providers.md.j2", rows=rows, MOST_HOSTS=MOST_HOSTS),
        "blocked-ports.md": fill("blocked_ports.md.j2", companies=companies),
    }


def search_words(provider: Provider) -> list[str]:
    """Return the words that mean this provider and nothing else, for the search."""
    names = " ".join((provider.name, *provider.other_names))
    words = [word.strip("(),&") for word in names.split()]
    own = [word for word in words if word and word.lower() not in GENERIC]
    # The search takes the beginning of a word for the word, and all ask about SMTP.
    named = [word for word in own if not word.lower().startswith("smtp")]
    hosts = [*(it.host for it in provider.hosts), *(it.host for it in provider.renamed)]
    domains = ["." + match[0] for host in hosts if (match := REGISTERED.search(host))]
    return list(dict.fromkeys([*named, *domains]))


def domain_table() -> str:
    """Return a table of the providers that have a page on domain authentication, as Markdown."""
    rows = [
        (provider, titles.get(url))
        for provider in by_name()
        if (url := provider.domain_authentication.url)
        for titles in [{source.url: source.title for source in provider.sources}]
    ]
    return fill("domain_authentication.md.j2", providers=rows)


def restricted() -> str:
    """Return links to the providers that may not send to members, as Markdown."""
    found = [provider for provider in by_name() if provider.restricted and provider.usable]
    return ", ".join(f"[{it.name}](../providers/{it.id}.md#values)" for it in found) + "."


def free_plans() -> str:
    """Return a table of what is known of the relays' free plans, as Markdown."""
    rows = [
        (provider, " ".join(sentences))
        for provider in by_name()
        if provider.kind == "relay" and (sentences := about_free_plan(provider))
    ]
    largest = max(map(most_members, (provider for provider, _ in rows)))
    return fill("free_plans.md.j2", rows=rows, largest=largest)


def most_members(provider: Provider) -> int:
    """Return how many members a free plan covers with a digest every 2 days; 0 if unknown."""
    each = estimate(Traffic(members=1, digest_days=2))
    return max(
        (
            min((quota.day or MOST) // each.digest_day, (quota.month or MOST) // each.month)
            for quota in provider.quotas
            if "free" in quota.plan.lower()
        ),
        default=0,
    )


def about_free_plan(provider: Provider) -> list[str]:
    """Return the sentences of a provider's limits that mention a free plan."""
    sentences = [part for limit in provider.limits for part in re.split(r"(?<=\.) ", limit)]
    return [sentence for sentence in sentences if re.search(r"\bfree\b", sentence, re.IGNORECASE)]


def regions(provider: Provider) -> list[str]:
    """Return the regions that have a host of their own, as far as that's known."""
    found = {area for host in provider.hosts for area in host.areas}
    return [area for area in get_args(Area) if area in found]


def marks(provider: Provider) -> list[str]:
    """Return what the list can be filtered by; `sitegen/assets/providers.mjs` reads it.

    A provider that doesn't say where its hosts are may be the one that someone looks for, so it's
    in all regions.
    """
    ports = usable_ports(provider)
    others = ["other-port"] if set(ports) - set(COMMON_PORTS) else []
    return [
        *(str(port) for port in ports if port in COMMON_PORTS),
        *others,
        provider.user_name.rule,
        *(regions(provider) or get_args(Area)),
        *(["needed"] if provider.sender.rule == "verified" else []),
        *(["page"] if provider.domain_authentication.url else []),
        provider.kind,
    ]


def usable_ports(provider: Provider) -> list[int]:
    """Return the confirmed ports on which Forem can encrypt, with the recommended one first."""
    if provider.authentication.passwords == "refused" or provider.cannot:
        return []
    return [port for port in provider.starttls_ports if port in provider.modes]


def choices(provider: Provider) -> dict[str, Preset]:
    """Return the form's choices for this provider, by host."""
    own = [preset for preset in presets() if preset.provider == provider.id]
    return {preset.settings.address: preset for preset in own if preset.settings.address}
