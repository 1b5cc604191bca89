"""The results of the proof of delivery."""

from __future__ import annotations

import json
from typing import Any

from sitegen.context import CONTENT

TABLE = CONTENT / "delivery.json"
KINDS = {
    "faithful": "The server does what its provider documents, or what you stated",
    "typed": "The same, but the value was entered in Forem with the spaces or quotes around it",
    "contradiction": "Port and stated encryption contradict each other, nothing else is wrong",
    "unseen": "Something is wrong that no setting shows",
}
VERDICTS = {"ready": "Ready", "warnings": "Warnings", "errors": "Errors"}
OUTCOMES = {
    "Delivered, encrypted": ("encrypted",),
    "Delivered, unencrypted": ("unencrypted",),
    "Not delivered": ("failed", "refused", "off", "sandbox", "sent by key"),
}
REASONS = {
    "failed": "the attempt failed",
    "refused": "Forem refuses to save the values",
    "off": "Forem keeps mail off",
    "sandbox": "a sandbox kept it",
    "sent by key": "Forem sent through SendGrid by `SENDGRID_API_KEY` instead",
}


def read() -> dict[str, dict[str, Any]]:
    """Return what `make delivery` wrote: what was measured, by system."""
    measured: dict[str, dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return measured


def versions() -> str:
    """Return a table of what was run, with a column for each system."""
    measured = read()
    rows = {"Measured on": [system["day"] for system in measured.values()]}
    for system in measured.values():
        for program, version in system["versions"].items():
            rows.setdefault(program, []).append(version)
    lines = [
        f"| | {' | '.join(map(str.title, measured))} |",
        "| --- " * (1 + len(measured)) + "|",
        *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()),
    ]
    return "\n".join(lines)


def table() -> str:
    """Return the counts as Markdown, once for all systems on which they are the same."""
    systems: dict[str, list[str]] = {}
    for system, measured in read().items():
        systems.setdefault(counts(measured), []).append(system.title())
    return "\n\n".join(f"On {' and on '.join(names)}: {text}" for text, names in systems.items())


def counts(measured: dict[str, Any]) -> str:
    """Return the counts of one system as Markdown."""
    rows = measured["rows"]
    lines = [f"{measured['mails']:,} mails from {measured['cases']:,} sets of settings."]
    for kind, title in KINDS.items():
        lines += ["", f"**{title}:**", "", f"| Verdict | {' | '.join(OUTCOMES)} |"]
        lines.append("| --- " + "| ---: " * len(OUTCOMES) + "|")
        for verdict, word in VERDICTS.items():
            found = [row for row in rows if row["kind"] == kind and row["verdict"] == verdict]
            if not found:
                continue
            numbers = [
                sum(row["count"] for row in found if row["outcome"] in outcomes)
                for outcomes in OUTCOMES.values()
            ]
            lines.append(f"| {word} | {' | '.join(f'{number:,}' for number in numbers)} |")
    why = {
        reason: sum(row["count"] for row in rows if row["outcome"] == outcome)
        for outcome, reason in REASONS.items()
    }
    listed = "; ".join(f"{reason} ({count:,})" for reason, count in why.items())
    return "\n".join([*lines, "", f"Not delivered, all tables together: {listed}."])
