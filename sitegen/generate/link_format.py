"""Lists the names in a link to the checker. They come from the engine; the build stops if one isn't
described here.
"""

from __future__ import annotations

from dataclasses import fields

from forem_smtp.hosting import hosting
from forem_smtp.links import LINKED, VERSION
from forem_smtp.settings import LABELS, Instance
from sitegen.errors import SiteError

WORDS = {
    "user_name": "",
    "address": "the host name of the SMTP server",
    "authentication": "`plain`, `login` or `cram_md5`",
    "domain": "the name that Forem introduces itself with ([HELO](glossary.md#helo))",
    "port": "",
    "from_email_address": "",
    "reply_to_email_address": "",
    "encryption": "what the provider's page says: `none`, `starttls` or `implicit` "
    "(TLS from the first byte, often called SSL)",
    "edition": "The edition of Forem: `2021` (no sender fields) or `current`",
    "sendgrid_api_key": "`1` if `SENDGRID_API_KEY` is set in the Forem's environment",
    "hosting": "Where Forem runs, because some hosting companies block ports. "
    "[The IDs](#hosting-companies)",
    "app_domain": "The host name at which members reach the Forem",
    "community_name": "The community's name, which the Forem puts into From",
}
"""A description of each name as Markdown, to put after its label in Forem, if it has one."""


def names() -> str:
    """Return a table of the names as Markdown, the version first.

    Raises SiteError if the engine's names aren't those described here.
    """
    known = (*LINKED, *(field.name for field in fields(Instance)))
    if set(known) != set(WORDS):
        raise SiteError(f"sitegen/generate/link_format.py must describe exactly these: {known}")
    rows = [("v", f"Always `{VERSION}`: the version of the link format")]
    for name in known:
        parts = [text for text in (LABELS.get(name), WORDS[name]) if text]
        rows.append((name, ": ".join(parts)))
    return table("Name", "What it means", [(f"`{name}`", words) for name, words in rows])


def companies() -> str:
    """Return a table of the hosting companies' IDs as Markdown."""
    rows = [(f"`{company.id}`", company.name) for company in hosting().values()]
    return table("ID", "Hosting company", rows)


def table(first: str, second: str, rows: list[tuple[str, str]]) -> str:
    """Return a table of two columns as Markdown."""
    lines = [(first, second), ("---", "---"), *rows]
    return "\n".join(f"| {left} | {right} |" for left, right in lines)
