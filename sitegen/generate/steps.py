"""The steps to a Forem that sends mail, from `content/steps.toml`.

A page of the guide names the step that it's about (`step: choose`), and shows the strip of all
steps above its heading.
"""

from __future__ import annotations

import tomllib
from typing import Any

from sitegen.context import CONTENT, PageContext
from sitegen.templating import fill

TABLES: dict[str, list[dict[str, str]]] = tomllib.loads(
    (CONTENT / "steps.toml").read_text(encoding="utf-8")
)
STEPS = TABLES["step"]
"""The steps in order; steps.toml describes the keys."""
HEADING = "<h1 "


def add_strip(html: str, step: str | None, page: PageContext) -> str:
    """Put the strip above a page's heading, if the page is about a step.

    Raises SiteError for a step that doesn't exist.
    """
    if step is None:
        return html
    if step not in [known["id"] for known in STEPS]:
        raise page.error(f"steps.toml has no step {step!r}")
    return html.replace(HEADING, strip(page, step) + HEADING, 1)


def strip(page: PageContext, step: str | None = None) -> str:
    """Return the strip as HTML."""
    return fill("steps.html.j2", steps=STEPS, here=step, root=page.root)


def places() -> list[dict[str, Any]]:
    """Return the places where steps are done, each with its numbered steps."""
    steps = [{**step, "number": number} for number, step in enumerate(STEPS, 1)]
    return [
        {**place, "steps": [step for step in steps if step["place"] == place["id"]]}
        for place in TABLES["place"]
    ]
