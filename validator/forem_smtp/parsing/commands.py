"""Command lines that send an email: swaks, curl and sendEmail."""

from __future__ import annotations

import re

from .assignments import unquoted
from .extracted import Extracted
from .pairs import Pair, add_mode, add_value
from .programs import CURL, SENDEMAIL, SWAKS, URL, Program
from .url import add_url

# A word of a shell: quoted and unquoted pieces.
_WORD = re.compile(r"""(?:'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|\\[^\n]|[^\s'"\\])+""")
_STARTS = re.compile(r"(?:^|[\s$;&|/])(swaks|curl|send[Ee]mail)\s")
_LONGEST = 10_000
_MOST = 400


def read(text: str) -> Extracted | None:
    """Return the first of these commands, up to its end."""
    match = _STARTS.search(text)
    if not match:
        return None
    command = (
        text[match.end() : match.end() + _LONGEST]
        .replace("\\\r\n", " ")
        .replace("\\\n", " ")
        .partition("\n")[0]
    )
    arguments = [(word, word.startswith("'")) for word in _WORD.findall(command)[:_MOST]]
    shown = [(unquoted(word), literal) for word, literal in arguments]
    if match[1] == "curl":
        return _curl(shown)
    found = _options(SWAKS if match[1] == "swaks" else SENDEMAIL, shown)
    return found if found.values else None


def _curl(arguments: list[tuple[str, bool]]) -> Extracted | None:
    url = next((text for text, _ in arguments if text.lower().startswith("smtp")), None)
    if url is None:
        return None
    found = Extracted("curl")
    add_url(found, url, "the URL")
    for item in _pairs(arguments, {*CURL.fields, *CURL.encryption, "-u", "--user"}):
        if item.key in ("-u", "--user") and item.text:
            user, _, password = item.text.partition(":")
            user = user.partition(";")[0]
            found.add("user_name", user, f"{item.key}, before the colon", literal=item.literal)
            found.add("password", password, f"{item.key}, after the colon", literal=item.literal)
        elif item.key in CURL.encryption:
            add_mode(found, CURL.encryption[item.key], item._replace(text="yes"))
        elif CURL.fields.get(item.key) not in (None, URL):
            add_value(found, CURL.fields[item.key], item)
    return found if found.values else None


def _options(program: Program, arguments: list[tuple[str, bool]]) -> Extracted:
    found = Extracted(program.format)
    for item in _pairs(arguments, {*program.fields, *program.encryption}):
        if item.key in program.encryption:
            add_mode(found, program.encryption[item.key], item._replace(text="yes"))
        elif item.key in program.fields:
            add_value(found, program.fields[item.key], item)
        else:
            found.skip(item.origin, "not one of Forem's settings")
    return found


def _pairs(arguments: list[tuple[str, bool]], known: set[str]) -> list[Pair]:
    """Return the options, each with the argument after it or after an equals sign."""
    items = []
    for index, (text, literal) in enumerate(arguments):
        if not text.startswith("-") or len(text) < 2:
            continue
        option, equals, value = text.partition("=")
        following = arguments[index + 1] if index + 1 < len(arguments) else ("", False)
        if equals and option in known:
            items.append(Pair(option, value, 0, literal))
        elif text in known:
            nothing = following[0].startswith("-") and following[0] in known
            given = ("", False) if nothing else following
            items.append(Pair(text, given[0], 0, given[1]))
        elif re.fullmatch(r"--?[a-z][a-z-]*", text):
            items.append(Pair(text, "", 0))
    return items
