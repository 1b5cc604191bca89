# ruff: noqa: E501  # words and patterns are as wide as they are
"""Settings as people write them to each other: `user clover, pw is Tulip-92, server mail.example.org`.

A value is taken only if nothing else can be meant: the words around it end there, a password has
more than letters, and a user name without an @ has its password next to it. What only may be a
value is listed, and not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .extracted import Extracted
from .labels import INCOMING, OUTGOING, is_for_credentials, is_for_reading
from .pairs import MAIL_PORTS, is_mail_host
from .url import add_host, is_host

_WORDS = {
    "user_name": "(?:log|sign)(?:ged|ed)? ?in as|authenticate as|smtp user|user ?names?|user-name|user|login name|login|account|benutzername|benutzer|nutzername"
    "|anmeldename|nom d['’]utilisateur|utilisateur|identifiant|nombre de usuario|usuario|nome de usuário"
    "|usuário|nome utente|utente|gebruikersnaam|gebruiker|nazwa użytkownika|użytkownik(?:iem|a)?|логин(?:ом)?|имя пользователя|пользовател(?:ь|ем|я)"
    "|ім['’]я користувача|користувач(?:ем|а)?|логін(?:ом)?|kullanıcı adı|kullanıcı|uživatelské jméno|uživatel(?:em)?|用户名|使用者名稱|使用者"
    "|ユーザー名|ユーザー|사용자 이름|사용자",
    "password": "smtp password|smtp pw|passwords?|passphrase|passwd|pass|pwd|pw|passwort|kennwort|mot de passe|mdp"
    "|contraseña|clave|senha|palavra-passe|wachtwoord|hasł(?:o|em)|парол(?:ь|ем)|şifre|parola|hesl(?:o|em)|密码|密碼|パスワード|비밀번호",
    "address": "(?:smtp|mail|email|outgoing)[ -]?(?:server|host|hostname)|host ?name|hostname|host|server|relay|smtp"
    "|mailserver|serveur(?: smtp)?|servidor(?: smtp)?|hôte|smtp-сервер|сервер|serwer|sunucu(?:muz)?|服务器|伺服器|サーバー|서버",
    "port": "smtp port|port|puerto|porta|poort|порту?|portu|porcie|端口|連接埠|ポート|포트",
}
_FIELD = "|".join(
    f"(?P<{field}>{words})"
    for field, words in sorted(_WORDS.items(), key=lambda pair: pair[0] == "address")
)
_OTHER = (
    "encryption|security|starttls|tls|ssl|auth|authentication|verschlüsselung|chiffrement|sécurité"
    "|cifrado|seguridad|criptografia|segurança"
)
_ANY = f"{'|'.join(_WORDS.values())}|{_OTHER}"
# "the password for the mailbox is …": what is between is passed over.
_FOR = r"(?: (?:for|of|für|von|pour|de|para|do|di) \S{1,60}(?: \S{1,60})?(?= (?:is|ist|lautet|est|es|é)\b))?"
_IS = r"(?:\s{0,3}(?:[:=]|->|→)\s{0,3}|\s(?:is|ist|lautet|heißt|heisst|est|es|é|è|je|to|auf|à|a|jest)(?: ?:)? )"
_PHRASE = re.compile(
    rf"(?<![\w@./:-])(?:{_FIELD})(?![\w@/-]|\.\w)(?:{_FOR}(?P<link>{_IS})|(?P<gap> ))",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"\"(?P<a>[^\"]{1,200})\"|[“„](?P<b>[^“”„]{1,200})[”“]|«\s?(?P<c>[^«»]{1,200}?)\s?»|`(?P<d>[^`]{1,200})`"
    r"|'(?P<e>[^']{1,200})'(?!\w)|(?P<bare>(?:(?!;\w{2,30}=)[^\s\"“”„«»`]){1,200})"
)
# What may follow the value: the end, a comma, "and", or the next field's word.
_ENDS = re.compile(
    rf"(?:\.?\s*$|[,;.]?\s+(?:and|und|et|y|e|ed|en|i|и|і|та|a|ve|with|on|mit|auf|avec|sur|con|en|at|from|using|over|via)\b"
    rf"|\s*[,;|/](?:\s|$)|\.\s|\s+[-–—(]|[.,;]?\s+(?:(?:the|der|die|das|le|la|el|o|a|het|de) )?(?:{_ANY})(?!\w)"
    r"|\s+(?:verwenden|benutzen|nutzen|eintragen|anmelden|einloggen)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"(?<=[,;])\s|\s+(?:[-–—/|]\s|(?:{_ANY})(?!\w))", re.IGNORECASE)
_HOST = r"(?<![\w@.:/-])(?P<host>[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}(?::\d{2,5})?)(?![\w@.-]*[\w@])"
_PORTS = _WORDS["port"]
# `mail.example.org on port 587`, and `port 587 on mail.example.org`.
_HOST_WITH_PORT = re.compile(
    rf"{_HOST}(?:,? (?:on|mit|sur|en|at|with|over|auf|na|op|sulla|на|no|pe))?,? (?:the )?(?:{_PORTS}) (?P<port>\d{{2,5}})(?!\d)"
    rf"|(?<!\w)(?:{_PORTS}) (?P<first>\d{{2,5}}) (?:on|of|at|von|auf|de|sur|en) (?:the )?(?:server |host )?{_HOST.replace('host', 'second')}",
    re.IGNORECASE,
)
_PASSWORD_WORD = re.compile(rf"(?<![\w@./:-])(?:{_WORDS['password']})(?![\w@/-])", re.IGNORECASE)
_PORT_AND_NUMBER = re.compile(rf"(?:{_PORTS}) \d\d", re.IGNORECASE)
# What says that the following is an example, a condition or advice.
_HEDGED = re.compile(
    r"(?<![\w@.-])(?:if|when|wenn|falls|si|se|example|e\.g|beispiel|exemple|ejemplo|exemplo|such as|should|must|may|might|would"
    r"|usually|often|typically|never|don't|do not|instead|not|old|previous|was|were|alt\w*|ancien|nicht)(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?] ")
_EVIDENCE = re.compile(r"smtp|\be?-?mail", re.IGNORECASE)
_TO = re.compile(r"\s(?:to|auf|à|a)(?: ?:)? $", re.IGNORECASE)
_SETS = re.compile(r"\b(?:set|change|configure|stell\w*|setz\w*|mettez|pon|ponga)\b", re.IGNORECASE)
_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_APP_PASSWORD = re.compile(r"[a-z]{16}|[a-z]{4}(?:-[a-z]{4}){3}")
# What may come before a field's word. Any other word says that it's about something else.
_BEFORE = re.compile(
    r"(?:^|[,;:.!?/|()–—→*•-]\s?|(?:^|[\s'’(/])(?:and|with|the|my|our|your|its|this|smtp|mail|email|e-mail|app|new|current"
    r"|us(?:e|ed|ing)|tried|keep|enter(?:ed)?|have|is|as|to|on|at|for|that|und|mit|das|der|die|den|dem|mein|unser|ist|et|le|la|(?:start)?tls|ssl"
    r"|met|de|onze|z|ze|s|se|a|nasz|náš|je|з|наш|та|і"
    r"|les|mon|notre|avec|y|el|mi|con|e|ed|o|a|os|minha|meu|com|il|mio|een|het|en|mijn|i|и|с|из) |\bl['’])$",
    re.IGNORECASE,
)
_USER = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}(?:@[\w-]+(?:\.[\w-]+)+)?")
_NO_NAMES = {
    "a", "an", "any", "as", "at", "be", "been", "by", "can", "case", "email", "for", "from",
    "given", "has", "i", "if", "in", "is", "it", "its", "locked", "mine", "missing", "my",
    "needed", "no", "none", "not", "now", "of", "off", "ok", "on", "only", "or", "optional",
    "our", "required", "right", "same", "set", "so", "that", "the", "their", "then", "there",
    "this", "to", "too", "unknown", "used", "valid", "was", "we", "what", "when", "which",
    "who", "will", "with", "wrong", "you", "your", "yours", "correct", "invalid", "incorrect",
    "empty", "disabled", "enabled", "blocked", "name", "password", "der", "die", "das", "dein",
    "ihr", "falsch", "richtig", "nicht", "kein", "leer", "le", "la", "les", "mon", "votre",
    "pas", "el", "mi", "su", "incorrecto", "o", "seu", "meu", "não",
}  # fmt: skip
"""Words that follow a field's word without being its value: "the password is wrong"."""
_MOST = 200
_LONGEST_LINE = 1_000
_LONGEST_TEXT = 24 * 1024
_SHORTEST_PASSWORD = 6
_NAMES = {"user_name": "user name", "password": "password", "address": "server", "port": "port"}


class _Said(NamedTuple):
    """One value that a sentence gives. `is_certain`: its own words leave no doubt."""

    field: str
    text: str
    line: int
    is_certain: bool


def complete(found: Extracted | None, lines: list[str]) -> Extracted | None:
    """Return what was found in a text, plus what its sentences say."""
    said = list(_said(lines))
    known = found.fields if found else set()
    # What a label has already, for better or worse, is the page's own word.
    labeled = known | {
        field
        for field, name in _NAMES.items()
        if found and any(f", {name}: " in place for place in found.unused)
    }
    kept = [value for value in said if value.field not in labeled]
    hosts = {value.text.partition(":")[0].lower() for value in said if value.field == "address"}
    if not kept or not ("address" in known or hosts) or not _is_about_mail(said, hosts, lines):
        return found
    result = found or Extracted("prose")
    has_password = "password" in known or bool(_certain(kept, "password"))
    for field in _NAMES:
        values = _certain(kept, field)
        if field == "user_name" and not has_password:
            values = [value for value in values if "@" in value.text]
        if field in ("user_name", "password") and len(hosts) > 1:
            values = []  # not certain which host they're for
        if field == "address" and len({value.text for value in values}) == 1:
            add_host(result, values[0].text, _origin(values[0]))
        elif len({value.text for value in values}) == 1:
            result.add(field, values[0].text, _origin(values[0]))
        else:
            for value in kept:
                if value.field == field:
                    result.skip(_origin(value), "not certain")
    return result if result.values else found


def _is_about_mail(said: list[_Said], hosts: set[str], lines: list[str]) -> bool:
    """Return whether the ports are those of mail, or a host or a word says that it's about mail."""
    ports = {value.text for value in said if value.field == "port"}
    ports |= {port for value in said if (port := value.text.partition(":")[2]).isdecimal()}
    if ports:
        return not MAIL_PORTS.isdisjoint(ports)
    return any(map(is_mail_host, hosts)) or any(_EVIDENCE.search(line) for line in lines)


def _certain(said: list[_Said], field: str) -> list[_Said]:
    return [value for value in said if value.field == field and value.is_certain]


def _origin(value: _Said) -> str:
    return f"line {value.line}, {_NAMES[value.field]} in a sentence"


def passwords(text: str) -> Iterator[str]:
    """Yield what sentences call a password, certain or not."""
    lines = text[:_LONGEST_TEXT].split("\n")
    for value in _said([line for line in lines if _PASSWORD_WORD.search(line)]):
        if value.field == "password":
            yield value.text


def _said(lines: list[str]) -> Iterator[_Said]:
    count = characters = 0
    for number, raw in enumerate(lines, 1):
        characters += len(raw)
        if characters > _LONGEST_TEXT or count > _MOST:
            return
        line = " ".join(raw[:_LONGEST_LINE].split())
        end = 0
        taken: set[str] = set()
        for match in _PHRASE.finditer(line):
            if value := _value(match, line, number, end):
                count += 1
                end = line.find(value.text, match.end()) + len(value.text)
                if value.field == "password":
                    taken.add(value.text)
                yield value
        for match in _HOST_WITH_PORT.finditer(line) if _PORT_AND_NUMBER.search(line) else ():
            host = match["host"] or match["second"]
            port = match["port"] or match["first"]
            if host in taken or _is_incoming(line[: match.start()]):
                continue
            if is_host(host.partition(":")[0]):
                yield _Said("address", host, number, is_certain=True)
                if not is_for_reading(port, line):
                    yield _Said("port", port, number, is_certain=True)


def _value(match: re.Match[str], line: str, number: int, end: int) -> _Said | None:
    """Return the value that follows a field's word; `None` if it can't be one.

    `end` is where the value before it ends.
    """
    field = next(name for name in _NAMES if match[name])
    token = _TOKEN.match(line, match.end())
    before = line[: match.start()]
    if token is None or _is_incoming(line[: match.end()]):
        return None
    if field == "password" and is_for_credentials(f"{before}{match[field]}"):
        return None  # the user name comes first
    quoted = token["bare"] is None
    text = token[str(token.lastgroup)]
    text = text if quoted else _without_end(text)
    is_to = match["link"] and _TO.match(match["link"])
    if not text or text.rstrip("!?").lower() in _NO_NAMES or (is_to and not _SETS.search(before)):
        return None
    ends = _ENDS.match(line, token.end() if quoted else token.start() + len(text)) is not None
    is_about_mail = not line[end : match.start()].strip() or _BEFORE.search(before) is not None
    # With more behind it, a sign doesn't end the sentence: "password Tulip-92!, port 587".
    bare = text.rstrip("!?") if _GOES_ON.match(line, token.end()) else text
    fits = (quoted and field == "password") or _fits(field, bare)
    if field == "port" and fits and is_for_reading(text, line):
        return None
    if ends and fits and is_about_mail and not _HEDGED.search(_SENTENCE.split(before)[-1]):
        return _Said(field, text, number, is_certain=True)
    is_signed = field == "password" and not fits and _fits(field, text.rstrip("!?"))
    may_be = ends or (field == "password" and fits)
    if (field in ("user_name", "password") and match["link"] and may_be) or (ends and is_signed):
        return _Said(field, text, number, is_certain=False)
    return None


def _without_end(text: str) -> str:
    """Return a word without the punctuation of its sentence."""
    bare = text.rstrip(",;").removesuffix(".")
    if bare.endswith(")") and "(" not in bare:
        bare = bare[:-1]
    return bare.removesuffix("'")


def _fits(field: str, text: str) -> bool:
    """Return whether a word can be nothing but the field's value."""
    if field == "password":
        is_other = (
            (_PLAIN.fullmatch(text) and not _APP_PASSWORD.fullmatch(text))
            or "://" in text
            or text[-1] in "!?:"
            or ("@" in text and _USER.fullmatch(text))
        )
        return len(text) >= _SHORTEST_PASSWORD and not is_other
    if field == "user_name":
        return _USER.fullmatch(text) is not None and not text.isdecimal()
    if field == "port":
        return text.isdecimal() and len(text) < 6
    host, _, port = text.partition(":")
    return "." in host and is_host(host) and (not port or port.isdecimal())


def _is_incoming(before: str) -> bool:
    """Return whether the last protocol named before is one for reading mail."""
    incoming = [match.start() for match in INCOMING.finditer(before)]
    outgoing = [match.start() for match in OUTGOING.finditer(before)]
    return bool(incoming) and max(incoming) > max(outgoing, default=-1)
