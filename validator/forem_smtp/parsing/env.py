"""Lines with a name, an equals sign and a value: `.env` files, settings in Python, INI files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .extracted import Extracted
from .keys import Item, best, meaning_by, take
from .names import MAILER_SECTION

_LINE = re.compile(
    r"[ \t]*(?:export[ \t]+|set[ \t]+|\$env:)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*(.*)",
    re.IGNORECASE | re.ASCII,
)
# A call or an index, as in settings in Python or PHP: only a program could tell the value.
_CODE = re.compile(
    r"(?:os|env|environ|getenv|process|config|settings|secrets?|str|int|bool)\b[\w.]*[(\[].*",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"""(?:'((?:[^'\\]|\\.)*)'|'([^']*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)[ \t]*(.*)""", re.DOTALL
)
_SECTION = re.compile(r"[ \t]*\[([^\]]*)\][ \t]*(?:[#;].*)?")
_DJANGO = ("EMAIL_", "DEFAULT_FROM_EMAIL")
_NOTHING = frozenset({"null", "None"})
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def read(lines: list[str]) -> Extracted | None:
    """Variables of one of the programs that are known, or with plain names such as `SMTP_HOST`."""
    return best(list(_items(enumerate(lines, 1))))


def read_ini(lines: list[str]) -> Extracted | None:
    """The section `[mailer]` of Gitea or Forgejo."""
    inside = False
    section: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if match := _SECTION.fullmatch(line):
            inside = match[1].strip().lower() == "mailer"
        elif inside and not line.lstrip().startswith(";"):
            section.append((number, line))
    found = take(list(_items(section, ";#")), meaning_by(MAILER_SECTION), "gitea")
    return found if found.values else None


def _items(lines: Iterable[tuple[int, str]], comment: str = "#") -> Iterator[Item]:
    for number, line in lines:
        if "=" in line and (match := _LINE.fullmatch(line)):
            python = match[1].startswith(_DJANGO) and " = " in line
            text, literal = value(match[2], comment, python=python)
            yield Item(match[1], text, number, literal)


def value(raw: str, comment: str = "#", *, python: bool = False) -> tuple[str | None, bool]:
    """(text, whether it is surely no reference) of what stands right of the equals sign.

    The text is `None` where a program would work the value out. `python` says that backslashes
    mean something between single quotes as well.
    """
    raw = raw.strip()
    if len(raw) > 5 and raw[:3] == raw[-3:] == '"""':
        return raw[3:-3], True
    if match := _QUOTED.fullmatch(raw):
        guarded, single, double, back, rest = match.groups()
        if rest and rest[0] not in ",;" + comment:
            return (None if rest[0] in "+.%" else raw), False
        if double is not None:
            return _unescaped(double), False
        if python and guarded is not None:
            return _unescaped(guarded), True
        inner = guarded.replace("\\'", "'") if guarded is not None else single or back or ""
        return inner, True
    if _CODE.fullmatch(raw):
        return None, False
    if raw.rstrip(",") in _NOTHING:
        return "", False
    return _without_comment(raw, comment), False


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), text)


def _without_comment(raw: str, comment: str) -> str:
    """`raw` up to a comment, which begins with a sign after a blank."""
    places = [raw.find(blank + sign) for sign in comment for blank in (" ", "\t")]
    ends = [place for place in places if place >= 0]
    text = raw[: min(ends)] if ends else raw
    return "" if text[:1] in comment else text.rstrip()
