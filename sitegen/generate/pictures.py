"""The pictures in the guide.

A picture is text in reading order, with decorations around it that screen readers skip. The
templates are in `templates/pictures/`, the style is in `assets/pictures.css`.
"""

from __future__ import annotations

from jinja2 import TemplateNotFound

from sitegen.context import PageContext
from sitegen.generate.steps import places
from sitegen.templating import fill


def picture(page: PageContext, name: str) -> str:
    """Return a picture as HTML. Raises SiteError if there is no picture of this name."""
    try:
        return fill(f"pictures/{name}.html.j2", root=page.root, places=places())
    except TemplateNotFound:
        raise page.error(f"there is no picture {name}") from None
