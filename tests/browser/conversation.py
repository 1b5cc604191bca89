"""The picture of the conversation."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from forem_smtp import Instance, Settings, check
from forem_smtp.conversation import Step, conversation
from forem_smtp.rules.samples import OWN, SENDGRID
from tests.browser.checker import Checker

READY = SENDGRID.replaced({"encryption": "starttls"})
IMPLICIT = SENDGRID.replaced({"port": "465", "encryption": "implicit"})
UNENCRYPTED = OWN.replaced({"encryption": "none"})
SENDERS = {"forem": "Forem", "server": "Mail server"}
LOCKS = {"closed": "Encrypted.", "open": "Not encrypted.", None: "Encryption not known."}
WORDS = {"fails": "Fails here.", "unsure": "Careful."}


def picture(checker: Checker) -> Locator:
    return checker.root.get_by_role("region", name="The conversation")


def accessible_text(step: Step) -> str:
    """Return what a screen reader reads in a row, up to the finding."""
    text = f"{SENDERS[step.sender]}: {step.text}"
    if step.state == "not reached":
        return f"{text} (not reached)"
    return text if step.id == "start" else f"{text}. {LOCKS[step.lock]}"


def expect_conversation(
    checker: Checker, settings: Settings, forem: Instance | None = None
) -> None:
    """Expect exactly the steps that CPython returns, in order, with their findings."""
    report = check(settings, forem or Instance())
    steps = conversation(report)
    rows = picture(checker).get_by_role("listitem")
    expect(rows.locator(".checker-words")).to_have_text([accessible_text(step) for step in steps])
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
