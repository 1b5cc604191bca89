"""Characters that can't be seen: which they are, what they're called, and how to show them."""

from __future__ import annotations

import re
from collections.abc import Collection

# Marks and letters that show nothing. Unicode doesn't call them format characters, but its
# DerivedCoreProperties.txt lists all of them as Default_Ignorable_Code_Point, except for the
# braille pattern without dots (U+2800).
_FILLER = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
# Controls, format characters (direction marks, joiners), and what separates lines and words.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_CONTROLS = {
    "\0": "null character",
    "\t": "tab",
    "\n": "line break",
    "\r": "carriage return",
    "\x1b": "escape character",
    "\x7f": "delete character",
}
_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_JOINERS = "\u200c\u200d"
# What emoji and some scripts are made of, after the character that it belongs to.
_PARTS = re.compile("[\u200c\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]")
_MOST = 2


def unseen(text: str) -> set[str]:
    """The characters in `text` that can't be seen, other than the plain space."""
    if text.isprintable() and (text.isascii() or not _FILLER.search(text)):
        return set()
    return {letter for letter in set(text) if letter != " " and _is_unseen(letter)}


def _is_unseen(letter: str) -> bool:
    return _category(letter) in _UNSEEN or _FILLER.match(letter) is not None


def _category(letter: str) -> str:
    import unicodedata  # seldom needed

    return unicodedata.category(letter)


def without(text: str, letters: set[str]) -> str:
    """`text` without these characters; one that separates words or lines becomes a space."""
    if not letters:
        return text
    return text.translate({ord(letter): _replacement(letter) for letter in letters})


def _replacement(letter: str) -> str:
    return " " if letter == "\x85" or _category(letter) in ("Zs", "Zl", "Zp") else ""


def misplaced(text: str) -> list[int]:
    """Where in `text` there is what can't be seen and belongs to no emoji and no other script."""
    found, base = unseen(text), ""
    places = []
    for place, letter in enumerate(text) if found else ():
        if letter not in found:
            base = letter
        elif base <= "\x7f" or not _PARTS.match(letter):
            places.append(place)
    return places


def without_places(text: str, places: Collection[int]) -> str:
    """`text` without the characters at these places, or with a space for what separates words."""
    removed = frozenset(places)
    return "".join(
        _replacement(letter) if place in removed else letter for place, letter in enumerate(text)
    )


def described(text: str, letters: set[str]) -> str:
    """These characters of `text` in words: `a left-to-right mark (U+200E) at the end`."""
    parts = [_described(text, letter) for letter in sorted(letters, key=text.index)]
    if len(parts) > _MOST:
        parts[_MOST:] = [f"{len(parts) - _MOST} more that can't be seen"]
    return listed(parts)


def _described(text: str, letter: str) -> str:
    places = _places(text, letter)
    name = f"{_name(letter)} (U+{ord(letter):04X})"
    counted = f"{len(places)} × {name}" if len(places) > 1 else f"{_article(name)} {name}"
    first = len(text) - len(text.lstrip("".join(unseen(text)) + " "))
    last = len(text.rstrip("".join(unseen(text)) + " "))
    where = [
        words
        for words, is_there in (
            ("at the beginning", places[0] < first),
            ("in the middle", any(first <= place < last for place in places)),
            ("at the end", places[-1] >= max(first, last)),
        )
        if is_there
    ]
    return f"{counted} {listed(where)}"


def _places(text: str, letter: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(letter), text)]


def _name(letter: str) -> str:
    import unicodedata

    if letter == "\ufeff":
        return "byte order mark"
    name = unicodedata.name(letter, "").lower()
    return name or _CONTROLS.get(letter, "control character")


def _article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


def listed(parts: list[str]) -> str:
    """The parts as `a, b and c`."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def controls(text: str) -> set[str]:
    """The control characters in `text` that do more than end a line or indent it."""
    return {letter for letter in unseen(text) - {"\n", "\t"} if _category(letter) == "Cc"}


def visible(text: str) -> str:
    r"""`text` for people: on one line, and with `\x1b` or `\u202e` for what could mislead them.

    That is each control, each mark of direction or format, and each half of a character. Spaces of
    all kinds and the joiners that emoji and some scripts need stay as they are.
    """
    if text.isprintable():
        return text
    return text.translate({ord(letter): _escaped(letter) for letter in set(text)})


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable() or letter in _JOINERS:
        return letter
    if _category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return letter
    code = ord(letter)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
