"""What providers' pages and mail programs call the settings, in English, German and French."""

from __future__ import annotations

import re

_CORES = {
    "address": "server|servers|host|address|smart host|server/smart host"
    "|hostname|host name|server name|server hostname|server host"
    "|server address|endpoint|relay host|relay|relay server|servername|hostname or ip"
    "|postausgangsserver|ausgangsserver|postausgang|serveur|hôte|nom du serveur|nom d'hôte"
    "|serveur sortant|adresse du serveur|serveur d'envoi|serveur de messagerie",
    "port": "port|ports|port number|server port|available ports|portnummer|numéro de port",
    "user_name": "username|user name|user|login|login name|user id|account name|account"
    "|benutzername|benutzer|anmeldename|nom d'utilisateur|utilisateur|identifiant"
    "|authentication username|auth user",
    "password": "password|pass|app password|passwort|kennwort|mot de passe|key|token"
    "|authentication password|auth password",
    "authentication": "authentication|authentication method|authentication type|auth|auth method"
    "|auth type|auth mechanism|authentication mechanism|authentication mechanisms"
    "|authentifizierung|authentifizierungsmethode|authentification|méthode d'authentification",
    "encryption": "encryption|encryption method|encryption type|encrypted connection|security"
    "|security type|connection security|connection type|secure connection|verschlüsselung"
    "|verschlüsselungsart|verbindungssicherheit|sicherheit|chiffrement|sécurité"
    "|sécurité de la connexion|type de chiffrement|ssl|tls|ssl/tls|tls/ssl|starttls"
    "|requires ssl|requires tls|use ssl|use tls|requires ssl/tls|tls/starttls",
    "domain": "domain|helo|ehlo|helo domain|ehlo domain"
    "|helo name|helo/ehlo|ehlo/helo|helo hostname",
    "from_email_address": "from|from address|sender|sender address|sender email"
    "|absender|absenderadresse|expéditeur|adresse d'expédition",
    "reply_to_email_address": "reply-to|reply to|reply-to address|reply to address"
    "|antwortadresse|adresse de réponse",
}
CORES = {name: field for field, names in _CORES.items() for name in names.split("|")}
"""The field of each label, without the words that only say that it is about sending mail."""
INCOMING = re.compile(
    r"\b(?:imap|pop3?|incoming|inbound|posteingang\w*|eingehend\w*|entrant\w*|réception)\b",
    re.IGNORECASE,
)
OUTGOING = re.compile(
    r"\b(?:smtp|outgoing|outbound|sending|postausgang\w*|ausgehend\w*|sortant\w*|envoi)\b",
    re.IGNORECASE,
)
_DETERMINERS = frozenset({"your", "the", "our", "my", "default"})
_WORDS = "smtp outgoing outbound sending mail email e-mail esmtp ausgehender sortant"
_FILLERS = _DETERMINERS | frozenset(_WORDS.split())
_MACHINES = frozenset({"server", "relay", "service"})
# Words that say no more than that it is for mail; a label of them alone means the server.
_ALONE = frozenset({"smtp", "outgoing", "outgoing mail", "smtp relay", "mail server"})
_MARKS = "-*•·–—●▪◦‣>#☐✓ \t\u00a0"
_REMARKS = re.compile(r"^\d+[.)]\s*|\([^)]*\)")
_PORT_WORD = re.compile(r"\bports?\b")
_LAST_WORDS = frozenset(core.rpartition(" ")[2] for core in CORES) | _FILLERS | _MACHINES
_TOKEN = re.compile(r"[^\s,;]+")
_BEGINS = re.compile(r"[*`]*[^\W\d_]")
_MOST_WORDS = 6
LONGEST = 50


def label(text: str) -> tuple[str, str] | None:
    """(field, label in small letters) if `text` is a label, such as `SMTP port (TLS)`."""
    if len(text) > LONGEST:
        return None
    low = text.strip(_MARKS + ":=").replace("**", "").replace("`", "").replace("’", "'").lower()
    low = low.replace("smtp-", "smtp ")
    low = " ".join(_REMARKS.sub(" ", low).split())
    if not low:
        return None
    words = [word for word in low.split(" ") if word not in _FILLERS]
    core = " ".join(words)
    bare = " ".join(word for word in words if word not in _MACHINES)
    field = CORES.get(core) or CORES.get(low) or CORES.get(bare)
    if field is None and (low in _ALONE or (not words and "server" in low)):
        field = "address"
    if field is None and len(words) < 6 and _PORT_WORD.search(core) and _is_port_label(core):
        field = "port"
    return (field, text.lower()) if field else None


def label_at_end(text: str, inside: bool) -> int | None:
    """Where the label begins that `text` ends with, or `None` if it ends with none.

    What stands before it is a title, or else (`inside`) the value of the label before. The longest
    label counts that leaves such a value something: `Encryption: TLS Port: 587` has the label Port.
    """
    last = text[-LONGEST:].rpartition(" ")[2].strip(_MARKS + "`,;").replace("’", "'").lower()
    ends = last.endswith(")") or {last, last.rpartition("-")[2]} & _LAST_WORDS
    if not ends and not INCOMING.search(last):
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
    """Whether it is a label, be it for sending or for reading mail."""
    if label(text):
        return True
    rest, number = INCOMING.subn("", text)
    return number > 0 and (not rest.strip(_MARKS + "()") or label(rest) is not None)


def _is_value(text: str) -> bool:
    return not _DETERMINERS.issuperset(text.lower().strip(" ,;").split())


def _is_port_label(core: str) -> bool:
    """`port for ssl`, `tls port`, `starttls-port`: a port, and how encryption begins there."""
    rest = _PORT_WORD.sub(" ", core)
    rest = re.sub(
        r"\b(?:for|with|using|ssl|tls|starttls|secure|non-secure|unencrypted|no)\b", "", rest
    )
    return not re.sub(r"[/\s-]|encryption|implicit|explicit", "", rest)
