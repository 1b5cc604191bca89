"""Brings logs and other programs' errors into the form in which mail servers write replies."""

from __future__ import annotations

import re
from functools import cache

_DOTNET = {
    "service not available, closing transmission channel": "421",
    "mailbox unavailable": "550",
    "error in processing": "451",
    "insufficient system storage": "452",
    "client does not have permission to submit mail to this server": "454",
    "syntax error, command unrecognized": "500",
    "syntax error in parameters or arguments": "501",
    "command not implemented": "502",
    "bad sequence of commands": "503",
    "command parameter not implemented": "504",
    "the smtp server requires a secure connection or the client was not authenticated": "530",
    "user not local; please try a different path": "551",
    "exceeded storage allocation": "552",
    "mailbox name not allowed": "553",
    "transaction failed": "554",
}
"""How .NET's SmtpClient says the code of a reply, by `SmtpStatusCode`."""


_NAMES_OF_CODES = ("stat", "code", "reply", "response", "smtp_code")


def clean(text: str) -> str:
    """Return `text` without colors, the beginnings of a log's lines, and the escapes of JSON, HTML,
    Python or an email's source, and with single spaces between words and plain punctuation.
    """
    if not text.isascii():
        text = text.translate(_PLAIN)
    if "\x1b" in text:
        text = _pattern(r"\x1b\[[0-9;]*[A-Za-z]").sub("", text)
    if "\\" in text:
        text = text.replace("\\r", "").replace("\\n", "\n").replace("\\t", " ")
        text = text.replace('\\"', '"').replace("\\u003c", "<").replace("\\u003e", ">")
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    if "  " in text or "\t" in text:
        text = _pattern(r"(?<=\S)[ \t]{2,}(?=\S)|(?<=\S)\t(?=\S)").sub(" ", text)
    if "=\n" in text and "quoted-printable" in text.lower():
        text = text.replace("=\n", "").replace("=3D", "=")
    return _codes_first(_without_prefixes(text))


# As typographic programs, web pages and Far Eastern keyboards write them.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000", " "),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‐‑–", "-"),
        "：": ": ",
        "（": " (",
        "）": ") ",
    }
)
_ENTITIES = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
)


def _without_prefixes(text: str) -> str:
    """Return the text without what is put before each line, so that a long reply stays whole."""
    if ">" in text[:10] and _pattern(r"(?:[ \t]*(?:>[^\n]*)?(?:\n|$))+").fullmatch(text):
        text = _pattern(r"(?m)^[ \t]*(?:>[ \t]?){1,9}").sub("", text)
    # `1. 535 …`, and `[10:02:11] 535 …` of a chat.
    text = _pattern(
        r"(?m)^[ \t]{0,9}(?:\d\d?[.)]|\[\d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?\])[ \t]{1,9}(?=\S)"
    ).sub("", text)
    if "|" in text:  # docker compose logs
        text = _pattern(r"(?m)^[ \t]{0,9}[\w.@-]{2,80}[ \t]{1,40}\|[ \t]").sub("", text)
    if "]: " in text:  # syslog, journald, Heroku
        text = _pattern(
            r"(?m)^[ \t]{0,9}(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\S{5,30})"
            r"(?: [\w.-]{1,60})? [\w./-]{1,60}\[[\w.-]{1,20}\]: "
        ).sub("", text)
    return text


def _codes_first(text: str) -> str:
    """Return the text with each reply in the order of a server: its code, then its words."""
    if "smtp;" in text or "SMTP;" in text:  # in a bounce: `Diagnostic-Code: smtp;550 5.1.1 …`
        text = _pattern(r"(?i)\bsmtp;").sub("smtp; ", text)
    if "_said:_" in text or "_(#" in text:  # qmail: Remote_host_said:_550_5.1.1_…
        text = _pattern(r"(?<=\S)_(?=\S)").sub(" ", text)
    for php in _php_mailer():
        text = php.sub(_in_order, text)
    if "erver response was:" in text:
        text = _dotnet().sub(_dotnet_code, text)
    if any(f"{name}=" in text for name in _NAMES_OF_CODES):  # OpenSMTPD: stat=550 5.1.1 …
        names = "|".join(_NAMES_OF_CODES)
        text = _pattern(rf"\b({names})=(?=\"?[245]\d\d\b)").sub(r"\1: ", text)
    if '"code":' in text:  # Mailgun's log: "code": 550, "message": "5.1.1 …"
        text = _pattern(r"\"code\": ?([245]\d\d),\s{0,40}\"message\": ?\"(?:\1[ -])?").sub(
            r"code: \1 ", text
        )
    # Python: (535, b'5.7.8 Error: authentication failed').
    return _pattern(r"\(([245]\d\d), b?(?:['\"](?=[245]\.\d)|(?=['\"]))").sub(r"(\1 ", text)


def _php_mailer() -> tuple[re.Pattern[str], ...]:
    """Return how PHPMailer writes a reply: its words, its code, and then its enhanced code."""
    return (
        _pattern(
            r"command failed,([^\n]{0,300}?),(?P<code>[245]\d\d)"
            r"(?:,(?P<enhanced>[245](?:\.\d{1,3}){2}))?"
        ),
        _pattern(
            r"Detail: ([^\n]{0,300}?) SMTP code: (?P<code>[245]\d\d)"
            r"(?: Additional SMTP info: (?P<enhanced>[245](?:\.\d{1,3}){2}))?"
        ),
    )


def _in_order(match: re.Match[str]) -> str:
    words = match[1].removeprefix(match["enhanced"] or "").strip()
    return " ".join(filter(None, ("command failed:", match["code"], match["enhanced"], words)))


def _dotnet() -> re.Pattern[str]:
    names = "|".join(map(re.escape, _DOTNET))
    return _pattern(
        rf"(?i)({names})\. The server response was: ?"
        r"(?![2-5]\d\d[ -])(?P<enhanced>[245](?=\.\d{1,3}\.\d{1,3}))?"
    )


def _dotnet_code(match: re.Match[str]) -> str:
    code = _DOTNET[match[1].lower()]
    first = match["enhanced"] or ""
    # The same words mean 450 and 550.
    return f"The server response was: {first or code[0]}{code[1:]} {first}"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
