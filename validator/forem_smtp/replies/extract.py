"""Finds what can be explained in a text: exceptions, SMTP replies, HTTP statuses, and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from .records import Message
from .setting_lines import is_credential, without_settings
from .table import replies, tables

_BEFORE, _AFTER = 400, 800
"""How far around an exception's name, in characters, its message is looked for."""
_LONGEST_REPLY = 2000
_LONGEST_WORDS = 100_000
_MOST = 1000
"""How many numbers are looked at."""
_SHORT = 600
"""The length of a text, in characters, in which all words are still about one thing."""
_SUCCESSES = frozenset({"211", "214", "220", "221", "235", "250", "251", "252", "334", "354"})
"""RFC 5321 and RFC 4954 have no others."""
_MOST_OF_A_NAME = 200
"""How many exceptions of one name are looked at."""


def messages(text: str) -> list[Message]:
    """Return everything that can be explained, the likeliest first.

    Ruby's SMTP errors say the most. A server's reply comes before a broken connection, since it
    proves that there was one. What is certainly about something else comes last.
    """
    errors = list(_errors(text))
    found = list(_replies(text))
    failures = [message for message in found if (message.code or "")[0] in "45"]
    others = [message for message in errors if not _is_about_smtp(message)]
    mail = [message for message in others if not message.service]
    services = [message for message in others if message.service]
    statuses = list(_http(text))
    return [
        *filter(_is_about_smtp, errors),
        *failures,
        *mail,
        *_enhanced(text),
        *([] if failures or mail else filter(_is_success, found)),
        *(_of_words(_about_mail(text, status.place)) for status in statuses),
        *statuses,
        # People paste words without a code as a line or two, not as a whole log.
        *(services or [_of_words(without_settings(text[:_LONGEST_WORDS]))]),
    ]


def may_hold_failures(text: str) -> bool:
    """Return whether a text has an exception's name, or digits like a reply's."""
    return any(name in text for name in _error_names()) or bool(_reply_pattern().search(text))


def failures(text: str) -> Iterator[Message]:
    """Yield the exceptions, and then the replies that refuse something, each with its place."""
    yield from _errors(text)
    yield from (message for message in _replies(text) if (message.code or "")[0] in "45")


def _is_success(message: Message) -> bool:
    """Return whether the number is one with which servers agree, not just any three digits."""
    return bool(message.enhanced) or message.code in _SUCCESSES


def _is_about_smtp(message: Message) -> bool:
    return bool(message.error and message.error.startswith("Net::SMTP"))


def _about_mail(text: str, place: int) -> str:
    """Return the lines of a text that name mail, without the one of a web server's status."""
    end = text.find("\n", place)
    others = (text[: text.rfind("\n", 0, place) + 1], text[end + 1 :] if end >= 0 else "")
    lines = [line for part in others for line in part[:_LONGEST_WORDS].split("\n")]
    return without_settings("\n".join(filter(_pattern("(?i)smtp|mail").search, lines)))


def _of_words(text: str) -> Message:
    """Return the words of a text, which may be another service's if they're few."""
    words = _flat(text)
    is_other = (
        len(words) <= _SHORT
        and not _pattern("smtp|mail").search(words)
        and _pattern(
            "error|exception|fail|refus|denied|time|unable|could not|cannot|can't|closed|required"
            "|fatal|invalid|unauthori|bad |not "
        ).search(words)
    )
    return Message(words=words, service=_service_in(words) if is_other else None)


# Exceptions


def _errors(text: str) -> Iterator[Message]:
    """Yield the exceptions in order, each with the text around its name."""
    places = sorted(
        place for name in _error_names() if name in text for place in _places(text, name)
    )
    places = _outermost(places)
    ends = [begin for begin, _ in places[1:]] + [len(text)]
    for (begin, end), limit in zip(places, ends, strict=False):
        line = max(text.rfind("\n", 0, begin) + 1, begin - _BEFORE)
        if is_credential(text[line:begin]):
            continue
        after = text[end : min(end + _AFTER, limit)]
        if limit < len(text) and "\n" in after:
            # The last line is the next exception's.
            after = after.rpartition("\n")[0]
        yield _error(text[begin:end], begin, text[line:begin], after)


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where the name is a word of its own, as (begin, end)."""
    place = text.find(name)
    count = 0
    while place >= 0 and count < _MOST_OF_A_NAME:
        end = place + len(name)
        around = text[max(0, place - 1) : place] + text[end : end + 1]
        if not any(character.isalnum() or character == "_" for character in around):
            yield place, end
            count += 1
        place = text.find(name, end)


def _outermost(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out names that are part of a longer one, as ECONNREFUSED is of Errno::ECONNREFUSED."""
    kept: list[tuple[int, int]] = []
    for begin, end in places:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return kept


def _error(name: str, place: int, before: str, after: str) -> Message:
    """Return an exception; if it is about an SMTP reply, with that reply."""
    if name.startswith("Net::SMTP"):
        for part in (after, before):
            if found := _first_reply(part):
                # This class only says that another reply was expected.
                unknown = name == "Net::SMTPUnknownError"
                return replace(found, error=None if unknown else name, place=place)
    words = _flat(f"{before}{name}{after}")
    line = f"{before}{name}{after.partition(chr(10))[0]}".lower()
    service = _service_in(line)
    if service is None and "net/http.rb" in words and "net/smtp.rb" not in words:
        service = "a website or an API"
    return Message(words=words, error=name, place=place, service=service)


def _first_reply(text: str) -> Message | None:
    places = _reply_pattern().finditer(text)
    return next((_reply(text, place) for place in places if not _is_http(text, place)), None)


def _service_in(line: str) -> str | None:
    """Return the service other than mail that the words or the port of an error belong to."""
    others = tables()["other_services"]
    for words, service in others["words"].items():
        if words in line:
            return str(service)
    ports = _ports().findall(line)
    found = (others["ports"].get(port) for port in ports)
    return next(filter(None, found), None)


def _ports() -> re.Pattern[str]:
    """An address's port, or a number after the word; not a line of a Ruby file, nor a time."""
    address = r"(?<=[\w.\]])(?<!\.rb)"
    no_time = r"(?<!:\d\d)(?<![\s\[(\"t]\d\d)(?<!^\d\d)"
    return _pattern(
        rf"(?:{address}:(?=\d{{3}})|{address}{no_time}:(?=\d\d\b(?!:))|\bport[ =:]+)"
        r"(\d{2,5})\b(?!:in)"
    )


@cache
def _error_names() -> frozenset[str]:
    known = {name for reply in replies() for name in reply.errors}
    return frozenset(known.union(tables()["general"]["errors"]))


# Replies


def _replies(text: str) -> Iterator[Message]:
    """Yield what looks like a reply of an SMTP server, and not like any other number."""
    for count, place in enumerate(_reply_pattern().finditer(text)):
        if count == _MOST:
            return
        line = text.rfind("\n", 0, place.start()) + 1
        if _is_http(text, place) or is_credential(text[line : place.start()]):
            continue
        message = _reply(text, place)
        if message.enhanced or (_looks_like_a_reply(text, place) and not _counts(text, place)):
            yield message


def _counts(text: str, place: re.Match[str]) -> bool:
    """Return whether a number counts something, or is a code that no mail server sends."""
    counted = _pattern(
        r" (?:e-?mails|mails|messages|members|users|posts|people|accounts|subscribers|jobs|times"
        r"|seconds|minutes|ms)\b"
    )
    return place[1].startswith("40") or counted.match(text, place.end()) is not None


def _looks_like_a_reply(text: str, place: re.Match[str]) -> bool:
    """Return whether a number without an enhanced code begins its line or follows a mark."""
    before = text[max(0, place.start() - 40) : place.start()].rpartition("\n")[2]
    if _pattern(r"(?i).*\bexpected (?:response )?(?:code|status)s? ?[\"'\[:]*").fullmatch(before):
        return False  # the reply that didn't come
    if _pattern(r"[^\w]*(?:[<>SC*~-]{1,3}[ :]\s*)?[\"'\[(<]*").fullmatch(before):
        return True
    refuses = place[1][0] in "45"
    if _pattern(r".*[:;\"'(>\]]\s*" if refuses else r".*[:;\"'(>]\s*").fullmatch(before):
        return True
    said = _pattern(
        r"(?i).*\b(?:code|reply|response|returned|responded(?: with)?|replied(?: with)?"
        r"|answered(?: with)?|said|got|with)[ \"'\[(<]*"
    ).fullmatch(before)
    return bool(said) and _pattern(r"[ -]\s*[A-Za-z<]").match(text, place.end()) is not None


def _reply(text: str, place: re.Match[str]) -> Message:
    """Return the reply that begins here, with the further lines of one that has several."""
    code, enhanced = place[1], place[2]
    lines = text[place.start() : place.start() + _LONGEST_REPLY].split("\n")
    words = lines[0]
    for line in lines[1:]:
        rest = line.lstrip(" \t\"'<>*~-")
        # A bounce wraps its lines anywhere, and ends with what it's about.
        if rest.startswith(code) or _goes_on(words, line):
            words += " " + rest
        elif rest:
            break
    # Between the lines of one reply, its code is in the way of the words.
    first, rest = words[: place.end() - place.start()], words[place.end() - place.start() :]
    again = _pattern(rf"(?<!\S)(?:{code}[ -])?[245]\.\d{{1,3}}\.\d{{1,3}}(?!\S)|(?<!\S){code}[ -]")
    begin = max(0, place.start() - _BEFORE)
    begin = max(begin, text.rfind("\n", begin, place.start()) + 1)
    return Message(
        words=_flat(first + again.sub("", rest)),
        place=place.start(),
        before=_flat(text[begin : place.start()]),
        code=code,
        enhanced=enhanced,
    )


def with_words_before(message: Message) -> Message:
    """Return a reply with the words before it on its line, as some programs reverse the order."""
    return replace(message, words=f"{message.before} {message.words}")


def _goes_on(words: str, line: str) -> bool:
    """Return whether a line continues the one before, which was too long for an email."""
    if not line.strip() or _pattern(
        r"\[|\s*(?:[A-Z][\w-]+:|from |at |>>>|<<<|---|[245]\d\d[ -][245]\.\d)"
    ).match(line):
        return False
    folded = line[0] in " \t"
    return folded or ("(in reply to" not in words and "said:" not in line and _wraps(words, line))


def _wraps(words: str, line: str) -> bool:
    """Return whether the last line is about as long as an email's wrapped lines, or a phone's."""
    inside = line[0].islower() or line[0] in "(<" or not words[-1:].isalnum()
    return words[-1:] not in ".\"')" and len(words) >= (24 if inside else 40)


def _reply_pattern() -> re.Pattern[str]:
    """Three digits of a reply: not part of an address, time or number, and followed by words."""
    return _pattern(
        r"(?<![\w.,:;/#=+-])([2-5][0-5]\d|57[1-7])(?=-| (?!\d)| [245]\.|: (?:[A-Za-z<]|[245]\.)"
        r"|[\"')]|\s*\Z)(?:(?:[ -]|: )([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d))?"
    )


def _enhanced(text: str) -> Iterator[Message]:
    """Yield an enhanced code on its own, the status of a bounce, or a reply without its code."""
    if found := _pattern(r"\s*([245]\.\d{1,3}\.\d{1,3})\s*").fullmatch(text):
        yield Message(words="", enhanced=found[1])
    elif found := _pattern(r"(?:Status: |\bdsn=|\"status\": ?\")([45]\.\d{1,3}\.\d{1,3})\b").search(
        text
    ):
        words = _flat(text[max(0, found.start() - _BEFORE) : found.end() + _AFTER])
        yield Message(words=words, enhanced=found[1], place=found.start())
    elif found := _without_code().search(text[:_LONGEST_WORDS]):
        # MailKit: SmtpCommandException: 5.7.1 Unable to relay.
        end = text.find("\n\n", found.start())
        words = text[found.start(1) : found.start() + _AFTER if end < 0 else end][:_AFTER]
        yield Message(words=_flat(words), enhanced=found[1], place=found.start())


def _without_code() -> re.Pattern[str]:
    """Where a reply begins of which only the enhanced code and the words are shown."""
    return _pattern(
        r"(?i)(?:\A\s*|(?:exception|error|error message|response was|responded|reply|replied|said"
        r"|smtp|reason)[\"']?[:;] *[\"']?)([45]\.\d{1,3}\.\d{1,3})(?: - |[ :;]+)"
        r"(?=[^\n]{0,120}?(?:error|fail|denied|reject|refus|invalid|unable|unavailable|unknown"
        r"|disabled|block|syntax|relay|auth|recipient|sender|mail|limit|quota|exce|spam|policy"
        r"|busy|not (?:accept|allow|support|permit|implement|available|recogni)))"
    )


# HTTP


def _is_http(text: str, place: re.Match[str]) -> bool:
    """Return whether a number is a web server's status."""
    if place[2] or int(place[1]) not in _http_statuses():
        return False
    before, after = text[max(0, place.start() - 60) : place.start()], text[place.end() :][:40]
    return bool(_http_words().match(after) or _after_http().search(before)) or (
        _is_alone(after) and bool(_pattern(r"(?:\A|\n)\s*error code: \Z").search(before))
    )


@cache
def _http_statuses() -> frozenset[int]:
    return frozenset(status for reply in replies() for status in reply.http)


def _is_alone(after: str) -> bool:
    """Return whether nothing more is in the line."""
    return not after.partition("\n")[0].strip()


def _http(text: str) -> Iterator[Message]:
    """Yield the first status of a web server."""
    pattern = _pattern(r"(?<![\w.:])([45]\d\d)(?![\w.])")
    for count, place in enumerate(pattern.finditer(text)):
        if count == _MOST:
            return
        before = text[max(0, place.start() - 60) : place.start()]
        if (
            _http_words().match(text[place.end() : place.end() + 40])
            or _after_http().search(before)
            or _pattern(
                r"(?:\bstatus=|\"status\": ?|Completed|status code:?|Bad gateway\s+Error code"
                r"|\berror code:)\s*\Z"
            ).search(before)
        ):
            yield Message(words="", http=place[1], place=place.start())
            return


def _after_http() -> re.Pattern[str]:
    """What comes before a web server's status."""
    return _pattern(r"\bHTTP(?: ERROR|/\d[\d.]*\"?)?\s*\Z|something went wrong \(\Z")


def _http_words() -> re.Pattern[str]:
    """The names of HTTP statuses, except for those that SMTP uses too."""
    return _pattern(
        r"(?i)\s*[-:|]?\s*(?:Gateway Time-?out|Bad Gateway|Service (?:Temporarily )?Unavailable\b"
        r"(?![;,])|Internal Server Error|Not Implemented|Unauthorized|Payment Required|Forbidden"
        r"|Not Found|Method Not Allowed|Request Time-?out|Conflict|Unprocessable"
        r"|Too Many Requests|Payload Too Large|Bad Request|Backend fetch failed"
        r"|Request Entity Too Large|Content Too Large|Request Header (?:Fields|Or Cookie) Too Large"
        r"|HTTP Version Not Supported|Unsupported Media Type"
        r"|Network Authentication Required|Client Closed Request|SSL handshake failed"
        r"|Invalid SSL certificate|Railgun"
        r"|Web server is (?:down|returning)|Origin is unreachable|A timeout occurred|Ray ID:)"
    )


# Words


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _flat(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").lower().split())
