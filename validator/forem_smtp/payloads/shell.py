"""`shell`: assignments that bash, dash or any other POSIX shell reads."""

from __future__ import annotations

import re

from ..settings import Settings
from .environment import NAMES, body, declaration, settings_of, variables
from .format import Payload

_PIECE = r"""'[^']*'|"(?:[^"\\]|\\.)*"|\\[^\n]|[^\s'"\\$`#;&|<>()]"""
# An assignment of one word, the end of its line if nothing follows it, and anything else there;
# or any other line. What was read of a word is never read again: that takes long in a long file.
_LINE = (
    rf"[ \t]*(?:export[ \t]+)?(\w+)=((?:{_PIECE})*+)[ \t]*(?:(\r?\n|\Z)|[^\n]*(?:\n|\Z))"
    r"|[^\n]*(?:\n|\Z)"
)
# What the shell replaces between double quotes, after characters that it leaves as they are.
_REPLACED = re.compile(r'"(?:[^\\$`]|\\.)*[$`]', re.DOTALL)


def write(settings: Settings) -> str:
    """The settings as assignments. Every value can be written."""
    given = variables(settings).items()
    lines = (f"{NAMES[field]}={_quoted(value)}\n" for field, value in given)
    return declaration("shell") + "".join(lines)


def read(text: str) -> Settings:
    """The settings in such a file. Raises `ValueError` for anything else."""
    found = re.finditer(_LINE, body(text, "shell"), re.DOTALL)
    words = {line[1]: _pieces(line[2]) for line in found if line[1] and line[3] is not None}
    return settings_of(
        {
            name: "".join(map(_unquoted, pieces))
            for name, pieces in words.items()
            if not any(map(_REPLACED.match, pieces))
        }
    )


def _quoted(value: str) -> str:
    # Nothing is special between single quotes, so a quote itself has to be outside of them.
    return "'" + value.replace("'", "'\\''") + "'"


def _pieces(word: str) -> list[str]:
    return re.findall(_PIECE, word, re.DOTALL)


def _unquoted(piece: str) -> str:
    if piece[0] == "'":
        return piece[1:-1]
    if piece[0] == '"':
        return re.sub(r'\\([\\"$`])', r"\1", piece[1:-1])
    return piece[-1]


PAYLOAD = Payload(
    name="shell",
    title="Shell file",
    group="environment",
    when="For a Forem that your own shell script starts.",
    filename="forem-smtp.sh",
    command="set -a; . ./forem-smtp.sh; set +a",
    note="These commands belong in the script, before the line that starts Forem. The values take "
    "effect at its next start. The worker (Sidekiq) needs the same. A value that was ever saved in "
    "the admin panel overrides this one.",
    write=write,
    read=read,
)
