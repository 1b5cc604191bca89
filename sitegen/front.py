"""Puts into the front page, where `<!-- front -->` stands, the box that leads into the checker, and
an example of what the checker says.
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from forem_smtp.check import check
from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.settings import LABELS, Settings
from sitegen.templating import html

MARK = "<!-- front -->"
EXAMPLE = Settings(
    user_name="me@example.com",
    password="SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    address="smtp.sendgrid.net",
    authentication="plain",
    port="465",
    encryption="implicit",
)
"""What many enter for SendGrid at first; the password has the shape of a key and is none."""
SHOWN = ("user_name", "address", "port")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Replace the mark. This late, so that the search index has none of it."""
    return output.replace(MARK, front()) if MARK in output else output


def front() -> str:
    """The box and the example as HTML, for the page at the site's root."""
    found = {finding.field: finding for finding in check(EXAMPLE).findings}
    fields = [(LABELS[name], getattr(EXAMPLE, name), found.get(name)) for name in SHOWN]
    return html("front.html.j2", fields=fields, link=fragment(Context.of(EXAMPLE)))
