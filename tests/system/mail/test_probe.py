"""`forem-smtp probe` finds what Forem's mail meets, over the whole matrix."""

from collections import Counter

import pytest

from tests.system.mail.matrix import Result

pytestmark = pytest.mark.needs("action-mailer", "postfix", "sasl", "openssl")

BEGUN = ("sent", "failed")
"""The outcomes in which Forem connected, or tried to."""


def compared(results: list[Result]) -> list[tuple[Result, str | None, str | None]]:
    """Each result that both reached, with the class of the probe's error and of Ruby's."""
    found = []
    for result in results:
        if result.probed is None or result.outcome.result not in BEGUN:
            continue
        probed = result.probed.error and result.probed.error.partition(": ")[0]
        ruby = result.outcome.error.replace("SocketError", "Socket::ResolutionError") or None
        found.append((result, probed, ruby))
    return found


def shown(wrong: list[tuple[Result, str | None, str | None]]) -> str:
    return "\n".join(f"{result.probed and result.probed.error} | {result}" for result, *_ in wrong)


def test_where_a_probe_fails_forems_mail_fails_with_the_same_error(results: list[Result]) -> None:
    failed = [each for each in compared(results) if each[1]]
    counts = Counter(probed for _, probed, _ in failed)
    assert len(counts) >= 6, counts
    assert len(failed) > 200
    wrong = [each for each in failed if each[1] != each[2] and not has_underscore(each[0])]
    assert not wrong, shown(wrong)


def has_underscore(result: Result) -> bool:
    """Whether a certificate's star matches the host's name for Ruby, but not for Python."""
    return "_" in (result.report.context.host or "")


def test_where_all_was_tried_the_mail_is_accepted_or_its_content_is_not(
    results: list[Result],
) -> None:
    tried = [
        each
        for each in compared(results)
        if each[1] is None and each[0].probed and each[0].probed.unfinished is None
    ]
    assert len(tried) > 200
    wrong = [
        each
        for each in tried
        if each[2] and "not the kind of mail that is taken here" not in each[0].outcome.message
    ]
    assert not wrong, shown(wrong)


def test_only_an_unencrypted_connection_gets_no_password(results: list[Result]) -> None:
    kept = [
        result
        for result, _, _ in compared(results)
        if result.probed and "unencrypted" in str(result.probed.unfinished)
    ]
    assert len(kept) > 20
    assert not [result for result in kept if result.encrypted]
