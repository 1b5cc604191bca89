"""Which key of which program holds which field: one table for each, with its source.

What is not listed of a program's keys is not read. A mode in `encryption` is what the key states
when it is switched on; `"word"` says that its value is a word for the mode. `"tls"` alone, which
programs use in both ways, is mapped only where the source says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

HOST_AND_PORT = "host:port"
"""In place of a field: the value holds the address, and often the port."""
URL = "url"
"""In place of a field: the value is an SMTP URL."""
WORD = "word"


class Program(NamedTuple):
    """One program's keys. The names are compared without regard to case."""

    format: str
    source: str
    fields: Mapping[str, str]
    encryption: Mapping[str, str] = {}


PROGRAMS = (
    Program(
        "dotenv",
        "https://github.com/forem/forem/blob/main/app/models/settings/smtp.rb",
        {
            "SMTP_ADDRESS": "address",
            "SMTP_PORT": "port",
            "SMTP_AUTHENTICATION": "authentication",
            "SMTP_USER_NAME": "user_name",
            "SMTP_PASSWORD": "password",
            "SMTP_DOMAIN": "domain",
            "DEFAULT_EMAIL": "from_email_address",
        },
    ),
    Program(
        "mastodon",
        "https://docs.joinmastodon.org/admin/config/",
        {
            "SMTP_SERVER": "address",
            "SMTP_PORT": "port",
            "SMTP_LOGIN": "user_name",
            "SMTP_PASSWORD": "password",
            "SMTP_DOMAIN": "domain",
            "SMTP_FROM_ADDRESS": "from_email_address",
            "SMTP_REPLY_TO": "reply_to_email_address",
            "SMTP_AUTH_METHOD": "authentication",
        },
        {
            "SMTP_SSL": "implicit",
            "SMTP_TLS": "implicit",
            "SMTP_ENABLE_STARTTLS": "starttls",
            "SMTP_ENABLE_STARTTLS_AUTO": "starttls",
        },
    ),
    Program(
        "discourse",
        "https://github.com/discourse/discourse/blob/main/config/discourse_defaults.conf",
        {
            "DISCOURSE_SMTP_ADDRESS": "address",
            "DISCOURSE_SMTP_PORT": "port",
            "DISCOURSE_SMTP_USER_NAME": "user_name",
            "DISCOURSE_SMTP_PASSWORD": "password",
            "DISCOURSE_SMTP_DOMAIN": "domain",
            "DISCOURSE_SMTP_AUTHENTICATION": "authentication",
            "DISCOURSE_NOTIFICATION_EMAIL": "from_email_address",
        },
        {
            "DISCOURSE_SMTP_FORCE_TLS": "implicit",
            "DISCOURSE_SMTP_ENABLE_START_TLS": "starttls",
        },
    ),
    Program(
        "ghost",
        "https://docs.ghost.org/config",
        {
            "mail__options__host": "address",
            "mail__options__port": "port",
            "mail__options__auth__user": "user_name",
            "mail__options__auth__pass": "password",
            "mail__from": "from_email_address",
        },
        {
            "mail__options__secure": "implicit",
            "mail__options__secureConnection": "implicit",
            "mail__options__requireTLS": "starttls",
            "mail__options__ignoreTLS": "none",
        },
    ),
    Program(
        "django",
        "https://docs.djangoproject.com/en/stable/ref/settings/#email",
        {
            "EMAIL_HOST": "address",
            "EMAIL_PORT": "port",
            "EMAIL_HOST_USER": "user_name",
            "EMAIL_HOST_PASSWORD": "password",
            "DEFAULT_FROM_EMAIL": "from_email_address",
        },
        {"EMAIL_USE_SSL": "implicit", "EMAIL_USE_TLS": "starttls"},
    ),
    Program(
        "laravel",
        "https://github.com/laravel/laravel/blob/12.x/config/mail.php",
        {
            "MAIL_HOST": "address",
            "MAIL_PORT": "port",
            "MAIL_USERNAME": "user_name",
            "MAIL_PASSWORD": "password",
            "MAIL_EHLO_DOMAIN": "domain",
            "MAIL_FROM_ADDRESS": "from_email_address",
            "MAIL_URL": URL,
        },
        {"MAIL_SCHEME": WORD, "MAIL_ENCRYPTION": WORD},
    ),
    Program(
        "gitea",
        "https://docs.gitea.com/administration/config-cheat-sheet#mailer-mailer",
        {
            "GITEA__mailer__SMTP_ADDR": "address",
            "GITEA__mailer__SMTP_PORT": "port",
            "GITEA__mailer__HOST": HOST_AND_PORT,
            "GITEA__mailer__USER": "user_name",
            "GITEA__mailer__PASSWD": "password",
            "GITEA__mailer__FROM": "from_email_address",
            "GITEA__mailer__HELO_HOSTNAME": "domain",
        },
        {"GITEA__mailer__PROTOCOL": WORD, "GITEA__mailer__IS_TLS_ENABLED": "implicit"},
    ),
)
"""Programs that are set up through variables, or through lines that look like variables."""

GITLAB = Program(
    "gitlab",
    "https://docs.gitlab.com/omnibus/settings/smtp/",
    {
        "smtp_address": "address",
        "smtp_port": "port",
        "smtp_user_name": "user_name",
        "smtp_password": "password",
        "smtp_domain": "domain",
        "smtp_authentication": "authentication",
        "gitlab_email_from": "from_email_address",
        "gitlab_email_reply_to": "reply_to_email_address",
    },
    {
        "smtp_tls": "implicit",
        "smtp_ssl": "implicit",
        "smtp_enable_starttls_auto": "starttls",
        "smtp_enable_starttls": "starttls",
    },
)
RAILS = Program(
    "rails-hash",
    "https://guides.rubyonrails.org/action_mailer_basics.html#action-mailer-configuration",
    {
        "address": "address",
        "port": "port",
        "user_name": "user_name",
        "password": "password",
        "domain": "domain",
        "authentication": "authentication",
        "from": "from_email_address",
        "reply_to": "reply_to_email_address",
    },
    {
        "ssl": "implicit",
        "tls": "implicit",
        "enable_starttls": "starttls",
        "enable_starttls_auto": "starttls",
    },
)
NODEMAILER = Program(
    "nodemailer",
    "https://nodemailer.com/smtp",
    {
        "host": "address",
        "port": "port",
        "auth.user": "user_name",
        "auth.pass": "password",
        "authmethod": "authentication",
        "name": "domain",
        "from": "from_email_address",
        "replyto": "reply_to_email_address",
        "url": URL,
    },
    {
        "secure": "implicit",
        "secureconnection": "implicit",
        "requiretls": "starttls",
        "ignoretls": "none",
    },
)
MAILER_SECTION = Program(
    "gitea",
    "https://docs.gitea.com/administration/config-cheat-sheet#mailer-mailer",
    {name.removeprefix("GITEA__mailer__"): field for name, field in PROGRAMS[-1].fields.items()},
    {name.removeprefix("GITEA__mailer__"): mode for name, mode in PROGRAMS[-1].encryption.items()},
)
MSMTP = Program(
    "msmtp",
    "https://marlam.de/msmtp/msmtp.html",
    {
        "host": "address",
        "port": "port",
        "user": "user_name",
        "password": "password",
        "domain": "domain",
        "from": "from_email_address",
        "auth": "authentication",
    },
)
SSMTP = Program(
    "ssmtp",
    "https://manpages.debian.org/testing/ssmtp/ssmtp.conf.5.en.html",
    {
        "mailhub": HOST_AND_PORT,
        "AuthUser": "user_name",
        "AuthPass": "password",
        "AuthMethod": "authentication",
        "hostname": "domain",
    },
)
POSTFIX = Program(
    "postfix",
    "https://www.postfix.org/postconf.5.html",
    {"relayhost": HOST_AND_PORT, "smtp_helo_name": "domain"},
    {"smtp_tls_wrappermode": "implicit"},
)
SWAKS = Program(
    "swaks",
    "https://jetmore.org/john/code/swaks/files/swaks-20201014.0/doc/ref.txt",
    {
        "-s": HOST_AND_PORT,
        "--server": HOST_AND_PORT,
        "-p": "port",
        "--port": "port",
        "-a": "authentication",
        "--auth": "authentication",
        "-au": "user_name",
        "--auth-user": "user_name",
        "-ap": "password",
        "--auth-password": "password",
        "-h": "domain",
        "--helo": "domain",
        "--ehlo": "domain",
        "--lhlo": "domain",
        "-f": "from_email_address",
        "--from": "from_email_address",
    },
    {
        "-tls": "starttls",
        "--tls": "starttls",
        "-tlsc": "implicit",
        "--tlsc": "implicit",
        "--tls-on-connect": "implicit",
    },
)
CURL = Program(
    "curl",
    "https://curl.se/docs/manpage.html",
    {"--url": URL, "--mail-from": "from_email_address"},
    {"--ssl-reqd": "starttls"},
)
SOURCES = {
    program.format: program.source
    for program in (
        *PROGRAMS,
        GITLAB,
        RAILS,
        NODEMAILER,
        MSMTP,
        SSMTP,
        POSTFIX,
        SWAKS,
        CURL,
    )
}
"""The page on which each program's keys stand."""

# Keys of no program in particular: a word for mail, and then one of these.
_GROUPS = frozenset({"SMTP", "MAIL", "EMAIL", "MAILER", "NODEMAILER"})
_OTHERS = frozenset({"IMAP", "POP", "POP3", "INCOMING", "INBOX"})
_FILLERS = frozenset(
    {"OPTIONS", "SETTINGS", "CONFIG", "CONFIGURATION", "CREDENTIALS", "OUTGOING", "DEFAULT",
     "DEFAULTS", "TRANSPORT", "RELAY"}
)  # fmt: skip
_PLAIN = {
    "address": "HOST HOSTNAME SERVER HOST_NAME SERVER_HOST SERVER_ADDRESS ADDR ENDPOINT",
    "port": "PORT SERVER_PORT",
    "user_name": "USER USERNAME USER_NAME LOGIN AUTH_USER AUTH_USERNAME HOST_USER USERID "
    "AUTH_LOGIN",
    "password": "PASS PASSWORD PASSWD PWD AUTH_PASS AUTH_PASSWORD HOST_PASSWORD USER_PASSWORD",
    "from_email_address": "FROM FROM_ADDRESS FROM_EMAIL FROM_EMAIL_ADDRESS SENDER "
    "SENDER_ADDRESS SENDER_EMAIL DEFAULT_SENDER DEFAULT_FROM",
    "reply_to_email_address": "REPLY_TO REPLYTO REPLY_TO_ADDRESS REPLY_TO_EMAIL "
    "REPLY_TO_EMAIL_ADDRESS",
    "domain": "HELO EHLO HELO_DOMAIN EHLO_DOMAIN HELO_HOST HELO_NAME EHLO_NAME HELO_HOSTNAME",
    "authentication": "AUTHENTICATION AUTH_METHOD AUTH_TYPE AUTH_MECHANISM AUTH_MODE",
    URL: "URL URI DSN",
}
_FIELDS = {word: field for field, words in _PLAIN.items() for word in words.split()}
_SMTP_ONLY = {"ADDRESS": "address", "DOMAIN": "domain"}
_MODES = {
    **dict.fromkeys(("ENCRYPTION", "SECURITY", "SECURE_CONNECTION", "TLS", "USE_TLS"), WORD),
    **dict.fromkeys(("SSL", "USE_SSL", "SECURE", "SSL_ENABLED", "ENABLE_SSL"), "implicit"),
    **dict.fromkeys(("FORCE_TLS", "IMPLICIT_TLS"), "implicit"),
    **dict.fromkeys(("STARTTLS", "USE_STARTTLS", "ENABLE_STARTTLS", "STARTTLS_ENABLE"), "starttls"),
    **dict.fromkeys(("ENABLE_STARTTLS_AUTO", "STARTTLS_ENABLED", "START_TLS"), "starttls"),
    **dict.fromkeys(("REQUIRE_TLS", "REQUIRE_STARTTLS", "STARTTLS_REQUIRED"), "starttls"),
    "IGNORE_TLS": "none",
}
_SPLIT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")


def is_about_mail(key: str) -> bool:
    """Whether a key names mail that is sent, such as `smtpHost` or `mail.options.port`."""
    words = key_words(key)
    return not _GROUPS.isdisjoint(words) and _OTHERS.isdisjoint(words)


def key_words(key: str) -> list[str]:
    """The words of a key in capitals: `smtpHost`, `smtp.host` and `SMTP_HOST` give the same."""
    return [word.upper() for word in _SPLIT.split(key) if word]


def meaning(key: str) -> tuple[str | None, str | None]:
    """(field, mode) of a key of no known program; both `None` if it is not understood."""
    words = key_words(key)
    if _GROUPS.isdisjoint(words) or not _OTHERS.isdisjoint(words):
        return None, None
    last = max(index for index, word in enumerate(words) if word in _GROUPS)
    smtp = "SMTP" in words[: last + 1]
    rest = "_".join(word for word in words[last + 1 :] if word not in _FILLERS)
    if not rest and words[last - 1 : last + 1] == ["FROM", "EMAIL"]:
        return "from_email_address", None
    field = _FIELDS.get(rest) or (_SMTP_ONLY.get(rest) if smtp else None)
    return field, _MODES.get(rest)
