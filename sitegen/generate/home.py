"""The home page's box that leads into the checker, and its example of what the checker says."""

from __future__ import annotations

from forem_smtp.check import check
from forem_smtp.context import Context
from forem_smtp.links import fragment
from forem_smtp.settings import LABELS, Field, Settings
from sitegen.templating import fill

EXAMPLE = Settings(
    user_name="me@example.com",
    password="SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    address="smtp.sendgrid.net",
    authentication="plain",
    port="465",
    encryption="implicit",
)
"""What people often try first for SendGrid. The password looks like a key, but isn't one."""
SHOWN: tuple[Field, ...] = ("user_name", "address", "port")


def box() -> str:
    """Return the box and the example as HTML, for the page at the site's root."""
    found = {finding.field: finding for finding in check(EXAMPLE).findings}
    fields = [(LABELS[name], getattr(EXAMPLE, name), found.get(name)) for name in SHOWN]
    return fill("home.html.j2", fields=fields, link=fragment(Context.of(EXAMPLE)))
