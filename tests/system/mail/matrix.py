"""Runs the matrix: the checker's verdict on each case, and the outcome of its email."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from forem_smtp import Report, Settings, check
from forem_smtp.context import Context
from forem_smtp.probe import Outcome as Probed
from tests.system.mail.cases import Case, Servers, cases, contradicts, hosts
from tests.system.mail.fake_providers import FakeProviders
from tests.system.mail.forem import LONG_S, SHORT_S, Attempt, Forem, Outcome
from tests.system.mail.postfix import Postfix
from tests.system.mail.probing import probe_all

KEY = "SG." + "k" * 66
"""The SENDGRID_API_KEY of a Forem that has one."""


KINDS = ("faithful", "typed", "contradiction", "unseen")
"""The cases by what they can prove.

`faithful`: the server does what is documented or stated, and the account is the admin's own.
`typed`: the same, but Forem got the values as typed, and not the clean ones of the payload.
`contradiction`: port and stated encryption contradict each other, and nothing else is wrong.
`unseen`: the statement is false, the account another's, the certificate wrong, or the host absent.
"""
VERDICTS = ("ready", "warnings", "errors")
OUTCOMES = ("encrypted", "unencrypted", "sandbox", "failed", "refused", "off", "sent by key")
"""Delivered encrypted or not; kept by a sandbox; failed; Forem refused to save; Forem's mail
was off; sent by SENDGRID_API_KEY instead."""
COLUMNS = ("kind", "verdict", "outcome", "count")


@dataclass(frozen=True, kw_only=True)
class Result:
    """A case, the verdict, and the outcome.

    `by` says which values were used: `payload` (the cleaned and completed ones in a payload) or
    `typed`.
    `probed` is what `forem-smtp probe` found with the values of the payload.
    `arrived` is whether the mail reached the server with these values, `encrypted` whether the
    connection was encrypted.
    """

    case: Case
    by: str
    report: Report
    outcome: Outcome
    probed: Probed | None
    arrived: bool
    encrypted: bool

    @property
    def kind(self) -> str:
        """The group of the table that it belongs to; see `KINDS`."""
        if contradicts(self.report):
            return "contradiction"
        if not self.case.faithful:
            return "unseen"
        return "faithful" if self.by == "payload" else "typed"

    @property
    def verdict(self) -> str:
        """The verdict; `ready` without errors and warnings, even if something isn't stated."""
        return "ready" if self.report.verdict == "unfinished" else self.report.verdict

    @property
    def what(self) -> str:
        """The outcome: one of `OUTCOMES`."""
        if self.arrived:
            return "encrypted" if self.encrypted else "unencrypted"
        return "sandbox" if self.outcome.result == "sent" else self.outcome.result

    def __str__(self) -> str:
        codes = ", ".join(finding.code for finding in self.report.findings)
        return (
            f"{self.report.verdict} ({codes}) but {self.what}: {self.case.settings} "
            f"{self.case.forem}, as {self.by}, server {self.case.server}, "
            f"{self.outcome.error} {self.outcome.message}"
        )


def run() -> list[Result]:
    """Start the servers, run every case, and stop the servers."""
    named = hosts()
    with Postfix(*named.pop("")) as postfix, FakeProviders(postfix.certificates, named) as fakes:
        servers = Servers(postfix, fakes)
        wanted = dict(attempts(cases(), servers))
        with Forem(postfix.authority) as forem:
            outcomes = forem.run(wanted)
            probed = probe_all(
                {
                    attempt.id: (check(case.settings, case.forem), attempt)
                    for attempt, (case, by) in wanted.items()
                    if by == "payload"
                },
                postfix.authority,
            )
        messages = postfix.messages()
        results = []
        for attempt, (case, by) in wanted.items():
            mail = messages.get(attempt.message_id)
            accepted = fakes.accepted.get(attempt.message_id)
            outcome = outcomes[attempt.id]
            received = str(mail["Received"]) if mail else ""
            results.append(
                Result(
                    case=case,
                    by=by,
                    report=check(case.settings, case.forem),
                    outcome=outcome,
                    probed=probed.get(attempt.id),
                    arrived=bool(mail or accepted) and outcome.result == "sent",
                    encrypted=" with ESMTPSA " in received or bool(accepted and accepted.encrypted),
                )
            )
        return results


def attempts(found: Iterable[Case], servers: Servers) -> Iterable[tuple[Attempt, tuple[Case, str]]]:
    """Return each case with its payload's values, and with the typed values if they differ."""
    for number, case in enumerate(found):
        context = Context.of(case.settings, case.forem)
        typed = case.settings.replaced(context.filled_in)
        ways = {"payload": context.payload}
        if values(context.payload) != values(typed):
            ways["typed"] = typed
        limit = SHORT_S if servers.is_silent(case) else LONG_S
        for by, settings in ways.items():
            attempt = Attempt(
                id=f"{number}-{by}",
                values=values(settings),
                places=servers.places(case),
                limit=limit,
                edition=case.forem.edition,
                environment={"SENDGRID_API_KEY": KEY} if case.forem.sendgrid_api_key else {},
                community_name=case.forem.community_name or "Cats",
            )
            yield attempt, (case, by)


def values(settings: Settings) -> dict[str, str]:
    """Return the values that Forem gets."""
    return {name: value for name, value in settings.given() if name != "encryption"}


def table(results: Iterable[Result]) -> list[dict[str, str | int]]:
    """Count the outcomes by kind of case and verdict."""
    counts = Counter((result.kind, result.verdict, result.what) for result in results)
    places = {name: place for place, name in enumerate((*KINDS, *VERDICTS, *OUTCOMES))}
    rows = sorted(counts.items(), key=lambda row: [places[name] for name in row[0]])
    return [dict(zip(COLUMNS, (*names, count), strict=True)) for names, count in rows]
