"""Objects and hashes as people write them: JSON, JavaScript, Ruby, also without their context.

This isn't a parser for any of these languages. It follows braces and keys, takes values that are
one literal, and notes only that any other value is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .pairs import LONGEST_KEY, REST, Pair

MOST_TOKENS = 12_000
_DEEPEST = 30
_NAME = r"[A-Za-z_$][\w$]*(?:(?:\.|::|\?\.)[A-Za-z_$][\w$]*)*[?!]?"
# A quote that is never closed takes the rest of its line with it: else each of many such quotes
# would be tried again and again.
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\f\v\u00a0]+)|(?P<line>\n)|(?P<comment>//[^\n]*|\#[^\n]*)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`)
    |(?P<open>["'`][^\n]*)|(?P<symbol>:{_NAME})|(?P<name>{_NAME})
    |(?P<number>-?\d[\d_]*(?:\.\d+)?)|(?P<is>=>|[:=])|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|.)", re.DOTALL)
# Between single quotes Ruby has only two escapes.
_RUBY_ESCAPE = re.compile(r"\\([\\'])")
# JSON writes a character outside the basic plane as two halves.
_HALVES = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_WORDS = frozenset({"true", "false", "True", "False"})
_VARIABLE = re.compile(r"([A-Za-z_][A-Za-z0-9_.]{2,80})=(.*)", re.DOTALL)
_PHP_ARRAYS = ([("name", "array")],)
_MOST_STARTS = 4
_NOTHING = frozenset({"nil", "null", "None", "undefined"})


@dataclass
class _Reader:
    """Where the reader is: the keys it is below, the key before it, the value so far."""

    items: list[Pair] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    items_of: list[int] = field(default_factory=lambda: [0])
    """The number of objects so far in each list above."""
    opened: list[str] = field(default_factory=list)
    """The bracket that each part of the path began with."""
    blocks: dict[tuple[int, str], int] = field(default_factory=dict)
    """The number of blocks with each name so far, by their depth."""
    key: str | None = None
    value: list[tuple[str, str]] = field(default_factory=list)
    nested: int = 0
    ruby: bool = False
    line: int = 1
    value_line: int = 1
    is_full: bool = False
    """Whether the text was too long or too deep to read on."""

    def take(self, kind: str, text: str) -> None:
        """Handle one token."""
        if kind == "line":
            self.line += 1
            if self.key is not None and self.value and not self.nested:
                self.end()
        elif text == "(" and not self.nested and self.value in _PHP_ARRAYS:
            self._open(text)
        elif self.nested or (text in "([" and self.key is not None and self.value):
            self._inside(kind, text)
        elif text in ("{", "["):
            self._open(text)
        elif text in ("}", "]", ")", ",", ";"):
            self.end()
            if text in ("}", "]") or (text == ")" and self.opened[-1:] == ["("]):
                self._close()
        elif self.key is None and kind in ("is", "symbol") and self.value:
            self._begin(kind, text)
        elif kind in ("string", "name", "number", "symbol") or self.key is not None:
            self.value.append((kind, text))
            self.value_line = self.line if len(self.value) == 1 else self.value_line
        else:
            self.value = []

    def _open(self, bracket: str) -> None:
        """Begin an object or a list. The second object in a list is named by its number."""
        name = self.key or ""
        if not name and bracket == "{" and len(self.value) == 1 and self.value[0][0] == "name":
            name = self._numbered(self.value[0][1])
        kinds = [kind for kind, _ in self.value]
        if not name and kinds == ["name", "string"] and self.value[0][1] == "variable":
            name = plain(*self.value[1])  # Terraform's
        if not name and bracket == "{":
            self.items_of[-1] += 1
            name = str(self.items_of[-1]) if self.items_of[-1] > 1 else ""
        self.path.append(name)
        self.items_of.append(0)
        self.opened.append(bracket)
        self.key, self.value = None, []

    def _numbered(self, name: str) -> str:
        """Return the name of a block such as Terraform's `set {`, which may be repeated."""
        count = self.blocks.get((len(self.path), name), 0) + 1
        self.blocks[len(self.path), name] = count
        return f"{name}.{count}" if count > 1 else name

    def _close(self) -> None:
        if self.path:
            self.path.pop()
            self.items_of.pop()
            self.opened.pop()

    def _inside(self, kind: str, text: str) -> None:
        """Skip a call or an index: only its end matters."""
        self.nested += (text in "([{") - (text in ")]}") if kind == "other" else 0
        self.value.append(("code", ""))
        del self.value[3:]

    def _begin(self, kind: str, text: str) -> None:
        """Turn what was read so far into a key."""
        self.key = plain(*self.value[-1])[:LONGEST_KEY]
        self.value = [("name", text[1:])] if kind == "symbol" else []
        self.value_line = self.line

    def end(self) -> None:
        """End the value."""
        if self.key is not None and self.value:
            key = ".".join([*filter(None, self.path), self.key])
            literal = len(self.value) == 1 and self.value[0][0] == "string"
            literal = literal and self.value[0][1][0] == "'"
            text = _literal(self.value, self.ruby)
            self.items.append(Pair(key, text, self.value_line, literal))
        elif self.key is None and len(self.value) == 1 and self.value[0][0] == "string":
            self._take_variable(plain(*self.value[0], self.ruby))
        self.key, self.value = None, []

    def _take_variable(self, text: str) -> None:
        """Read `NAME=value` in a list of strings."""
        if self.path and (match := _VARIABLE.fullmatch(text)):
            self.items.append(Pair(match[1], match[2], self.value_line))


def read(text: str, line: int = 1, *, ruby: bool = False) -> list[Pair]:
    """Return the keys, with those above them and a dot between, and the values, in their order.

    `line` is the number of the first line; `ruby` says that strings are Ruby's. After a bracket
    that is never closed, as in a sentence, it begins anew with the next line.
    """
    items: list[Pair] = []
    for _ in range(_MOST_STARTS):
        reader = _Reader(line=line, ruby=ruby)
        _follow(reader, text)
        items += reader.items
        if not reader.nested or reader.is_full:
            break
        text = "\n".join(text.split("\n")[reader.value_line - line + 1 :])
        line = reader.value_line + 1
    return items


def _follow(reader: _Reader, text: str) -> None:
    for count, match in enumerate(_TOKEN.finditer(text)):
        kind = str(match.lastgroup)
        if kind not in ("space", "comment"):
            reader.take(kind, match[0])
        if count > MOST_TOKENS or len(reader.path) > _DEEPEST:
            reader.items.append(Pair(REST, None, reader.line))
            reader.is_full = True
            return
    reader.end()


def _literal(value: list[tuple[str, str]], ruby: bool) -> str | None:
    """Return the text of a literal value: empty for nothing, `None` for code."""
    if len(value) != 1:
        return None
    kind, text = value[0]
    if kind == "name" and text in _NOTHING:
        return ""
    if kind == "name" and text not in _WORDS and ("." in text or "::" in text):
        return None
    if kind == "string" and ruby and text[0] == '"' and "#{" in text:
        return None
    return plain(kind, text, ruby) if kind in ("string", "number", "symbol", "name") else None


def plain(kind: str, text: str, ruby: bool = False) -> str:
    """Return a token's meaning: a string without quotes and escapes, or a symbol's name."""
    if kind == "symbol":
        return text[1:]
    if kind != "string":
        return text
    inner = text[1:-1]
    if "\\" not in inner:
        return inner
    if ruby and text[0] == "'":
        return _RUBY_ESCAPE.sub(r"\1", inner)
    return _HALVES.sub(_joined, _ESCAPE.sub(_unescaped, inner))


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        number = int(code.strip("ux{}"), 16)
        return chr(number) if number < 0x110000 else ""
    return _ESCAPES.get(code, code)


def _joined(match: re.Match[str]) -> str:
    return chr(0x10000 + (ord(match[1]) - 0xD800 << 10) + ord(match[2]) - 0xDC00)
