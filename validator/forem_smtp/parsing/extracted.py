"""What a reader takes out of a text, and what is made of it when all is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ..settings import FIELDS, Settings

ELSEWHERE = "stands for a value that is kept elsewhere"
IMPLICIT_PORTS = frozenset({"465", "2465", "8465"})
"""The ports on which encryption begins with the first byte, which Forem cannot do."""
_BLOCKED_PORT = "25"
_BEST_PORT = "587"
# ${NAME}, $NAME, $(command), {{ template }}, <%= ruby %>, %(name)s, %NAME%: only a program could
# tell what stands there.
_REFERENCE = re.compile(
    r"\$\{[^}]*\}|\$[A-Z_][A-Z0-9_]*|\$\(.*\)|\{\{.*\}\}|<%.*%>|%\(\w+\)s|%[A-Z_][A-Z0-9_]*%",
    re.DOTALL,
)
_INSIDE = re.compile(r"\$\{[A-Za-z_]|\{\{|<%=|\$\(")
_MOST_UNUSED = 20


class Value(NamedTuple):
    """One value for one field. `origin` says in words where it stands, and holds no value.

    `encryption` is what the text says of this very value, which then is a port.
    """

    field: str
    text: str
    origin: str
    encryption: str | None = None


@dataclass
class Extracted:
    """What one reader found: the format's name, the values in their order, and the rest."""

    format: str
    values: list[Value] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def add(
        self,
        name: str,
        text: str | None,
        origin: str,
        *,
        literal: bool = False,
        encryption: str | None = None,
    ) -> None:
        """Take a value; a blank one is not given, and a reference is only named.

        `literal`: it is surely no reference, since it stood between quotes that prevent that.
        """
        if text is None or (not literal and is_reference(text)):
            self.unused.append(f"{origin}: {ELSEWHERE}")
        elif text.strip():
            self.values.append(Value(name, text, origin, encryption))

    def skip(self, origin: str, why: str) -> None:
        """Name what was not used; `why` says it in a few words."""
        self.unused.append(f"{origin}: {why}")

    @property
    def fields(self) -> set[str]:
        """The names of the fields found so far."""
        return {value.field for value in self.values}


def is_reference(text: str) -> bool:
    """Whether `text` refers to a variable, so that the value itself is not there."""
    bare = text.strip()
    return _REFERENCE.fullmatch(bare) is not None or _INSIDE.search(bare) is not None


class Outcome(NamedTuple):
    """The settings, and beside them what `ParseResult` tells of them."""

    settings: Settings
    origins: dict[str, str]
    unused: tuple[str, ...]
    candidates: dict[str, tuple[str, ...]]
    port_encryption: dict[str, str]


def resolve(found: Extracted) -> Outcome:
    """Choose one value for each field; the others stay candidates."""
    chosen: dict[str, Value] = {}
    candidates: dict[str, tuple[str, ...]] = {}
    for name in FIELDS:
        values = [value for value in found.values if value.field == name]
        if name == "encryption":
            values = _encryption(values, chosen.get("port"))
        if not values:
            continue
        texts = tuple(dict.fromkeys(value.text for value in values))
        if len(texts) > 1:
            candidates[name] = texts
        chosen[name] = _best_port(values) if name == "port" else values[0]
    settings = Settings(**{name: value.text for name, value in chosen.items()})
    origins = {name: value.origin for name, value in chosen.items()}
    ports = [value for value in found.values if value.field == "port"]
    stated = {port.text: port.encryption for port in ports if port.encryption}
    return Outcome(
        settings,
        origins,
        _listed(found.unused),
        candidates,
        stated if "port" in candidates else {},
    )


def _best_port(ports: list[Value]) -> Value:
    """587 if it stands there, else one that Forem can use, else the first."""
    return min(ports, key=lambda port: _rank(port.text.strip(), port.encryption))


def _rank(port: str, encryption: str | None) -> int:
    if encryption == "implicit" or port in IMPLICIT_PORTS:
        return 3
    if port == _BEST_PORT:
        return 0
    return 2 if port == _BLOCKED_PORT else 1


def _encryption(values: list[Value], port: Value | None) -> list[Value]:
    """The values, that which suits the chosen port first; what was said of that port is enough."""
    if port and port.encryption:
        values = [Value("encryption", port.encryption, port.origin), *values]
    if port and not port.encryption:
        wanted = "implicit" if port.text.strip() in IMPLICIT_PORTS else "starttls"
        values = sorted(values, key=lambda value: value.text != wanted)
    return values


def _listed(unused: Iterable[str]) -> tuple[str, ...]:
    names = list(dict.fromkeys(unused))
    shown = names[:_MOST_UNUSED]
    if len(names) > _MOST_UNUSED:
        shown.append(f"and {len(names) - _MOST_UNUSED} more")
    return tuple(shown)
