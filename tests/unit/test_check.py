"""The most important verdicts, and what a check guarantees for any text."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given

from forem_smtp import Finding, Instance, Settings, Severity, check, payload, providers, read
from forem_smtp.context import Context
from forem_smtp.hosting import hosting
from forem_smtp.presets import GROUPS, presets
from forem_smtp.rules.samples import (
    GMAIL,
    GOOGLE_RELAY,
    OWN,
    POSTMARK,
    SENDGRID,
    SES,
    SETS_2021,
    example,
)
from forem_smtp.settings import FIELDS
from tests.unit import strategies

OTHER_HOSTING = Instance(hosting="other")
CHECK_WITH_PROVIDER = "make sure that your provider accepts it"
WITHOUT_STARTTLS = {
    name for name, known in providers().items() if 465 in known.modes and not known.starttls_ports
}


def findings(settings: Settings, forem: Instance | None = None) -> dict[str, Finding]:
    return {finding.code: finding for finding in check(settings, forem).findings}


def changed(base: Settings, **changes: str) -> Settings:
    return example(base, None, **changes).settings


def test_sendgrid_with_an_email_address_as_user_name() -> None:
    finding = findings(changed(SENDGRID, user_name="me@example.com"))["USER03"]
    assert finding.severity is Severity.ERROR
    assert finding.fix == {"user_name": "apikey"}


def test_465_with_starttls_is_an_error_with_two_fixes() -> None:
    finding = findings(changed(SENDGRID, port="465", encryption="starttls"))["PORT06"]
    assert finding.severity is Severity.ERROR
    assert finding.fix == {"port": "587"}
    assert finding.alternative == {"encryption": "implicit"}


def test_465_with_implicit_tls_is_an_error_fixed_by_587() -> None:
    found = findings(changed(SENDGRID, port="465", encryption="implicit"))
    assert found["PORT08"].severity is Severity.ERROR
    assert found["PORT08"].fix == {"port": "587", "encryption": "starttls"}
    assert "Use the STARTTLS port, 587." in found["PORT08"].message
    assert [finding.code for finding in found.values() if finding.severity == "error"] == ["PORT08"]


def test_a_documented_port_needs_no_stated_encryption() -> None:
    assert findings(changed(SENDGRID, port="465"))["PORT08"].fix == {"port": "587"}
    settings = changed(OWN, port="465", encryption="")
    fix = findings(settings)["PORT08"].fix
    assert fix == {"port": "587", "encryption": "starttls"}
    assert "PORT15" not in findings(settings.replaced(fix))


@pytest.mark.parametrize("name", sorted(WITHOUT_STARTTLS))
def test_a_provider_without_a_starttls_port_has_no_fix_but_advice(name: str) -> None:
    provider = providers()[name]
    finding = findings(changed(OWN, address=provider.hosts[0].host, port="465"))
    assert finding["PORT06"].fix is None
    unstated = changed(OWN, address=provider.hosts[0].host, port="465", encryption="")
    found = findings(unstated)["PORT08"]
    assert found.fix is None
    assert f"{provider.name} has no STARTTLS port" in found.message
    assert "choose another provider, or run a relay of your own" in found.message


def test_587_with_implicit_tls_is_an_error_with_two_fixes() -> None:
    finding = findings(changed(SENDGRID, encryption="implicit"))["PORT07"]
    assert finding.severity is Severity.ERROR
    assert finding.fix == {"encryption": "starttls"}
    assert finding.alternative == {"port": "465"}


@pytest.mark.parametrize("port", ["25", "587", "2525"])
@pytest.mark.parametrize("encryption", ["none", "starttls"])
def test_starttls_ports_agree_with_none_and_starttls(port: str, encryption: str) -> None:
    found = findings(changed(OWN, port=port, encryption=encryption))
    assert not {"PORT06", "PORT07", "PORT08"} & set(found)


def test_cram_md5_with_a_hyphen() -> None:
    finding = findings(changed(POSTMARK, authentication="CRAM-MD5"))["AUTH03"]
    assert finding.severity is Severity.ERROR
    assert finding.fix == {"authentication": "cram_md5"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("smtp.sendgrid.net", "The payload has plain, which Twilio SendGrid accepts."),
        ("smtp.office365.com", "The payload has login, which Microsoft 365 accepts."),
        ("smtp.dreamhost.com", f"The payload has plain, the usual one: {CHECK_WITH_PROVIDER}."),
        ("mail.example.org", f"The payload has plain, the usual one: {CHECK_WITH_PROVIDER}."),
        ("", "Choose the one that your provider asks for, usually plain."),
    ],
)
def test_empty_authentication_message_names_the_payloads_value(address: str, words: str) -> None:
    settings = changed(OWN, address=address, authentication="")
    finding = findings(settings)["AUTH01"]
    assert finding.message == f"Authentication is empty, and Forem's panel refuses that. {words}"
    assert finding.fix is not None
    written = read(payload(settings, "rails")).settings.authentication
    assert written == (finding.fix["authentication"] if address else None)


def test_the_only_fix_for_domain_is_the_forems_own_name() -> None:
    known = Instance(app_domain="forem.example.net")
    for base in (SENDGRID, OWN, GOOGLE_RELAY):
        empty = changed(base, domain="")
        finding = next(one for one in check(empty, known).findings if one.field == "domain")
        assert finding.fix == {"domain": "forem.example.net"}
        assert "The payload has your Forem's own name, forem.example.net." in finding.message
        assert Context.of(empty, known).payload.domain == "forem.example.net"
        # The sender's domain may differ from it, so it isn't offered.
        unknown = next(one for one in check(empty).findings if one.field == "domain")
        assert unknown.fix is None
        assert unknown.message.endswith("Enter your Forem's full host name.")
        assert Context.of(empty).payload.domain is None


@pytest.mark.parametrize("base", [SENDGRID, OWN, SES, POSTMARK, GMAIL])
def test_valid_settings_are_ready(base: Settings) -> None:
    report = check(base, OTHER_HOSTING)
    assert report.verdict == "ready"
    assert {finding.severity for finding in report.findings} <= {Severity.ADVICE}


def test_an_unknown_host_gets_no_provider_findings() -> None:
    settings = changed(OWN, user_name="someone", password="SG.looks-like-a-key")
    assert check(settings).provider is None
    assert check(settings, OTHER_HOSTING).verdict == "ready"


@pytest.mark.parametrize(
    ("settings", "instance", "missing"),
    [
        (SENDGRID, Instance(), ["hosting"]),
        (SENDGRID, Instance(hosting="hetzner"), []),
        (SENDGRID, OTHER_HOSTING, []),
        (changed(OWN, port="2588"), Instance(), []),
        (changed(OWN, address="localhost"), Instance(), []),
        (changed(SENDGRID, domain=""), OTHER_HOSTING, ["domain"]),
        (changed(SENDGRID, domain=""), Instance(hosting="other", app_domain="a.example.org"), []),
        (changed(OWN, from_email_address=""), OTHER_HOSTING, ["from_email_address"]),
        (changed(OWN, encryption=""), OTHER_HOSTING, ["encryption"]),
        (changed(SENDGRID, port=""), OTHER_HOSTING, ["port"]),
        (changed(OWN, **SETS_2021), Instance(edition="2021", hosting="other"), []),
    ],
)
def test_ready_means_that_nothing_is_missing(
    settings: Settings, instance: Instance, missing: list[str]
) -> None:
    report = check(settings, instance)
    assert report.to_fill_in == missing
    assert report.to_json()["to_fill_in"] == missing
    severities = {finding.severity for finding in report.findings}
    if Severity.WARNING not in severities and Severity.ERROR not in severities:
        assert report.verdict == ("unfinished" if missing else "ready")


def test_hosting_is_asked_for_if_any_company_blocks_the_port() -> None:
    for port in ("25", "465", "587", "2525"):
        blocking = [one for one in hosting().values() if int(port) in one.blocked]
        assert check(changed(OWN, port=port)).asks_for_hosting == bool(blocking)


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.id)
def test_preset_values_are_valid(preset) -> None:
    report = check(preset.settings)
    filled = {name for name, _ in preset.settings.given()}
    wrong = [
        finding.code
        for finding in report.findings
        if finding.severity is not Severity.ADVICE and finding.field in filled
    ]
    # No value fixes the warning that Microsoft will stop accepting passwords. A sandbox is offered
    # for trying things out, and its finding says that it is one.
    expected = ["AUTH08"] if preset.provider == "microsoft365" else []
    if providers()[preset.provider].kind == "sandbox":
        expected = ["ADDR12"]
    assert wrong == expected
    assert report.provider == preset.provider


def test_only_providers_that_forem_can_use_have_presets() -> None:
    offered = {preset.provider for preset in presets()}
    assert offered == {provider.id for provider in providers().values() if provider.usable}


def test_presets_are_grouped_and_sorted_by_label() -> None:
    groups = [preset.group for preset in presets()]
    assert list(dict.fromkeys(groups)) == list(GROUPS.values())
    for group in GROUPS.values():
        labels = [preset.label.lower() for preset in presets() if preset.group == group]
        assert labels == sorted(set(labels))
    assert len({preset.id for preset in presets()}) == len(presets())


def test_the_suggested_port_is_not_blocked_by_the_host() -> None:
    forem = Instance(hosting="digitalocean")
    assert findings(SENDGRID, forem)["PORT13"].fix == {"port": "2525"}
    assert findings(GMAIL, forem)["PORT13"].fix is None
    implicit = changed(SENDGRID, port="465")
    assert findings(implicit, forem)["PORT08"].fix == {"port": "2525"}


def test_nothing_is_changed_silently() -> None:
    messy = changed(
        OWN,
        address="\u200bmail.example.org\n",
        port="\u00a0５８７ ",
        user_name=" “forem@example.org” ",
        password="Jm4-vault-Tulip-92\r\n",
    )
    report = check(messy)
    assert report.settings == OWN
    codes = {finding.code for finding in report.findings}
    assert {"ADDR02", "PORT02", "USER02", "PASS02"} <= codes


def test_quotes_that_may_be_part_of_a_password_are_kept() -> None:
    quoted = changed(OWN, password='"Tulip"')
    assert check(quoted).settings.password == '"Tulip"'
    assert findings(quoted)["PASS03"].fix == {"password": "Tulip"}


@given(strategies.settings, strategies.forems)
def test_any_settings_give_a_json_report(settings: Settings, forem: Instance) -> None:
    report = check(settings, forem)
    data = json.loads(json.dumps(report.to_json()))
    assert list(data) == ["verdict", "provider", "settings", "findings", "to_fill_in"]
    assert list(data["settings"]) == list(FIELDS)
    assert data["provider"] is None or data["provider"] in providers()
    places = [FIELDS.index(finding["field"]) for finding in data["findings"]]
    assert places == sorted(places)
    severities = {finding["severity"] for finding in data["findings"]}
    wanted = (
        "errors" if "error" in severities else "warnings" if "warning" in severities else "ready"
    )
    assert data["verdict"] == wanted


@given(strategies.settings, strategies.forems)
def test_every_fix_clears_its_finding(settings: Settings, forem: Instance) -> None:
    for finding in check(settings, forem).findings:
        if finding.fix:
            assert finding.code not in findings(settings.replaced(finding.fix), forem)


@given(strategies.settings)
def test_cleaning_is_idempotent(settings: Settings) -> None:
    clean = check(settings).settings
    assert check(clean).settings == clean


@pytest.mark.parametrize("port", ["2465", "8465"])
def test_stated_encryption_decides_on_a_nonstandard_port(port: str) -> None:
    def codes(encryption: str | None) -> set[str]:
        settings = dataclasses.replace(OWN, port=port, encryption=encryption)
        return {finding.code for finding in check(settings).findings}

    assert "PORT08" in codes(None)
    assert "PORT08" in codes("implicit")
    assert not codes("starttls") & {"PORT06", "PORT08"}


@pytest.mark.parametrize("sender", ["", "hello@example.org", "x" * 3000])
def test_a_name_that_breaks_the_sender_is_found_whatever_from_is(sender: str) -> None:
    named = Instance(community_name="Coffee, Code & Co.")
    for settings in (Settings(), changed(OWN, from_email_address=sender)):
        finding = findings(settings, named)["FOREM05"]
        assert finding.severity is Severity.ERROR
        assert finding.instance_field == "community_name"
        assert finding.label == "Name of the community"


def test_findings_about_the_forem_name_what_they_are_about() -> None:
    known = Instance(edition="2021", sendgrid_api_key=True, community_name="Cats, Dogs")
    found = findings(changed(OWN, **SETS_2021), known)
    about = {code: finding.instance_field for code, finding in found.items()}
    assert about["FOREM04"] == "sendgrid_api_key"
    assert about["FOREM05"] == "community_name"
    # What fixes these is a setting.
    for settings, instance in (
        (changed(OWN, password=""), Instance(sendgrid_api_key=True)),
        (OWN, Instance(edition="2021", hosting="digitalocean")),
    ):
        codes = {"FOREM03", "FROM07", "PORT13"} & set(found := findings(settings, instance))
        assert codes
        assert {found[code].instance_field for code in codes} == {None}


@pytest.mark.parametrize(
    ("changes", "is_said"),
    [
        ({}, True),
        ({"port": "2525"}, False),
        ({"address": "localhost"}, False),
        ({"encryption": "starttls"}, None),
    ],
)
def test_no_encryption_on_587_is_doubted(changes: dict[str, str], is_said: bool | None) -> None:
    """Panels call it "Non-SSL" because TLS doesn't begin at once."""
    found = findings(changed(OWN, **{"encryption": "none", **changes})).get("PORT09")
    said = '"Non-SSL" only means' in found.message if found else None
    assert said is is_said
