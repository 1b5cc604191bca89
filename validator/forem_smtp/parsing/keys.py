"""Keys with values -> settings, by the tables of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..settings import HIDDEN
from . import words
from .extracted import Extracted
from .names import HOST_AND_PORT, PROGRAMS, URL, WORD, Program, is_about_mail, meaning
from .url import add_host, add_url

Meaning = Callable[[str], tuple[str | None, str | None]]
# What a reader takes for keys below a password's is rather the password: `password: {a: b}`.
_BELOW_PASSWORD = re.compile(
    r"((?:^|[._-])(?:pass|pwd|kennwort)\w{0,20}\.).*", re.IGNORECASE | re.DOTALL
)
REST = "…"
"""The key of an item that stands for all that was not read, since it is too long."""


LONGEST_KEY = 100
"""Characters of a key that count. Without a limit, deep nesting repeats long keys endlessly."""


class Item(NamedTuple):
    """A key and its value; `None` where the value is not in the text. `line` is 0 if not known."""

    key: str
    text: str | None
    line: int = 0
    literal: bool = False

    @property
    def origin(self) -> str:
        """Where it stands, in words, without the value."""
        name = " ".join(_BELOW_PASSWORD.sub(rf"\1{HIDDEN}", self.key).split())
        return f"line {self.line}, {name}" if self.line else name


def best(items: Sequence[Item], format_name: str | None = None) -> Extracted | None:
    """What the items give to the program that knows most of their keys; `None` if none knows one.

    A list of no program in particular is called `env`, or `format_name`, which also replaces the
    program's own name.
    """
    meanings: list[tuple[str, Meaning]] = [
        *((program.format, meaning_by(program)) for program in PROGRAMS),
        ("env", meaning),
    ]
    keys = {item.key for item in items}
    counts = [sum(known(key) != (None, None) for key in keys) for _, known in meanings]
    most = max(counts)
    if not most:
        return None
    name, known = meanings[counts.index(most)]
    return take(items, known, format_name or name)


def meaning_by(program: Program) -> Meaning:
    """What a program's own table says of a key."""
    fields = {key.lower(): name for key, name in program.fields.items()}
    modes = {key.lower(): mode for key, mode in program.encryption.items()}
    return lambda key: (fields.get(key.lower()), modes.get(key.lower()))


def take(items: Sequence[Item], known: Meaning, format_name: str) -> Extracted:
    """Sort the items into fields. Of one key given twice, the last counts, as in such files."""
    found = Extracted(format_name)
    last = {item.key: index for index, item in enumerate(items)}
    repeated: set[str] = set()
    others = 0
    for index, item in enumerate(items):
        if last[item.key] != index:
            if item.key not in repeated and known(item.key) != (None, None):
                found.skip(item.origin, "given again further down")
            repeated.add(item.key)
            continue
        name, mode = (None, None) if _BELOW_PASSWORD.search(item.key) else known(item.key)
        if name is not None:
            add_value(found, name, item)
        elif mode is not None:
            add_mode(found, mode, item)
        elif item.key == REST:
            found.unused.append(f"all after line {item.line}, which is too long")
        elif is_about_mail(item.key):
            found.skip(item.origin, "not one of Forem's settings")
        else:
            others += 1
    if others:
        found.unused.append("1 other entry" if others == 1 else f"{others} other entries")
    return found


def add_value(found: Extracted, name: str, item: Item) -> None:
    """Take one value for `name`, which may be a part of a URL or have a port behind it."""
    text = item.text
    if name == URL and text is not None:
        add_url(found, text, f"the URL in {item.origin}")
    elif name in (HOST_AND_PORT, "address") and text is not None and ":" in text:
        add_host(found, text, item.origin)
    elif name == "authentication" and text is not None and _is_no_mechanism(text):
        found.skip(item.origin, "no name of a mechanism")
    else:
        field = {URL: "address", HOST_AND_PORT: "address"}.get(name, name)
        found.add(field, text, item.origin, literal=item.literal)


def add_mode(found: Extracted, mode: str, item: Item) -> None:
    """Take what a key says of encryption."""
    if item.text is None:
        found.add("encryption", None, item.origin)
    elif stated := words.encryption(item.text, None if mode == WORD else mode):
        found.add("encryption", stated, item.origin)
    elif item.text.strip():
        why = "switched off" if words.is_no(item.text) else "does not say which encryption"
        found.skip(item.origin, why)


def _is_no_mechanism(text: str) -> bool:
    return words.is_yes(text) or words.is_no(text) or text.strip().lower() == "none"
