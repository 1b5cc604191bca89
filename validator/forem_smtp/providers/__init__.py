"""What each provider documents: one TOML file per provider, and the records made of them.

Adding a provider is adding a file; its name is the provider's id. Each file names its sources and
the day on which each was checked. Every shape is a regular expression for the whole value,
without anchors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

from ..settings import Encryption, Mechanism

Area = Literal["EU", "US", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """An SMTP host name and the region that it serves, in the provider's own words.

    `areas` sort the region into a few large ones; none if it names no place, such as "Global".
    `mail_domains` are those of the provider's that this host serves, if its name doesn't tell.
    """

    host: str
    region: str
    areas: Sequence[Area] = ()
    mail_domains: Sequence[str] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A host name that went out of use, and its successor."""

    host: str
    successor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A port and how encryption begins there (`"starttls"` also where it is only offered).

    `verified` is false if no page that was read confirms the port or its mode: then it is
    neither documented nor undocumented, and no rule says anything sure of it.
    """

    port: int
    mode: Encryption
    note: str | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """The mechanisms offered, in Forem's words, the best first; none if they are not known.

    `documented` is true if the provider itself lists them: only then is another one surely
    refused. `passwords` says whether the provider takes a password over SMTP at all.
    """

    mechanisms: Sequence[Mechanism]
    documented: bool
    passwords: Literal["accepted", "ending", "refused"]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserName:
    """What the user name has to be.

    `rule`: `"fixed"` (always `value`), `"address"` (a whole email address), `"token"` (a name
    that the provider made up, never an address), `"any"` (`value`, if given, is the usual one).
    `shape` is a regular expression that it usually matches, `what` a noun phrase for it. With
    `"fixed"`, names of that shape are right as well.
    """

    rule: Literal["fixed", "address", "token", "any"]
    what: str
    value: str | None = None
    shape: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongKind:
    """A secret that people paste instead of the password. `sure`: it can never work.

    `prefix` is its documented beginning, which says what kind of secret it is and nothing of it.
    """

    shape: str
    what: str
    instead: str
    sure: bool
    prefix: str | None = None
    unmistakable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Password:
    """What the password has to be.

    `shape` is a regular expression for what it usually looks like and `shape_text` says the same
    in words. `unmistakable` is a shape that nothing else has. `app_password`: the account's own
    password is refused. `same_as_user_name`: a pair that looks like `shape` must be equal.
    `prefix` is a documented beginning, which says what kind of key it is and nothing of the key.
    """

    what: str
    prefix: str | None = None
    shape: str | None = None
    shape_text: str | None = None
    unmistakable: str | None = None
    app_password: bool = False
    same_as_user_name: bool = False
    wrong: Sequence[WrongKind] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class From:
    """Which sender is accepted: the `"mailbox"` itself, a `"verified"` one, or `"any"`.

    `login_domain`: it has to be on the domain of the user name, or it's refused or not signed for.
    """

    rule: Literal["mailbox", "verified", "any"]
    text: str
    login_domain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainAuthentication:
    """How the sending domain is authenticated, and the provider's page on it."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DnsRecord:
    """A record for the sending domain's DNS, as the page `source` (one of the sources) gives it.

    `name` is relative to that domain, `"@"` is the domain itself. Parts in capitals differ for each
    account. `value` is `None` where the account alone shows it; for SPF it is the mechanism that
    the domain's one SPF record has to contain. `region` is the region that the record is for, in
    the words of `Host.region` where that region has a host here; without it, the record is for all.
    """

    purpose: Literal["spf", "dkim", "return-path", "dmarc"]
    type: Literal["TXT", "CNAME", "MX"]
    name: str
    source: str
    value: str | None = None
    region: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many emails a plan lets an account send in a day or a month, as `limits` say in words.

    `restricted`: the plan sends only to addresses of one's own, so members get nothing.
    """

    plan: str
    day: int | None = None
    month: int | None = None
    restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page that was read, and the day (ISO 8601) on which it was checked."""

    title: str
    url: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Everything known about one provider; `id` is its file's name.

    `kind`: a `"relay"` sends for a domain, a `"mailbox"` for one account, a `"sandbox"` delivers
    nothing. `confidence`: `"A"` if the provider's own pages were read, `"B"` if a list of providers
    or several other sources name these facts. `absent_ports` are documented as not served.
    `web_domains` are what people type in place of the SMTP host; `not_smtp` are its hosts for
    reading mail; `mail_domains` are the domains of its users' addresses; `not_ours` are others'
    hosts whose names are so close to its own that they look like a typo. `company` is the same for
    the providers of one company, whose servers use the same words. `host_pattern` is a regular
    expression for further host names, `host_form` the same for people, with what to replace in
    capitals. `regional`: user name and password belong to one region's host. `limits` say how much
    may be sent, and `quotas` those of them that a day's or a month's emails can be compared with.
    `restricted` says which accounts, plans or domains send only to addresses of one's own, so that
    members get nothing, and what ends that; it has no Markdown. `test_domain` is a regular
    expression for the domains that it gives to new accounts and that do so. `dns_records` are those
    that are known, not necessarily all. `cannot` says why Forem's email can't be sent this way,
    although signing in may work.
    """

    id: str
    name: str
    kind: Literal["relay", "mailbox", "sandbox"]
    confidence: Literal["A", "B"]
    hosts: Sequence[Host]
    ports: Sequence[Port]
    authentication: Authentication
    user_name: UserName
    password: Password
    sender: From
    domain_authentication: DomainAuthentication
    sources: Sequence[Source]
    company: str | None = None
    restricted: str | None = None
    pitfalls: Sequence[str] = ()
    other_names: Sequence[str] = ()
    renamed: Sequence[Rename] = ()
    host_pattern: str | None = None
    test_domain: str | None = None
    absent_ports: Sequence[int] = ()
    web_domains: Sequence[str] = ()
    mail_domains: Sequence[str] = ()
    not_smtp: Sequence[str] = ()
    not_ours: Sequence[str] = ()
    refuses_localhost: bool = False
    status: str | None = None
    host_form: str | None = None
    regional: bool = False
    limits: Sequence[str] = ()
    quotas: Sequence[Quota] = ()
    dns_records: Sequence[DnsRecord] = ()
    cannot: str | None = None

    @property
    def modes(self) -> dict[int, Encryption]:
        """The verified ports and how encryption begins on each."""
        return {port.port: port.mode for port in self.ports if port.verified}

    @property
    def unverified_ports(self) -> list[int]:
        """The ports of which nothing sure is known."""
        return [port.port for port in self.ports if not port.verified]

    @property
    def starttls_ports(self) -> list[int]:
        """The ports that Forem can use encrypted, the recommended one first.

        Where none is verified, these are the unverified ones: all that there is to try.
        """
        ports = [port for port in self.ports if port.mode == "starttls"]
        return [port.port for port in ports if port.verified] or [port.port for port in ports]

    @property
    def best_port(self) -> str | None:
        """The port to recommend for Forem, as text; `None` if none can be used encrypted."""
        ports = self.starttls_ports
        return str(ports[0]) if ports else None

    @property
    def best_authentication(self) -> str:
        """The word to choose for Authentication: the first mechanism, `plain` if none is known."""
        return next(iter(self.authentication.mechanisms), "plain")

    @property
    def usable(self) -> bool:
        """Whether anything is known to enter: a host, a STARTTLS port, and a kind of password."""
        refused = self.authentication.passwords == "refused" or self.cannot is not None
        return bool(self.hosts and self.best_port) and not refused


@cache
def providers() -> dict[str, Provider]:
    """All providers by id, in the order of their ids."""
    return {name: _provider(name, table) for name, table in _tables().items()}


@cache
def provider_by_host() -> dict[str, Provider]:
    """The provider of every known SMTP host name, renamed ones included."""
    known: dict[str, Provider] = {}
    for provider in providers().values():
        names = [host.host for host in provider.hosts] + [old.host for old in provider.renamed]
        known |= dict.fromkeys(names, provider)
    return known


@cache
def provider_by_mail_domain() -> dict[str, Provider]:
    """The providers where anyone can have an address, by the domains of these addresses."""
    return {domain: owner for owner in providers().values() for domain in owner.mail_domains}


@cache
def _patterns() -> list[tuple[re.Pattern[str], Provider]]:
    return [
        (re.compile(provider.host_pattern), provider)
        for provider in providers().values()
        if provider.host_pattern
    ]


def provider_of(address: str | None) -> Provider | None:
    """The provider whose SMTP host `address` (lower case) is; `None` if it is not known."""
    if address is None:
        return None
    if found := provider_by_host().get(address):
        return found
    return next((owner for pattern, owner in _patterns() if pattern.fullmatch(address)), None)


@cache
def unmistakable_keys() -> list[tuple[re.Pattern[str], str, Provider]]:
    """Secrets that tell whose they are: the shape, what such a secret is, and whose."""
    found = []
    for provider in providers().values():
        password = provider.password
        if password.unmistakable:
            found.append((re.compile(password.unmistakable), password.what, provider))
        found += [
            (re.compile(wrong.shape), wrong.what, provider)
            for wrong in password.wrong
            if wrong.unmistakable
        ]
    return found


@cache
def public_prefixes() -> list[str]:
    """How keys begin that are documented so; the beginning says nothing of the key itself."""
    passwords = [provider.password for provider in providers().values()]
    wrong = [kind for password in passwords for kind in password.wrong]
    prefixes = [password.prefix for password in passwords] + [kind.prefix for kind in wrong]
    return sorted(filter(None, prefixes))


@cache
def hosts_of_others() -> frozenset[str]:
    """Real hosts that are close to a provider's own, but not its own."""
    return frozenset(host for provider in providers().values() for host in provider.not_ours)


def _tables() -> Mapping[str, Mapping[str, Any]]:
    """Each provider's TOML table by id.

    The site's build hands them to the browser ready parsed, as a module made for it: reading TOML
    in WebAssembly would delay the first verdict.
    """
    try:
        from ._tables import TABLES  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        pass  # so that an error in a file isn't shown together with this one
    else:
        return TABLES  # type: ignore[no-any-return, unused-ignore]
    return read_tables()


def read_tables() -> dict[str, dict[str, Any]]:
    """Parse every TOML file of this folder; plain data with dates as ISO 8601 text."""
    import tomllib
    from pathlib import Path

    tables = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            error.add_note(f"in providers/{path.name}")
            raise
        for source in table.get("sources", ()):
            source["checked"] = str(source["checked"])
        tables[path.stem] = table
    return tables


_PARTS: dict[str, type] = {
    "hosts": Host,
    "renamed": Rename,
    "ports": Port,
    "authentication": Authentication,
    "user_name": UserName,
    "password": Password,
    "wrong": WrongKind,
    "sender": From,
    "domain_authentication": DomainAuthentication,
    "dns_records": DnsRecord,
    "quotas": Quota,
    "sources": Source,
}

T = TypeVar("T")


def _provider(name: str, table: Mapping[str, Any]) -> Provider:
    """Return the provider. A `TypeError` about a missing or unknown key names the file."""
    try:
        return _record(Provider, {"id": name, **table})
    except TypeError as error:
        error.add_note(f"in providers/{name}.toml")
        raise


def _record(cls: type[T], table: Mapping[str, Any]) -> T:
    return cls(**{name: _value(name, value) for name, value in table.items()})


def _value(name: str, value: Any) -> Any:
    part = _PARTS.get(name)
    if part is None:
        return value
    if isinstance(value, list):
        return [_record(part, item) for item in value]
    return _record(part, value)
