"""JSON and JavaScript: an object with mail settings somewhere in it, and Nodemailer's transport."""

from __future__ import annotations

import re

from . import objects
from .extracted import IMPLICIT_PORTS, Extracted
from .keys import Item, best, meaning_by, take
from .names import NODEMAILER, RAILS, is_about_mail, meaning
from .url import add_url

MAIL_PORTS = IMPLICIT_PORTS | {"25", "587", "2525", "2587", "8025", "588", "1025"}
_TRANSPORT = re.compile(r"createTransport\w{0,20}\s{0,20}\(\s*")
_KEY = re.compile(r'^[ \t]*"[\w.-]+"[ \t]*:', re.MULTILINE)
_MAIL_HOST = re.compile(r"(?:smtp|mail|email|relay|mx|send)[\w-]*\.", re.IGNORECASE)
_BARE_URL = re.compile(r"""["'`](smtp[^"'`\n]*)["'`]""")


def read_nodemailer(text: str) -> Extracted | None:
    """The object, or the URL, that is given to `createTransport`."""
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
        rest, line = text, 1  # the object has a name and stands elsewhere
    return _nodemailer(objects.read(rest, line))


def _nodemailer(items: list[Item]) -> Extracted | None:
    own = [item._replace(key=_transport_key(item.key)) for item in items]
    found = take(own, meaning_by(NODEMAILER), "nodemailer")
    usable = not found.values or found.fields & {"address", "user_name", "password"}
    return found if usable else None


def _transport_key(key: str) -> str:
    """`auth.user` and the like as they are, and of any other key the last part."""
    parts = key.split(".")
    return ".".join(parts[-2:]) if parts[-2:-1] == ["auth"] else parts[-1]


def read(text: str) -> Extracted | None:
    """JSON, or the like, with settings under a key for mail, or with nothing but settings."""
    if not text.lstrip().startswith(("{", "[", '"', "'")) and not _KEY.search(text):
        return None
    items = objects.read(text)
    if any(is_about_mail(item.key) for item in items):
        ghost = any(item.key.lower().startswith("mail.options.") for item in items)
        return best(items, "ghost" if ghost else "json-other")
    return _alone(items)


def _alone(items: list[Item]) -> Extracted | None:
    """An object that names no mail, but whose host or port is one for mail."""
    values = {item.key.lower(): item.text or "" for item in items}
    host = values.get("host") or values.get("address") or values.get("server") or ""
    if values.get("port") not in MAIL_PORTS and not _MAIL_HOST.match(host):
        return None
    if "auth.user" in values or "auth.pass" in values:
        return _nodemailer(items)
    rails = meaning_by(RAILS)
    found = take(items, lambda key: _first(rails(key), meaning(f"smtp.{key}")), "json-other")
    return found if found.values else None


def _first(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    return other if one == (None, None) else one
