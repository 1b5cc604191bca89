"""The data cleared in the lean interpreter: tables of East Asian encodings, and help texts."""

from __future__ import annotations

from random import Random
from struct import pack

import pytest

from sitegen.runtime.lean.unread import cleared


def table(text: str) -> bytes:
    return pack(f"<{len(text)}H", *map(ord, text))


@pytest.mark.parametrize(
    ("encoding", "first"),
    [("gb2312", 0xB0), ("big5", 0xA4), ("euc_kr", 0xB0), ("euc_jp", 0xB0), ("gbk", 0x81)],
)
def test_character_tables_are_cleared(encoding: str, first: int) -> None:
    row = bytes(range(0xA1, 0xFE))
    letters = "".join(bytes([first, second]).decode(encoding) for second in row)
    before, after = b"\x01\x41\x07", b"\x99 other data"
    data = before + table(letters) + after
    assert cleared(data) == before + bytes(2 * len(letters)) + after


@pytest.mark.parametrize(
    ("encoding", "first"), [("gb18030", 0x4E00), ("cp949", 0xB000), ("big5hkscs", 0x4E00)]
)
def test_code_tables_are_cleared(encoding: str, first: int) -> None:
    """Code tables are in character order; 0xFFFF marks a character that the encoding lacks."""
    letters = [chr(number).encode(encoding, "ignore") for number in range(first, first + 256)]
    codes = [int.from_bytes(code, "big") if len(code) == 2 else 0xFFFF for code in letters]
    data = pack(f"<{len(codes)}H", *codes)
    assert cleared(data).count(0) > 0.75 * len(data)


def test_other_data_is_kept() -> None:
    random = Random(1)
    latin = "".join(map(chr, range(32, 0x250)))
    for data in (
        random.randbytes(100_000),
        latin.encode(),
        table(latin),
        table("".join(map(chr, range(0x3040, 0x30FF)))[:8]),
        pack("<2000H", *range(0x80, 0x850)),
        b"\xff" * 1_000 + b"\xfe\xff" * 1_000,
    ):
        assert cleared(data) == data


def test_help_texts_are_cleared_and_signatures_kept() -> None:
    data = b"lookup($self, name, /)\n--\n\nLook up a character.\n\nBy name.\0close()\n--\n\n\0"
    found = cleared(data)
    assert len(found) == len(data)
    assert found.replace(b"\0", b"") == b"lookup($self, name, /)\n--\n\nclose()\n--\n\n"
