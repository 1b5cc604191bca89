"""What a text calls a password, whether or not a reader takes it for one.

A password can look like a reference to a variable, like two cells of a table, or like anything else
that isn't a value. What follows its name is a secret all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..secrets import AROUND, Secrets, fold, is_public
from ..settings import Settings
from . import chat
from .csv_rows import with_tabs
from .labels import is_for_credentials, label
from .result import ParseResult

_LONGEST_TEXT = 256 * 1024
_LONGEST_CSV = 24 * 1024
"""The rest of a longer page isn't read."""
_LONGEST = 4_000
_FAR_LEFT = 80
_PIECE = 6
"""The shortest part of a password that is looked for in other values."""
# For a text in lower case, which is searched seven times as fast as one in any case.
_NAME = re.compile(
    r"(?:pass|secret|pwd|psw|kennwort|contrase|senha"
    r"|key(?<![a-z]key)|token(?<![a-z]token)|authorization(?<![a-z]authorization))"
    r"[\w-]{0,20}[\"'`*)\]]{0,3}(?:[ \t]{0,9}(?:=>|[:=|>\t])|[ \t])"
)
_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_NEXT_NAME = re.compile(
    r"[\s,;{(](?!\s)[-:\"'\[]{0,4}"
    r"(?=[\w. -]{0,40}(?:smtp|mail|host|server|port|user|name|log|ident|domain|helo|auth|from"
    r"|absend|sender|reply|crypt|tls|ssl|address|secur))"
    r"[\w.-]{1,60}(?: [\w.-]{1,20}){0,2}[\"'\]]{0,2}[ \t]{0,9}(?:=>|[:=|＝：])"
    r"|[\"'][,;]\s{0,9}[\"':]?[\w.-]{1,60}[\"']?\s{0,3}(?:=>|[:=])"
    r"|\s--[a-z]",
    re.IGNORECASE,
)
# What a password is called where it is kept, as in `ENV["SMTP_PASSWORD"]`.
_VARIABLE = re.compile(
    r"\b(?:(?:smtp|e?mail|mailer|sasl|auth|host|user|api|server|relay|access)_){1,4}"
    r"(?:passw(?:or)?d|pass|pwd|secret|key|token)(?:_maps)?\b",
    re.IGNORECASE,
)
_OTHER_SERVICE = re.compile(
    r"(?:^|[^a-z])(?:db|database|datasource|mysql|mariadb|postgres(?:ql)?|pg|sql|redis|mongo(?:db)?|ldap)[\w.:'\"\[\]-]{0,40}$"
)
_SIGN = re.compile("[:=|]|--")
_FAR = 500
"""The next name is rarely farther away."""
_ASSIGNS = re.compile("[:=]")
_BETWEEN = re.compile(r"[\s|,;]+")
_WORD = re.compile(r"\S+")
_EDGES = AROUND + " \t\r\n\"'`"


def without_unread_passwords(reading: ParseResult, text: str) -> ParseResult:
    """Return the result without values that may be a password, or part of one, that wasn't read."""
    given = _given(reading)
    # Of a password with a line break, only the first line follows the name.
    begun = [password.partition("\n")[0] for password in given]
    known = {_bare(form) for password in (*given, *begun) for form in _forms(password)}
    private = tuple(
        form
        for form in dict.fromkeys(form for it in _passwords(text) for form in _forms(it))
        if len(_bare(form)) >= _PIECE and not any(it.startswith(_bare(form)) for it in known)
    )
    # What comes before a `#`, where another value may end as well.
    private += tuple(
        text for text in given[1:] if len(text) >= _PIECE and given[0].startswith(f"{text}#")
    )
    if not private:
        return reading
    words = {word for it in private for word in _telling(it)} - known
    unread, none = Secrets(Settings(), None, private), Secrets(Settings(), None)

    def is_private(value: str) -> bool:
        return _bare(value) in words or unread.redact(value) != none.redact(value)

    return replace(_without(reading, is_private), private=(*reading.private, *private))


def _given(reading: ParseResult) -> list[str]:
    """Return every password that was read, the one in the settings first, even if it's empty."""
    servers = (server.settings.password for server in reading.servers)
    candidates = reading.candidates.get("password", ())
    return [reading.settings.password or "", *candidates, *filter(None, servers)]


def _without(reading: ParseResult, is_private: Callable[[str], bool]) -> ParseResult:
    """Return the result without values in other fields that are private, and list their places."""
    left_out = [name for name, value in _others(reading.settings) if is_private(value)]
    candidates = {
        name: texts
        for name, texts in reading.candidates.items()
        if name == "password" or not any(map(is_private, texts))
    }
    of_servers = [value for server in reading.servers for _, value in _others(server.settings)]
    places = [f"{reading.origins.get(name, name)}: may be the password" for name in left_out]
    return replace(
        reading,
        settings=replace(reading.settings, **dict.fromkeys(left_out)),
        origins={name: it for name, it in reading.origins.items() if name not in left_out},
        unused=(*reading.unused, *places),
        candidates=candidates,
        candidate_origins={
            name: it for name, it in reading.candidate_origins.items() if name in candidates
        },
        servers=() if left_out or any(map(is_private, of_servers)) else reading.servers,
    )


def _others(settings: Settings) -> list[tuple[str, str]]:
    """Return the fields with a value, other than the password."""
    return [(name, value) for name, value in settings.given() if name != "password"]


def _passwords(text: str) -> Iterator[str]:
    """Yield what a text calls a password, in each of the ways in which it may be read."""
    text = text[:_LONGEST_TEXT]
    yield from _after_names(text)
    yield from _in_columns(text)
    yield from chat.passwords(text)
    rows = text[:_LONGEST_CSV]
    if "," not in rows and ";" not in rows:
        return
    tabbed = "\n".join(with_tabs(rows.split("\n"), only_sure=False).lines)
    if tabbed != rows:
        yield from _after_names(tabbed)
        yield from _in_columns(tabbed)


def _after_names(text: str) -> Iterator[str]:
    """Yield what follows each name for a password, up to the next name or the end of the line."""
    done = 0
    for match in _NAME.finditer(_in_lower_case(text)):
        if match.start() < done:
            continue
        rest, done = _rest_of_line(text, match.end())
        if match[0][-1] == " ":  # as in `--auth-password x`, and not within a sentence
            before = _line_before(text, match.start())
            word = _WORD.match(rest.lstrip())
            rest = word[0] if word and (not before.strip() or before.endswith("-")) else ""
        elif not rest.strip(_EDGES):
            rest, done = _next_line(text, match.start(), done)
        if _is_of_other_service(text, match, rest):
            continue
        if " / " in rest and is_for_credentials(_line_before(text, match.end()).strip("*:= ")):
            rest = rest.partition(" / ")[2]
        if rest := _VARIABLE.sub("", rest).strip(_EDGES):
            yield rest


def _is_of_other_service(text: str, match: re.Match[str], rest: str) -> bool:
    """Return whether it's a database's password that is a mere word, or no password at all.

    Such a word, as a rule the program's name, may be a part of any other value.
    """
    value = rest.strip(_EDGES)
    if "sender" in match[0] and "@" in value:
        return True
    if not value.isalpha() or not value.islower():
        return False
    return _OTHER_SERVICE.search(_line_before(text, match.start()).lower()) is not None


def _in_lower_case(text: str) -> str:
    """Return a text of the same length in lower case, at least of its English letters."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_LOWER)


def _in_columns(text: str) -> Iterator[str]:
    """What is in a table's column for passwords, with what looks like further cells in it."""
    heads: list[str | None] = []
    for line in text.split("\n"):
        line = line[:_LONGEST]
        cells = line.split("\t" if "\t" in line else "|")
        if len(cells) < max(len(heads), 2):
            heads = []
        elif not heads:
            heads = _heads(cells)
        else:
            column = heads.index("password")
            yield "|".join(cells[column : len(cells) - (len(heads) - column - 1)]).strip(_EDGES)


def _heads(cells: list[str]) -> list[str | None]:
    """Return the field of each column, if these cells are the heads of a table with passwords."""
    found = [label(cell) if cell.strip() else None for cell in cells]
    fields = [meant[0] if meant else None for meant in found]
    labels = sum(field is not None for field in fields)
    return fields if "password" in fields and labels > 1 else []


def _line_before(text: str, place: int) -> str:
    """What is in the line before this place, at least the last of it."""
    return text[max(0, place - _FAR_LEFT) : place].rpartition("\n")[2]


def _rest_of_line(text: str, start: int) -> tuple[str, int]:
    """(what is in the line from there on, where it ends)"""
    end = text.find("\n", start, start + _LONGEST)
    line = text[start : end if end >= 0 else start + _LONGEST]
    following = _NEXT_NAME.search(line, 0, _FAR) if _SIGN.search(line) else None
    line = line[: following.start() + 1] if following else line
    return line, start + len(line)


def _next_line(text: str, name: int, end: int) -> tuple[str, int]:
    """The same for the next line, if it belongs to this name."""
    line, done = _rest_of_line(text, end + 1)
    above = _line_before(text, name)
    deeper = len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())
    return (line, done) if deeper or not _ASSIGNS.search(line) else ("", end)


def _forms(password: str) -> tuple[str, str]:
    """A password as it is written, and as a syntax reads it that takes backslashes away."""
    return password, password.replace("\\", "")


def _telling(password: str) -> Iterator[str]:
    """The words of it that give something away: no address or host, and nothing that's public."""
    for word in map(_bare, _BETWEEN.split(password)):
        if len(word) >= _PIECE and not is_public(word) and not {"@", "."}.intersection(word):
            yield word


def _bare(text: str) -> str:
    return fold(text).strip(AROUND)
