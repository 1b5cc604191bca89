"""Makes the page for addresses that do not exist relative, like all others.

MkDocs would have it start from `/`, where the site need not stand. `theme/404.html` finds out in
the browser where it does.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Let the addresses of the 404 page start from the site's root."""
    if template_name == "404.html":
        context["base_url"] = "."
    return context
