"""The promises of the severities hold for the whole matrix."""

import json
from typing import Any

import pytest

from forem_smtp import explain
from forem_smtp.conversation import conversation
from tests import programs
from tests.system.mail.__main__ import TABLE
from tests.system.mail.matrix import OUTCOMES, Result, table

pytestmark = pytest.mark.needs("action-mailer", "postfix", "sasl", "openssl")


def shown(results: list[Result]) -> str:
    return "\n".join(map(str, results))


def test_the_matrix_is_large(results: list[Result]) -> None:
    assert len({result.case for result in results}) >= 600
    # Every outcome occurs, so that no promise holds vacuously.
    assert {result.what for result in results} == set(OUTCOMES)
    for verdict in ("ready", "warnings", "errors"):
        assert sum(result.verdict == verdict for result in results) > 100


def test_an_error_means_that_nothing_is_delivered(results: list[Result]) -> None:
    wrong = [
        result
        for result in results
        if result.verdict == "errors" and result.kind != "contradiction" and result.arrived
    ]
    assert not wrong, shown(wrong)


def test_implicit_tls_is_never_delivered(results: list[Result]) -> None:
    found = [
        result
        for result in results
        if "PORT08" in {finding.code for finding in result.report.findings}
    ]
    assert len(found) > 100
    wrong = [result for result in found if result.arrived or result.verdict != "errors"]
    assert not wrong, shown(wrong)


def test_ready_means_delivered_and_encrypted(results: list[Result]) -> None:
    wrong = [
        result
        for result in results
        if result.kind == "faithful"
        and result.verdict == "ready"
        and not (result.arrived and result.encrypted)
    ]
    assert not wrong, shown(wrong)


def test_contradictions_about_implicit_tls_are_never_delivered(
    results: list[Result],
) -> None:
    """If port and stated encryption contradict each other, one of them means implicit TLS."""
    found = [
        result
        for result in results
        if result.kind == "contradiction"
        and result.case.faithful
        and (result.case.server == "usual") == (result.case.settings.encryption != "implicit")
    ]
    wrong = [result for result in found if result.arrived]
    assert len(found) >= 5
    assert not wrong, shown(wrong)


def test_unencrypted_emails_had_a_warning(results: list[Result]) -> None:
    wrong = [
        result
        for result in results
        if result.arrived
        and not result.encrypted
        and result.kind == "faithful"
        and not {"PORT09", "PORT15"} & {finding.code for finding in result.report.findings}
    ]
    assert not wrong, shown(wrong)


def test_every_error_is_explained(results: list[Result]) -> None:
    errors = {f"{result.outcome.error}: {result.outcome.message}" for result in results}
    of_ruby = {error for error in errors if "::" in error}
    assert len(of_ruby) > 20
    assert not [error for error in of_ruby if explain(error) is None]


@pytest.mark.skipif(
    programs.system() not in programs.REFERENCE,
    reason=f"the site shows what came out on {' and '.join(programs.REFERENCE)}",
)
def test_the_site_shows_the_results(results: list[Result]) -> None:
    # The counts are from the date on the page; more examples since then make more cases.
    published = json.loads(TABLE.read_text(encoding="utf-8"))[programs.system()]["rows"]
    assert combinations(published) == combinations(table(results)), (
        "Run make delivery, and review what has changed."
    )


def combinations(rows: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """Return the pairs of verdict and outcome."""
    return {(row["kind"], row["verdict"], row["outcome"]) for row in rows}


def test_the_conversation_agrees_with_what_happened(results: list[Result]) -> None:
    """If a step fails, nothing arrived, and encryption was as the padlocks show."""
    wrong = []
    seen = set()
    for result in results:
        if result.kind != "faithful":
            continue
        steps = {step.id: step for step in conversation(result.report)}
        fails = any(step.state == "fails" for step in steps.values())
        lock = steps["auth"].lock if "auth" in steps else None
        seen.add((fails, lock, result.what))
        if result.arrived and (fails or lock == ("open" if result.encrypted else "closed")):
            wrong.append(result)
        # Mail that was off, refused or sent by the key was predicted to be so.
        if result.what in ("off", "refused", "sent by key") and "start" not in steps:
            wrong.append(result)
    assert not wrong, shown(wrong)
    assert {(False, "closed", "encrypted"), (False, "open", "unencrypted")} <= seen
