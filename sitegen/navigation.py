"""Lets Material's instant navigation work wherever the site is put.

Material follows a link without loading the page anew only if the target is in `sitemap.xml`, which
it wants to hold absolute addresses. A site that may stand at a domain's root or in any folder
cannot know those, so its sitemap holds relative ones, and Material's script is taught to read them.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

# In Material's script: new URL(loc.textContent), base
ABSOLUTE = re.compile(r"new URL\((\w+)\.textContent\),(\w+)\)")
RELATIVE = r"new URL(\1.textContent,\2),\2)"


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Give the sitemap an address for each page; MkDocs has none without a site_url."""
    if not config.site_url:
        page.abs_url = page.url or "./"
    return page


def on_post_build(config: MkDocsConfig) -> None:
    """Let Material's script read the sitemap's addresses from its own base."""
    scripts = Path(config.site_dir, "assets/javascripts").glob("bundle.*.min.js")
    for script in scripts:
        text, found = ABSOLUTE.subn(RELATIVE, script.read_text(encoding="utf-8"))
        if found != 1:
            raise PluginError(f"{script.name}: reads the sitemap {found} times instead of once")
        script.write_text(text, encoding="utf-8")
