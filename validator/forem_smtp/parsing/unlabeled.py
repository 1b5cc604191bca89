"""A row of values without names: `mail.example.org, 587, clover@example.org, Tulip-92`.

Each cell's shape must leave no doubt about what it is, and the password follows the user name.
"""

from __future__ import annotations

import re

from .extracted import Extracted
from .labeled_lines import ONE_ADDRESS, has_shape
from .pairs import MAIL_PORTS
from .sentences import KINDS_OF_ENCRYPTION
from .url import is_host

_IN_LISTS = tuple(map(re.compile, (r"\s*,\s*", r"\s*;\s*", r"\t+")))
"""What separates values, and hardly ever words: `587 is Blocked123`, `587 | open | OK-200`."""
_IN_SENTENCES = tuple(map(re.compile, (r"\s*\|\s*", r"\s+/\s+", r"\s+")))
_SERVER = re.compile(r"([\w-]+(?:\.[\w-]+)+)(?::(\d{2,5}))?", re.ASCII)
_PORT = re.compile(r"(\d{2,5})(?: \(?((?:start)?tls|ssl(?:/tls)?)\)?)?", re.IGNORECASE)
_LOGIN = re.compile(rf"{ONE_ADDRESS.pattern}|[A-Za-z][A-Za-z0-9_.-]{{1,60}}")
_MOST_LINES = 12
_LONGEST = 300
_FEWEST, _MOST = 3, 6


def read(lines: list[str]) -> Extracted | None:
    """Return the values of the only such row."""
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    if len(filled) > _MOST_LINES:
        return None
    rows = [row for number in filled if (row := _row(lines[number - 1], number))]
    return rows[0] if len(rows) == 1 else None


def _row(line: str, number: int) -> Extracted | None:
    text = line.strip().strip("|").strip()
    if len(text) > _LONGEST or "." not in text:
        return None
    for separator in (*_IN_LISTS, *_IN_SENTENCES):
        cells = separator.split(text)
        login = _LOGIN if separator in _IN_LISTS else ONE_ADDRESS
        if _FEWEST <= len(cells) <= _MOST and (found := _of_cells(cells, number, login)):
            return found
    return None


def _of_cells(cells: list[str], number: int, login: re.Pattern[str]) -> Extracted | None:
    server = _SERVER.fullmatch(cells[0])
    if not server or not is_host(server[1]) or "@" in cells[0]:
        return None
    port, mode, rest = server[2], None, cells[1:]
    if port is None and rest and (match := _PORT.fullmatch(rest[0])):
        port, mode, rest = match[1], match[2], rest[1:]
    if rest and rest[0].lower() in KINDS_OF_ENCRYPTION:
        mode, rest = rest[0], rest[1:]
    if len(rest) == 3 and rest[2].lower() in KINDS_OF_ENCRYPTION:
        mode, rest = rest[2], rest[:2]
    if len(rest) != 2 or port not in MAIL_PORTS:
        return None
    user, password = rest
    if not login.fullmatch(user) or not has_shape("password", password):
        return None
    found = Extracted("prose")
    origin = f"line {number}"
    found.add("address", server[1], f"{origin}, server")
    stated = (mode or "").lower()
    encryption = {"starttls": "starttls", "ssl": "ssl", "ssl/tls": "ssl"}.get(stated)
    found.add("port", port, f"{origin}, port", encryption=encryption)
    found.add("user_name", user, f"{origin}, user name")
    found.add("password", password, f"{origin}, password")
    return found
