"""Shows the way to a Forem that sends mail, step by step: `way.toml` has the steps.

A page of the guide says which step it is about, `step: choose`, and gets the strip of all steps
above its heading. Another page gets it where `<!-- way -->` stands.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from sitegen.templating import html

HERE = Path(__file__).parent
WAY: dict[str, list[dict[str, str]]] = tomllib.loads(
    (HERE / "way.toml").read_text(encoding="utf-8")
)
STEPS = WAY["step"]
"""The steps in their order; way.toml tells what each holds."""
HEADING = "<h1 "
MARK = "<!-- way -->"


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the strip into the page. Raises PluginError for a step that there is not."""
    step: Any = page.meta.get("step")
    root = get_relative_url(".", page.url) + "/"
    if step is None:
        return output.replace(MARK, strip(None, root))
    if step not in [one["id"] for one in STEPS]:
        raise PluginError(f"{page.file.src_uri}: way.toml has no step {step!r}")
    return output.replace(HEADING, strip(step, root) + HEADING, 1)


def strip(step: str | None, root: str) -> str:
    """The strip as HTML; `root` leads from its page to the site's root."""
    return html("way.html.j2", steps=STEPS, here=step, root=root)


def places() -> list[dict[str, Any]]:
    """Where the way leads: each place with its steps, which have their numbers."""
    steps = [{**step, "number": number} for number, step in enumerate(STEPS, 1)]
    return [
        {**place, "steps": [step for step in steps if step["place"] == place["id"]]}
        for place in WAY["place"]
    ]
