# ruff: noqa: E501  # words and patterns are as wide as they are
"""What the name of a setting means, however a program spells it.

`EMAIL_SERVER_USER`, `smtpServer.user`, `mail_smtphost` and `SMTPUsername` are cut into the same
words: a word for mail, and after it the words for a field. Words that mean another service, such
as IMAP or a database, make a name mean nothing here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from .label_words import LABELS_BY_LANGUAGE
from .programs import SSL, TLS, URL, WORD

Meaning = tuple[str | None, str | None]
"""(field, mode of encryption): at most one of them is known."""
NOTHING: Meaning = (None, None)
_GROUPS = frozenset(
    {
        "SMTP",
        "ESMTP",
        "MAIL",
        "EMAIL",
        "MAILER",
        "MAILING",
        "NODEMAILER",
        "PHPMAILER",
        "MAILSENDER",
        "EMAILSENDER",
        "GMAIL",
        "SENDEMAIL",
        "ESMTPS",
        "SENDMAIL",
        "RELAYHOST",
        "SMARTHOST",
    }
)
_OTHER_SERVICES = frozenset(
    [
        "IMAP",
        "IMAPS",
        "POP",
        "POP3",
        "INCOMING",
        "INBOUND",
        "INBOX",
        "LDAP",
        "DATABASE",
        "DB",
        "REDIS",
        "POSTGRES",
        "POSTGRESQL",
        "MYSQL",
        "MONGODB",
        "MONGO",
        "S3",
        "OAUTH",
        "OAUTH2",
        "PROXY",
        "SOCKS",
        "WEBHOOK",
        "SMS",
        "IMAPD",
        "SMTPD",
    ]
)
# Words that may come before the words for a field, and add nothing to them.
_LEADING = _GROUPS | frozenset(
    [
        "OPTIONS",
        "OPTION",
        "SETTINGS",
        "SETTING",
        "CONFIG",
        "CONFIGURATION",
        "CREDENTIALS",
        "CREDENTIAL",
        "OUTGOING",
        "OUTBOUND",
        "DEFAULT",
        "DEFAULTS",
        "TRANSPORT",
        "RELAY",
        "RELAYHOST",
        "SERVER",
        "HOST",
        "AUTH",
        "AUTHENTICATION",
        "LOGIN",
        "ACCOUNT",
        "THE",
        "MY",
        "CONNECTION",
        "NOTIFICATION",
        "NOTIFICATIONS",
        "NOTIF",
        "SENDING",
        "SERVICE",
        "CLIENT",
        "PROVIDER",
        "DELIVERY",
        "BACKEND",
        "PARAMS",
        "CONF",
        "PLUGIN",
        "PROPERTIES",
        "SESSION",
        "MODULE",
        "SASL",
    ]
)
_PHRASES = {
    "address": "HOST|HOSTNAME|SERVER|HOST NAME|SERVER HOST|SERVER ADDRESS|SERVER NAME|SERVERNAME|ADDR"
    "|ENDPOINT|HOSTS|SERVER HOSTNAME|RELAY|SMARTHOST|SMART HOST|RELAYHOST|HOST ADDR|HOST ADDRESS"
    "|SERVERADDRESS",
    "port": "PORT|SERVER PORT|HOST PORT|PORT NUMBER|PORTNUMBER|SERVERPORT",
    "user_name": "USER|USERNAME|USER NAME|USERID|USER ID|LOGIN|LOGIN NAME|LOGIN USER|AUTH LOGIN"
    "|LOGIN USERNAME|ACCOUNT USERNAME|UNAME|BENUTZER|BENUTZERNAME",
    "password": "PASS|PASSWORD|PASSWD|PWD|PSW|USER PASSWORD|USER PWD|USER PASS|LOGIN PASSWORD|USERPASS"
    "|PASSPHRASE|PASSWORT|APP PASSWORD|APP PASS",
    "from_email_address": "FROM|FROM ADDRESS|FROM EMAIL|FROM EMAIL ADDRESS|SENDER|SENDER ADDRESS"
    "|SENDER EMAIL|SENDER EMAIL ADDRESS|FROM MAIL|SENDER MAIL|FROM ADDR|MAIL FROM|EMAIL FROM|FROMADDRESS"
    "|FROMEMAIL|SENDEREMAIL|ENVELOPE FROM|FROM EMAILADDRESS",
    "reply_to_email_address": "REPLY TO|REPLYTO|REPLY|REPLY TO ADDRESS|REPLY TO EMAIL|REPLY EMAIL"
    "|REPLY TO EMAIL ADDRESS|REPLY ADDRESS|REPLYTO ADDRESS|REPLYTO EMAIL|REPLYTOADDRESS|REPLYTO ADDR|REPLY TO ADDR",
    "domain": "HELO|EHLO|HELLO|HELO DOMAIN|EHLO DOMAIN|HELO HOST|HELO NAME|EHLO NAME|HELO HOSTNAME"
    "|EHLO HOSTNAME|HELLO HOSTNAME|EHLO HOST|HELLO NAME|LOCALHOST|HELO IDENTITY|EHLO IDENTITY"
    "|HELO DOMAIN NAME|EHLO DOMAIN NAME|LOCAL DOMAIN|LOCAL HOSTNAME",
    "authentication": "AUTH|AUTHENTICATION|AUTH METHOD|AUTH TYPE|AUTH MECHANISM|AUTH MODE|AUTHTYPE"
    "|AUTHENTICATION METHOD|AUTHENTICATION TYPE|AUTHENTICATION MECHANISM|AUTH PROTOCOL|AUTHMETHOD"
    "|AUTH MECHANISMS|AUTHMODE",
    URL: "URL|URI|DSN|CONNECTION URL|CONNECTION STRING",
}
_FIELDS = {phrase: field for field, phrases in _PHRASES.items() for phrase in phrases.split("|")}
# Words that name the server, and come before the names of its other settings.
_RELAYS = frozenset({"RELAYHOST", "SMARTHOST"})
_SMTP_WORDS = frozenset({"SMTP", "ESMTP"}) | _RELAYS
_NOT_LIVE = frozenset(
    ["TEST", "TESTS", "TESTING", "DEV", "DEVELOPMENT", "STAGING", "STAGE", "LOCAL", "CI", "SANDBOX"]
)
_ALERTS = frozenset(
    [
        "APPENDER",
        "NOTIFIER",
        "NOTIFIERS",
        "NOTIFICATIONS",
        "NOTIFICATION",
        "ALERT",
        "ALERTS",
        "ALERTING",
    ]
)
# The value of the setting above: Terraform's `variable "smtp_host" { default = … }`.
_SAY_NOTHING = frozenset({"value", "default", "secured"})
_SMTP_ONLY = {
    "ADDRESS": "address",
    "IPADDRESS": "address",
    "IP ADDRESS": "address",
    "DOMAIN": "domain",
    "SECRET": "password",
}
_MODE_PHRASES = {
    WORD: "ENCRYPTION|SECURITY|CONNECTION SECURITY|CONNECTIONSECURITY|SECURE CONNECTION|SECURECONNECTION|TLS MODE|SSL MODE"
    "|TLS TYPE|ENCRYPTION TYPE|ENCRYPTION METHOD|SCHEME|SECURITY TYPE|SECURITY MODE|CRYPTO|PROTOCOL"
    "|SOCKET TYPE|SSL TYPE|STARTTLS POLICY",
    SSL: "SSL|USE SSL|ENABLE SSL|SSL ENABLED|SSL ENABLE|SECURE|USESSL|ENABLESSL|SSL TLS|USE SSL TLS"
    "|ENABLED SSL|IS SSL",
    TLS: "TLS|USE TLS|ENABLE TLS|TLS ENABLED|TLS ENABLE|USETLS|ENABLED TLS|IS TLS",
    "implicit": "FORCE TLS|IMPLICIT TLS|FORCE SSL|SMTPS|TLS WRAPPER|IMPLICIT SSL|FORCESSL|FORCETLS",
    "starttls": "STARTTLS|USE STARTTLS|ENABLE STARTTLS|STARTTLS ENABLE|STARTTLS ENABLED|START TLS"
    "|ENABLE STARTTLS AUTO|REQUIRE TLS|REQUIRE STARTTLS|STARTTLS REQUIRED|USE START TLS"
    "|ENABLE START TLS|STARTTLS AUTO|FORCE STARTTLS|STARTTLS REQUIRE|REQUIRETLS"
    "|REQUIRE TRANSPORT SECURITY|USESTARTTLS|ENABLESTARTTLS",
    "none": "IGNORE TLS|IGNORETLS",
}
_MODES = {phrase: mode for mode, phrases in _MODE_PHRASES.items() for phrase in phrases.split("|")}
# `FROM_EMAIL`: here the word for mail is the last one.
_BEFORE = {
    ("FROM",): "from_email_address",
    ("SENDER",): "from_email_address",
    ("REPLY", "TO"): "reply_to_email_address",
    ("REPLYTO",): "reply_to_email_address",
}
_SPLIT = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+")
_STARTTLS = re.compile("START_?TLS", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s._-]+")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_GLUED = re.compile(r"(SMTP|EMAIL|MAIL|RELAY)(?=.{3})(.*)")
_LONGEST = 200
_NAMED = re.compile(
    r"([ \t]*(?:- )?)((?:(?:smtp|e?mail)[._])?)([^\W\d_][^=:\"'\n]{1,40}?)([ \t]*[:=].*)",
    re.IGNORECASE | re.DOTALL,
)
_ENGLISH = {
    "address": "server", "port": "port", "user_name": "username", "password": "password",
    "from_email_address": "from", "reply_to_email_address": "reply_to",
}  # fmt: skip


@lru_cache(maxsize=1024)
def key_words(key: str) -> tuple[str, ...]:
    """Return a key's words in capitals: the same for `smtpHost`, `smtp.host` and `SMTP_HOST`."""
    words: list[str] = []
    for word in _SPLIT.findall(_STARTTLS.sub("_starttls_", key[-_LONGEST:])):
        upper = word.upper()
        glued = _GLUED.fullmatch(upper)
        if (
            glued
            and upper not in _GROUPS
            and (glued[2] in _FIELDS or glued[2] in _MODES or glued[2] in _GLUED_ONLY)
        ):
            words += [glued[1], glued[2]]
        else:
            words.append(upper)
    return tuple(words)


_GLUED_ONLY = frozenset(
    {"NAME", "SETTINGS", "CONFIG", "OPTIONS", "CONFIGURATION", "SERVICE", "CLIENT", "PROVIDER"}
)


@lru_cache(maxsize=1024)
def is_about_mail(key: str) -> bool:
    """Return whether a key is about sending mail, such as `smtpHost` or `mail.options.port`."""
    words = key_words(key)
    return not _GROUPS.isdisjoint(words) and _OTHER_SERVICES.isdisjoint(words)


def is_of_another_service(key: str) -> bool:
    """Return whether a word of a key means another service, such as a database or IMAP."""
    return not _OTHER_SERVICES.isdisjoint(key_words(key))


def is_for_tests(key: str) -> bool:
    """Return whether a word before the one for mail says that it's for tests: `TEST_SMTP_HOST`."""
    words = key_words(key)
    place = next((place for place, word in enumerate(words) if word in _GROUPS), 0)
    return not _NOT_LIVE.isdisjoint(words[:place])


def is_of_sender(key: str) -> bool:
    """Return whether a key is about the sender or a Gmail account, which needn't be the server's."""
    words = set(key_words(key))
    return "SENDER" in words or words & _GROUPS == {"GMAIL"}


def is_of_cluster(key: str) -> bool:
    """Return whether Kubernetes has such a variable for each service: `MAIL_SERVICE_HOST`."""
    return key.endswith(("_SERVICE_HOST", "_SERVICE_PORT"))


def is_of_alerts(block: str) -> bool:
    """Return whether a block sends messages and does nothing else, so it has one user name."""
    return not _ALERTS.isdisjoint(key_words(block))


@lru_cache(maxsize=1024)
def meaning(key: str) -> Meaning:
    """Return what a key means if no known program has it."""
    parent, dot, leaf = key.rpartition(".")
    if dot and leaf.lower() in _SAY_NOTHING:
        return meaning(parent)
    if not key.isascii():
        return _in_other_letters(key)
    words = key_words(key)
    if dot and not key_words(leaf):
        return NOTHING
    places = [place for place, word in enumerate(words) if word in _GROUPS]
    if not places or not _OTHER_SERVICES.isdisjoint(words):
        return NOTHING
    if sender := _before_mail(words, places[-1]):
        return sender, None
    smtp = not _SMTP_WORDS.isdisjoint(words)
    for place in places:
        found = _of_phrase(words[place + 1 :], smtp=smtp)
        found = found if found != NOTHING else _in_other_language(words[place + 1 :])
        if found != NOTHING:
            return found
    if words[-1] in _RELAYS:
        return "address", None
    if dot and not _GROUPS.isdisjoint(key_words(parent)):
        return _of_phrase(key_words(leaf), smtp=smtp)
    return NOTHING


@lru_cache(maxsize=1024)
def bare_meaning(name: str) -> Meaning:
    """Return what a name means if everything around it is about sending mail."""
    words = key_words(name)
    if not _OTHER_SERVICES.isdisjoint(words):
        return NOTHING
    found = _of_phrase(words, smtp=True)
    return found if found != NOTHING else meaning(name)


def _in_other_letters(key: str) -> Meaning:
    """Return what a key with other letters means: `smtp.contraseña`, `SMTP_用户名`."""
    words = _spaced(key).split(" ")
    place = next((place for place, word in enumerate(words) if word.upper() in _GROUPS), len(words))
    return _in_other_language(words[place + 1 :])


def _in_other_language(words: Sequence[str]) -> Meaning:
    return _translated().get(" ".join(words).lower(), NOTHING)


def in_english(name: str) -> str:
    """Return a name in English, if it's one of another language: `password` for `mot_de_passe`."""
    field, _ = _translated().get(_spaced(name), NOTHING)
    return _ENGLISH.get(field or "", name)


def with_english_name(line: str, *, is_nested: bool) -> str:
    """Return a line with the name at its beginning in English, if no program has such a name.

    That is one with a space or with other letters: `mot de passe = …`, `SMTP_CONTRASEÑA=…`. Where
    it's not nested, and nothing says that it's about mail, it's a label.
    """
    match = _NAMED.fullmatch(line)
    if not match or not (is_nested or match[2]) or (match[3].isascii() and " " not in match[3]):
        return line
    return f"{match[1]}{match[2]}{in_english(match[3])}{match[4]}"


def _spaced(key: str) -> str:
    apart = key if key.isupper() else _CAMEL.sub(" ", key)
    return _BETWEEN.sub(" ", apart).strip().lower()


@cache
def _translated() -> dict[str, Meaning]:
    """Return what the labels in other languages than English mean as names, also without accents."""
    found: dict[str, Meaning] = {}
    for field, groups in LABELS_BY_LANGUAGE.items():
        kind: Meaning = (None, WORD) if field == "encryption" else (field, None)
        for label in filter(None, "|".join(groups[1:]).split("|")):
            bare = unicodedata.normalize("NFD", label).encode("ascii", "ignore").decode()
            for text in (label, bare) if len(bare) == len(label) else (label,):
                found.setdefault(_spaced(text), kind)
    return found


def _before_mail(words: tuple[str, ...], place: int) -> str | None:
    """Return the field of a name such as `FROM_EMAIL` or `SMTP_SENDER_EMAIL_ADDRESS`."""
    if words[place] not in ("EMAIL", "MAIL") or words[place + 1 :] not in ((), ("ADDRESS",)):
        return None
    return _BEFORE.get(words[max(0, place - 1) : place]) or _BEFORE.get(
        words[max(0, place - 2) : place]
    )


def _of_phrase(words: tuple[str, ...], *, smtp: bool) -> Meaning:
    """Return what the words after the word for mail mean, apart from words that add nothing."""
    while words:
        phrase = " ".join(words)
        if field := _FIELDS.get(phrase) or (_SMTP_ONLY.get(phrase) if smtp else None):
            return field, None
        if mode := _MODES.get(phrase):
            return None, mode
        if words[0] == "SENDER" and words[1:2] and words[1] != "DOMAIN":
            smtp = False  # `EmailSender:Host`, but the sender's domain isn't the name in HELO
        elif words[0] not in _LEADING:
            return NOTHING
        words = words[1:]
    return NOTHING
