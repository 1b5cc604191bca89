"""The page on domain authentication: its records authenticate a mail, its mistakes do not.

A real DNS server has the records of the page's own table. A program asks it as a receiving server
does, and `dig` as the page tells.
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
    """A mail as the provider sends it for a Forem."""

    envelope_sender: str = "bounce@example.com"
    signing_domain: str = "example.com"
    sender: str = "noreply@example.com"
    server: str = SERVER


def table() -> list[Record]:
    """The records that the page lets people enter."""
    return [Record(*row) for row in ROW.findall(PAGE.read_text(encoding="utf-8"))]


def providers_own() -> list[Record]:
    """The records to which they lead, at the provider; it also sends in its own name."""
    return [
        Record("TXT", "spf.provider.example", f"v=spf1 ip4:{SERVER} -all"),
        Record("TXT", "provider.example", "v=spf1 include:spf.provider.example -all"),
        Record("TXT", "s1.domainkey.provider.example", f"v=DKIM1; k=rsa; p={keys()[1]}"),
        Record("CNAME", "s1._domainkey.provider.example", "s1.domainkey.provider.example"),
    ]


@cache
def keys() -> tuple[str, str]:
    """The provider's secret key, and the public one as it is in the DNS."""
    make = ["openssl", "genrsa", "-traditional", "1024"]
    secret = subprocess.run(make, capture_output=True, check=True).stdout
    convert = ["openssl", "rsa", "-pubout", "-outform", "DER"]
    public = subprocess.run(convert, input=secret, capture_output=True, check=True).stdout
    return secret.decode(), base64.b64encode(public).decode()


def header(mail: Mail, records: Iterable[Record]) -> str:
    """The header that a receiver adds to the mail when the DNS has these records."""
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
    """SPF's, DKIM's and DMARC's results."""
    found = results(header(mail, records))
    return found["spf"], found["dkim"], found.get("dmarc", "")


@pytest.fixture
def dns() -> Iterator[Server]:
    with Server([*table(), *providers_own()]) as server:
        yield server


def test_the_page_has_a_record_for_each_of_the_three() -> None:
    assert [record.kind for record in table()] == ["TXT", "CNAME", "TXT"]


def test_the_records_let_a_mail_pass() -> None:
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


# What the picture says of DMARC: one is enough, and it must be for the domain of From.


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
def test_one_that_matches_is_enough(mail: Mail) -> None:
    assert outcome(mail, table())[2] == "pass"


def test_passing_for_another_domain_is_not_enough() -> None:
    mail = Mail(envelope_sender="bounce@provider.example", signing_domain="provider.example")
    assert outcome(mail, table()) == ("pass", "pass", "fail")


def test_neither_passes() -> None:
    mail = Mail(server="192.0.2.99")
    _, dkim, _ = records = table()
    records.remove(dkim)
    assert outcome(mail, records) == ("softfail", "fail", "fail")


def test_without_a_record_there_is_no_dmarc() -> None:
    assert outcome(Mail(), table()[:2])[2] in ("", "none")


# The mistakes, each as the page describes it.


def doubled() -> list[Record]:
    return [record._replace(name=f"{record.name}.example.com") for record in table()]


def test_two_spf_records() -> None:
    second = Record("TXT", "example.com", "v=spf1 include:spf.other.example ~all")
    assert outcome(Mail(), [*table(), second])[0] == "permerror"


def test_a_doubled_domain() -> None:
    assert "pass" not in outcome(Mail(), doubled())


def test_a_proxied_cname() -> None:
    spf, dkim, dmarc = table()
    proxied = Record("A", dkim.name, "192.0.2.80")
    assert outcome(Mail(), [spf, proxied, dmarc])[1] == "fail"


def test_from_on_another_domain() -> None:
    other = Record("TXT", "_dmarc.mail.example", "v=DMARC1; p=none")
    mail = Mail(sender="community@mail.example")
    assert outcome(mail, [*table(), other]) == ("pass", "pass", "fail")


def test_a_key_that_is_cut() -> None:
    spf, _, dmarc = table()
    cut = Record("TXT", "s1._domainkey.example.com", f"v=DKIM1; k=rsa; p={keys()[1][:-20]}")
    assert outcome(Mail(), [spf, cut, dmarc])[1] != "pass"
