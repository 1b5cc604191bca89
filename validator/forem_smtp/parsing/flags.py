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
# Commands that are only about mail, so their options don't say it.
_MAIL_COMMAND = re.compile(
    r"Send-Mail(?:Kit)?Message\b|\bsmtp-cli\b|\bmsmtp\b|\bpvesh\b.{1,80}/smtp\b|\b(?:add|update)-smtp\b",
    re.IGNORECASE,
)
_ROOT = re.compile(r"[ \t]*#[ \t]+(?=[\w./-]+[ \t])")


def read(text: str, lines: list[str]) -> list[Pair]:
    """Every option whose name means a setting."""
    of_mail = _MAIL_COMMAND.search(text) is not None
    pairs: list[Pair] = []
    for number, line in enumerate(lines, 1):
        if "-" not in line or (line.lstrip().startswith("#") and not _is_at_prompt(line)):
            continue
        for flag in _FLAG.finditer(line):
            key = f"smtp.{flag[1]}" if of_mail and "mail" not in flag[1].lower() else flag[1]
            if meaning(key) == NOTHING:
                continue
            if len(pairs) > _MOST:
                return pairs
            word = _WORD.match(line, flag.end())
            if word and not word[1].startswith("-"):
                reference = of_mail and word[1][0] in "$("
                value = None if reference else unquoted(word[1])
                pairs.append(Pair(key, value, number, word[1][0] == "'"))
            elif meaning(key)[1]:
                pairs.append(Pair(key, "true", number))
    return pairs


def _is_at_prompt(line: str) -> bool:
    """Return whether the `#` is a prompt of the user root's, and no remark."""
    return _ROOT.match(line) is not None and _MAIL_COMMAND.search(line) is not None
