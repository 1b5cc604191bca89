"""Recognizes a text: each syntax that may fit reads it, and the one that understands most wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..payloads import PAYLOADS
from ..payloads.environment import NAMES, declared
from ..replies.error_lines import error_lines
from ..replies.setting_lines import is_remark
from ..settings import FIELDS, Settings
from . import (
    assignments,
    aws_keys,
    calls,
    chat,
    commands,
    defaults,
    flags,
    json_like,
    mailers,
    prose,
    ruby,
    senders,
    unlabeled,
    url,
    xml,
    yaml,
)
from .about_forem import about_forem
from .connection_string import expanded
from .extracted import Extracted
from .labels import INCOMING, OUTGOING
from .other_logins import without_other_logins
from .pairs import best
from .resolve import resolve
from .result import ParseResult
from .sentences import read_sentences
from .source import LONGEST_LINE, split, without_links, without_marks
from .surroundings import without_surroundings
from .values import ELSEWHERE, is_reference, why_unfit

_PART_OF_PAGE = re.compile(r"\s*<(?:table|tbody|tr|t[dh]|dl|d[td]|ul|ol|li|div|p)\b", re.IGNORECASE)
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div|table|p)\b", re.IGNORECASE)
_ERROR = re.compile(
    r"\b[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}\b|^[ \t]*[45][0-5]\d[ -]\S|Net::\w*(?:Error|Timeout)"
    r"|Net::SMTP\w+Error|OpenSSL::SSL::SSLError|Errno::E[A-Z]+|SocketError|Socket::ResolutionError"
    r"|Connection (?:refused|timed out)|\bEOFError\b|\.rb:\d+:in ",
    re.MULTILINE,
)
_ALL_ELSEWHERE = (
    "There are SMTP settings in it, but every value refers to one that is kept elsewhere, such as "
    "in a variable."
)
# Another of Forem's variables on the same line, as a terminal or a chat program joins them.
_NEXT_VARIABLE = re.compile(
    r"(?<=\S)(?:[ \t]{1,20}|[ \t]{0,5}(?:;|&&|,)[ \t]{0,5})"
    r"(?=(?:export[ \t])?(?:SMTP_[A-Z_]{2,30}|DEFAULT_EMAIL)=)"
)
# The command for which a line sets variables. An app password of Gmail's has four words.
_STARTED = re.compile(
    r"""(?<==)((?:'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|[^\s"'])+)[ \t]+"""
    r"(?!(?:[a-z]{4}[ \t]){2}[a-z]{4}\s*$)(?:\.?/|[a-z])[^=]*$"
)
# A line break as JSON and logs write it, and the next name.
_WRITTEN_BREAK = re.compile(r"\\n(?=[^\W\d_][\w ./()-]{1,40}[:=：])")
_VARIABLE = re.compile(r"(?:export[ \t]+)?[A-Z][A-Z0-9_]{2,60}=\S")
# Syntaxes whose settings never contain such a line.
_WITHOUT_VARIABLES = ("yaml", "docker-compose", "json-other", "nodemailer", "rails-hash", "xml")
_FIELD_OF = {name: field for field, name in NAMES.items()}
_LINE = re.compile(r"^line \d+")
_LINE_AND = re.compile(r"^line \d+, ")
_NAMED = re.compile(r"""[ \t]*(?:export[ \t]+)?["']?(\w+)["']?[ \t]*(?:=|:)""")
_BARE = re.compile(
    r"""[ \t]*(?:export[ \t]+)?(SMTP_\w{1,40})[ \t]*=[ \t]*([^\s"'#][^\s"']*)[ \t]*"""
)
_CODE = re.compile(
    r"^[ \t]*(?:const|let|var|def|import|from|require|class|using|public|package|\$\w+)\b"
    r"|->|::|;[ \t]*$",
    re.MULTILINE,
)
_OBJECT = ("{", "[{", '"', "'")
_KEY = re.compile(r'^[ \t]*"[\w.-]+"[ \t]*:', re.MULTILINE)
# A Kubernetes Secret's values are encoded, so they can't be used as they are.
_SECRET = re.compile(r"^[ \t]*[\"']?kind[\"']?:[ \t]*[\"']?Secret\b", re.MULTILINE)
_ARROW = re.compile(r"\s*\w+ ?=> ")
_CONTINUED = re.compile(r"[ \t]\\$")
_OPEN_LINE = re.compile(r"[{\[(][ \t]*$", re.MULTILINE)
_HEADER = re.compile(
    r"^(Received|Return-Path|Delivered-To|(?:ARC-)?Authentication-Results|DKIM-Signature"
    r"|Received-SPF|Message-ID|MIME-Version):",
    re.MULTILINE | re.IGNORECASE,
)
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_MAIL_SOURCE = (
    "This is the source of an email, and there are no settings in it. What it says about SPF, DKIM "
    "and DMARC is in the line that begins with Authentication-Results: dmarc=pass means that the "
    "domain authentication works."
)
_ONLY_RECEIVING = (
    "This is only about receiving mail (IMAP or POP). Forem sends mail: look on the same page for "
    "the part about the outgoing server, or SMTP, and paste that."
)
_Reader = Callable[[], Extracted | None]
# The variable with a value, but not in a remark.
_SENDGRID_KEY = re.compile(
    r"""^(?![ \t]*(?:\#|//)).*\bSENDGRID_API_KEY["']?[ \t]*(?:=>|[=:])[ \t]*["']?[^\s"'#,}]""",
    re.MULTILINE,
)
# What people write sentences above and below.
_WITH_SENTENCES = ("prose", "env", "dotenv")
_SERVER = frozenset({"address", "port", "encryption"})
_ENOUGH = 2
_FEW_LINES = 50
_PLENTY = 4
_HEADERS = 3
"""Of the headers that mail servers add, this many are only in an email."""


def recognize(text: str) -> ParseResult:
    """Return what `text` is, and the settings in it. Never raises."""
    text = without_links(text.removeprefix("\ufeff"))
    if "\n" not in text and len(_WRITTEN_BREAK.findall(text)) > 1 and text[:1] not in "{[\"'":
        text = text.replace("\\r", "").replace("\\n", "\n")
    bare = text.strip()
    if "\n" in bare or not _NAMED.match(bare):
        return _recognized(text)
    apart = _NEXT_VARIABLE.sub("\n", text)
    if apart == text:
        return _recognized(text)
    result = _recognized(_STARTED.sub(r"\1", apart))
    return result.with_places(lambda places: [_LINE.sub("line 1", place) for place in places])


def _recognized(text: str) -> ParseResult:
    return _of_mail(text) if _is_mail_source(text) else _of_text(text)


def _of_mail(text: str) -> ParseResult:
    """Return the settings in the words of an email, such as a provider's welcome."""
    *_, header = _HEADER.finditer(text)
    end = _EMPTY_LINE.search(text, header.end())
    if end:
        headers = text.count("\n", 0, end.end())
        result = _of_text("\n" * headers + text[end.end() :])
        if "address" in result.origins:
            return result
    errors = error_lines(split(text)[1])
    error = "\n".join(line.error for line in errors.values())
    return ParseResult(format=None, reason=_MAIL_SOURCE, error=error)


def _of_text(text: str) -> ParseResult:
    part, lines, left_out = split(text)
    errors = error_lines(lines)
    has_key = "SENDGRID_API_KEY" in text and bool(_SENDGRID_KEY.search("\n".join(lines)))
    forem = about_forem("\n".join(lines))
    if not errors:
        result = aws_keys.complete(_read(part, lines, left_out), lines)
        return replace(result, has_sendgrid_api_key=has_key, forem=forem)
    own = {number: line.settings for number, line in errors.items()}
    rest = [own.get(number, line) for number, line in enumerate(lines)]
    # Of a log or a transcript, any other sentence names a server too.
    said = any(own.values()) or sum(map(bool, without_surroundings(rest))) == 1
    result = aws_keys.complete(_read("\n".join(rest), rest, left_out, sentences=said), rest)
    error = "\n".join(line.error for line in errors.values())
    return replace(
        result,
        reason=result.reason and _reason(part),
        error=error,
        has_sendgrid_api_key=has_key,
        forem=forem,
    )


def _is_mail_source(text: str) -> bool:
    """Return whether it's an email with the headers that the servers on its way have added.

    Its addresses are those of that one email: the envelope sender isn't what Forem has in From.
    """
    return len({name.lower() for name in _HEADER.findall(text)}) >= _HEADERS


def _read(
    part: str, lines: list[str], left_out: list[str], *, sentences: bool = True
) -> ParseResult:
    """Return what the text says, and for what it doesn't say, its variables and their defaults."""
    result = _as_written(part, lines, left_out, sentences=sentences)
    for other, how in ((_variables(result, lines), ""), (defaults.filled(lines), ", by default")):
        if other is not None:
            more = _as_written("\n".join(other), other, left_out, sentences=sentences)
            result = _completed(result, more, how)
    return result


def _variables(result: ParseResult, lines: list[str]) -> list[str] | None:
    """Return the lines that set variables in a text of another syntax, such as a `.env` below YAML.

    The other lines are empty. The result is `None` if the text sets no variables.
    """
    if result.format not in _WITHOUT_VARIABLES:
        return None
    variables = [line if _VARIABLE.match(line) else "" for line in without_marks(lines)]
    return variables if any(variables) else None


def _completed(result: ParseResult, more: ParseResult, how: str) -> ParseResult:
    """Return a result plus what `more` has, unless that is about another server.

    `how` is added to the origins of what `more` has.
    """
    if result.format in (None, "prose") and more.format not in (None, "prose"):
        return more  # the code with which it asks for the variables was read as a page's words
    own, other = result.settings, more.settings
    if own.address is not None and other.address not in (None, own.address):
        return result
    names = [name for name, _ in other.given() if getattr(own, name) is None]
    if own.port is not None and own.port != other.port:
        names = [name for name in names if name != "encryption"]
    if not names:
        return result
    places = tuple(f"{more.origins[name]}:" for name in names)
    added = {name: texts for name, texts in more.candidates.items() if name in names}
    from_there = {
        name: tuple(f"{origin}{how}" for origin in more.candidate_origins[name])
        for name in added
        if name in more.candidate_origins
    }
    return replace(
        result,
        format=result.format or more.format,
        reason=None,
        settings=replace(own, **{name: getattr(other, name) for name in names}),
        origins={
            name: result.origins.get(name) or f"{more.origins[name]}{how}"
            for name in FIELDS
            if name in result.origins or name in names
        },
        unused=tuple(place for place in result.unused if not place.startswith(places)),
        candidates={**result.candidates, **added},
        candidate_origins={**result.candidate_origins, **from_there},
        program=result.program or more.program,
        language=result.language or more.language,
    )


def _as_written(
    part: str, lines: list[str], left_out: list[str], *, sentences: bool = True
) -> ParseResult:
    if result := _payload(part, lines, left_out):
        return result
    lines, other_logins = without_other_logins(without_marks(lines))
    left_out = [*other_logins, *left_out]
    text = "\n".join(lines)
    if _PART_OF_PAGE.match(text):
        found = _of_page(text)
    elif _HTML.match(text):
        found = None
    else:
        found = _understood(text, lines, sentences)
        if found and found.values and sentences and found.format in _WITH_SENTENCES:
            senders.complete(found, lines)
    if found and found.values:
        outcome = resolve(found)
        return ParseResult(
            format=found.format,
            settings=outcome.settings,
            origins=outcome.origins,
            unused=(*outcome.unused, *left_out),
            candidates=outcome.candidates,
            candidate_origins=outcome.candidate_origins,
            servers=outcome.servers,
            port_encryption=outcome.port_encryption,
            program=found.program,
            language=found.language,
        )
    if found:
        unused = (*resolve(found).unused, *left_out)
        return ParseResult(format=None, unused=unused, reason=_ALL_ELSEWHERE)
    return ParseResult(format=None, unused=tuple(left_out), reason=_reason(part))


def _of_page(part: str) -> Extracted | None:
    """Return the settings in a part of a web page's source, such as a table."""
    found = prose.read(xml.lines_of_html(part))
    if not found or "address" not in found.fields:
        return None
    # A row is rarely on the line that it has here.
    found.values = [
        value._replace(origin=_LINE_AND.sub("", value.origin)) for value in found.values
    ]
    found.unused = [_LINE_AND.sub("", place) for place in found.unused]
    return found


def _understood(text: str, lines: list[str], sentences: bool) -> Extracted | None:
    """Return what the syntax that understands most of the text found; the first of equals."""
    chosen: Extracted | None = None
    references: list[str] = []
    for reader in _special(text, lines):
        found = reader()
        if found and len(found.fields) >= _ENOUGH:
            return found
        chosen = _better(chosen, found, references)
    for reader in _general(text, lines):
        chosen = _better(chosen, reader(), references)
        if chosen and _is_certain(chosen) and (_is_nested(chosen) or _score(chosen) >= _PLENTY):
            return chosen
    unremarked = [line for line in lines if not is_remark(line)]
    if not _is_certain(chosen) and not _SECRET.search(text):
        labeled = prose.read(lines)
        if labeled and labeled.values and _is_rather_prose(labeled, chosen):
            chosen = labeled
    if _lacks_credentials(chosen) and (row := unlabeled.read(lines)):
        chosen = row
    if sentences and not any(_ERROR.search(line) for line in unremarked):
        if chosen is None:
            chosen = _better(url.read(text), read_sentences(lines), references)
        if chosen is None or chosen.format == "prose":
            chosen = chat.complete(chosen, lines)
            if chosen is not None:
                prose.add_key(chosen, lines)
                prose.list_unlabeled(chosen, lines)
    if chosen is None and references:
        return Extracted("", unused=references)
    return chosen


def _lacks_credentials(chosen: Extracted | None) -> bool:
    """Return whether at most a server was found, and only by its shape."""
    return chosen is None or (chosen.format == "prose" and chosen.fields <= _SERVER)


def _better(
    chosen: Extracted | None, found: Extracted | None, references: list[str]
) -> Extracted | None:
    if found is None or not found.values:
        references += [name for name in found.unused if ELSEWHERE in name] if found else []
        return chosen
    return found if chosen is None or _score(found) > _score(chosen) else chosen


def _score(found: Extracted) -> int:
    return len(found.fields | found.references)


def _is_certain(chosen: Extracted | None) -> bool:
    """Return whether what a syntax found shows that the text isn't labels and words."""
    if chosen is None or "address" not in chosen.fields:
        return False
    return _is_nested(chosen) if chosen.format == "yaml" else _score(chosen) > _ENOUGH


def _is_nested(chosen: Extracted) -> bool:
    """Return whether the server is nested in YAML, so it's surely not a label on a page."""
    blocks = [value.block for value in chosen.values if value.field == "address"]
    return chosen.format == "yaml" and any(block.strip("0123456789.") for block in blocks)


def _is_rather_prose(labeled: Extracted, chosen: Extracted | None) -> bool:
    """Return whether to read a text by its labels, although another syntax found something."""
    if chosen is None:
        return True
    more = _score(labeled) - _score(chosen)
    return more > (1 if "address" in chosen.fields and chosen.format != "yaml" else 0)


def _special(text: str, lines: list[str]) -> Iterator[_Reader]:
    """Yield readers of syntaxes that can't be mistaken for others."""
    low = text.lower()
    if "\n" not in text.strip():
        yield lambda: url.read_host(text)
        if "#check?" in text:
            yield lambda: url.read_link(text)
        if low.lstrip().startswith(("smtp", "submission")):
            yield lambda: url.read(text)
    if "swaks" in low or "curl" in low or "sendemail " in low:
        yield lambda: commands.read("\n".join(lines))
    if "gitlab_rails" in low:
        yield lambda: ruby.read_gitlab(lines)
    if "smtp_settings" in low:
        yield lambda: ruby.read_rails(text)
    if "createtransport" in low:
        yield lambda: json_like.read_nodemailer(text)
    colons = ":" in low and "." in low and len(lines) < _FEW_LINES
    if "relayhost" in low or "smtp_" in low or colons:
        yield lambda: mailers.read_postfix(lines)
    if "authinfo:" in low:
        yield lambda: mailers.read_sendmail(lines)
    if "machine" in low:
        yield lambda: mailers.read_netrc(text)
    if colons:
        yield lambda: mailers.read_exim(lines)
    if "mailhub" in low:
        yield lambda: mailers.read_ssmtp(lines)
    if "host" in low:
        yield lambda: mailers.read_msmtp(lines)


def _general(text: str, lines: list[str]) -> Iterator[_Reader]:
    """Yield readers of settings files and code."""
    start = text.lstrip()[:2]
    objects_first = start.startswith(_OBJECT) or bool(_KEY.search(text) or _OPEN_LINE.search(text))
    if start[:1] == "<" and (start != "<?" or text.lstrip().startswith("<?xml")):
        yield lambda: xml.read(text)
    if objects_first:
        yield lambda: json_like.read(text)
    if ":" in text:
        yield lambda: yaml.read(lines)
    if any(sign in text for sign in ("=", "(", "-", "set", "config", "ENV ")):
        yield lambda: _read_lines(text, lines)
    if any(sign in text for sign in "{[=:") and not (
        objects_first or assignments.has_section(lines)
    ):
        yield lambda: json_like.read(text)


def _read_lines(text: str, lines: list[str]) -> Extracted | None:
    """Read assignments, options of commands, and calls, which may be mixed."""
    lines = [calls.without_wrappers(line) for line in lines]
    assigned = "=" in text or "set" in text or "config" in text or "ENV " in text
    pairs = assignments.read(lines) if assigned else []
    flagged = flags.read(text, lines) if "-" in text else []
    called = calls.read(lines, pairs) if "(" in text else []
    if not (pairs or flagged or called):
        return None
    section = any("." in pair.key for pair in pairs) and "[" in text
    code = called or _CODE.search(text)
    name = "code" if code else "command" if flagged else "ini" if section else None
    found = best(expanded([*pairs, *flagged, *called]), general=name or "env")
    if found:
        found.separate = section
    return found


def _payload(text: str, lines: list[str], left_out: list[str]) -> ParseResult | None:
    """Return the result of the first payload reader that accepts the text."""
    if any(len(line) > LONGEST_LINE for line in text.split("\n")):
        text = "\n".join(lines)
    for name, kind in PAYLOADS.items():
        try:
            settings = kind.read(text)
        except (ValueError, RecursionError):
            continue
        if name == "dotenv" and not declared(text):
            result = _dotenv(settings, lines, left_out)
            return result and _with_senders(result, lines)
        origins = _origins(settings, lines)
        return ParseResult(format=name, settings=settings, origins=origins, unused=tuple(left_out))
    return None


def _dotenv(settings: Settings, lines: list[str], left_out: list[str]) -> ParseResult | None:
    """Do the same for a file with Forem's own names, unless it's more likely another program's."""
    if any(_CONTINUED.search(line) for line in lines):
        return None  # the arguments of a command, each on its line
    if any(_ARROW.match(line) for line in lines):
        return None  # `SMTP_PORT => 587`, as PHP prints it
    if any(_is_damaged(line, settings) for line in lines):
        return None
    found = _read_lines("\n".join(lines), lines)
    if found and found.format == "dotenv" and not _agree(found, settings):
        return None  # several on a line, or other names besides Forem's
    if not settings.given() or (found and found.format != "dotenv"):
        return None
    given = dict(settings.given())
    unused = list(found.unused) if found else []
    for value in found.values if found else ():
        if value.field not in given:
            unused.append(f"{value.origin}: {ELSEWHERE}")
    read = {
        name: _as_docker_reads(name, value, lines)
        for name, value in settings.given()
        if name in ("user_name", "password")
    }
    origins = _origins(settings, lines)
    candidates = {name: texts for name, texts in read.items() if len(texts) > 1}
    return ParseResult(
        format="dotenv",
        settings=replace(settings, **{name: texts[0] for name, texts in read.items()}),
        origins=origins,
        unused=(*dict.fromkeys(unused), *left_out),
        candidates=candidates,
        candidate_origins={
            name: (origins[name],) * len(texts) for name, texts in candidates.items()
        },
    )


def _with_senders(result: ParseResult, lines: list[str]) -> ParseResult:
    """Return the result with the sender that a sentence beside the variables names."""
    found = Extracted("dotenv", references={name for name, _ in result.settings.given()})
    senders.complete(found, lines)
    return replace(
        result,
        settings=result.settings.replaced({value.field: value.text for value in found.values}),
        origins={**result.origins, **{value.field: value.origin for value in found.values}},
        unused=(*result.unused, *found.unused),
    )


def _as_docker_reads(name: str, value: str, lines: list[str]) -> tuple[str, ...]:
    """Return a value as Ruby's dotenv reads it, and as Docker does if that is different.

    Docker keeps a `#` within a word, which is rarely a comment, and each backslash.
    """
    matches = [match for line in lines if (match := _BARE.fullmatch(line))]
    words = [match[2] for match in matches if _FIELD_OF.get(match[1]) == name]
    whole = words[-1] if words else value
    return tuple(dict.fromkeys((whole, value) if "#" in whole else (value, whole)))


def _is_damaged(line: str, settings: Settings) -> bool:
    """Return whether a value without quotes holds more than it should, such as two joined lines."""
    match = _NAMED.match(line)
    name = _FIELD_OF.get(match[1]) if match else None
    value = getattr(settings, name) if name else None
    if not match or name is None or value is None:
        return False
    raw = line[match.end() :].strip()
    if raw[:1] in "'\"":
        return assignments.is_in_pieces(raw)
    if is_reference(value):
        return True
    if name in ("address", "port") and (len(value.split()) > 1 or "=" in value):
        return True
    return why_unfit(name, value) is not None


def _agree(found: Extracted, settings: Settings) -> bool:
    """Return whether the payload reader has everything that the lines say."""
    given = {name for name, _ in settings.given()}
    return found.fields - {"encryption"} <= given


def _origins(settings: Settings, lines: list[str]) -> dict[str, str]:
    """Return the line in which a payload has each field."""
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
    if INCOMING.search(text) and not OUTGOING.search(text):
        return _ONLY_RECEIVING
    if _HTML.match(text):
        return "This is the source of a web page. Copy the words that the browser shows instead."
    if _ERROR.search(text):
        return (
            "This looks like an error message or a server's reply, which contains no settings. To "
            'have it explained, paste it into the checker under "Got an error message?", or run '
            "forem-smtp explain."
        )
    return (
        "This isn't in a format that the checker reads, or there are no SMTP settings in it. The "
        "checker reads environment variables, JSON, YAML, Ruby, an SMTP URL, the settings of many "
        "programs, and words such as Server and Port with their values."
    )
