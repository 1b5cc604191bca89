"""Address: the host name of the provider's SMTP server."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..context import Context
from ..host_names import forbidden, is_host_name
from ..providers import (
    Provider,
    hosts_of_others,
    provider_by_host,
    provider_by_mail_domain,
    provider_of,
    providers,
)
from ..secrets import fold
from ..settings import Instance
from .cleaned import cleaned
from .placeholder import is_placeholder_host
from .rule import ERROR, WARNING, Match, rule
from .samples import BREVO, FOREM_2021, GMAIL, MAILGUN, OWN, SENDGRID, SES, SETS_2021, example
from .text import (
    distance,
    domain_of,
    host_in,
    is_ip_address,
    is_mail_address,
    is_private,
    strip_backticks,
)

_READING = re.compile(r"(?:(?:secure)?(?:imap|pop)|imaps|pops|pop3s|imappro|poppro)\d?[.-].+")
_FOR_READING = re.compile(r"imap|pop3?")
# Domains of providers that begin like a server's name. In mail.ru.example.com it's just that.
_SERVICE_DOMAIN = re.compile(r"(?:mail|smtp|web)\.[a-z]+")
_OTHER_SCRIPTS = "letters and dots of other scripts"
_NO_HOST = frozenset({"ADDR01", "ADDR03", "ADDR04"})


@rule(
    "ADDR01",
    ERROR,
    "address",
    step="start",
    reason="off",
    message="Address is empty, so there is no server to send through.",
    caught=(example(SENDGRID, address=""),),
    passed=(
        example(SENDGRID),
        example(SENDGRID, Instance(sendgrid_api_key=True), address="", user_name="", password=""),
    ),
    related=("FOREM01", "USER01", "PASS01"),
    sources=("forem", "instance"),
)
def address_is_missing(context: Context) -> Match | None:
    """Address is missing

    ## Symptom
    Forem sends nothing. In the 2021 edition mail may even be on without an Address: see
    [FOREM02](FOREM02.md).

    ## Cause
    Forem turns mail on only when Address, User name and Password are all filled in. If Address is
    empty, Forem uses `SMTP_ADDRESS` from the environment; if that is empty too, there is no
    address.

    ## Fix
    Enter your provider's SMTP host, such as `smtp.sendgrid.net`. It's on the [provider's
    page](../providers/index.md).
    """
    if context.settings.address is not None or context.instance.sendgrid_api_key:
        return None
    return Match()


address_was_cleaned = cleaned("ADDR02", "address", ' "smtp.sendgrid.net" ')


@rule(
    "ADDR04",
    ERROR,
    "address",
    step="connect",
    message='"{address}" is an email address; Address is the name of the mail server.',
    caught=(
        example(GMAIL, address="forem.example@gmail.com"),
        example(OWN, address="mail@example.org"),
    ),
    passed=(example(GMAIL),),
    related=("ADDR03", "USER04"),
    sources=("measured",),
)
def address_is_an_email_address(context: Context) -> Match | None:
    """Address is an email address

    ## Symptom
    Nothing is sent; the log has `getaddrinfo: Name or service not known`.

    ## Cause
    Address in Forem's form means the address of a server, not of a person. Ruby looks for a machine
    with that name and finds none.

    ## Fix
    Enter your provider's SMTP host. The email address belongs in From email address, and with some
    providers in User name.
    """
    address = context.settings.address
    if address is None or not is_mail_address(address):
        return None
    domain = domain_of(address) or ""
    owner = provider_by_mail_domain().get(domain)
    fix = {"address": _host_beside(owner, domain)} if owner else None
    return Match(fix=fix, values={"address": address})


@rule(
    "ADDR03",
    ERROR,
    "address",
    step="connect",
    message='"{address}" is not a host name: it can\'t contain {signs}.',
    caught=(
        example(MAILGUN, address="smtp://smtp.mailgun.org:587", port=""),
        example(MAILGUN, address="smtp.mailgun.org:587"),
        example(MAILGUN, address="https://smtp.mailgun.org/"),
        example(MAILGUN, address="someone@smtp.mailgun.org:587"),
        example(MAILGUN, address="smtp. mailgun.org"),
        example(OWN, address="our mail server!"),
        example(OWN, address="mail.bücher.example"),
        example(MAILGUN, address="smtp.mаilgun.org"),
        example(MAILGUN, address="smtp。mailgun。org"),
    ),
    passed=(
        example(MAILGUN),
        example(OWN, address="my_relay.example.org"),
        example(OWN, address="mail.xn--bcher-kva.example"),
    ),
    related=("ADDR04", "PORT01"),
    sources=("measured", "rfc5321"),
)
def address_is_not_a_host_name(context: Context) -> Match | None:
    """Address is not a host name

    ## Symptom
    Nothing is sent; the log has `getaddrinfo: Name or service not known`.

    ## Cause
    Ruby treats the whole text as the name of a machine. With `smtp://` in front, or `:587` or a
    space at the end, it's a name that doesn't exist. All three were measured.

    ## Fix
    Enter the bare name, such as `smtp.mailgun.org`. The port belongs in Port. A name with letters
    such as ü has a form in ASCII that begins with `xn--`: a browser shows it when you copy the
    address of a site with that name.
    """
    address = context.settings.address
    if address is None or is_host_name(address) or is_mail_address(address):
        return None
    if is_ip_address(address):
        return None
    found = host_in(address)
    known = _looking_alike(address)
    fix = {"address": known} if known else {"address": found[0]} if found else None
    if fix and found and found[1] and context.settings.port is None:
        fix["port"] = found[1]
    signs = _OTHER_SCRIPTS if known else forbidden(address, "a scheme, port, path, user or space")
    return Match(fix=fix, values={"address": address, "signs": signs})


@rule(
    "ADDR05",
    ERROR,
    "address",
    step="connect",
    message='"{address}" is the provider\'s own domain; its SMTP server is "{host}".',
    caught=(
        example(GMAIL, address="gmail.com"),
        example(SENDGRID, FOREM_2021, address="sendgrid.com", **SETS_2021),
        example(MAILGUN, address="mailgun.org"),
    ),
    passed=(example(GMAIL), example(OWN, address="example.org")),
    related=("ADDR06", "ADDR07"),
    sources=("providers",),
)
def address_is_a_website(context: Context) -> Match | None:
    """Address is a website, not the SMTP host

    ## Symptom
    Sending ends in a timeout, `Net::OpenTimeout`, or in `Errno::ECONNREFUSED`.

    ## Cause
    The domain that you see in the browser, or after the @, is not the server that accepts mail from
    you. Providers have a separate host for that.

    ## Fix
    Copy the SMTP host from the provider's page.
    """
    return _another_host_of(_by_web_domain(), context)


@rule(
    "ADDR07",
    ERROR,
    "address",
    step="connect",
    message='"{address}" is a server for receiving mail; mail is sent through "{host}".',
    caught=(example(GMAIL, address="imap.gmail.com"),),
    passed=(example(GMAIL),),
    related=("ADDR08", "PORT05"),
    sources=("providers",),
)
def address_is_for_receiving(context: Context) -> Match | None:
    """Address is a server for receiving mail

    ## Symptom
    Sending ends in a timeout or a refused connection: `Net::OpenTimeout`, `Errno::ECONNREFUSED`.

    ## Cause
    IMAP and POP fetch mail; SMTP sends it. Providers run them under different names.

    ## Fix
    Copy the SMTP host (outgoing mail) from the provider's page.
    """
    return _another_host_of(_by_reading_host(), context)


@rule(
    "ADDR18",
    WARNING,
    "address",
    step="connect",
    message='"{address}" only shows what a host name at {provider} looks like: replace the part in '
    "capitals with what your account shows.",
    caught=(
        example(OWN, address="YOURHOST.uberspace.de"),
        example(OWN, address="smtp.email.REGION.oci.oraclecloud.com"),
    ),
    passed=(
        example(OWN, address="stjerne.uberspace.de"),
        example(OWN, address="yourhost.uberspace.de"),
    ),
    related=("ADDR03", "ADDR06"),
    sources=("providers",),
)
def address_is_a_form(context: Context) -> Match | None:
    """Address is a placeholder for your own host

    ## Symptom
    `getaddrinfo: Name or service not known`. Or a refused password: another customer's server
    answers.

    ## Cause
    Some providers give each customer a host of their own. Instructions, and the provider's page
    here, show only its form, with the part to replace in capitals.

    ## Fix
    Look for the name of the outgoing mail server (SMTP) in your account at the provider.
    """
    address = context.settings.address
    owner = next((one for one in providers().values() if one.host_form == address), None)
    if address is None or owner is None:
        return None
    return Match(values={"address": address, "provider": owner.name})


@rule(
    "ADDR06",
    WARNING,
    "address",
    step="connect",
    message='"{address}" isn\'t a known host; it looks like a misspelling of "{host}".',
    caught=(
        example(SENDGRID, FOREM_2021, address="smtp.sendgird.net", **SETS_2021),
        example(SENDGRID, FOREM_2021, address="smtp.sendgrid.com", **SETS_2021),
        example(MAILGUN, address="smtp.mailgum.org"),
        example(MAILGUN, address="smtp.xn--milgun-3nf.org"),
    ),
    passed=(
        example(SENDGRID),
        example(OWN),
        example(OWN, address="smtp.aruba.it"),
        example(OWN, address="imap.hostinger.com"),
    ),
    suppressed_by=_NO_HOST | {"ADDR05", "ADDR07", "ADDR18"},
    related=("ADDR05", "ADDR09"),
    sources=("providers",),
)
def address_looks_misspelled(context: Context) -> Match | None:
    """Address looks like a misspelled SMTP host

    ## Symptom
    Nothing is sent; the log has `getaddrinfo: Name or service not known`, or a stranger's server
    answers.

    ## Cause
    A name one letter off a well-known host is far more often a typo than a different server. It
    could be another server, so this isn't an error. A stranger may own the misspelled name, and
    would get your password.

    ## Fix
    Compare it letter by letter with the provider's page, or copy the name from there.
    """
    host = context.host
    if host is None or context.provider or "." not in host or is_ip_address(host):
        return None
    known = _looking_alike(host) or _nearest(host)
    return Match(fix={"address": known}, values={"address": host, "host": known}) if known else None


def _looking_alike(address: str) -> str | None:
    """Return the known host that a name with letters of other alphabets looks like."""
    if address.isascii() and "xn--" not in address:
        return None
    name = fold(".".join(map(_in_letters, address.split("."))))
    return name if name in provider_by_host() else None


def _in_letters(label: str) -> str:
    """Return a part of a host name without the code that ASCII needs: RFC 3492."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


@lru_cache(maxsize=64)
def _nearest(host: str) -> str | None:
    """Return the known host that `host` is probably a misspelling of."""
    if host in _by_web_domain() or host in _by_reading_host() or host in hosts_of_others():
        return None
    if _beside_reading_host(host):
        return None
    slips = 2 if len(host) >= 14 else 1
    for known, owner in provider_by_host().items():
        if abs(len(known) - len(host)) <= slips and distance(host, known, slips) <= slips:
            return known
        # The same name with another ending. Mailbox providers do have such hosts, one per country.
        if owner.kind == "relay" and known.rpartition(".")[0] == host.rpartition(".")[0]:
            return known
    return None


@rule(
    "ADDR15",
    WARNING,
    "address",
    step="connect",
    message='"{address}" contains "{host}", but it ends in "{rest}", so it is a different server.',
    caught=(
        example(SENDGRID, FOREM_2021, address="smtp.sendgrid.net.example.org", **SETS_2021),
        example(SENDGRID, FOREM_2021, address="smtp.sendgrid.net.mail-eu.example", **SETS_2021),
        example(GMAIL, address="smtp.gmail.com-login.example"),
        example(GMAIL, address="eu.smtp.gmail.com.example.org"),
        example(GMAIL, address="imap.gmail.com.example.org"),
        example(MAILGUN, address="mailgun.org.example.com"),
        example(
            SES,
            FOREM_2021,
            address="email-smtp.eu-central-1.amazonaws.com.example.org",
            **SETS_2021,
        ),
    ),
    passed=(
        example(SENDGRID),
        example(OWN, address="smtp.example.org"),
        example(OWN, address="sendgrid.example.org"),
        example(OWN, address="smtp-sendgrid-net.example.org"),
        example(OWN, address="relay.smtp.sendgrid.net"),
        example(OWN, address="mail.bird.com.au"),
        example(OWN, address="pop.zoho.com.au"),
        example(OWN, address="mail.ru.example.org"),
    ),
    suppressed_by=_NO_HOST | {"ADDR05", "ADDR06", "ADDR07"},
    related=("ADDR06", "ADDR09"),
    sources=("providers",),
)
def address_only_looks_like_a_host(context: Context) -> Match | None:
    """Address only looks like a provider's host

    ## Symptom
    `getaddrinfo: Name or service not known`. Or nothing: a stranger's server accepts the connection
    and gets your password.

    ## Cause
    Only the end of a name says whose server it is. `smtp.sendgrid.net.example.org` belongs to the
    owner of `example.org`, not to SendGrid. Such a name comes from a typo, or from instructions
    written to steal passwords.

    ## Fix
    Enter the provider's host as the provider's own page shows it. If it really is your own relay,
    give it a different name.
    """
    host = context.host
    if host is None or context.provider or not is_host_name(host):
        return None
    known = _provider_host_in(host)
    if known is None:
        return None
    sends = provider_of(known)
    owner = sends or _by_reading_host().get(known) or _by_web_domain()[known]
    if _is_in_domain_of(owner, host):
        return None
    rest = f".{host}".partition(f".{known}")[2].lstrip(".-")
    return Match(
        fix={"address": known if sends else _host_beside(owner, known)},
        values={"address": host, "host": known, "rest": rest},
    )


def _provider_host_in(host: str) -> str | None:
    """Return the longest name of a provider's that this name contains, with more after it."""
    starts = [0, *(place + 1 for place, letter in enumerate(host) if letter == ".")]
    ends = [place for place, letter in enumerate(host) if letter in ".-"]
    inside = [host[start:end] for start in starts for end in ends if start < end]
    found = [it for it in inside if it in provider_by_host() or it in _by_reading_host()]
    found += [host[:end] for end in ends if host[end] == "." and provider_of(host[:end])]
    # With only one part after it, the name may be someone's in a country: bird.com.au.
    before = [end for end in ends if host[end] == "." and "." in host[end + 1 :]]
    domains = [host[start:end] for start in starts for end in before if start < end]
    found += [it for it in domains if it in _by_web_domain() and not _SERVICE_DOMAIN.fullmatch(it)]
    return max(found, key=len, default=None)


def _is_in_domain_of(owner: Provider, host: str) -> bool:
    """Whether a host is in a domain of the provider's: pop.zoho.com.au beside smtp.zoho.com.au."""
    parents = (known.host.partition(".")[2] for known in owner.hosts)
    domains = {*owner.mail_domains, *(parent for parent in parents if "." in parent)}
    return any(host.endswith(f".{domain}") for domain in domains)


@rule(
    "ADDR08",
    WARNING,
    "address",
    step="connect",
    message='"{address}" is named like a server for receiving mail (IMAP or POP), not for sending '
    "it.",
    caught=(
        example(OWN, address="imap.example.org"),
        example(OWN, address="imap.hostinger.com"),
        example(OWN, address="imappro.zoho.com.au"),
    ),
    passed=(example(OWN), example(OWN, address="imapsync.example.org")),
    suppressed_by=_NO_HOST | {"ADDR06", "ADDR07", "ADDR15"},
    related=("ADDR07", "PORT05"),
    sources=("providers",),
)
def address_is_named_for_receiving(context: Context) -> Match | None:
    """Address is named like a server for receiving mail

    ## Symptom
    Sending may end in a timeout or a refused connection: `Net::OpenTimeout`, `Errno::ECONNREFUSED`.

    ## Cause
    A host called `imap` or `pop` usually does nothing else. Some machines do both, so this isn't an
    error.

    ## Fix
    Ask your provider for the name of the SMTP host (outgoing mail).
    """
    host = context.host
    if host is None or context.provider or not _READING.fullmatch(host):
        return None
    beside = _beside_reading_host(host)
    return Match(fix={"address": beside} if beside else None, values={"address": host})


def _beside_reading_host(host: str) -> str | None:
    """Return the provider's SMTP host beside one that is named for receiving mail.

    Providers have such hosts in every country where they have one for sending, so only some are
    listed: `imap.zoho.com.au` is beside `smtp.zoho.com.au`.
    """
    label, _, parent = host.partition(".")
    if not _READING.fullmatch(host) or "." not in parent:
        return None
    same = (f"{_FOR_READING.sub('smtp', label)}.{parent}", f"smtp.{parent}")
    beside = [it for it in same if provider_of(it)]
    beside += [it for it in provider_by_host() if it.partition(".")[2] == parent]
    owner = provider_by_mail_domain().get(parent) or _by_web_domain().get(parent)
    beside += [_host_beside(owner, host)] if owner else []
    return next(iter(beside), None)


@rule(
    "ADDR09",
    WARNING,
    "address",
    step="connect",
    message='"{address}" is an old name; the provider now calls this host "{host}".',
    caught=(example(BREVO, address="smtp-relay.sendinblue.com"),),
    passed=(example(BREVO),),
    related=("ADDR06",),
    sources=("providers",),
)
def address_was_replaced(context: Context) -> Match | None:
    """Address is a host name that was replaced

    ## Symptom
    It may work today and stop working at any time, or fail on the certificate:
    `OpenSSL::SSL::SSLError`.

    ## Cause
    Providers keep an old name alive for a while after a change. The pages that still show it don't
    say for how long.

    ## Fix
    Enter the current name.
    """
    if context.provider is None:
        return None
    for rename in context.provider.renamed:
        if rename.host == context.host:
            return Match(
                fix={"address": rename.successor},
                values={"address": rename.host, "host": rename.successor},
            )
    return None


@rule(
    "ADDR10",
    WARNING,
    "address",
    step="starttls",
    message='"{address}" is an IP address, and the server\'s certificate is unlikely to include '
    "it.",
    caught=(example(OWN, address="203.0.113.25"), example(OWN, address="2001:db8::25")),
    passed=(example(OWN),),
    related=("ADDR11",),
    sources=("measured",),
)
def address_is_an_ip_address(context: Context) -> Match | None:
    """Address is an IP address

    ## Symptom
    `OpenSSL::SSL::SSLError … certificate verify failed (hostname mismatch)` as soon as the server
    offers STARTTLS.

    ## Cause
    Forem's mail stack compares the certificate with the value in Address, and has no setting to
    relax that. Certificates are issued for names.

    ## Fix
    Enter the server's host name.
    """
    if context.host is None or not is_ip_address(context.host) or is_private(context.host):
        return None
    return Match(values={"address": context.host})


@rule(
    "ADDR11",
    WARNING,
    "address",
    step="connect",
    message='"{address}" is the machine that Forem runs on, or one in a private network.',
    caught=(
        example(OWN, address="localhost"),
        example(OWN, address="127.0.0.1"),
        example(OWN, address="192.168.1.10"),
        example(OWN, address="mail.local"),
    ),
    passed=(example(OWN), example(OWN, address="172.32.0.1")),
    related=("ADDR10", "ADDR13"),
    sources=("measured",),
)
def address_is_private(context: Context) -> Match | None:
    """Address is this machine or a private network

    ## Symptom
    `Errno::ECONNREFUSED` right away, or a timeout.

    ## Cause
    Forem usually runs in a container. There, `localhost` is the container itself, where no mail
    server is listening. A private address works only from inside that network.

    ## Fix
    Enter your provider's SMTP host. If your own relay runs next to Forem, enter the name that
    reaches it from the container, and send a test email. It must let Forem sign in: [a mail server
    of your own](../choosing-a-provider.md#own-server).
    """
    if context.host is None or not is_private(context.host):
        return None
    return Match(values={"address": context.host})


@rule(
    "ADDR12",
    ERROR,
    "address",
    step="message",
    message="{provider} keeps every email for you to look at and delivers none.",
    caught=(example(OWN, address="sandbox.smtp.mailtrap.io"),),
    passed=(example(OWN),),
    related=("FOREM01",),
    sources=("providers",),
)
def address_is_a_sandbox(context: Context) -> Match | None:
    """Address is a sandbox that delivers nothing

    ## Symptom
    Everything seems to work, but no member ever gets an email.

    ## Cause
    A sandbox accepts mail like a real server and shows it to developers. On a live Forem no one
    gets the email that confirms an address, so everyone stays locked out.

    ## Fix
    Use the provider's host for real sending, with the user name and password that belong to it.
    """
    if context.provider is None or context.provider.kind != "sandbox":
        return None
    return Match(values={"provider": context.provider.name})


@rule(
    "ADDR14",
    ERROR,
    "address",
    step="message",
    message="Forem's mail can't go through {provider}: {reason}.",
    caught=(example(OWN, address="smtp.loops.so", user_name="loops", encryption="starttls"),),
    passed=(example(OWN), example(SENDGRID)),
    related=("ADDR12",),
    sources=("providers",),
)
def address_takes_no_ordinary_mail(context: Context) -> Match | None:
    """Address is a host that doesn't accept Forem's kind of mail

    ## Symptom
    Signing in works, but the email itself is refused or never arrives.

    ## Cause
    Some hosts speak SMTP, but accept only mail in a format of their own. Forem sends ordinary mail
    with a text and an HTML part.

    ## Fix
    Use a relay that accepts ordinary mail. The [provider list](../providers/index.md) has many.
    """
    if context.provider is None or context.provider.cannot is None:
        return None
    return Match(
        values={
            "provider": context.provider.name,
            "reason": strip_backticks(context.provider.cannot),
        }
    )


@rule(
    "ADDR13",
    WARNING,
    "address",
    step="connect",
    message='"{address}" has no dot, so it\'s a name that works only inside one network.',
    caught=(example(OWN, address="mailserver"),),
    passed=(example(OWN),),
    suppressed_by=_NO_HOST | {"ADDR11"},
    related=("ADDR11",),
    sources=("measured",),
)
def address_has_no_dot(context: Context) -> Match | None:
    """Address is a name without a dot

    ## Symptom
    `getaddrinfo: Name or service not known`, or a certificate that doesn't match.

    ## Cause
    A name like that can belong to another container next to Forem. Anywhere else it can't be
    looked up, and no public certificate is issued for it.

    ## Fix
    Enter the provider's full host name. Keep the short one only for your own relay in the same
    network, and send a test email.
    """
    if context.host is None or "." in context.host or not is_host_name(context.host):
        return None
    return Match(values={"address": context.host})


@rule(
    "ADDR17",
    WARNING,
    "address",
    step="connect",
    message='"{address}" looks like a placeholder from the instructions, not a mail server.',
    caught=(
        example(OWN, address="smtp.yourprovider.com"),
        example(OWN, address="mail.your-domain.com"),
        example(OWN, address="your.smtp.server"),
    ),
    passed=(example(OWN), example(SENDGRID)),
    suppressed_by=_NO_HOST,
    related=("ADDR05", "USER09"),
    sources=("measured",),
)
def address_is_a_placeholder(context: Context) -> Match | None:
    """Address is a placeholder

    ## Symptom
    `getaddrinfo: Name or service not known`, or a timeout: some of these names belong to someone.

    ## Cause
    Instructions print such names where your provider's belongs.

    ## Fix
    Enter the host name that your provider documents for SMTP. It's on the provider's page, beside
    the port.
    """
    if context.host is None or not is_placeholder_host(context.host):
        return None
    return Match(values={"address": context.host})


def _another_host_of(owners: dict[str, Provider], context: Context) -> Match | None:
    """Match an address of a provider's that isn't its SMTP host."""
    name = context.host or ""
    owner = owners.get(name)
    if owner is None:
        return None
    host = _host_beside(owner, name)
    return Match(fix={"address": host}, values={"address": name, "host": host})


def _host_beside(owner: Provider, name: str) -> str:
    """Return the provider's SMTP host for `name`, or the one that ends most like it.

    A host with the same ending is in the same country.
    """

    def in_common(host: str) -> int:
        labels = name.split(".")
        endings = (".".join(labels[start:]) for start in range(len(labels)))
        return next((len(end) for end in endings if f".{host}".endswith(f".{end}")), 0)

    if found := next((host.host for host in owner.hosts if name in host.mail_domains), None):
        return found
    return max((host.host for host in owner.hosts), key=in_common)


@cache
def _by_web_domain() -> dict[str, Provider]:
    return {name: owner for owner in providers().values() for name in owner.web_domains}


@cache
def _by_reading_host() -> dict[str, Provider]:
    return {name: owner for owner in providers().values() for name in owner.not_smtp}
