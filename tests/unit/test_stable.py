"""What was published never changes: the shapes of reports and payloads, and links with values.

A difference here breaks what people have saved, scripted or sent. Lines may be added to the golden
files, but never changed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import forem_smtp
from forem_smtp import PAYLOADS, Instance, Settings, check, payload, read
from forem_smtp.context import Context
from forem_smtp.links import LINKED, fragment, from_fragment
from forem_smtp.rules.samples import SENDGRID

STABLE = Path(__file__).parents[1] / "golden"
WRONG = SENDGRID.replaced({"user_name": "me@example.com", "port": "465", "encryption": "starttls"})
LINKS = (STABLE / "links.txt").read_text(encoding="utf-8").split()


def test_the_report_matches_the_golden_file() -> None:
    published = json.loads((STABLE / "report.json").read_text(encoding="utf-8"))
    assert check(WRONG).to_json() == published


@pytest.mark.parametrize("name", PAYLOADS)
def test_payloads_match_the_golden_files(name: str) -> None:
    published = (STABLE / PAYLOADS[name].filename).read_text(encoding="utf-8")
    assert payload(SENDGRID, name) == published
    assert read(published).settings == SENDGRID


def test_golden_links_round_trip() -> None:
    assert from_fragment(LINKS[0]) == (
        Settings(address="smtp.sendgrid.net", port="587"),
        Instance(),
    )
    settings, forem = from_fragment(LINKS[1])
    assert settings == Settings(**{**dict(WRONG.given()), "password": None})
    assert fragment(Context.of(settings, forem)) == LINKS[1]
    assert forem == Instance(
        edition="2021",
        hosting="hetzner",
        sendgrid_api_key=True,
        app_domain="community.example.org",
    )
    settings, forem = from_fragment(LINKS[2])
    assert fragment(Context.of(settings, forem)) == LINKS[2]
    assert forem == Instance(community_name="Cats, Dogs & Co.")


def test_names_in_links() -> None:
    assert LINKED == (
        "user_name",
        "address",
        "authentication",
        "domain",
        "port",
        "from_email_address",
        "reply_to_email_address",
        "encryption",
    )


def test_public_python_names() -> None:
    assert set(forem_smtp.__all__) >= {
        "PAYLOADS",
        "RULES",
        "Cause",
        "Explanation",
        "Finding",
        "Fix",
        "Instance",
        "PayloadError",
        "Provider",
        "ParseResult",
        "Report",
        "Settings",
        "Severity",
        "check",
        "explain",
        "payload",
        "providers",
        "read",
    }
    assert all(hasattr(forem_smtp, name) for name in forem_smtp.__all__)


@pytest.mark.parametrize(
    "name", ["browser", "rails", "json", "dotenv", "docker-env", "shell", "systemd"]
)
def test_payload_names(name: str) -> None:
    assert name in PAYLOADS
