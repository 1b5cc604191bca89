# ruff: noqa: E501  # words and patterns are as wide as they are
"""What providers' pages and mail programs call the settings, in many languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from ..ports import READING
from .label_words import CORES, LABELS_BY_LANGUAGE, LANGUAGES
from .vocabulary import bare_meaning, is_of_sender, meaning

FAR_EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
INCOMING = re.compile(
    r"\b(?:imaps?|pop3?s?|incoming|inbound|posteingang\w*|eingangsserver|eingehend\w*|entrante?s?|réception"
    r"|in arrivo|in entrata|inkomende?|ontvangen|przychodząc\w*|odbiorcz\w*|gelen|příchozí\w*|входящ\w*"
    r"|вхідн\w*|recebimento|de entrada|entrada|recepción|indgående|innkommende|inkommande|saapuva\w*|bejövő"
    r"|de intrare|intrare|primire|εισερχ\w*)\b"
    r"|收件服务器|接收|收信|收件伺服器|內送|接收邮件|受信|받는 메일|받는 서버|수신"
    r"|الوارد|נכנס|thư đến|nhận thư|surat masuk|(?:e-?mail|pesan|server) masuk|ขาเข้า",
    re.IGNORECASE,
)
OUTGOING = re.compile(
    r"\b(?:smtps?|outgoing|outbound|sending|postausgang\w*|ausgangsserver|ausgehend\w*|sortant\w*|envoi|salientes?"
    r"|envío|salida|envio|saída|in uscita|uitgaande?|verzenden|wychodząc\w*|nadawcz\w*|giden|odchozí\w*"
    r"|odesílání|исходящ\w*|отправк\w*|вихідн\w*|udgående|utgående|lähtevä\w*|kimenő|ieșire|iesire|εξερχ\w*)\b"
    r"|smtp(?![a-z.])|发件|发送|發送|寄件|外寄|发信|外发|送信|보내는|발신"
    r"|الصادر|יוצא|thư đi|gửi thư|gửi đi|keluar|ขาออก",
    re.IGNORECASE,
)
_DETERMINERS = frozenset({"your", "the", "our", "my", "default", "recommended"})
_WORDS = (
    "smtp outgoing outbound sending mail email e-mail esmtp ausgehender sortant saliente saída giden uitgaande"
    " wychodzący odchozí исходящий исходящей вихідний 发件 发送 发信 送信 寄件 外寄 보내는 발신 邮件 メール 메일 smtps"
    " udgående utgående lähtevä kimenő εξερχόμενος الصادر البريد keluar surat de del di da do van für pour для para"
)
_FILLERS = _DETERMINERS | frozenset(_WORDS.split())
_MACHINES = frozenset(
    [
        "server",
        "relay",
        "service",
        "serveur",
        "servidor",
        "serwer",
        "sunucu",
        "sunucusu",
        "сервер",
        "сервера",
        "服务器",
        "伺服器",
        "サーバー",
        "サーバ",
        "서버",
        "serveru",
        "tjener",
        "palvelin",
        "kiszolgáló",
        "szerver",
        "διακομιστής",
        "الخادم",
        "خادم",
        "שרת",
        "เซิร์ฟเวอร์",
    ]
)
# Words that only say that it's for mail; a label of them alone means the server.
_ALONE = frozenset({"smtp", "outgoing", "outgoing mail", "smtp relay", "mail server", "smtps"})
_MARKS = "-*•·–—●▪◦‣>#☐✓✅➜→■□◆◇★☆①②③④⑤⑥⑦⑧⑨ \t\u00a0\u3000"
_REMARKS = re.compile(
    r"^\d+[.)、]\s*|推荐|推薦|建议|默认|預設|推奨|\([^)]*\)|（[^）]*）|【|】|「|」"
)
_PORT_WORD = re.compile(
    r"\b(?:ports?|puertos?|portas?|porta|poort|portti|θύρα|порт|порту|端口|ポート|포트|المنفذ|منفذ|פורט|cổng)\b|端口|连接埠|連接埠|ポート|포트|พอร์ต"
)
_CREDENTIALS = frozenset(
    {
        *("credentials", "login credentials", "login data", "access data", "login details"),
        *("zugangsdaten", "anmeldedaten", "identifiants", "credenciales", "credenziali"),
        *("credenciais", "inloggegevens", "dane logowania", "přihlašovací údaje"),
        *("учетные данные", "учётные данные", "данные для входа"),
        *("loginoplysninger", "inloggningsuppgifter", "innloggingsdetaljer", "kirjautumistiedot"),
    }
)
_LAST_WORDS = (
    frozenset(core.rpartition(" ")[2] for core in (*CORES, *_CREDENTIALS)) | _FILLERS | _MACHINES
)
# "Password for the mailbox": the words after it only say that it's for mail.
_FOR_MAIL = re.compile(
    r"([^\s]+(?: [^\s]+)?) (?:for|for the|für|für das|für die|pour|pour la|para|para el|para o|per|per la|voor|do|dla|для|pro)"
    r" (?:smtp|apps?|mailbox|e-?mails?|mail|postfach|messagerie|correo|buzón|casella|postvak|skrzynki|poczty|schránku"
    r"|програм|програми|додатка|додатків|приложения|приложений|внешних приложений|почты|пошти)"
)
_TOKEN = re.compile(r"[^\s,;、；，。،]+")
_BEGINS = re.compile(r"[*`【「]*[^\W\d_]")
_SCRIPTS = re.compile(rf"(?<=[a-z0-9)/])(?=[{FAR_EAST}])|(?<=[{FAR_EAST}])(?=[a-z0-9(])")
_EAST = re.compile(rf"[{FAR_EAST}]")
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$.>-]{2,60}", re.ASCII)
SEVERAL = re.compile(r" ?[/&+] ?| (?:and|und|et|y|e|i|en|и) ")
_MOST_WORDS = 6
LONGEST = 50


def is_for_reading(port: str, line: str) -> bool:
    """Return whether a line about reading mail, perhaps besides sending, means that with a port."""
    return int(port) in READING and INCOMING.search(line) is not None


@lru_cache(maxsize=512)
def label(text: str) -> tuple[str, str] | None:
    """Return (field, label in lowercase) if `text` is a label, such as `SMTP port (TLS)`."""
    if len(text) > LONGEST:
        return None
    field = _field(text.strip(_MARKS + ":=："))
    return (field, text.lower()) if field else None


def _clean(text: str) -> str:
    """Return a label in lower case, without what is around its words."""
    low = text.replace("**", "").replace("`", "").replace("’", "'").lower().rstrip(" .…")
    low = low.replace("smtp-", "smtp ").replace("_", " ")
    return " ".join(_REMARKS.sub(" ", low).split())


def _telling_words(low: str) -> list[str]:
    """Return the words of a label without those that only say that it is about sending mail."""
    apart = _SCRIPTS.sub(" ", low) if _EAST.search(low) else low
    return [word for word in apart.split(" ") if word not in _FILLERS]


def _cores_of(text: str) -> tuple[str, str, str]:
    """Return what a label may be known as, the whole of it first."""
    low = _clean(text.strip(_MARKS + ":=："))
    words = _telling_words(low)
    return low, " ".join(words), " ".join(word for word in words if word not in _MACHINES)


def _field(text: str) -> str | None:
    low = _clean(text)
    if not low:
        return None
    if field := CORES.get(low):
        return field
    words = _telling_words(low)
    core = " ".join(words)
    if found := CORES.get(core) or (_either(core) if "/" in core else None):
        return found
    bare = " ".join(word for word in words if word not in _MACHINES)
    found = CORES.get(bare) or (_hyphenated(core) if "-" in core else None)
    if found is None and (purpose := _FOR_MAIL.fullmatch(low)):
        found = CORES.get(purpose[1])
    if found is None and (low in _ALONE or (not words and _names_server(low))):
        return "address"
    if found is None and len(words) < 6 and _PORT_WORD.search(core) and _is_port_label(core):
        return "port"
    return found or _by_identifier(text)


@cache
def _languages_of_labels() -> dict[str, frozenset[str]]:
    """Return the languages of each label."""
    found: dict[str, set[str]] = {}
    for groups in LABELS_BY_LANGUAGE.values():
        for language, group in zip(LANGUAGES, groups, strict=False):
            for core in group.split("|"):
                found.setdefault(core, set()).add(language)
    return {core: frozenset(names) for core, names in found.items()}


def language_of(names: Iterable[str]) -> str | None:
    """Return the language of a page with these labels; `None` for English, or if it isn't certain."""
    counts: Counter[str] = Counter()
    for name in dict.fromkeys(names):
        known = (_languages_of_labels().get(core, frozenset()) for core in _cores_of(name))
        languages = frozenset[str]().union(*known)
        if "English" not in languages:
            counts.update(languages)
    best = [language for language, count in counts.items() if count == max(counts.values())]
    return best[0] if len(best) == 1 else None


def _hyphenated(core: str) -> str | None:
    """Return the field of a label such as `mail-server` or `server-port`."""
    words = [word for word in core.replace("-", " ").split() if word not in _FILLERS]
    return CORES.get(" ".join(words)) or CORES.get("".join(words))


def _either(core: str) -> str | None:
    """Return the field of a label that gives two names for it, such as `server name / host`."""
    fields = {CORES.get(name.strip()) for name in core.split("/")}
    return fields.pop() if len(fields) == 1 else None


def _names_server(low: str) -> bool:
    return any(word in low for word in _MACHINES)


def _by_identifier(text: str) -> str | None:
    """Return the field of a name as programs write it, such as `smtpHost`."""
    text = text.strip("`*\"'")
    if " " in text or not _IDENTIFIER.fullmatch(text):
        return None
    if text.islower() and "_" not in text and not text.startswith("smtp"):
        return None
    field, mode = meaning(text)
    if field is None and mode is None and not text.isupper():
        field, mode = bare_meaning(text) if "_" in text else (None, None)
    if field in ("user_name", "password") and is_of_sender(text):
        return None  # what is beside it says whether it's the server's
    return field if field in CORES.values() else "encryption" if mode else None


def label_at_end(text: str, inside: bool) -> int | None:
    """Where the label begins that `text` ends with, or `None` if it ends with none.

    What comes before it is a title, or else (`inside`) the value of the label before. The longest
    label that leaves something for such a value wins: `Encryption: TLS Port: 587` has the label
    Port.
    """
    word = text[-LONGEST:].rpartition(" ")[2]
    last = word.strip(_MARKS + "`,;.…").replace("’", "'").lower()
    ends = (
        last.endswith((")", "）", "】"))
        or {last, last.rpartition("-")[2], last.rpartition("/")[2]} & _LAST_WORDS
    )
    if (
        not ends
        and not INCOMING.search(last)
        and not _EAST.search(last)
        and not _by_identifier(word)
    ):
        return None
    offset = max(0, len(text) - 2 * LONGEST)
    tokens = list(_TOKEN.finditer(text, offset))[-_MOST_WORDS:]
    starts = [token.start() for token in tokens if _BEGINS.match(token[0])]
    if not inside and starts[:1] != [0]:
        starts.insert(0, 0)
    found = [start for start in starts if _is_any_label(text[start:])]
    if inside and [text[start:].lower() for start in found] in (["key"], ["token"]):
        return None  # of some other kind, such as the "API key"
    leaving = [start for start in found if not inside or _is_value(text[:start])]
    return next(iter([*leaving, *found]), None)


def _is_any_label(text: str) -> bool:
    """Return whether it's a label, for either sending or reading mail."""
    if label(text) or is_for_credentials(text):
        return True
    rest, number = INCOMING.subn("", text)
    return number > 0 and (not rest.strip(_MARKS + "()（）") or label(rest) is not None)


def is_for_credentials(text: str) -> bool:
    """Return whether a label is for both, as in `User name/Password`."""
    if _clean(text.strip(_MARKS + ":=：")).removeprefix("smtp ") in _CREDENTIALS:
        return True
    if not SEVERAL.search(text):
        return False
    names = SEVERAL.split(text)
    return len(names) == 2 and [it and it[0] for it in map(label, names)] == [
        "user_name",
        "password",
    ]


def _is_value(text: str) -> bool:
    return not _DETERMINERS.issuperset(text.lower().strip(" ,;").split())


def _is_port_label(core: str) -> bool:
    """Return the encryption in `port for ssl`, `tls port` or `starttls-port`."""
    rest = _PORT_WORD.sub(" ", core)
    rest = re.sub(
        r"\b(?:for|with|using|ssl|tls|starttls|secure|non-secure|unencrypted|no|of|server|con|com|avec|für|per|met|mit|z"
        r"|dla|protok\w+|protoc\w+|voor|pro|için|для|le|la|el|il|het|bei|s|od)\b",
        "",
        rest,
    )
    return not re.sub(r"[/\s-]|encryption|implicit|explicit|加密", "", rest)


def is_label_of(name: str, field: str) -> bool:
    """Return whether this is a label of the field."""
    known = label(name)
    return known is not None and known[0] == field
