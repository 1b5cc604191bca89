"""YAML by its indentation: nested keys, compose files, Kubernetes, Discourse's `app.yml`.

Only what such files are made of is read: keys with plain or quoted values, lists, and lists of
`NAME=value`. Anchors, tags, merged keys and folded texts are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import objects
from .connection_string import expanded
from .extracted import Extracted
from .named import named_values, with_secrets_decoded
from .pairs import LONGEST_KEY, REST, Pair, best
from .vocabulary import is_about_mail, with_english_name

_KEY = re.compile(r"""(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z_<][\w.<-]*)) *:(?:[ \t]+(.*)|[ \t]*)""")
_PAIR = re.compile(r"([A-Za-z_][\w.]*)=(.*)", re.DOTALL)
_DASH = re.compile(r"-(?: +|$)")
_QUOTED = re.compile(r"""'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)\"""")
_ONLY_ITEM = re.compile(r"\[ *([^\[\], ]+) *\] *(?:#.*)?")
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
_DEEPEST = 20
_MOST = 2_000


def read(lines: list[str]) -> Extracted | None:
    """Read mail settings below any key."""
    pairs = _pairs([with_english_name(line, is_nested=line[:1] == " ") for line in lines])
    if not pairs:
        return None
    pairs = expanded(pairs)
    keys = [pair.key for pair in pairs]
    if any(key.startswith("env.DISCOURSE_") for key in keys):
        return _separate(best(_last_parts(pairs), "discourse-app"))
    if any(".environment." in f".{key}" for key in keys):
        plain = [pair._replace(text=_dollars(pair.text)) for pair in _last_parts(pairs)]
        return best(plain, "docker-compose")
    if not any("." in key or is_about_mail(key) for key in keys):
        return None  # more likely the labels of a page
    return _separate(best(named_values(pairs), "yaml"))


def _separate(found: Extracted | None) -> Extracted | None:
    if found:
        found.separate = True
    return found


@dataclass
class _Level:
    """A key or a list item, its indentation, and the number of list items below it."""

    indent: int
    name: str
    is_key: bool
    items: int = 0


@dataclass
class _Reader:
    """Where the reader is in a document, and the pairs so far."""

    pairs: list[Pair] = field(default_factory=list)
    above: list[_Level] = field(default_factory=lambda: [_Level(-1, "", is_key=False)])

    def take(self, indent: int, body: str, number: int) -> None:
        """Read one line."""
        listed = False
        while match := _DASH.match(body):
            listed = True
            self._begin_item(indent)
            indent, body = indent + match.end(), body[match.end() :]
        self._close(indent)
        if listed and (pair := _PAIR.fullmatch(_scalar(body.strip()) if body else "")):
            self.pairs.append(Pair(self._path(pair[1]), pair[2], number))
        elif match := _KEY.fullmatch(body.rstrip()):
            key = match[1] or match[2] or match[3] or ""
            self._take_value(key, (match[4] or "").strip(), number)
            if len(self.above) < _DEEPEST:
                self.above.append(_Level(indent, key, is_key=True))

    def _take_value(self, key: str, raw: str, number: int) -> None:
        if raw.startswith("{") and not raw.startswith("{{"):
            for name, text in _flow(raw):
                path = ".".join(filter(None, (self._path(key), name)))
                self.pairs.append(_pair(path, text or "~", number))
        elif raw[:1] not in ("", "#", "|", ">") and not _is_sentence(raw):
            self.pairs.append(_pair(self._path(key), raw, number))

    def _begin_item(self, indent: int) -> None:
        """Read a list item, which may begin as far left as the list's key."""
        while self.above[-1].indent > indent or (
            self.above[-1].indent == indent and not self.above[-1].is_key
        ):
            self.above.pop()
        if len(self.above) >= _DEEPEST:
            return
        self.above[-1].items += 1
        count = self.above[-1].items
        self.above.append(_Level(indent, str(count) if count > 1 else "", is_key=False))

    def _close(self, indent: int) -> None:
        while self.above[-1].indent >= indent:
            self.above.pop()

    def _path(self, key: str) -> str:
        names = (level.name[:LONGEST_KEY] for level in self.above if level.name)
        return ".".join((*names, key[:LONGEST_KEY]))


def _pairs(lines: list[str]) -> list[Pair]:
    pairs: list[Pair] = []
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        if ":" not in line and "-" not in line:
            continue
        body = line.lstrip(" ")
        if body.startswith(("---", "...")):
            pairs += with_secrets_decoded(reader.pairs)
            reader = _Reader()
        elif body[:1] not in ("", "#", "%"):
            reader.take(len(line) - len(body), body, number)
        if len(reader.pairs) > _MOST:
            reader.pairs.append(Pair(REST, None, number))
            break
    return [*pairs, *with_secrets_decoded(reader.pairs)]


def _flow(raw: str) -> Iterator[tuple[str, str]]:
    for pair in raw.strip("{}").split(","):
        name, _, text = pair.partition(":")
        yield name.strip().strip("\"'"), text.strip()


def _is_sentence(raw: str) -> bool:
    """Return whether more labels follow on the line, which a plain YAML value can't have."""
    return raw[0] not in "\"'" and ": " in raw.partition(" #")[0]


def _pair(key: str, raw: str, number: int) -> Pair:
    if raw[0] == "[" and (item := _ONLY_ITEM.fullmatch(raw)):
        raw = item[1]
    return Pair(key, None if raw[0] in "&*!" else _scalar(raw), number)


def _scalar(raw: str) -> str:
    """Return the text of a value: in quotes, or up to a comment."""
    match = _QUOTED.match(raw)
    if match and raw[match.end() :].lstrip()[:1] in ("", "#", ",", "}", "]"):
        single, double = match[1], match[2]
        return single.replace("''", "'") if double is None else objects.plain("string", match[0])
    text = raw.partition(" #")[0].rstrip()
    return "" if text in _NOTHING else text


def _last_parts(pairs: list[Pair]) -> list[Pair]:
    return [
        pair._replace(key=pair.name)
        for pair in pairs
        if ".environment." in f".{pair.key}" or pair.key.startswith("env.")
    ]


def _dollars(text: str | None) -> str | None:
    """In a Compose file, two dollar signs mean one."""
    return text.replace("$$", "$") if text else text
