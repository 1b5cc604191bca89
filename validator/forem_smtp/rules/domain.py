"""Domain: the name that Forem introduces itself to the server with (HELO/EHLO)."""

from __future__ import annotations

from ..context import Context
from ..host_names import forbidden, is_host_name
from ..report import Fix
from ..settings import Instance
from .cleaned import cleaned
from .placeholder import is_placeholder_host
from .rule import ADVICE, WARNING, Match, rule
from .samples import GMAIL, GOOGLE_RELAY, MAILGUN, OWN, SENDGRID, example
from .text import host_in, is_ip_address


@rule(
    "HELO02",
    WARNING,
    "domain",
    step="ehlo",
    message="With an empty Domain, Forem introduces itself as localhost, which {provider} refuses. "
    "{advice}",
    caught=(example(GOOGLE_RELAY, domain=""),),
    passed=(example(GOOGLE_RELAY), example(OWN, domain="")),
    related=("HELO01",),
    asks=True,
    sources=("measured", "providers"),
)
def domain_is_empty_and_refused(context: Context) -> Match | None:
    """Domain is empty, and this provider refuses that

    ## Symptom
    `421 4.7.0 Try again later, closing connection (EHLO)`, or `550 5.7.1 Invalid credentials for
    relay`.

    ## Cause
    Forem's mail library says `localhost` when Domain is empty (measured). This provider wants a
    real domain name.

    ## Fix
    Enter your Forem's full host name.
    """
    if context.settings.domain is not None or context.provider is None:
        return None
    if not context.provider.refuses_localhost:
        return None
    return _empty(context, provider=context.provider.name)


@rule(
    "HELO07",
    WARNING,
    "domain",
    step="ehlo",
    message="With an empty Domain, Forem introduces itself as localhost. A strict server refuses "
    "that, and the checker doesn't know how {address} behaves. {advice}",
    caught=(example(OWN, domain=""),),
    passed=(example(OWN), example(SENDGRID, domain=""), example(GOOGLE_RELAY, domain="")),
    suppressed_by={"ADDR03", "ADDR04", "ADDR05", "ADDR07"},
    related=("HELO01", "HELO02"),
    asks=True,
    sources=("measured", "rfc5321"),
)
def domain_is_empty_and_may_be_refused(context: Context) -> Match | None:
    """Domain is empty, and this server may refuse that

    ## Symptom
    On a strict server: `504 5.5.2 <localhost>: Helo command rejected: need fully-qualified
    hostname`. Otherwise nothing.

    ## Cause
    Every SMTP conversation begins with a name (HELO or EHLO). Without a Domain, Forem's mail
    library says `localhost`. Measured: a Postfix that requires a full host name refused every
    email, and one that doesn't accepted them all.

    ## Fix
    Enter your Forem's full host name. It does no harm anywhere.
    """
    if context.settings.domain is not None or context.provider is not None or context.host is None:
        return None
    return _empty(context, address=context.host)


@rule(
    "HELO01",
    ADVICE,
    "domain",
    step=None,
    message="With an empty Domain, Forem introduces itself as localhost, which some servers "
    "refuse. {advice}",
    caught=(example(SENDGRID, domain=""), example(MAILGUN, domain="")),
    passed=(example(SENDGRID),),
    suppressed_by={"HELO02", "HELO07"},
    related=("HELO02", "HELO05"),
    asks=True,
    sources=("measured", "admin", "rfc5321"),
)
def domain_is_empty(context: Context) -> Match | None:
    """Domain is empty

    ## Symptom
    Usually nothing. On a strict server: `504 5.5.2 <localhost>: Helo command rejected: need
    fully-qualified hostname`.

    ## Cause
    Every SMTP conversation begins with a name (HELO or EHLO). Without a Domain, Forem's mail
    library says `localhost` (measured). Forem's earlier admin page advises you to leave the field
    empty if you don't need it, and with most providers that works.

    ## Fix
    Enter your Forem's full host name. It does no harm anywhere. In a Rails console, never store an
    empty string: then even the greeting fails.
    """
    return _empty(context) if context.settings.domain is None else None


@rule(
    "HELO03",
    WARNING,
    "domain",
    step="ehlo",
    message='"{domain}" is not a host name: it can\'t contain {signs}.',
    caught=(
        example(SENDGRID, domain="https://community.example.org"),
        example(SENDGRID, domain="https://community.example.org/home"),
        example(SENDGRID, domain="hello@community.example.org"),
        example(SENDGRID, domain="community.example.org:3000"),
        example(SENDGRID, domain="my_forem.example.org"),
        example(SENDGRID, domain="our community"),
        example(SENDGRID, domain="forem.bücher.example"),
    ),
    passed=(
        example(SENDGRID),
        example(SENDGRID, domain=""),
        example(SENDGRID, domain="forem.xn--bcher-kva.example"),
    ),
    related=("HELO05", "HELO06"),
    sources=("measured", "rfc5321"),
)
def domain_is_not_a_host_name(context: Context) -> Match | None:
    """Domain is not a host name

    ## Symptom
    On a strict server, `501` or `504 … Helo command rejected`. Others accept it.

    ## Cause
    Forem sends this value unchanged after EHLO. Postfix accepted a name with a scheme when
    measured; servers that check the name refuse it.

    ## Fix
    Enter the bare name, such as `community.example.org`. A name with letters such as ü has a form
    in ASCII that begins with `xn--`: a browser shows it when you copy the address of a site with
    that name.
    """
    domain = context.settings.domain
    if domain is None or is_ip_address(domain):
        return None
    if is_host_name(domain) and "_" not in domain:
        return None
    found = host_in(domain)
    fix = {"domain": found[0]} if found and "_" not in found[0] else None
    signs = forbidden(domain, "a scheme, port, path, @, space or underscore")
    return Match(fix=fix, values={"domain": domain, "signs": signs})


domain_was_cleaned = cleaned("HELO04", "domain", " community.example.org. ")


@rule(
    "HELO05",
    WARNING,
    "domain",
    step="ehlo",
    message='"{domain}" has no dot; servers that check the name want a full one.',
    caught=(example(SENDGRID, domain="localhost"), example(OWN, domain="forem")),
    passed=(example(SENDGRID), example(SENDGRID, domain="")),
    suppressed_by={"HELO03"},
    related=("HELO01", "HELO03"),
    sources=("measured", "rfc5321"),
)
def domain_has_no_dot(context: Context) -> Match | None:
    """Domain is a name without a dot

    ## Symptom
    `504 5.5.2 <name>: Helo command rejected: need fully-qualified hostname`, on servers that check
    it.

    ## Cause
    A server can require a fully qualified host name (measured with Postfix). `localhost` is the
    most common example of what it refuses.

    ## Fix
    Enter your Forem's full host name, such as `community.example.org`: what members see in the
    browser's address bar, without `https://`.
    """
    domain = context.settings.domain
    if domain is None or "." in domain or is_ip_address(domain):
        return None
    return Match(fix=_own_name(context), values={"domain": domain})


@rule(
    "HELO06",
    WARNING,
    "domain",
    step="ehlo",
    message='"{domain}" is an IP address; the server expects a host name.',
    caught=(example(SENDGRID, domain="203.0.113.7"),),
    passed=(example(SENDGRID), example(GMAIL, Instance(app_domain="community.example.org"))),
    related=("HELO03",),
    sources=("rfc5321",),
)
def domain_is_an_ip_address(context: Context) -> Match | None:
    """Domain is an IP address

    ## Symptom
    `501` or `504 … Helo command rejected` on servers that check the name.

    ## Cause
    In a greeting, an IP address must be in brackets, and many servers refuse it even then.

    ## Fix
    Enter your Forem's full host name.
    """
    domain = context.settings.domain
    if domain is None or not is_ip_address(domain):
        return None
    return Match(fix=_own_name(context), values={"domain": domain})


@rule(
    "HELO09",
    WARNING,
    "domain",
    step="ehlo",
    message='"{domain}" looks like a placeholder from the instructions, not your Forem\'s name.',
    caught=(
        example(SENDGRID, domain="yourdomain.com"),
        example(OWN, domain="forem.your-community.com"),
    ),
    passed=(example(SENDGRID), example(SENDGRID, domain="")),
    suppressed_by={"HELO03"},
    related=("HELO01", "HELO05"),
    sources=("rfc5321",),
)
def domain_is_a_placeholder(context: Context) -> Match | None:
    """Domain is a placeholder

    ## Symptom
    Usually nothing. A server that looks the name up may refuse the email, and spam filters trust it
    less.

    ## Cause
    Instructions print such names where your own belongs. A client has to introduce itself with its
    own name.

    ## Fix
    Enter your Forem's full host name.
    """
    domain = context.settings.domain
    if domain is None or not is_placeholder_host(domain):
        return None
    return Match(fix=_own_name(context), values={"domain": domain})


def _empty(context: Context, **values: str) -> Match:
    """Return the match for an empty Domain, with what to do about it."""
    advice = "Enter your Forem's full host name."
    if name := context.filled_in.get("domain"):
        advice = f"The payload has your Forem's own name, {name}."
    return Match(fix=_own_name(context), values={**values, "advice": advice})


def _own_name(context: Context) -> Fix | None:
    """Return the fix to this Forem's own name, if it is known. From's domain may be another."""
    return {"domain": context.own_name} if context.own_name else None
