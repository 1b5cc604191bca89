"""The table of all providers, and the marks for its filters, agree with the providers' files."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag

from forem_smtp import Settings, check
from forem_smtp.providers import Provider, providers
from sitegen.generate.providers import regions
from tests.site.site import Site, text

every_provider = pytest.mark.parametrize("provider", providers().values(), ids=lambda p: p.id)


def row(site: Site, provider: Provider) -> Tag:
    link = site.pages["providers/"].select_one(f'.providers td a[href="{provider.id}/"]')
    found = link and link.find_parent("tr")
    assert isinstance(found, Tag)
    return found


def cells(row: Tag) -> list[str]:
    return [text(cell) for cell in row.find_all("td")]


def marks(row: Tag) -> set[str]:
    return set(str(row["data-is"]).split())


def test_rows_are_sorted_by_provider_name(site: Site) -> None:
    names = [text(name) for name in site.pages["providers/"].select(".providers td:first-child")]
    assert sorted(names, key=str.lower) == names
    assert sorted(names) == sorted(provider.name for provider in providers().values())


@every_provider
def test_rows_agree_with_the_providers_files(site: Site, provider: Provider) -> None:
    _, _, _, user, where, domain, kind = cells(row(site, provider))
    shown = row(site, provider).select("td:nth-child(2) code")
    assert [text(host) for host in shown] == (
        [host.host for host in provider.hosts] or [provider.host_form or ""]
    )
    if provider.user_name.value:
        assert user == provider.user_name.value
    assert where == (", ".join(regions(provider)) or "–")
    assert ("needed first" in domain) == (provider.sender.rule == "verified")
    link = row(site, provider).select_one("td:nth-child(6) a")
    assert (link["href"] if link else None) == provider.domain_authentication.url
    assert kind == provider.kind
    also = str(row(site, provider).get("data-also", ""))
    assert all(other in also for other in provider.other_names)
    assert all(old.host in also for old in provider.renamed)


@every_provider
def test_ports_are_those_that_the_checker_accepts(site: Site, provider: Provider) -> None:
    shown = cells(row(site, provider))[2]
    ports = re.findall(r"\d+", shown)
    if not ports or "not confirmed" in shown:
        assert not marks(row(site, provider)) & {"587", "2525", "25", "other-port"}
        assert not (
            provider.usable and provider.best_port and int(provider.best_port) in provider.modes
        )
        return
    assert ports[0] == provider.best_port
    common = {"587", "2525", "25"}
    expected = {*ports} & common | ({"other-port"} if {*ports} - common else set())
    assert marks(row(site, provider)) & {*common, "other-port"} == expected
    for port in ports if provider.hosts else []:
        settings = Settings(address=provider.hosts[0].host, port=port, encryption="starttls")
        found = {one.code for one in check(settings).findings if one.field == "port"}
        assert not found & {"PORT05", "PORT08", "PORT09", "PORT11"}


@every_provider
def test_marks_agree_with_the_row(site: Site, provider: Provider) -> None:
    found = marks(row(site, provider))
    _, _, _, _, where, domain, kind = cells(row(site, provider))
    areas = {"EU", "US", "elsewhere"}
    assert found & areas == (areas if where == "–" else set(where.split(", ")))
    assert ("needed" in found) == ("needed first" in domain)
    assert ("page" in found) == ("page" in domain)
    assert found & {"relay", "mailbox", "sandbox"} == {kind}
    assert (
        len(found & {"fixed", "address", "token", "any"}) == 1 and provider.user_name.rule in found
    )


def test_filter_options_and_marks_correspond(site: Site) -> None:
    page = site.pages["providers/"]
    choices = [str(one["value"]) for one in page.select(".provider-filter option") if one["value"]]
    found = set().union(*(marks(one) for one in page.select(".providers tbody tr")))
    assert len(choices) == len(set(choices))
    assert set(choices) == found


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("mailgun", ["EU", "US"]),
        ("ses", ["EU", "US"]),
        ("gmail", []),
        ("tencent-ses", ["elsewhere"]),
        ("qqex", []),
        ("ionos", ["EU", "US", "elsewhere"]),
        ("smtp2go", ["EU", "US", "elsewhere"]),
    ],
)
def test_regions_of_hosts(id: str, expected: list[str]) -> None:
    assert regions(providers()[id]) == expected


def test_filter_fields_have_labels(site: Site) -> None:
    part = site.pages["providers/"].select_one(".provider-filter")
    assert part is not None
    fields = part.select("input, select")
    assert len(fields) == 6
    assert [str(one["for"]) for one in part.select("label")] == [str(one["id"]) for one in fields]


def test_the_page_stays_small(site: Site) -> None:
    assert (site.folder / "providers/index.html").stat().st_size < 105_000
