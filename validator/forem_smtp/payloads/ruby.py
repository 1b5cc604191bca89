"""Settings as a hash of Ruby literals, for the scripts that `rails runner` runs."""

from __future__ import annotations

import re

from ..settings import FOREM_FIELDS, Settings
from .format import settings_from, values

_TEXT = r"'(?:[^'\\]|\\.)*'"
_PAIR = re.compile(rf"^  '(\w+)' => ({_TEXT}(?: \"\\r\" {_TEXT})*),?$", re.DOTALL | re.MULTILINE)
_HEAD = "# encoding: utf-8\n"
_OPEN, _CLOSE = "values = {\n", "\n}\n"


def write(settings: Settings, comment: str, rest: str) -> str:
    """A script: `comment`, the settings as `values`, and `rest`."""
    pairs = ",\n".join(
        f"  '{name}' => {_quoted(value)}" for name, value in values(settings).items()
    )
    return f"{_HEAD}{comment}{_OPEN}{pairs}{_CLOSE}{rest}"


def read(text: str, begin: str) -> Settings:
    """The settings in a script whose rest begins with `begin`. Raises `ValueError` for others."""
    head, _, rest = text.partition(_OPEN)
    body, end, _ = rest.rpartition(_CLOSE + begin)
    if not end or not head.startswith(_HEAD.rstrip()):
        raise ValueError("This is not the script that the checker writes.")
    found = {name: _plain(value) for name, value in _PAIR.findall(body)}
    return settings_from({name: found[name] for name in FOREM_FIELDS if name in found})


def _quoted(value: str) -> str:
    # Between single quotes Ruby has only two escapes, for the backslash and the quote. But it reads
    # \r\n in a script as \n, so \r is a string of its own, which Ruby joins to its neighbors.
    parts = value.replace("\\", "\\\\").replace("'", "\\'").split("\r")
    return ' "\\r" '.join(f"'{part}'" for part in parts)


def _plain(literals: str) -> str:
    parts = (part[1:-1] for part in re.findall(_TEXT, literals, re.DOTALL))
    return "\r".join(re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts)
