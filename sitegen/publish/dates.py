"""Marks the days in a page, such as 2026-11-30, which then don't break at their hyphens."""

from __future__ import annotations

import re

# Code, tags and comments stay as they are: a day in them isn't part of the page's prose.
TOKEN = re.compile(
    r"<(?P<code>pre|code)\b.*?</(?P=code)>|<!--.*?-->|<[^>]*>"
    r"|(?<![\w-])(?P<day>\d{4}-\d\d-\d\d)(?![\w-])",
    re.DOTALL,
)


def marked(html: str) -> str:
    """Return a page's HTML with each day in a `<time>` element."""
    return TOKEN.sub(lambda it: f"<time>{it['day']}</time>" if it["day"] else it[0], html)
