# ruff: noqa: E501  # words and patterns are as wide as they are
"""The words of a provider's page or of a mail program: labels and values, also in a table.

A value counts only with its label, or as a host name that is plainly one for sending mail. What
belongs to IMAP or POP is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import words
from .csv_rows import with_tabs
from .extracted import Extracted
from .labels import (
    INCOMING,
    OUTGOING,
    SEVERAL,
    is_for_credentials,
    is_for_reading,
    label,
    label_at_end,
    language_of,
)
from .pairs import MAIL_PORTS
from .programs import SSL
from .url import is_host
from .values import SENDERS
from .vocabulary import NOTHING, meaning

_MOST_LINES = 1_500
_DATABASE_PORTS = frozenset({"1433", "1521", "3306", "5432", "6379", "9200", "11211", "27017"})
"""Ports of databases and caches, which are never about sending mail."""
_MOST_CHARACTERS = 24 * 1024
_LONGEST_LINE = 1_000
_MOST_VALUES = 200
_EVIDENCE = re.compile(
    r"smtp|mail|starttls|postausgang|courriel|correo|correio|posta|poczt|pošt|почт|пошт|邮|郵|メール|메일"
    r"|sendgrid|relay",
    re.IGNORECASE,
)
_EAST = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
_NOT_HOST = re.compile(rf"(?:[^\w.:@/-]|[{_EAST}])+")
_NUMBER = re.compile(r"(?<![\w.])\d{2,5}(?![\w.]*\w)", re.ASCII)
_CUT = re.compile(
    r"[,;|，；、。/]|\b(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|oraz|veya|ve|nebo|a|или|и|або|та)\b|或|または|또는",
    re.IGNORECASE,
)
_SIGN = re.compile(r" ?[:=：＝]")
# A label and its value with a dash between, where no colon is in the line.
_DASH = re.compile(r"(?:[-*•·] )?([^\W\d_][^:=：]{1,48}?) [-–—] (\S.*)")
# `587 (port)` and `587 - port`: the value first.
_VALUE_FIRST = re.compile(
    r"(?:[-*•·] )?(\S{1,200})(?: ?[(（]([^()（）]{2,60})[)）]| (?:[-–—=←→]|->|is the) ([^\s.]{2,20}(?: [^\s.]{1,20}){0,4}))"
)
# "Set SMTP port to 587."
_SET = re.compile(r"\W{0,4}(?:set|change) (?:the )?(.{2,50}?) to (\S.{0,300})", re.IGNORECASE)
# `host  smtp.example.org`, as settings pages show what is stored.
_COLUMNS = re.compile(r"[ \t]*([A-Za-z]\w{1,40}) {2,}(\S+)[ \t]*")
_CELL = re.compile(r"\t+|\|| {3,}|\u3000+")
_TAB = re.compile(r"\t")
_CELL_SIGN = re.compile(r"\t+|\|")
_MARKED = re.compile("[:=：＝]")
_KINDS = frozenset({"ssl", "tls", "ssl/tls", "starttls"})
_PROTOCOLS = frozenset({"smtp", "smtps", "esmtp", "imap", "pop3", "tls", "ssl", "starttls"})
# A port that is named as one not to use.
_DISCOURAGED = re.compile(
    r"déconseill|not recommend|discourag|deprecat|blocked|obsolete|legacy|avoid|don't use|do not use|nicht empfohlen"
    r"|veraltet|gesperrt|blockiert|bloqu|desaconsej|desaconselh|sconsigliat|afgeraden|niezalecan|zablokowan|önerilmez"
    r"|nedoporuč|не рекоменд|заблок|не рекомендован|不推荐|不建议|封|非推奨|권장하지",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;.:–—] | \b(?:but|so|aber|mais|pero|mas|ma|maar) ", re.IGNORECASE)
_OLD = re.compile(
    r"\b(?:change|replace|instead of|rather than|no longer|not|statt|ersetzen sie|au lieu de|remplace[rz]?"
    r"|en lugar de|em vez de|invece di) $",
    re.IGNORECASE,
)
# The headers of a mail that was pasted with it; its From is not Forem's.
_HEADER = re.compile(
    r"^\W{0,4}(?:subject|to|date|sent|betreff|datum|an|objet|à|asunto|para|assunto|oggetto|onderwerp|aan|temat|konu|předmět"
    r"|тема|кому|主题|收件人|主旨|件名|宛先|제목)\s?[:：]",
    re.IGNORECASE | re.MULTILINE,
)
# What may stand between a title and the first label of a line.
_TITLE_ENDS = tuple(":,;.-–—•·>")
# What may stand between a value and the next label: the mark or the number of a list's item.
_ITEM = re.compile(r"\s(?:[-*•·–—●▪/→]|\d[.)])$")
_NO_VALUE = " "
# An address followed by a label that isn't a setting's: "robin@example.org Plan: free".
_FOLLOWED = re.compile(r"([^\s@]+@[^\s@]+) [^:=@]{1,40}[:=].*")
_SENTENCE_PORT = re.compile(
    r"(?:ports?|puertos?|portas?|porta|poort|порту?|端口|连接埠|連接埠|ポート|포트)[ \t]*(?:(?:is|:|=|number|号|為|为|是|は|が|는|은|가|est|ist)[ \t]*)?"
    r"(\d{2,5}(?!\d)(?:\s?(?:或|or|oder|ou|или|або|、|/|,|and|o|y|en|of|e|lub|または|또는)\s?\d{2,5}(?!\d)){0,4})"
    r"|(?<!\d)(\d{2,5}) ?(?:端口|番ポート|번 포트|포트)",
    re.IGNORECASE,
)
# `smtp.example.org on 587`
_ON_PORT = re.compile(
    r"(?<!\w)(?:on|at|over|via|auf|über|sur|en|em|su|op|na|на) (\d{2,5})(?![\w.]*\w)", re.IGNORECASE
)
# In code, what counts if a variable isn't set: `env('MAIL_HOST', 'smtp.example.org')`.
_DEFAULT = re.compile(r"(?:\benv|getenv|environ\.get|get_env|fetch) ?\([\"'][A-Z]")
# `993 for IMAP and 587 for SMTP`, `993 (IMAP), 587 (SMTP)`
_FOR_SENDING = re.compile(
    r"(?<!\d)(\d{2,5}) (?:for |für |pour |para |per |\()(?:e?smtps?|outgoing|sending)\b",
    re.IGNORECASE,
)
_ONE_ADDRESS = re.compile(r"[^\s@:]+@[\w.-]+\.[A-Za-z]{2,20}")
# What an account is called; its user name only if the page names no other.
_ACCOUNT = re.compile(
    r"(?:.*[ -])?(?:account|konto|compte|cuenta|conta|hesap|účet|аккаунт|акаунт|utenza)\W*",
    re.IGNORECASE,
)
_FEW_WORDS = 8
_MOST_UNLABELED = 20
_SHORT = 5
# What stands on the buttons beside a value.
_BUTTON = re.compile(
    r"copy|copied|show|hide|reveal|edit|view|kopieren|anzeigen|copier|afficher|copiar|mostrar|copia|mostra|kopiëren|tonen"
    r"|kopiuj|pokaż|kopyala|göster|kopírovat|zobrazit|копировать|скопировать|показать|копіювати|показати|复制|複製|显示|顯示"
    r"|コピー|表示|복사|보기",
    re.IGNORECASE,
)
_VALUE_HEAD = re.compile(
    r"(?:(?:your|my|current|our) )?values?|wert|valeur|valor|valore|waarde|wartość|değer|hodnota|значение|значення"
    r"|[值値]|設定値|设置值|값|설정값",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;:()]+")
_PORT_NEAR = re.compile(r"\d\d")
_SENDING_NAME = re.compile(r"(?:e?smtp|email-smtp|smtp-relay|smtp-mail|out|outgoing|send)[\w-]*\.")
_APP_PASSWORD = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}|AccessKey \S{16,}")
_REMARK = re.compile(r"([^\s()（]+)[ \t]*(?:(?<=[ \t])\([^()]*\)|（[^（）]*）)\.?")
_PORT_BEHIND = re.compile(r"\.[A-Za-z]{2,20}(?:,? | ?[/|] ?)(\d{2,5})(?![\d.])")
_IN_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]{1,80}[)）\]]")
_CUT_PORTS = re.compile(
    r"[,;|，；、。]|\b(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|oraz|veya|ve|nebo|a|или|и|або|та)\b|或|または|또는",
    re.IGNORECASE,
)
_CALLEE = re.compile(r"[\w.]{1,80}\((?=[\"'`)])")
_FAR_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FILES = frozenset(
    [
        "conf",
        "config",
        "cfg",
        "cnf",
        "ini",
        "yml",
        "yaml",
        "json",
        "rb",
        "js",
        "mjs",
        "ts",
        "tsx",
        "jsx",
        "php",
        "java",
        "env",
        "log",
        "toml",
        "xml",
        "html",
        "txt",
        "erb",
        "service",
        "lock",
        "gz",
        "sql",
        "csv",
        "properties",
    ]
)
# The ends of dotted names in code: smtp.host, smtplib.login, mail.py.
_NAMES_OF_CODE = frozenset(
    [
        "host",
        "port",
        "user",
        "username",
        "password",
        "pass",
        "server",
        "address",
        "from",
        "auth",
        "tls",
        "ssl",
        "starttls",
        "enable",
        "enabled",
        "name",
        "domain",
        "login",
        "send",
        "sendmail",
        "helo",
        "py",
        "sh",
        "md",
        "go",
        "rs",
        "pl",
        "secure",
        "encryption",
        "timeout",
        "options",
        "settings",
        "config",
        "mail",
        "email",
        "smtp",
        "to",
        "sender",
        "replyto",
        "debug",
        "transport",
    ]
)
_NAMES = {
    "address": "server", "port": "port", "user_name": "user name", "password": "password",
    "authentication": "authentication", "encryption": "encryption", "domain": "HELO name",
    "from_email_address": "sender", "reply_to_email_address": "reply-to",
}  # fmt: skip


def read(lines: list[str]) -> Extracted | None:
    """Return the settings next to or below their labels."""
    lines, rest = _part(lines)
    lines, unsure = with_tabs(lines)
    if not any(_EVIDENCE.search(line) for line in lines) and not _has_mail_port(lines):
        return None
    found = Extracted("prose")
    for number in unsure:
        found.skip(f"line {number + 1}", "more cells than names")
    blocks = _Blocks()
    names: list[str] = []
    accounts: list[tuple[str, str, str, str]] = []
    mail = sum(_HEADER.match(line) is not None for line in lines[:200]) > 1
    for number, field, name, text in _sending(lines):
        origin = f"line {number}, {_NAMES[field]}"
        names.append(name)
        if field == "user_name" and _ACCOUNT.fullmatch(name) and "@" not in text:
            accounts.append((field, name, text, origin))
            continue
        if mail and field in ("from_email_address", "reply_to_email_address"):
            found.skip(origin, "part of an email")
        else:
            _add(found, field, name, text, origin, blocks.of(field))
    for account in accounts if "user_name" not in found.fields else ():
        _add(found, *account, blocks.of("user_name"))
    if rest:
        found.unused.append(f"everything after line {len(lines)}")
    _drop_single_words(found)
    if not {"address", "port"} & found.fields and not len(found.fields) > 1:
        return None
    _complete(found, lines)
    ports = {value.text for value in found.values if value.field == "port"}
    if ports and ports <= _DATABASE_PORTS:
        return None
    found.language = language_of(names)
    return found


def _drop_single_words(found: Extracted) -> None:
    """Leave out words that may be a server's name, if there is a host name with a dot."""
    hosts = [value for value in found.values if value.field == "address"]
    for host in hosts if any("." in host.text for host in hosts) else ():
        if "." not in host.text:
            found.values.remove(host)
            found.skip(host.origin, "a description, not a value")


def _part(lines: list[str]) -> tuple[list[str], bool]:
    """Return the lines to read, and whether there are more. A page of prose is never longer."""
    part: list[str] = []
    characters = 0
    for line in lines[:_MOST_LINES]:
        characters += len(line)
        if characters > _MOST_CHARACTERS:
            break
        part.append(line[:_LONGEST_LINE])
    return part, len(part) < len(lines)


class _Blocks:
    """Numbers the parts of a page. A new part begins where a label is repeated."""

    def __init__(self) -> None:
        self._number = 0
        self._seen: set[str] = set()

    def of(self, field: str) -> str:
        """The block of the next value."""
        if field in ("address", "port", "encryption"):
            if field in self._seen:
                self._number += 1
                self._seen.clear()
            self._seen.add(field)
        return f"block {self._number}"


def read_sentences(lines: list[str]) -> Extracted | None:
    """Read sentences such as: use smtp.example.org with port 587 and STARTTLS."""
    found = Extracted("prose")
    for number, raw in enumerate(_part(lines)[0], 1):
        if len(found.values) > _MOST_VALUES:
            break
        if "." not in raw and not _PORT_NEAR.search(raw):
            continue
        line = " ".join(raw.split())
        if INCOMING.search(line) and not OUTGOING.search(line):
            continue
        if _DEFAULT.search(line):
            continue
        hosts = [(host, port) for host, port in _hosts(line) if _is_for_sending(host)]
        mode = words.encryption_in(line)
        for host, port in hosts:
            if _OLD.search(line, 0, line.find(host)):
                found.skip(f"line {number}", "a placeholder for a host")
                continue
            found.add("address", host, f"line {number}")
            found.add("port", port, f"line {number}")
        ports = _sentence_ports(line) or _bare_port(line) if hosts or found.values else []
        for port in ports:
            found.add(
                "port",
                port,
                f"line {number}",
                encryption=mode if len(ports) == 1 and mode != "none" else None,
                discouraged=_DISCOURAGED.search(line) is not None,
            )
        if hosts and not ports and mode in ("starttls", "implicit", SSL):
            found.add("encryption", mode, f"line {number}")
    return found if "address" in found.fields else None


def list_unlabeled(found: Extracted, lines: list[str]) -> None:
    """List an address without a label below a host, and the password that may be below it."""
    if "address" not in found.fields or "user_name" in found.fields or len(lines) > _MOST_UNLABELED:
        return
    above = ""
    for number, line in enumerate(lines, 1):
        word = line.strip()
        if _ONE_ADDRESS.fullmatch(word):
            found.skip(f"line {number}", "may be the user name, but has no label")
        elif _ONE_ADDRESS.fullmatch(above) and _has_shape("password", word) and " " not in word:
            found.skip(f"line {number}", "may be the password, but has no label")
        above = word or above


def _sentence_ports(line: str) -> list[str]:
    """Return the ports that a sentence names, but for those that it says are for reading mail."""
    ports = [
        port
        for behind, before in _SENTENCE_PORT.findall(line)
        for port in re.findall(r"\d{2,5}", behind or before)
    ] or [port for port in _ON_PORT.findall(line) if port in MAIL_PORTS and port != "25"]
    if INCOMING.search(line):
        ports = [port for port in ports if not is_for_reading(port, line)]
        ports += [port for port in _FOR_SENDING.findall(line) if port not in ports]
    return ports


def _bare_port(line: str) -> list[str]:
    """Return the port on a line that has nothing else but a host and a kind of encryption."""
    parts = [word for word in _BETWEEN.split(line) if word and word.lower() not in _KINDS]
    numbers = [word for word in parts if "." not in word or not is_host(word)]
    return numbers if len(numbers) == 1 and numbers[0] in MAIL_PORTS else []


def _complete(found: Extracted, lines: list[str]) -> None:
    """Add the host and port from sentences, such as a title, if no label has them."""
    fields = found.fields
    if fields >= {"address", "port"}:
        return
    if "address" in fields:
        for number, line in enumerate(lines, 1):
            if advised := _advised(line):
                _add_ports(found, "", advised, f"line {number}", "")
                continue
            ports = _sentence_ports(line) if not _is_incoming(line) else []
            for port in ports:
                mode = words.encryption_in(line) if len(ports) == 1 else None
                found.add(
                    "port",
                    port,
                    f"line {number}",
                    encryption=None if mode == "none" else mode,
                    discouraged=_DISCOURAGED.search(line) is not None,
                )
        return
    sentences = read_sentences(lines)
    for value in sentences.values if sentences else ():
        if value.field not in fields:
            found.values.append(value)


def _advised(line: str) -> str:
    """Return the part of a sentence that names other ports than the one it warns of, if any."""
    if not _DISCOURAGED.search(line) or _is_incoming(line):
        return ""
    parts = [part for part in _CLAUSE.split(line) if not _DISCOURAGED.search(part)]
    named = [part for part in parts if not MAIL_PORTS.isdisjoint(_NUMBER.findall(part))]
    return ", ".join(named) if len(_NUMBER.findall(line)) > 1 else ""


def _is_incoming(line: str) -> bool:
    return INCOMING.search(line) is not None and OUTGOING.search(line) is None


def _has_mail_port(lines: list[str]) -> bool:
    return any(number in MAIL_PORTS for line in lines for number in _NUMBER.findall(line))


def _sending(lines: list[str]) -> Iterator[tuple[int, str, str, str]]:
    """Yield (line, field, label, value) for everything that isn't about reading mail."""
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
        elif known is None and not incoming and is_for_credentials(name):
            yield from ((number, *pair) for pair in _credentials(name, text))


def _credentials(name: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (field, label, value) for `User name/Password: token`, and for `…: user / password`."""
    values = text.split(" / ")
    if " " in "".join(values) or len(values) > 2 or ("/" in text and len(values) == 1):
        return
    names = SEVERAL.split(name)
    yield "user_name", names[0], values[0]
    yield "password", names[1], values[-1]


def _pairs(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield (line, label, value). A line without a value is a label on its own."""
    columns: list[str] = []
    above = ""  # a label that stood alone in the line above
    port = ""  # the label of a port; further ports may stand in the lines below
    for number, line in enumerate(lines, 1):
        cells = _cells(line, len(columns))
        if not cells:
            continue
        of_ports = port or (above if above and _is(above, "port") else "")
        if of_ports and not columns and _NUMBER.match(cells[0]):
            cells = [" ".join(cells)]
        labelled = [pair for cell in cells for pair in _split(cell)] if cells[1:] else []
        valued = sum(text != "" for _, text in labelled)
        if valued == len(cells) == len(columns) and _is_choice(columns):
            pairs, above = list(_split(cells[_sending_head(columns)])), ""
        elif valued > 1:
            columns, pairs, above = [], labelled, ""
        elif len(cells) > 1:
            columns, pairs = _row(columns, cells)
            above = ""
        else:
            columns, pairs, above = [], *_line(cells[0], above, port)
            pairs = _with_choices(pairs, lines[number] if number < len(lines) else "")
        port = next((name for name, text in pairs if text and _is(name, "port")), "")
        yield from ((number, name, text) for name, text in pairs)


def _cells(line: str, width: int) -> list[str]:
    """Return a line's cells. Empty ones count only in a row that has a cell below each head."""
    sign = _TAB if "\t" in line else _CELL_SIGN if _MARKED.search(line) else _CELL
    cells = [cell.strip(" \t`") for cell in sign.split(line)]
    if len(cells) == 1 and (two := _COLUMNS.fullmatch(line)) and label(two[1]):
        cells = [two[1], two[2]]
    row = [cell if cell.strip("-: ") else "" for cell in cells]
    if len(row) > 2 and line.lstrip().startswith("|") and not row[-1]:
        row = row[1:-1]
    filled = [cell for cell in row if cell]
    return row if filled and len(row) == width else filled


def _with_choices(pairs: list[tuple[str, str]], following: str) -> list[tuple[str, str]]:
    """Return the pairs. If a form's choices of encryption are on a line each, they're one value."""
    if len(pairs) == 1 and following.strip().lower() in _KINDS and _is(pairs[0][0], "encryption"):
        return [(pairs[0][0], f"{pairs[0][1]} {following.strip()}")]
    return pairs


def _line(line: str, above: str, port: str) -> tuple[list[tuple[str, str]], str]:
    """Return the pairs of a line without cells, and the line itself if it's only a label."""
    if port and _NUMBER.match(line):
        return [(port, line)], ""
    pairs = list(_split(line))
    has_value = any(text for _, text in pairs)
    alone = line.rstrip(":") if not has_value and label(line.rstrip(":")) else ""
    value = not alone or words.is_mechanism(line) or _is_kind(above, line)
    if above and value and not has_value and not INCOMING.search(line):
        return [(above, line)], ""
    return pairs, alone


def _is_kind(above: str, line: str) -> bool:
    """Return whether a line says which kind of encryption was chosen, below a label that doesn't."""
    named = _is(above, "encryption") and words.encryption_in(above) is None
    return named and words.encryption(line.partition(" ")[0]) is not None


def _row(columns: list[str], cells: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The heads of the columns, and the pairs of one row of a table.

    Either the heads are labels and each row is a server; or the heads say which server, and each
    row begins with a label; or there are no heads, and the label is in the first cell.
    """
    if label(cells[0]) and (place := _sending_column(columns, len(cells))) is not None:
        return columns, [(cells[0], cells[place])]
    if _is_head(cells):
        return cells, []
    if (place := _value_column(cells)) is not None:
        return cells, []
    if (place := _value_column(columns)) is not None and place < len(cells) == len(columns):
        return columns, [(cells[0], cells[place])]
    if modes := _ports_by_mode(columns, cells):
        return columns, modes
    if len(columns) >= len(cells) and sum(label(cell) is not None for cell in columns) > 1:
        if any(INCOMING.fullmatch(cell) for cell in cells):
            return columns, []
        return columns, [pair for pair in zip(columns, cells, strict=False) if pair[1]]
    values = [cell for cell in cells[1:] if not _BUTTON.fullmatch(cell)] or cells[1:]
    return columns, [(cells[0], values[0] if "_" in cells[0] else " ".join(values))]


def _value_column(cells: list[str]) -> int | None:
    """Return the number of the column for values, in the heads of a table with other columns."""
    if len(cells) < 3 or _VALUE_HEAD.fullmatch(cells[0]):
        return None
    places = [number for number, cell in enumerate(cells) if _VALUE_HEAD.fullmatch(cell)]
    return places[0] if len(places) == 1 else None


def _ports_by_mode(columns: list[str], cells: list[str]) -> list[tuple[str, str]]:
    """Return the ports in a row such as `SMTP | 587 | 465`, below heads such as `STARTTLS | SSL/TLS`."""
    if len(columns) != len(cells) or not OUTGOING.fullmatch(cells[0]):
        return []
    pairs = list(zip(columns[1:], cells[1:], strict=True))
    if not all(_NUMBER.fullmatch(cell) for _, cell in pairs):
        return []
    return [(f"port ({head})", cell) for head, cell in pairs if words.encryption_in(head)]


def _is_head(cells: list[str]) -> bool:
    if "_" in cells[0] or any(_NUMBER.fullmatch(cell) or _hosts(cell) for cell in cells):
        return False
    names = [cell for cell in cells if label(cell) and words.encryption_in(cell) is None]
    if len(cells) == 2:
        both = len(names) == 2 and _is(cells[0], "address") and _is(cells[1], "port")
        return both or _is_choice(cells)
    modes = [cell for cell in cells[1:] if words.encryption_in(cell)]
    return len(names) > 1 or len(modes) == len(cells) - 1 > 1 or _is_choice(cells)


def _is(name: str, field: str) -> bool:
    known = label(name)
    return known is not None and known[0] == field


def _is_choice(cells: list[str]) -> bool:
    """Return whether the cells are column heads for reading and for sending."""
    return any(map(INCOMING.search, cells)) and any(map(OUTGOING.search, cells))


def _sending_head(columns: list[str]) -> int:
    return next(i for i, head in enumerate(columns) if OUTGOING.search(head))


def _sending_column(columns: list[str], width: int) -> int | None:
    """Return the number of the cell under the head for sending."""
    if not columns or not _is_choice(columns):
        return None
    place = _sending_head(columns)
    place += width - len(columns)  # the corner above the labels may be empty
    return place if 0 < place < width else None


def _split(line: str) -> Iterator[tuple[str, str]]:
    """Return a line's (label, value) pairs, after a title if there is one, or the line on its own."""
    line = " ".join(line.split())
    labels = list(_labels(line))
    if not labels and (pairs := _without_sign(line)):
        yield from pairs
        return
    title = line[: labels[0][0]].strip() if labels else line
    if labels and not any(map(str.isalnum, title)):
        title = ""  # a picture or a bullet
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


def _without_sign(line: str) -> list[tuple[str, str]]:
    """Return the labels and values in a line such as `Port — 465` or `Set the port to 465`."""
    for pattern in (_DASH, _SET):
        match = pattern.fullmatch(line)
        if match and label(match[1].strip("*")):
            return [(match[1].strip("*"), match[2].rstrip(".;,").strip())]
    return _value_first(line) or _by_shape(line.split(" "))


def _value_first(line: str) -> list[tuple[str, str]]:
    """Return the label and value of `587 (port)`, if the value can be nothing else."""
    match = _VALUE_FIRST.fullmatch(line)
    if not match:
        return []
    name, _, remark = (match[2] or match[3]).partition(",")
    if match[3] and name.endswith((")", "）")):
        name, _, remark = name[:-1].replace("（", "(").rpartition("(")
    known = label(name)
    value = match[1].strip("`*")
    if not known or label(value) or not _has_shape(known[0], value):
        return []
    return [(name.strip(), f"{value} {remark}".strip() if known[0] == "port" else value)]


def _by_shape(parts: list[str]) -> list[tuple[str, str]]:
    """Return the pairs of `Server mail.example.org Port 587`, where nothing else can be meant."""
    pairs: list[tuple[str, str]] = []
    place = 0
    while place < len(parts) <= _FEW_WORDS:
        for end in range(min(place + 4, len(parts) - 1), place, -1):
            name = " ".join(parts[place:end])
            known = label(name)
            value = _unquoted(parts[end])
            if known and _has_shape(known[0], value):
                pairs.append((name, value))
                place = end + 1
                break
        else:
            return []
    return pairs


def _unquoted(word: str) -> str:
    """Return a word without quotes around it and the sign that ends a statement."""
    bare = word.rstrip(";,")
    quoted = len(bare) > 2 and bare[0] == bare[-1] and bare[0] in "\"'"
    return bare[1:-1] if quoted else bare


def _has_shape(field: str, word: str) -> bool:
    """Return whether a word can be nothing but a value of this field."""
    if field == "port":
        return _NUMBER.fullmatch(word) is not None
    if field == "address":
        return bool(_hosts(word))
    if field == "encryption":
        return words.encryption_in(word) is not None
    if field == "password":
        is_mixed = any(map(str.isdigit, word)) and any(map(str.isalpha, word))
        return len(word) > _SHORT and is_mixed and label(word) is None
    return field in ("user_name", *SENDERS) and _ONE_ADDRESS.fullmatch(word) is not None


def _title_behind(text: str) -> int:
    """Return where the next title begins after a value, as in `993 SMTP settings —`."""
    if text.endswith((":", "–", "—", " -")):
        for word in re.finditer(r"(?<= )\w+", text):
            if INCOMING.fullmatch(word[0]) or OUTGOING.fullmatch(word[0]):
                return word.start()
    return len(text)


def _labels(line: str) -> Iterator[tuple[int, int, int]]:
    """Return where each label in a line begins and ends, and where its value begins."""
    begin, before = 0, ""
    brackets = [remark.span() for remark in _IN_BRACKETS.finditer(line)]
    for sign in _SIGN.finditer(line):
        if before and any(start < sign.start() < end for start, end in brackets):
            continue
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


def _add(found: Extracted, field: str, name: str, text: str, origin: str, block: str) -> None:
    text = text.strip("` \t\u00a0\u3000")
    if text.startswith("**") or "**" in name:
        text = text.removeprefix("**").removesuffix("**").strip("` ")
    if not text:
        found.skip(origin, "no value")
    elif field == "port":
        _add_ports(found, name, text, origin, block)
    elif field == "address":
        _add_hosts(found, text, origin, block)
    elif field == "encryption":
        _add_encryption(found, name, text, origin, block)
    elif field == "authentication":
        named = _mechanisms(text)
        for word in named:
            found.add(field, word, origin)
        if not named:
            found.skip(origin, "not an authentication mechanism")
    else:
        _add_text(found, field, text, origin)


def _mechanisms(text: str) -> list[str]:
    """Return the mechanisms in a few words, if the words are about nothing else."""
    parts = [word for word in re.split(r"[\s,;/()（），、]+", text.strip("\"':")) if word]
    named = [word for word in parts if words.is_mechanism(word)]
    if len(named) < sum(not _CUT.fullmatch(word) for word in parts):
        named = [word for word in named if word.isupper()]
    return named


def _add_ports(found: Extracted, name: str, text: str, origin: str, block: str) -> None:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        found.skip(origin, "not a number")
        return
    ends = [*(number.start() for number in numbers[1:]), len(text)]
    before = 0
    for number, end in zip(numbers, ends, strict=True):
        behind = _CUT_PORTS.split(_own_remark(text[number.end() : end]))[0]
        front = _CUT_PORTS.split(text[before : number.start()])[-1]
        mode = words.encryption_in(behind) or words.encryption_in(front)
        if len(numbers) == 1:
            mode = mode or words.encryption_in(text) or words.encryption_in(name)
        warned = _DISCOURAGED.search(behind) or _DISCOURAGED.search(front)
        found.add(
            "port", number[0], origin, encryption=mode, block=block, discouraged=warned is not None
        )
        before = number.end()


def _own_remark(text: str) -> str:
    """Return what is between two ports without a bracket that the second one is in."""
    place = text.rfind("(")
    return text[:place] if place > text.rfind(")") else text


def _add_hosts(found: Extracted, text: str, origin: str, block: str) -> None:
    hosts = _hosts(text)
    if not hosts and (number := _NUMBER.match(text)) and number[0] in MAIL_PORTS:
        _add_ports(found, "", text, origin, block)
        return
    for host, port in hosts:
        found.add("address", host, origin, block=block)
        found.add("port", port, origin, block=block)
    if hosts:
        if not any(port for _, port in hosts):
            _add_port_behind(found, text, origin, block)
        return
    word = text.strip("\"'").rstrip(".,;")
    if (
        " " in word
        or "_" in word
        or ("." not in word and not word.islower())
        or "@" in word
        or word[:1] == "/"
        or word.lower() in _PROTOCOLS
        or _is_description(word)
    ):
        found.skip(origin, "a description, not a value")
    else:
        found.add("address", word, origin, block=block)


def _add_port_behind(found: Extracted, text: str, origin: str, block: str) -> None:
    """Add the port of `mail.example.org 587 STARTTLS`, or the one in brackets."""
    behind = _PORT_BEHIND.search(text)
    if behind and behind[1] in MAIL_PORTS:
        mode = words.encryption_in(text[behind.end() :])
        found.add("port", behind[1], origin, encryption=mode, block=block)
    else:
        _add_port_in_brackets(found, text, origin, block)


def _add_port_in_brackets(found: Extracted, text: str, origin: str, block: str) -> None:
    """Add the port of `mail.example.org (port 587, STARTTLS)`."""
    remark = _IN_BRACKETS.search(text)
    numbers = [port for port in _NUMBER.findall(remark[0]) if port in MAIL_PORTS] if remark else []
    if remark and (len(numbers) == 1 or _sentence_ports(remark[0])):
        mode = words.encryption_in(remark[0]) if len(numbers) == 1 else None
        for port in numbers or _sentence_ports(remark[0]):
            found.add("port", port, origin, encryption=mode, block=block)


def _hosts(text: str) -> list[tuple[str, str]]:
    """Return the host names in a text, each with its port if there is one."""
    hosts = []
    for word in _NOT_HOST.split(_CALLEE.sub(" ", text) if "(" in text else text):
        if "@" in word and ":" in word.partition("@")[0]:
            word = word.rpartition("@")[2]  # behind the credentials of a URL
        host, _, port = word.rpartition("//")[2].partition("/")[0].strip(".:").partition(":")
        if "@" not in host and "." in host and is_host(host) and _is_no_name(host):
            hosts.append((host, port if port.isdecimal() else ""))
    return hosts


def _is_no_name(host: str) -> bool:
    """Return whether what looks like a host isn't a file, an identifier or a number."""
    labels = host.split(".")
    last = labels[-1]
    if last[-1:].isdigit() or "_" in last or (not last.islower() and not last.isupper()):
        return False
    if len(labels) == 2 and (last.lower() in _NAMES_OF_CODE or meaning(host) != NOTHING):
        return False
    return last.lower() not in _FILES


def _add_encryption(found: Extracted, name: str, text: str, origin: str, block: str) -> None:
    mode = words.encryption_in(text)
    both = "starttls" in text.lower() and mode is None
    first = re.split(r"[\s(),.（]", text, maxsplit=1)[0]
    if words.is_choice(text):
        found.skip(origin, "a list of choices")
    elif both and "ssl" in text.lower().replace("starttls", ""):
        found.add("encryption", "starttls", origin, block=block)
        found.add("encryption", SSL, origin, block=block)
    elif mode and not (mode == "none" and words.is_yes(text)):
        found.add("encryption", mode, origin, block=block)
    elif words.is_yes(first) and words.encryption_in(name):
        found.add("encryption", words.encryption_in(name), origin, block=block)
    else:
        found.skip(origin, "doesn't say which encryption")


def _add_text(found: Extracted, field: str, text: str, origin: str) -> None:
    """Add a user name, password or sender: one word that isn't a description."""
    first, _, last = text.rpartition(" ")
    if first and " " not in first and _BUTTON.fullmatch(last):
        text = first
    if remark := _REMARK.fullmatch(text):
        text = remark[1]
    if field != "password" and (followed := _FOLLOWED.fullmatch(text)):
        text = followed[1]
        found.skip(origin, "more words follow it")
    text = text.strip("“”‘’「」")
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        text = text[1:-1]
    if field == "user_name" and _is(text, "password"):
        found.skip(origin, "a label without a value")
    elif _is_description(text) or (" " in text and not _is_app_password(field, text)):
        found.skip(origin, "a description, not a value")
    else:
        found.add(field, text, origin)


def _is_app_password(field: str, text: str) -> bool:
    return field == "password" and _APP_PASSWORD.fullmatch(text) is not None


def _is_description(text: str) -> bool:
    """Return whether a text without spaces is a sentence in a script that has none."""
    return _FAR_EAST.search(text) is not None


def _is_for_sending(host: str) -> bool:
    from ..providers import provider_by_host

    return host.lower() in provider_by_host() or _SENDING_NAME.match(host.lower()) is not None
