"""What the page on links says is true of the engine and of the page's examples."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from forem_smtp import Instance, Settings, Severity, check
from forem_smtp.context import Context
from forem_smtp.links import fragment, from_fragment, withheld
from forem_smtp.rules.samples import OWN, POSTMARK, SENDGRID
from tests.examples import DOCS, block

PAGE = (DOCS / "links.md").read_text(encoding="utf-8")
LINKS = [
    block("link-start").strip(),
    block("link-provider").strip(),
    block("link-mistake").strip(),
    block("link-own-server").strip(),
    block("link-senders").strip(),
    block("link-forem").strip(),
]
PROVIDER_VALUES = Settings(address="smtp.sendgrid.net", port="587", user_name="apikey")


def codes(link: str) -> list[str]:
    """Return the errors and warnings for the values in a link."""
    settings, forem = from_fragment(link)
    return [
        finding.code
        for finding in check(settings, forem).findings
        if finding.severity is not Severity.ADVICE and getattr(settings, finding.field)
    ]


def test_examples_have_the_values_described_before_them() -> None:
    start, provider, wrong, own, sender, known = LINKS
    assert from_fragment(start)[0].given() == [
        ("user_name", "apikey"),
        ("address", "smtp.sendgrid.net"),
        ("authentication", "plain"),
        ("port", "587"),
    ]
    assert check(*from_fragment(provider)).provider == "resend"
    assert [codes(link) for link in (start, provider, own, sender)] == [[], [], [], []]
    assert codes(wrong) == ["PORT08"]
    assert from_fragment(own)[0].user_name == "me+forem@example.org"
    assert from_fragment(own)[0].encryption == "starttls"
    assert from_fragment(sender)[0].reply_to_email_address == "help@example.org"
    assert codes(known) == ["PORT13"]
    assert from_fragment(known)[1].edition == "2021"


@pytest.mark.parametrize("link", LINKS)
def test_examples_are_the_links_that_the_checker_makes(link: str) -> None:
    made = dict(
        pair.split("=")
        for pair in fragment(Context.of(*from_fragment(link))).partition("?")[2].split("&")
    )
    assert made == dict(pair.split("=") for pair in link.partition("?")[2].split("&"))


def programs() -> dict[str, list[str | Path]]:
    node = Path(sys.executable).with_name("node")
    return {
        "python": [sys.executable, "-c", block("link-python")],
        "javascript": [node, "--eval", block("link-javascript")],
        "dash": ["dash", "-c", block("link-shell")],
        "bash": ["bash", "-c", block("link-shell")],
    }


@pytest.mark.parametrize("name", programs())
@pytest.mark.parametrize("user_name", ["apikey", "me+forem@example.org", "a b&c=d#e%20?ü"])
def test_the_pages_programs_make_valid_links(name: str, user_name: str) -> None:
    command = [
        str(part)
        .replace('"apikey"', f'"{user_name}"')
        .replace("encoded apikey", f"encoded '{user_name}'")
        for part in programs()[name]
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    address, _, link = done.stdout.strip().partition("#")
    assert (address, done.stderr) == ("https://YOUR-SITE/checker/", "")
    expected = PROVIDER_VALUES.replaced({"user_name": user_name})
    assert from_fragment(link) == (expected, Instance())


def test_the_table_of_encoded_characters() -> None:
    rows = re.findall(r"^\| (`[^`]+`|a space) \| `(%\w\w)` \|$", PAGE, re.MULTILINE)
    assert len(rows) == 8
    for shown, written in rows:
        assert quote(shown.strip("`") if shown != "a space" else " ", safe="") == written


def test_links_are_parsed_as_described() -> None:
    read = from_fragment
    assert (
        read("#check?v=1&user_name=me+forem%40example.org")[0].user_name == "me forem@example.org"
    )
    assert read("#check?port=25&port=587&v=1")[0] == Settings(port="587")
    assert read("#check?v=1&port=587&colour=red") == (Settings(port="587"), Instance())
    assert read("#check?v=1&port=587&password=Tulip-92")[0].password is None
    for version in ("", "v=2&", "v=x&"):
        assert read(f"#check?{version}port=587") == (Settings(port="587"), Instance())


LEFT_OUT = {
    "the password in it": OWN.replaced({"domain": f"{OWN.user_name} {OWN.password}"}),
    "USER:PASSWORD@HOST": OWN.replaced({"address": "smtp://me:secret@mail.example.org"}),
    "such as `SG.`": OWN.replaced({"user_name": str(SENDGRID.password)}),
    "Postmark": POSTMARK,
    "password:": OWN.replaced({"address": "host: mail.example.org password: no"}),
    "key=": OWN.replaced({"domain": "example.org key=no"}),
}


@pytest.mark.parametrize("words", LEFT_OUT)
def test_secrets_are_left_out_as_described(words: str) -> None:
    assert words in PAGE.partition("{#never}")[2].partition("{#opening}")[0]
    assert set(withheld(Context.of(LEFT_OUT[words]))) > {"password"}


def test_the_stated_length_of_a_link() -> None:
    stable = (Path(__file__).parents[1] / "golden/links.txt").read_text(encoding="utf-8").split()[1]
    stated = re.search(r"has about (\d+) characters", PAGE)
    assert stated
    assert abs(len(f"https://smtp.example.org/checker/#{stable}") - int(stated[1])) < 25
