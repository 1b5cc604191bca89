"""XML: elements and attributes named like settings, as in `web.config`."""

from __future__ import annotations

import re

from .connection_string import expanded
from .extracted import Extracted
from .named import named_values
from .pairs import Pair, best

_TAG = re.compile(
    r"<(/?)([A-Za-z][\w.:-]{0,60})((?:\s+[\w.:-]{1,60}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(/?)>([^<]*)"
)
_ATTRIBUTE = re.compile(r"([\w.:-]{1,60})\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_NAME = re.compile(r"[A-Za-z][\w.-]{1,80}")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&", "&nbsp;": " "}
_ENTITY = re.compile("|".join(_ENTITIES))
_END_OF_CELL = re.compile(r"</(?:td|th|dt)>\s*(?=<(?:td|th|dd)\b)", re.IGNORECASE)
_END_OF_LINE = re.compile(r"</(?:tr|p|div|li|dd|dl|table|h\d)>|<br\s*/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,500}>")
_OF_KEY = frozenset({"string", "integer", "true", "false"})
"""The elements of Apple's property lists whose name is in the `<key>` before them."""
_DEEPEST = 30
_MOST = 3_000


def read(text: str) -> Extracted | None:
    """Settings in elements and attributes."""
    found = best(expanded(named_values(_pairs(text))), general="xml")
    if found:
        found.separate = True
    return found


def _pairs(text: str) -> list[Pair]:
    pairs: list[Pair] = []
    path: list[str] = []
    line, place, key = 1, 0, ""
    for count, match in enumerate(_TAG.finditer(text)):
        closing, name, attributes, empty, content = match.groups()
        line += text.count("\n", place, match.start())
        place = match.start()
        if count > _MOST:
            break
        if closing:
            if path and (path[-1] == name or name in _OF_KEY):
                path.pop()
            continue
        if len(path) < _DEEPEST:
            path.append(name)
        if name == "key" and not attributes:
            key = content.strip()
        elif key and name in _OF_KEY and _NAME.fullmatch(key):
            path[-1], key = key, ""
            if empty:  # `<true/>`
                pairs.append(Pair(".".join(path), name, line))
        above = ".".join(path)
        if pair := _named(match, ".".join(path[:-1]), line):
            pairs.append(pair)
            if empty:
                path.pop()
            continue
        for attribute in _ATTRIBUTE.finditer(attributes):
            value = attribute[2] if attribute[2] is not None else attribute[3]
            pairs.append(Pair(f"{above}.{attribute[1]}", _decoded(value), line))
        if empty:
            path.pop()
        elif content.strip():
            pairs.append(Pair(above, _decoded(content.strip()), line))
    return pairs


def _named(match: re.Match[str], above: str, line: int) -> Pair | None:
    """Return the pair in `<property name="host" value="…"/>` or `<prop key="host">…</prop>`."""
    given = {found[1]: found[2] or found[3] or "" for found in _ATTRIBUTE.finditer(match[3])}
    names = [given[name] for name in ("name", "key") if name in given]
    value = given.get("value", match[5].strip())
    if len(names) != 1 or len(given) > 2 or not value or not _NAME.fullmatch(names[0]):
        return None
    return Pair(f"{above}.{names[0]}".lstrip("."), _decoded(value), line)


def lines_of_html(text: str) -> list[str]:
    """Return what a browser would show of a part of a page, with tabs between a table's cells."""
    text = _END_OF_LINE.sub("\n", _END_OF_CELL.sub("\t", text))
    return [
        " ".join(line.split(" ")).strip() for line in _decoded(_ANY_TAG.sub("", text)).split("\n")
    ]


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]], text) if "&" in text else text
