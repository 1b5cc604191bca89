"""Mends in Material's own parts what keeps people out who cannot see the page."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

# A dialogue without a name is announced as nothing but "dialogue".
SEARCH = (
    'data-md-component="search" role="dialog"',
    'data-md-component="search" role="dialog" aria-label="Search"',
)
# The copy button of every code block would be one more part of the page called "navigation".
COPY_BUTTON = ('"nav",{class:"md-code__nav"}', '"div",{class:"md-code__nav"}')


def on_post_build(config: MkDocsConfig) -> None:
    """Name the search, and let copy buttons be no landmarks."""
    for page in Path(config.site_dir).rglob("*.html"):
        _replace(page, *SEARCH)
    for script in Path(config.site_dir, "assets/javascripts").glob("bundle.*.min.js"):
        _replace(script, *COPY_BUTTON)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise PluginError(f"{path.name} has {old} {text.count(old)} times instead of once")
    path.write_text(text.replace(old, new), encoding="utf-8")
