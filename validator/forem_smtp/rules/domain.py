"""Domain: the name by which Forem introduces itself to the server (HELO/EHLO)."""

from __future__ import annotations

from functools import cache

from ..context import Context
from ..providers import providers
from ..report import Fix, Severity
from ..settings import Instance
from .cleaned import cleaned
from .rule import Match, Rule
from .samples import GMAIL, GOOGLE_RELAY, MAILGUN, OWN, SENDGRID, example
from .text import domain_of, host_in, is_host_name, is_ip_address


def _blank(context: Context) -> Match | None:
    return Match(_own_name(context)) if context.settings.domain is None else None


def _blank_and_unknown(context: Context) -> Match | None:
    if context.settings.domain is not None or context.provider is not None or context.host is None:
        return None
    return Match(_own_name(context), values={"address": context.host})


def _refused(context: Context) -> Match | None:
    if context.settings.domain is not None or context.provider is None:
        return None
    if not context.provider.refuses_localhost:
        return None
    return Match(_own_name(context), values={"provider": context.provider.name})


def _not_host_name(context: Context) -> Match | None:
    domain = context.settings.domain
    if domain is None or is_ip_address(domain):
        return None
    if is_host_name(domain) and "_" not in domain:
        return None
    found = host_in(domain)
    fix = {"domain": found[0]} if found and "_" not in found[0] else None
    return Match(fix, values={"domain": domain})


def _one_label(context: Context) -> Match | None:
    domain = context.settings.domain
    if domain is None or "." in domain or is_ip_address(domain):
        return None
    return Match(_own_name(context), values={"domain": domain})


def _ip_address(context: Context) -> Match | None:
    domain = context.settings.domain
    if domain is None or not is_ip_address(domain):
        return None
    return Match(_own_name(context), values={"domain": domain})


def _own_name(context: Context) -> Fix | None:
    """To a name that is this Forem's own: its domain, or that of its own sender address."""
    known = context.instance.app_domain
    if known and "." in known and is_host_name(known):
        return {"domain": known}
    sender = domain_of(context.settings.from_email_address)
    if sender and "." in sender and is_host_name(sender) and sender not in mail_domains():
        return {"domain": sender}
    return None


@cache
def mail_domains() -> frozenset[str]:
    """The domains in which anybody can have an address."""
    return frozenset(name for provider in providers().values() for name in provider.mail_domains)


RULES = (
    Rule(
        code="HELO02",
        severity=Severity.WARNING,
        field="domain",
        title="Domain is empty, and this provider refuses that",
        message="With an empty Domain, Forem introduces itself as localhost, which {provider} "
        "refuses.",
        check=_refused,
        seen="`421 4.7.0 Try again later, closing connection (EHLO)`, or `550 5.7.1 Invalid "
        "credentials for relay`.",
        why="Forem's mail library says `localhost` when Domain is empty (measured). This provider "
        "wants a real domain name.",
        mend="Enter one of your own host names, such as your Forem's domain.",
        caught=(example(GOOGLE_RELAY, domain=""),),
        passed=(example(GOOGLE_RELAY), example(OWN, domain="")),
        related=("HELO01",),
        sources=("measured", "providers"),
    ),
    Rule(
        code="HELO07",
        severity=Severity.WARNING,
        field="domain",
        title="Domain is empty, and this server may refuse that",
        message="With an empty Domain, Forem introduces itself as localhost. A strict server "
        "refuses that, and the checker doesn't know how {address} behaves.",
        check=_blank_and_unknown,
        seen="On a strict server: `504 5.5.2 <localhost>: Helo command rejected: need "
        "fully-qualified hostname`. Otherwise nothing.",
        why="Every SMTP conversation begins with a name (HELO or EHLO). Without a Domain, Forem's "
        "mail library says `localhost`. Measured: a Postfix that requires a full host name "
        "refused every email, and one that doesn't accepted them all.",
        mend="Enter your Forem's domain. It does no harm anywhere.",
        caught=(example(OWN, domain=""),),
        passed=(example(OWN), example(SENDGRID, domain=""), example(GOOGLE_RELAY, domain="")),
        after=frozenset({"ADDR03", "ADDR04", "ADDR05", "ADDR07"}),
        related=("HELO01", "HELO02"),
        sources=("measured", "rfc5321"),
    ),
    Rule(
        code="HELO01",
        severity=Severity.ADVICE,
        field="domain",
        title="Domain is empty",
        message="With an empty Domain, Forem introduces itself as localhost, which some servers "
        "refuse.",
        check=_blank,
        seen="Usually nothing. On a strict server: `504 5.5.2 <localhost>: Helo command rejected: "
        "need fully-qualified hostname`.",
        why="Every SMTP conversation begins with a name (HELO or EHLO). Without a Domain, Forem's "
        "mail library says `localhost` (measured). Forem's earlier admin page advises you to "
        "leave the field empty if you don't need it, and with most providers that works.",
        mend="Enter your Forem's domain. It does no harm anywhere. In a Rails console, never "
        "store an empty string: then even the greeting fails.",
        caught=(example(SENDGRID, domain=""), example(MAILGUN, domain="")),
        passed=(example(SENDGRID),),
        after=frozenset({"HELO02", "HELO07"}),
        related=("HELO02", "HELO05"),
        sources=("measured", "admin", "rfc5321"),
    ),
    Rule(
        code="HELO03",
        severity=Severity.WARNING,
        field="domain",
        title="Domain is not a host name",
        message='"{domain}" is not a host name: it can\'t contain a scheme, port, path, @, space '
        "or underscore.",
        check=_not_host_name,
        seen="On a strict server `501` or `504 … Helo command rejected`; others accept it.",
        why="Forem sends this value unchanged after EHLO. Postfix accepted a name with a scheme "
        "when measured; servers that check the name refuse it.",
        mend="Enter the bare name, such as `community.example.org`.",
        caught=(
            example(SENDGRID, domain="https://community.example.org"),
            example(SENDGRID, domain="https://community.example.org/home"),
            example(SENDGRID, domain="hello@community.example.org"),
            example(SENDGRID, domain="community.example.org:3000"),
            example(SENDGRID, domain="my_forem.example.org"),
            example(SENDGRID, domain="our community"),
        ),
        passed=(example(SENDGRID), example(SENDGRID, domain="")),
        related=("HELO05", "HELO06"),
        sources=("measured", "rfc5321"),
    ),
    cleaned("HELO04", "domain", "Domain", " community.example.org. "),
    Rule(
        code="HELO05",
        severity=Severity.WARNING,
        field="domain",
        title="Domain is a name without a dot",
        message='"{domain}" has no dot; servers that check the name want a full one.',
        check=_one_label,
        seen="`504 5.5.2 <name>: Helo command rejected: need fully-qualified hostname`, on servers "
        "that check it.",
        why="A server can require a fully qualified host name (measured with Postfix). "
        "`localhost` is the most common example of what it refuses.",
        mend="Enter a full host name, such as your Forem's domain.",
        caught=(example(SENDGRID, domain="localhost"), example(OWN, domain="forem")),
        passed=(example(SENDGRID), example(SENDGRID, domain="")),
        after=frozenset({"HELO03"}),
        related=("HELO01", "HELO03"),
        sources=("measured", "rfc5321"),
    ),
    Rule(
        code="HELO06",
        severity=Severity.WARNING,
        field="domain",
        title="Domain is an IP address",
        message='"{domain}" is an IP address; the server expects a host name.',
        check=_ip_address,
        seen="`501` or `504 … Helo command rejected` on servers that check the name.",
        why="In a greeting, an IP address must be in brackets, and many servers refuse it even "
        "then.",
        mend="Enter a host name, such as your Forem's domain.",
        caught=(example(SENDGRID, domain="203.0.113.7"),),
        passed=(example(SENDGRID), example(GMAIL, Instance(app_domain="community.example.org"))),
        related=("HELO03",),
        sources=("rfc5321",),
    ),
)
