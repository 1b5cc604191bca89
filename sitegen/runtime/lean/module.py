"""Rewrites Pyodide's WebAssembly module: into one that records which of its functions ran, and a
lean one for the browser without the functions that never run.

A function that was left out traps when it's called. The page then starts the whole interpreter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

HEAD = b"\0asm\1\0\0\0"
# Numbers of sections and the bytes of instructions are those of the WebAssembly core specification.
MEMORY, CODE, DATA = 5, 10, 11
I32_CONST, I32_STORE8, UNREACHABLE, END = 0x41, 0x3A, 0x00, 0x0B
TRAP = bytes([0, UNREACHABLE, END])  # the body of a function without locals

PAGES = 4096
"""Size of the tracing module's memory when it starts, in pages of 64 KiB."""
MARKS = 200 * 2**20
"""Where the tracing module has a byte for each function: far beyond everything Python needs."""
NEIGHBORS = 8
"""How many functions to keep on either side of one that ran. The linker keeps functions from one
source file together, and with other values a neighbor may be called."""


def tracing(module: bytes) -> bytes:
    """Return a module that sets a mark at `MARKS` + number for each function that runs."""

    def marked(number: int, body: bytes) -> bytes:
        start = _after_locals(body)
        mark = bytes([I32_CONST, *_signed(MARKS + number), I32_CONST, 1, I32_STORE8, 0, 0])
        return body[:start] + mark + body[start:]

    return _rewritten(module, marked, larger_memory=True)


def kept(ran: Iterable[int]) -> set[int]:
    """Return the functions to keep, given the ones that ran."""
    return {near for one in ran for near in range(one - NEIGHBORS, one + NEIGHBORS + 1)}


def lean(module: bytes, functions: set[int]) -> bytes:
    """Return the module with only these functions."""
    return _rewritten(module, lambda number, body: body if number in functions else TRAP)


def with_data(module: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the module with its data section changed."""
    sections = [HEAD]
    for kind, content in _sections(module):
        sections += bytes([kind]), _with_length(change(content) if kind == DATA else content)
    return b"".join(sections)


def function_count(module: bytes) -> int:
    """Return how many functions the module itself defines."""
    code = next(content for kind, content in _sections(module) if kind == CODE)
    return _number(code, 0)[0]


def _rewritten(
    module: bytes, change: Callable[[int, bytes], bytes], *, larger_memory: bool = False
) -> bytes:
    """Return the module with each function's body changed. Imported functions aren't counted."""
    sections = [HEAD]
    for kind, content in _sections(module):
        if kind == CODE:
            bodies = [change(number, body) for number, body in enumerate(_bodies(content))]
            content = _unsigned(len(bodies)) + b"".join(map(_with_length, bodies))
        elif kind == MEMORY and larger_memory:
            content = _with_pages(content)
        sections += bytes([kind]), _with_length(content)
    return b"".join(sections)


def _sections(module: bytes) -> Iterator[tuple[int, bytes]]:
    place = len(HEAD)
    while place < len(module):
        kind = module[place]
        length, start = _number(module, place + 1)
        place = start + length
        yield kind, module[start:place]


def _bodies(code: bytes) -> Iterator[bytes]:
    count, place = _number(code, 0)
    for _ in range(count):
        length, start = _number(code, place)
        place = start + length
        yield code[start:place]


def _after_locals(body: bytes) -> int:
    """Return where the instructions begin: after the count of groups, each a number and a type."""
    groups, place = _number(body, 0)
    for _ in range(groups):
        _, place = _number(body, place)
        place += 1
    return place


def _with_pages(memory: bytes) -> bytes:
    """One memory: the count 1, flags, the size at start, the largest size."""
    _, place = _number(memory, 2)
    return memory[:2] + _unsigned(PAGES) + memory[place:]


def _with_length(content: bytes) -> bytes:
    return _unsigned(len(content)) + content


# Numbers are written in LEB128.


def _number(data: bytes, place: int) -> tuple[int, int]:
    """Return the number at a position, and the position after it."""
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, place


def _unsigned(value: int) -> bytes:
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])


def _signed(value: int) -> bytes:
    """Encode a number that isn't negative: the last byte's second-highest bit must stay clear."""
    written = _unsigned(value)
    return written if written[-1] < 0x40 else bytes([*written[:-1], written[-1] | 0x80, 0])
