# ruff: noqa: E501  # words and patterns are as wide as they are
"""Finds labels and what is beside or below them: in lines, in columns, in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import words
from .hosts import hosts_in
from .labels import FAR_EAST, INCOMING, OUTGOING, is_label_of, label, label_at_end
from .pairs import PORT_NUMBER
from .sentences import KINDS_OF_ENCRYPTION
from .values import SENDERS

_SIGN = re.compile(r" ?[:=：＝]")
# A label and its value with a dash between, where no colon is in the line.
_DASH = re.compile(r"(?:[-*•·] )?([^\W\d_][^:=：]{1,48}?) [-–—] (\S.*)")
# `587 (port)` and `587 - port`: the value first.
_VALUE_FIRST = re.compile(
    r"(?:[-*•·] )?(\S{1,200})(?: ?[(（]([^()（）]{2,60})[)）]| (?:[-–—=←→]|->|is the) ([^\s.]{2,20}(?: [^\s.]{1,20}){0,4}))"
)
# A part of `服务器是mail.example.org，端口587`, which has no space or sign.
# `ポートは587`, `用户名 clover`: a name with or without a particle, and a value.
_EASTERN = re.compile(
    rf"(?<![A-Za-z0-9.@-])([A-Za-z]{{0,5}} ?[{FAR_EAST}]{{2,12}}?(?: [{FAR_EAST}]{{2,4}}?)?)"
    r"(?:就是|[是为為はが은는이가])? ?[:：]? ?((?=[!-~]*[\d.@])[!-~]{2,200})"
)
_EASTERN_LETTER = re.compile(f"[{FAR_EAST}]")
_PARTICLES = "のを고 "
# "Set SMTP port to 587."
_SET = re.compile(r"\W{0,4}(?:set|change) (?:the )?(.{2,50}?) to (\S.{0,300})", re.IGNORECASE)
# `host  smtp.example.org`, as settings pages show what is stored.
_COLUMNS = re.compile(r"[ \t]*([A-Za-z]\w{1,40}) {2,}(\S+)[ \t]*")
_CELL = re.compile(r"\t+|\|| {3,}|\u3000+")
_TAB = re.compile(r"\t")
_CELL_SIGN = re.compile(r"\t+|\|")
_MARKED = re.compile("[:=：＝]")
# A bar in a value, perhaps after a label: `Password: Tulip|92`.
_WITH_BAR = re.compile(r"(?:[^|]*[:=：＝] )?([^\s|]*)\|[^\s|]*")
# What may come between a title and the first label of a line.
_TITLE_ENDS = tuple(":,;.-–—•·>")
# What may come between a value and the next label: the mark or the number of a list's item.
_ITEM = re.compile(r"\s(?:[-*•·–—●▪/→]|\d[.)])$")
_AROUND = " ,;，；、。"
_NO_VALUE = " "
ONE_ADDRESS = re.compile(r"[^\s@:]+@[\w.-]+\.[A-Za-z]{2,20}")
_FEW_WORDS = 8
_SHORT = 5
# The words on the buttons beside a value.
BUTTON = re.compile(
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
IN_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]{1,80}[)）\]]")


def labeled_lines(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield (line, label, value). A line without a value is a label on its own."""
    lines = _without_ends(lines)
    columns: list[str] = []
    head_line = ""  # the line with the heads of the columns
    above = ""  # a label that was alone on the line above
    port = ""  # the label of a port; more ports may be on the lines below
    for number, line in enumerate(lines, 1):
        cells = _without_button(_cells(line, columns, head_line))
        if not cells:
            continue
        heads = columns
        of_ports = port or (above if above and is_label_of(above, "port") else "")
        if of_ports and not columns and PORT_NUMBER.match(cells[0]):
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
        if columns is not heads:
            head_line = line
        port = next((name for name, text in pairs if text and is_label_of(name, "port")), "")
        yield from ((number, name, text) for name, text in pairs)


def without_code_marks(text: str) -> str:
    """Return a text without space and backticks around it. Other backticks may be part of a password."""
    bare = text.strip()
    inner = bare.strip("` ")
    is_around = bare.startswith("`") and bare.endswith("`") and "`" not in inner
    return inner if is_around and inner else bare


def _without_ends(lines: list[str]) -> list[str]:
    """Return the lines without the comma or the semicolon that ends several of them."""
    for sign in ",;":
        if sum(line.endswith(sign) for line in lines) > 1:
            lines = [line.removesuffix(sign) for line in lines]
    return lines


def _cells(line: str, columns: list[str], head_line: str) -> list[str]:
    """Return a line's cells. Empty ones count only in a row below the heads of a table."""
    if "\t" in line or _is_bar_in_value(line):
        sign = _TAB
    else:
        sign = _CELL_SIGN if _MARKED.search(line) else _CELL
    cells = [without_code_marks(cell) for cell in sign.split(line)]
    if len(cells) == 1 and (two := _COLUMNS.fullmatch(line)) and label(two[1]):
        cells = [two[1], two[2]]
    row = [cell if cell.strip("-: ") else "" for cell in cells]
    filled = [cell for cell in row if cell]
    if not filled or not columns:
        return filled
    if 1 < len(filled) < len(columns) and not _CELL_SIGN.search(line):
        return _below_heads(filled, line, columns, head_line)
    # The bar before the first cell may be missing, in the heads or in the row.
    ways = [row[1:], row] if len(row) > 1 and not row[0] else [row]
    fitting = [way for way in ways if _fits(columns, way)]
    if not fitting:
        return filled if len(filled) == 1 or label(filled[0]) else []
    best = fitting[0 if head_line.lstrip().startswith("|") else -1]
    return best if len(best) <= len(columns) else best[:-1]


def _below_heads(filled: list[str], line: str, columns: list[str], head_line: str) -> list[str]:
    """Return the cells of a row made with spaces, by what is above them; none if that's unclear."""
    heads = list(_spans(columns, head_line))
    row = [""] * len(columns)
    for cell, (start, end) in zip(filled, _spans(filled, line), strict=True):
        above = [place for place, (first, last) in enumerate(heads) if start < last and first < end]
        if len(above) != 1 or row[above[0]]:
            return []
        row[above[0]] = cell
    return row


def _spans(cells: list[str], line: str) -> Iterator[tuple[int, int]]:
    """Yield where each cell of a line begins and ends."""
    end = 0
    for cell in cells:
        start = max(line.find(cell, end), end)
        end = start + len(cell)
        yield start, end


def _fits(columns: list[str], row: list[str]) -> bool:
    """Return whether each cell of a row can be what the head above it says."""
    if len(row) > len(columns) + (not row[-1]):
        return False
    for head, cell in zip(columns, row, strict=False):
        known = label(head) if cell else None
        field = known[0] if known else ""
        if (
            (field == "port" and not cell[0].isdigit())
            or (field == "address" and not hosts_in(cell))
            or (field in SENDERS and "@" not in cell)
        ):
            return False
    return True


def _without_button(cells: list[str]) -> list[str]:
    """Return a line's cells without the button behind a label and its value."""
    if len(cells) == 2 and BUTTON.fullmatch(cells[1]) and _SIGN.search(cells[0]):
        return cells[:1]
    return cells


def _is_bar_in_value(line: str) -> bool:
    """Return whether the only bar in a line is within a value, and not between two cells."""
    match = _WITH_BAR.fullmatch(line) if line.count("|") == 1 else None
    return match is not None and label(match[1]) is None


def _with_choices(pairs: list[tuple[str, str]], following: str) -> list[tuple[str, str]]:
    """Return the pairs. If a form's choices of encryption are on separate lines, they're one value."""
    if (
        len(pairs) == 1
        and following.strip().lower() in KINDS_OF_ENCRYPTION
        and is_label_of(pairs[0][0], "encryption")
    ):
        return [(pairs[0][0], f"{pairs[0][1]} {following.strip()}")]
    return pairs


def _line(line: str, above: str, port: str) -> tuple[list[tuple[str, str]], str]:
    """Return the pairs of a line without cells, and the line itself if it's only a label."""
    if port and PORT_NUMBER.match(line):
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
    named = is_label_of(above, "encryption") and words.encryption_in(above) is None
    return named and words.encryption(line.partition(" ")[0]) is not None


def _row(columns: list[str], cells: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The heads of the columns, and the pairs of one row of a table.

    Either the heads are labels and each row is a server; or the heads say which server, and each
    row begins with a label; or there are no heads, and the label is in the first cell.
    """
    if len(cells) == 2 and _VALUE_HEAD.fullmatch(cells[1]):
        return [], []  # `Key | Value`
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
    values = [cell for cell in cells[1:] if not BUTTON.fullmatch(cell)] or cells[1:]
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
    if not all(PORT_NUMBER.fullmatch(cell) for _, cell in pairs):
        return []
    return [(f"port ({head})", cell) for head, cell in pairs if words.encryption_in(head)]


def _is_head(cells: list[str]) -> bool:
    if "_" in cells[0] or any(PORT_NUMBER.fullmatch(cell) or hosts_in(cell) for cell in cells):
        return False
    names = [cell for cell in cells if label(cell) and words.encryption_in(cell) is None]
    if len(cells) == 2:
        both = (
            len(names) == 2 and is_label_of(cells[0], "address") and is_label_of(cells[1], "port")
        )
        return both or _is_choice(cells)
    modes = [cell for cell in cells[1:] if words.encryption_in(cell)]
    return len(names) > 1 or len(modes) == len(cells) - 1 > 1 or _is_choice(cells)


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
        text = line[value:end].strip(_AROUND)
        place = _title_behind(text)
        text, title = _ITEM.sub("", text[:place].rstrip()), text[place:]
        yield line[start:sign], text or _NO_VALUE
        if title:
            yield title, ""
    start, sign, value = labels[-1]
    name, text = line[start:sign], line[value:].strip()
    alone = len(labels) == 1 and is_label_of(name, "password")
    yield name, text if alone else text.strip(_AROUND)


def _without_sign(line: str) -> list[tuple[str, str]]:
    """Return the labels and values in a line such as `Port — 465` or `Set the port to 465`."""
    for pattern in (_DASH, _SET):
        match = pattern.fullmatch(line)
        if match and label(match[1].strip("*")):
            return [(match[1].strip("*"), match[2].rstrip(".;,").strip())]
    return _value_first(line) or _by_shape(line.split(" ")) or _eastern(line)


def _eastern(line: str) -> list[tuple[str, str]]:
    """Return the pairs of a Chinese, Japanese or Korean sentence, where nothing else can be meant."""
    if not _EASTERN_LETTER.search(line):
        return []
    found = [(_eastern_name(name), value.rstrip(",;.")) for name, value in _EASTERN.findall(line)]
    pairs = [(name, value) for name, value in found if name or not hosts_in(value)]
    fields = [(label(name), value) for name, value in pairs]
    sure = all(known and has_shape(known[0], value) for known, value in fields)
    return pairs if sure and len(pairs) > 1 else []


def _eastern_name(text: str) -> str:
    """Return the label at the end of words in these scripts; empty if none is known."""
    bare = text.strip(_PARTICLES)
    return next((name for name in (bare, bare.rpartition(" ")[2]) if label(name)), "")


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
    if not known or label(value) or not has_shape(known[0], value):
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
            if known and has_shape(known[0], value):
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


def has_shape(field: str, word: str) -> bool:
    """Return whether a word can be nothing but a value of this field."""
    if field == "port":
        return PORT_NUMBER.fullmatch(word) is not None
    if field == "address":
        return bool(hosts_in(word))
    if field == "encryption":
        return words.encryption_in(word) is not None
    if field == "password":
        is_mixed = any(map(str.isdigit, word)) and any(map(str.isalpha, word))
        return len(word) > _SHORT and is_mixed and label(word) is None
    return field in ("user_name", *SENDERS) and ONE_ADDRESS.fullmatch(word) is not None


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
    brackets = [remark.span() for remark in IN_BRACKETS.finditer(line)]
    for sign in _SIGN.finditer(line):
        if before and any(start < sign.start() < end for start, end in brackets):
            continue
        text = line[begin : sign.start()]
        start = label_at_end(text, bool(before))
        if start is None or line.startswith("//", sign.end()):
            continue
        name, behind = text[start:], line[sign.end() : sign.end() + 2]
        # The password of "Password: key=x", and the ports of "Port: SSL: 465", but not the label in
        # "SMTP: Server:mail.example.org".
        glued = before and not text[:start].strip(" ,;") and behind.strip() == behind != ""
        if behind[:1].isalpha() and is_label_of(before, "address"):
            glued = False
        kind = (
            is_label_of(before, "port")
            and is_label_of(name, "encryption")
            and behind.strip()[:1].isdigit()
        )
        if not glued and not kind:
            yield begin + start, sign.start(), sign.end()
            begin, before = sign.end(), name
