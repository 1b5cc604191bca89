"""From email address and Reply-to email address: who the mail is from."""

from __future__ import annotations

import re

from ..context import Context
from ..host_names import is_host_name
from ..providers import provider_by_mail_domain
from ..settings import SENDER_FIELDS, Field, Instance
from .cleaned import cleaned
from .placeholder import is_placeholder
from .rule import ADVICE, ERROR, WARNING, Match, rule
from .samples import FOREM_2021, GMAIL, IONOS, MAILGUN, MICROSOFT, OWN, SENDGRID, SETS_2021, example
from .text import distance, domain_of, is_mail_address, mail_address_in

_SHORTEST_DOMAIN = 9
"""Shorter domains that differ by one letter often belong to different people."""
_LONGEST_COUNTER = 3
_DIGITS = "0123456789"
_SANDBOX = "sandbox0123456789abcdef0123456789abcdef.mailgun.org"


@rule(
    "FROM01",
    ERROR,
    "from_email_address",
    step="start",
    reason="refused",
    message='"{address}" is not an email address, and Forem refuses to save it.',
    caught=(
        example(OWN, from_email_address="Our Forem <hello@example.org>"),
        example(OWN, from_email_address="hello"),
        example(OWN, from_email_address="hello@example.org, other@example.org"),
    ),
    passed=(example(OWN), example(OWN, from_email_address="")),
    related=("FROM02", "FROM03"),
    sources=("forem",),
)
def from_is_not_an_email_address(context: Context) -> Match | None:
    """From email address is not an email address

    ## Symptom
    An error when you save in the panel. The other values are stored anyway.

    ## Cause
    Forem accepts a single bare email address here, or an empty field. It refuses two addresses, or
    an address with a name, as in `Forem <mail@example.org>`.

    ## Fix
    Enter the address alone.
    """
    return _not_address(context, "from_email_address")


@rule(
    "FROM02",
    ERROR,
    "reply_to_email_address",
    step="start",
    reason="refused",
    message='"{address}" is not an email address, and Forem refuses to save it.',
    caught=(
        example(SENDGRID, reply_to_email_address="Our Forem <hello@example.org>"),
        example(SENDGRID, reply_to_email_address="hello"),
    ),
    passed=(example(SENDGRID), example(SENDGRID, reply_to_email_address="")),
    related=("FROM01",),
    sources=("forem",),
)
def reply_to_is_not_an_email_address(context: Context) -> Match | None:
    """Reply-to email address is not an email address

    ## Symptom
    An error when you save in the panel. The other values are stored anyway.

    ## Cause
    Forem accepts a single bare email address here, or an empty field.

    ## Fix
    Enter the address alone.
    """
    return _not_address(context, "reply_to_email_address")


@rule(
    "FROM10",
    WARNING,
    "from_email_address",
    step="mail_from",
    message="From email address is empty: Forem then sends as DEFAULT_EMAIL from its environment, "
    "and {provider} refuses a sender that doesn't belong to your account.",
    caught=(example(SENDGRID, from_email_address=""), example(GMAIL, from_email_address="")),
    passed=(
        example(SENDGRID),
        example(OWN, from_email_address=""),
        example(SENDGRID, FOREM_2021, **SETS_2021),
    ),
    related=("FROM03", "FROM05", "FROM06"),
    asks=True,
    sources=("forem", "providers"),
)
def from_is_empty_and_senders_are_limited(context: Context) -> Match | None:
    """From email address is empty, and this provider doesn't accept every sender

    ## Symptom
    Signing in succeeds, and then the sender is refused, usually with `550`; or the mail is sent
    from a different address.

    ## Cause
    Sign-in and sender are checked separately. The checker can't see what `DEFAULT_EMAIL` is.

    ## Fix
    Enter the address that the provider has verified; with a mailbox provider, enter the mailbox's
    own address.
    """
    provider = context.provider
    if provider is None or provider.sender.rule == "any" or not _is_empty(context):
        return None
    name = context.settings.user_name
    own = provider.sender.rule == "mailbox" and name is not None and is_mail_address(name)
    fix = {"from_email_address": name} if own and name else None
    return Match(fix=fix, values={"provider": provider.name})


@rule(
    "FROM03",
    ADVICE,
    "from_email_address",
    step=None,
    message="From email address is empty: Forem uses DEFAULT_EMAIL from its environment.",
    caught=(example(OWN, from_email_address=""),),
    passed=(
        example(OWN),
        example(SENDGRID, from_email_address=""),
        example(OWN, FOREM_2021, **SETS_2021),
    ),
    suppressed_by={"FROM10"},
    related=("FROM10", "FROM01"),
    asks=True,
    sources=("forem", "providers"),
)
def from_is_empty(context: Context) -> Match | None:
    """From email address is empty

    ## Symptom
    Nothing, if `DEFAULT_EMAIL` is an address that your provider accepts. Otherwise the provider
    refuses the sender, usually with `550`.

    ## Cause
    The right credentials don't make the sender right: many servers send only for addresses that
    they know.

    ## Fix
    Enter an address on your own domain that the provider has verified, or make sure that
    `DEFAULT_EMAIL` is one.
    """
    if not _is_empty(context):
        return None
    # A server of no known provider is nearly always a mailbox's, which sends as itself.
    name = context.settings.user_name
    own = name is not None and context.provider is None and is_mail_address(name)
    return Match(fix={"from_email_address": name} if own and name else None)


@rule(
    "FROM16",
    WARNING,
    "from_email_address",
    step="message",
    message='{provider} sends from its test domain "{domain}" only to addresses that you '
    "authorized there, so your members get no mail.",
    caught=(
        example(MAILGUN, from_email_address=f"postmaster@{_SANDBOX}"),
        example(MAILGUN, user_name=f"postmaster@{_SANDBOX}"),
    ),
    passed=(example(MAILGUN), example(SENDGRID), example(OWN)),
    related=("FROM06", "ADDR12"),
    sources=("providers",),
)
def sends_from_a_test_domain(context: Context) -> Match | None:
    """The provider's test domain, which reaches no member

    ## Symptom
    A test email to yourself arrives. Nothing reaches anyone else: the provider refuses the
    recipient, or accepts the mail and drops it. So no member can confirm an address.

    ## Cause
    A provider gives each new account a domain to try it with. Mail from there goes only to your own
    address, or to recipients that you have authorized one by one.

    ## Fix
    Add a domain of your own at the provider, verify it, and enter its sender, and with it its user
    name where that is different for each domain.
    """
    provider = context.provider
    if provider is None or provider.test_domain is None:
        return None
    for address in (context.settings.from_email_address, context.settings.user_name):
        domain = domain_of(address)
        if domain and re.fullmatch(provider.test_domain, domain):
            return Match(values={"provider": provider.name, "domain": domain})
    return None


@rule(
    "FROM04",
    WARNING,
    "from_email_address",
    step="message",
    message="From is an address at {domain}, and {provider} can't sign for that domain. Such mail "
    "fails DMARC and usually lands in the spam folder, if anywhere.",
    caught=(
        example(SENDGRID, from_email_address="our.forem@gmail.com"),
        example(MAILGUN, from_email_address="our.forem@yahoo.com"),
    ),
    passed=(example(SENDGRID), example(GMAIL), example(OWN)),
    related=("FROM05", "FROM06"),
    sources=("rfc7489", "providers"),
)
def from_is_a_free_mail_address(context: Context) -> Match | None:
    """A free-mail address as the sender through a relay

    ## Symptom
    Mail in the spam folder, a refusal by the receiver, or nothing at all.

    ## Cause
    Receivers ask the domain of the From address who may send for it (DMARC). A free-mail provider
    lists only itself. A relay can't become a sender for it, because the domain isn't yours.

    ## Fix
    Send from an address on a domain of your own, and authenticate that domain with the relay.
    """
    domain = domain_of(context.settings.from_email_address)
    if (
        context.provider is None
        or context.provider.kind != "relay"
        or domain not in provider_by_mail_domain()
    ):
        return None
    return Match(values={"domain": domain, "provider": context.provider.name})


@rule(
    "FROM05",
    WARNING,
    "from_email_address",
    step="mail_from",
    message="{provider} sends only as the mailbox that signs in, or as an address that the "
    'mailbox may use; "{address}" is a different one.',
    caught=(
        example(GMAIL, from_email_address="hello@example.org"),
        example(MICROSOFT, from_email_address="hello@example.org"),
    ),
    passed=(example(GMAIL), example(MICROSOFT), example(SENDGRID)),
    related=("FROM04", "FROM06"),
    sources=("providers",),
)
def from_is_not_the_mailbox(context: Context) -> Match | None:
    """From is not the mailbox's own address

    ## Symptom
    The sender is replaced silently, or refused, for example with `553` or `554 5.2.252
    SendAsDenied`.

    ## Cause
    A mailbox provider ties the sender to the account. You can set up an alias there, or permission
    to send as another address; the checker can't see whether you have.

    ## Fix
    Use the mailbox's own address, or set up the other one as an alias at the provider.
    """
    sender, name = context.settings.from_email_address, context.settings.user_name
    if context.provider is None or context.provider.sender.rule != "mailbox":
        return None
    if not sender or not name or not is_mail_address(name) or sender.lower() == name.lower():
        return None
    return Match(
        fix={"from_email_address": name},
        values={"address": sender, "provider": context.provider.name},
    )


@rule(
    "FROM13",
    WARNING,
    "from_email_address",
    step="message",
    message="{provider} sends for {login}, the domain of the user name, and From is on {domain}: "
    "such mail is refused, or fails DMARC.",
    caught=(
        example(MAILGUN, from_email_address="hello@example.net"),
        example(IONOS, from_email_address="hello@example.net"),
    ),
    passed=(
        example(MAILGUN),
        example(MAILGUN, from_email_address="hello@mg.example.org"),
        example(MAILGUN, from_email_address="hello@news.example.org"),
        example(MAILGUN, from_email_address=""),
        example(IONOS),
        example(OWN, from_email_address="hello@example.net"),
        example(GMAIL),
    ),
    suppressed_by={"FROM04", "FROM05"},
    related=("FROM04", "FROM05", "FROM06"),
    sources=("providers", "rfc7489"),
)
def from_is_on_another_domain(context: Context) -> Match | None:
    """From is on a different domain from the user name

    ## Symptom
    With IONOS and OVHcloud the sender is refused. With Mailgun the mail leaves, and lands in the
    spam folder or is refused by the receiver.

    ## Cause
    The user name belongs to one domain. Mailgun signs every email for that domain, and receivers
    compare it with the domain of From (DMARC). IONOS and OVHcloud accept no other domain in From.

    ## Fix
    Use an address on the domain of the user name, or sign in with a user name in From's domain. A
    subdomain of the same domain counts as the same.
    """
    domain = domain_of(context.settings.from_email_address)
    login = domain_of(context.settings.user_name)
    provider = context.provider
    if provider is None or not provider.sender.login_domain or domain is None or login is None:
        return None
    if _are_related(domain, login):
        return None
    return Match(values={"provider": provider.name, "login": login, "domain": domain})


@rule(
    "FROM06",
    ADVICE,
    "from_email_address",
    step=None,
    message='{provider} sends only for verified senders: make sure that "{address}" or its domain '
    "is verified.",
    caught=(example(SENDGRID),),
    passed=(
        example(OWN),
        example(GMAIL),
        example(SENDGRID, from_email_address=""),
        example(IONOS),
        example(IONOS, from_email_address="hello@example.net"),
    ),
    suppressed_by={"FROM16", "FROM01", "FROM04", "FROM13"},
    related=("FROM03", "FROM04"),
    sources=("providers",),
)
def from_must_be_verified(context: Context) -> Match | None:
    """The provider must have verified the sender

    ## Symptom
    Signing in succeeds, and then the sender is refused: with SendGrid `550 The from address does
    not match a verified Sender Identity`.

    ## Cause
    Sign-in and sender are checked separately. You verify the domain (domain authentication) at the
    provider and in your DNS. The checker can't see that.

    ## Fix
    Authenticate the domain before you submit the settings. The provider's page says how.
    """
    sender = context.settings.from_email_address
    if context.provider is None or context.provider.sender.rule != "verified" or sender is None:
        return None
    if context.provider.kind == "mailbox" and _is_on_own_domain(sender, context):
        return None  # the mailbox that signs in is the proof
    return Match(values={"address": sender, "provider": context.provider.name})


def _is_on_own_domain(sender: str, context: Context) -> bool:
    """Return whether the sender is on the domain of the mailbox that signs in."""
    domain = domain_of(sender)
    return domain is not None and domain == domain_of(context.settings.user_name)


@rule(
    "FROM07",
    ADVICE,
    "from_email_address",
    step=None,
    message="The 2021 edition of Forem has no fields for From and Reply-to, so it won't use these.",
    caught=(example(SENDGRID, FOREM_2021),),
    passed=(example(SENDGRID), example(SENDGRID, FOREM_2021, **SETS_2021)),
    related=("FROM03",),
    sources=("forem",),
)
def edition_has_no_sender_fields(context: Context) -> Match | None:
    """The 2021 edition has no sender fields

    ## Symptom
    The fields aren't in the panel, and mail comes from `DEFAULT_EMAIL`.

    ## Cause
    The sender fields were added later. A payload leaves out what your Forem doesn't know.

    ## Fix
    Set `DEFAULT_EMAIL` in the environment. Or choose the current edition if your panel has the two
    fields.
    """
    if context.instance.edition != "2021":
        return None
    given = [name for name in SENDER_FIELDS if getattr(context.settings, name) is not None]
    return Match(fix=dict.fromkeys(given, ""), field=given[0]) if given else None


from_was_cleaned = cleaned("FROM08", "from_email_address", " hello@example.org ")


reply_to_was_cleaned = cleaned("FROM09", "reply_to_email_address", "“hello@example.org”")


@rule(
    "FROM14",
    WARNING,
    "from_email_address",
    step="mail_from",
    message='"{address}" looks like a placeholder from the instructions, not your own address.',
    caught=(
        example(OWN, from_email_address="noreply@yourdomain.com"),
        example(OWN, from_email_address="your-email@example.org"),
    ),
    passed=(example(OWN), example(OWN, from_email_address="")),
    suppressed_by={"FROM01"},
    related=("FROM05", "FROM06", "USER09"),
    sources=("providers",),
)
def from_is_a_placeholder(context: Context) -> Match | None:
    """From email address is a placeholder

    ## Symptom
    The server refuses the sender, or the receivers do: SPF and DKIM are for your domain, not for
    this one. Replies and bounces go to someone else, or nowhere.

    ## Cause
    Instructions print such addresses where your own belongs.

    ## Fix
    Enter an address on your own domain that your provider has verified.
    """
    address = context.settings.from_email_address
    if address is None or not is_placeholder(address):
        return None
    return Match(values={"address": address})


@rule(
    "FROM15",
    WARNING,
    "from_email_address",
    step="mail_from",
    message='"{domain}" in From email address is nearly "{other}" in {place}. '
    "One of the two is probably misspelled.",
    caught=(
        example(OWN, from_email_address="hello@exmaple.org"),
        example(SENDGRID, from_email_address="hello@example.ogr"),
        example(
            OWN,
            Instance(app_domain="forum.example.org"),
            domain="",
            from_email_address="a@exampl.org",
        ),
    ),
    passed=(
        example(OWN),
        example(SENDGRID),
        example(OWN, from_email_address="hello@example.net"),
        example(OWN, from_email_address="hello@examplenews.org"),
        example(
            OWN, domain="club-ost.org", user_name="forem", from_email_address="a@club-west.org"
        ),
        example(OWN, domain="clubs-a.org", user_name="forem", from_email_address="x@clubs-b.org"),
        example(OWN, domain="runners1.org", user_name="forem", from_email_address="a@runners2.org"),
        example(OWN, domain="forum.ab.org", user_name="forem", from_email_address="hello@ac.org"),
    ),
    suppressed_by={"FROM01", "FROM04", "FROM14"},
    related=("FROM06", "FROM13"),
    sources=("rfc5321",),
)
def from_is_nearly_the_other_domain(context: Context) -> Match | None:
    """From's domain looks misspelled

    ## Symptom
    Signing in succeeds. Then the server refuses the sender, for example with `550 Sender verify
    failed`, or sends the mail and receivers refuse it.

    ## Cause
    The domain in From differs from another one in your settings by a letter or two, which is far
    more often a typo than a second domain. The checker can't look up which of them exists.

    ## Fix
    Compare the two letter by letter. Enter the domain that you own, and that the provider has
    verified.
    """
    address = context.settings.from_email_address
    domain = domain_of(address)
    if address is None or domain is None:
        return None
    mine = _registered(domain)
    others = [(place, _registered(name)) for place, name in _own_domains(context)]
    if any(mine == other for _, other in others):
        return None
    for place, other in others:
        if _is_a_slip(mine, other):
            corrected = address[: len(address) - len(mine)] + other
            return Match(
                fix={"from_email_address": corrected},
                values={"domain": mine, "other": other, "place": place},
            )
    return None


def _own_domains(context: Context) -> list[tuple[str, str]]:
    """The domains of the person's own among the settings, and where each one is."""
    settings = context.settings
    address = None if context.provider else context.host
    named = [
        ("Domain", settings.domain),
        ("Host name of this Forem", context.instance.app_domain),
        ("User name", domain_of(settings.user_name)),
        ("Address", address),
    ]
    return [(place, name.lower()) for place, name in named if name and is_host_name(name)]


def _registered(name: str) -> str:
    """Return the part of a domain that its owner has registered, as far as its form shows it."""
    labels = name.split(".")
    under_a_country = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if under_a_country else labels[-2:])


def _is_a_slip(one: str, other: str) -> bool:
    """Whether two domains differ by so little that one is probably a typo.

    Another ending of the same name doesn't count, unless its letters are swapped: people own
    `example.org` and `example.net`, but not `example.ogr`.
    """
    if min(len(one), len(other)) < _SHORTEST_DOMAIN or one == other:
        return False
    name, _, ending = one.rpartition(".")
    other_name, _, other_ending = other.rpartition(".")
    if name == other_name:
        return sorted(ending) == sorted(other_ending)
    if ending != other_ending or distance(name, other_name, 1) != 1:
        return False
    # Club1 and club2, or runners-a and runners-b, are often two of a series.
    parts = zip(name.split("-"), other_name.split("-"), strict=False)
    changed = next((part for part, wanted in parts if part != wanted), name)
    return len(changed) > _LONGEST_COUNTER and name.strip(_DIGITS) != other_name.strip(_DIGITS)


def _not_address(context: Context, field: Field) -> Match | None:
    value = getattr(context.settings, field)
    if value is None or is_mail_address(value):
        return None
    found = mail_address_in(value)
    return Match(fix={field: found} if found else None, values={"address": value})


def _are_related(one: str, other: str) -> bool:
    """Whether two domains may be the same one, or parts of one.

    Which part of a name its owner has registered can't be seen, so the last two labels decide.
    """
    return one.split(".")[-2:] == other.split(".")[-2:]


def _is_empty(context: Context) -> bool:
    """Whether From is empty, in an edition that has the field."""
    return context.settings.from_email_address is None and context.instance.edition != "2021"
