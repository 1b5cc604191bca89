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
_WORDS = "smtp outgoing outbound sending mail email e-mail your the our esmtp ausgehender sortant"
_FILLERS = frozenset(_WORDS.split())
# Words that say no more than that it is for mail; a label of them alone means the server.
_ALONE = frozenset({"smtp", "outgoing", "outgoing mail", "smtp relay", "mail server"})
_MARKS = "-*•·–—●▪◦‣>#☐✓ \t\u00a0"
_REMARKS = re.compile(r"^\d+[.)]\s*|\([^)]*\)")
_PORT_WORD = re.compile(r"\bports?\b")
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
    field = CORES.get(core) or CORES.get(low)
    if field is None and (low in _ALONE or (not words and "server" in low)):
        field = "address"
    if field is None and len(words) < 6 and _PORT_WORD.search(core) and _is_port_label(core):
        field = "port"
    return (field, text.lower()) if field else None


def _is_port_label(core: str) -> bool:
    """`port for ssl`, `tls port`, `starttls-port`: a port, and how encryption begins there."""
    rest = _PORT_WORD.sub(" ", core)
    rest = re.sub(
        r"\b(?:for|with|using|ssl|tls|starttls|secure|non-secure|unencrypted|no)\b", "", rest
    )
    return not re.sub(r"[/\s-]|encryption|implicit|explicit", "", rest)
