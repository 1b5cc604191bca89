"""A finding's page, for readers outside the site."""

from __future__ import annotations

import re

from ...rules import SOURCES, Rule

_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")


def rule_page(rule: Rule) -> str:
    """Return a finding's page as Markdown, without the links that work only on the site."""
    sources = "\n".join(f"- {SOURCES[name][0]}" for name in rule.sources)
    text = (
        f"# {rule.code}: {rule.title}\n\n"
        f"{rule.severity.capitalize()}, field {rule.label}.\n\n"
        f"## What you see\n\n{rule.symptom}\n\n## Why\n\n{rule.cause}\n\n"
        f"## How to fix it\n\n{rule.fix}\n\n## Sources\n\n{sources}\n"
    )
    return _LINK.sub(r"\1", text)
