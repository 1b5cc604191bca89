"""Ports that hosting companies block: the data, and the findings based on it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

import forem_smtp
from forem_smtp import Finding, Instance, Settings, check
from forem_smtp.hosting import Company, hosting
from forem_smtp.providers import Provider, providers
from tests.right_values import hosts, recommended

COMPANIES = {
    "alibaba": ([25], [80, 465]),
    "aws": ([25], [465, 587, 2525]),
    "azure": ([25], [465, 587]),
    "digitalocean": ([25, 465, 587], [2525]),
    "google-cloud": ([25], [465, 587, 2525]),
    "hetzner": ([25, 465], [587, 2525]),
    "linode": ([25, 465, 587], [2525]),
    "oracle": ([25], [465, 587]),
    "railway": ([25, 465, 587, 2525], []),
    "render-free": ([25, 465, 587], [2525]),
    "scaleway": ([25, 465, 587, 2465], []),
    "vultr": ([25], [465, 587]),
    "cloudzy": ([25, 465, 587, 2525], []),
    "genesis-cloud": ([25], []),
    "upcloud": ([25], []),
    "zerops": ([25, 465], [587, 2525]),
}
"""The ports that each blocks and those known to be open, copied by hand."""
OWN_PAGES = {
    "alibaba", "aws", "azure", "cloudzy", "genesis-cloud", "google-cloud", "linode", "railway",
    "scaleway", "upcloud", "zerops",
}  # fmt: skip

every_company = pytest.mark.parametrize("company", hosting().values(), ids=lambda it: it.id)


def port_finding(settings: Settings, company: Company) -> Finding | None:
    found = check(settings, Instance(hosting=company.id)).findings
    return next((finding for finding in found if finding.code == "PORT13"), None)


def settings_for(name: str, port: str) -> Settings:
    provider = providers()[name]
    return recommended(provider, hosts(provider)[0]).replaced(
        {"port": port, "encryption": "starttls"}
    )


# The data


def test_the_companies_and_their_ports() -> None:
    assert {it.id: (it.blocked, it.open) for it in hosting().values()} == COMPANIES
    assert {it.id for it in hosting().values() if it.confidence == "A"} == OWN_PAGES


def test_the_tables_have_exactly_the_known_keys() -> None:
    text = (Path(forem_smtp.__file__).parent / "hosting.toml").read_text(encoding="utf-8")
    for table in tomllib.loads(text).values():
        keys = {"name", "blocked", "open", "note", "confidence", "checked", "sources"}
        assert set(table) == keys


@every_company
def test_company_data_is_consistent(company: Company) -> None:
    assert company.confidence in {"A", "B"}
    assert 25 in company.blocked and not set(company.blocked) & set(company.open)
    assert date.fromisoformat(company.checked)
    assert company.sources and all(source["title"] for source in company.sources)
    assert all(source.get("url", "https://").startswith("https://") for source in company.sources)


@every_company
def test_the_note_names_the_timeout_and_a_way_out(company: Company) -> None:
    assert "time out" in company.note or "times out" in company.note
    assert "535" not in company.note
    ways = ("Use ", "switched on", "upgrade", "opens them", "587 does too", "try it")
    assert any(way in company.note for way in ways)


# The findings


@every_company
@pytest.mark.parametrize("provider", providers().values(), ids=lambda it: it.id)
def test_blocked_ports_are_reported_for_each_provider(company: Company, provider: Provider) -> None:
    for port in provider.modes:
        settings = settings_for(provider.id, str(port))
        finding = port_finding(settings, company)
        assert (finding is not None) == (port in company.blocked)
        if finding is None:
            continue
        assert "times out" in finding.message and "535" not in finding.message
        usable = [it for it in provider.starttls_ports if it not in company.blocked]
        if not usable:
            assert finding.fix is None and "ports is known to be open" in finding.message
            continue
        assert finding.fix is not None
        fixed = int(finding.fix["port"])
        assert fixed in usable
        known = set(usable) & set(company.open)
        assert fixed in known if known else "isn't documented" in finding.message
        assert port_finding(settings.replaced(finding.fix), company) is None


@every_company
def test_no_port_is_invented_for_an_unknown_host(company: Company) -> None:
    own = settings_for("mailgun", "587").replaced({"address": "mail.example.org"})
    finding = port_finding(own, company)
    assert (finding is None) == (587 not in company.blocked)
    if finding is not None:
        assert finding.fix is None and "times out" in finding.message
        assert ("2525 is open there" in finding.message) == (2525 in company.open)
        assert ("no mail port" in finding.message) == (2525 not in company.open)


def test_a_known_open_port_is_preferred() -> None:
    finding = port_finding(settings_for("smtp2go", "25"), hosting()["alibaba"])
    assert finding is not None and finding.fix == {"port": "80"}
    finding = port_finding(settings_for("sendgrid", "25"), hosting()["alibaba"])
    assert finding is not None and finding.fix == {"port": "587"}
    assert "whether 587 is open there isn't documented" in finding.message


def test_suggested_ports() -> None:
    def fix(name: str, company: str) -> dict[str, str] | None:
        finding = port_finding(settings_for(name, "587"), hosting()[company])
        assert finding is not None
        return dict(finding.fix) if finding.fix else None

    assert fix("sendgrid", "digitalocean") == {"port": "2525"}
    assert fix("gmail", "digitalocean") is None
    assert fix("scaleway", "scaleway") == {"port": "2587"}
    assert fix("mailgun", "railway") is None


@every_company
def test_the_company_affects_only_port_findings(company: Company) -> None:
    """Stating a hosting company changes nothing but the findings about the port."""
    for provider in providers().values():
        settings = recommended(provider, hosts(provider)[0])
        with_it = {it.code for it in check(settings, Instance(hosting=company.id)).findings}
        without = {it.code for it in check(settings).findings}
        assert with_it - without <= {"PORT13"} and without - with_it <= {"PORT10"}


@pytest.mark.parametrize("name", ["contabo", "ovhcloud", "no-such-company", ""])
def test_an_unknown_company_changes_nothing(name: str) -> None:
    settings = settings_for("sendgrid", "587")
    assert check(settings, Instance(hosting=name)).findings == check(settings).findings


def test_a_server_in_the_private_network_is_not_blocked() -> None:
    settings = settings_for("sendgrid", "25").replaced({"address": "192.168.1.10"})
    assert port_finding(settings, hosting()["digitalocean"]) is None
