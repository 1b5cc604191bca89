"""Fake SMTP providers: strict servers (aiosmtpd) that do what each provider documents.

Ports, modes, mechanisms, fixed user names and the rule for From come from the provider's file. How
the best-known ones' credentials look, and how they refuse others, is defined here.
"""

import asyncio
import hmac
import logging
import re
import ssl
import threading
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from forem_smtp.providers import Provider, providers
from forem_smtp.rules.samples import POSTMARK
from tests import right_values
from tests.system.mail.certificates import Certificates

# The library logs a deprecation warning for every email.
logging.getLogger("mail.log").setLevel(logging.ERROR)

VERIFIED = ("example.org", "mg.example.org", "community.example.org")
"""The domains that the account at each fake provider has verified for sending."""


class Credentials(NamedTuple):
    """Regular expressions for the account's user name and password."""

    user_name: str
    password: str


# From the providers' documentation, independently of the files that are tested with them.
CREDENTIALS = {
    "sendgrid": Credentials("apikey", r"SG\..{66}"),
    "mailgun": Credentials(r".+@.+", r"(?!key-|pubkey-|SG\.).{8,}"),
    "brevo": Credentials(r".+@.+", r"(?!xkeysib-|SG\.).{8,}"),
    "ses": Credentials(r"AKIA.{16}", r"B.{43}"),
    "gmail": Credentials(r".+@.+", r"[a-z]{4} ?[a-z]{4} ?[a-z]{4} ?[a-z]{4}"),
    "google-relay": Credentials(r".+@.+", r"[a-z]{4} ?[a-z]{4} ?[a-z]{4} ?[a-z]{4}"),
    "microsoft365": Credentials(r".+@.+", r"(?!SG\.).{8,}"),
    "postmark": Credentials(r"[^@]*\d[^@]*", r".{8,}"),
    "resend": Credentials("resend", r"re_.+"),
    "sparkpost": Credentials(r"SMTP_Injection(:X-MSYS-SUBACCOUNT=\d+)?", r"[0-9a-f]{40}"),
    "mailtrap": Credentials("api", r".{8,}"),
}

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A server token of Postmark, which is user name and password at once."""

NOT_SIGNED_IN = {
    "sendgrid": "535 Authentication failed: Bad username / password",
    "ses": "535 Authentication Credentials Invalid",
    "gmail": "535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 BadCredentials",
    "microsoft365": "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.",
    "outlook-personal": "535 5.7.139 Authentication unsuccessful, basic authentication disabled",
}
NOT_A_SENDER = {
    "sendgrid": "550 The from address does not match a verified Sender Identity",
    "ses": "554 Message rejected: Email address is not verified.",
    "microsoft365": "554 5.2.252 SendAsDenied; not allowed to send as",
}


class Accepted(NamedTuple):
    """An email that a fake provider accepted: which provider, and whether it was encrypted."""

    provider: str
    encrypted: bool


class FakeProviders:
    """All providers on loopback, as a context manager.

    `ports` has the port of each (provider ID, mode), and those of servers for reading mail under
    `imap`, `pop` and `silent`. `accepted` has the emails by Message-ID.
    """

    def __init__(self, certificates: Certificates, hosts: dict[str, set[str]]) -> None:
        """`hosts` has the names that each certificate must cover, by provider ID."""
        self._certificates = certificates
        self._hosts = hosts
        self.accepted: dict[str, Accepted] = {}
        self.ports: dict[tuple[str, str], int] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "FakeProviders":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(timeout=60)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _listen(self) -> None:
        for name, greeting in (("imap", b"* OK ready\r\n"), ("pop", b"+OK ready\r\n")):
            await self._serve((name, "none"), partial(Greeter, greeting))
        await self._serve(("silent", "implicit"), asyncio.Protocol)
        for provider in providers().values():
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            names = sorted(self._hosts.get(provider.id, set()) | {f"{provider.id}.example.net"})
            context.load_cert_chain(self._certificates.issue(*names))
            for mode in ("starttls", "implicit", "none"):
                await self._serve_provider(provider, mode, context)

    async def _serve_provider(self, provider: Provider, mode: str, context: ssl.SSLContext) -> None:
        def session() -> SMTP:
            # It warns about sign-ins without TLS, which are intended here.
            with warnings.catch_warnings(action="ignore"):
                return smtp()

        def smtp() -> SMTP:
            return SMTP(
                FakeProvider(provider, self.accepted),
                hostname=f"{provider.id}.example.net",
                auth_required=True,
                auth_require_tls=mode != "none",
                require_starttls=mode == "starttls",
                tls_context=context if mode == "starttls" else None,
                authenticator=Authenticator(provider),
                auth_exclude_mechanism=excluded(provider),
                loop=self._loop,
            )

        await self._serve((provider.id, mode), session, ssl=context if mode == "implicit" else None)

    async def _serve(
        self, name: tuple[str, str], protocol: Callable[[], Any], **options: Any
    ) -> None:
        server = await self._loop.create_server(protocol, "127.0.0.1", 0, **options)
        self.ports[name] = server.sockets[0].getsockname()[1]


class Greeter(asyncio.Protocol):
    """A server for reading mail, whose greeting isn't SMTP."""

    def __init__(self, greeting: bytes) -> None:
        self._greeting = greeting

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(self._greeting)


class Authenticator:
    """Accepts credentials of the kind that the provider documents."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def __call__(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        given = Credentials(data.login.decode(), data.password.decode())
        session.user_name = given.user_name
        if are_valid(self._provider, given):
            return AuthResult(success=True)
        words = NOT_SIGNED_IN.get(self._provider.id, "535 5.7.8 Authentication failed")
        return AuthResult(success=False, handled=False, message=words)


def are_valid(provider: Provider, given: Credentials) -> bool:
    """Whether the provider accepts these credentials."""
    if provider.authentication.passwords == "refused":
        return False
    if provider.id == "postmark" and UUID.fullmatch(given.user_name):
        return given.user_name == given.password
    if wanted := CREDENTIALS.get(provider.id):
        return all(re.fullmatch(*pair) for pair in zip(wanted, given, strict=True))
    if provider.user_name.rule == "address":
        return "@" in given.user_name
    return provider.user_name.value in (None, given.user_name)


def excluded(provider: Provider) -> set[str]:
    """Return the library's mechanisms that the provider doesn't offer."""
    offered = {word.upper().replace("CRAM_MD5", "CRAM-MD5") for word in mechanisms(provider)}
    return {"PLAIN", "LOGIN", "CRAM-MD5"} - offered


def mechanisms(provider: Provider) -> list[str]:
    """Return the mechanisms that the provider offers, or else those that nearly all do."""
    return list(provider.authentication.mechanisms) or ["plain", "login"]


class FakeProvider:
    """An aiosmtpd handler that responds like the provider."""

    def __init__(self, provider: Provider, accepted: dict[str, Accepted]) -> None:
        self._provider = provider
        self._accepted = accepted

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        if self._provider.refuses_localhost and "." not in hostname:
            return ["421 4.7.0 Try again later, closing connection. (EHLO)"]
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if not self._may_send_as(address, session.user_name):
            return NOT_A_SENDER.get(self._provider.id, "550 5.7.1 Sender not allowed")
        envelope.mail_from = address
        return "250 2.1.0 Ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self._provider.cannot is not None:
            return "554 5.6.0 This is not the kind of mail that is taken here"
        found = re.search(rb"^Message-ID: (\S+)", envelope.content, re.IGNORECASE | re.MULTILINE)
        assert found
        # A sandbox doesn't deliver the email.
        if self._provider.kind != "sandbox":
            self._accepted[found[1].decode()] = Accepted(self._provider.id, session.ssl is not None)
        return "250 2.0.0 Ok: queued"

    def _may_send_as(self, address: str, user_name: str) -> bool:
        rule = self._provider.sender.rule
        if rule == "mailbox":
            return address.lower() == user_name.lower() or "@" not in user_name
        return rule == "any" or address.rpartition("@")[2] in VERIFIED

    async def auth_CRAM__MD5(self, server: Any, args: list[str]) -> AuthResult:
        """CRAM-MD5 (RFC 2195), for accounts whose password is known here."""
        challenge = b"<8314.2195@example.net>"
        answer = await server.challenge_auth(challenge)
        user_name, _, digest = answer.decode().partition(" ")
        server.session.user_name = user_name
        password = self._passwords().get(user_name, "")
        expected = hmac.new(password.encode(), challenge, "md5").hexdigest()
        words = None if hmac.compare_digest(digest, expected) else "535 5.7.8 Not accepted"
        return AuthResult(success=words is None, handled=False, message=words)

    def _passwords(self) -> dict[str, str]:
        own = right_values.user_name(self._provider), right_values.password(self._provider)
        return dict([own, (str(POSTMARK.user_name), str(POSTMARK.password))])
