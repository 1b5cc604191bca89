"""The Forem itself: what turns its mail on, and what overrides the settings."""

from __future__ import annotations

from collections.abc import Sequence

from ..context import Context
from ..settings import Instance
from .rule import ADVICE, ERROR, WARNING, Match, rule
from .samples import FOREM_2021, OWN, SENDGRID, SETS_2021, example

_LABELS = {"address": "Address", "user_name": "User name", "password": "Password"}
_WITH_KEY = Instance(sendgrid_api_key=True)
_2021_WITH_KEY = Instance(edition="2021", sendgrid_api_key=True)


@rule(
    "FOREM01",
    ADVICE,
    "address",
    step=None,
    message="Without {missing}, Forem keeps mail off, so no one is locked out either.",
    caught=(example(SENDGRID, password=""), example(SENDGRID, FOREM_2021, user_name="")),
    passed=(example(SENDGRID), example(SENDGRID, _WITH_KEY, password="")),
    related=("ADDR01", "USER01", "PASS01", "FOREM02"),
    sources=("instance", "forem"),
)
def mail_stays_off(context: Context) -> Match | None:
    """Mail stays off until all three are filled in

    ## Symptom
    Forem sends no mail, and doesn't ask anyone to confirm an address.

    ## Cause
    Mail is on when Address, User name and Password are all filled in (in the 2021 edition User name
    and Password were enough). The same switch makes Forem require a confirmed address from everyone
    who signs in.

    ## Fix
    Enter what's missing when you're ready. Once the last of the three is in, members without a
    confirmed address are locked out until mail works.
    """
    missing = context.missing
    if not missing or context.instance.sendgrid_api_key:
        return None
    names = _listed(missing)
    return Match(field=missing[0], values={"missing": names})


@rule(
    "FOREM02",
    WARNING,
    "address",
    step="start",
    reason="no server",
    fails=True,
    message="In the 2021 edition, User name and Password alone turn mail on. Members are locked "
    "out, but without an Address no mail can reach them.",
    caught=(example(SENDGRID, FOREM_2021, address="", **SETS_2021),),
    passed=(
        example(SENDGRID, address=""),
        example(SENDGRID, FOREM_2021, **SETS_2021),
        example(SENDGRID, _2021_WITH_KEY, address="", **SETS_2021),
    ),
    related=("ADDR01", "FOREM01"),
    sources=("instance",),
)
def mail_is_on_without_an_address(context: Context) -> Match | None:
    """2021 edition: mail is on without an Address

    ## Symptom
    Members must confirm their address, but the email that lets them do so never arrives.

    ## Cause
    The 2021 edition looked only at User name and Password. Without an Address there is no mail
    server to send through.

    ## Fix
    Enter the Address before you submit.
    """
    if context.instance.edition != "2021" or context.mail_is_from_sendgrid_key:
        return None
    if context.missing or context.settings.address is not None:
        return None
    return Match()


@rule(
    "FOREM03",
    WARNING,
    "address",
    step="start",
    reason="sendgrid key",
    message="Forem's environment has SENDGRID_API_KEY. Without {missing}, Forem uses that key to "
    "send through SendGrid instead of these values.",
    caught=(
        example(SENDGRID, _WITH_KEY, password=""),
        example(SENDGRID, _WITH_KEY, address="", user_name="", password=""),
    ),
    passed=(example(SENDGRID), example(SENDGRID, _WITH_KEY)),
    related=("FOREM04", "FOREM01"),
    sources=("instance", "forem"),
)
def sendgrid_key_replaces_what_is_missing(context: Context) -> Match | None:
    """SENDGRID_API_KEY is used as long as something is missing

    ## Symptom
    Mail goes out through SendGrid although you entered a different provider.

    ## Cause
    With the key in its environment, Forem counts mail as on. Since early 2022 the key is used only
    when Address, User name or Password is missing: smtp.sendgrid.net, 587, `plain`, user name
    `apikey`. All of your values are then ignored, including the two sender addresses: mail comes
    from `DEFAULT_EMAIL`. The panel hides the fields until you check **Use my own email server**.

    ## Fix
    Fill in all three if you want Forem to use these values. Leave all three empty if you want
    SendGrid with the key.
    """
    if context.instance.edition == "2021" or not context.mail_is_from_sendgrid_key:
        return None
    names = _listed(context.missing)
    return Match(field=context.missing[0], values={"missing": names})


@rule(
    "FOREM04",
    WARNING,
    "address",
    step="start",
    reason="sendgrid key",
    message="In the 2021 edition, SENDGRID_API_KEY in the environment overrides these values: "
    "none of them is used.",
    caught=(example(SENDGRID, _2021_WITH_KEY, **SETS_2021),),
    passed=(example(SENDGRID, FOREM_2021, **SETS_2021), example(SENDGRID, _WITH_KEY)),
    related=("FOREM03",),
    sources=("instance", "forem"),
    instance_field="sendgrid_api_key",
)
def sendgrid_key_overrides_everything(context: Context) -> Match | None:
    """2021 edition: SENDGRID_API_KEY overrides every setting

    ## Symptom
    Whatever you enter, mail goes out through SendGrid with that key.

    ## Cause
    The 2021 edition looked at the key first. Since early 2022 it is only the fallback when a value
    is missing.

    ## Fix
    If you want Forem to use these values, remove SENDGRID_API_KEY from the environment and restart.
    """
    return (
        Match()
        if context.instance.edition == "2021" and context.instance.sendgrid_api_key
        else None
    )


@rule(
    "FOREM05",
    ERROR,
    "from_email_address",
    step="mail_from",
    message="The community's name contains {character}. Forem puts it into From without quotes, "
    "so every email gets a broken sender, which most servers refuse.",
    caught=(
        example(SENDGRID, Instance(community_name="Cats, Dogs & Co.")),
        example(SENDGRID, Instance(community_name="Cats; Dogs")),
        example(OWN, Instance(community_name="Forum: Cats")),
        example(OWN, Instance(community_name="<example>NAME")),
        example(OWN, Instance(community_name="Cats [beta]")),
        example(OWN, Instance(community_name="Cats (beta")),
        example(OWN, Instance(edition="2021", community_name="Cats)"), **SETS_2021),
        example(OWN, Instance(community_name='The "Cats')),
        example(OWN, Instance(community_name="Cats\\Dogs")),
    ),
    passed=(
        example(SENDGRID),
        example(SENDGRID, Instance(community_name="Dr. O'Neil & the Cats (Köln)")),
        example(OWN, Instance(community_name='"Cats, Dogs"')),
    ),
    related=("FROM01", "FROM06"),
    sources=("sender", "quoting", "measured"),
    instance_field="community_name",
)
def community_name_breaks_the_sender(context: Context) -> Match | None:
    """The community's name breaks the sender of every email

    ## Symptom
    Whatever the settings are, most servers refuse every email. The reply is about the sender:
    `501 5.1.7 Bad sender address syntax`, or at SendGrid `550 The from address does not match a
    verified Sender Identity`, although the address is verified.

    ## Cause
    Forem writes From as the community's name and then the address in angle brackets, and puts no
    quotes around the name. A comma or semicolon ends the address there: with `Cats, Dogs`, Ruby's
    mail library sends as `Cats`. With a colon, a square or angle bracket, a backslash, or an
    unmatched quotation mark or parenthesis, it finds no address, and uses the whole text as the
    sender. All editions do this. A server of your own may complete `Cats` to an address and deliver
    the mail, with a wrong sender.

    ## Fix
    Change the community's name at `/admin/customization/config`, under **Community Content**, and
    leave out these characters: `,` `;` `:` `<` `>` `[` `]` `\\` and a single `"`, `(` or `)`. A
    pair of parentheses, `&`, `.`, `'`, `-` and letters of any language are fine. Then restart
    Forem's worker.
    """
    character = breaks_sender(context.instance.community_name or "")
    return Match(values={"character": f'"{character}"'}) if character else None


def breaks_sender(name: str) -> str:
    """The character of the name that breaks From, unquoted before an address; empty if none does.

    As mail 2.7.1 to 2.9.1 read From (measured): text in quotes and in pairs of parentheses is
    skipped, and a comma or semicolon with nothing before it has no effect.
    """
    opened: list[str] = []
    escaped = begun = False
    for character in name:
        if escaped:
            escaped = False
        elif opened and character == "\\":
            escaped = True
        elif opened[-1:] == ['"']:
            if character == '"':
                opened.pop()
        elif character == "(" or (character == '"' and not opened):
            opened.append(character)
            begun = True
        elif opened:
            if character == ")":
                opened.pop()
        elif character in "<>[]:)\\" or (begun and character in ",;"):
            return character
        else:
            begun = begun or character not in " ,;"
    return opened[0] if opened else ""


def _listed(names: Sequence[str]) -> str:
    *first, last = (_LABELS[name] for name in names)
    return f"{', '.join(first)} and {last}" if first else last
