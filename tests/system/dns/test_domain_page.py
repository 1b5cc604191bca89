"""The page on domain authentication: its records authenticate an email, and its mistakes don't.

A real DNS server has the records from the page's own table. A program queries it as a receiving
server does, and `dig` as the page says.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.examples import block, shown
from tests.system.dns.name_server import Record, Server

pytestmark = pytest.mark.needs("dnsmasq", "authheaders", "dig", "openssl")
PAGE = Path(__file__).parents[3] / "docs/domain-authentication.md"
RECEIVER = Path(__file__).with_name("receiver.py")
SERVER = "192.0.2.25"
ROW = re.compile(r"^\| \w+ \| (TXT|CNAME) \| `([^`]+)` \| `([^`]+)` \|$", re.MULTILINE)

Results = dict[str, str]
"""What a header says: `{"spf": "pass", "smtp.mailfrom": "example.com"}`."""


class Mail(NamedTuple):
    """An email as the provider sends it for a Forem."""

    envelope_sender: str = "bounce@example.com"
    signing_domain: str = "example.com"
    sender: str = "noreply@example.com"
    server: str = SERVER


def table() -> list[Record]:
    """Return the records that the page says to enter."""
    return [Record(*row) for row in ROW.findall(PAGE.read_text(encoding="utf-8"))]


def providers_own() -> list[Record]:
    """Return the provider's records that they refer to, and those for its own domain."""
    return [
        Record("TXT", "spf.provider.example", f"v=spf1 ip4:{SERVER} -all"),
        Record("TXT", "provider.example", "v=spf1 include:spf.provider.example -all"),
        Record("TXT", "s1.domainkey.provider.example", f"v=DKIM1; k=rsa; p={keys()[1]}"),
        Record("CNAME", "s1._domainkey.provider.example", "s1.domainkey.provider.example"),
    ]


@cache
def keys() -> tuple[str, str]:
    """Return the provider's private key, and the public key as in the DNS."""
    make = ["openssl", "genrsa", "-traditional", "1024"]
    secret = subprocess.run(make, capture_output=True, check=True).stdout
    convert = ["openssl", "rsa", "-pubout", "-outform", "DER"]
    public = subprocess.run(convert, input=secret, capture_output=True, check=True).stdout
    return secret.decode(), base64.b64encode(public).decode()


def header(mail: Mail, records: Iterable[Record]) -> str:
    """Return the header that a receiver adds to the email if the DNS has these records."""
    with Server([*records, *providers_own()]) as server:
        given = {**mail._asdict(), "key": keys()[0], "dns_port": server.port}
        done = subprocess.run(
            ["/usr/bin/python3", str(RECEIVER)],
            input=json.dumps(given),
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    return done.stdout


def results(header: str) -> Results:
    comments = re.compile(r'\([^)]*\)|reason="[^"]*"')
    words = comments.sub("", header).replace(";", " ").split()
    return dict(word.split("=", 1) for word in words if "=" in word)


def outcome(mail: Mail, records: Iterable[Record]) -> tuple[str, str, str]:
    """Return the results of SPF, DKIM and DMARC."""
    found = results(header(mail, records))
    return found["spf"], found["dkim"], found.get("dmarc", "")


@pytest.fixture
def dns() -> Iterator[Server]:
    with Server([*table(), *providers_own()]) as server:
        yield server


def test_the_page_has_a_record_for_spf_dkim_and_dmarc() -> None:
    assert [record.kind for record in table()] == ["TXT", "CNAME", "TXT"]


def test_an_email_passes_with_the_records() -> None:
    printed, expected = results(header(Mail(), table())), results(shown("authentication-results"))
    assert expected == {
        "spf": "pass",
        "smtp.mailfrom": "example.com",
        "dkim": "pass",
        "header.d": "example.com",
        "dmarc": "pass",
        "header.from": "example.com",
    }
    assert expected.items() <= printed.items()


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (block("dig-spf"), shown("dig-spf")),
        (block("dig-dkim"), shown("dig-dkim")),
        (block("dig-dmarc"), shown("dig-dmarc")),
    ],
    ids=["SPF", "DKIM", "DMARC"],
)
def test_dig_prints_what_the_page_shows(
    command: str, output: str, dns: Server, tmp_path: Path
) -> None:
    pattern = re.escape(output).replace("…", "[A-Za-z0-9+/=]+")
    assert re.fullmatch(pattern, dns.run(command, tmp_path))


def test_dig_shows_a_doubled_domain(dns: Server, tmp_path: Path) -> None:
    assert dns.run(block("dig-doubled"), tmp_path) == ""
    with Server([*doubled(), *providers_own()]) as other:
        assert other.run(block("dig-dkim"), tmp_path) == ""
        assert other.run(block("dig-doubled"), tmp_path) == "s1.domainkey.provider.example.\n"


# What the picture says about DMARC: one aligned result is enough, but it must be for From's domain.


@pytest.mark.parametrize(
    "mail",
    [
        Mail(envelope_sender="bounce@provider.example"),
        Mail(signing_domain="provider.example"),
        Mail(envelope_sender="b@provider.example", sender="noreply@forem.example.com"),
        Mail(server="192.0.2.99"),
    ],
    ids=["DKIM", "SPF", "DKIM, a name below", "DKIM, from a server that is not listed"],
)
def test_one_aligned_result_is_enough(mail: Mail) -> None:
    assert outcome(mail, table())[2] == "pass"


def test_passing_for_another_domain_fails_dmarc() -> None:
    mail = Mail(envelope_sender="bounce@provider.example", signing_domain="provider.example")
    assert outcome(mail, table()) == ("pass", "pass", "fail")


def test_no_result_passes() -> None:
    mail = Mail(server="192.0.2.99")
    _, dkim, _ = records = table()
    records.remove(dkim)
    assert outcome(mail, records) == ("softfail", "fail", "fail")


def test_without_a_record_there_is_no_dmarc() -> None:
    assert outcome(Mail(), table()[:2])[2] in ("", "none")


# The mistakes that the page describes.


def doubled() -> list[Record]:
    return [record._replace(name=f"{record.name}.example.com") for record in table()]


def test_two_spf_records() -> None:
    second = Record("TXT", "example.com", "v=spf1 include:spf.other.example ~all")
    assert outcome(Mail(), [*table(), second])[0] == "permerror"


def test_a_doubled_domain() -> None:
    assert "pass" not in outcome(Mail(), doubled())


def test_a_proxied_cname_fails() -> None:
    spf, dkim, dmarc = table()
    proxied = Record("A", dkim.name, "192.0.2.80")
    assert outcome(Mail(), [spf, proxied, dmarc])[1] == "fail"


def test_from_on_another_domain() -> None:
    other = Record("TXT", "_dmarc.mail.example", "v=DMARC1; p=none")
    mail = Mail(sender="community@mail.example")
    assert outcome(mail, [*table(), other]) == ("pass", "pass", "fail")


def test_a_truncated_key() -> None:
    spf, _, dmarc = table()
    cut = Record("TXT", "s1._domainkey.example.com", f"v=DKIM1; k=rsa; p={keys()[1][:-20]}")
    assert outcome(Mail(), [spf, cut, dmarc])[1] != "pass"
