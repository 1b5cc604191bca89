"""Port, and how it fits the encryption that the provider states."""

from __future__ import annotations

import re

from ..context import Context
from ..hosting import Company
from ..ports import READING
from ..report import Fix
from ..settings import ENCRYPTION_LABELS, ENCRYPTIONS, Encryption, Instance
from .cleaned import cleaned
from .rule import ADVICE, ERROR, WARNING, Match, rule
from .samples import GMAIL, OWN, POSTMARK, SENDGRID, example
from .text import is_private

_NO_PORT = frozenset({"PORT03", "PORT05"})
_SUBMISSION = 587
_NON_SSL = (
    '; but port 587 nearly always offers STARTTLS, and "Non-SSL" only means that TLS doesn\'t '
    "begin at once"
)


@rule(
    "PORT01",
    WARNING,
    "port",
    step="connect",
    message="Port is empty: Forem then uses SMTP_PORT from its environment, or else 25, which "
    "many hosting companies block.",
    caught=(example(SENDGRID, port=""), example(OWN, port="")),
    passed=(example(SENDGRID), example(SENDGRID, port="", address="")),
    related=("PORT10", "PORT13"),
    asks=True,
    sources=("forem", "rfc6409"),
)
def port_is_missing(context: Context) -> Match | None:
    """Port is missing

    ## Symptom
    A timeout: `Net::OpenTimeout`. Or nothing, if 25 happens to be open.

    ## Cause
    Port 25 is for mail between servers. Most hosting companies block outgoing connections to it,
    and some providers don't let you sign in there.

    ## Fix
    Enter 587, or the STARTTLS port that your provider lists.
    """
    if context.settings.port is not None or context.settings.address is None:
        return None
    return Match(fix=_port(context.best_port))


port_was_cleaned = cleaned("PORT02", "port", " ５８７ ")


@rule(
    "PORT03",
    ERROR,
    "port",
    step="connect",
    message='"{port}" is not a whole number from 1 to 65535; Forem would store {stored}.',
    caught=(
        example(SENDGRID, port="TLS 587"),
        example(SENDGRID, port="smtp"),
        example(SENDGRID, port="0"),
        example(SENDGRID, port="70000"),
        example(SENDGRID, port="-587"),
    ),
    passed=(example(SENDGRID), example(SENDGRID, port="65535")),
    related=("PORT04",),
    sources=("forem",),
)
def port_is_not_a_number(context: Context) -> Match | None:
    """Port is not a number from 1 to 65535

    ## Symptom
    Forem saves it without an error, but no mail goes out: there is no such port.

    ## Cause
    Forem converts the text to a number with Ruby's `to_i`: text that doesn't begin with a number
    becomes 0. It doesn't complain.

    ## Fix
    Enter the number alone, such as `587`.
    """
    text = context.settings.port
    if text is None or context.port is not None:
        return None
    found = re.search(r"(?<!\d)\d{2,5}(?!\d)", text, re.ASCII)
    inside = found and 1 <= int(found[0]) <= 65535
    fix = _port(found[0].lstrip("0")) if found and inside else _port(context.best_port)
    return Match(fix=fix, values={"port": text, "stored": str(context.stored_port)})


@rule(
    "PORT04",
    WARNING,
    "port",
    step=None,
    message='"{port}" is more than a number; Forem would silently store {stored}.',
    caught=(
        example(SENDGRID, port="587x"),
        example(SENDGRID, port="587/TLS"),
        example(SENDGRID, port="587, 2525"),
    ),
    passed=(example(SENDGRID),),
    related=("PORT03",),
    sources=("forem",),
)
def port_is_more_than_a_number(context: Context) -> Match | None:
    """Port is more than a number

    ## Symptom
    After you save, Forem shows a different value from the one you entered.

    ## Cause
    Forem converts the text to a number with Ruby's `to_i`, which reads up to the first character
    that isn't a digit and drops the rest.

    ## Fix
    Enter the number alone.
    """
    text = context.settings.port
    if text is None or context.port is None or text == str(context.port):
        return None
    stored = str(context.port)
    return Match(fix={"port": stored}, values={"port": text, "stored": stored})


@rule(
    "PORT05",
    ERROR,
    "port",
    step="greeting",
    message="{port} is the port of {protocol}, for receiving mail; sending needs an SMTP port "
    "such as 587.",
    caught=(
        example(GMAIL, port="993"),
        example(OWN, port="143"),
        example(OWN, port="110"),
        example(OWN, port="995"),
    ),
    passed=(example(GMAIL),),
    related=("ADDR07",),
    sources=("rfc8314",),
)
def port_is_for_receiving(context: Context) -> Match | None:
    """Port is for receiving mail

    ## Symptom
    On 993 and 995, a wait and then `Net::ReadTimeout`; on 143 and 110, `Net::SMTPUnknownError` with
    the server's greeting in it.

    ## Cause
    993 and 143 belong to IMAP, 995 and 110 to POP. A server for receiving mail doesn't speak SMTP.

    ## Fix
    Enter your provider's STARTTLS port, usually 587.
    """
    if context.port not in READING or _documented(context):
        return None
    return Match(
        fix=_port(context.best_port),
        values={"port": str(context.port), "protocol": READING[context.port]},
    )


@rule(
    "PORT11",
    ERROR,
    "port",
    step="connect",
    message="{provider} doesn't listen on port {port}.",
    caught=(
        example(POSTMARK, port="465", encryption="implicit"),
        example(POSTMARK, port="465"),
    ),
    passed=(example(POSTMARK),),
    suppressed_by=_NO_PORT,
    related=("PORT08", "PORT12"),
    sources=("providers",),
)
def port_is_not_served(context: Context) -> Match | None:
    """This provider doesn't serve that port

    ## Symptom
    A timeout, `Net::OpenTimeout`, or `Errno::ECONNREFUSED`.

    ## Cause
    The provider's own pages, or reports from people who use it, say that it doesn't serve this
    port.

    ## Fix
    Use the provider's STARTTLS port.
    """
    if context.provider is None or context.port not in context.provider.absent_ports:
        return None
    return Match(
        fix=_starttls(context),
        values={"port": str(context.port), "provider": context.provider.name},
    )


@rule(
    "PORT12",
    WARNING,
    "port",
    step="connect",
    message="{provider} documents the ports {ports}, but not {port}.",
    caught=(example(GMAIL, port="2525"), example(SENDGRID, port="26")),
    passed=(example(GMAIL), example(OWN, port="2525")),
    suppressed_by=_NO_PORT | {"PORT11"},
    related=("PORT11",),
    sources=("providers",),
)
def port_is_not_documented(context: Context) -> Match | None:
    """This provider doesn't document that port

    ## Symptom
    Most likely a timeout, `Net::OpenTimeout`, or `Errno::ECONNREFUSED`.

    ## Cause
    Providers rarely serve a port that they don't document. A web page can't try it for you.

    ## Fix
    Use the provider's STARTTLS port.
    """
    provider = context.provider
    if provider is None or context.port is None or context.port in provider.modes:
        return None
    # A list of providers names one port of several. What it leaves out proves nothing.
    if provider.confidence != "A" or context.port_is_unverified:
        return None
    ports = ", ".join(str(port) for port in sorted(provider.modes))
    values = {"port": str(context.port), "provider": provider.name, "ports": ports}
    return Match(fix=_starttls(context), values=values)


@rule(
    "PORT06",
    ERROR,
    "port",
    step="greeting",
    # One of two statements is wrong, but not necessarily the port.
    fails=False,
    message="Port {port} expects TLS from the first byte, but the settings say {stated}: one of "
    "the two is wrong.",
    caught=(
        example(SENDGRID, port="465", encryption="starttls"),
        example(OWN, port="465", encryption="starttls"),
        example(OWN, port="465", encryption="none"),
    ),
    passed=(
        example(SENDGRID, encryption="starttls"),
        example(SENDGRID, port="2525", encryption="starttls"),
        example(SENDGRID, port="465", encryption="implicit"),
    ),
    suppressed_by=_NO_PORT | {"PORT11"},
    related=("PORT07", "PORT08"),
    sources=("rfc8314", "measured"),
)
def port_expects_tls_at_once(context: Context) -> Match | None:
    """The port expects TLS at once, but the settings say otherwise

    ## Symptom
    A wait and then `Net::ReadTimeout`: each side waits for the other to begin.

    ## Cause
    On 465 the server waits for TLS to begin (implicit TLS, RFC 8314). With STARTTLS the
    conversation begins unencrypted and then switches to TLS. A port does one or the other.

    ## Fix
    If the provider says STARTTLS (or TLS), use its STARTTLS port, usually 587. If it says SSL or
    implicit TLS, choose that here; then read [PORT08](PORT08.md), because Forem can't open such a
    port.
    """
    encryption = context.settings.encryption
    if encryption not in ("starttls", "none") or context.mode != "implicit":
        return None
    return Match(
        fix=_port(context.best_port),
        alternative={"encryption": "implicit"},
        values={"port": str(context.port), "stated": ENCRYPTION_LABELS[encryption]},
    )


@rule(
    "PORT07",
    ERROR,
    "port",
    step="greeting",
    # One of two statements is wrong, but not necessarily the port.
    fails=False,
    message="Port {port} begins unencrypted and switches to TLS with STARTTLS, but the settings "
    "say implicit TLS: one of the two is wrong.",
    caught=(
        example(SENDGRID, encryption="implicit"),
        example(OWN, port="25", encryption="implicit"),
        example(OWN, port="2525", encryption="implicit"),
    ),
    passed=(
        example(SENDGRID, encryption="starttls"),
        example(SENDGRID, encryption="none"),
        example(SENDGRID, port="465", encryption="implicit"),
    ),
    suppressed_by=_NO_PORT | {"PORT11"},
    related=("PORT06", "PORT08"),
    sources=("rfc8314",),
)
def port_expects_starttls(context: Context) -> Match | None:
    """The settings say implicit TLS for a STARTTLS port

    ## Symptom
    Programs that can be set to implicit TLS report `wrong version number`. Forem reports
    nothing, because it has no such setting.

    ## Cause
    25, 587 and 2525 are STARTTLS ports; implicit TLS belongs to 465 (RFC 8314). Many pages say
    SSL/TLS when they mean STARTTLS.

    ## Fix
    With this port, the encryption is most likely STARTTLS: choose that. If your provider offers
    implicit TLS only, it uses a different port, and Forem can't open that one: [PORT08](PORT08.md).
    """
    if context.settings.encryption != "implicit" or context.mode in (None, "implicit"):
        return None
    implicit = _first_port(context, "implicit")
    return Match(
        fix={"encryption": "starttls" if context.mode == "starttls" else "none"},
        alternative=_port(implicit),
        values={"port": str(context.port)},
    )


def _first_port(context: Context, mode: Encryption) -> str | None:
    if context.provider is None:
        return "465"
    return next((str(port.port) for port in context.provider.ports if port.mode == mode), None)


@rule(
    "PORT13",
    WARNING,
    "port",
    step="connect",
    message="{company} blocks outgoing port {port}, so the connection times out unless that "
    "port was opened for you; {way}.",
    caught=(
        example(SENDGRID, Instance(hosting="digitalocean")),
        example(GMAIL, Instance(hosting="digitalocean")),
    ),
    passed=(
        example(SENDGRID),
        example(SENDGRID, Instance(hosting="digitalocean"), port="2525"),
        example(SENDGRID, Instance(hosting="hetzner")),
    ),
    suppressed_by=_NO_PORT | {"PORT11", "PORT12"},
    related=("PORT10", "PORT01"),
    sources=("hosting",),
)
def port_is_blocked(context: Context) -> Match | None:
    """The hosting company blocks this port

    ## Symptom
    A timeout, `Net::OpenTimeout`; never an answer such as 535.

    ## Cause
    Hosting companies block SMTP ports to stop spam from hacked machines. The packets are dropped
    without an answer.

    ## Fix
    Use 2525 if the provider offers it, or ask the hosting company to open the port.

    Is it a mail server of your own? [Open 2525 there as well](../choosing-a-provider.md#own-port).
    Is it your domain's at a hosting company? [Ask for 2525](../choosing-a-provider.md#own-domain).
    """
    company = context.company
    if company is None or context.port not in company.blocked or is_private(context.host or ""):
        return None
    values = {"port": str(context.port), "company": company.name, "way": _way_out(context, company)}
    return Match(fix=_starttls(context), values=values)


def _way_out(context: Context, company: Company) -> str:
    """Return what to do about a blocked port, as the end of a sentence."""
    better = context.best_port
    if better and int(better) in company.open:
        return f"{better} is open there"
    if better:
        return f"whether {better} is open there isn't documented: try it"
    if context.provider:
        return f"none of {context.provider.name}'s ports is known to be open there"
    if 2525 in company.open:
        return "2525 is open there: ask your provider whether it serves that port"
    return "no mail port is known to be open there"


@rule(
    "PORT08",
    ERROR,
    "port",
    step="greeting",
    message="No mail goes out: Forem as shipped can't open port {port} with implicit TLS. {advice}",
    caught=(
        example(SENDGRID, port="465", encryption="implicit"),
        example(SENDGRID, port="465"),
        example(OWN, port="465", encryption="implicit"),
        example(OWN, port="465", encryption=""),
        example(OWN, port="2465", encryption="implicit"),
        example(OWN, address="smtp.mx.cloudflare.net", port="465", encryption=""),
        example(GMAIL, Instance(hosting="digitalocean"), port="465"),
    ),
    passed=(
        example(SENDGRID, encryption="starttls"),
        example(SENDGRID, port="465", encryption="starttls"),
        # No standard says what this port is for, so what your own server says counts.
        example(OWN, port="2465", encryption="starttls"),
    ),
    suppressed_by=_NO_PORT | {"PORT06", "PORT11"},
    related=("PORT06", "PORT11"),
    sources=("measured", "forem", "admin", "rfc8314", "postfix"),
)
def port_has_implicit_tls(context: Context) -> Match | None:
    """Forem can't open a port with implicit TLS, such as 465

    ## Symptom
    `Net::ReadTimeout`, 60 seconds after the attempt (5 seconds with mail 2.8 and later). The panel
    may still say "invite sent": the email was only queued.

    ## Cause
    Forem passes only the fields of its form to Ruby's mail library, and none of them turns on
    implicit TLS. So it waits for an unencrypted greeting, while the server waits for TLS. Measured
    with Postfix on such a port: no mail was ever delivered. Even so, Forem's earlier admin page
    names 465 as a normal choice, and admins have reported the timeouts.

    ## Fix
    Use the provider's STARTTLS port, usually 587. The email is encrypted just as well: Forem turns
    on STARTTLS by itself.

    If the provider has no STARTTLS port, Forem as shipped can't use this provider. Choose [another
    one](../providers/index.md). Or run a relay of your own next to Forem, such as Postfix with
    `smtp_tls_wrappermode = yes` and `smtp_tls_security_level = encrypt`, which takes Forem's mail
    and passes it on with implicit TLS.
    """
    # On a port that nothing is known about, what is stated counts.
    if context.port is None or (context.mode or context.settings.encryption) != "implicit":
        return None
    values = {"port": str(context.port), "advice": _starttls_advice(context)}
    return Match(fix=_starttls(context), values=values)


def _starttls_advice(context: Context) -> str:
    """Return what to do about implicit TLS, as a sentence."""
    provider = context.provider
    if context.best_port and provider is None:
        return (
            "It ends in Net::ReadTimeout. Ask whoever runs the server if it offers STARTTLS on "
            f"port {context.best_port}, as most do, and use that port."
        )
    if context.best_port:
        return f"It ends in Net::ReadTimeout. Use the STARTTLS port, {context.best_port}."
    if provider is None or provider.starttls_ports:
        return "Use a STARTTLS port, once your hosting company opens one for you."
    return (
        f"{provider.name} has no STARTTLS port, so Forem can't send through it: choose another "
        "provider, or run a relay of your own in between."
    )


@rule(
    "PORT09",
    WARNING,
    "port",
    step="auth",
    message="Without encryption, your password and every email are sent unencrypted, and anyone "
    "along the way can read them{but}.",
    caught=(
        example(SENDGRID, encryption="none"),
        example(OWN, encryption="none"),
        example(SENDGRID, address="smtp-campaigns.zoho.com", port="25", encryption=""),
    ),
    passed=(example(SENDGRID, encryption="starttls"), example(SENDGRID)),
    suppressed_by=_NO_PORT,
    related=("AUTH06", "PORT15"),
    sources=("measured", "rfc8314", "cpanel"),
)
def nothing_is_encrypted(context: Context) -> Match | None:
    """Nothing is encrypted

    ## Symptom
    Nothing: mail is delivered, and no warning appears anywhere.

    ## Cause
    Forem uses STARTTLS if the server offers it, and carries on without if it doesn't. Measured: on
    a port without TLS the email was delivered, and could be read in transit.

    A label such as "Non-SSL" rarely means that. In cPanel, port 587 is under **Non-SSL Settings
    (NOT Recommended)** because TLS doesn't begin at once there, as it does on 465. It begins after
    STARTTLS: by default, a cPanel server accepts no password before that.

    ## Fix
    Check whether the provider offers STARTTLS on this port (nearly all do), and choose that. If
    cPanel says "Non-SSL" and 587, choose STARTTLS. If there is really no encryption, use another
    provider, unless the server is on the same machine.
    """
    stated = context.settings.encryption
    if stated != "none" and (stated in ENCRYPTIONS or context.mode != "none"):
        return None
    if stated != "none":  # the provider documents that nothing is encrypted on this port
        return Match(fix=_port(context.best_port), values={"but": ""})
    offered = context.provider is not None and context.mode == "starttls"
    likely = context.port == _SUBMISSION and not is_private(context.host or "")
    but = _NON_SSL if likely and context.mode != "none" else ""
    return Match(fix={"encryption": "starttls"} if offered else None, values={"but": but})


@rule(
    "PORT15",
    WARNING,
    "encryption",
    step="starttls",
    message="The checker doesn't know what {address} offers on port {port}. Choose what the "
    "provider says about encryption: if there is none, Forem sends your password unencrypted "
    "without warning you.",
    caught=(
        example(OWN, encryption=""),
        example(OWN, port="2525", encryption=""),
        example(OWN, address="smtp.feishu.cn", encryption=""),
    ),
    passed=(
        example(OWN),
        example(SENDGRID),
        example(OWN, port="465", encryption=""),
        example(OWN, address="localhost", encryption=""),
    ),
    suppressed_by=_NO_PORT | {"PORT11", "PORT12", "ADDR03", "ADDR04", "ADDR05", "ADDR07"},
    related=("PORT09", "PORT06"),
    asks=True,
    sources=("measured",),
)
def encryption_is_unknown(context: Context) -> Match | None:
    """It isn't known whether this server encrypts

    ## Symptom
    Nothing in either case: mail is delivered with STARTTLS and without it.

    ## Cause
    Forem uses STARTTLS if the server offers it, and carries on without if it doesn't (measured).
    For the providers listed here, the checker knows what they offer on their documented ports. For
    other servers and ports, only the provider's own page, or the people who run them, can say.

    ## Fix
    Look at what your provider says, and choose it under Encryption: STARTTLS (often called TLS),
    implicit TLS (often called SSL), or none.
    """
    if context.host is None or context.port is None or _documented(context):
        return None
    if context.settings.encryption in ENCRYPTIONS or context.mode == "implicit":
        return None
    values = {"address": context.host, "port": str(context.port)}
    return None if is_private(context.host) else Match(values=values)


@rule(
    "PORT10",
    WARNING,
    "port",
    step="connect",
    message="Port 25 is for mail between servers and is often blocked; use {better}{unless}.",
    caught=(example(SENDGRID, port="25"), example(OWN, port="25")),
    passed=(example(SENDGRID), example(OWN, port="25", address="localhost")),
    suppressed_by=_NO_PORT | {"PORT11", "PORT12", "PORT13"},
    related=("PORT13", "PORT01"),
    sources=("rfc6409", "hosting", "admin"),
)
def port_25_instead_of_587(context: Context) -> Match | None:
    """Port 25 instead of 587

    ## Symptom
    Usually a timeout: `Net::OpenTimeout`.

    ## Cause
    A program that signs in to submit mail uses a submission port (RFC 6409). Many hosting companies
    block outgoing port 25.

    ## Fix
    Enter 587, or the STARTTLS port that your provider lists. A server in your own network may serve
    only 25: ask whoever runs it, and whether it [lets Forem sign
    in](../choosing-a-provider.md#own-server).
    """
    if context.port != 25 or context.best_port in (None, "25") or is_private(context.host or ""):
        return None
    unless = "" if context.provider else ", unless whoever runs the server says otherwise"
    values = {"better": context.best_port, "unless": unless}
    return Match(fix=_port(context.best_port), values=values)


@rule(
    "PORT14",
    ADVICE,
    "encryption",
    step=None,
    message='"{stated}" isn\'t none, starttls or implicit, so it was ignored.',
    caught=(example(SENDGRID, encryption="ssl"),),
    passed=(example(SENDGRID, encryption="starttls"), example(SENDGRID)),
    related=("PORT06", "PORT07"),
    sources=("rfc8314",),
)
def encryption_is_not_one_of_three(context: Context) -> Match | None:
    """Encryption is not one of the three values

    ## Symptom
    The checker doesn't compare the port with the encryption.

    ## Cause
    Encryption isn't one of Forem's fields. The checker asks for it only to compare it with the
    port.

    ## Fix
    Use `starttls` for STARTTLS or TLS, `implicit` for SSL or SSL/TLS on 465, `none` for no
    encryption.
    """
    stated = context.settings.encryption
    if stated is None or stated in ENCRYPTIONS:
        return None
    return Match(fix={"encryption": ""}, values={"stated": stated})


def _documented(context: Context) -> bool:
    return context.provider is not None and context.port in context.provider.modes


def _port(port: str | None) -> Fix | None:
    return {"port": port} if port else None


def _starttls(context: Context) -> Fix | None:
    """Return the fix to the best STARTTLS port, with the encryption to match.

    If that port isn't documented, the encryption has to be stated, or it would be unknown.
    """
    if context.best_port is None:
        return None
    fix = {"port": context.best_port}
    stated = context.settings.encryption
    is_documented = context.provider and int(context.best_port) in context.provider.modes
    is_unknown = not is_documented and not is_private(context.host or "")
    if stated == "implicit" or (stated not in ENCRYPTIONS and is_unknown):
        fix["encryption"] = "starttls"
    return fix
