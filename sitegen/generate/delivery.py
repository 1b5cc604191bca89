"""Shows the results of the delivery measurement (`make delivery`)."""

from __future__ import annotations

import json
from typing import Any

from sitegen.context import CONTENT

TABLE = CONTENT / "delivery.json"
KINDS = {
    "faithful": "The server does what its provider documents, or what you stated",
    "typed": "The same, but the value was entered in Forem with spaces or quotes around it",
    "contradiction": "Port and stated encryption contradict each other; nothing else is wrong",
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
    "sent by key": "Forem sent through SendGrid with `SENDGRID_API_KEY` instead",
}


def read() -> dict[str, dict[str, Any]]:
    """Return the measurements that `make delivery` wrote, by system."""
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
        f"| System | {' | '.join(map(str.title, measured))} |",
        "| --- " * (1 + len(measured)) + "|",
        *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()),
    ]
    return "\n".join(lines)


def table() -> str:
    """Return the counts as Markdown: a row for all systems, or one for each if they differ."""
    measured = read()
    lines = [
        f"On {system.title()}: {one['emails']:,} emails from {one['cases']:,} sets of settings."
        for system, one in measured.items()
    ]
    lines.append("If a row names no system, all systems had the same result.")
    for kind, title in KINDS.items():
        lines += ["", f"**{title}:**", "", f"| Verdict | {' | '.join(OUTCOMES)} |"]
        lines.append("| --- " + "| ---: " * len(OUTCOMES) + "|")
        for verdict, word in VERDICTS.items():
            cells = {system: counts(one, kind, verdict) for system, one in measured.items()}
            lines += [f"| {label} | {row} |" for label, row in labeled(word, cells) if row]
    why = {system: not_delivered(one) for system, one in measured.items()}
    for label, text in labeled("Not delivered, all tables together", why):
        lines += ["", f"{label}: {text}."]
    return "\n".join(lines)


def labeled(label: str, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Return the label and text once if all systems agree, or else once for each system."""
    if len(set(texts.values())) == 1:
        return [(label, next(iter(texts.values())))]
    return [(f"{label} ({system.title()})", text) for system, text in texts.items()]


def counts(measured: dict[str, Any], kind: str, verdict: str) -> str:
    """Return the cells of one row; empty if there was no such case."""
    rows = [row for row in measured["rows"] if (row["kind"], row["verdict"]) == (kind, verdict)]
    numbers = [
        sum(row["count"] for row in rows if row["outcome"] in outcomes)
        for outcomes in OUTCOMES.values()
    ]
    return " | ".join(f"{number:,}" for number in numbers) if rows else ""


def not_delivered(measured: dict[str, Any]) -> str:
    """Return the reasons why emails weren't delivered, with their number."""
    why = {
        reason: sum(row["count"] for row in measured["rows"] if row["outcome"] == outcome)
        for outcome, reason in REASONS.items()
    }
    return "; ".join(f"{reason} ({count:,})" for reason, count in why.items())
