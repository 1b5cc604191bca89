"""Puts a picture where a page asks for it with a line such as `<!-- picture port -->`.

A picture is real text in the order in which it is read, with decorations around it that screen
readers pass over: `sitegen/templates/pictures/`. Its style is `docs/assets/pictures.css`.
"""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from sitegen.templating import html
from sitegen.way import places

MARK = re.compile(r"<!-- picture ([a-z-]+) -->")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Replace the marks. This late, since the search finds the same in the text beside them."""
    root = get_relative_url(".", page.url) + "/"
    return MARK.sub(lambda mark: picture(mark[1], root), output)


def picture(name: str, root: str) -> str:
    """The picture as HTML; `root` leads from its page to the site's root, such as `../`."""
    return html(f"pictures/{name}.html.j2", root=root, places=places())
