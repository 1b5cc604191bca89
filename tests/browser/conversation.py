"""The picture of the conversation, as tests read it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from forem_smtp import Instance, Settings, check
from forem_smtp.conversation import Step, conversation
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.browser.checker import Checker

READY = SENDGRID.replaced({"encryption": "starttls"})
IMPLICIT = SENDGRID.replaced({"port": "465", "encryption": "implicit"})
READABLE = OWN.replaced({"encryption": "none"})
SENDERS = {"forem": "Forem", "server": "Mail server"}
LOCKS = {"closed": "Encrypted.", "open": "Not encrypted.", None: "Encryption not known."}
WORDS = {"fails": "Fails here.", "unsure": "Careful."}


def picture(checker: Checker) -> Locator:
    return checker.root.get_by_role("region", name="The conversation")


def heard(step: Step) -> str:
    """What a row says to somebody who sees nothing, up to the finding."""
    said = f"{SENDERS[step.sender]}: {step.text}"
    if step.state == "not reached":
        return f"{said} (not reached)"
    return said if step.id == "start" else f"{said}. {LOCKS[step.lock]}"


def expect_conversation(
    checker: Checker, settings: Settings, forem: Instance | None = None
) -> None:
    """Every step that CPython returns is shown in order, with its finding, and nothing else."""
    report = check(settings, forem or Instance())
    steps = conversation(report)
    rows = picture(checker).get_by_role("listitem")
    expect(rows.locator(".checker-words")).to_have_text([heard(step) for step in steps])
    for place, step in enumerate(steps):
        row = rows.nth(place)
        expect(row).to_have_attribute("data-state", step.state)
        expect(row.get_by_role("paragraph")).to_have_count(1 if step.code else 0)
        if step.code is None:
            continue
        finding = next(one for one in report.findings if one.code == step.code)
        expect(row.get_by_role("paragraph")).to_contain_text(WORDS[step.state])
        expect(row.get_by_role("paragraph")).to_contain_text(finding.message)
        link = row.get_by_role("link", name=step.code, exact=True)
        expect(link).to_have_attribute("href", re.compile(rf"/{re.escape(finding.url)}$"))
