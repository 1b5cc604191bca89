"""JSON and JavaScript: an object with mail settings somewhere in it, and Nodemailer's transport."""

from __future__ import annotations

import re

from . import objects
from .connection_string import expanded
from .extracted import Extracted
from .logins import with_logins
from .named import named_values, with_secrets_decoded
from .pairs import Pair, best, meaning_by, take
from .programs import NODEMAILER
from .url import add_url
from .vocabulary import in_english

_TRANSPORT = re.compile(r"createTransport\w{0,20}\s{0,20}\(\s*")
_KEY = re.compile(r'^[ \t]*"[\w.-]+"[ \t]*:', re.MULTILINE)
_SIGNS = ("{", "=>", "':", '":')
_BARE_URL = re.compile(r"""["'`](smtp[^"'`\n]*)["'`]""")


def read_nodemailer(text: str) -> Extracted | None:
    """Read the object or URL that is passed to `createTransport`."""
    match = _TRANSPORT.search(text)
    if not match:
        return None
    line = text.count("\n", 0, match.end()) + 1
    rest = text[match.end() :]
    if url := _BARE_URL.match(rest):
        found = Extracted("nodemailer")
        add_url(found, url[1], f"the URL in line {line}")
        return found if found.values else None
    if not rest.startswith(("{", "(")):
        rest, line = text, 1  # the object has a name and is defined elsewhere
    return _nodemailer(objects.read(rest, line))


def _nodemailer(items: list[Pair]) -> Extracted | None:
    own = [item._replace(key=_transport_key(item.key)) for item in items]
    found = take(own, meaning_by(NODEMAILER), "nodemailer")
    usable = not found.values or found.fields & {"address", "user_name", "password"}
    return found if usable else None


def _transport_key(key: str) -> str:
    """Return `auth.user` and similar keys unchanged, and the last part of any other key."""
    parts = key.split(".")
    return ".".join(parts[-2:]) if parts[-2:-1] == ["auth"] else parts[-1]


def read(text: str) -> Extracted | None:
    """Read JSON or similar, with settings under a key for mail, or with nothing but settings."""
    if not any(sign in text for sign in _SIGNS) and not _KEY.search(text):
        return None
    items = [_in_english(item) for item in objects.read(text)]
    items = expanded(named_values(with_logins(with_secrets_decoded(items))))
    if not items:
        return None
    alone = {item.key.lower(): item.text or "" for item in items}
    if _is_transport(alone):
        return _nodemailer(items)
    ghost = any(item.key.lower().startswith("mail.options.") for item in items)
    found = best(items, "ghost" if ghost else None, general="json-other")
    if found:
        found.format = "json-other" if found.format == "dotenv" else found.format
        found.separate = True
    return found


def _in_english(item: Pair) -> Pair:
    name = in_english(item.name)
    return item if name == item.name else item._replace(key=f"{item.above}.{name}".lstrip("."))


def _is_transport(values: dict[str, str]) -> bool:
    """Return whether it's an object for Nodemailer that was copied without its context."""
    return "host" in values and ("auth.user" in values or "auth.pass" in values)
