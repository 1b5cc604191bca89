"""Password: the secret of the SMTP service, often a key or an app password."""

from __future__ import annotations

import re

from ..characters import described, misplaced, without_places
from ..context import Context
from ..normalize import unquoted
from ..providers import Password, WrongKind, providers
from ..secrets import key_owner
from ..settings import Instance
from .cleaned import cleaned
from .placeholder import is_placeholder
from .rule import ADVICE, ERROR, WARNING, Match, rule
from .samples import BREVO, GMAIL, MAILGUN, OWN, POSTMARK, SENDGRID, SES, example
from .text import strip_backticks

_BEARER = re.compile(r"(?:Authorization:\s*)?Bearer\s+(.+)", re.IGNORECASE | re.DOTALL)
_WRAPPED = frozenset({"PASS03", "PASS04", "PASS13"})


@rule(
    "PASS01",
    ERROR,
    "password",
    step="start",
    reason="off",
    message="Password is empty, and without one Forem keeps mail off.",
    caught=(example(SENDGRID, password=""), example(OWN, password="")),
    passed=(
        example(SENDGRID),
        example(SENDGRID, Instance(sendgrid_api_key=True), user_name="", password=""),
    ),
    related=("FOREM01", "USER01", "ADDR01"),
    sources=("forem", "instance", "admin"),
)
def password_is_missing(context: Context) -> Match | None:
    """Password is missing

    ## Symptom
    Forem sends nothing.

    ## Cause
    Forem turns mail on only when Address, User name and Password are all filled in.

    ## Fix
    Enter the password for the SMTP service. Often it's a key made for that purpose, not your
    account's password: the [provider's page](../providers/index.md) says which. A link to this
    checker never fills in this field, so you also see this after opening one. A server in your own
    network wants none? Then it [must let Forem sign in](../choosing-a-provider.md#own-server), or
    you need another one.
    """
    if context.settings.password is not None or context.instance.sendgrid_api_key:
        return None
    return Match()


password_was_cleaned = cleaned("PASS02", "password", f"{SENDGRID.password}\n")


@rule(
    "PASS04",
    ERROR,
    "password",
    step="auth",
    message="Password is a placeholder or dots from a page, not your actual password.",
    caught=(
        example(SENDGRID, password="YOUR_API_KEY"),
        example(OWN, password="<password>"),
        example(OWN, password="••••••••••"),
        example(OWN, password="********"),
        example(SENDGRID, password="SG.xxxxxxxxxxxx"),
    ),
    passed=(example(SENDGRID), example(OWN)),
    related=("USER09",),
    sources=("measured",),
)
def password_is_a_placeholder(context: Context) -> Match | None:
    """Password is a placeholder

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    Instructions print such words where your own value belongs. A page shows asterisks or dots
    instead of a password, and copying them doesn't copy the password.

    ## Fix
    Enter your own password. If you no longer have it, create a new one at the provider: most show a
    key only once.
    """
    password = context.settings.password
    if password is None or password == context.settings.user_name:
        return None
    return Match() if is_placeholder(password) else None


@rule(
    "PASS13",
    WARNING,
    "password",
    step="auth",
    message="Password has {what}, which can't be seen and probably shouldn't be there.",
    caught=(
        example(SENDGRID, password=f"{SENDGRID.password}\u200e"),
        example(OWN, password="\u202aJm4-vault-Tulip-92\u202c"),
        example(OWN, password="Jm4-vault\u200b-Tulip-92"),
        example(OWN, password="Jm4-vault\tTulip-92"),
        example(GMAIL, password="qwmx\u00a0trzk\u00a0vbnp\u00a0lhsd"),
    ),
    passed=(
        example(SENDGRID),
        example(OWN, user_name="words@example.org", password="three short words"),
        example(OWN, user_name="emoji@example.org", password="Tulip-❤️-👩‍🚀-92"),
        example(OWN, user_name="persian@example.org", password="رمز\u200cعبور-92"),
    ),
    suppressed_by={"PASS04"},
    related=("PASS02", "PASS03"),
    sources=("measured",),
)
def password_has_invisible_characters(context: Context) -> Match | None:
    """Password has invisible characters

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    Text copied from a chat, a document or a web page often has invisible characters in it:
    direction marks, zero-width spaces, tabs. Forem sends them as part of the password, and the
    server compares every one of them.

    ## Fix
    Remove them with the button, or copy the password again from where the provider shows it. A
    password may contain anything, so the checker didn't remove them for you.
    """
    password = context.settings.password
    if password is None:
        return None
    places = [place for place in misplaced(password) if password[place] not in "\r\n"]
    if not places:
        return None
    clean = _joined(context, without_places(password, places).strip())
    what = described(password, {password[place] for place in places})
    return Match(fix={"password": clean} if clean else None, values={"what": what})


@rule(
    "PASS03",
    WARNING,
    "password",
    step="auth",
    message="Password has quotes around it, Bearer before it, or spaces or line breaks inside, "
    "which probably shouldn't be there.",
    caught=(
        example(SENDGRID, password=f'"{SENDGRID.password}"'),
        example(SENDGRID, password=f"Bearer {SENDGRID.password}"),
        example(
            SENDGRID,
            password=f"{str(SENDGRID.password)[:30]}\n{str(SENDGRID.password)[30:]}",
        ),
        example(SENDGRID, password=f"{str(SENDGRID.password)[:30]} {str(SENDGRID.password)[30:]}"),
    ),
    passed=(
        example(SENDGRID),
        example(OWN, user_name="words@example.org", password="three short words"),
        example(GMAIL),
    ),
    suppressed_by={"PASS04", "PASS13"},
    related=("PASS02", "PASS13"),
    sources=("measured",),
)
def password_is_wrapped(context: Context) -> Match | None:
    """Password has quotes, `Bearer` or spaces that probably don't belong to it

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    Forem sends the password exactly as entered. Quotes come from a settings file, `Bearer` from an
    HTTP example, a line break or a space from a terminal that wraps lines.

    ## Fix
    Compare it with what the provider showed. If they aren't part of it, remove them with the
    button. A password may contain anything, so the checker didn't remove them for you.
    """
    password, wanted = context.settings.password, _wanted(context)
    if password is None:
        return None
    match = _BEARER.fullmatch(password)
    clean = unquoted(match[1] if match else password).replace("\r", "").replace("\n", "")
    if wanted and not _matches(wanted.shape, clean):
        clean = _joined(context, clean)
    return Match(fix={"password": clean} if clean else None) if clean != password else None


@rule(
    "PASS05",
    ERROR,
    "password",
    step="auth",
    message="This is {what}, which doesn't work as a password here. {instead}",
    caught=(
        example(BREVO, password="xkeysib-" + "3f9c71d0e8a2b465" * 4 + "-Ab3dEf6hIj9kLm2n"),
        example(SES, password="wJalrXUtnFEMI7K9MDENGbPxRfiCYzT3qLmV5sHd"),
        example(MAILGUN, password="key-3a9f0c4b7d21e85f6a0b9c8d7e6f5a4b"),
    ),
    passed=(example(BREVO), example(SES), example(MAILGUN)),
    suppressed_by=_WRAPPED,
    related=("PASS06", "PASS11", "USER07"),
    sources=("providers",),
)
def password_is_the_wrong_kind(context: Context) -> Match | None:
    """The wrong kind of key

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    Providers issue several kinds of keys. The SMTP server refuses a key for the HTTP API or for
    another product. You can tell the kind by the key's format.

    ## Fix
    Create an SMTP password or key on the provider's page for SMTP, and enter that.
    """
    return _named(_wrong_kind(context, sure=True))


@rule(
    "PASS06",
    WARNING,
    "password",
    step="auth",
    message="This looks like {what}. {instead}",
    caught=(example(SES, password="Agx3vQ8mRt5Zc1Yk7Hd9Wp2Nf6Gs4Jb0Ue+Ta/XqVoCi"),),
    passed=(example(SES),),
    suppressed_by=_WRAPPED | {"PASS05"},
    related=("PASS05",),
    sources=("providers",),
)
def password_is_probably_the_wrong_kind(context: Context) -> Match | None:
    """Probably the wrong kind of key

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`), if it's the wrong kind.

    ## Cause
    The value has the format of a different kind of key. The format alone proves nothing, so this
    isn't an error.

    ## Fix
    Compare it with the provider's page for SMTP.
    """
    return _named(_wrong_kind(context, sure=False))


@rule(
    "PASS11",
    ERROR,
    "password",
    step="auth",
    message="This is a secret of {owner} ({what}); {provider} doesn't know it.",
    caught=(
        example(MAILGUN, password=str(SENDGRID.password)),
        example(SENDGRID, password="0f9e8d7c6b5a49382716fedcba987654-us12"),
    ),
    passed=(
        example(MAILGUN),
        example(SENDGRID),
        example(OWN, user_name="key@example.org", password=str(SENDGRID.password)),
    ),
    suppressed_by=_WRAPPED | {"PASS05", "PASS06", "USER08"},
    related=("PASS05",),
    sources=("providers",),
)
def password_is_another_providers_key(context: Context) -> Match | None:
    """Another provider's key

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    The value has the unmistakable format of another provider's key. Address and Password come from
    different services.

    ## Fix
    Enter the password of the provider in Address, or change Address to the provider that issued the
    key.
    """
    password = context.settings.password
    owner = key_owner(password) if password and context.provider else None
    if owner is None or context.provider is None or owner[1] == context.provider.id:
        return None
    issuer = providers().get(owner[1])
    return Match(
        values={
            "what": strip_backticks(owner[0]),
            "owner": issuer.name if issuer else "another service",
            "provider": context.provider.name,
        }
    )


@rule(
    "PASS08",
    WARNING,
    "password",
    step="auth",
    message="With this provider, a server token goes in both User name and Password, but the two "
    "differ.",
    caught=(example(POSTMARK, password="9c8b7a6d-1e2f-4a3b-9c4d-5e6f7a8b9c0d"),),
    passed=(example(POSTMARK), example(OWN)),
    suppressed_by=_WRAPPED,
    related=("PASS09",),
    sources=("providers",),
)
def password_differs_from_user_name(context: Context) -> Match | None:
    """Password must be the same as User name

    ## Symptom
    `535 5.7.8` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    The token is both user name and password. With Postmark, only the access key and secret key of
    an SMTP token differ from each other.

    ## Fix
    Enter the token in both fields. With Postmark, use the Server API token, or the pair that makes
    up one SMTP token.
    """
    wanted, name, password = _wanted(context), context.settings.user_name, context.settings.password
    if wanted is None or not wanted.same_as_user_name or not name or not password:
        return None
    if name == password:
        return None
    if wanted.shape and not (_matches(wanted.shape, name) and _matches(wanted.shape, password)):
        return None
    return Match(fix={"password": name}, alternative={"user_name": password})


@rule(
    "PASS09",
    WARNING,
    "password",
    step="auth",
    message="Password and User name are the same, so one of them was probably entered twice.",
    caught=(
        example(OWN, password="forem@example.org"),
        example(SENDGRID, password="apikey"),
    ),
    passed=(example(OWN), example(POSTMARK)),
    suppressed_by=_WRAPPED,
    related=("PASS08", "USER07"),
    sources=("providers",),
)
def password_is_the_user_name(context: Context) -> Match | None:
    """Password is the same as User name

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    The two are the same only with a few providers, such as Postmark.

    ## Fix
    Enter the password that belongs to the user name.
    """
    wanted, password = _wanted(context), context.settings.password
    if password is None or password != context.settings.user_name:
        return None
    return None if wanted and wanted.same_as_user_name else Match()


@rule(
    "PASS10",
    WARNING,
    "password",
    step="auth",
    message="{provider} needs an app password, which {shape}; this doesn't look like one.",
    caught=(
        example(GMAIL, password="MyDog!Rex2019"),
        example(
            GMAIL,
            address="smtp.mail.me.com",
            user_name="forem.example@icloud.com",
            from_email_address="forem.example@icloud.com",
            password="MyDog!Rex2019",
        ),
    ),
    passed=(example(GMAIL), example(OWN)),
    suppressed_by=_WRAPPED | {"PASS05", "PASS09", "PASS11"},
    related=("PASS12", "AUTH07"),
    sources=("providers",),
)
def password_is_not_an_app_password(context: Context) -> Match | None:
    """An app password is needed

    ## Symptom
    `534 5.7.9 Application-specific password required` or `535 5.7.8 Username and Password not
    accepted`.

    ## Cause
    SMTP refuses the account's own password. You create an app password for one program in the
    account's security settings, usually after you turn on two-step verification.

    ## Fix
    Create an app password at the provider and enter it here.
    """
    wanted, password = _wanted(context), context.settings.password
    if wanted is None or not wanted.app_password or password is None or wanted.shape is None:
        return None
    if _matches(wanted.shape, password):
        return None
    return _shaped(context, wanted)


@rule(
    "PASS12",
    ADVICE,
    "password",
    step=None,
    message="The app password has spaces that only make it easier to read; enter it without them.",
    caught=(example(GMAIL, password="qwmx trzk vbnp lhsd"),),
    passed=(example(GMAIL),),
    suppressed_by=_WRAPPED,
    related=("PASS10",),
    sources=("providers",),
)
def app_password_has_spaces(context: Context) -> Match | None:
    """The app password includes the spaces it's shown with

    ## Symptom
    Possibly nothing, possibly `535`: we didn't measure whether the server ignores the spaces.

    ## Cause
    The provider shows the sixteen letters in groups of four. The spaces aren't part of the
    password.

    ## Fix
    Remove the spaces with the button.
    """
    wanted, password = _wanted(context), context.settings.password
    if wanted is None or not wanted.app_password or not password or " " not in password:
        return None
    return (
        Match(fix={"password": password.replace(" ", "")})
        if _matches(wanted.shape, password)
        else None
    )


@rule(
    "PASS07",
    WARNING,
    "password",
    step="auth",
    message="A password for {provider} usually {shape}; this one doesn't.",
    caught=(
        example(SENDGRID, password="Jm4-vault-Tulip-92"),
        example(SENDGRID, password=str(SENDGRID.password)[:-5]),
        example(BREVO, password="Jm4-vault-Tulip-92"),
    ),
    passed=(
        example(SENDGRID),
        example(BREVO),
        example(OWN),
        example(POSTMARK, user_name="PMT-Access-7Gh2", password="s3cret-Of-The-Token"),
    ),
    suppressed_by=_WRAPPED | {"PASS05", "PASS06", "PASS09", "PASS11", "USER08"},
    related=("PASS05", "USER10"),
    sources=("providers", "admin"),
)
def password_has_an_unusual_format(context: Context) -> Match | None:
    """The password has an unusual format

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`), if it's the wrong value.

    ## Cause
    Passwords and keys from this provider usually have one format. Part of it may be missing, or
    it's the password of your account, which the SMTP server refuses. Providers change their
    formats, so this isn't an error.

    ## Fix
    Copy the whole key again from the provider's page for SMTP. If that page no longer shows it,
    create a new one.
    """
    wanted, password = _wanted(context), context.settings.password
    if wanted is None or password is None or wanted.shape is None or wanted.app_password:
        return None
    if _matches(wanted.shape, password):
        return None
    # If the user name of such a pair is of another kind, so is the password.
    if wanted.same_as_user_name and not _matches(wanted.shape, context.settings.user_name or ""):
        return None
    return _shaped(context, wanted)


def _wanted(context: Context) -> Password | None:
    return context.provider.password if context.provider else None


def _joined(context: Context, text: str) -> str:
    """Return `text` without its spaces if that has the shape of this provider's passwords."""
    wanted, joined = _wanted(context), "".join(text.split())
    return joined if wanted and _matches(wanted.shape, joined) else text


def _matches(shape: str | None, text: str) -> bool:
    return shape is not None and re.fullmatch(shape, text) is not None


def _wrong_kind(context: Context, *, sure: bool) -> WrongKind | None:
    password, wanted = context.settings.password, _wanted(context)
    if password is None or wanted is None or _matches(wanted.shape, password):
        return None
    kinds = (kind for kind in wanted.wrong if kind.sure == sure)
    return next((kind for kind in kinds if _matches(kind.shape, password)), None)


def _named(kind: WrongKind | None) -> Match | None:
    if kind is None:
        return None
    return Match(
        values={"what": strip_backticks(kind.what), "instead": strip_backticks(kind.instead)}
    )


def _shaped(context: Context, wanted: Password) -> Match:
    provider = context.provider.name if context.provider else ""
    return Match(
        values={"provider": provider, "shape": strip_backticks(wanted.shape_text or wanted.what)}
    )
