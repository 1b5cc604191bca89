"""Shows on a page of the guide which step of the whole way it is about: `step: choose`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

HERE = Path(__file__).parent
STEPS: list[dict[str, str]] = tomllib.loads((HERE / "way.toml").read_text(encoding="utf-8"))["step"]
"""The steps in their order; way.toml tells what each holds."""
HEADING = "<h1 "


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the strip above the page's heading. Raises PluginError for a step that there is not."""
    step: Any = page.meta.get("step")
    if step is None:
        return output
    if step not in [one["id"] for one in STEPS]:
        raise PluginError(f"{page.file.src_uri}: way.toml has no step {step!r}")
    return output.replace(HEADING, strip(step, get_relative_url(".", page.url) + "/") + HEADING, 1)


def strip(step: str, root: str) -> str:
    """The strip as HTML; `root` leads from its page to the site's root."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return env.get_template("way.html.j2").render(steps=STEPS, here=step, root=root)
