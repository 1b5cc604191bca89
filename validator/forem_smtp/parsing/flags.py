"""Options of commands with their values, such as `--smtp-host mail.example.org`."""

from __future__ import annotations

import re

from .assignments import unquoted
from .pairs import Pair
from .vocabulary import NOTHING, meaning

_FLAG = re.compile(r"(?<!\S)--?([A-Za-z][\w.-]{2,60})(?=\s|$)")
_WORD = re.compile(
    r"""[ \t]+((?:'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|\\[^\n]|[^\s'"\\;&|]|[;&|](?=[^;&|\s]))+)"""
)
_MOST = 500
# PowerShell's own command names the server only once.
_CMDLET = re.compile(r"Send-Mail(?:Kit)?Message\b", re.IGNORECASE)


def read(text: str, lines: list[str]) -> list[Pair]:
    """Every option whose name means a setting."""
    cmdlet = _CMDLET.search(text) is not None
    pairs: list[Pair] = []
    for number, line in enumerate(lines, 1):
        if "-" not in line or line.lstrip().startswith("#"):
            continue
        for flag in _FLAG.finditer(line):
            key = f"smtp.{flag[1]}" if cmdlet and "mail" not in flag[1].lower() else flag[1]
            if meaning(key) == NOTHING:
                continue
            if len(pairs) > _MOST:
                return pairs
            word = _WORD.match(line, flag.end())
            if word and not word[1].startswith("-"):
                reference = cmdlet and word[1][0] in "$("
                value = None if reference else unquoted(word[1])
                pairs.append(Pair(key, value, number, word[1][0] == "'"))
            elif meaning(key)[1]:
                pairs.append(Pair(key, "true", number))
    return pairs
