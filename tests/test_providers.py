"""The providers' data: that it loads, holds together, and says what the providers document."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import forem_smtp
from forem_smtp.providers import (
    Provider,
    _record,
    provider_by_host,
    provider_of,
    providers,
    read_tables,
    unmistakable_keys,
)

PACKAGE = Path(forem_smtp.__file__).parent

IDS = {
    "brevo", "elasticemail", "fastmail", "gmail", "google-relay", "icloud", "mailgun", "mailjet",
    "mailtrap", "mailtrap-sandbox", "mandrill", "microsoft365", "outlook-personal", "postmark",
    "resend", "sendgrid", "ses", "smtp2go", "sparkpost", "yahoo", "zoho",
}  # fmt: skip
FOREM_MECHANISMS = {"plain", "login", "cram_md5"}

every_provider = pytest.mark.parametrize("provider", providers().values(), ids=lambda p: p.id)


def shapes(provider: Provider) -> list[str]:
    """Every regular expression of one provider."""
    password = provider.password
    wrong = [kind.shape for kind in password.wrong]
    one = [provider.user_name.shape, password.shape, password.unmistakable, provider.host_pattern]
    return [shape for shape in [*one, *wrong] if shape is not None]


def fits(shape: str | None, value: str) -> bool:
    assert shape is not None
    return re.fullmatch(shape, value) is not None


# The files as a whole


def test_every_file_loads() -> None:
    files = {path.stem for path in (PACKAGE / "providers").glob("*.toml")}
    assert set(providers()) == files == IDS


def test_a_key_that_nobody_knows_fails_the_load() -> None:
    table = read_tables()["resend"]
    with pytest.raises(TypeError, match="colour"):
        _record(Provider, {"id": "resend", **table, "colour": "blue"})
    table["password"]["colour"] = "blue"
    with pytest.raises(TypeError, match="colour"):
        _record(Provider, {"id": "resend", **table})


def test_each_name_belongs_to_one_provider_and_has_one_role() -> None:
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


def test_each_mail_domain_belongs_to_one_provider() -> None:
    count = Counter(name for provider in providers().values() for name in provider.mail_domains)
    assert [name for name, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    "host",
    [
        "smtp.zoho.uk",
        "smtp.zoho.sa",
        "smtppro.zoho.eu",
        "smtppro.zoho.in",
        "smtp.messagingengine.com",
        "email-smtp-fips.us-east-1.amazonaws.com",
    ],
)
def test_a_host_without_a_sure_source_is_left_out(host: str) -> None:
    assert provider_of(host) is None


# Each provider


@every_provider
def test_the_words_are_those_of_the_schema(provider: Provider) -> None:
    assert provider.kind in {"relay", "mailbox", "sandbox"}
    assert provider.user_name.rule in {"fixed", "address", "token", "any"}
    assert provider.sender.rule in {"mailbox", "verified", "any"}
    assert provider.authentication.passwords in {"accepted", "ending", "refused"}
    assert set(provider.authentication.mechanisms) <= FOREM_MECHANISMS
    assert {port.mode for port in provider.ports} <= {"starttls", "implicit", "none"}
    assert (provider.user_name.rule == "fixed") == (provider.user_name.value is not None)


@every_provider
def test_names_are_plain_host_names(provider: Provider) -> None:
    names = [host.host for host in provider.hosts] + [old.host for old in provider.renamed]
    for name in [*names, *provider.not_smtp, *provider.web_domains, *provider.mail_domains]:
        assert fits(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", name), name


@every_provider
def test_hosts_can_be_told_apart_and_successors_exist(provider: Provider) -> None:
    hosts = [host.host for host in provider.hosts]
    regions = [host.region for host in provider.hosts]
    assert hosts and len(set(regions)) == len(regions)
    assert all(renamed.successor in hosts for renamed in provider.renamed)


@every_provider
def test_ports_are_named_once_and_absent_ones_are_absent(provider: Provider) -> None:
    assert len(provider.modes) == len(provider.ports)
    assert not set(provider.absent_ports) & set(provider.modes)


@every_provider
def test_the_recommended_port_is_documented_and_587_comes_first(provider: Provider) -> None:
    if provider.id in {"outlook-personal", "mailtrap-sandbox"}:
        return  # nothing is recommended of them
    assert provider.best_port is not None
    assert provider.modes[int(provider.best_port)] == "starttls"
    if provider.modes.get(587) == "starttls":
        assert provider.best_port == "587"


@every_provider
def test_a_password_can_be_sent_unless_all_are_refused(provider: Provider) -> None:
    refused = provider.authentication.passwords == "refused"
    assert refused == (provider.authentication.mechanisms == [])


@every_provider
def test_shapes_compile_and_have_no_anchors(provider: Provider) -> None:
    for shape in shapes(provider):
        re.compile(shape)
        assert not re.search(r"(?<!\\)\^|\$|\\[AZbB]", re.sub(r"\[[^]]*\]", "", shape)), shape


@every_provider
def test_a_right_password_is_not_a_wrong_kind(provider: Provider) -> None:
    right = RIGHT_PASSWORDS.get(provider.id)
    if provider.password.shape is None:
        assert right is None and provider.password.shape_text is None
        return
    assert right is not None and provider.password.shape_text
    assert fits(provider.password.shape, right)
    assert not any(fits(kind.shape, right) for kind in provider.password.wrong)


RIGHT_PASSWORDS = {
    "brevo": "xsmtpsib-" + "0123456789abcdef" * 4 + "-AbCdEfGh01234567",
    "gmail": "abcd efgh ijkl mnop",
    "icloud": "abcd-efgh-ijkl-mnop",
    "mailjet": "0123456789abcdef" * 2,
    "mailtrap": "0123456789abcdef" * 2,
    "mandrill": "AbCdEfGhIjKlMnOpQrSt_-",
    "postmark": "01234567-89ab-cdef-0123-456789abcdef",
    "resend": "re_AbCdEfGh_0123456789abcdefghijklmnop",
    "sendgrid": "SG." + "a" * 22 + "." + "b" * 43,
    "ses": "BA" + "a" * 42,
    "sparkpost": "0123456789" * 4,
    "yahoo": "abcdefghijklmnop",
}


@every_provider
def test_sources_are_given_with_the_day_of_the_check(provider: Provider) -> None:
    assert provider.sources
    for source in provider.sources:
        assert source.title and source.url.startswith("https://")
        assert date.fromisoformat(source.checked).isoformat() == source.checked
    urls = [source.url for source in provider.sources]
    assert len(set(urls)) == len(urls)


def test_a_key_names_at_most_one_provider() -> None:
    samples = [
        ("SG." + "a" * 22 + "." + "b" * 43, "sendgrid"),
        (RIGHT_PASSWORDS["brevo"], "brevo"),
        ("xkeysib-" + "0" * 64, "brevo"),
        (RIGHT_PASSWORDS["resend"], "resend"),
        ("key-" + "0" * 32, "mailgun"),
        ("pubkey-" + "0" * 32, "mailgun"),
        ("0" * 32 + "-us12", "mandrill"),
    ]
    for value, owner in samples:
        found = [who.id for shape, _, who in unmistakable_keys() if shape.fullmatch(value)]
        assert found == [owner], value
    for value in [RIGHT_PASSWORDS["postmark"], RIGHT_PASSWORDS["mailjet"], "re_short", "A" * 40]:
        assert not any(shape.fullmatch(value) for shape, _, _ in unmistakable_keys()), value


# Facts, pinned by hand


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
def test_ses_is_known_in_every_region(region: str) -> None:
    it = provider_of(f"email-smtp.{region}.amazonaws.com")
    assert it is providers()["ses"]


def test_ses_credentials() -> None:
    it = providers()["ses"]
    assert provider_of("email.eu-central-1.amazonaws.com") is None
    assert fits(it.user_name.shape, "AKIA" + "A" * 16)
    assert not fits(it.user_name.shape, "me@example.com")
    raw = next(kind for kind in it.password.wrong if fits(kind.shape, "a" * 40))
    assert raw.sure
    old = next(kind for kind in it.password.wrong if fits(kind.shape, "AA" + "a" * 42))
    assert not old.sure


def test_postmark() -> None:
    it = providers()["postmark"]
    assert it.password.same_as_user_name and it.absent_ports == [465]
    assert [p.id for p in providers().values() if p.password.same_as_user_name] == ["postmark"]


def test_microsoft() -> None:
    work, personal = providers()["microsoft365"], providers()["outlook-personal"]
    assert work.authentication.passwords == "ending"
    assert work.authentication.mechanisms == ["login"]
    assert "outlook.office365.com" in work.not_smtp
    assert personal.authentication.passwords == "refused"
    assert provider_by_host()["smtp.live.com"] is personal


def test_fixed_user_names() -> None:
    fixed = {it.id: it.user_name.value for it in providers().values() if it.user_name.value}
    assert fixed == {
        "mailtrap": "api",
        "resend": "resend",
        "sendgrid": "apikey",
        "sparkpost": "SMTP_Injection",
    }


def test_app_passwords() -> None:
    wanted = {it.id for it in providers().values() if it.password.app_password}
    assert wanted == {"fastmail", "gmail", "google-relay", "icloud", "yahoo"}


def test_the_sandbox_is_told_apart_from_mailtrap() -> None:
    sandbox = provider_by_host()["smtp.mailtrap.io"]
    assert sandbox.id == "mailtrap-sandbox" and sandbox.kind == "sandbox"
    assert sandbox.modes[465] == "starttls"
    assert provider_by_host()["live.smtp.mailtrap.io"].id == "mailtrap"
    assert providers()["mailtrap"].starttls_ports == [587]


# Hosting companies


def test_hosting_companies() -> None:
    text = (PACKAGE / "hosting.toml").read_text(encoding="utf-8")
    companies = tomllib.loads(text)
    assert set(companies) == {
        "alibaba", "aws", "azure", "digitalocean", "google-cloud", "hetzner", "linode", "oracle",
        "railway", "render-free", "scaleway", "vultr", "zerops",
    }  # fmt: skip
    for company in companies.values():
        keys = {"name", "blocked", "open", "note", "confidence", "checked", "sources"}
        assert set(company) == keys
        assert company["confidence"] in {"A", "B"}
        assert company["blocked"] and not set(company["blocked"]) & set(company["open"])
        assert company["sources"] and all(source["title"] for source in company["sources"])
    assert companies["digitalocean"]["blocked"] == [25, 465, 587]
    assert companies["digitalocean"]["open"] == [2525]
    assert companies["hetzner"]["blocked"] == [25, 465]
    assert all(25 in company["blocked"] for company in companies.values())
