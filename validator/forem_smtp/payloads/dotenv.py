"""`dotenv`: lines for a `.env` file, quoted for Ruby's dotenv, which is Forem's reader."""

from __future__ import annotations

import re

from ..settings import Settings
from .environment import NAMES, declared, settings_of, variables
from .format import Payload, PayloadError

# As Ruby's dotenv reads a line: an optional export, a name, a value in quotes or without, and
# perhaps a comment.
_NAME = re.compile(r"[ \t]*(?:export[ \t]+)?([\w.]+)[ \t]*=")
_QUOTED = re.compile(r"""('(?:\\'|[^'])*'|"(?:\\"|[^"])*")[ \t]*(?:\#.*)?""")
# A variable or a command, whose value only Ruby could tell.
_REFERENCE = re.compile(r"(?<!\\)\$[A-Za-z0-9_{(]")


def write(settings: Settings) -> str:
    """The settings as lines of a `.env` file.

    Raises `PayloadError` for a value that dotenv cannot be made to read as it is, and for a
    Reply-to that differs from From, since one variable sets both.
    """
    given = variables(settings).items()
    return "".join(f"{NAMES[field]}={_quoted(field, value)}\n" for field, value in given)


def read(text: str) -> Settings:
    """The settings in such a file; anything else in it is ignored.

    Raises `ValueError` if it has none of the names that Forem reads, or names another format.
    """
    if declared(text):
        raise ValueError("The first line names another format.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    found = {}
    for line in lines.split("\n"):
        if name := _NAME.match(line):
            found[name[1]] = _unescaped(_value(line[name.end() :].strip(" \t")))
    return settings_of(found)


def _quoted(name: str, value: str) -> str:
    """The value, quoted so that every version of dotenv reads it back unchanged."""
    if "\n" in value or "\r" in value:
        raise PayloadError(name, "has a line break, which a .env file can't hold")
    # Nothing is special between single quotes, but a backslash at the end would escape the quote.
    if "'" not in value and not value.endswith("\\"):
        return f"'{value}'"
    # Between double quotes \n and \r would become line breaks, and \$( is left as it is.
    if re.search(r"\\[nr]|\$\(", value):
        raise PayloadError(
            name,
            "has a quote or a trailing backslash together with \\n, \\r or $(, which dotenv would "
            "damage",
        )
    return '"' + re.sub(r'([\\"$])', r"\\\1", value) + '"'


def _value(rest: str) -> str:
    """What is to the right of the equals sign, without the comment after it; quotes are kept."""
    quoted = _QUOTED.fullmatch(rest)
    return quoted[1] if quoted else rest.partition("#")[0].rstrip(" \t")


def _unescaped(value: str) -> str:
    quote = value[0] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else ""
    inner = value[1:-1] if quote else value
    if quote == "'":
        return inner
    return "" if _REFERENCE.search(inner) else re.sub(r"\\(.)", r"\1", inner)


PAYLOAD = Payload(
    name="dotenv",
    title=".env file",
    group="environment",
    when="For a Forem in Docker Compose, or in development on your own computer.",
    filename="forem-smtp.env",
    command="docker compose up --detach --force-recreate web sidekiq",
    note="First list the file under env_file: of both services, the web server and the worker "
    "(Sidekiq). The command recreates both containers: a restart would keep the old values. In "
    "production Forem doesn't read .env by itself. In development it does: add these lines to "
    ".env, and restart the web server and the worker. A value that was ever saved in the admin "
    "panel overrides this one. Not for docker --env-file, which would keep the quotes.",
    write=write,
    read=read,
)
