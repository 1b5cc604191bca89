"""The providers' data: it loads, is consistent, and agrees with what the providers document."""

from __future__ import annotations

import hmac
import json
import re
import sys
from base64 import b64encode
from collections import Counter
from dataclasses import MISSING, fields, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

import forem_smtp
from forem_smtp import Settings, check
from forem_smtp.providers import (
    Authentication,
    DnsRecord,
    DomainAuthentication,
    From,
    Host,
    Password,
    Port,
    Provider,
    Quota,
    Rename,
    Source,
    UserName,
    WrongKind,
    _provider,
    provider_by_host,
    provider_of,
    providers,
    read_tables,
    unmistakable_keys,
)
from sitegen.generate.providers import pages
from tests import right_values
from tests.right_values import PASSWORDS, recommended, user_name

PACKAGE = Path(forem_smtp.__file__).parent
MODULE = sys.modules[Provider.__module__]
SCHEMA: dict[str, Any] = json.loads(
    (PACKAGE.parent.parent / "docs/schema/provider.json").read_text(encoding="utf-8")
)
RECORDS = {
    Host: "host",
    Rename: "rename",
    Port: "port",
    Authentication: "authentication",
    UserName: "user_name",
    Password: "password",
    WrongKind: "wrong",
    From: "sender",
    DomainAuthentication: "domain_authentication",
    DnsRecord: "dns_record",
    Quota: "quota",
    Source: "source",
}
"""Each record, and the part of the schema that is about it."""

PUBLISHED = PACKAGE.parent.parent / "sitegen/content/published_addresses.txt"

every_provider = pytest.mark.parametrize("provider", providers().values(), ids=lambda p: p.id)


def shapes(provider: Provider) -> list[str]:
    """Return all regular expressions of a provider."""
    password = provider.password
    wrong = [kind.shape for kind in password.wrong]
    one = [provider.user_name.shape, password.shape, password.unmistakable, provider.host_pattern]
    return [shape for shape in [*one, *wrong] if shape is not None]


def fits(shape: str | None, value: str) -> bool:
    assert shape is not None
    return re.fullmatch(shape, value) is not None


# The files as a whole


def test_every_file_loads() -> None:
    assert set(providers()) == {path.stem for path in (PACKAGE / "providers").glob("*.toml")}


def test_there_are_at_least_110_providers() -> None:
    assert len(providers()) >= 110


def test_every_providers_address_is_published() -> None:
    lines = PUBLISHED.read_text(encoding="utf-8").split()
    addresses = [line for line in lines if re.fullmatch(r"providers/[^/#]+/", line)]
    wanted = sorted(f"providers/{name}/" for name in providers())
    missing = set(wanted) - set(addresses)
    assert not missing, f"add {sorted(missing)} to sitegen/content/{PUBLISHED.name}"
    assert addresses == wanted, f"sort providers/ in sitegen/content/{PUBLISHED.name}"


def test_an_unknown_key_raises() -> None:
    table = read_tables()["resend"]
    with pytest.raises(TypeError, match="color") as raised:
        _provider("resend", {**table, "color": "blue"})
    assert raised.value.__notes__ == ["in providers/resend.toml"]
    table["password"]["color"] = "blue"
    with pytest.raises(TypeError, match="color"):
        _provider("resend", table)


def test_a_missing_key_raises() -> None:
    table = read_tables()["resend"]
    del table["confidence"]
    with pytest.raises(TypeError, match="confidence") as raised:
        _provider("resend", table)
    assert raised.value.__notes__ == ["in providers/resend.toml"]


@pytest.mark.parametrize("text", [b"name = Tulip", b'name = "\xff"'])
def test_an_unreadable_file_is_named(
    text: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tulip-relay.toml").write_bytes(text)
    monkeypatch.setattr(MODULE, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(ValueError) as raised:
        read_tables()
    assert raised.value.__notes__ == ["in providers/tulip-relay.toml"]


def test_a_file_without_sources_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the error about the missing key names the file."""
    (tmp_path / "tulip-relay.toml").write_text('name = "Tulip Relay"', encoding="utf-8")
    monkeypatch.setattr(MODULE, "__file__", str(tmp_path / "__init__.py"))
    assert read_tables() == {"tulip-relay": {"name": "Tulip Relay"}}


# The schema


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", read_tables())
def test_provider_files_match_the_schema(name: str) -> None:
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    errors = [f"{it.json_path}: {it.message}" for it in validator.iter_errors(read_tables()[name])]
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("color", "blue"),
        ("name", ""),
        ("kind", "forwarder"),
        ("confidence", "C"),
        ("sources", []),
        ("hosts", []),
        ("hosts", [{"host": "https://smtp.resend.com", "region": "Global"}]),
        ("ports", [{"port": 70000, "mode": "starttls"}]),
        ("ports", [{"port": 587, "mode": "tls"}]),
        ("web_domains", ["Resend.com"]),
        ("user_name", {"rule": "fixed", "what": "a word"}),
        ("password", {"what": "a key", "shape": "re_.+"}),
        ("password", {"what": "a key", "prefix": "re_"}),
        ("password", {"what": "a key", "shape": "^re_.+$", "shape_text": "begins with re_"}),
    ],
)
def test_the_schema_rejects_invalid_values(where: str, value: object) -> None:
    table = {**read_tables()["resend"], where: value}
    assert not Draft202012Validator(SCHEMA).is_valid(table)


def schema_of(record: type) -> dict[str, Any]:
    """Return the schema of the tables that become this record."""
    name = RECORDS[record]
    found: dict[str, Any] = SCHEMA["properties"].get(name) or SCHEMA["$defs"][name]
    return found


@pytest.mark.parametrize("record", [Provider, *RECORDS], ids=lambda it: it.__name__)
def test_the_schema_and_the_records_have_the_same_fields(record: Any) -> None:
    schema = SCHEMA if record is Provider else schema_of(record)
    hints = {name: hint for name, hint in get_type_hints(record).items() if name != "id"}
    parts = [part for part in fields(record) if part.name != "id"]
    assert set(schema["properties"]) == {part.name for part in parts} == set(hints)
    assert set(schema["required"]) == {part.name for part in parts if part.default is MISSING}
    assert schema["additionalProperties"] is False
    for name, part in schema["properties"].items():
        if "enum" in part:
            assert set(part["enum"]) == set(get_args(hints[name]))


# What the schema can't express


def test_each_host_name_has_one_provider_and_one_role() -> None:
    count = Counter(
        name
        for provider in providers().values()
        for name in [
            *(host.host for host in provider.hosts),
            *(host.host for host in provider.renamed),
            *provider.not_smtp,
            *provider.web_domains,
        ]
    )
    assert [name for name, times in count.items() if times > 1] == []


def test_each_mail_domain_has_one_provider() -> None:
    count = Counter(name for provider in providers().values() for name in provider.mail_domains)
    assert [name for name, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    "host",
    [
        "smtp.zoho.uk",
        "smtppro.zoho.uk",
        "smtp.messagingengine.com",
        "email-smtp-fips.us-east-1.amazonaws.com",
        "smtp.mail.yahoo.co.jp",
        "smtp.emailsrvr.com",
        "mail.networksolutionsemail.com",
        "www.mxroute.com",
        "manual.uberspace.de",
        "kasserver.com",
    ],
)
def test_hosts_without_a_reliable_source_are_left_out(host: str) -> None:
    assert provider_of(host) is None


# Each provider


@every_provider
def test_regions_are_unique_and_successors_exist(provider: Provider) -> None:
    hosts = [host.host for host in provider.hosts]
    regions = [host.region for host in provider.hosts]
    assert len(set(regions)) == len(regions), f"each host needs a region of its own: {regions}"
    assert all(renamed.successor in hosts for renamed in provider.renamed)
    # The rules that fix a wrong host use the first one.
    assert hosts or not (provider.web_domains or provider.mail_domains or provider.not_smtp)
    served = [domain for host in provider.hosts for domain in host.mail_domains]
    assert len(set(served)) == len(served) and set(served) <= {*provider.mail_domains}
    if provider.host_pattern:
        others = [other for other in provider_by_host() if other not in hosts]
        assert not any(fits(provider.host_pattern, other) for other in others)
        assert hosts or fits(provider.host_pattern, right_values.hosts(provider)[0])


@every_provider
def test_ports_are_unique_and_not_among_the_absent_ones(provider: Provider) -> None:
    ports = [port.port for port in provider.ports]
    assert len(set(ports)) == len(ports)
    assert not set(provider.absent_ports) & set(ports)


USUAL_MODES = {
    "starttls": {25, 80, 587, 588, 2025, 2082, 2500, 2525, 2587, 3535, 8025, 20025},
    "none": {25000},
    "implicit": {443, 465, 994, 2465, 8465},
}
UNUSUAL_MODES = {
    ("alibaba-mail", 25): "none",
    ("alibaba-mail", 80): "none",
    ("campaignmonitor", 465): "starttls",
    ("lettermint", 2465): "starttls",
    ("mailtrap-sandbox", 465): "starttls",
    ("moosend", 25): "none",
    ("netease163", 25): "none",
    ("zoho-campaigns", 25): "none",
    ("tencent-ses", 587): "implicit",
    ("turbosmtp", 25025): "implicit",
}


@every_provider
def test_port_modes_are_the_usual_ones(provider: Provider) -> None:
    for port in provider.ports:
        expected = UNUSUAL_MODES.get((provider.id, port.port))
        usual = next((mode for mode, ports in USUAL_MODES.items() if port.port in ports), None)
        assert port.mode == (expected or usual), (
            f"check port {port.port} on the provider's page; if its mode is right, add the port to "
            "USUAL_MODES, or to UNUSUAL_MODES if its number means another mode elsewhere"
        )


@every_provider
def test_the_recommended_port_is_documented_and_587_if_possible(provider: Provider) -> None:
    if provider.best_port is None:
        assert "starttls" not in {port.mode for port in provider.ports}
        return
    port = next(port for port in provider.ports if port.port == int(provider.best_port or 0))
    assert port.mode == "starttls"
    if not port.verified:
        assert "starttls" not in provider.modes.values()
    if provider.modes.get(587) == "starttls":
        assert provider.best_port == "587"


@every_provider
def test_mechanisms_are_empty_only_if_passwords_are_refused(provider: Provider) -> None:
    if provider.authentication.passwords == "refused":
        assert provider.authentication.mechanisms == [] and not provider.usable
    if provider.authentication.documented and not provider.authentication.mechanisms:
        assert provider.authentication.passwords == "refused"


@every_provider
def test_shapes_compile_and_have_no_anchors(provider: Provider) -> None:
    for shape in shapes(provider):
        re.compile(shape)
        assert not re.search(r"(?<!\\)\^|\$|\\[AZbB]", re.sub(r"\[[^]]*\]", "", shape)), shape


@every_provider
def test_a_valid_password_is_not_a_wrong_kind(provider: Provider) -> None:
    right = PASSWORDS.get(provider.id)
    if provider.password.shape is None:
        assert right is None, "a password in PASSWORDS needs a shape in the provider's file"
        assert provider.password.shape_text is None
        return
    assert right is not None, "add a made-up password to PASSWORDS in tests/right_values.py"
    assert provider.password.shape_text
    assert fits(provider.password.shape, right), "the password in PASSWORDS must fit the shape"
    assert not any(fits(kind.shape, right) for kind in provider.password.wrong)


@every_provider
def test_a_valid_user_name_has_the_shape(provider: Provider) -> None:
    if provider.user_name.shape and not provider.user_name.value:
        name = user_name(provider)
        hint = "add a made-up user name to TOKENS in tests/right_values.py that fits the shape"
        assert fits(provider.user_name.shape, name), hint


@every_provider
def test_sources_have_titles_addresses_and_dates(provider: Provider) -> None:
    assert provider.sources
    for source in provider.sources:
        assert source.title and source.url.startswith("https://")
        assert date.fromisoformat(source.checked).isoformat() == source.checked
    urls = [source.url for source in provider.sources]
    assert len(set(urls)) == len(urls)


@every_provider
def test_dns_records_are_unique_valid_and_have_a_source(provider: Provider) -> None:
    urls = {source.url for source in provider.sources}
    places = [(record.type, record.name) for record in provider.dns_records]
    apart = [(*place, it.region) for place, it in zip(places, provider.dns_records, strict=True)]
    assert len(set(apart)) == len(apart), f"two records with the same type and name: {apart}"
    for record in provider.dns_records:
        assert record.source in urls, f"add {record.source} to the sources"
        # On a subdomain, SPF is for the Return-Path, so the subdomain needs an MX record as well.
        if record.purpose == "spf" and record.name != "@":
            assert ("MX", record.name) in places
        if record.value and record.type != "TXT":
            assert re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9_-]+)+", record.value)


@every_provider
def test_regional_dns_values_are_separate_records(provider: Provider) -> None:
    """A note has no Copy button, so a value that is only in a note can't be copied by button."""
    regions = {host.region for host in provider.hosts}
    records = provider.dns_records
    for_all = {(record.type, record.name) for record in records if not record.region}
    for record in records:
        if record.region:
            assert record.region in regions or provider.host_pattern, f"no host: {record.region}"
            assert (record.type, record.name) not in for_all
        words = set(re.findall(r"[A-Za-z]+", record.note or ""))
        assert not words & {"EU", "US", "Europe", "Asia", "America"}, record.note


def test_provider_pages_show_the_region_of_each_record() -> None:
    page = pages()["providers/mailgun.md"]
    assert "| SPF (US) | TXT | `@` | `v=spf1 include:mailgun.org ~all`" in page
    assert "| SPF (EU) | TXT | `@` | `v=spf1 include:eu.mailgun.org ~all`" in page
    assert "add `include:mailgun.org` (US) or `include:eu.mailgun.org` (EU) to it" in page
    assert page.count("A name has only one SPF record") == 1
    assert "enter it only if your account or your domain is in that region" in page
    other = pages()["providers/ses.md"]
    assert "| SPF | TXT |" in other and "in that region" not in other


def test_an_spf_record_that_redirects_has_no_all() -> None:
    """RFC 7208, section 6.1: `redirect=` is ignored in a record with `all`; `include:` isn't."""
    page = pages()["providers/yandex.md"]
    assert "| SPF | TXT | `@` | `v=spf1 redirect=_spf.yandex.net`" in page
    assert "add `include:_spf.yandex.net` to it, before `~all`" in page


def test_the_most_used_relays_have_dns_records() -> None:
    known = {it.id for it in providers().values() if it.kind == "relay" and it.dns_records}
    most_used = {"sendgrid", "mailgun", "ses", "brevo", "postmark", "resend", "mailjet", "smtp2go"}
    assert most_used <= known and len(known) >= 20


@pytest.mark.parametrize(
    "record",
    [
        {"purpose": "spf", "value": "v=spf1 include:mailgun.org ~all"},
        {"purpose": "spf", "type": "CNAME"},
        {"purpose": "dkim", "name": "s1"},
        {"purpose": "dmarc", "name": "@"},
        {"purpose": "bimi"},
        {"name": "s1 ._domainkey"},
        {"source": "a page"},
    ],
)
def test_the_schema_rejects_invalid_dns_records(record: dict[str, str]) -> None:
    right = {
        "purpose": "dkim",
        "type": "TXT",
        "name": "s1._domainkey",
        "source": "https://mail.example/",
    }
    table = read_tables()["campaignmonitor"]
    validator = Draft202012Validator(SCHEMA)
    assert validator.is_valid({**table, "dns_records": [right]})
    assert not validator.is_valid({**table, "dns_records": [{**right, **record}]})


def test_a_key_identifies_at_most_one_provider() -> None:
    samples = [
        ("SG." + "a" * 22 + "." + "b" * 43, "sendgrid"),
        (PASSWORDS["brevo"], "brevo"),
        ("xkeysib-" + "0" * 64, "brevo"),
        (PASSWORDS["resend"], "resend"),
        ("key-" + "0" * 32, "mailgun"),
        ("pubkey-" + "0" * 32, "mailgun"),
        ("0" * 32 + "-us12", "mandrill"),
    ]
    for value, owner in samples:
        found = [who.id for shape, _, who in unmistakable_keys() if shape.fullmatch(value)]
        assert found == [owner], value
    for value in [PASSWORDS["postmark"], PASSWORDS["mailjet"], "re_short", "A" * 40]:
        assert not any(shape.fullmatch(value) for shape, _, _ in unmistakable_keys()), value


# Facts, repeated by hand


def test_sendgrid() -> None:
    it = providers()["sendgrid"]
    assert (it.user_name.rule, it.user_name.value) == ("fixed", "apikey")
    assert it.modes == {587: "starttls", 2525: "starttls", 25: "starttls", 465: "implicit"}


def test_sparkpost() -> None:
    it = providers()["sparkpost"]
    assert it.user_name.value == "SMTP_Injection"
    assert it.absent_ports == [465] and it.starttls_ports == [587, 2525]
    assert it.authentication.mechanisms[0] == "login"
    assert provider_by_host()["smtp.eu.sparkpostmail.com"] is it


def test_mailgun() -> None:
    it = providers()["mailgun"]
    assert [(host.region, host.host) for host in it.hosts] == [
        ("US", "smtp.mailgun.org"),
        ("EU", "smtp.eu.mailgun.org"),
    ]
    assert it.user_name.rule == "address"
    assert all(kind.sure for kind in it.password.wrong)
    assert not any(fits(w.shape, "0" * 32 + "-01234567-89abcdef") for w in it.password.wrong)


def test_brevo() -> None:
    it = providers()["brevo"]
    assert [(old.host, old.successor) for old in it.renamed] == [
        ("smtp-relay.sendinblue.com", "smtp-relay.brevo.com")
    ]
    assert it.password.wrong[0].sure and fits(it.password.wrong[0].shape, "xkeysib-abc")


def test_gmail_and_its_relay() -> None:
    gmail, relay = providers()["gmail"], providers()["google-relay"]
    assert gmail.password.app_password and gmail.sender.rule == "mailbox"
    assert "gmail.com" in gmail.mail_domains and "imap.gmail.com" in gmail.not_smtp
    assert not gmail.refuses_localhost
    assert relay.refuses_localhost and relay.user_name.rule == "address"
    assert [it.id for it in providers().values() if it.refuses_localhost] == ["google-relay"]


@pytest.mark.parametrize("region", ["eu-central-1", "us-east-1", "ap-southeast-2", "us-gov-west-1"])
def test_ses_hosts_are_known_in_every_region(region: str) -> None:
    it = provider_of(f"email-smtp.{region}.amazonaws.com")
    assert it is providers()["ses"]


def test_ses_credentials() -> None:
    it = providers()["ses"]
    assert provider_of("email.eu-central-1.amazonaws.com") is None
    assert fits(it.user_name.shape, "AKIA" + "A" * 16)
    assert not fits(it.user_name.shape, "me@example.com")
    raw = next(kind for kind in it.password.wrong if fits(kind.shape, "a" * 40))
    assert raw.sure


@pytest.mark.parametrize("secret", ["wJalrXUtnFEMI", "some+secret+key", "another+secret+key"])
def test_old_ses_passwords_are_recognized(secret: str) -> None:
    # As Amazon's guide derived them until 2019; today's begin with the byte 4.
    signature = hmac.new(secret.encode(), b"SendRawEmail", sha256).digest()
    old, today = (b64encode(bytes([version]) + signature).decode() for version in (2, 4))
    password = providers()["ses"].password
    kind = next(kind for kind in password.wrong if fits(kind.shape, old))
    assert not kind.sure and fits(password.shape, today)


@pytest.mark.parametrize(
    ("domain", "host"),
    [
        ("zohomail.eu", "smtp.zoho.eu"),
        ("zoho.in", "smtp.zoho.in"),
        ("zohomail.com.au", "smtp.zoho.com.au"),
        ("zohomailcloud.ca", "smtp.zohocloud.ca"),
        ("prokonto.pl", "poczta.o2.pl"),
        ("blu.it", "smtp.libero.it"),
    ],
)
def test_an_address_leads_to_the_host_of_its_country(domain: str, host: str) -> None:
    findings = check(Settings(address=f"me@{domain}")).findings
    assert {"address": host} in [finding.fix for finding in findings]


def test_aruba_sends_only_as_addresses_that_were_confirmed() -> None:
    settings = Settings(
        address="smtps.aruba.it",
        port="465",
        user_name="me@example.org",
        password="Tulip-92-vault",
        from_email_address="forum@example.org",
    )
    assert "FROM05" in {finding.code for finding in check(settings).findings}


def test_postmark() -> None:
    it = providers()["postmark"]
    assert it.password.same_as_user_name and it.absent_ports == [465]
    same = {p.id for p in providers().values() if p.password.same_as_user_name}
    assert same == {"campaignmonitor", "mailpace", "postmark"}


def test_microsoft() -> None:
    work, personal = providers()["microsoft365"], providers()["outlook-personal"]
    assert work.authentication.passwords == "ending"
    assert work.authentication.mechanisms == ["login"]
    assert "outlook.office365.com" in work.not_smtp
    assert personal.authentication.passwords == "refused"
    assert provider_by_host()["smtp.live.com"] is personal


@every_provider
def test_the_description_names_a_fixed_user_name(provider: Provider) -> None:
    user_name = provider.user_name
    assert user_name.rule != "fixed" or user_name.value
    if user_name.value is not None:
        word = f"`{user_name.value}`"
        assert word in user_name.what, f"`what` of [user_name] must contain {word}, in backticks"


@every_provider
def test_app_passwords_are_not_described_as_account_passwords(provider: Provider) -> None:
    if provider.password.app_password:
        assert not re.search("account's (own )?password", provider.password.what)
        assert not provider.password.same_as_user_name


@every_provider
def test_unusable_providers_have_a_status(provider: Provider) -> None:
    if provider.hosts and not provider.usable:
        assert provider.status


@every_provider
def test_prefixes_fit_their_shapes(provider: Provider) -> None:
    kinds: list[Password | WrongKind] = [provider.password, *provider.password.wrong]
    for kind in kinds:
        if kind.prefix:
            fitting = kind.shape and unescaped(kind.shape).startswith(kind.prefix)
            assert fitting, f"`shape` must begin with the prefix {kind.prefix}"


def unescaped(shape: str) -> str:
    return re.sub(r"\\(.)", r"\1", shape)


def test_lookalike_hosts_have_no_provider_and_no_finding() -> None:
    for provider in providers().values():
        for host in provider.not_ours:
            assert provider_of(host) is None
            assert not codes_of(Settings(address=host)) & {"ADDR05", "ADDR06", "ADDR07"}


def test_unverified_ports_are_neither_documented_nor_absent() -> None:
    """The rules say nothing about such a port, and don't take another port for the only one."""
    oracle = providers()["oracle"]
    assert oracle.modes == {465: "implicit"} and oracle.unverified_ports == [587, 25]
    assert oracle.usable and oracle.best_port == "587"
    jangosmtp = providers()["jangosmtp"]
    assert jangosmtp.starttls_ports == [587] and jangosmtp.unverified_ports == [2525, 25]


def test_rules_do_not_judge_unverified_ports() -> None:
    for host, port in [
        ("smtp.email.eu-frankfurt-1.oci.oraclecloud.com", "587"),
        ("express-relay.jangosmtp.net", "2525"),
        ("smtp.seznam.cz", "587"),
        ("smtp.qcloudmail.com", "587"),
    ]:
        for encryption in (None, "starttls", "implicit"):
            settings = Settings(address=host, port=port, encryption=encryption)
            found = {finding.code for finding in check(settings).findings}
            ports = {code for code in found if code.startswith("PORT")}
            # Only the stated encryption decides: Forem can't begin with TLS on any port.
            expected = {None: {"PORT15"}, "starttls": set(), "implicit": {"PORT08"}}
            assert ports == expected[encryption], (host, encryption)


def test_a_port_missing_from_a_list_of_providers_causes_no_finding() -> None:
    def codes(host: str) -> set[str]:
        report = check(Settings(address=host, port="2526"))
        return {finding.code for finding in report.findings}

    assert "PORT12" in codes("smtp.resend.com")
    assert not {"PORT11", "PORT12"} & codes("in.smtp.sendamatic.net")


def test_bird_and_sparkpost_are_distinguished() -> None:
    bird = providers()["bird"]
    assert provider_of("smtp.email.eu-west-1.api.bird.com") is bird
    workspace = "01234567-89ab-cdef-0123-456789abcdef"
    assert fits(bird.user_name.shape, f"SMTP_Injection:x-bird-workspace-id={workspace}")
    assert not fits(bird.user_name.shape, "SMTP_Injection")
    assert fits(bird.password.shape, "AccessKey 0123456789")
    assert not fits(bird.password.shape, "0123456789")


def test_the_space_in_birds_password_is_kept() -> None:
    right = recommended(providers()["bird"], "smtp.email.eu-west-1.api.bird.com")
    assert check(right).settings.password == right.password


def test_alibaba_has_no_587() -> None:
    it = providers()["alibaba-directmail"]
    assert it.absent_ports == [587] and it.best_port == "80"
    assert [old.host for old in it.renamed] == ["smtpdm-ap-southeast-1.aliyun.com"]


def test_scaleways_old_host() -> None:
    it = provider_by_host()["smtp.tem.scw.cloud"]
    assert it.id == "scaleway" and it.modes[2465] == "implicit" and it.modes[2587] == "starttls"


def test_hosts_that_differ_by_customer() -> None:
    assert provider_of("mx123abc.smtp-engine.com") is providers()["prolateral"]
    assert provider_of("example-com.mail.protection.outlook.com") is providers()["microsoft365-mx"]
    assert provider_of("mail.protection.outlook.com") is None


# Regional hosts, older names, and ports that the provider's own page confirms: for each host, the
# ports with STARTTLS, and the one with implicit TLS, if any.
CONFIRMED = {
    "smtp.forwardemail.net": ([587, 2587, 2525, 25], [465, 2465]),
    "smtp.api.createsend.com": ([587, 2525, 25, 465], []),
    "live.smtp.mailtrap.io": ([587, 2525, 25], [465]),
    "smtp.mailpace.com": ([587, 2525, 25], [465]),
    "smtp.ohmysmtp.com": ([587, 2525, 25], [465]),
    "smtp.email.eu-frankfurt-1.oci.oraclecloud.com": ([], [465]),
    "smtp.email.ap-mumbai-1.oci.oraclecloud.com": ([], [465]),
    "smtp.email.us-gov-ashburn-1.oci.oraclecloud.com": ([], [465]),
    "smtp.mail.ovh.net": ([587], [465]),
    "smtp.mail.ovh.ca": ([587], [465]),
    "smtppro.zoho.eu": ([587], [465]),
    "smtppro.zoho.com.au": ([587], [465]),
    "smtppro.zohocloud.ca": ([587], [465]),
    "smtp.zoho.sa": ([587], [465]),
    "smtp.zeptomail.com.au": ([587], [465]),
    "smtp.zeptomail.jp": ([587], [465]),
    "smtp.1und1.de": ([587], [465]),
    "smtp.1and1.com": ([587], [465]),
    "smtpdm-ap-southeast-2.aliyun.com": ([80, 25], [465]),
    "smtp.larksuite.com": ([], [465]),
    "smtp.lettermint.co": ([587, 2525, 2587, 25, 2465], [465]),
    "send.ahasend.com": ([587, 2525, 25], []),
    "send-us.ahasend.com": ([587, 2525, 25], []),
    "smtp-api-sa2.infobip.com": ([587], [465]),
    "disroot.org": ([587], [465]),
    "mx123abc.smtp-engine.com": ([587], [465]),
    "smtp.mailendo.com": ([587], [465]),
    "smtp.lettr.com": ([587, 2587, 25], [465, 2465]),
    "smtp.sequenzy.com": ([587, 2525], [465]),
    "next-smtp.useplunk.com": ([2587], []),
    "smtp.useplunk.com": ([587], [465]),
    "mail.runbox.com": ([587], [465]),
    "mail.privateemail.com": ([587], [465]),
    "blizzard.mxrouting.net": ([587, 2525, 25], [465]),
    "stardust.uberspace.de": ([587], [465]),
    "pro.eu.turbo-smtp.com": ([587], [465, 25025]),
    "smtp.eu1.unione.io": ([587, 25], []),
    "smtp.netcorecloud.net": ([587, 2525, 25], []),
    "smtp1.s.ipzmarketing.com": ([587], []),
    "smtp.sender.net": ([587], []),
    "w0123abc.kasserver.com": ([587], [465]),
    "example-org.correoseguro.dinaserver.com": ([587], [465]),
    "mxf8ab.netcup.net": ([587], []),
    "s12.goserver.host": ([587], []),
}


@pytest.mark.parametrize(("host", "ports"), CONFIRMED.items())
def test_these_hosts_are_known_with_their_ports(
    host: str, ports: tuple[list[int], list[int]]
) -> None:
    provider = provider_of(host)
    assert provider
    modes = provider.modes
    assert [port for port, mode in modes.items() if mode == "starttls"] == ports[0]
    assert [port for port, mode in modes.items() if mode == "implicit"] == ports[1]
    for port in ports[0]:
        settings = recommended(provider, host).replaced({"port": str(port)})
        found = {finding.code for finding in check(settings).findings}
        assert not {code for code in found if code.startswith("PORT")} - {"PORT10"}


def test_sparkpost_subaccounts_are_valid_user_names() -> None:
    it = providers()["sparkpost"]
    base = recommended(it, it.hosts[0].host)
    for name in ("SMTP_Injection:X-MSYS-SUBACCOUNT=123", "SMTP_Injection:x-msys-subaccount=5"):
        assert codes_of(replace(base, user_name=name)) == codes_of(base)
    for name in ("SMTP_Injection:X-MSYS-SUBACCOUNT=", "smtp_injection", "SMTP_Injection:5"):
        assert "USER03" in codes_of(replace(base, user_name=name))


@pytest.mark.parametrize("host", ["pro1.mail.ovh.net", "pro12.mail.ovh.net", "ex4.mail.ovh.net"])
def test_numbered_ovh_hosts(host: str) -> None:
    assert provider_of(host) is providers()["ovh"]
    assert provider_of(host + ".example.org") is None
    assert provider_of(host.lstrip("proex0123456789")) is None


def codes_of(settings: Settings) -> set[str]:
    return {finding.code for finding in check(settings).findings}


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("imap.ionos.de", "smtp.ionos.de"),
        ("imap.mail.eu-west-1.awsapps.com", "smtp.mail.eu-west-1.awsapps.com"),
        ("forem@126.com", "smtp.126.com"),
        ("gmx.com", "mail.gmx.com"),
        ("gmx.de", "mail.gmx.net"),
        ("forem@gmx.de", "mail.gmx.net"),
        ("forem@mein.gmx", "mail.gmx.net"),
        ("forem@gmx.fr", "mail.gmx.com"),
        ("forem@gmx.co.uk", "mail.gmx.com"),
        ("forem@yandex.ua", "smtp.yandex.com"),
        ("forem@ya.ru", "smtp.yandex.ru"),
        ("forem@foxmail.com", "smtp.qq.com"),
        ("forem@xs4all.nl", "smtp.kpnmail.nl"),
        ("forem@netscape.com", "smtp.aol.com"),
        ("gmail.com", "smtp.gmail.com"),
    ],
)
def test_the_suggested_host_has_the_same_ending(typed: str, host: str) -> None:
    fixes = [finding.fix for finding in check(Settings(address=typed)).findings if finding.fix]
    assert {"address": host} in fixes


@pytest.mark.parametrize("name", ["free", "laposte", "mittwald", "webde"])
def test_a_user_name_without_a_domain_is_valid_for_some_providers(name: str) -> None:
    it = providers()[name]
    short = replace(recommended(it, it.hosts[0].host), user_name="forem.example")
    assert not {code for code in codes_of(short) if code.startswith("USER")}
    gmx = providers()["gmx"]
    short = replace(recommended(gmx, gmx.hosts[0].host), user_name="forem.example")
    assert "USER04" in codes_of(short)


def test_ionos_accepts_any_sender_on_the_mailboxs_domain() -> None:
    it = recommended(providers()["ionos"], "smtp.ionos.de")
    other = replace(it, user_name="forem@example.org", from_email_address="hello@example.org")
    assert not {"FROM04", "FROM05"} & codes_of(other)


@pytest.mark.parametrize(
    ("host", "smtp"),
    [
        ("imapmail.libero.it", "smtp.libero.it"),
        ("popmail.libero.it", "smtp.libero.it"),
        ("sslin.df.eu", "sslout.df.eu"),
        ("mail.pobox.com", "smtp.pobox.com"),
        ("in.alice.it", "out.alice.it"),
        ("in.virgilio.it", "out.virgilio.it"),
        ("export.imap.mail.yahoo.com", "smtp.mail.yahoo.com"),
    ],
)
def test_hosts_for_reading_mail_are_known_whatever_they_are_called(host: str, smtp: str) -> None:
    found = next(it for it in check(Settings(address=host)).findings if it.field == "address")
    assert (found.code, found.fix) == ("ADDR07", {"address": smtp})


def test_mailchannels_serves_465_encrypted_from_the_start() -> None:
    assert providers()["mailchannels"].modes[465] == "implicit"


def test_mailomat_is_known_by_its_website_and_wants_an_address_as_user_name() -> None:
    settings = Settings(address="smtp.mailomat.cloud", port="587", user_name="notifications")
    assert "USER04" in {it.code for it in check(settings).findings}
    found = check(Settings(address="api.mailomat.swiss")).findings
    assert {"address": "smtp.mailomat.cloud"} in [it.fix for it in found if it.code == "ADDR05"]


@pytest.mark.parametrize("name", ["icloud", "gmail", "google-relay", "qq", "yandex"])
def test_app_passwords_that_end_with_a_change_of_password_are_named(name: str) -> None:
    notes = " ".join(providers()[name].pitfalls)
    assert "password" in notes and "Forem then needs a new one." in notes


def test_workmail_has_no_port_that_forem_can_use() -> None:
    it = providers()["workmail"]
    assert it.absent_ports == [587, 25] and not it.usable
    host = "smtp.mail.eu-west-1.awsapps.com"
    assert "PORT11" in codes_of(Settings(address=host, port="587"))
    assert "PORT08" in codes_of(Settings(address=host, port="465"))


@pytest.mark.parametrize("host", ["smtp.mailosaur.net", "mailosaur.net", "mailosaur.io"])
def test_every_host_of_mailosaur_is_a_sandbox(host: str) -> None:
    assert "ADDR12" in codes_of(Settings(address=host, port="587"))


def test_mailtrap_and_its_sandbox_are_distinguished() -> None:
    sandbox = provider_by_host()["smtp.mailtrap.io"]
    assert sandbox.id == "mailtrap-sandbox" and sandbox.kind == "sandbox"
    assert sandbox.modes[465] == "starttls"
    assert provider_by_host()["live.smtp.mailtrap.io"].id == "mailtrap"
    assert providers()["mailtrap"].starttls_ports == [587, 2525, 25]


@pytest.mark.parametrize(
    "provider", [one for one in providers().values() if one.quotas], ids=lambda one: one.id
)
def test_quotas_are_mentioned_in_the_limits(provider: Provider) -> None:
    """The checker compares with the same numbers that the provider's page states."""
    words = " ".join(provider.limits)
    for quota in provider.quotas:
        for number in filter(None, (quota.day, quota.month)):
            assert re.search(rf"(?<![\d,]){number:,}(?![\d,])", words), quota
        assert quota.day is None or re.search(r"\bday\b|\b24 hours\b", words), quota
        assert quota.month is None or re.search(r"\bmonth\b", words), quota


def test_free_plans_with_a_daily_or_monthly_limit_have_a_quota() -> None:
    """The limits in words and the plan counter agree."""
    found = re.compile(r"\bfree plan: [\d,]+ emails a (day|month)", re.IGNORECASE)
    for provider in providers().values():
        plans = [found.search(limit) for limit in provider.limits]
        assert not any(plans) or any(one.plan == "Free plan" for one in provider.quotas)


ONLY_TO_ONES_OWN = re.compile(
    r"sends? only to|reach\w* only|can't send to other|demo domain|\bsandbox\b.*delivers nothing"
    r"|only to (?:the|your own|domains|verified)|in the sandbox",
    re.IGNORECASE,
)
ELSEWHERE = {
    # An address of the service: the data says that it's one to leave alone.
    "microsoft365": "From on a domain of Microsoft's reaches few recipients",
}


def test_whoever_sends_only_to_ones_own_addresses_says_so_first() -> None:
    """The checker and the pages warn of it; a pitfall alone would be read too late."""
    for provider in providers().values():
        if provider.kind == "sandbox" or provider.id in ELSEWHERE:
            continue
        texts = [*provider.pitfalls, *provider.limits, provider.sender.text]
        found = [text for text in texts if ONLY_TO_ONES_OWN.search(text)]
        assert not found or provider.restricted, (provider.id, found)


def test_a_restricted_plan_belongs_to_a_provider_that_says_so() -> None:
    for provider in providers().values():
        assert provider.restricted or not any(quota.restricted for quota in provider.quotas)
    restricted = {it.id for it in providers().values() if any(q.restricted for q in it.quotas)}
    assert restricted == {"ses", "elasticemail", "unione", "mailboxorg"}
