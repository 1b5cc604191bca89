"""The ready answers for support staff say what the engine and the providers' data say."""

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


def test_there_are_twenty_or_more_each_with_a_name_of_its_own() -> None:
    assert len(RAW) >= 20
    assert Counter(one["id"] for one in RAW).most_common(1)[0][1] == 1
    assert all(re.fullmatch(r"[a-z0-9-]+", one["id"]) for one in RAW)


@pytest.mark.parametrize("answer", ALL.values(), ids=ALL)
def test_an_answer_can_be_sent_as_it_is(answer: Answer) -> None:
    assert answer.addresses
    assert not re.search(r"[{}`*]|<checker>", answer.text)
    assert "".join(f"{words}<{address}>" for words, address in answer.parts) == f"{answer.text}<>"
    # Where an address is not at the end of a line, it would be read together with what follows.
    assert not re.search(r"<[^>]+/[^>]*>[^\n]", answer.text)


@pytest.mark.parametrize("one", RAW, ids=ALL)
def test_hosts_come_from_the_providers_data(one: dict[str, str]) -> None:
    assert not [host for host in provider_by_host() if host in one["text"]]


# Written down once more, apart from the presets and the templates.
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
def test_a_provider_is_answered_by_its_own_data(
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


def test_right_answers_have_no_fault() -> None:
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
def test_a_wrong_answer_is_found(answer: Answer, fault: str) -> None:
    (found,) = faults(answer, SITE)
    assert fault in found


def test_values_of_nobody_stop_the_build() -> None:
    with pytest.raises(SiteError, match="the form has no choice"):
        filled_in("{address}", "smtp.example.org")
    with pytest.raises(SiteError, match="documents no color"):
        filled_in("{color}", "smtp.sendgrid.net")


def test_a_fault_stops_the_build() -> None:
    with pytest.raises(SiteError, match="port-465: there is no findings/PORT08/"):
        canned_answers.check_answers({"checker/"})
