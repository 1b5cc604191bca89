"""The matrix: settings, and the servers that they're used with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from forem_smtp import RULES, Instance, Report, Settings, Severity, check
from forem_smtp.host_names import is_host_name
from forem_smtp.providers import provider_of, providers
from forem_smtp.rules import samples
from tests import right_values
from tests.system.mail.fake_providers import FakeProviders
from tests.system.mail.postfix import Postfix

OWN_SERVERS = {
    None: "starttls-required",
    "starttls": "starttls-required",
    "none": "no-tls",
    "implicit": "implicit-tls",
}
"""The Postfix that acts as one's own server, by stated encryption."""
FAULTY = ("other-name", "self-signed")
READING = {143: ("imap", "none"), 110: ("pop", "none"), 993: ("silent", "implicit")}
READING[995] = READING[993]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Settings as typed, the instance, and the server.

    `server` is a name in Postfix's `SERVERS`; `stated`, which encrypts as stated, or else as the
    provider documents or as is usual on the port; `usual`, the same but ignoring what is stated; or
    `nowhere`, which doesn't exist. `faithful` is false if the server isn't what was documented or
    stated, or if the account belongs to someone else.
    """

    settings: Settings
    forem: Instance = field(default_factory=Instance)
    server: str = "stated"
    faithful: bool = True


class Servers:
    """The running servers, and their ports for each case."""

    def __init__(self, postfix: Postfix, fakes: FakeProviders) -> None:
        self.postfix = postfix
        self.fakes = fakes
        implicit = (port for (_, mode), port in fakes.ports.items() if mode == "implicit")
        self._silent = {postfix.ports["implicit-tls"], *implicit}

    def places(self, case: Case) -> dict[str, int]:
        """Return the local port for each host and port that the case can connect to."""
        places = {"smtp.sendgrid.net:587": self.fakes.ports["sendgrid", "starttls"]}
        clean = check(case.settings).settings
        host, port = (clean.address or "").lower(), number(clean.port)
        provider = provider_of(host)
        if case.server == "nowhere":
            return places
        if case.server in self.postfix.ports:
            return places | {f"{host}:{port}": self.postfix.ports[case.server]}
        stated = clean.encryption if case.server == "stated" else None
        if provider is None:
            return places | self._own(host, port, stated)
        for documented in provider.ports:
            mode = documented.mode
            places[f"{host}:{documented.port}"] = self.fakes.ports[provider.id, mode]
        if stated is not None and stated in OWN_SERVERS:
            places[f"{host}:{port}"] = self.fakes.ports[provider.id, stated]
        return places

    def is_silent(self, case: Case) -> bool:
        """Whether the clean values lead to a server that waits for TLS and never greets."""
        clean = check(case.settings).settings
        port = self.places(case).get(f"{(clean.address or '').lower()}:{number(clean.port)}")
        return port in self._silent

    def _own(self, host: str, port: int, stated: str | None) -> dict[str, int]:
        if not is_host_name(host) or host in WEB_SITES:
            return {}
        if host in READING_HOSTS or port in READING:
            return {f"{host}:{port}": self.fakes.ports[name] for port, name in READING.items()}
        if stated not in OWN_SERVERS:
            stated = None
        if stated is None and port == 465:
            stated = "implicit"
        return {f"{host}:{port}": self.postfix.ports[OWN_SERVERS[stated]]}


WEB_SITES = {name for provider in providers().values() for name in provider.web_domains}
READING_HOSTS = {host for provider in providers().values() for host in provider.not_smtp}


def contradicts(report: Report) -> bool:
    """Whether all errors are contradictions between the port and the stated encryption.

    Forem never sees the stated encryption, and the checker can't know which of the two is wrong.
    """
    errors = {found.code for found in report.findings if found.severity is Severity.ERROR}
    return bool(errors) and errors <= {"PORT06", "PORT07"}


def number(port: str | None) -> int:
    """Return the port that Forem stores for this text, as Ruby's `to_i` reads it; 25 for `None`."""
    if port is None:
        return 25
    digits = port[: len(port) - len(port.lstrip("0123456789"))]
    return int(digits or 0)


def hosts() -> dict[str, set[str]]:
    """Return each provider's host names in the matrix, by ID; "" has those of no provider."""
    found: dict[str, set[str]] = {"": set()}
    for case in cases():
        host = (check(case.settings).settings.address or "").lower()
        provider = provider_of(host)
        if provider or (is_host_name(host) and "_" not in host):
            found.setdefault(provider.id if provider else "", set()).add(host)
    return found


def cases() -> list[Case]:
    """Return the whole matrix without duplicates."""
    found = dict.fromkeys(
        (
            *examples(),
            *own_servers(),
            *wrong_credentials(),
            *faults(),
            *well_known(),
            *every_provider(),
            *addresses(),
        )
    )
    return list(found)


def examples() -> Iterator[Case]:
    """Yield what the rules must catch, and what they must let pass.

    It leaves out senders broken by the community's name, which most servers refuse and some
    complete: `test_sender_name` and `test_facts` cover them.
    """
    for rule in RULES:
        for example in (*rule.caught, *rule.passed):
            if example.instance.community_name:
                continue
            yield Case(settings=example.settings, forem=example.instance)
            if contradicts(check(example.settings)):
                yield Case(settings=example.settings, forem=example.instance, server="usual")


def own_servers() -> Iterator[Case]:
    """Yield own servers, varying the encryption, the mechanism, and the name in EHLO."""
    modes = {
        "starttls-required": "starttls",
        "starttls-offered": "starttls",
        "strict-helo": "starttls",
        "no-tls": "none",
        "implicit-tls": "implicit",
    }
    mechanisms = ("plain", "login", "cram_md5", "PLAIN", "", "OAuth2")
    names = ("community.example.org", "", "localhost", "https://example.org", "203.0.113.7")
    for (server, mode), mechanism, name in product(modes.items(), mechanisms, names):
        for stated in ("", "none", "starttls", "implicit"):
            for port in ("465", "2465") if mode == "implicit" else ("587", "2525", "25", "2587"):
                settings = changed(
                    samples.OWN,
                    port=port,
                    authentication=mechanism,
                    domain=name,
                    encryption=stated,
                )
                # Only half of the ports are combined with all other variations.
                if port in ("587", "465") or (mechanism, stated) == ("plain", mode):
                    yield Case(settings=settings, server=server, faithful=stated in ("", mode))


def wrong_credentials() -> Iterator[Case]:
    """Yield credentials that look valid but aren't the account's, which only the server knows."""
    for mechanism, (name, password) in product(
        ("plain", "login", "cram_md5"),
        (("forem", "Jm4-vault-Tulip-92"), ("forem@example.org", "Jm5"), ("me", "Jm4-vault")),
    ):
        yield Case(
            settings=changed(
                samples.OWN,
                user_name=name,
                password=password,
                authentication=mechanism,
                encryption="starttls",
            ),
            faithful=name == "forem",
        )


def faults() -> Iterator[Case]:
    """Yield faults that no setting shows: certificates that Ruby rejects, and an unknown name."""
    nowhere = changed(samples.OWN, address="mail.example.org.invalid")
    yield Case(settings=nowhere, server="nowhere", faithful=False)
    for server, mechanism in product(FAULTY, ("plain", "login", "cram_md5")):
        yield Case(
            settings=changed(samples.OWN, authentication=mechanism, encryption="starttls"),
            server=server,
            faithful=False,
        )


def well_known() -> Iterator[Case]:
    """Yield the best-known providers, varying port, mechanism, credentials and the name in EHLO."""
    known = (
        samples.SENDGRID,
        samples.MAILGUN,
        samples.BREVO,
        samples.SES,
        samples.POSTMARK,
        samples.GMAIL,
        samples.GOOGLE_RELAY,
        samples.MICROSOFT,
    )
    for settings, port, mechanism, name in product(
        known,
        ("587", "465", "2525", "25", "26"),
        ("plain", "login", "cram_md5"),
        ("community.example.org", ""),
    ):
        base = changed(settings, port=port, authentication=mechanism, domain=name)
        yield Case(settings=base)
        yield Case(settings=changed(base, user_name="me@example.com"), faithful=False)
        key = samples.BREVO.password if settings is samples.SENDGRID else samples.SENDGRID.password
        yield Case(settings=changed(base, password=str(key)), faithful=False)


def every_provider() -> Iterator[Case]:
    """Yield each provider's recommended values with all of its hosts, ports and mechanisms."""
    for provider in providers().values():
        for host in right_values.hosts(provider):
            settings = right_values.recommended(provider, host)
            yield Case(settings=settings)
            for port in provider.modes:
                yield Case(settings=changed(settings, port=str(port), encryption=""))
            for mechanism in provider.authentication.mechanisms:
                yield Case(settings=changed(settings, authentication=mechanism))


def addresses() -> Iterator[Case]:
    """Yield right and wrong ways of writing the host name."""
    for base in (samples.SENDGRID, samples.OWN.replaced({"encryption": "starttls"})):
        host = str(base.address)
        for text in (
            host.upper(),
            f" {host} ",
            f"{host}.",
            f'"{host}"',
            f"{host}\u200b",
            f"smtp://{host}",
            f"https://{host}/",
            f"{host}:587",
            f"{host} 587",
            f"forem@{host}",
            f"imap.{host}",
            host.partition(".")[2],
            host.replace("s", "z"),
            "203.0.113.7",
        ):
            yield Case(settings=changed(base, address=text))


def changed(settings: Settings, **changes: str) -> Settings:
    """Return `settings` with `changes`; an empty text removes the value."""
    return samples.example(settings, None, **changes).settings
