"""Puts a picture where a page asks for it with a line such as `<!-- picture port -->`.

A picture is real text in the order in which it is read, with decorations around it that screen
readers pass over: `hooks/templates/pictures/`. Its style is `docs/assets/pictures.css`.
"""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from hooks.way import places

TEMPLATES = Path(__file__).parent / "templates/pictures"
MARK = re.compile(r"<!-- picture ([a-z-]+) -->")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Replace the marks. This late, since the search finds the same in the text beside them."""
    root = get_relative_url(".", page.url) + "/"
    return MARK.sub(lambda mark: picture(mark[1], root), output)


def picture(name: str, root: str) -> str:
    """The picture as HTML; `root` leads from its page to the site's root, such as `../`."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return env.get_template(f"{name}.html.j2").render(root=root, places=places())
