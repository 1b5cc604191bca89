"""Calls in code: which argument of which function is which setting."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .assignments import key_of
from .pairs import MAIL_PORTS, Pair, is_mail_host
from .url import is_host
from .vocabulary import NOTHING, bare_meaning, is_about_mail, key_words, meaning

_HOST, _PORT, _USER, _PASSWORD = "smtp_host", "smtp_port", "smtp_user", "smtp_password"
_FROM, _REPLY, _HELO, _AUTH = "smtp_from", "smtp_reply_to", "smtp_helo", "smtp_auth_method"
_MODE, _SSL = "smtp_encryption", "smtp_force_tls"
_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    # Python, https://docs.python.org/3/library/smtplib.html
    "smtplib.smtp": (_HOST, _PORT),
    "smtp": (_HOST, _PORT),
    "smtplib.smtp_ssl": (_HOST, _PORT),
    "smtp_ssl": (_HOST, _PORT),
    "login": (_USER, _PASSWORD),
    # Go, https://pkg.go.dev/net/smtp and https://pkg.go.dev/gopkg.in/gomail.v2
    "smtp.plainauth": ("", _USER, _PASSWORD, _HOST),
    "smtp.sendmail": (_HOST,),
    "gomail.newdialer": (_HOST, _PORT, _USER, _PASSWORD),
    "gomail.newplaindialer": (_HOST, _PORT, _USER, _PASSWORD),
    "mail.newclient": (_HOST,),
    "mail.withport": (_PORT,),
    "mail.withusername": (_USER,),
    "mail.withpassword": (_PASSWORD,),
    # .NET, https://learn.microsoft.com/dotnet/api/system.net.mail.smtpclient and MailKit
    "smtpclient": (_HOST, _PORT),
    "networkcredential": (_USER, _PASSWORD),
    "pscredential": (_USER, _PASSWORD),
    "connect": (_HOST, _PORT, _MODE),
    "connectasync": (_HOST, _PORT, _MODE),
    "authenticate": (_USER, _PASSWORD),
    "authenticateasync": (_USER, _PASSWORD),
    # Java, https://jakarta.ee/specifications/mail/ and Commons Email
    "passwordauthentication": (_USER, _PASSWORD),
    "defaultauthenticator": (_USER, _PASSWORD),
    "setauthentication": (_USER, _PASSWORD),
    "sethost": (_HOST,),
    "sethostname": (_HOST,),
    "setport": (_PORT,),
    "setsmtpport": (_PORT,),
    "setusername": (_USER,),
    "setpassword": (_PASSWORD,),
    "withsmtpserver": (_HOST, _PORT, _USER, _PASSWORD),
    # Scala, https://github.com/dmurvihill/courier
    "mailer": (_HOST, _PORT),
    # PHP, https://github.com/PHPMailer/PHPMailer and Swift Mailer
    "setfrom": (_FROM,),
    "addreplyto": (_REPLY,),
    "setencryption": (_MODE,),
    "swift_smtptransport": (_HOST, _PORT, _MODE),
    "swift_smtptransport.newinstance": (_HOST, _PORT, _MODE),
    "esmtptransport": (_HOST, _PORT),
    # Ruby, https://docs.ruby-lang.org/en/3.3/Net/SMTP.html
    "net.smtp.start": (_HOST, _PORT, _HELO, _USER, _PASSWORD, _AUTH),
    "net.smtp.new": (_HOST, _PORT),
    # Rust, https://docs.rs/lettre
    "credentials.new": (_USER, _PASSWORD),
    "smtptransport.relay": (_HOST,),
    "smtptransport.starttls_relay": (_HOST,),
    "asyncsmtptransport.relay": (_HOST,),
    "asyncsmtptransport.starttls_relay": (_HOST,),
}
_BUILT = {"port": _PORT}
"""Methods of builders such as lettre's, whose argument means a setting only if it can be one."""
_STATES = {"smtp_ssl": _SSL, "smtplib.smtp_ssl": _SSL}
# Python's https://docs.python.org/3/library/logging.handlers.html#smtphandler takes pairs.
_TUPLE = re.compile(r"(?<![\w.])(mailhost|credentials)\s?=\s?\(")
_IN_TUPLES = {"mailhost": (_HOST, _PORT), "credentials": (_USER, _PASSWORD)}
_PAIRS = frozenset(
    [
        "define",
        "put",
        "setproperty",
        "set",
        "update_option",
        "add_option",
        "setenv",
        "setenvironmentvariable",
        "user_pref",
        "setdefault",
        "config.set",
        "system.setproperty",
        "setconfig",
        "set_config",
        "update_config",
        "add",
        "setvalue",
        "setting",
    ]
)
_CALL = re.compile(
    r"(?<![\w$])(?:new\s+|return\s+|await\s+)?([$@]?[A-Za-z_]\w*(?:(?:\.|::|->)\w+)*)\s?\("
)
_ARGUMENT = re.compile(
    r"""\s*(?:([A-Za-z_]\w*)\s*(?:=>?|:)\s*)?(?:[bfru]{0,2}"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'
    |(-?\d+)|(:?[$A-Za-z_][\w.:>$-]*))(?:\.(?:to_owned|into|to_string)\(\))?\s*(,|\)|$)""",
    re.VERBOSE,
)
# A row with a name and a value, as in `INSERT INTO options VALUES (7, 'smtp_port', '587')`.
_ROW = re.compile(
    r"(?:(?<=VALUES)|(?<![\w)\]]))\(\s{0,9}(?:\d+\s{0,9},\s{0,9})?'([A-Za-z][\w.-]{2,60})'\s{0,9},\s{0,9}'((?:[^'\\\n]|''|\\.)*)'"
)
_STARTTLS = re.compile(r"\.(?:starttls|enable_starttls|enable_starttls_auto|startTLS)\b")
# PowerShell's `[PSCredential]::new(…)`, and its literal that becomes a secret.
_NEW = re.compile(r"\[([A-Za-z][\w.]{2,80})\]::new\(", re.IGNORECASE)
_SECURE = re.compile(
    r"\(?ConvertTo-SecureString[ \t]+(?:-String[ \t]+)?(\"[^\"\n]*\"|'[^'\n]*')"
    r"(?:[ \t]+-(?:AsPlainText|Force)\b)*\)?",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(.)")
_LITERALS = frozenset({"true", "false", "True", "False"})
_MOST = 800
_Argument = tuple[str | None, str | None]
"""(the name in the call, the text if it's known)"""


def without_wrappers(line: str) -> str:
    """Return a line in which PowerShell's objects are written as plain calls and literals."""
    if "::new(" in line:
        line = _NEW.sub(r"\1(", line)
    return _SECURE.sub(r"\1", line) if "SecureString" in line else line


def read(lines: list[str], assigned: list[Pair]) -> list[Pair]:
    """Return the settings in calls; `assigned` are variables that arguments may name."""
    variables = {pair.key: pair.text for pair in assigned}
    pairs: list[Pair] = []
    count = 0
    logs = any("mailhost" in line for line in lines)
    for number, line in enumerate(lines, 1):
        if "(" not in line:
            continue
        if _STARTTLS.search(line):
            pairs.append(Pair("smtp.starttls", "true", number))
        pairs += _in_rows(line, number)
        for part in _TUPLE.finditer(line) if logs else ():
            values = _arguments(line, part.end(), variables, most=2)
            pairs += _named(_IN_TUPLES[part[1]], values, number)
        for call in _CALL.finditer(line):
            pairs += _of_call(call[1], line, call.end(), number, variables)
            count += 1
            if count > _MOST:
                return pairs
    return pairs


def _in_rows(line: str, number: int) -> list[Pair]:
    rows = [
        Pair(row[1], _ESCAPE.sub(r"\1", row[2].replace("''", "'")), number, literal=True)
        for row in _ROW.finditer(line)
    ]
    return [pair for pair in rows if meaning(pair.key) != NOTHING][:_MOST]


def _of_call(
    name: str, line: str, start: int, number: int, variables: Mapping[str, str | None]
) -> list[Pair]:
    own = key_of(name).lower()
    last = own.rpartition(".")[2]
    names = (
        _ARGUMENTS.get(own) or _ARGUMENTS.get(".".join(own.split(".")[-2:])) or _ARGUMENTS.get(last)
    )
    if names:
        values = _arguments(line, start, variables)
        if last == "mailer" and not _is_server(values):
            return []
        return [*_named(names, values, number), *_stated(own, number)]
    if own == "as":  # Courier's `.as("clover@example.org", "Tulip-92")`
        values = _arguments(line, start, variables)
        return _named((_USER, _PASSWORD), values, number) if _are_credentials(values) else []
    if last in _BUILT:
        values = _arguments(line, start, variables)
        return _named((_BUILT[last],), values[:1], number) if _is_mail_port(values) else []
    values = _arguments(line, start, variables, most=12)
    named = len(values) > 1 and all(keyword for keyword, _ in values)
    if named and (is_about_mail(own) or any(map(_is_mail_server, values))):
        # Settings::SMTP.update(address: "smtp.example.org", port: 587)
        return _named((), values, number)
    if last in _PAIRS or own in _PAIRS:
        values = _arguments(line, start, variables, most=2)
        if len(values) == 2 and values[0][1] and key_words(values[0][1]):
            return [Pair(values[0][1], values[1][1], number)]
    return []


def _is_mail_port(values: list[_Argument]) -> bool:
    return len(values) == 1 and values[0][1] in MAIL_PORTS


def _is_server(values: list[_Argument]) -> bool:
    """Return whether it's a host's name with dots, and a port of mail."""
    texts = [text or "" for _, text in values]
    return len(texts) == 2 and "." in texts[0] and is_host(texts[0]) and texts[1] in MAIL_PORTS


def _are_credentials(values: list[_Argument]) -> bool:
    """Return whether it's an email address, and one more text."""
    return len(values) == 2 and "@" in (values[0][1] or "") and bool(values[1][1])


def _is_mail_server(argument: _Argument) -> bool:
    """Return whether it's a keyword for a server with the name of one for mail."""
    keyword, text = argument
    if keyword is None or text is None or bare_meaning(keyword)[0] != "address":
        return False
    return is_mail_host(text)


def _named(names: tuple[str, ...], values: list[_Argument], number: int) -> list[Pair]:
    """Return the arguments by what they are, according to their position or name."""
    pairs = []
    for place, (keyword, text) in enumerate(values):
        key = f"smtp.{keyword}" if keyword else names[place] if place < len(names) else ""
        if key and text != "":
            pairs.append(Pair(key, text, number))
    return pairs


def _stated(function: str, number: int) -> list[Pair]:
    return [Pair(_STATES[function], "true", number)] if function in _STATES else []


def _arguments(
    line: str, start: int, variables: Mapping[str, str | None], most: int = 6
) -> list[_Argument]:
    """Return the arguments that are literals or variables whose value is known."""
    values: list[_Argument] = []
    while len(values) < most and (match := _ARGUMENT.match(line, start)):
        keyword, double, single, digits, word, end = match.groups()
        if word is not None:
            values.append((keyword, _of_word(word, variables)))
        else:
            text = double if double is not None else single
            values.append((keyword, _ESCAPE.sub(r"\1", text) if text is not None else digits))
        start = match.end()
        if end != ",":
            break
    return values


def _of_word(word: str, variables: Mapping[str, str | None]) -> str | None:
    """Return a code word's meaning: a known variable, a symbol, or a constant for encryption."""
    key = key_of(word)
    if key in variables:
        return variables[key]
    if word.startswith(":") or word in _LITERALS:
        return word.lstrip(":")
    constant = key.rpartition(".")[2]
    return constant if "TLS" in constant.upper() or "SSL" in constant.upper() else None
