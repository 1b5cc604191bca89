"""The matrix: settings, and the servers that they meet."""

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
"""The Postfix that serves as one's own server, by the encryption that is stated."""
FAULTY = ("other-name", "self-signed")
READING = {143: ("imap", "none"), 110: ("pop", "none"), 993: ("silent", "implicit")}
READING[995] = READING[993]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Settings as typed, for a Forem, and the server that they meet.

    `server` is a name of Postfix's `SERVERS`; or `stated`: it encrypts as is stated, else as the
    provider documents or is usual on the port; or `usual`: the same whatever is stated; or
    `nowhere`: the name leads to none. `faithful` is false where what meets the settings is not
    what was documented or stated, or where the account is another's.
    """

    settings: Settings
    forem: Instance = field(default_factory=Instance)
    server: str = "stated"
    faithful: bool = True


class Servers:
    """The running servers, and where a case finds them."""

    def __init__(self, postfix: Postfix, fakes: FakeProviders) -> None:
        self.postfix = postfix
        self.fakes = fakes
        implicit = (port for (_, mode), port in fakes.ports.items() if mode == "implicit")
        self._silent = {postfix.ports["implicit-tls"], *implicit}

    def places(self, case: Case) -> dict[str, int]:
        """The ports of this machine for the hosts and ports that the case can meet."""
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
        """Whether the clean values lead to a server that waits for TLS, and never greets."""
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
    """Whether all its errors compare the port with the stated encryption, which Forem never sees.

    One of the two is wrong then, and the checker cannot know which.
    """
    errors = {found.code for found in report.findings if found.severity is Severity.ERROR}
    return bool(errors) and errors <= {"PORT06", "PORT07"}


def number(port: str | None) -> int:
    """The port that Forem stores for this text, as Ruby's `to_i` reads it; 25 without one."""
    if port is None:
        return 25
    digits = port[: len(port) - len(port.lstrip("0123456789"))]
    return int(digits or 0)


def hosts() -> dict[str, set[str]]:
    """The host names in the matrix of each provider, by its id; under "" those of no provider."""
    found: dict[str, set[str]] = {"": set()}
    for case in cases():
        host = (check(case.settings).settings.address or "").lower()
        provider = provider_of(host)
        if provider or (is_host_name(host) and "_" not in host):
            found.setdefault(provider.id if provider else "", set()).add(host)
    return found


def cases() -> list[Case]:
    """The whole matrix, each case once."""
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
    """What the rules must catch, and what they must let pass.

    A sender that the community's name breaks is refused by most servers, and completed by some:
    `test_sender_name` and `test_facts` look at these.
    """
    for rule in RULES:
        for example in (*rule.caught, *rule.passed):
            if example.instance.community_name:
                continue
            yield Case(settings=example.settings, forem=example.instance)
            if contradicts(check(example.settings)):
                yield Case(settings=example.settings, forem=example.instance, server="usual")


def own_servers() -> Iterator[Case]:
    """A server of one's own: how it encrypts, the mechanism, and the name that Forem says."""
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
                # Port and stated encryption vary together with the rest in one half of the cases.
                if port in ("587", "465") or (mechanism, stated) == ("plain", mode):
                    yield Case(settings=settings, server=server, faithful=stated in ("", mode))


def wrong_credentials() -> Iterator[Case]:
    """Credentials that look right and are not the account's: only the server knows."""
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
    """A certificate that Ruby does not accept, a name that leads nowhere: no setting shows it."""
    nowhere = changed(samples.OWN, address="mail.example.org.invalid")
    yield Case(settings=nowhere, server="nowhere", faithful=False)
    for server, mechanism in product(FAULTY, ("plain", "login", "cram_md5")):
        yield Case(
            settings=changed(samples.OWN, authentication=mechanism, encryption="starttls"),
            server=server,
            faithful=False,
        )


def well_known() -> Iterator[Case]:
    """The best-known providers: port, mechanism, credentials, and the name that Forem says."""
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
    """What each provider recommends, on all of its hosts and ports and by all its mechanisms."""
    for provider in providers().values():
        for host in right_values.hosts(provider):
            settings = right_values.recommended(provider, host)
            yield Case(settings=settings)
            for port in provider.modes:
                yield Case(settings=changed(settings, port=str(port), encryption=""))
            for mechanism in provider.authentication.mechanisms:
                yield Case(settings=changed(settings, authentication=mechanism))


def addresses() -> Iterator[Case]:
    """Ways of writing the host name, right and wrong."""
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
    """`settings` with `changes`; an empty text takes the value away."""
    return samples.example(settings, None, **changes).settings
