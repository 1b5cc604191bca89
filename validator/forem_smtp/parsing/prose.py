"""The words of a provider's page or of a mail program: labels and values, also in a table.

A value counts only with its label, or as a host name that is plainly one for sending mail. What
belongs to IMAP or POP is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import words
from .extracted import Extracted
from .json_like import MAIL_PORTS
from .labels import INCOMING, OUTGOING, label, label_at_end
from .url import is_host

_MOST_LINES = 1_500
_EVIDENCE = re.compile(r"smtp|mail|starttls|postausgang|courriel|sendgrid|relay", re.IGNORECASE)
_NOT_HOST = re.compile(r"[^\w.:@/-]+")
_NUMBER = re.compile(r"(?<![\w.])\d{2,5}(?![\w.]*\w)")
_CUT = re.compile(r"[,;|]|\bor\b|\band\b|\boder\b|\bund\b|\bou\b|\bet\b", re.IGNORECASE)
_SIGN = re.compile(r" ?[:=]")
# What may stand between a title and the first label of a line.
_TITLE_ENDS = tuple(":,;.-–—•·>")
# What may stand between a value and the next label: the mark or the number of a list's item.
_ITEM = re.compile(r"\s(?:[-*•·–—●▪/→]|\d[.)])$")
_NO_VALUE = " "
# An address with a label behind it that is none of ours: "robin@example.org Plan: free".
_FOLLOWED = re.compile(r"([^\s@]+@[^\s@]+) [^:=@]{1,40}[:=].*")
_SENTENCE_PORT = re.compile(r"\bports?[ \t]*(?:(?:is|:|=|number)[ \t]*)?(\d{2,5})\b", re.IGNORECASE)
_SENDING_NAME = re.compile(r"(?:e?smtp|email-smtp|smtp-relay|smtp-mail|out|outgoing|send)[\w-]*\.")
_APP_PASSWORD = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
_REMARK = re.compile(r"([^\s()]+)[ \t]+\([^()]*\)\.?")
_NAMES = {
    "address": "server", "port": "port", "user_name": "user name", "password": "password",
    "authentication": "authentication", "encryption": "encryption", "domain": "HELO name",
    "from_email_address": "sender", "reply_to_email_address": "reply-to",
}  # fmt: skip


def read(lines: list[str]) -> Extracted | None:
    """The settings that stand beside, below or right of their labels."""
    lines, rest = lines[:_MOST_LINES], lines[_MOST_LINES:]
    if not any(_EVIDENCE.search(line) for line in lines) and not _has_mail_port(lines):
        return None
    found = Extracted("prose")
    for number, field, name, text in _sending(lines):
        _add(found, field, name, text, f"line {number}, {_NAMES[field]}")
    if rest:
        found.unused.append(f"all after line {_MOST_LINES}")
    if "address" not in found.fields and not len(found.fields) > 1:
        return None
    _complete(found, lines)
    return found


def read_sentences(lines: list[str]) -> Extracted | None:
    """Sentences such as: use smtp.example.org with port 587 and STARTTLS."""
    found = Extracted("prose")
    for number, raw in enumerate(lines[:_MOST_LINES], 1):
        line = " ".join(raw.split())
        if INCOMING.search(line) and not OUTGOING.search(line):
            continue
        hosts = [host for host, _ in _hosts(line) if _is_for_sending(host)]
        for host in hosts:
            found.add("address", host, f"line {number}")
        for port in _SENTENCE_PORT.findall(line) if hosts or found.values else []:
            found.add("port", port, f"line {number}")
        if hosts and (mode := words.encryption_in(line)) in ("starttls", "implicit"):
            found.add("encryption", mode, f"line {number}")
    return found if "address" in found.fields else None


def _complete(found: Extracted, lines: list[str]) -> None:
    """Take the host and the port from sentences, such as a title, where no label gives them."""
    fields = found.fields
    sentences = read_sentences(lines) if not fields >= {"address", "port"} else None
    for value in sentences.values if sentences else ():
        if value.field not in fields:
            found.values.append(value)


def _has_mail_port(lines: list[str]) -> bool:
    return any(number in MAIL_PORTS for line in lines for number in _NUMBER.findall(line))


def _sending(lines: list[str]) -> Iterator[tuple[int, str, str, str]]:
    """(line, field, label, value) of all that does not belong to reading mail."""
    incoming = False
    for number, name, text in _pairs(lines):
        if not text:  # a heading, or a sentence
            if INCOMING.search(name) and not OUTGOING.search(name):
                incoming = True
            elif OUTGOING.search(name):
                incoming = False
            continue
        if INCOMING.search(name):
            incoming = not OUTGOING.search(name)
            continue
        if OUTGOING.search(name):
            incoming = False
        known = label(name)
        if known and not incoming:
            yield number, *known, text


def _pairs(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """(line, label, value); a line without a value is given as a label alone."""
    columns: list[str] = []
    above = ""  # a label that stood alone in the line above
    port = ""  # the label of a port; further ports may stand in the lines below
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in re.split(r"\t+|\|", line)]
        cells = [cell for cell in cells if cell.strip("-: ")]
        if not cells:
            continue
        labelled = [pair for cell in cells for pair in _split(cell)] if cells[1:] else []
        if sum(text != "" for _, text in labelled) > 1:
            columns, pairs, above = [], labelled, ""
        elif len(cells) > 1:
            columns, pairs = _row(columns, cells)
            above = ""
        else:
            columns, pairs, above = [], *_line(cells[0], above, port)
        port = next((name for name, text in pairs if text and _is(name, "port")), "")
        yield from ((number, name, text) for name, text in pairs)


def _line(line: str, above: str, port: str) -> tuple[list[tuple[str, str]], str]:
    """The pairs of a line without cells, and the line itself if it is a label alone."""
    if port and _NUMBER.match(line):
        return [(port, line)], ""
    pairs = list(_split(line))
    alone = line.rstrip(":") if label(line.rstrip(":")) else ""
    value = not alone or words.is_mechanism(line)
    if above and value and not any(text for _, text in pairs) and not INCOMING.search(line):
        return [(above, line)], ""
    return pairs, alone


def _row(columns: list[str], cells: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The heads of the columns, and the pairs of one row of a table.

    Either the heads are labels and each row is a server; or the heads say which server, and each
    row begins with a label; or there are no heads, and the label is in the first cell.
    """
    if label(cells[0]) and (place := _sending_column(columns, len(cells))) is not None:
        return columns, [(cells[0], cells[place])]
    if _is_head(cells):
        return cells, []
    if len(columns) >= len(cells) and sum(label(cell) is not None for cell in columns) > 1:
        if any(INCOMING.fullmatch(cell) for cell in cells):
            return columns, []
        return columns, list(zip(columns, cells, strict=False))
    return columns, [(cells[0], " ".join(cells[1:]))]


def _is_head(cells: list[str]) -> bool:
    if any(_NUMBER.fullmatch(cell) or _hosts(cell) for cell in cells):
        return False
    names = [cell for cell in cells if label(cell) and words.encryption_in(cell) is None]
    if len(cells) == 2:
        both = len(names) == 2 and _is(cells[0], "address") and _is(cells[1], "port")
        return both or _is_choice(cells)
    return len(names) > 1 or _is_choice(cells)


def _is(name: str, field: str) -> bool:
    known = label(name)
    return known is not None and known[0] == field


def _is_choice(cells: list[str]) -> bool:
    """Whether the cells are heads for reading and for sending."""
    return any(map(INCOMING.search, cells)) and any(map(OUTGOING.search, cells))


def _sending_column(columns: list[str], width: int) -> int | None:
    """Which cell of a row stands under the head for sending."""
    if not columns or not _is_choice(columns):
        return None
    place = next(i for i, head in enumerate(columns) if OUTGOING.search(head))
    place += width - len(columns)  # the corner above the labels may be empty
    return place if 0 < place < width else None


def _split(line: str) -> Iterator[tuple[str, str]]:
    """(label, value) pairs of one line, a title before them, or the line alone: without a value."""
    line = " ".join(line.split())
    labels = list(_labels(line))
    title = line[: labels[0][0]].strip() if labels else line
    if not labels or (title and len(labels) < 2 and not title.endswith(_TITLE_ENDS)):
        yield line, ""
        return
    if title:
        yield title, ""
    ends = [start for start, _, _ in labels[1:]]
    for (start, sign, value), end in zip(labels, ends, strict=False):
        text = line[value:end].strip(" ,;")
        place = _title_behind(text)
        text, title = _ITEM.sub("", text[:place].rstrip()), text[place:]
        yield line[start:sign], text or _NO_VALUE
        if title:
            yield title, ""
    start, sign, value = labels[-1]
    yield line[start:sign], line[value:].strip(" ,;")


def _title_behind(text: str) -> int:
    """Where the next title begins behind a value, as in `993 SMTP settings —`."""
    if text.endswith((":", "–", "—", " -")):
        for word in re.finditer(r"(?<= )\w+", text):
            if INCOMING.fullmatch(word[0]) or OUTGOING.fullmatch(word[0]):
                return word.start()
    return len(text)


def _labels(line: str) -> Iterator[tuple[int, int, int]]:
    """Where each label in a line begins and ends, and where its value begins."""
    begin, before = 0, ""
    for sign in _SIGN.finditer(line):
        text = line[begin : sign.start()]
        start = label_at_end(text, bool(before))
        if start is None or line.startswith("//", sign.end()):
            continue
        name, behind = text[start:], line[sign.end() : sign.end() + 2]
        # The password of "Password: key=x", and the ports of "Port: SSL: 465".
        glued = before and not text[:start].strip(" ,;") and behind.strip() == behind != ""
        kind = _is(before, "port") and _is(name, "encryption") and behind.strip()[:1].isdigit()
        if not glued and not kind:
            yield begin + start, sign.start(), sign.end()
            begin, before = sign.end(), name


def _add(found: Extracted, field: str, name: str, text: str, origin: str) -> None:
    text = text.replace("**", "").strip("` \t\u00a0")
    if not text:
        found.skip(origin, "no value")
    elif field == "port":
        _add_ports(found, name, text, origin)
    elif field == "address":
        _add_hosts(found, text, origin)
    elif field == "encryption":
        _add_encryption(found, name, text, origin)
    elif field == "authentication":
        named = [word for word in re.split(r"[\s,;/()]+", text) if words.is_mechanism(word)]
        for word in named:
            found.add(field, word, origin)
        if not named:
            found.skip(origin, "no name of a mechanism")
    else:
        _add_text(found, field, text, origin)


def _add_ports(found: Extracted, name: str, text: str, origin: str) -> None:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        found.skip(origin, "no number")
        return
    ends = [*(number.start() for number in numbers[1:]), len(text)]
    before = 0
    for number, end in zip(numbers, ends, strict=True):
        behind = _CUT.split(text[number.end() : end])[0]
        front = _CUT.split(text[before : number.start()])[-1]
        mode = words.encryption_in(behind) or words.encryption_in(front)
        if len(numbers) == 1:
            mode = mode or words.encryption_in(text) or words.encryption_in(name)
        found.add("port", number[0], origin, encryption=mode)
        before = number.end()


def _add_hosts(found: Extracted, text: str, origin: str) -> None:
    hosts = _hosts(text)
    for host, port in hosts:
        found.add("address", host, origin)
        found.add("port", port, origin)
    if not hosts and text and not text.split()[1:] and "@" not in text and text[0] != "/":
        found.add("address", text.rstrip(".,;"), origin)
    elif not hosts:
        found.skip(origin, "a description, no value")


def _hosts(text: str) -> list[tuple[str, str]]:
    """The host names in a text, each with its port, if there is one."""
    hosts = []
    for word in _NOT_HOST.split(text):
        host, _, port = word.rpartition("//")[2].partition("/")[0].strip(".:").partition(":")
        if "@" not in host and "." in host and is_host(host) and not host[-1].isdigit():
            hosts.append((host, port if port.isdecimal() else ""))
    return hosts


def _add_encryption(found: Extracted, name: str, text: str, origin: str) -> None:
    mode = words.encryption_in(text)
    both = "starttls" in text.lower() and mode is None
    if both and "ssl" in text.lower().replace("starttls", ""):
        found.add("encryption", "starttls", origin)
        found.add("encryption", "implicit", origin)
    elif mode and not (mode == "none" and words.is_yes(text)):
        found.add("encryption", mode, origin)
    elif words.is_yes(text.split(" ")[0].strip("(),.")) and words.encryption_in(name):
        found.add("encryption", words.encryption_in(name), origin)
    else:
        found.skip(origin, "does not say which encryption")


def _add_text(found: Extracted, field: str, text: str, origin: str) -> None:
    """A user name, a password, a sender: one word, if it is no description."""
    if remark := _REMARK.fullmatch(text):
        text = remark[1]
    if field != "password" and (followed := _FOLLOWED.fullmatch(text)):
        text = followed[1]
        found.skip(origin, "more words stand behind it")
    text = text.strip("“”‘’")
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    text = text[1:-1] if quoted and field != "password" else text
    if field == "user_name" and _is(text, "password"):
        found.skip(origin, "a label, no value")
    elif " " not in text or (field == "password" and _APP_PASSWORD.fullmatch(text)):
        found.add(field, text, origin)
    else:
        found.skip(origin, "a description, no value")


def _is_for_sending(host: str) -> bool:
    from ..providers import provider_by_host

    return host.lower() in provider_by_host() or _SENDING_NAME.match(host.lower()) is not None
