"""User name: the name by which Forem logs in to the SMTP server."""

from __future__ import annotations

import re

from ..context import Context
from ..providers import UserName
from ..report import Fix, Severity
from ..secrets import key_owner
from ..settings import Instance
from .cleaned import cleaned
from .rule import Match, Rule
from .samples import GMAIL, MAILGUN, OWN, POSTMARK, SENDGRID, SES, example
from .text import is_mail_address, is_stand_in, plain

_QUOTES_AND_BLANKS = re.compile(r"[\s\"'`“”‘’]+")
_OTHER_CAUSE = frozenset({"USER07", "USER08", "USER09"})


def _wanted(context: Context, rule: str) -> UserName | None:
    """The provider's demand on the user name, if it is of this kind."""
    if context.provider is None or context.provider.user_name.rule != rule:
        return None
    return context.provider.user_name


def _missing(context: Context) -> Match | None:
    if context.settings.user_name is not None or context.instance.sendgrid_api_key:
        return None
    return Match(_fixed_word(context))


def _fixed_word(context: Context) -> Fix | None:
    wanted = _wanted(context, "fixed")
    return {"user_name": wanted.value} if wanted and wanted.value else None


def _stand_in(context: Context) -> Match | None:
    name = context.settings.user_name
    if name is None or not is_stand_in(name) or _fits(context, name):
        return None
    return Match(_fixed_word(context), values={"user_name": name})


def _swapped(context: Context) -> Match | None:
    name, password = context.settings.user_name, context.settings.password
    if not name or not password or context.provider is None or name == password:
        return None
    if _fits(context, name) or not _fits(context, password):
        return None
    # Where both have one shape, as with Mailjet, a right password is not a user name misplaced.
    shape = context.provider.password.shape
    if shape and re.fullmatch(shape, password) and not re.fullmatch(shape, name):
        return None
    if context.provider.user_name.rule == "address" and key_owner(name) is None:
        return None
    return Match({"user_name": password, "password": name})


def _fits(context: Context, name: str) -> bool:
    """Whether `name` is surely what this provider wants for a user name."""
    if context.provider is None:
        return False
    wanted = context.provider.user_name
    if wanted.rule == "fixed":
        return name == wanted.value
    if wanted.rule == "address":
        return is_mail_address(name)
    return wanted.shape is not None and re.fullmatch(wanted.shape, name) is not None


def _key(context: Context) -> Match | None:
    name = context.settings.user_name
    owner = key_owner(name) if name and context.provider else None
    if name is None or owner is None:
        return None
    fix = _fixed_word(context)
    if fix and context.settings.password is None:
        fix["password"] = name
    return Match(fix, values={"what": plain(owner[0])})


def _fixed(context: Context) -> Match | None:
    wanted, name = _wanted(context, "fixed"), context.settings.user_name
    if wanted is None or name is None or name == wanted.value:
        return None
    values = {"user_name": name, "word": str(wanted.value), "provider": _provider(context)}
    return Match(_fixed_word(context), values=values)


def _no_address(context: Context) -> Match | None:
    name = context.settings.user_name
    if _wanted(context, "address") is None or name is None or "@" in name:
        return None
    sender = context.settings.from_email_address or ""
    same = sender.partition("@")[0] == name and is_mail_address(sender)
    values = {"user_name": name, "provider": _provider(context)}
    return Match({"user_name": sender} if same else None, values=values)


def _address(context: Context) -> Match | None:
    wanted, name = _wanted(context, "token"), context.settings.user_name
    if wanted is None or name is None or "@" not in name:
        return None
    return Match(values={"provider": _provider(context), "what": plain(wanted.what)})


def _odd_characters(context: Context) -> Match | None:
    name = context.settings.user_name
    if name is None:
        return None
    clean = _QUOTES_AND_BLANKS.sub("", name)
    return Match({"user_name": clean} if clean else None) if clean != name else None


def _unlikely(context: Context) -> Match | None:
    name = context.settings.user_name
    if context.provider is None or name is None or "@" in name:
        return None
    wanted = context.provider.user_name
    if wanted.rule == "fixed" or wanted.shape is None or re.fullmatch(wanted.shape, name):
        return None
    return Match(values={"provider": _provider(context), "what": plain(wanted.what)})


def _provider(context: Context) -> str:
    return context.provider.name if context.provider else ""


RULES = (
    Rule(
        code="USER01",
        severity=Severity.ERROR,
        field="user_name",
        title="User name is missing",
        message="User name is empty, and without one Forem keeps mail off.",
        check=_missing,
        seen="Forem sends nothing.",
        why="Forem turns mail on only when Address, User name and Password are all filled in. "
        "That is true even for a relay that identifies you by your IP address and doesn't want "
        "credentials.",
        mend="Enter the user name for the SMTP service. It isn't always your account's user name: "
        "the [provider's page](../providers/index.md) says what it is. If you're unsure, ask the "
        "provider.",
        caught=(example(SENDGRID, user_name=""), example(OWN, user_name="")),
        passed=(
            example(SENDGRID),
            example(SENDGRID, Instance(sendgrid_api_key=True), user_name="", password=""),
        ),
        related=("FOREM01", "ADDR01", "PASS01"),
        sources=("forem", "instance", "admin"),
    ),
    cleaned("USER02", "user_name", "User name", ' "apikey" '),
    Rule(
        code="USER09",
        severity=Severity.ERROR,
        field="user_name",
        title="User name is a placeholder",
        message='"{user_name}" is a placeholder from the instructions, not a user name.',
        check=_stand_in,
        seen="`535` … authentication failed (`Net::SMTPAuthenticationError`).",
        why="Instructions print such words where your own value belongs.",
        mend="Put your own user name in its place. SendGrid's `apikey` is the exception: it looks "
        "like a placeholder, but that very word is the user name.",
        caught=(
            example(OWN, user_name="your_username"),
            example(OWN, user_name="<user>"),
            example(SENDGRID, user_name="YOUR_API_KEY"),
            example(SENDGRID, user_name="${SMTP_USER_NAME}"),
        ),
        passed=(example(SENDGRID), example(OWN), example(OWN, user_name="yourgroup")),
        related=("PASS04", "USER03"),
        sources=("measured",),
    ),
    Rule(
        code="USER08",
        severity=Severity.ERROR,
        field="user_name",
        title="User name and Password are swapped",
        message="User name and Password are swapped: Password has what this provider wants as the "
        "user name.",
        check=_swapped,
        seen="`535` … authentication failed (`Net::SMTPAuthenticationError`).",
        why="The value in Password is what the provider wants in User name, and the one in User "
        "name isn't. With many providers both look like random letters.",
        mend="Swap the two. The button does it.",
        caught=(
            example(SENDGRID, user_name=str(SENDGRID.password), password="apikey"),
            example(SES, user_name=str(SES.password), password=str(SES.user_name)),
        ),
        passed=(example(SENDGRID), example(SES), example(SENDGRID, password="apikey")),
        after=frozenset({"USER09"}),
        related=("USER07", "PASS05"),
        sources=("providers",),
    ),
    Rule(
        code="USER07",
        severity=Severity.ERROR,
        field="user_name",
        title="User name is a secret key",
        message="User name has a secret in it ({what}), which belongs in Password.",
        check=_key,
        seen="`535` … authentication failed (`Net::SMTPAuthenticationError`). The key may show up "
        "in logs, where user names aren't hidden.",
        why="The value has the unmistakable format of a secret key. No provider uses one as a "
        "user name.",
        mend="Move it to Password, and enter the user name that the provider wants. If you saved "
        "the key in this field or sent it to anyone, make a new one.",
        caught=(
            example(SENDGRID, user_name=str(SENDGRID.password), password=""),
            example(SENDGRID, user_name=str(SENDGRID.password)),
        ),
        passed=(example(SENDGRID), example(POSTMARK)),
        after=frozenset({"USER08"}),
        related=("USER08", "USER03"),
        sources=("providers",),
    ),
    Rule(
        code="USER03",
        severity=Severity.ERROR,
        field="user_name",
        title="This provider has one user name for everyone",
        message='With {provider}, User name is always the word "{word}".',
        check=_fixed,
        seen="`535 Authentication failed: Bad username / password` or similar "
        "(`Net::SMTPAuthenticationError`).",
        why="The provider identifies you by the key in Password. The user name only says that a "
        "key follows, and is the same for everyone: `apikey` at SendGrid, `SMTP_Injection` at "
        "SparkPost, `resend` at Resend, `api` at Mailtrap. It is that literal word, not a "
        "placeholder, not the name of the key and not your address.",
        mend="Enter the word exactly as shown, including capital letters.",
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
        passed=(example(SENDGRID), example(OWN)),
        after=_OTHER_CAUSE,
        related=("USER09", "PASS05"),
        sources=("providers", "admin"),
    ),
    Rule(
        code="USER04",
        severity=Severity.WARNING,
        field="user_name",
        title="The user name should be a full email address",
        message='{provider} wants a full email address as User name, but "{user_name}" has no @.',
        check=_no_address,
        seen="`535` … authentication failed (`Net::SMTPAuthenticationError`).",
        why="With some providers the user name is the part before the @, with others the full "
        "address. This one documents the full address.",
        mend="Enter the full address, including the part after the @.",
        caught=(
            example(GMAIL, user_name="forem.example"),
            example(MAILGUN, user_name="postmaster"),
        ),
        passed=(example(GMAIL), example(OWN, user_name="forem")),
        after=_OTHER_CAUSE,
        related=("USER05",),
        sources=("providers", "admin"),
    ),
    Rule(
        code="USER05",
        severity=Severity.ERROR,
        field="user_name",
        title="The user name must not be an email address",
        message="{provider} wants {what} as User name, not an email address.",
        check=_address,
        seen="`535` … authentication failed (`Net::SMTPAuthenticationError`).",
        why="The SMTP service has its own credentials, which you make in its console. Your "
        "account's address isn't one of them.",
        mend="Take the user name from the provider's page for SMTP credentials.",
        caught=(
            example(SES, user_name="admin@example.org"),
            example(POSTMARK, user_name="admin@example.org"),
        ),
        passed=(example(SES), example(POSTMARK), example(GMAIL)),
        after=_OTHER_CAUSE,
        related=("USER04", "USER10"),
        sources=("providers", "admin"),
    ),
    Rule(
        code="USER06",
        severity=Severity.WARNING,
        field="user_name",
        title="Spaces or quotes inside the user name",
        message="User name has a space or a quote inside, which probably shouldn't be there.",
        check=_odd_characters,
        seen="`535` … authentication failed (`Net::SMTPAuthenticationError`).",
        why="A user name almost never has a space or a quote in it. They come from copying part "
        "of a line.",
        mend="Compare it with the provider's page, and remove them.",
        caught=(example(OWN, user_name="forem @example.org"), example(OWN, user_name="for'em")),
        passed=(example(OWN), example(SENDGRID)),
        after=_OTHER_CAUSE | {"USER03", "USER04"},
        related=("USER02",),
        sources=("measured",),
    ),
    Rule(
        code="USER10",
        severity=Severity.WARNING,
        field="user_name",
        title="The user name has an unusual format",
        message="{provider} wants {what} as User name, and those usually look different.",
        check=_unlikely,
        seen="`535` … authentication failed (`Net::SMTPAuthenticationError`), if it's the wrong "
        "value.",
        why="User names from this provider usually have one format, and this one has another. "
        "Providers change their formats, so this isn't an error.",
        mend="Compare it with the provider's page for SMTP credentials.",
        caught=(example(SES, user_name="ses-smtp-user.20261101"),),
        passed=(example(SES), example(OWN), example(POSTMARK)),
        after=_OTHER_CAUSE | {"USER06"},
        related=("USER05", "PASS07"),
        sources=("providers",),
    ),
)
