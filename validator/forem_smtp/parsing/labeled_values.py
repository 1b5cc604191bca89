"""Reads what is beside a label as the value of its field."""

from __future__ import annotations

import re

from . import words
from .extracted import Extracted
from .hosts import hosts_in
from .labeled_lines import BUTTON, IN_BRACKETS, without_code_marks
from .labels import FAR_EAST, is_label_of
from .pairs import MAIL_PORTS, PORT_NUMBER
from .programs import SSL
from .sentences import DISCOURAGED, sentence_ports

_CUT = re.compile(
    r"[,;|，；、。/]|\b(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|oraz|veya|ve|nebo|a|или|и|або|та)\b|或|または|또는",
    re.IGNORECASE,
)
_PROTOCOLS = frozenset({"smtp", "smtps", "esmtp", "imap", "pop3", "tls", "ssl", "starttls"})
# An address followed by a label that isn't a setting's: "robin@example.org Plan: free".
_FOLLOWED = re.compile(r"([^\s@]+@[^\s@]+) [^:=@]{1,40}[:=].*")
_APP_PASSWORD = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}|AccessKey \S{16,}")
# HTML's marks of characters, at the beginning and at the end.
_TAGS = re.compile(
    r"^(?:<(?:code|strong|b|em|i|kbd|pre|tt|u|span|p)>[ \t]*)+"
    r"|(?:[ \t]*<(?:/(?:code|strong|b|em|i|kbd|pre|tt|u|span|p|li|td)|br[ \t]?/?)>)+$",
    re.IGNORECASE,
)
# An arrow, a picture or an asterisk on its own, before or behind a value.
_SIGN_ALONE = re.compile(
    r"^(?:[^\w\s\"'`(（]|\W[\ufe0f\u20e3]) +|[ \t]+(?:[^\w\s\"'`)）]|\W[\ufe0f\u20e3])$"
)
_REMARK = re.compile(r"([^\s()（]+)[ \t]*(?:(?<=[ \t])\([^()]*\)|（[^（）]*）)\.?")
_PORT_BEHIND = re.compile(r"\.[A-Za-z]{2,20}(?:,? | ?[/|] ?)(\d{2,5})(?![\d.])")
_CUT_PORTS = re.compile(
    r"[,;|，；、。]|\b(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|oraz|veya|ve|nebo|a|или|и|або|та)\b|或|または|또는",
    re.IGNORECASE,
)
# Hebrew, Arabic and Thai too: no value of a setting is in these scripts.
_EASTERN = re.compile(f"[{FAR_EAST}\u0590-\u06ff\u0e00-\u0e7f]")
# A literal in code, with what follows it there: `"Tulip-92"})`, `"Tulip-92".into(),`.
_CLOSED_LITERAL = re.compile(r"""(["'`])([^"'`]+)\1(?:\.\w+\(\)|[)\]};,])+""")


def add_labeled(
    found: Extracted, field: str, name: str, text: str, origin: str, block: str
) -> None:
    """Add the text beside or below a label as a value of its field; or list it, if it isn't one."""
    text = _without_marks(text, name.count("**") == 1)
    if not text:
        found.skip(origin, "no value")
    elif field == "port":
        add_ports(found, name, text, origin, block)
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


def _without_marks(text: str, label_is_bold: bool) -> str:
    """Return a text without what shows it as code, bold or on its own.

    `label_is_bold` if the label begins with `**`, and the text has the other.
    """
    if label_is_bold and text.startswith("**"):
        text = text[2:].lstrip()
    elif label_is_bold:
        text = text.removesuffix("**")
    text = _TAGS.sub("", without_code_marks(text))
    if text.startswith("**"):
        text = text[2:].removesuffix("**")
    if " " in text:
        text = _SIGN_ALONE.sub("", text)
    if text.startswith("«") and text.endswith("»"):
        text = text[1:-1]
    return without_code_marks(text)


def _mechanisms(text: str) -> list[str]:
    """Return the mechanisms in a few words, if the words are about nothing else."""
    parts = [word for word in re.split(r"[\s,;/()（），、]+", text.strip("\"':")) if word]
    named = [word for word in parts if words.is_mechanism(word)]
    if len(named) < sum(not _CUT.fullmatch(word) for word in parts):
        named = [word for word in named if word.isupper()]
    return named


def add_ports(found: Extracted, name: str, text: str, origin: str, block: str) -> None:
    """Add each port in the text, with the encryption that is stated for it."""
    numbers = list(PORT_NUMBER.finditer(text))
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
        warned = DISCOURAGED.search(behind) or DISCOURAGED.search(front)
        found.add(
            "port", number[0], origin, encryption=mode, block=block, discouraged=warned is not None
        )
        before = number.end()


def _own_remark(text: str) -> str:
    """Return what is between two ports without a bracket that the second one is in."""
    place = text.rfind("(")
    return text[:place] if place > text.rfind(")") else text


def _add_hosts(found: Extracted, text: str, origin: str, block: str) -> None:
    hosts = hosts_in(text)
    if not hosts and (number := PORT_NUMBER.match(text)) and number[0] in MAIL_PORTS:
        add_ports(found, "", text, origin, block)
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
    remark = IN_BRACKETS.search(text)
    numbers = (
        [port for port in PORT_NUMBER.findall(remark[0]) if port in MAIL_PORTS] if remark else []
    )
    if remark and (len(numbers) == 1 or sentence_ports(remark[0])):
        mode = words.encryption_in(remark[0]) if len(numbers) == 1 else None
        for port in numbers or sentence_ports(remark[0]):
            found.add("port", port, origin, encryption=mode, block=block)


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
    if first and " " not in first and BUTTON.fullmatch(last):
        text = first
    text = text.rstrip("，；、。")
    if remark := _REMARK.fullmatch(text):
        text = remark[1]
    if field != "password" and (followed := _FOLLOWED.fullmatch(text)):
        text = followed[1]
        found.skip(origin, "more words follow it")
    text = text.strip("“”‘’「」")
    if closed := _CLOSED_LITERAL.fullmatch(text):
        text = closed[2]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        text = text[1:-1]
    if field == "user_name":
        text = text.rstrip(".,;")
        if _is_emphasized(text):
            text = text[1:-1]
    if field == "user_name" and is_label_of(text, "password"):
        found.skip(origin, "a label without a value")
    elif _is_description(text) or (" " in text and not _is_app_password(field, text)):
        found.skip(origin, "a description, not a value")
    else:
        found.add(field, text, origin)
        if field == "password":  # the punctuation at its end may belong to the sentence
            found.add(field, text.rstrip(".,;"), origin)
            if _is_emphasized(text):
                found.add(field, text[1:-1], origin)


def _is_emphasized(text: str) -> bool:
    """Return whether what is around a text may be no part of it: `*text*`, `(text)`, `<t3xt>`."""
    around = text[0] + text[-1] if len(text) > 2 else ""
    return around in ("**", "__", "()") or (around == "<>" and any(map(str.isdigit, text)))


def _is_app_password(field: str, text: str) -> bool:
    return field == "password" and _APP_PASSWORD.fullmatch(text) is not None


def _is_description(text: str) -> bool:
    """Return whether a text without spaces is a sentence in a script that has none."""
    return _EASTERN.search(text) is not None
