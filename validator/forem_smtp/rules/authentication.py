"""Authentication: the SMTP AUTH mechanism, in the three words that Forem knows."""

from __future__ import annotations

from ..context import Context
from ..report import Severity
from .cleaned import cleaned
from .rule import Match, Rule
from .samples import GMAIL, MICROSOFT, OWN, POSTMARK, SENDGRID, example

WORDS = ("plain", "login", "cram_md5")
_ENCRYPTION = {"ssl", "tls", "ssl/tls", "starttls", "tls/ssl", "implicit", "smtps"}
_OAUTH = {"oauth", "oauth2", "xoauth2", "xoauth", "oauthbearer", "modern auth"}


def _missing(context: Context) -> Match | None:
    if context.settings.authentication is not None:
        return None
    word = context.best_authentication
    advice = "Choose the one that your provider asks for, usually plain."
    if context.provider and context.provider.authentication.mechanisms:
        advice = f"Choose {word}; {context.provider.name} accepts it."
    return Match({"authentication": word}, values={"advice": advice})


def _unknown(context: Context) -> Match | None:
    text = context.settings.authentication
    if text is None or text in WORDS:
        return None
    word = text.lower().replace("-", "_").replace(" ", "_").replace("crammd5", "cram_md5")
    if word in WORDS:
        return Match({"authentication": word}, values=_why(text, f"write {word}"))
    if text.lower() in _OAUTH:
        return Match(values=_why(text, "Forem can't do OAuth, only passwords"))
    fix = {"authentication": context.best_authentication}
    if text.lower() in _ENCRYPTION:
        return Match(fix, values=_why(text, "that's encryption, and Forem has no field for it"))
    return Match(
        fix if context.provider else None, values=_why(text, "ask your provider which one it is")
    )


def _why(text: str, reason: str) -> dict[str, str]:
    return {"authentication": text, "reason": reason}


def _not_offered(context: Context) -> Match | None:
    return (
        _other(context) if context.provider and context.provider.authentication.documented else None
    )


def _not_seen(context: Context) -> Match | None:
    return (
        None if context.provider and context.provider.authentication.documented else _other(context)
    )


def _other(context: Context) -> Match | None:
    word, provider = context.settings.authentication, context.provider
    if provider is None or word not in WORDS:
        return None
    offered = provider.authentication.mechanisms
    if not offered or word in offered:
        return None
    values = {"authentication": word, "provider": provider.name, "offered": " and ".join(offered)}
    return Match({"authentication": offered[0]}, values=values)


def _readable(context: Context) -> Match | None:
    word = context.settings.authentication
    if context.settings.encryption != "none" or word not in ("plain", "login"):
        return None
    offers = context.provider and "cram_md5" in context.provider.authentication.mechanisms
    return Match(
        {"authentication": "cram_md5"} if offers else None, values={"authentication": word}
    )


def _no_passwords(context: Context) -> Match | None:
    if context.provider is None or context.provider.authentication.passwords != "refused":
        return None
    return Match(values={"provider": context.provider.name})


def _ending_passwords(context: Context) -> Match | None:
    if context.provider is None or context.provider.authentication.passwords != "ending":
        return None
    return Match(values={"provider": context.provider.name})


RULES = (
    Rule(
        code="AUTH01",
        severity=Severity.WARNING,
        field="authentication",
        title="Authentication is missing",
        message="{advice} Authentication is empty.",
        check=_missing,
        seen="In the panel, an error when you save. The other values are stored anyway, so mail "
        "may already be on. If you don't use the panel, nothing happens until a server without "
        "PLAIN answers `504 5.5.4 Unrecognized authentication type`.",
        why="Forem accepts exactly `plain`, `login` or `cram_md5`. An empty value is none of "
        "them, so the panel refuses it (read in its source). If a payload leaves the value out, "
        "`SMTP_AUTHENTICATION` from Forem's environment counts; without that too, Ruby's mail "
        "library uses PLAIN (measured).",
        mend="Choose what your provider asks for. `plain` works with most; Microsoft 365 needs "
        "`login`.",
        caught=(example(SENDGRID, authentication=""), example(MICROSOFT, authentication="")),
        passed=(example(SENDGRID),),
        related=("AUTH03", "AUTH04"),
        sources=("forem", "measured", "admin"),
    ),
    cleaned("AUTH02", "authentication", "Authentication", ' "plain" '),
    Rule(
        code="AUTH03",
        severity=Severity.ERROR,
        field="authentication",
        title="Authentication is not one of the three words",
        message='"{authentication}" is not plain, login or cram_md5, and Forem refuses to save '
        "it: {reason}.",
        check=_unknown,
        seen="An error when you save in the panel. The other values are stored anyway, so mail "
        "may already be on, with a different Authentication from the one you chose.",
        why="Forem compares letter by letter: lowercase, with an underscore in `cram_md5`. `SSL` "
        "and `TLS` are kinds of encryption; Forem has no field for those and turns STARTTLS on by "
        "itself. `OAuth2` needs a token that is renewed again and again, and Forem can't do that.",
        mend="Choose `plain`, `login` or `cram_md5`. The provider's page says which one. When in "
        "doubt, choose `plain`, which STARTTLS encrypts on its way.",
        caught=(
            example(POSTMARK, authentication="CRAM-MD5"),
            example(POSTMARK, authentication="CRAM MD5"),
            example(SENDGRID, authentication="PLAIN"),
            example(OWN, authentication="SSL"),
            example(OWN, authentication="TLS"),
            example(SENDGRID, authentication="OAuth2"),
            example(OWN, authentication="ntlm"),
        ),
        passed=(
            example(SENDGRID),
            example(SENDGRID, authentication="login"),
            example(POSTMARK, authentication="cram_md5"),
        ),
        related=("AUTH01", "AUTH04"),
        sources=("forem", "measured"),
    ),
    Rule(
        code="AUTH07",
        severity=Severity.ERROR,
        field="authentication",
        title="This provider doesn't accept passwords",
        message="{provider} doesn't accept passwords over SMTP, and Forem has nothing else to "
        "offer.",
        check=_no_passwords,
        seen="`535 5.7.139 Authentication unsuccessful, basic authentication is disabled`.",
        why="The provider accepts only OAuth, or identifies the sender by its IP address or a "
        "certificate. Forem can send a user name and a password, nothing else.",
        mend="Use another provider. A relay made for programs, such as those in the [provider "
        "list](../providers/index.md), is the better choice anyway.",
        caught=(example(OWN, address="smtp-mail.outlook.com"),),
        passed=(example(OWN), example(SENDGRID)),
        related=("AUTH08",),
        sources=("providers",),
    ),
    Rule(
        code="AUTH04",
        severity=Severity.ERROR,
        field="authentication",
        title="This provider doesn't offer that Authentication",
        message="{provider} offers {offered}, but not {authentication}.",
        check=_not_offered,
        seen="`504 5.5.4 Unrecognized authentication type` or `535`; no mail leaves.",
        why="Forem uses the mechanism that you choose, and never tries another. A server refuses "
        "a mechanism that it doesn't offer (measured with `cram_md5` against a server with PLAIN "
        "and LOGIN).",
        mend="Choose one that the provider offers.",
        caught=(example(MICROSOFT, authentication="plain"),),
        passed=(example(MICROSOFT),),
        after=frozenset({"AUTH03", "AUTH07"}),
        related=("AUTH05", "AUTH03"),
        sources=("measured", "providers"),
    ),
    Rule(
        code="AUTH05",
        severity=Severity.WARNING,
        field="authentication",
        title="This provider isn't known to offer that Authentication",
        message="{provider} is known to offer {offered}, but {authentication} hasn't been seen "
        "there.",
        check=_not_seen,
        seen="Most likely `504 5.5.4 Unrecognized authentication type`.",
        why="This provider publishes no full list of mechanisms. The ones named are what others "
        "use with it, so your choice may fail.",
        mend="Choose one that is known to work.",
        caught=(example(SENDGRID, authentication="cram_md5"),),
        passed=(example(SENDGRID, authentication="login"), example(OWN, authentication="cram_md5")),
        after=frozenset({"AUTH03", "AUTH07"}),
        related=("AUTH04",),
        sources=("measured", "providers"),
    ),
    Rule(
        code="AUTH08",
        severity=Severity.WARNING,
        field="authentication",
        title="This provider is about to stop accepting passwords",
        message="{provider} is phasing out passwords over SMTP, and they may already be off for "
        "your account.",
        check=_ending_passwords,
        seen="`535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for "
        "the Tenant`, or for the Mailbox.",
        why="The provider has announced the end of passwords in steps, and an administrator may "
        "have turned them off earlier. The provider's page has the dates. The checker can't see "
        "whether yours works.",
        mend="Ask your administrator whether authenticated SMTP is on for this mailbox. Plan for "
        "another provider.",
        caught=(example(MICROSOFT),),
        passed=(example(SENDGRID), example(GMAIL)),
        related=("AUTH07",),
        sources=("providers",),
    ),
    Rule(
        code="AUTH06",
        severity=Severity.ADVICE,
        field="authentication",
        title="The password is sent unencrypted",
        message="With {authentication} and no encryption, the password itself is sent over the "
        "network, and Base64 hides nothing.",
        check=_readable,
        seen="Nothing: mail is delivered, and no warning appears anywhere.",
        why="`plain` and `login` send the password as it is, merely written in Base64. With "
        "STARTTLS no one can read it on the way; without it, everyone on the way can. `cram_md5` "
        "proves that you know the password without sending it, but the email itself still travels "
        "unencrypted.",
        mend="Use encryption. Choose `cram_md5` only if there is no encryption and the server "
        "offers it.",
        caught=(
            example(POSTMARK, encryption="none"),
            example(OWN, authentication="login", encryption="none"),
        ),
        passed=(
            example(POSTMARK, encryption="starttls"),
            example(POSTMARK, authentication="cram_md5", encryption="none"),
        ),
        related=("PORT09",),
        sources=("measured", "admin", "rfc4954"),
    ),
)
