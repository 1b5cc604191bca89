"""The results of the proof of delivery."""

from __future__ import annotations

import json
from typing import Any

from sitegen.context import CONTENT

TABLE = CONTENT / "delivery.json"
KINDS = {
    "faithful": "The server does what its provider documents, or what you stated",
    "typed": "The same, but the value was entered in Forem with the blanks or quotes around it",
    "contradiction": "Port and stated encryption contradict each other, nothing else is wrong",
    "unseen": "Something is wrong that no setting shows",
}
VERDICTS = {"ready": "Ready", "warnings": "Warnings", "errors": "Errors"}
OUTCOMES = {
    "Delivered, encrypted": ("encrypted",),
    "Delivered, readable": ("readable",),
    "Not delivered": ("failed", "refused", "off", "sandbox", "sent by key"),
}
REASONS = {
    "failed": "the attempt failed",
    "refused": "Forem refuses to save the values",
    "off": "Forem keeps mail off",
    "sandbox": "a sandbox kept it",
    "sent by key": "Forem sent through SendGrid by `SENDGRID_API_KEY` instead",
}


def versions() -> str:
    """Return the versions of the programs that delivered the mails."""
    return ", ".join(f"{name} {version}" for name, version in read()["versions"].items())


def read() -> dict[str, Any]:
    """Return what `make delivery` wrote."""
    data: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return data


def table() -> str:
    """Return the counts as Markdown."""
    data = read()
    rows = data["rows"]
    lines = [f"{data['mails']:,} mails from {data['cases']:,} sets of settings."]
    for kind, title in KINDS.items():
        lines += ["", f"**{title}:**", "", f"| Verdict | {' | '.join(OUTCOMES)} |"]
        lines.append("| --- " + "| ---: " * len(OUTCOMES) + "|")
        for verdict, word in VERDICTS.items():
            found = [row for row in rows if row["kind"] == kind and row["verdict"] == verdict]
            if not found:
                continue
            counts = [
                sum(row["count"] for row in found if row["outcome"] in outcomes)
                for outcomes in OUTCOMES.values()
            ]
            lines.append(f"| {word} | {' | '.join(f'{count:,}' for count in counts)} |")
    why = {
        reason: sum(row["count"] for row in rows if row["outcome"] == outcome)
        for outcome, reason in REASONS.items()
    }
    listed = "; ".join(f"{reason} ({count:,})" for reason, count in why.items())
    return "\n".join([*lines, "", f"Not delivered, all tables together: {listed}."])
