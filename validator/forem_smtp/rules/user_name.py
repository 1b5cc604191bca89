"""User name: the name that Forem signs in to the SMTP server with."""

from __future__ import annotations

import re
from functools import cache

from ..context import Context
from ..providers import UserName, providers
from ..report import Fix
from ..secrets import key_owner
from ..settings import Instance
from .cleaned import cleaned
from .placeholder import is_placeholder
from .rule import ERROR, WARNING, Match, rule
from .samples import GMAIL, MAILGUN, OWN, POSTMARK, SENDGRID, SES, example
from .text import is_mail_address, strip_backticks

_QUOTES_AND_SPACES = re.compile(r"[\s\"'`“”‘’]+")
_OTHER_CAUSE = frozenset({"USER07", "USER08", "USER09"})
_PLACEHOLDER = "a placeholder from the instructions, not a user name"
_SHORTEST_WORD = 6


@rule(
    "USER01",
    ERROR,
    "user_name",
    step="start",
    reason="off",
    message="User name is empty, and without one Forem keeps mail off.",
    caught=(example(SENDGRID, user_name=""), example(OWN, user_name="")),
    passed=(
        example(SENDGRID),
        example(SENDGRID, Instance(sendgrid_api_key=True), user_name="", password=""),
    ),
    related=("FOREM01", "ADDR01", "PASS01"),
    sources=("forem", "instance", "admin"),
)
def user_name_is_missing(context: Context) -> Match | None:
    """User name is missing

    ## Symptom
    Forem sends nothing.

    ## Cause
    Forem turns mail on only when Address, User name and Password are all filled in. That is true
    even for a relay that identifies you by your IP address and doesn't want credentials.

    ## Fix
    Enter the user name for the SMTP service. It isn't always your account's user name: the
    [provider's page](../providers/index.md) says what it is. If you're unsure, ask the provider. A
    server in your own network wants none? Then it [must let Forem sign
    in](../choosing-a-provider.md#own-server), or you need another one.
    """
    if context.settings.user_name is not None or context.instance.sendgrid_api_key:
        return None
    return Match(fix=_fixed_word(context))


user_name_was_cleaned = cleaned("USER02", "user_name", ' "apikey" ')


@rule(
    "USER09",
    ERROR,
    "user_name",
    step="auth",
    message='"{user_name}" is {what}.',
    caught=(
        example(OWN, user_name="your_username"),
        example(OWN, user_name="<user>"),
        example(SENDGRID, user_name="YOUR_API_KEY"),
        example(SENDGRID, user_name="${SMTP_USER_NAME}"),
        example(POSTMARK, user_name="apikey"),
        example(POSTMARK, user_name="resend"),
    ),
    passed=(
        example(SENDGRID),
        example(OWN),
        example(OWN, user_name="yourgroup"),
        example(OWN, user_name="resend"),
    ),
    related=("PASS04", "USER03"),
    sources=("measured",),
)
def user_name_is_a_placeholder(context: Context) -> Match | None:
    """User name is a placeholder

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    Instructions print such words where your own value belongs. Or it's the word that everyone
    enters with another provider, such as `apikey` with SendGrid, and stayed when Address changed.

    ## Fix
    Put your own user name in its place. SendGrid's `apikey` is the exception: it looks like a
    placeholder, but with SendGrid that very word is the user name.
    """
    name = context.settings.user_name
    if name is None or _fits(context, name):
        return None
    owner = _fixed_words().get(name)
    if is_placeholder(name) or (owner and context.provider):
        what = f"the user name of everyone at {owner}, not your own" if owner else _PLACEHOLDER
        return Match(fix=_fixed_word(context), values={"user_name": name, "what": what})
    return None


@rule(
    "USER08",
    ERROR,
    "user_name",
    step="auth",
    message="User name and Password are swapped: Password has what this provider wants as the "
    "user name.",
    caught=(
        example(SENDGRID, user_name=str(SENDGRID.password), password="apikey"),
        example(SES, user_name=str(SES.password), password=str(SES.user_name)),
    ),
    passed=(example(SENDGRID), example(SES), example(SENDGRID, password="apikey")),
    suppressed_by={"USER09"},
    related=("USER07", "PASS05"),
    sources=("providers",),
)
def user_name_and_password_are_swapped(context: Context) -> Match | None:
    """User name and Password are swapped

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    The value in Password is what the provider wants in User name, and the one in User name isn't.
    With many providers both look like random letters.

    ## Fix
    Swap the two with the button.
    """
    name, password = context.settings.user_name, context.settings.password
    if not name or not password or context.provider is None or name == password:
        return None
    if _fits(context, name) or not _fits(context, password):
        return None
    # Where both have the same shape, as with Mailjet, a valid password isn't a misplaced user name.
    shape = context.provider.password.shape
    if shape and re.fullmatch(shape, password) and not re.fullmatch(shape, name):
        return None
    if context.provider.user_name.rule == "address" and key_owner(name) is None:
        return None
    return Match(fix={"user_name": password, "password": name})


@rule(
    "USER07",
    ERROR,
    "user_name",
    step="auth",
    message="User name has a secret in it ({what}), which belongs in Password.",
    caught=(
        example(SENDGRID, user_name=str(SENDGRID.password), password=""),
        example(SENDGRID, user_name=str(SENDGRID.password)),
    ),
    passed=(example(SENDGRID), example(POSTMARK)),
    suppressed_by={"USER08"},
    related=("USER08", "USER03"),
    sources=("providers",),
)
def user_name_is_a_key(context: Context) -> Match | None:
    """User name is a secret key

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`). The key may show up in logs,
    where user names aren't hidden.

    ## Cause
    The value has the unmistakable format of a secret key. No provider uses a key
    of this format as a user name.

    ## Fix
    Move it to Password, and enter the user name that the provider wants. If you saved the key in
    this field or sent it to anyone, create a new one.
    """
    name = context.settings.user_name
    owner = key_owner(name) if name and context.provider else None
    if name is None or owner is None:
        return None
    fix = _fixed_word(context)
    if fix and context.settings.password is None:
        fix["password"] = name
    return Match(fix=fix, values={"what": strip_backticks(owner[0])})


@rule(
    "USER03",
    ERROR,
    "user_name",
    step="auth",
    message='With {provider}, User name is always the word "{word}".',
    caught=(
        example(SENDGRID, user_name="me@example.com"),
        example(SENDGRID, user_name="Forem production key"),
        example(
            SENDGRID,
            address="smtp.sparkpostmail.com",
            user_name="me@example.com",
            password="8d0f7c5b3a1e9264d7f0b2c4e6a8130597bdf1ec",
        ),
        example(
            SENDGRID,
            address="smtp.resend.com",
            user_name="me@example.com",
            password="re_Qm7RvT2x_9KpLs4WdZcYb8NfHgJ3u6",
        ),
    ),
    passed=(
        example(SENDGRID),
        example(OWN),
        example(
            SENDGRID,
            address="smtp.sparkpostmail.com",
            user_name="SMTP_Injection:X-MSYS-SUBACCOUNT=5",
            password="8d0f7c5b3a1e9264d7f0b2c4e6a8130597bdf1ec",
        ),
    ),
    suppressed_by=_OTHER_CAUSE,
    related=("USER09", "PASS05"),
    sources=("providers", "admin"),
)
def user_name_is_not_the_fixed_word(context: Context) -> Match | None:
    """This provider has one user name for everyone

    ## Symptom
    `535 Authentication failed: Bad username / password` or similar
    (`Net::SMTPAuthenticationError`).

    ## Cause
    The provider identifies you by the key in Password. The user name only says that a key follows,
    and is the same for everyone: `apikey` at SendGrid, `SMTP_Injection` at SparkPost, `resend` at
    Resend, `api` at Mailtrap. It is that literal word, not a placeholder, not the name of the key
    and not your address.

    ## Fix
    Enter the word exactly as shown, including capital letters. SparkPost lets you add the number of
    a subaccount to it: `SMTP_Injection:X-MSYS-SUBACCOUNT=123`.
    """
    wanted, name = _wanted(context, "fixed"), context.settings.user_name
    if wanted is None or name is None or _fits(context, name):
        return None
    values = {"user_name": name, "word": str(wanted.value), "provider": _provider(context)}
    return Match(fix=_fixed_word(context), values=values)


@rule(
    "USER04",
    WARNING,
    "user_name",
    step="auth",
    message='{provider} wants a full email address as User name, but "{user_name}" has no @.',
    caught=(
        example(GMAIL, user_name="forem.example"),
        example(MAILGUN, user_name="postmaster"),
    ),
    passed=(example(GMAIL), example(OWN, user_name="forem")),
    suppressed_by=_OTHER_CAUSE,
    related=("USER05",),
    sources=("providers", "admin"),
)
def user_name_is_not_an_address(context: Context) -> Match | None:
    """The user name should be a full email address

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    With some providers the user name is the part before the @, with others the full address. This
    one documents the full address.

    ## Fix
    Enter the full address, including the part after the @.
    """
    name = context.settings.user_name
    if _wanted(context, "address") is None or name is None or "@" in name:
        return None
    sender = context.settings.from_email_address or ""
    same = sender.partition("@")[0] == name and is_mail_address(sender)
    values = {"user_name": name, "provider": _provider(context)}
    return Match(fix={"user_name": sender} if same else None, values=values)


@rule(
    "USER05",
    ERROR,
    "user_name",
    step="auth",
    message="{provider} wants {what} as User name, not an email address.",
    caught=(
        example(SES, user_name="admin@example.org"),
        example(POSTMARK, user_name="admin@example.org"),
    ),
    passed=(example(SES), example(POSTMARK), example(GMAIL)),
    suppressed_by=_OTHER_CAUSE,
    related=("USER04", "USER10"),
    sources=("providers", "admin"),
)
def user_name_is_an_address(context: Context) -> Match | None:
    """The user name must not be an email address

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    The SMTP service has its own credentials, which you create in its console. Your account's
    address isn't one of them.

    ## Fix
    Copy the user name from the provider's page for SMTP credentials.
    """
    wanted, name = _wanted(context, "token"), context.settings.user_name
    if wanted is None or name is None or "@" not in name:
        return None
    return Match(values={"provider": _provider(context), "what": strip_backticks(wanted.what)})


@rule(
    "USER06",
    WARNING,
    "user_name",
    step="auth",
    message="User name has a space or a quote inside, which probably shouldn't be there.",
    caught=(example(OWN, user_name="forem @example.org"), example(OWN, user_name="for'em")),
    passed=(example(OWN), example(SENDGRID)),
    suppressed_by=_OTHER_CAUSE | {"USER03", "USER04"},
    related=("USER02",),
    sources=("measured",),
)
def user_name_has_spaces_or_quotes(context: Context) -> Match | None:
    """Spaces or quotes inside the user name

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`).

    ## Cause
    A user name almost never has a space or a quote in it. They get there when part of a line is
    copied along with it.

    ## Fix
    Compare it with the provider's page, and remove them.
    """
    name = context.settings.user_name
    if name is None:
        return None
    clean = _QUOTES_AND_SPACES.sub("", name)
    return Match(fix={"user_name": clean} if clean else None) if clean != name else None


@rule(
    "USER10",
    WARNING,
    "user_name",
    step="auth",
    message="{provider} wants {what} as User name, and those usually look different.",
    caught=(example(SES, user_name="ses-smtp-user.20261101"),),
    passed=(example(SES), example(OWN), example(POSTMARK)),
    suppressed_by=_OTHER_CAUSE | {"USER06"},
    related=("USER05", "PASS07"),
    sources=("providers",),
)
def user_name_has_an_unusual_format(context: Context) -> Match | None:
    """The user name has an unusual format

    ## Symptom
    `535` … authentication failed (`Net::SMTPAuthenticationError`), if it's the wrong value.

    ## Cause
    User names from this provider usually have one format, and this one has a different one.
    Providers change their formats, so this isn't an error.

    ## Fix
    Compare it with the provider's page for SMTP credentials.
    """
    name = context.settings.user_name
    if context.provider is None or name is None or "@" in name:
        return None
    wanted = context.provider.user_name
    if wanted.rule == "fixed" or wanted.shape is None or re.fullmatch(wanted.shape, name):
        return None
    return Match(values={"provider": _provider(context), "what": strip_backticks(wanted.what)})


def _wanted(context: Context, rule: str) -> UserName | None:
    """Return what the provider wants as the user name, if it has this kind of rule."""
    if context.provider is None or context.provider.user_name.rule != rule:
        return None
    return context.provider.user_name


def _fixed_word(context: Context) -> Fix | None:
    wanted = _wanted(context, "fixed")
    return {"user_name": wanted.value} if wanted and wanted.value else None


@cache
def _fixed_words() -> dict[str, str]:
    """The words that a provider has as the user name of everyone, each with the provider's name.

    Without a word of fewer than six letters, such as `api`, which may be a person's own.
    """
    names: dict[str, list[str]] = {}
    for owner in providers().values():
        word = owner.user_name.value or ""
        if owner.user_name.rule == "fixed" and len(word) >= _SHORTEST_WORD:
            names.setdefault(word, []).append(owner.name)
    return {word: " and ".join(owners) for word, owners in names.items()}


def _fits(context: Context, name: str) -> bool:
    """Whether `name` is certainly what this provider wants as the user name."""
    if context.provider is None:
        return False
    wanted = context.provider.user_name
    if wanted.rule == "fixed" and name == wanted.value:
        return True
    if wanted.rule == "address":
        return is_mail_address(name)
    return wanted.shape is not None and re.fullmatch(wanted.shape, name) is not None


def _provider(context: Context) -> str:
    return context.provider.name if context.provider else ""
