"""What a reader extracts from a text, before one value is chosen for each field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from .values import ELSEWHERE, is_reference, why_unfit


class Value(NamedTuple):
    """One value for one field. `origin` says in words where it is, and holds no value.

    `encryption` is what the text says about this particular value, which is then a port. Values of
    one `block` belong together. `discouraged`: the text advises against it.
    """

    field: str
    text: str
    origin: str
    encryption: str | None = None
    block: str = ""
    discouraged: bool = False


@dataclass
class Extracted:
    """What one reader found: the format's name, the values in order, and the rest."""

    format: str
    values: list[Value] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    """The fields whose value is kept elsewhere."""
    ssl_off: set[str] = field(default_factory=set)
    """The blocks in which a switch named SSL is off."""
    separate: bool = False
    """Whether each block with an address describes a server of its own."""
    servers: list[str] = field(default_factory=list)
    """The blocks of several servers, of which one is to be chosen with all its values."""
    program: str | None = None
    """The program whose settings these surely are."""
    language: str | None = None
    """The language of the labels, unless it is English."""
    parts: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Parts of the sender: the text, the origin and the block of each."""

    def add(
        self,
        name: str,
        text: str | None,
        origin: str,
        *,
        literal: bool = False,
        encryption: str | None = None,
        block: str = "",
        discouraged: bool = False,
    ) -> None:
        """Take a value; an empty one counts as not given, and one that can't be meant is listed.

        `literal`: it is surely no reference, since it was between quotes that prevent that.
        """
        if text is None or (not literal and is_reference(text)):
            self.skip_reference(name, origin)
        elif why := why_unfit(name, text):
            self.skip(origin, why)
        elif text.strip():
            self.values.append(Value(name, text, origin, encryption, block, discouraged))

    def add_part(self, name: str, text: str, origin: str, block: str) -> None:
        """Add a part of the sender, or the whole sender if it's in the place of a part."""
        part = text.strip().strip("@")  # the part after the @ may be written with it
        if "@" in part:
            self.add("from_email_address", text, origin, block=block)
        elif not is_reference(part) and (why := why_unfit("user_name", part)):
            self.skip(origin, why)
        elif part and not is_reference(part):
            self.parts[name] = (part, origin, block)

    def skip(self, origin: str, why: str) -> None:
        """Record what wasn't used; `why` says the reason in a few words."""
        self.unused.append(f"{origin}: {why}")

    def skip_reference(self, name: str, origin: str) -> None:
        """Record a value that isn't in the text."""
        self.references.add(name)
        self.skip(origin, ELSEWHERE)

    def skip_unfit(self, name: str, text: str, origin: str, why: str) -> None:
        """Record that a text isn't a value for the field `name`: it's a reference, or `why`."""
        if is_reference(text):
            self.skip_reference(name, origin)
        else:
            self.skip(origin, why)

    @property
    def fields(self) -> set[str]:
        """The names of the fields found so far."""
        return {value.field for value in self.values}
