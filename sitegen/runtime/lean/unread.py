"""Clears data in Pyodide's module that nothing in the checker reads. Zeros compress to nothing.

- **The tables of East Asian encodings**: the packed library has no such encoding, so nothing can
  ask for one.
- **What `help()` would show** of the functions written in C. Their signatures stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from struct import pack

ENCODINGS = ("gb18030", "big5hkscs", "cp949", "euc_jisx0213")
"""Together they have nearly all characters of all such encodings."""
RUN = 8
"""So many characters in the order of an encoding are a part of its table, and of nothing else."""
SIZE = 2 * RUN
NONE = 0xFFFF
FIRST, LAST = 0x80, 0xD800
"""The characters that the tables have codes for."""
# A text in C ends with a zero byte, and so does the module's piece of data that ends with it: the
# next one begins with a zero byte.
_HELP = re.compile(rb"(?<=\)\n--\n\n)[\t\n -~]+(?=\0)")


def cleared(data: bytes) -> bytes:
    """Return a module's data section, as long as before, with zeros instead of such data."""
    pieces = _tables()
    result = bytearray(_HELP.sub(lambda text: bytes(len(text[0])), data))
    for place in range(len(data) - SIZE + 1):
        if data[place : place + SIZE] in pieces:
            result[place : place + SIZE] = bytes(SIZE)
    return bytes(result)


@cache
def _tables() -> frozenset[bytes]:
    """Return every run in the tables of these encodings."""
    return frozenset(piece for units in _parts() for piece in _pieces(units))


def _parts() -> Iterator[list[int]]:
    """Yield parts of the tables as the module may have them, in units of two bytes."""
    for encoding in ENCODINGS:
        for first in range(0x81, 0xFF):
            cells = [
                bytes([first, second]).decode(encoding, "replace") for second in range(33, 256)
            ]
            yield [ord(cell) & 0xFFFF for cell in cells if len(cell) == 1 and cell != "\ufffd"]
        codes = [_code(chr(number), encoding) for number in range(FIRST, LAST)]
        for bits in (0xFFFF, 0x7FFF, 0x7F7F):  # some tables keep a mark in the highest bits
            yield [code if code == NONE else code & bits for code in codes]


def _code(letter: str, encoding: str) -> int:
    code = letter.encode(encoding, "replace")
    return int.from_bytes(code, "big") if len(code) == 2 else NONE


def _pieces(units: list[int]) -> Iterator[bytes]:
    """Yield each run of units, except repetitive or evenly spaced ones: those may be anything."""
    table = pack(f"<{len(units)}H", *units)
    for start in range(len(units) - RUN + 1):
        run = units[start : start + RUN]
        steps = {unit - before for before, unit in pairwise(run)}
        if len(set(run)) > RUN // 2 and len(steps) > 1:
            yield table[2 * start : 2 * start + SIZE]
