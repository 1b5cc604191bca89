"""Names with values on lines: `.env` files, INI files, shell commands, assignments in code.

A line may hold one assignment or many, bare, in quotes, or as arguments of a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import connection_string, objects
from .pairs import MAIL_PORTS, REST, Pair, is_mail_host
from .url import decoded
from .vocabulary import NOTHING, bare_meaning, is_about_mail, meaning, with_english_name

_NAME = (
    r"(?:(?:e?mail|smtp):)?[$@]?[A-Za-z_][\w$]*"
    r"(?:(?:\.|::|->|-)[A-Za-z_$][\w$]*|\[ ?:?[\"']?[\w.-]{1,80}[\"']? ?\]"
    r"|(?:->)?\{ ?[\"']?[A-Za-z_][\w.:-]{1,80}[\"']? ?\})*"
)
# A quote before the name belongs to the name alone, or to the whole assignment. Between two words,
# `=>` is an equals sign and the beginning of a password.
_ASSIGNMENT = re.compile(
    rf"(?:^|(?<=[\s;,&(|`=]))(?P<flag>--?(?=[A-Za-z]))?(?P<quote>[\"']?)(?P<name>{_NAME})(?P<close>[\"'?!]?)"
    r"(?:[ \t]?:[ \t]?\w{1,20})?"
    r"(?P<before>[ \t]*)(?P<sign>(?<=[\s\"'\]}?!])=>|=>(?=[ \t\"']|\d{2,5}\b)|:?=)(?![=~])"
    r"(?P<after>[ \t]*)",
    re.ASCII,
)
_ONE = re.compile(
    r"\s*(?:[-*•·]\s+|\d{1,3}[.)]\s+)?"
    r"(?:(?:export|set|setx|local|declare|readonly|const|let|var|val|public|static|final|private|\w*String"
    r"|int|string|env:)[ \t]*)*",
    re.IGNORECASE,
)
# `1. SMTP server = …`: the name has several words, and isn't a program's.
_WORDS_BEFORE = re.compile(
    r"(?<!\w)(?!(?:export|set|const|let|var|val|static|final|local|int|string|mut|public|private|readonly)\b)"
    r"[^\W\d_]\w*[ \t]+$",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"\s*(?:Environment=|env:)", re.IGNORECASE)
# PowerShell's `$env:SMTP_PORT = "587"`. After any other dollar sign is a reference.
_POWERSHELL = re.compile(r"\$env:(?=[A-Za-z_]\w{0,80}[ \t]{0,9}=(?!=))", re.IGNORECASE)
# How other shells (Windows, csh, fish) and Dockerfiles set a variable.
_SET = re.compile(
    r"^[ \t]*(?:setx|setenv|set -[A-Za-z]{1,4}|ENV)[ \t]+([A-Za-z_]\w{0,80})[ \t]+"
    r"([^\s=].*?)(?:[ \t]/[A-Za-z])?$"
)
# Commands that keep a value in a program's settings: Nextcloud's, Git's, WordPress's, Magento's.
_SET_BY = re.compile(
    r".{0,200}?\b(?:config(?::system)?:set|git config(?: --\w{1,20})?"
    r"|wp (?:config set|option (?:update|add|set)))[ \t]+([A-Za-z][\w./-]{1,80})[ \t]+([^\s=].*)"
)
# "`SMTP_PORT` set to 587"
_SET_TO = re.compile(
    r"[ \t]{0,8}(?:[-*•] )?[`\"'*]{0,2}([A-Za-z]\w{0,40}_\w{1,40})[`\"'*]{0,2}"
    r" (?:is )?(?:set )?to:? `?([^\s`].*?)[`.]?"
)
# Windows's library for mail names its fields by addresses.
_CDO = re.compile(r'[\w.]*\(?"http://schemas\.microsoft\.com/cdo/configuration/(\w+)"\)?', re.I)
_OPTION = re.compile(r"--(?!value\b)\w+(?:=\S*)?(?:[ \t]+[a-z]+(?=[ \t]+--))?[ \t]+")
# The next name in a list such as `host=a,port=b`. One or two letters could be part of a password.
_LISTED = r"(?:[A-Za-z]{3,80}|[A-Za-z_]\w{0,40}[_.-][\w.-]{1,80})="
# A word of a shell; in a list it ends where the next name begins.
_WORD = re.compile(
    rf"""(?:'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|\\[^\n]|,(?!{_LISTED})"""
    rf"""|[^\s'"\\;&|,]|[&|](?=[^&|\s])|;(?=[^;\s'"])(?!{_LISTED}))+"""
)
# In code, unlike in a shell, a backslash escapes a quote inside single quotes too.
_CODE_WORD = re.compile(r"'(?:[^'\\\n]|\\.)*'")
# The rest of an assignment that is in quotes as a whole.
_AROUND = {
    '"': re.compile(r'(?:[^"\\\n]|\\[^\n])*(?=")'),
    "'": re.compile(r"[^'\n]*(?=')"),
}
_ESCAPED = re.compile(r'\\(["\\$`])')
_PIECE = re.compile(r"""'([^'\n]*)'|"((?:[^"\\\n]|\\.)*)"|\\(.)|([^'"\\]+)""")
# How a shell quotes what has a quote in it: `'Tulip'\\''92'`, `'Tulip'"'"'92'`.
_PIECES = re.compile(r"""'[^'\n]*'(?:(?:\\'|"'")(?:'[^'\n]*')?)+|(?:(?:\\'|"'")'[^'\n]*')+""")
_QUERY = re.compile(
    r"""(?<![\w.-])[A-Za-z][\w.-]{1,60}=[^&=\s"'`<>]{0,300}={0,2}(?:&(?:amp;)?[A-Za-z][\w.-]{1,60}=[^&=\s"'`<>]{0,300}={0,2}){1,30}(?=[\s"'`<>]|\Z)"""
)
_OTHER_URL = re.compile(r"\b(?!https?:)\w{2,20}:/{2}\S{0,300}\Z", re.IGNORECASE)
_STATEMENT = re.compile(r"[ \t]*;[ \t]*")
_LONGEST_URL = 320
_NEXT_IN_LIST = re.compile(rf",(?={_LISTED})")
_SECTION = re.compile(r"[ \t]*\[\[?[ \t]*([^\[\]=]{1,80}?)[ \t]*\]\]?[ \t]*(?:[#;].*)?")
# A call or an index, as in settings in Python or PHP: only a program could tell the value.
_CODE = re.compile(
    r"(?:os|env|environ|getenv|process|config|settings|secrets?|str|int|bool|\w+(?:\.|::|->)\w[\w.]*)"
    r"\b[\w.]*[(\[].*",
    re.IGNORECASE,
)
_CONSTANT = re.compile(
    r"process\.env\.\w+(?:[\s;,]|$).*"
    r"|(?:\$?[A-Za-z_]\w*(?:::|->|\.))+(\w+)[;,][ \t]*(?:(?://|#|/\*).*)?"
)
_QUOTED = re.compile(
    r"""(?:'((?:[^'\\]|\\.)*)'|'([^']*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)[ \t]*(.*)""", re.DOTALL
)
_CODE_TYPE = re.compile(r"\.(?:to_s|freeze|to_string\(\)|to_owned\(\)|into\(\)|strip)[,;)]*")
_COMMENT_LINE = ("#", "//", ";", "<!--", "REM ", "rem ")
_NOTHING = frozenset({"null", "None", "nil", "undefined"})
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_PYTHON_NAME = ("EMAIL_", "DEFAULT_FROM_EMAIL")
_GUARDED = re.compile(r"\\([\\'])")
_SYMBOL = re.compile(r":[a-z_]+")
_TABLE = re.compile(r"\{\s{0,9}[\"']?[A-Za-z_][\w.-]{0,60}[\"']?\s{0,9}[=:]")
# Options of gcloud and Docker that name where a secret is kept, and not the secret itself.
_SECRETS = ("set-secrets", "update-secrets", "secret")
_MOST_ON_A_LINE = 30
_MOST = 600
_LONGEST_WORDS = 80
_CONTINUED = re.compile(r"[ \t]+\\$")


def read(lines: list[str]) -> list[Pair]:
    """Return every assignment in order. Names in a section are below the section's name."""
    pairs: list[Pair] = []
    section = ""
    for number, line in enumerate(lines, 1):
        if "set" in line or "config" in line or "ENV " in line:
            line = _as_assignment(line)
        if "=" not in line:
            if "[" in line and (match := _SECTION.fullmatch(line)):
                section = _section(match[1])
            continue
        if line.lstrip().startswith(_COMMENT_LINE):
            continue
        line = with_english_name(line, is_nested=bool(section))
        for key, text, literal in _assignments(line, ini=bool(section)):
            pair = Pair(f"{section}.{key}" if section else key, text, number, literal)
            pairs += _in_table(pair) or [pair]
        if len(pairs) > _MOST:
            return [*pairs, Pair(REST, None, number)]
    return pairs


def _as_assignment(line: str) -> str:
    """Return a line in which a command sets a value as an assignment, and any other as it is."""
    if "cdo/" in line:
        return _CDO.sub(r"cdo.\1", line)
    if match := _SET_BY.match(line):
        word = _WORD.match(_OPTION.sub("", match[2]).removeprefix("--value").lstrip("= "))
        return f"{match[1].replace('/', '.')}={word[0]}" if word else line
    if match := _SET_TO.fullmatch(line):
        return f"{match[1]}={match[2]}" if meaning(match[1]) != NOTHING else line
    return _SET.sub(r"\1=\2", line.rstrip()) if "set" in line or "ENV" in line else line


def _in_table(pair: Pair) -> list[Pair]:
    """Return what is in a table on one line: TOML's `auth = { username = "clover" }`, or JSON."""
    if not pair.text or not _TABLE.match(pair.text):
        return []
    if pair.literal and meaning(pair.key)[0] not in (None, "authentication"):
        return []  # a password may look like JSON
    inner = objects.read(pair.text, pair.line)
    return [item._replace(key=f"{pair.key}.{item.key}") for item in inner]


def has_section(lines: list[str]) -> bool:
    """Return whether a line is the head of an INI section."""
    return any(line.lstrip().startswith("[") and _SECTION.fullmatch(line) for line in lines)


def _section(name: str) -> str:
    return ".".join(part.strip("\"' ") for part in name.split("."))


def _assignments(line: str, *, ini: bool) -> Iterator[tuple[str, str | None, bool]]:
    """Yield (name, text, whether it's literal) for each assignment on a line."""
    if line.endswith("\\"):
        line = _CONTINUED.sub("", line)
    line = _POWERSHELL.sub("", line)
    if ";" in line and (parts := connection_string.parts(line)):
        yield from ((name, text, True) for name, text in parts)
        return
    if "&" in line and (queried := _queried(line)):
        yield from queried
        return
    line = _PREFIX.sub("", line, count=1) if _PREFIX.match(line) else line
    match = _ASSIGNMENT.search(line)
    secret = False
    for count in range(_MOST_ON_A_LINE):
        if not match:
            return
        if match["flag"]:
            secret = match["name"].startswith(_SECRETS)
        if _is_no_name(line, match):
            match = _ASSIGNMENT.search(line, match.end())
            continue
        key = key_of(match["name"])
        if _is_alone(line, match, first=not count):
            python = bool(match["after"]) and key.startswith(_PYTHON_NAME)
            code = _is_code(match)
            yield (key, *value(line[match.end() :], ini=ini, python=python, code=code))
            return
        end, text, literal = _word(line, match)
        yield key, None if secret else text, literal
        match = _ASSIGNMENT.search(line, max(end, match.end()))


def _queried(line: str) -> list[tuple[str, str | None, bool]]:
    """Return the settings in the query of a URL, or in a form as a browser sends it."""
    query = _QUERY.search(line)
    if not query or _OTHER_URL.search(line[: query.start()][-_LONGEST_URL:]):
        return []
    parts = [part.partition("=") for part in query[0].replace("&amp;", "&").split("&")]
    if parts[0][0].isupper():
        return []  # a variable, whose value has the signs
    values: list[tuple[str, str | None, bool]] = [
        (name, decoded(text), True) for name, _, text in parts
    ]
    if sum(meaning(name)[0] is not None for name, _, _ in parts) > 1:
        return values
    fields = {bare_meaning(name)[0]: text for name, text, _ in values}
    host, port = fields.get("address"), fields.get("port")
    server = host and (port in MAIL_PORTS if port else is_mail_host(host))
    if not server or fields.keys().isdisjoint(("user_name", "password")):
        return []
    return [(f"smtp.{name}", text, True) for name, text, _ in values]


def _is_code(match: re.Match[str]) -> bool:
    """Return whether the assignment is written in a programming language, not for a shell."""
    return match["sign"] == "=>" or any(sign in match["name"] for sign in ("[", "$", "::"))


def _is_no_name(line: str, match: re.Match[str]) -> bool:
    """Return whether an option contains the assignment, or the name has several words."""
    if match["flag"] and not match["after"] and _ASSIGNMENT.match(line, match.end()):
        return True
    if not match["before"]:
        return False
    place = max(0, match.start() - _LONGEST_WORDS)
    return _WORDS_BEFORE.search(line, place, match.start()) is not None


def _is_alone(line: str, match: re.Match[str], *, first: bool) -> bool:
    """Return whether the rest of the line is the value: no word before it, no name after it."""
    before = line[: match.start()]
    if match["flag"] or not first or (match["quote"] and not match["close"]):
        return False
    if before and not _ONE.fullmatch(before):
        return bool(match["before"] and match["after"]) and not _has_next(line, match)
    return not _has_next(line, match)


def _has_next(line: str, match: re.Match[str]) -> bool:
    """Return whether another assignment follows the first word of the value."""
    word = _word_after(line, match)
    end = word.end() if word else match.end()
    statement = _STATEMENT.match(line, end)
    if statement and _ASSIGNMENT.match(line, statement.end()):
        return True
    if match["before"] and match["after"] and "(" not in line[: match.start()]:
        return False
    place = match.end()
    if comma := _NEXT_IN_LIST.search(line, place, end):
        return meaning(key_of(_ASSIGNMENT.match(line, comma.end())["name"])) != NOTHING  # type: ignore[index]
    following = _ASSIGNMENT.search(line, end)
    for _ in range(_MOST_ON_A_LINE):
        if not following:
            return False
        key = key_of(following["name"])
        named = meaning(key) != NOTHING or is_about_mail(key) or _is_variable(line, following, key)
        if named and not following["after"]:
            return True
        following = _ASSIGNMENT.search(line, following.end())
    return False


def _word_after(line: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return the first word of an assignment's value."""
    code = _CODE_WORD.match(line, match.end()) if _is_code(match) else None
    return code or _WORD.match(line, match.end())


def _is_variable(line: str, match: re.Match[str], key: str) -> bool:
    """Return whether a name that says nothing about mail is a different variable's.

    After a comma, capitals alone could also be part of a password.
    """
    return key.isupper() and (line[match.start() - 1] != "," or "_" in key)


def key_of(name: str) -> str:
    """Return the name as a key: `$mail->Host`, `mail['Host']` and `mail:Host` give `mail.Host`."""
    key = name.replace("->", ".").replace("::", ".").replace(":", ".", 1).lstrip("$@")
    if "[" in key:
        key = re.sub(r"\[ ?:?[\"']?([\w.-]+)[\"']? ?\]", r".\1", key)
    if "{" in key:  # Perl's
        key = re.sub(r"\.?\{ ?[\"']?([\w.-]+)[\"']? ?\}", r".\1", key)
    return key


def _word(line: str, match: re.Match[str]) -> tuple[int, str | None, bool]:
    """Return (end, text, whether it's literal) of a value that is one word on a line."""
    start = match.end()
    if match["quote"] and not match["close"]:
        around = _AROUND[match["quote"]].match(line, start)
        end = around.end() if around else -1
        if end >= 0 and (comma := _NEXT_IN_LIST.search(line, start, end)):
            return comma.start(), line[start : comma.start()], False
        if end >= 0:
            text = line[start:end]
            return end + 1, _ESCAPED.sub(r"\1", text) if match["quote"] == '"' else text, False
    word = _word_after(line, match)
    if not word:
        return start, "", False
    raw = word[0]
    if (comma := _NEXT_IN_LIST.search(raw)) and raw[0] not in "\"'":
        raw = raw[: comma.start()]
    end = start + len(raw)
    quoted = raw[0] in "\"'"
    bare = raw.rstrip(",);`") if quoted else raw.rstrip(",")
    if not quoted and "(" in line[: match.start()]:
        bare = bare.rstrip(")")
    if not quoted and (bare in _NOTHING or _CODE.fullmatch(bare)):
        return end, "" if bare in _NOTHING else None, False
    return end, unquoted(bare), raw[0] == "'"


def unquoted(word: str) -> str:
    """Return a shell word without its quotes and backslashes."""
    if not any(sign in word for sign in "'\"\\"):
        return word
    pieces = []
    for single, double, escaped, bare in _PIECE.findall(word):
        pieces.append(single or _ESCAPED.sub(r"\1", double) or escaped or bare)
    return "".join(pieces)


def is_in_pieces(raw: str) -> bool:
    """Return whether a value is quoted as a shell does it if there is a quote inside."""
    return _PIECES.fullmatch(raw) is not None


def value(
    raw: str, *, ini: bool = False, python: bool = False, code: bool = False
) -> tuple[str | None, bool]:
    """(text, whether it surely isn't a reference) of everything after the equals sign.

    The text is `None` if only a program could work out the value. `ini`: a semicolon begins a
    comment as well. `python`: backslashes mean something between single quotes, too; in other
    `code` only before a quote or a backslash.
    """
    raw = raw.strip()
    for quotes in ('"""', "'''"):
        if len(raw) > 5 and raw.startswith(quotes):
            return raw[3:].partition(quotes)[0], True
    if is_in_pieces(raw):
        return unquoted(raw), True
    if match := _QUOTED.fullmatch(raw):
        return _quoted(match, raw, python=python, code=code)
    if _CODE.fullmatch(raw):
        return None, False
    if constant := _CONSTANT.fullmatch(raw):
        return _of_constant(constant[1]), False
    bare = raw.rstrip(",;")
    if bare in _NOTHING:
        return "", False
    if _SYMBOL.fullmatch(bare):
        return bare[1:], False
    text = _without_comment(raw, ini=ini)
    ends = not ini and text.endswith((";", ",")) and _is_code_number(text[:-1])
    return (text[:-1] if ends else text), False


def _of_constant(name: str | None) -> str | None:
    """Return the kind of encryption that a name in code stands for."""
    return name if name and ("TLS" in name.upper() or "SMTPS" in name.upper()) else None


def _is_code_number(text: str) -> bool:
    return text.isdecimal() or text in ("true", "false", "True", "False")


def _quoted(match: re.Match[str], raw: str, *, python: bool, code: bool) -> tuple[str | None, bool]:
    guarded, single, double, back, rest = match.groups()
    rest = _CODE_TYPE.sub("", rest)
    if (
        rest
        and rest[0] not in ",;#)]}|"
        and not rest.startswith(("//", "--", "/*", "if ", "unless "))
    ):
        return (None if rest[0] in "+.%?" else raw), False
    if double is not None:
        return _unescaped(double), False
    if guarded is not None and (python or code):
        return (_unescaped(guarded) if python else _GUARDED.sub(r"\1", guarded)), True
    inner = guarded.replace("\\'", "'") if guarded is not None else single or back or ""
    return inner, True


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), text)


def _without_comment(raw: str, *, ini: bool) -> str:
    """Return `raw` up to a comment, which begins with a sign after a space."""
    signs = (" #", "\t#", *((" ;", "\t;") if ini else ()))
    places = [place for sign in signs if (place := raw.find(sign)) >= 0]
    text = raw[: min(places)] if places else raw
    return "" if text[:1] == "#" or (ini and text[:1] == ";") else text.rstrip()
