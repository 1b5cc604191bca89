"""Authentication: the SMTP AUTH mechanism, in the three words that Forem knows."""

from __future__ import annotations

from ..context import Context
from ..settings import MECHANISMS
from .cleaned import cleaned
from .rule import ADVICE, ERROR, WARNING, Match, rule
from .samples import GMAIL, MICROSOFT, OWN, POSTMARK, SENDGRID, example

_ENCRYPTION = {"ssl", "tls", "ssl/tls", "starttls", "tls/ssl", "implicit", "smtps"}
_NONE = {"none", "no", "off", "false", "anonymous", "noauth", "no auth", "no authentication"}
_OAUTH = {"oauth", "oauth2", "xoauth2", "xoauth", "oauthbearer", "modern auth"}


@rule(
    "AUTH01",
    WARNING,
    "authentication",
    step="auth",
    message="Authentication is empty, and Forem's panel refuses that. {advice}",
    caught=(example(SENDGRID, authentication=""), example(MICROSOFT, authentication="")),
    passed=(example(SENDGRID),),
    related=("AUTH03", "AUTH04"),
    sources=("forem", "measured", "admin"),
)
def authentication_is_missing(context: Context) -> Match | None:
    """Authentication is missing

    ## Symptom
    In the panel, an error when you save. The other values are stored anyway, so mail may already be
    on. If you don't use the panel, nothing happens until a server without PLAIN answers `504 5.5.4
    Unrecognized authentication type`.

    ## Cause
    Forem accepts exactly `plain`, `login` or `cram_md5`. An empty value isn't one of them, so the
    panel has refused it since late July 2021 (read in its source). So every payload has a value:
    what the provider accepts, or `plain`. Without any value, `SMTP_AUTHENTICATION` from Forem's
    environment is used; without that too, Ruby's mail library uses PLAIN (measured).

    ## Fix
    Choose what your provider asks for. `plain` works with most; Microsoft 365 needs `login`.
    """
    if context.settings.authentication is not None:
        return None
    word = context.best_authentication
    advice = f"The payload has {word}, the usual one: make sure that your provider accepts it."
    if context.settings.address is None:
        advice = "Choose the one that your provider asks for, usually plain."
    elif context.provider and context.provider.authentication.mechanisms:
        advice = f"The payload has {word}, which {context.provider.name} accepts."
    return Match(fix={"authentication": word}, values={"advice": advice})


authentication_was_cleaned = cleaned("AUTH02", "authentication", ' "plain" ')


@rule(
    "AUTH03",
    ERROR,
    "authentication",
    step="start",
    reason="refused",
    message='"{authentication}" is not plain, login or cram_md5, and Forem refuses to save it: '
    "{reason}.",
    caught=(
        example(POSTMARK, authentication="CRAM-MD5"),
        example(POSTMARK, authentication="CRAM MD5"),
        example(SENDGRID, authentication="PLAIN"),
        example(OWN, authentication="SSL"),
        example(OWN, authentication="TLS"),
        example(SENDGRID, authentication="OAuth2"),
        example(OWN, authentication="ntlm"),
        example(OWN, authentication="None"),
    ),
    passed=(
        example(SENDGRID),
        example(SENDGRID, authentication="login"),
        example(POSTMARK, authentication="cram_md5"),
    ),
    related=("AUTH01", "AUTH04"),
    sources=("forem", "measured"),
)
def authentication_is_not_one_of_three(context: Context) -> Match | None:
    """Authentication is not one of the three words

    ## Symptom
    An error when you save in the panel. The other values are stored anyway, so mail may already be
    on, with a different Authentication from the one you chose.

    ## Cause
    Forem compares letter by letter: lowercase, with an underscore in `cram_md5`. `SSL` and `TLS`
    are kinds of encryption; Forem has no field for those and turns STARTTLS on by itself. `OAuth2`
    needs a token that must be renewed regularly, and Forem can't do that. There is no word for
    `none`: Forem always signs in, and keeps mail off without User name and Password.

    `SMTP_AUTHENTICATION` in the environment is never checked. What it does there depends on Ruby's
    library: `PLAIN` works with net-smtp 0.3 and 0.5, but 0.4 answers `wrong authentication type`;
    `CRAM-MD5` works only with 0.5; `SSL` with none (measured).

    ## Fix
    Choose `plain`, `login` or `cram_md5`. The provider's page says which one. If in doubt, choose
    `plain`: STARTTLS encrypts it in transit. If the server is your own and wants no password, give
    Forem [an account there](../choosing-a-provider.md#own-server).
    """
    text = context.settings.authentication
    if text is None or text in MECHANISMS:
        return None
    word = text.lower().replace("-", "_").replace(" ", "_").replace("crammd5", "cram_md5")
    if word in MECHANISMS:
        return Match(fix={"authentication": word}, values=_why(text, f"write {word}"))
    if text.lower() in _OAUTH:
        return Match(values=_why(text, "Forem can't do OAuth, only passwords"))
    fix = {"authentication": context.best_authentication}
    if text.lower() in _NONE:
        reason = "Forem always signs in, with User name and Password"
        return Match(fix=fix if context.provider else None, values=_why(text, reason))
    if text.lower() in _ENCRYPTION:
        return Match(fix=fix, values=_why(text, "that's encryption, and Forem has no field for it"))
    return Match(
        fix=fix if context.provider else None,
        values=_why(text, "ask your provider which one it is"),
    )


def _why(text: str, reason: str) -> dict[str, str]:
    return {"authentication": text, "reason": reason}


@rule(
    "AUTH07",
    ERROR,
    "authentication",
    step="auth",
    message="{provider} doesn't accept passwords over SMTP, and Forem has nothing else to offer.",
    caught=(example(OWN, address="smtp-mail.outlook.com"),),
    passed=(example(OWN), example(SENDGRID)),
    related=("AUTH08",),
    sources=("providers",),
)
def provider_refuses_passwords(context: Context) -> Match | None:
    """This provider doesn't accept passwords

    ## Symptom
    `535 5.7.139 Authentication unsuccessful, basic authentication is disabled`.

    ## Cause
    The provider accepts only OAuth, or identifies the sender by its IP address or a certificate.
    Forem can send a user name and a password, nothing else.

    ## Fix
    Use another provider. A relay made for programs, such as those in the [provider
    list](../providers/index.md), is a better choice anyway.
    """
    if context.provider is None or context.provider.authentication.passwords != "refused":
        return None
    return Match(values={"provider": context.provider.name})


@rule(
    "AUTH04",
    ERROR,
    "authentication",
    step="auth",
    message="{provider} offers {offered}, but not {authentication}.",
    caught=(example(MICROSOFT, authentication="plain"),),
    passed=(example(MICROSOFT),),
    suppressed_by={"AUTH03", "AUTH07"},
    related=("AUTH05", "AUTH03"),
    sources=("measured", "providers"),
)
def authentication_is_not_offered(context: Context) -> Match | None:
    """This provider doesn't offer that Authentication

    ## Symptom
    `504 5.5.4 Unrecognized authentication type` or `535`; no mail leaves.

    ## Cause
    Forem uses the mechanism that you choose, and never tries another. A server refuses a mechanism
    that it doesn't offer (measured with `cram_md5` against a server with PLAIN and LOGIN).

    ## Fix
    Choose one that the provider offers.
    """
    return (
        _other(context) if context.provider and context.provider.authentication.documented else None
    )


@rule(
    "AUTH05",
    WARNING,
    "authentication",
    step="auth",
    message="{provider} is known to offer {offered}, but {authentication} hasn't been seen there.",
    caught=(example(SENDGRID, authentication="cram_md5"),),
    passed=(example(SENDGRID, authentication="login"), example(OWN, authentication="cram_md5")),
    suppressed_by={"AUTH03", "AUTH07"},
    related=("AUTH04",),
    sources=("measured", "providers"),
)
def authentication_is_not_known_there(context: Context) -> Match | None:
    """This provider isn't known to offer that Authentication

    ## Symptom
    Most likely `504 5.5.4 Unrecognized authentication type`.

    ## Cause
    This provider publishes no full list of mechanisms. The ones named are those that others use
    with it, so your choice may fail.

    ## Fix
    Choose one that is known to work.
    """
    return (
        None if context.provider and context.provider.authentication.documented else _other(context)
    )


@rule(
    "AUTH08",
    WARNING,
    "authentication",
    step="auth",
    message="{provider} is phasing out passwords over SMTP, and they may already be off for your "
    "account.",
    caught=(example(MICROSOFT),),
    passed=(example(SENDGRID), example(GMAIL)),
    related=("AUTH07",),
    sources=("providers",),
)
def provider_phases_out_passwords(context: Context) -> Match | None:
    """This provider is about to stop accepting passwords

    ## Symptom
    `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant`,
    or for the Mailbox.

    ## Cause
    The provider has announced the end of passwords in steps, and an administrator may have turned
    them off earlier. The provider's page has the dates. The checker can't see whether yours works.

    ## Fix
    If authenticated SMTP is off, there are two ways. Have an administrator switch it on for this
    one mailbox: that's the least work, but it lasts only until the provider ends passwords. Or send
    through a relay service: you need records in your DNS, but this way lasts. See [Choosing a
    provider](../choosing-a-provider.md).
    """
    if context.provider is None or context.provider.authentication.passwords != "ending":
        return None
    return Match(values={"provider": context.provider.name})


@rule(
    "AUTH06",
    ADVICE,
    "authentication",
    step=None,
    message="With {authentication} and no encryption, the password itself is sent over the "
    "network, and Base64 hides nothing.",
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
)
def password_is_sent_unencrypted(context: Context) -> Match | None:
    """The password is sent unencrypted

    ## Symptom
    Nothing: mail is delivered, and no warning appears anywhere.

    ## Cause
    `plain` and `login` send the password as it is, merely written in Base64. With STARTTLS, no one
    can read it in transit; without STARTTLS, anyone can. `cram_md5` proves that you know the
    password without sending it, but the email itself still travels unencrypted.

    ## Fix
    Use encryption. Choose `cram_md5` only if there is no encryption and the server offers it.
    """
    word = context.settings.authentication
    if context.settings.encryption != "none" or word not in ("plain", "login"):
        return None
    offers = context.provider and "cram_md5" in context.provider.authentication.mechanisms
    return Match(
        fix={"authentication": "cram_md5"} if offers else None, values={"authentication": word}
    )


def _other(context: Context) -> Match | None:
    word, provider = context.settings.authentication, context.provider
    if provider is None or word not in MECHANISMS:
        return None
    offered = provider.authentication.mechanisms
    if not offered or word in offered:
        return None
    values = {"authentication": word, "provider": provider.name, "offered": " and ".join(offered)}
    return Match(fix={"authentication": offered[0]}, values=values)
