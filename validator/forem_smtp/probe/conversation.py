"""The steps that Forem takes with a mail server, in Forem's order and with Forem's words.

Source: Net::SMTP's `do_start`, and what it was measured to do (docs/delivery.md).
"""

from __future__ import annotations

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass

from ..context import Context
from ..report import Report
from ..secrets import Secrets
from ..settings import HIDDEN, LABELS, MECHANISMS
from .errors import RefusedError, in_the_log
from .talk import EndlessReplyError, Line, Reply, Talk

_ADDRESS = re.compile(r"[^\s@<>\x00-\x1f]+@[^\s@<>\x00-\x1f]+")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How the conversation went.

    `error` is what Forem's log would have, and the rest of the server's reply; `None` if nothing
    failed. `unfinished` says why not everything was tried. No secret is in any of them.
    """

    lines: tuple[Line, ...]
    error: str | None = None
    unfinished: str | None = None


def probe(
    report: Report, recipient: str | None = None, tell: Callable[[Line], None] = lambda line: None
) -> Outcome:
    """Connect to the server as Forem does, sign in once, name the sender, and leave.

    With a `recipient`, ask whether the server accepts mail for that address too. No mail is sent.
    Each line is passed to `tell` as soon as it is said.

    Raises `ValueError` if there is no Address or no valid Port to connect to, or if the recipient
    isn't an email address.
    """
    context = report.context
    if recipient is not None and not _ADDRESS.fullmatch(recipient):
        raise ValueError("The recipient must be an email address, such as you@example.org.")
    if context.host is None:
        raise ValueError(f"{LABELS['address']} is missing: there is no server to connect to.")
    if context.stored_port is not None and context.port is None:
        raise ValueError(f"{LABELS['port']} must be a number from 1 to 65535.")
    talk = Talk(context.secrets, tell)
    try:
        talk.connect(context.host, context.port or 25)
        unfinished = _converse(talk, context, context.host, recipient)
    except (OSError, EOFError, EndlessReplyError, RefusedError, ValueError) as error:
        words = in_the_log(error, opening=talk.is_opening)
        talk.fail(words)
        return Outcome(lines=tuple(talk.lines), error=words)
    finally:
        talk.close()
    return Outcome(lines=tuple(talk.lines), unfinished=unfinished)


def _converse(talk: Talk, context: Context, host: str, recipient: str | None) -> str | None:
    """Take all steps that the values allow, and return why it ended before the last one."""
    name = context.payload.domain or "localhost"
    _demand("2", talk.listen())
    if _offers_starttls(_greet(talk, name)):
        _demand("2", talk.say("STARTTLS"))
        talk.encrypt(host)
        _greet(talk, name)
    unfinished = _why_no_sign_in(talk, context)
    if unfinished is None:
        _sign_in(talk, context)
        unfinished = _name_addresses(talk, context, recipient)
    if unfinished:
        talk.note(unfinished)
    _demand("2", talk.say("QUIT"))
    return unfinished


def _greet(talk: Talk, name: str) -> Reply:
    """Say EHLO, or HELO if that's refused: then nothing is known about what the server offers."""
    reply = talk.say(f"EHLO {name}")
    return reply if reply.kind == "2" else _demand("2", talk.say(f"HELO {name}"))


def _offers_starttls(reply: Reply) -> bool:
    """Say whether Ruby finds STARTTLS, in capitals, among what the server offers."""
    return any(line[4:].split()[:1] == ["STARTTLS"] for line in reply.lines[1:])


def _why_no_sign_in(talk: Talk, context: Context) -> str | None:
    """Return why there's no sign-in, if so.

    Forem would send the password unencrypted if the server doesn't offer STARTTLS. This doesn't.
    """
    for field in ("user_name", "password"):
        if getattr(context.settings, field) is None:
            return f"Not signed in: {LABELS[field]} is missing"
    if (context.payload.authentication or "plain") not in MECHANISMS:
        return f"Not signed in: Forem refuses this {LABELS['authentication']}"
    if not talk.is_encrypted:
        return (
            "Not signed in: the server doesn't offer STARTTLS, so the password would be sent "
            "unencrypted"
        )
    return None


def _sign_in(talk: Talk, context: Context) -> None:
    user, password = str(context.settings.user_name), str(context.settings.password)
    mechanism = context.payload.authentication or "plain"
    if mechanism == "plain":
        response = _base64(f"\0{user}\0{password}")
        reply = talk.say(f"AUTH PLAIN {response}", f"AUTH PLAIN {HIDDEN}")
    elif mechanism == "login":
        _demand("3", talk.say("AUTH LOGIN"))
        _demand("3", talk.say(_base64(user), HIDDEN))
        reply = talk.say(_base64(password), HIDDEN)
    else:
        asked = _demand("3", talk.say("AUTH CRAM-MD5"))
        digest = hmac.new(password.encode(), _challenge(asked), "md5").hexdigest()
        # Whoever has the digest and the challenge can try passwords.
        talk.secrets = Secrets(context.settings, context.provider, (digest,))
        reply = talk.say(_base64(f"{user} {digest}"), HIDDEN)
    if reply.kind != "2":
        raise RefusedError(reply, signing_in=True)


def _name_addresses(talk: Talk, context: Context, recipient: str | None) -> str | None:
    """Name the sender, and the recipient if there is one; return why not, if so."""
    sender = context.settings.from_email_address
    if sender is None or context.instance.edition == "2021":
        return "Not asked whether the sender is accepted: it's the address in DEFAULT_EMAIL"
    # In these lines, what is between the colon and the @ looks like a password, but isn't one.
    shown = context.shown.from_email_address
    _demand("2", talk.say(f"MAIL FROM:<{sender}>", f"MAIL FROM:<{shown}>"))
    if recipient:
        shown = context.secrets.redact(recipient)
        _demand("2", talk.say(f"RCPT TO:<{recipient}>", f"RCPT TO:<{shown}>"))
    return None


def _demand(kind: str, reply: Reply) -> Reply:
    """Return the reply if it's of this kind. Raises `RefusedError` otherwise."""
    if reply.kind != kind:
        raise RefusedError(reply)
    return reply


def _challenge(reply: Reply) -> bytes:
    try:
        return b64decode(reply.lines[0][4:].encode())
    except ValueError:
        raise RefusedError(reply) from None


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
