"""Whether a text is a placeholder: what instructions print where your own value belongs.

People's own user names and passwords may have any words in them, such as `my-shop` or "the quick
brown fox". So words count only if they say what to enter, as "the app password" does.
"""

from __future__ import annotations

import re

_MASK = re.compile(r"(?:x{3,}[ .-]?)+|SG\.x+(?:\.x+)?|[*•.]{3,}|…", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\$[A-Z]+(?:_[A-Z]+)+|\$\{.*\}|%[A-Z_]+%|ENV\[.*\]|\{\{.*\}\}|<%.*%>", re.DOTALL
)
_IN_BRACKETS = re.compile(r"<.*>|\{.*\}|\[.*\]|\(.*\)", re.DOTALL)
_LINK = re.compile(r"\[[^\]]{1,200}\]\(https?://")
_REMARK = re.compile(r" \([^()]{1,60}\)$")  # "app password (16 characters)"
_WORDS = re.compile(r"[^\W_]+(?:[ _'’.-]{1,2}[^\W_]+){0,9}[.…]?")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[A-Za-z][A-Za-z _.-]*")
# Where words are joined: `yourPassword`, `yourpassword`.
_JOINT = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?:(?<=your)|(?<=smtp)|(?<=app))(?=smtp|app|api|user|email|pass|login|key)"
)
_ONE_THING = (
    ("user name", "username"),
    ("api key", "apikey"),
    ("api token", "apikey"),
    ("smtp key", "apikey"),
)
_ALONE = {
    "changeme", "change-me", "change_me", "example", "todo", "tbd", "n/a", "na", "user", "pass",
    "smtp_pass", "login", "secret",
}  # fmt: skip
_YOUR = {
    "your", "dein", "deine", "deinen", "ihr", "ihre", "ihren", "votre", "vos", "ton", "ta",
    "tu", "tus", "su", "sus", "seu", "sua", "teu", "tua", "tuo", "suo", "uw", "jouw", "je",
    "twoje", "váš", "vaše", "ваш", "твой",
}  # fmt: skip
_SECRETS = {
    "password", "passwort", "kennwort", "passwd", "pwd", "passe", "passphrase", "contraseña",
    "senha", "wachtwoord", "hasło", "heslo", "parola", "şifre", "пароль", "username",
    "benutzername", "apikey", "credentials", "1password",
}  # fmt: skip
"""What to enter. Hardly any value consists of these words and the next alone."""
_THINGS = {
    "pass", "key", "token", "secret", "user", "name", "login", "account", "email", "mail",
    "mailbox",
    "address", "smtp", "api", "app", "domain", "host", "server", "port", "value", "string",
    "code", "clave", "usuario", "utilisateur", "identifiant", "konto", "adresse",
}  # fmt: skip
"""What to enter as well, but people's own values may be named after it, such as `mail-user`."""
_OTHERS = {
    "my", "mein", "meine", "mon", "ma", "mi", "meu", "minha", "mijn", "our", "the", "der",
    "die", "das", "le", "la", "el", "o", "il", "de", "het", "a", "an", "mot", "insert", "enter",
    "paste", "put", "add", "replace", "use", "type", "copy", "same", "see", "ask", "from",
    "generate", "generated", "in", "at", "on", "of", "for", "as", "with", "to", "above",
    "below", "here", "you", "got", "full", "new", "own", "actual", "real", "gmail", "google",
    "outlook", "provider", "hosting", "dashboard", "vault", "and", "is", "was", "entered", "i",
    "character", "characters", "letters",
}  # fmt: skip
_POINTERS = {"see", "same", "generated"}
_YOUR_LABEL = re.compile(
    r"your(?:[-_]?(?:smtp|e?mail|domain|company|web|site|server|host(?:ing)?|name|provider"
    r"|organization|org|forem|community|app|here)){1,3}"
)
_KNOWN = _YOUR | _SECRETS | _THINGS | _OTHERS
_ENDINGS = {"com", "org", "net", "tld", "server", "host", "here", "example"}
_NAMED = {*_THINGS, "here"}
_FEW = 3


def is_placeholder(text: str) -> bool:
    """Whether `text` is a placeholder."""
    if _MASK.fullmatch(text) or _REFERENCE.fullmatch(text) or _LINK.search(text):
        return True
    if "@" in text:
        local, _, domain = text.partition("@")
        return _is_yours(_words(local)) or is_placeholder_host(domain)
    if _IN_BRACKETS.fullmatch(text):
        inner = text[1:-1]
        return _says_what(inner) or (text[0] != "(" and _LETTERS.fullmatch(inner) is not None)
    return _says_what(_REMARK.sub("", text).removeprefix("$"))


def is_placeholder_host(name: str) -> bool:
    """Whether a host name looks like one that instructions make up: `smtp.your-provider.com`."""
    labels = name.lower().split(".")
    if labels[-1] not in _ENDINGS:  # your-server.de is Hetzner's, yourhosting.nl a company's
        return False
    # your.org belongs to someone.
    return labels[-1] == "tld" or "your" in labels[:-2] or any(map(_YOUR_LABEL.fullmatch, labels))


def _says_what(text: str) -> bool:
    """Whether words say what to enter."""
    words = _words(text)
    if text.lower() in _ALONE or _is_yours(words):
        return True
    if not all(word in _KNOWN for word in words):
        return False
    points = len(words) > 1 and words[0] in _POINTERS
    return points or not _SECRETS.isdisjoint(words)


def _is_yours(words: list[str]) -> bool:
    """Whether words are such as "your SMTP login"."""
    if len(words) < 2 or words[0] not in _YOUR:
        return False
    return not _SECRETS.isdisjoint(words) or (len(words) <= _FEW and words[-1] in _NAMED)


def _words(text: str) -> list[str]:
    """The words of a text in lower case, except for numbers; none if it has anything else."""
    if not _WORDS.fullmatch(text):
        return []
    apart = " ".join(_WORD.findall(_JOINT.sub(" ", text))).lower()
    for two, one in _ONE_THING:
        apart = apart.replace(two, one)
    return [word for word in apart.split() if not word.isdecimal()]
