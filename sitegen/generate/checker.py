"""The checker's form."""

from __future__ import annotations

from forem_smtp.hosting import hosting
from forem_smtp.payloads import PAYLOADS
from forem_smtp.presets import GROUPS, Preset, presets
from forem_smtp.providers import Provider, Quota, providers
from forem_smtp.settings import FOREM_FIELDS, LABELS, MECHANISMS, SENDER_FIELDS
from sitegen.context import PageContext
from sitegen.generate.checklist import checklist
from sitegen.generate.places import places
from sitegen.generate.providers import by_name
from sitegen.templating import fill_checker

URL = "checker/"
PARTS = {
    "paste": "Paste what you have",
    "found": "What was found",
    "conversation": "The conversation",
    "before-you-submit": "Before you submit",
    "plan": "Will my plan be enough?",
    "errors": "Got an error message?",
}
"""The parts of the checker that have an address, besides the fields: each anchor and its title."""


def form(page: PageContext) -> str:
    """Return the form as HTML.

    Fields and parts have an address, such as `checker/#port`, only on the checker's own page. On
    other pages, a heading could have that address.
    """
    return fill_checker(
        "checker.html.j2",
        root=page.root,
        addressed=page.url == URL,
        mechanisms=MECHANISMS,
        fields=[{"name": name, "label": LABELS[name]} for name in FOREM_FIELDS],
        senders=SENDER_FIELDS,
        groups=[
            (name, [choice(preset) for preset in presets() if preset.group == name])
            for name in GROUPS.values()
        ],
        unlisted=unlisted(),
        companies=hosting().values(),
        payloads=PAYLOADS.values(),
        places=places(page.root),
        checklist=checklist(),
        limited=[it for it in providers().values() if it.quotas or it.restricted],
        quota_words=quota_words,
    )


def quota_words(quota: Quota) -> str:
    """Return what a plan allows, such as "Free plan: 100 a day, 3,000 a month"."""
    numbers = ((quota.day, "day"), (quota.month, "month"))
    limits = (f"{number:,} a {time}" for number, time in numbers if number)
    return f"{quota.plan}: {', '.join(limits)}"


def unlisted() -> list[Provider]:
    """Return the providers with a page but without values that are the same for all customers."""
    listed = {preset.provider for preset in presets()}
    return [provider for provider in by_name() if provider.id not in listed]


def tab(preset: Preset, provider: Provider) -> int:
    """Return which tab of the provider's page has this host's values; 0 if it's shown anyway."""
    place = [host.host for host in provider.hosts].index(preset.settings.address or "")
    return place + 1 if place else 0


def choice(preset: Preset) -> dict[str, object]:
    """Return what the form's list of providers needs to know about a preset."""
    provider = providers()[preset.provider]
    hosts = [host.host for host in provider.renamed]
    return {
        "id": preset.id,
        "tab": tab(preset, provider),
        "label": preset.label,
        "also": " ".join([*provider.other_names, *hosts]),
        "values": dict(preset.settings.given()),
    }
