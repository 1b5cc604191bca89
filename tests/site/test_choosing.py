"""Numbers and names on the pages about choosing a provider agree with the engine."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag

from forem_smtp.providers import Provider, providers
from forem_smtp.volume import Traffic, estimate
from tests.site.site import Site, text

PAGES = ("choosing-a-provider/", "choosing-a-provider/how-much/")


def elements(site: Site, anchor: str, selector: str) -> list[Tag]:
    """Return what the selector matches between this heading and the next of the same level."""
    [heading] = [
        found for page in PAGES for found in site.pages[page].select(f":is(h1, h2)[id={anchor}]")
    ]
    found: list[Tag] = []
    for sibling in heading.find_next_siblings():
        if sibling.name == heading.name:
            break
        found += [*([sibling] if sibling.name == selector else []), *sibling.select(selector)]
    return found


def named(part: Tag) -> list[Provider]:
    """Return the providers whose pages a part links to, in order."""
    links = [str(link["href"]) for link in part.select("a[href]")]
    ids = [found[1] for link in links if (found := re.search(r"providers/([\w-]+)/", link))]
    return [providers()[id] for id in ids]


def test_the_table_of_emails_is_calculated_as_in_the_checker(site: Site) -> None:
    rows = [
        [int(text(cell).replace(",", "")) for cell in row.find_all("td")]
        for row in elements(site, "how-much", "tr")[1:]
    ]
    assert len(rows) == 3
    for members, *numbers in rows:
        volume = estimate(Traffic(members=members, digest_days=2))
        assert numbers == [volume.digest_day, volume.first_day, volume.month, volume.first_month]


@pytest.mark.parametrize("unit", ["second", "minute", "hour", "day", "month", "connections"])
def test_stated_limits_are_on_the_providers_pages(site: Site, unit: str) -> None:
    rows = elements(site, "rate-limits", "tr")[1:]
    found = [row for row in rows if re.search(rf"\b{unit}\b", text(row.td or row))]
    assert len(found) == 1
    limits = [" ".join(provider.limits) for provider in named(found[0])]
    assert len(limits) == 2 and all(limits)
    assert [one for one in limits if unit in one]


def test_free_plans_agree_with_the_providers_pages(site: Site) -> None:
    rows = elements(site, "free-plan-limits", "tr")[1:]
    assert rows
    for row in rows:
        _, limits = row.find_all("td")
        [provider] = named(row)
        stated = " ".join(provider.limits)
        assert all(sentence in stated for sentence in re.split(r"(?<=\.) ", text(limits)))


def test_limits_of_new_accounts_are_on_the_providers_pages(site: Site) -> None:
    links = [
        str(link["href"])
        for item in elements(site, "free-plans", "li")
        for link in item.select("a[href*='providers/']")
    ]
    assert len(links) == 2
    [restricted] = elements(site, "restricted", "p")[1:2]
    named_there = {provider.id for provider in named(restricted)}
    assert named_there == {it.id for it in providers().values() if it.restricted and it.usable}
    assert {"ses", "mailgun", "resend", "elasticemail"} <= named_there
    for link in links:
        found = re.fullmatch(r"\.\./\.\./(providers/[\w-]+/)#([a-z]+)", link)
        assert found and site.pages[found[1]].find(id=found[2])


def test_bundled_services_that_forem_can_use(site: Site) -> None:
    usable, unusable, unnamed = elements(site, "bundled", "li")
    assert [len(named(part)) for part in (usable, unusable, unnamed)] == [11, 1, 3]
    for provider in named(usable) + named(unnamed):
        assert (provider.kind, provider.usable) == ("mailbox", True)
        assert "starttls" in provider.modes.values()
    for provider in named(unusable):
        assert provider.kind == "mailbox"
        assert set(provider.modes.values()) == {"implicit"}


def test_regional_providers_have_hosts_in_their_regions(site: Site) -> None:
    found = named(elements(site, "region", "li")[0])
    assert len(found) == 4
    for provider in found:
        assert provider.regional
        assert len({host.region for host in provider.hosts}) > 1
