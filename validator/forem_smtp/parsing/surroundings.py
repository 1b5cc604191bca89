"""What people write and programs print around settings: a greeting, margins, numbers, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .labels import INCOMING, OUTGOING, label

_FENCE = re.compile(r"[ \t]*(?:```|~~~)[\w-]*[ \t]*")
_MARGIN = re.compile(r"[ \t\u00a0]*")
_NUMBER = re.compile(r"[ \t]*(\d{1,5})([ \t]+|$)")
_CONTAINER = re.compile(r"([\w.@-]{2,60})[ \t]{1,40}\|(?:[ \t]|$)")
# What a terminal shows above a file's content.
_COMMAND = re.compile(
    r"[^=]{0,60}?[$#%>] (?:sudo )?(?:cat|less|more|head|tail|bat|type|grep|printenv|env)\b[^={]*"
)
_SIGNATURE = "--"
# What a setting has in it, or a sentence that says one.
_SETTING = re.compile(
    r"[=@<>{}\[\]|\"`]|\w[.:]\w|\d\d|:[ \t]+\S|://|\b(?:ssl|tls|starttls|login|plain)\b",
    re.IGNORECASE,
)
# How code begins, which says by itself what it's for.
_CODE = re.compile(r"[ \t]*[{\[<\"'+-]|.{0,200}(?:[{(\[][ \t]*$|=>|\[\d|\w\()")
_CHAT_ENDS = (",", "!", "?", ".", ":")
_MOST_LINES = 5
_LONGEST = 300
_LOOKED_AT = 200


def without_surroundings(lines: list[str]) -> list[str]:
    """Return the lines without what is only around the settings. Their number stays the same."""
    lines = [_plain(line) for line in lines]
    lines = _without_chat(_without_command(_without_numbers(_without_container(lines))))
    return _without_margin(lines)


def _plain(line: str) -> str:
    """Return a line without a fence, or space at its end, and with plain spaces before it."""
    line = line.rstrip(" \u00a0")
    if line.lstrip()[:3] in ("```", "~~~") and _FENCE.fullmatch(line):
        return ""
    if line[:1] != "\u00a0":
        return line
    margin = _MARGIN.match(line)
    return margin[0].replace("\u00a0", " ") + line[margin.end() :] if margin else line


def _without_container(lines: list[str]) -> list[str]:
    """Return the lines without the name of a container before each of them."""
    matches = [_CONTAINER.match(line) for line in _filled(lines)]
    names = {match and match[1] for match in matches}
    if len(matches) < 2 or len(names) != 1 or None in names:
        return lines
    return [_CONTAINER.sub("", line, count=1) for line in lines]


def _without_numbers(lines: list[str]) -> list[str]:
    """Return the lines without their numbers, if each has the next one."""
    matches = [match for line in _filled(lines) if (match := _NUMBER.match(line))]
    numbers = [int(match[1]) for match in matches]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(_filled(lines)))):
        return lines
    gap = min((len(match[2]) for match in matches if match.end() < len(match.string)), default=0)
    return [
        line[match.end(1) + gap :] if (match := _NUMBER.match(line)) else line for line in lines
    ]


def _without_command(lines: list[str]) -> list[str]:
    """Return the lines without the command that printed them."""
    first = next((number for number, line in enumerate(lines[:_MOST_LINES]) if line), None)
    if first is None or not _COMMAND.fullmatch(lines[first]):
        return lines
    return [*lines[:first], "", *lines[first + 1 :]]


def _without_chat(lines: list[str]) -> list[str]:
    """Return the lines without a greeting or a question before and after the settings."""
    if _SIGNATURE in lines[-_MOST_LINES:]:
        end = len(lines) - 1 - lines[::-1].index(_SIGNATURE)
        lines = lines[:end] + [""] * (len(lines) - end)
    paragraphs = list(_paragraphs(lines))
    kept = list(lines)
    for some in (paragraphs, paragraphs[::-1]):
        for (start, end), (following, _) in pairwise(some):
            # That a greeting names SMTP helps where the settings don't say what they are for.
            may_name_mail = some is not paragraphs or bool(_CODE.match(lines[following]))
            if not _is_chat(lines[start:end], may_name_mail):
                break
            kept[start:end] = [""] * (end - start)
    return kept


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends."""
    start = None
    for number, line in enumerate([*lines, ""]):
        if line and start is None:
            start = number
        elif not line and start is not None:
            yield start, number
            start = None


def _is_chat(paragraph: list[str], may_name_mail: bool) -> bool:
    """Return whether these are words of a person without any setting."""
    text = " ".join(paragraph)
    if len(paragraph) > _MOST_LINES or len(text) > _LONGEST or _SETTING.search(text):
        return False
    if INCOMING.search(text) or (OUTGOING.search(text) and not may_name_mail):
        return False
    if any(label(line.strip(" :*#.")) for line in paragraph):
        return False
    return " " in text or text.endswith(_CHAT_ENDS)


def _without_margin(lines: list[str]) -> list[str]:
    """Return the lines without the space before each of them."""
    margins = [match[0] for line in lines if line and (match := _MARGIN.match(line))]
    margin = min(margins, key=len, default="")
    if not margin or not all(other.startswith(margin) for other in margins):
        return lines
    return [line.removeprefix(margin) for line in lines]


def _filled(lines: list[str]) -> list[str]:
    return [line for line in lines if line][:_LOOKED_AT]
