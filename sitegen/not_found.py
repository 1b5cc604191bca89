"""Makes the addresses on the 404 page relative, as on all other pages.

MkDocs would start them from `/`, where the site may not be. `theme/404.html` finds the site's root
in the browser.
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
