"""Which reader reads a text: the payloads' own first, then those that cannot be mistaken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..payloads import PAYLOADS
from ..payloads.environment import NAMES, declared
from ..settings import FIELDS, Settings
from . import commands, env, json_like, mailers, prose, ruby, url, yaml
from .extracted import ELSEWHERE, Extracted, resolve
from .result import ParseResult

LONGEST = 256 * 1024
"""How many characters of a text are read; the most that a settings file has is far less."""
_MOST_LINES = 5_000
_LONGEST_LINE = 4_000
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div|table|p)\b", re.IGNORECASE)
_ERROR = re.compile(
    r"\b[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}\b|^[ \t]*[45]\d\d[ -]\S|Net::\w*(?:Error|Timeout)"
    r"|Net::SMTP\w+|OpenSSL::SSL::SSLError|Errno::E[A-Z]+|SocketError|Socket::ResolutionError"
    r"|Connection (?:refused|timed out)",
    re.MULTILINE,
)
_ALL_ELSEWHERE = (
    "There are SMTP settings in it, but every value stands for one that is kept elsewhere, such as "
    "in a variable."
)
# Another of Forem's variables on the same line, as a terminal or a chat program joins them.
_NEXT_VARIABLE = re.compile(
    r"(?<=\S)[ \t]{1,20}(?=(?:export[ \t])?(?:SMTP_[A-Z_]{2,30}|DEFAULT_EMAIL)=)"
)
_LINE = re.compile(r"^line \d+")
_NAMED = re.compile(r"""[ \t]*(?:export[ \t]+)?["']?(\w+)["']?[ \t]*(?:=|:)""")


def recognize(text: str) -> ParseResult:
    """What `text` is, and the settings in it. Nothing is raised."""
    text = text.removeprefix("\ufeff")
    bare = text.strip()
    if "\n" in bare or not _NAMED.match(bare):
        return _recognized(text)
    apart = _NEXT_VARIABLE.sub("\n", text)
    reading = _recognized(apart)
    if apart == text:
        return reading
    origins = {name: _LINE.sub("line 1", place) for name, place in reading.origins.items()}
    unused = tuple(_LINE.sub("line 1", place) for place in reading.unused)
    return replace(reading, origins=origins, unused=unused)


def _recognized(text: str) -> ParseResult:
    part, lines, left_out = _shortened(text)
    if reading := _payload(part, lines, left_out):
        return reading
    references: list[str] = []
    for reader in _readers(part, lines) if not _HTML.match(part) else ():
        found = reader()
        if found and found.values:
            return _reading(found, left_out)
        references += [name for name in found.unused if ELSEWHERE in name] if found else []
    if references:
        unused = (*resolve(Extracted("", unused=references)).unused, *left_out)
        return ParseResult(format=None, unused=unused, reason=_ALL_ELSEWHERE)
    return ParseResult(format=None, unused=tuple(left_out), reason=_reason(part))


def _reading(found: Extracted, left_out: list[str]) -> ParseResult:
    outcome = resolve(found)
    return ParseResult(
        format=found.format,
        settings=outcome.settings,
        origins=outcome.origins,
        unused=(*outcome.unused, *left_out),
        candidates=outcome.candidates,
        port_encryption=outcome.port_encryption,
    )


def _shortened(text: str) -> tuple[str, list[str], list[str]]:
    """(the text as far as it is read, its lines, what is left out), in words for people."""
    left_out = []
    if len(text) > LONGEST:
        left_out.append(f"all after the first {LONGEST // 1024} KB")
        text = text[:LONGEST]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > _MOST_LINES:
        left_out.append(f"all after line {_MOST_LINES}")
        del lines[_MOST_LINES:]
        text = "\n".join(lines)
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            left_out.append(f"line {number}: longer than {_LONGEST_LINE} characters")
            lines[number - 1] = ""
    return text, lines, left_out


def _readers(text: str, lines: list[str]) -> Iterator[Callable[[], Extracted | None]]:
    """The readers that may find something, those that cannot be mistaken first."""
    low = text.lower()
    if "\n" not in text.strip():
        yield lambda: url.read_host(text)
        if low.lstrip().startswith(("smtp", "submission")):
            yield lambda: url.read(text)
    if "swaks" in low or "curl" in low:
        yield lambda: commands.read("\n".join(lines))
    if "gitlab_rails" in low:
        yield lambda: ruby.read_gitlab(lines)
    if "smtp_settings" in low:
        yield lambda: ruby.read_rails(text)
    if "createtransport" in low:
        yield lambda: json_like.read_nodemailer(text)
    yield lambda: mailers.read_postfix(lines)
    if "mailhub" in low:
        yield lambda: mailers.read_ssmtp(lines)
    if "host" in low:
        yield lambda: mailers.read_msmtp(lines)
    if "[mailer]" in low:
        yield lambda: env.read_ini(lines)
    yield lambda: json_like.read(text)
    yield lambda: env.read(lines)
    yield lambda: yaml.read(lines)
    yield lambda: prose.read(lines)
    if not _ERROR.search(text):
        yield lambda: url.read(text)
        yield lambda: prose.read_sentences(lines)


def _payload(text: str, lines: list[str], left_out: list[str]) -> ParseResult | None:
    """What one of the payloads' own readers makes of it."""
    if any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        text = "\n".join(lines)
    for name, kind in PAYLOADS.items():
        try:
            settings = kind.read(text)
        except (ValueError, RecursionError):
            continue
        if name == "dotenv" and not declared(text):
            return _dotenv(settings, lines, left_out)
        origins = _origins(settings, lines)
        return ParseResult(format=name, settings=settings, origins=origins, unused=tuple(left_out))
    return None


def _dotenv(settings: Settings, lines: list[str], left_out: list[str]) -> ParseResult | None:
    """The same for a file with Forem's own names, unless it is rather one of another program."""
    found = env.read(lines)
    if not settings.given() or (found and found.format != "dotenv"):
        return None
    given = dict(settings.given())
    unused = list(found.unused) if found else []
    for value in found.values if found else ():
        if value.field not in given:
            unused.append(f"{value.origin}: {ELSEWHERE}")
    return ParseResult(
        format="dotenv",
        settings=settings,
        origins=_origins(settings, lines),
        unused=(*dict.fromkeys(unused), *left_out),
    )


def _origins(settings: Settings, lines: list[str]) -> dict[str, str]:
    """The line in which a payload names each field."""
    names = {name: field for field, name in NAMES.items()} | {name: name for name in FIELDS}
    places: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if (match := _NAMED.match(line)) and match[1] in names:
            places.setdefault(names[match[1]], f"line {number}, {match[1]}")
    if "from_email_address" in places:
        places.setdefault("reply_to_email_address", places["from_email_address"])
    return {name: places.get(name, name) for name, _ in settings.given()}


def _reason(text: str) -> str:
    if not text.strip():
        return "There is no text."
    if _HTML.match(text):
        return "This is the source of a web page. Copy the words that the browser shows instead."
    if _ERROR.search(text):
        return (
            "This looks like an error text or a server's reply, which holds no settings. It can be "
            "explained: paste it where errors are explained."
        )
    return (
        "This is none of the formats that are read, or there are no SMTP settings in it. Read are: "
        "environment variables, JSON, YAML, Ruby, an SMTP URL, the settings of many programs, and "
        "words such as Server and Port with their values."
    )
