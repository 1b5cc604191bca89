"""`dotenv`: lines for a `.env` file, quoted for Ruby's dotenv, which is Forem's reader."""

from __future__ import annotations

import re

from ..settings import SENDER_FIELDS, Settings
from .format import Payload, PayloadError, settings_from, values

NAMES = {
    "user_name": "SMTP_USER_NAME",
    "password": "SMTP_PASSWORD",
    "address": "SMTP_ADDRESS",
    "authentication": "SMTP_AUTHENTICATION",
    "domain": "SMTP_DOMAIN",
    "port": "SMTP_PORT",
    "from_email_address": "DEFAULT_EMAIL",
}
"""The environment variable of each field. From and Reply-to share DEFAULT_EMAIL."""
# As Ruby's dotenv reads a line: an optional export, a name, a value in quotes or without.
_LINE = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?([\w.]+)[ \t]*=[ \t]*
    ('(?:\\'|[^'\r\n])*'|"(?:\\"|[^"\r\n])*"|[^#\r\n]*?)[ \t]*(?:\#.*)?$""",
    re.MULTILINE | re.VERBOSE,
)
# A variable or a command, whose value only Ruby could tell.
_REFERENCE = re.compile(r"(?<!\\)\$[A-Za-z0-9_{(]")


def write(settings: Settings) -> str:
    """The settings as lines of a `.env` file.

    Raises `PayloadError` for a value that dotenv cannot be made to read as it is, and for a
    Reply-to that differs from From, since one variable stands for both.
    """
    found = values(settings)
    reply_to = found.pop("reply_to_email_address", None)
    if reply_to is not None and reply_to != settings.from_email_address:
        raise PayloadError(
            "reply_to_email_address",
            "cannot differ from From email address here: DEFAULT_EMAIL stands for both",
        )
    lines = (f"{NAMES[name]}={_quoted(name, value)}\n" for name, value in found.items())
    return "".join(lines)


def read(text: str) -> Settings:
    """The settings in such a file; what else it holds is passed over.

    Raises `ValueError` if it has none of the names that Forem reads.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    given = {name: _plain(value) for name, value in _LINE.findall(lines)}
    found = {field: given[name] for field, name in NAMES.items() if name in given}
    if not found:
        raise ValueError("No line sets SMTP_ADDRESS or another of Forem's variables.")
    if "from_email_address" in found:
        found |= dict.fromkeys(SENDER_FIELDS, found["from_email_address"])
    return settings_from(found)


def _quoted(name: str, value: str) -> str:
    """The value so that every version of dotenv reads it back unchanged."""
    if "\n" in value or "\r" in value:
        raise PayloadError(name, "has a line break, which a .env file cannot carry")
    # Nothing is special between single quotes; but a backslash at the end would guard the quote.
    if "'" not in value and not value.endswith("\\"):
        return f"'{value}'"
    # Between double quotes \n and \r would become line breaks, and \$( is left as it is.
    if re.search(r"\\[nr]|\$\(", value):
        raise PayloadError(
            name,
            "has a quote or a last backslash together with \\n, \\r or $(, which dotenv would "
            "damage",
        )
    return '"' + re.sub(r'([\\"$])', r"\\\1", value) + '"'


def _plain(value: str) -> str:
    quote = value[0] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else ""
    inner = value[1:-1] if quote else value
    if quote == "'":
        return inner
    return "" if _REFERENCE.search(inner) else re.sub(r"\\(.)", r"\1", inner)


PAYLOAD = Payload(
    name="dotenv",
    title=".env file",
    filename="forem-smtp.env",
    command="cat forem-smtp.env >> .env",
    note="For a Forem that reads its settings from a .env file, at its next restart. A value that "
    "was ever saved in the admin panel wins over this one. If .env has these names already, "
    "replace those lines.",
    write=write,
    read=read,
)
