"""Fills in the templates of the hooks, which are in `templates/`."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


def html(template: str, **values: object) -> str:
    """A template of HTML, filled in; what comes from outside is escaped."""
    return environment(autoescape=True).get_template(template).render(values)


def environment(autoescape: bool = False) -> Environment:
    """What the templates are read with. A name that is not known is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Markdown writes a heading's id as {#id}, which is how Jinja would begin a comment.
        comment_start_string="<#",
        comment_end_string="#>",
    )
