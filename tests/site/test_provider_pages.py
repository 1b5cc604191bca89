"""Every provider has a page with the values to enter."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from forem_smtp import check
from forem_smtp.hosting import hosting
from forem_smtp.links import from_fragment
from forem_smtp.presets import presets
from forem_smtp.providers import Provider, providers
from forem_smtp.settings import FOREM_FIELDS, LABELS
from tests.site.site import Site, article, section, text

HEADINGS = [
    "values",
    "user-name",
    "password",
    "ports",
    "authentication",
    "from",
    "domain-authentication",
    "pitfalls",
    "names",
    "sources",
]

every_provider = pytest.mark.parametrize("provider", providers().values(), ids=lambda p: p.id)


def page_of(site: Site, provider: Provider) -> BeautifulSoup:
    return site.pages[f"providers/{provider.id}/"]


def cannot_send(provider: Provider) -> bool:
    """Whether there are no values to enter: no sign-in, no ordinary mail, or no port for Forem."""
    refused = provider.authentication.passwords == "refused" or provider.cannot is not None
    return refused or provider.best_port is None


def tables_of_values(page: BeautifulSoup) -> list[dict[str, str]]:
    return [
        dict([text(cell) for cell in row.find_all("td")] for row in table.select("tbody tr"))
        for table in article(page).select(".values table")
    ]


def without_code_marks(markdown: str) -> str:
    return markdown.replace("`", "")


def test_providers_and_pages_correspond(site: Site) -> None:
    pages = {address for address in site.pages if address.startswith("providers/")}
    assert pages == {"providers/", *(f"providers/{name}/" for name in providers())}


@every_provider
def test_provider_pages_have_fixed_headings(site: Site, provider: Provider) -> None:
    page = page_of(site, provider)
    title = page.find("h1", id=provider.id)
    assert isinstance(title, Tag) and provider.name in text(title)
    headings = [heading["id"] for heading in article(page).find_all("h2")]
    if provider.limits:
        assert headings.pop(headings.index("pitfalls") - 1) == "limits"
        found = section(page, "limits")
        assert all(without_code_marks(limit) in found for limit in provider.limits)
    assert headings == HEADINGS


@every_provider
def test_values_are_in_forems_order(site: Site, provider: Provider) -> None:
    tables = tables_of_values(page_of(site, provider))
    if cannot_send(provider):
        assert not tables
        return
    if provider.hosts:
        assert [table["Address"] for table in tables] == [host.host for host in provider.hosts]
    else:  # A form can't be copied as if it were a host.
        assert tables[0]["Address"].startswith("your own host")
        assert tables[0]["Address"].endswith(provider.host_form or "")
    for table in tables:
        assert list(table) == [LABELS[name] for name in FOREM_FIELDS]
        port, _, unsure = table["Port"].partition(": ")
        assert port == provider.best_port
        assert unsure == ("" if int(port) in provider.modes else "not confirmed")
        word, _, unsure = table["Authentication"].partition(": ")
        assert word == provider.best_authentication
        assert bool(unsure) == (not provider.authentication.mechanisms)
        assert table["User name"] == (
            provider.user_name.value or without_code_marks(provider.user_name.what)
        )


@every_provider
def test_links_open_the_checker_with_the_values(site: Site, provider: Provider) -> None:
    links = article(page_of(site, provider)).select('a[href*="#check?"]')
    opened = [from_fragment(urlsplit(str(link["href"])).fragment)[0] for link in links]
    own = {preset.settings.address: preset for preset in presets()}
    expected = [own[host.host].settings for host in provider.hosts if host.host in own]
    assert opened == expected
    for settings in opened:
        assert check(settings).provider == provider.id


@every_provider
def test_ports_say_whether_forem_can_use_them(site: Site, provider: Provider) -> None:
    page = page_of(site, provider)
    if not provider.ports:
        assert "None: there is no SMTP here." in section(page, "ports")
        return
    start = page.find(id="ports")
    assert isinstance(start, Tag)
    table = start.find_next("table")
    assert isinstance(table, Tag)
    rows = [[text(cell) for cell in row.find_all("td")] for row in table.select("tbody tr")]
    usable = {int(port) for port, _, use, *_ in rows if use.startswith("yes")}
    starttls = {port for port, mode in provider.modes.items() if mode == "starttls"}
    assert usable == (set() if cannot_send(provider) else starttls)
    unsure = {int(port) for port, _, use, *_ in rows if use.startswith("not confirmed")}
    assert unsure == set(provider.unverified_ports)
    listed = {*provider.modes, *provider.unverified_ports, *provider.absent_ports}
    assert {int(row[0]) for row in rows} == listed
    implicit = {
        use for port, mode, use, *_ in rows if "implicit" in mode and int(port) not in unsure
    }
    assert implicit <= {"no: PORT08"}


@every_provider
def test_provider_pages_have_all_facts(site: Site, provider: Provider) -> None:
    page = page_of(site, provider)
    assert without_code_marks(provider.sender.text) in section(page, "from")
    assert without_code_marks(provider.domain_authentication.text) in section(
        page, "domain-authentication"
    )
    for pitfall in provider.pitfalls:
        assert without_code_marks(pitfall) in section(page, "pitfalls")
    names = section(page, "names")
    for name in [*provider.other_names, *(old.host for old in provider.renamed)]:
        assert name in names
    if provider.status:
        assert without_code_marks(provider.status) in text(article(page))
    if provider.restricted:
        assert provider.restricted in section(page, "pitfalls")
        words = text(article(page))
        # Before the values, which work even in a sandbox.
        warning = words.partition("Members may get no mail")[2]
        assert ("Values to enter" in warning) == provider.usable
    for wrong in provider.password.wrong:
        assert without_code_marks(wrong.what) in section(page, "password")


@every_provider
def test_sources_have_a_date(site: Site, provider: Provider) -> None:
    found = section(page_of(site, provider), "sources")
    for source in provider.sources:
        assert f"{without_code_marks(source.title)}, checked {source.checked}" in found


def test_the_list_has_every_provider_and_host(site: Site) -> None:
    found = section(site.pages["providers/"], "providers")
    for provider in providers().values():
        assert provider.name in found
        assert all(host.host in found for host in provider.hosts)


def test_the_provider_schema_is_published(site: Site) -> None:
    link = site.pages["providers/"].find("a", href="../schema/provider.json")
    assert isinstance(link, Tag) and site.has_file("schema/provider.json")


def test_the_list_has_every_hosting_company(site: Site) -> None:
    found = section(site.pages["blocked-ports/"], "hosting")
    for company in hosting().values():
        blocked = ", ".join(str(port) for port in company.blocked)
        assert f"{company.name} {blocked}" in found
        assert f"checked {company.checked}" in found


@every_provider
def test_dns_records_say_what_to_do_without_spf_and_for_a_subdomain(
    site: Site, provider: Provider
) -> None:
    if not provider.dns_records:
        return
    found = section(page_of(site, provider), "dns-records")
    has_spf = any(record.purpose == "spf" for record in provider.dns_records)
    assert ("There is no SPF record among them" in found) != has_spf
    has_at_sign = any(record.name == "@" for record in provider.dns_records)
    assert ("the name @ above becomes mg" in found) == has_at_sign
