"""Keeps the addresses of sections that moved to another page: `moved.toml` lists them.

The old page gets a list of them, so that an old address still leads to a link. With JavaScript,
`docs/assets/moved.js` follows that link at once.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from sitegen.support import headings
from sitegen.templating import html

HERE = Path(__file__).parent
MOVED: dict[str, str] = tomllib.loads((HERE / "moved.toml").read_text(encoding="utf-8"))


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Add the list. All pages are known by now, and the search index has this one already."""
    old = {
        fragment: new
        for (address, _, fragment), new in ((key.partition("#"), MOVED[key]) for key in MOVED)
        if address == page.url
    }
    if old:
        titles = titles_of([file.page for file in context["pages"] if file.page])
        page.content = (page.content or "") + listed(old, titles, page.url)
    return context


def titles_of(pages: list[Page]) -> dict[str, Markup]:
    """The heading at each address, such as `sources/#sources`."""
    return {
        f"{page.url}#{heading.id}": Markup(heading.title)
        for page in pages
        for heading in headings(page.toc)
    }


def listed(old: dict[str, str], titles: dict[str, Markup], url: str) -> str:
    """The list as HTML. Raises PluginError for a new address that does not exist."""
    lost = [new for new in old.values() if new not in titles]
    if lost:
        raise PluginError(f"moved.toml leads to {', '.join(lost)}, where no heading is")
    moved = [(name, get_relative_url(new, url), titles[new]) for name, new in old.items()]
    return html("moved.html.j2", moved=moved)
