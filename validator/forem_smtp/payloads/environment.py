"""What the formats for Forem's environment share: the variables' names, and a first line.

The same line can mean different things to dotenv, to a shell, to Docker and to systemd. So a file
says in its first line, a comment to all of them, for which one it is written. A `.env` file has no
such line.
"""

from __future__ import annotations

import re

from ..settings import SENDER_FIELDS, Settings
from .format import PayloadError, settings_from, values

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
_FIRST_LINE = "# SMTP settings for Forem, in the format {}.\n"
_DECLARED = r"\ufeff?# SMTP settings for Forem, in the format ([a-z-]+)\.[ \t]*(?:\r?\n|$)"


def variables(settings: Settings) -> dict[str, str]:
    """The given values by field, one for each variable.

    Raises `PayloadError` for a Reply-to that differs from From, since one variable sets both.
    """
    found = values(settings)
    reply_to = found.pop("reply_to_email_address", None)
    if reply_to is not None and reply_to != settings.from_email_address:
        raise PayloadError(
            "reply_to_email_address",
            "cannot differ from From email address here: DEFAULT_EMAIL sets both",
        )
    return found


def settings_of(given: dict[str, str]) -> Settings:
    """The settings in variables. Raises `ValueError` if none of them is one that Forem reads."""
    found = {field: given[name] for field, name in NAMES.items() if name in given}
    if not found:
        raise ValueError("No line sets SMTP_ADDRESS or another of Forem's variables.")
    if "from_email_address" in found:
        found |= dict.fromkeys(SENDER_FIELDS, found["from_email_address"])
    return settings_from(found)


def declaration(name: str) -> str:
    """The first line of a file in the format `name`."""
    return _FIRST_LINE.format(name)


def declared(text: str) -> str | None:
    """The format that the first line of `text` names, or `None`."""
    found = re.match(_DECLARED, text)
    return found[1] if found else None


def body(text: str, name: str) -> str:
    """`text` after its first line. Raises `ValueError` unless that names the format `name`."""
    found = re.match(_DECLARED, text)
    if not found or found[1] != name:
        raise ValueError(f"The first line doesn't say that this is the format {name}.")
    return text[found.end() :]
