"""Host names in a text, and which of them are for sending mail."""

from __future__ import annotations

import re

from .url import is_host
from .vocabulary import NOTHING, meaning

_EAST = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
_NOT_HOST = re.compile(rf"(?:[^\w.:@/-]|[{_EAST}])+")
_SENDING_NAME = re.compile(r"(?:e?smtp|email-smtp|smtp-relay|smtp-mail|out|outgoing|send)[\w-]*\.")
_CALLEE = re.compile(r"[\w.]{1,80}\((?=[\"'`)])")
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


def hosts_in(text: str) -> list[tuple[str, str]]:
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


def is_for_sending(host: str) -> bool:
    """Return whether a host is a provider's for sending mail, or has the name of one."""
    from ..providers import provider_by_host

    return host.lower() in provider_by_host() or _SENDING_NAME.match(host.lower()) is not None
