"""For each provider: the recommended values are valid, and each documented mistake is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forem_smtp
from forem_smtp import Settings, Severity, check, explain
from forem_smtp.providers import (
    Port,
    Provider,
    Rename,
    provider_by_host,
    provider_of,
    providers,
)
from tests.right_values import UUID, hosts, recommended

ALL = list(providers().values())
FILES = Path(forem_smtp.__file__).parent / "providers"

# Warnings and errors that no value fixes, because of what the provider documents.
UNFIXABLE = {
    # will stop accepting passwords
    "microsoft365": {"AUTH08"},
    # accepts no passwords
    "microsoft365-mx": {"AUTH07"},
    "outlook-personal": {"AUTH07"},
    # has no SMTP at all
    "tuta": {"AUTH07"},
    # accepts only data for its own templates
    "loops": {"ADDR14"},
    # delivers nothing
    "debugmail": {"ADDR12"},
    "ethereal": {"ADDR12"},
    "mailosaur": {"ADDR12"},
    "mailtrap-sandbox": {"ADDR12"},
    # has no STARTTLS port, or none is known
    "aruba": {"PORT08"},
    "cloudflare": {"PORT08"},
    "netease163": {"PORT08"},
    "tencent-ses": {"PORT08"},
    "workmail": {"PORT08"},
}
WHAT_TO_DO = (
    "these are the findings for the values that the provider's file recommends, with the user name "
    "and password in tests/right_values.py: correct the file or these two, or add a finding that's "
    "true to UNFIXABLE"
)
# Findings that depend on facts about a known provider.
NEED_A_PROVIDER = {
    "ADDR09", "ADDR12", "ADDR14", "PORT11", "PORT12", "AUTH04", "AUTH05", "AUTH07", "AUTH08",
    "USER03", "USER04", "USER05", "USER07", "USER08", "USER10", "PASS05", "PASS06", "PASS08",
    "PASS10", "PASS11", "PASS07", "PASS12", "HELO02", "FROM04", "FROM05", "FROM06",
}  # fmt: skip


def codes(settings: Settings) -> set[str]:
    return {finding.code for finding in check(settings).findings}


def problem_codes(settings: Settings) -> set[str]:
    """Return the codes of the errors and warnings."""
    found = check(settings).findings
    return {finding.code for finding in found if finding.severity is not Severity.ADVICE}


def severity(settings: Settings, code: str) -> Severity:
    return next(item.severity for item in check(settings).findings if item.code == code)


def base(provider: Provider) -> Settings:
    return recommended(provider, hosts(provider)[0])


def for_each(what: str) -> pytest.MarkDecorator:
    """Parametrize a test with each item in this list of each provider."""
    cases = [
        pytest.param(provider, item, id=f"{provider.id}-{getattr(item, 'host', item)}")
        for provider in ALL
        for item in getattr(provider, what)
    ]
    return pytest.mark.parametrize(("provider", "item"), cases)


# Valid values


@pytest.mark.parametrize(
    ("provider", "host"),
    [pytest.param(it, host, id=f"{it.id}-{host}") for it in ALL for host in hosts(it)],
)
def test_recommended_values_have_no_problems(provider: Provider, host: str) -> None:
    settings = recommended(provider, host)
    report = check(settings)
    assert report.provider == provider.id
    assert problem_codes(settings) == UNFIXABLE.get(provider.id, set()), WHAT_TO_DO
    if provider.usable and provider.id not in UNFIXABLE:
        assert report.verdict == ("unfinished" if report.asks_for_hosting else "ready")


@pytest.mark.parametrize(
    ("provider", "host", "port"),
    [
        pytest.param(it, host, port, id=f"{it.id}-{host}-{port}")
        for it in ALL
        for host in hosts(it)
        for port in it.starttls_ports
    ],
)
def test_each_host_works_with_each_starttls_port_and_mechanism(
    provider: Provider, host: str, port: int
) -> None:
    """Only port 25 causes a warning, if there is another port to choose."""
    settings = recommended(provider, host).replaced({"port": str(port)})
    avoidable = port == 25 and provider.starttls_ports != [25]
    expected = UNFIXABLE.get(provider.id, set()) | ({"PORT10"} if avoidable else set())
    for word in provider.authentication.mechanisms or ("plain",):
        assert problem_codes(settings.replaced({"authentication": word})) == expected, WHAT_TO_DO


def test_only_unusable_providers_have_unfixable_findings() -> None:
    for name in UNFIXABLE:
        it = providers()[name]
        assert not it.usable or it.kind == "sandbox" or it.authentication.passwords == "ending"


@for_each("ports")
def test_exactly_the_starttls_ports_have_no_problems(provider: Provider, item: Port) -> None:
    port = str(item.port)
    mode = provider.modes.get(int(port))
    settings = base(provider).replaced({"port": port})
    found = {code for code in problem_codes(settings) if code.startswith("PORT")}
    if mode == "implicit":
        assert "PORT06" in problem_codes(settings.replaced({"encryption": "starttls"}))
        assert "PORT08" in problem_codes(settings.replaced({"encryption": "implicit"}))
    elif mode == "starttls":
        assert found <= ({"PORT10"} if port == "25" else set())
    else:
        # The port's mode isn't confirmed, so the stated encryption counts.
        stated = {"PORT08"} if settings.encryption == "implicit" else set()
        assert found <= stated | ({"PORT10"} if port == "25" else set())


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_offered_mechanisms_have_no_problems(provider: Provider) -> None:
    for word in provider.authentication.mechanisms:
        found = codes(base(provider).replaced({"authentication": word}))
        assert not found & {"AUTH03", "AUTH04", "AUTH05"}


# Mistakes


@for_each("absent_ports")
def test_ports_that_are_not_served_are_errors(provider: Provider, item: int) -> None:
    settings = base(provider).replaced({"port": str(item)})
    assert severity(settings, "PORT11") is Severity.ERROR


@for_each("renamed")
def test_old_hosts_are_fixed_to_their_successors(provider: Provider, item: Rename) -> None:
    settings = recommended(provider, item.host)
    finding = next(found for found in check(settings).findings if found.code == "ADDR09")
    assert finding.fix == {"address": item.successor}


@for_each("web_domains")
def test_websites_are_not_smtp_hosts(provider: Provider, item: str) -> None:
    found = check(recommended(provider, item))
    finding = next(finding for finding in found.findings if finding.code == "ADDR05")
    assert finding.fix is not None and finding.fix["address"] in hosts(provider)


@for_each("not_smtp")
def test_hosts_for_reading_mail_are_errors(provider: Provider, item: str) -> None:
    assert severity(recommended(provider, item), "ADDR07") is Severity.ERROR


@pytest.mark.parametrize("provider", [it for it in ALL if it.usable], ids=lambda it: it.id)
@pytest.mark.parametrize("label", ["imap", "imaps", "pop", "pop3", "pop3s", "imappro"])
def test_hosts_beside_an_smtp_host_are_known_to_be_for_reading(
    provider: Provider, label: str
) -> None:
    """In every country: imap.zoho.com.au isn't a misspelling of smtp.zoho.com.au."""
    for host in hosts(provider):
        parent = host.partition(".")[2]
        name = f"{label}.{parent}"
        if "." not in parent or provider_of(name):
            continue
        finding = next(it for it in check(recommended(provider, name)).findings if it.fix)
        assert finding.code in {"ADDR07", "ADDR08"}, name
        fix = finding.fix["address"] if finding.fix else ""
        assert provider_of(fix) is not None and fix.endswith(f".{parent}"), name


@for_each("web_domains")
def test_a_providers_domain_inside_another_is_found(provider: Provider, item: str) -> None:
    found = codes(recommended(provider, f"{item}.mail.example.org"))
    # These may as well be the names of a server in someone's own domain.
    assert ("ADDR15" in found) == (
        item not in {"mail.baby", "mail.com", "mail.ru", "smtp.com", "web.de"}
    )


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_a_providers_own_names_are_not_taken_for_anothers(provider: Provider) -> None:
    domains = {*provider.web_domains, *provider.mail_domains, *provider.not_ours}
    names = {f"{server}{it}" for it in domains for server in ("", "mail.", "smtp.", "pop.")}
    for name in names | {*hosts(provider), *provider.not_smtp}:
        assert "ADDR15" not in codes(Settings(address=name)), name


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_mechanisms_that_are_not_offered_are_found(provider: Provider) -> None:
    offered = provider.authentication.mechanisms
    for word in {"plain", "login", "cram_md5"} - set(offered):
        found = codes(base(provider).replaced({"authentication": word}))
        refused = provider.authentication.passwords == "refused"
        expected = "AUTH04" if provider.authentication.documented else "AUTH05"
        assert (expected in found) == bool(offered and not refused)


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_wrong_user_names_are_found(provider: Provider) -> None:
    rule = provider.user_name.rule
    wrong = {"fixed": "me@example.org", "address": "someone", "token": "me@example.org"}
    expected = {"fixed": "USER03", "address": "USER04", "token": "USER05"}
    if rule in wrong:
        assert expected[rule] in problem_codes(base(provider).replaced({"user_name": wrong[rule]}))


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_unaccepted_senders_are_found(provider: Provider) -> None:
    right = base(provider)
    other = codes(right.replaced({"from_email_address": "else@example.net"}))
    own = provider.sender.rule == "mailbox" and "@" in str(right.user_name)
    assert ("FROM05" in other) == own
    empty = codes(right.replaced({"from_email_address": ""}))
    assert ("FROM10" in empty) == (provider.sender.rule != "any")


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_an_empty_domain_is_found_if_localhost_is_refused(provider: Provider) -> None:
    assert ("HELO02" in codes(base(provider).replaced({"domain": ""}))) == (
        provider.refuses_localhost
    )


WRONG_PASSWORDS = {
    "brevo": ["xkeysib-" + "0123456789abcdef" * 4],
    "elasticemail": ["0123456789ABCDEF" * 6],
    "mailgun": ["key-" + "0" * 32, "pubkey-" + "0" * 32],
    "mandrill": ["0" * 32 + "-us12"],
    "scaleway": ["SCW0123456789ABCDEFGH"[:20]],
    "ses": ["a" * 40, "Ag" + "a" * 42],
    "smtp2go": ["api-" + "0123456789ABCDEF" * 2],
}


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_wrong_kinds_of_secrets_are_found(provider: Provider) -> None:
    samples = WRONG_PASSWORDS.get(provider.id, [])
    assert len(samples) == len(provider.password.wrong)
    for kind, sample in zip(provider.password.wrong, samples, strict=True):
        assert re.fullmatch(kind.shape, sample)
        settings = base(provider).replaced({"password": sample})
        if kind.sure:
            assert severity(settings, "PASS05") is Severity.ERROR
        else:
            assert severity(settings, "PASS06") is Severity.WARNING


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_an_unusual_password_is_at_most_a_warning(provider: Provider) -> None:
    settings = base(provider).replaced({"password": "Other-Pass 1"})
    found = {code for code in problem_codes(settings) if code.startswith("PASS")}
    if provider.password.same_as_user_name:
        assert "PASS08" in found or provider.id == "postmark"
    elif provider.password.shape:
        assert found == {"PASS10" if provider.password.app_password else "PASS07"}
    else:
        assert not found
    assert all(severity(settings, code) is Severity.WARNING for code in found)


QUOTED = re.compile(r"`([45]\d\d[ -][^`]{6,})`")


@pytest.mark.parametrize("provider", ALL, ids=lambda it: it.id)
def test_every_reply_that_a_provider_is_quoted_with_is_explained(provider: Provider) -> None:
    file = FILES / f"{provider.id}.toml"
    settings = base(provider)
    for reply in QUOTED.findall(file.read_text(encoding="utf-8")):
        explained = explain(reply, settings)
        assert explained.id not in {None, "general"}, reply
        assert explained.id != "recipient-unknown", f"taken for a recipient's server: {reply}"


@pytest.mark.parametrize("name", ["campaignmonitor", "mailpace", "postmark"])
def test_a_token_must_be_the_same_in_both_fields(name: str) -> None:
    other = UUID.replace("0", "9")
    assert "PASS08" in problem_codes(base(providers()[name]).replaced({"password": other}))


# Unknown hosts


def is_known(host: str) -> bool:
    """Whether a host is in the tables or matches a pattern, without using the engine's search."""
    if host in provider_by_host():
        return True
    return any(it.host_pattern and re.fullmatch(it.host_pattern, host) for it in ALL)


label = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12).filter(
    lambda text: not text.startswith("-") and not text.endswith("-")
)
similar_hosts = st.builds(
    lambda before, host, after: before + host + after,
    st.sampled_from(["", "x.", "smtp.", "a-"]),
    st.sampled_from([*sorted(provider_by_host()), "tenant.mail.protection.outlook.com"]),
    st.sampled_from(["", ".evil.org", ".example", "x", "-a"]),
)
unknown_hosts = st.one_of(
    similar_hosts, st.lists(label, min_size=2, max_size=5).map(".".join)
).filter(lambda host: not is_known(host))


@given(host=unknown_hosts, provider=st.sampled_from(ALL))
def test_an_unknown_host_has_no_provider(host: str, provider: Provider) -> None:
    settings = base(provider).replaced({"address": host})
    report = check(settings)
    assert report.provider is None and provider_of(host) is None
    assert not codes(settings) & NEED_A_PROVIDER


@pytest.mark.parametrize(
    "host",
    [
        "mail.example.org",
        "tenant.mail.protection.outlook.com.evil.org",
        "a.b.mail.protection.outlook.com",
        "eu.smtp.sendgrid.net.example",
        "x.smtp.postmarkapp.com",
        "email-smtp.eu-central-1.amazonaws.com.example",
        "smtp.email.us-phoenix.oci.oraclecloud.com",
        "smtp.email.us-phoenix-1.oci.oraclecloud.com.example",
        "mx123456.smtp-engine.com.example",
        "localhost",
    ],
)
def test_similar_hosts_have_no_provider(host: str) -> None:
    settings = recommended(providers()["mailgun"], host)
    assert check(settings).provider is None
    assert not codes(settings) & NEED_A_PROVIDER
