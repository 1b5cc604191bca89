"""YAML by its indentation: nested keys, compose files, Discourse's `app.yml`.

Only what such files are made of is read: keys with plain or quoted values, and lists of
`NAME=value`. Anchors, tags, merged keys and folded texts are not followed.
"""

from __future__ import annotations

import re

from . import objects
from .extracted import Extracted
from .keys import LONGEST_KEY, Item, best
from .names import is_about_mail

_KEY = re.compile(
    r"""(?:- +)*(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z_<][\w.<-]*)) *:(?:[ \t]+(.*)|[ \t]*)"""
)
_PAIR = re.compile(r"([A-Za-z_][\w.]*)=(.*)", re.DOTALL)
_QUOTED = re.compile(r"""'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)\"""")
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
_DEEPEST = 20


def read(lines: list[str]) -> Extracted | None:
    """Mail settings below any key."""
    items = _items(lines)
    keys = [item.key for item in items]
    if any(key.startswith("env.DISCOURSE_") for key in keys):
        return best(_last_parts(items), "discourse-app")
    if any(".environment." in f".{key}" for key in keys):
        plain = [item._replace(text=_dollars(item.text)) for item in _last_parts(items)]
        return best(plain, "docker-compose")
    if not any(is_about_mail(key) for key in keys):
        return None
    return best(items, "yaml")


def _items(lines: list[str]) -> list[Item]:
    items: list[Item] = []
    above: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        if body[:1] in ("", "#", "%") or body.startswith(("---", "...")):
            continue
        while above and above[-1][0] >= indent and not _is_list_below(body, above[-1], indent):
            above.pop()
        listed = _scalar(body[2:].strip()) if body.startswith("- ") else ""
        if pair := _PAIR.fullmatch(listed):
            items.append(Item(_path(above, pair[1]), pair[2], number))
        elif match := _KEY.fullmatch(body.rstrip()):
            key = match[1] or match[2] or match[3] or ""
            raw = (match[4] or "").strip()
            if raw.startswith("{"):
                items += [
                    _item(_path([*above, (0, key)], name.strip()), text.strip() or "~", number)
                    for name, _, text in (
                        pair.partition(":") for pair in raw.strip("{}").split(",")
                    )
                ]
            elif raw[:1] not in ("", "#", "|", ">") and not _is_sentence(raw):
                items.append(_item(_path(above, key), raw, number))
            if len(above) < _DEEPEST:
                start = len(body) - len(body.lstrip("- "))
                above.append((indent + start, key))
    return items


def _is_sentence(raw: str) -> bool:
    """Whether further labels follow in the line, which no plain value of YAML may have."""
    return raw[0] not in "\"'" and ": " in raw.partition(" #")[0]


def _is_list_below(body: str, key: tuple[int, str], indent: int) -> bool:
    """A list may stand as far left as its key."""
    return body.startswith("- ") and key[0] == indent


def _item(key: str, raw: str, number: int) -> Item:
    return Item(key, None if raw[0] in "&*!" else _scalar(raw), number)


def _scalar(raw: str) -> str:
    """The text of a value: in quotes, or as it stands up to a comment."""
    if match := _QUOTED.match(raw):
        single, double = match[1], match[2]
        return single.replace("''", "'") if double is None else objects.plain("string", match[0])
    text = raw.partition(" #")[0].rstrip()
    return "" if text in _NOTHING else text


def _path(above: list[tuple[int, str]], key: str) -> str:
    return ".".join(name[:LONGEST_KEY] for name in (*(name for _, name in above), key))


def _last_parts(items: list[Item]) -> list[Item]:
    return [
        item._replace(key=item.key.rpartition(".")[2])
        for item in items
        if ".environment." in f".{item.key}" or item.key.startswith("env.")
    ]


def _dollars(text: str | None) -> str | None:
    """In a compose file two dollar signs stand for one."""
    return text.replace("$$", "$") if text else text
