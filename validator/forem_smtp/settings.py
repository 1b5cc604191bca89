"""The values that an admin enters, and what is known about the Forem instance they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

Field = Literal[
    "user_name",
    "password",
    "address",
    "authentication",
    "domain",
    "port",
    "from_email_address",
    "reply_to_email_address",
    "encryption",
]
InstanceField = Literal["edition", "sendgrid_api_key", "hosting", "app_domain", "community_name"]
Encryption = Literal["none", "starttls", "implicit"]
Mechanism = Literal["plain", "login", "cram_md5"]
ENCRYPTIONS: tuple[str, ...] = get_args(Encryption)
ENCRYPTION_LABELS: dict[str, str] = {
    "none": "no encryption",
    "starttls": "STARTTLS",
    "implicit": "TLS from the first byte",
}
"""How a connection is encrypted, in words that people see."""
MECHANISMS: tuple[str, ...] = get_args(Mechanism)
"""The words that Forem accepts as Authentication."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """SMTP settings under Forem's own names, each the text as typed; `None` = not given.

    The order is that of the form in Forem's admin panel today. `encryption` is what the
    provider's page states (`"none"`, `"starttls"` or `"implicit"`); Forem has no such field, so
    it never enters a payload. `repr` names the fields that are set and shows no value, since any
    field can hold a secret.
    """

    user_name: str | None = None
    password: str | None = None
    address: str | None = None
    authentication: str | None = None
    domain: str | None = None
    port: str | None = None
    from_email_address: str | None = None
    reply_to_email_address: str | None = None
    encryption: str | None = None

    def __repr__(self) -> str:
        return f"Settings({', '.join(name for name, _ in self.given())})"

    def given(self) -> list[tuple[str, str]]:
        """The fields that have a value, as (name, value), in Forem's order."""
        pairs = ((name, getattr(self, name)) for name in FIELDS)
        return [(name, value) for name, value in pairs if value is not None]

    def replaced(self, changes: dict[str, str]) -> Settings:
        """A copy in which the fields named in `changes` have those values."""
        return replace(self, **changes)


@dataclass(frozen=True, kw_only=True)
class Instance:
    """What is known about the Forem instance that gets the settings.

    `edition` is `"2021"` (before the sender fields) or `"current"`; `sendgrid_api_key` says
    whether its environment has `SENDGRID_API_KEY`; `hosting` is an id in `hosting.toml` or
    `"other"`, `app_domain` the host name that members see, and `community_name` the community's
    name, which Forem puts before the address in From. `repr` shows no value.
    """

    edition: Literal["2021", "current"] = "current"
    sendgrid_api_key: bool = False
    hosting: str | None = None
    app_domain: str | None = None
    community_name: str | None = None

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Instance:
        """The instance that a link, a request or options describe; other names are ignored."""
        texts = {name: values.get(name) for name in ("hosting", "app_domain", "community_name")}
        return cls(
            edition="2021" if values.get("edition") == "2021" else "current",
            sendgrid_api_key=values.get("sendgrid_api_key") in (True, "1"),
            **{name: str(text) for name, text in texts.items() if text},
        )

    def __repr__(self) -> str:
        known = (one.name for one in fields(self) if getattr(self, one.name) != one.default)
        return f"Instance({', '.join(known)})"


HIDDEN = "********"
LABELS: dict[str, str] = {
    "user_name": "User name",
    "password": "Password",
    "address": "Address",
    "authentication": "Authentication",
    "domain": "Domain",
    "port": "Port",
    "from_email_address": "From email address",
    "reply_to_email_address": "Reply-to email address",
    "encryption": "Encryption",
}
"""The words on the screen for each field."""
INSTANCE_LABELS: dict[str, str] = {
    "edition": "Edition",
    "sendgrid_api_key": "SENDGRID_API_KEY",
    "hosting": "Hosting company",
    "app_domain": "Host name of this Forem",
    "community_name": "Name of the community",
}
"""The words on the screen for what is known about the Forem."""
STATEMENTS = {**LABELS, **INSTANCE_LABELS}
"""The words for everything that people are asked."""
FIELDS: tuple[Field, ...] = get_args(Field)
FOREM_FIELDS = FIELDS[:-1]
"""The fields that Forem has: all but the stated encryption."""
SENDER_FIELDS: tuple[Field, ...] = ("from_email_address", "reply_to_email_address")
"""The fields that the 2021 edition does not have."""
