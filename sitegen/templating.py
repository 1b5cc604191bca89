"""Fills in the templates of the site, and the checker's templates in `validator/web`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.settings import Settings

HERE = Path(__file__).parent
ICONS = {
    "error": (
        "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4.6 13.2-1.4 1.4-3.2-3.2-3.2 3.2-1.4-1.4 "
        "3.2-3.2-3.2-3.2 1.4-1.4 3.2 3.2 3.2-3.2 1.4 1.4-3.2 3.2Z"
    ),
    "warning": "M12 2 1 21h22Zm-1 7h2v6h-2Zm0 7.5h2v2h-2Z",
    "advice": "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1 5h2v2h-2Zm0 4h2v6h-2Z",
    "ready": (
        "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.4 14.4-4-4L8 11l2.6 2.6L16 8.2l1.4 1.4Z"
    ),
}
"""The shape of each severity, as the path of a picture of 24 by 24. look.css has them as well."""


def fill(template: str, **values: object) -> str:
    """Fill in a template of the site. In HTML templates, values are escaped."""
    return _environment.get_template(template).render(values)


def fill_checker(template: str, **values: object) -> str:
    """Fill in a template of the checker."""
    return _checker.get_template(template).render(values)


def code(value: str) -> str:
    """Return a value as Markdown code, with easily overlooked characters made visible."""
    value = re.sub(r"^ +| +$", lambda spaces: "␣" * len(spaces[0]), value)
    value = "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in value)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", value)), default=0))
    return f"{fence}{value}{fence}"


def escape_markdown(text: str) -> str:
    """Return text with everything escaped that has a meaning in Markdown or HTML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_\[\]{}|])", r"\\\1", text)


def strip_code(text: str) -> str:
    """Return Markdown without its code marks, for a page's description."""
    return text.replace("`", "").replace('"', "&quot;")


def anchor(field: str) -> str:
    """Return a field's anchor in the guide and in the checker."""
    return field.replace("_", "-")


def inline(text: str) -> Markup:
    """Return text with code in it as HTML."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def link_fragment(settings: Settings) -> str:
    """Return the fragment that opens the checker with these values."""
    return fragment(Context.of(settings))


def place(address: str, root: str) -> str:
    """Return the link to a place on the site, or to a part of the checker on the same page."""
    return f"#{address}" if address.startswith("checker-") else root + address


_environment = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=lambda name: bool(name and name.endswith(".html.j2")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    # Markdown writes a heading's id as {#id}, which is how Jinja would begin a comment.
    comment_start_string="<#",
    comment_end_string="#>",
)
_environment.globals["icons"] = ICONS
_environment.filters |= {
    "anchor": anchor,
    "code": code,
    "escape_markdown": escape_markdown,
    "link_fragment": link_fragment,
    "inline": inline,
    "json": json.dumps,
    "place": place,
    "strip_code": strip_code,
}
# The checker's own templates are written with Jinja's usual settings.
_checker = _environment.overlay(
    loader=FileSystemLoader(HERE.parent / "validator/web"),
    trim_blocks=False,
    lstrip_blocks=False,
    comment_start_string="{#",
    comment_end_string="#}",
)
