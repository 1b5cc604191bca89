"""The canned answers for support staff agree with the engine and the providers' data."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest

from forem_smtp import providers
from forem_smtp.providers import provider_by_host
from sitegen.context import CONTENT
from sitegen.errors import SiteError
from sitegen.generate import canned_answers
from sitegen.generate.canned_answers import Answer, faults, filled_in

ALL = {answer.id: answer for answer in canned_answers.answers()}
RAW = tomllib.loads((CONTENT / "canned_answers.toml").read_text(encoding="utf-8"))["answer"]
SITE = {"checker/", "providers/", "findings/PORT08/"}


def test_there_are_at_least_twenty_with_unique_names() -> None:
    assert len(RAW) >= 20
    assert Counter(one["id"] for one in RAW).most_common(1)[0][1] == 1
    assert all(re.fullmatch(r"[a-z0-9-]+", one["id"]) for one in RAW)


@pytest.mark.parametrize("answer", ALL.values(), ids=ALL)
def test_answers_can_be_sent_as_they_are(answer: Answer) -> None:
    assert answer.addresses
    assert not re.search(r"[{}`*]|<checker>", answer.text)
    assert "".join(f"{words}<{address}>" for words, address in answer.parts) == f"{answer.text}<>"
    # Otherwise email programs would take what follows for part of the address.
    assert not re.search(r"<[^>]+/[^>]*>[^\n]", answer.text)


@pytest.mark.parametrize("one", RAW, ids=ALL)
def test_hosts_come_from_provider_data(one: dict[str, str]) -> None:
    assert not [host for host in provider_by_host() if host in one["text"]]


# Repeated here, independently of the presets and the templates.
@pytest.mark.parametrize(
    ("name", "provider", "region", "port"),
    [
        ("sendgrid", "sendgrid", "Global", 587),
        ("mailgun-eu", "mailgun", "EU", 587),
        ("brevo", "brevo", "Global", 587),
        ("gmail", "gmail", "Global", 587),
        ("outlook", "microsoft365", "Global", 587),
    ],
)
def test_provider_answers_use_the_providers_own_data(
    name: str, provider: str, region: str, port: int
) -> None:
    known = providers()[provider]
    text = ALL[name].text
    (host,) = [host.host for host in known.hosts if host.region == region]
    assert known.modes[port] == "starttls"
    assert re.search(rf"(?i)\baddress:? {re.escape(host)}\b", text)
    assert re.search(rf"(?i)\bport:? {port}\b", text)
    assert known.user_name.what.replace("`", "") in text
    assert f"address={host}" in text and f"port={port}" in text


def test_valid_answers_have_no_faults() -> None:
    text = "Look: <findings/PORT08/>\nTry: <checker/#check?v=1&port=465>"
    good = Answer("a", "Net::ReadTimeout", text, message="read-timeout", finds=("PORT08",))
    assert list(faults(good, SITE)) == []


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer("a", "?", "Look: <findings/PORT99/>"), "there is no findings/PORT99/"),
        (Answer("a", "?", "<checker/#check?v=1&port=465>"), "the checker finds ('PORT08',)"),
        (Answer("a", "?", "<checker/#check?v=1&port=587>", finds=("PORT08",)), "not ('PORT08',)"),
        (Answer("a", "Hello?", "<checker/>", message="read-timeout"), "not explained"),
    ],
)
def test_faults_in_an_answer_are_detected(answer: Answer, fault: str) -> None:
    (found,) = faults(answer, SITE)
    assert fault in found


def test_values_of_unknown_providers_stop_the_build() -> None:
    with pytest.raises(SiteError, match="the form has no choice"):
        filled_in("{address}", "smtp.example.org")
    with pytest.raises(SiteError, match="documents no color"):
        filled_in("{color}", "smtp.sendgrid.net")


def test_a_faulty_answer_stops_the_build() -> None:
    with pytest.raises(SiteError, match="port-465: there is no findings/PORT08/"):
        canned_answers.check_answers({"checker/"})
