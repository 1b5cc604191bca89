"""The settings that the rules' examples are made from, and what examples share."""

from __future__ import annotations

from ..settings import Instance, Settings
from .rule import Example

SENDGRID = Settings(
    user_name="apikey",
    password="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",
    address="smtp.sendgrid.net",
    authentication="plain",
    domain="community.example.org",
    port="587",
    from_email_address="hello@example.org",
    reply_to_email_address="hello@example.org",
)
MAILGUN = SENDGRID.replaced(
    {
        "user_name": "postmaster@mg.example.org",
        "password": "4cf0a6d19be27358d0f1c2b3a4958677-1a2b3c4d-5e6f7a8b",
        "address": "smtp.mailgun.org",
    }
)
BREVO = SENDGRID.replaced(
    {
        "user_name": "7f3a21001@smtp-brevo.com",
        "password": "xsmtpsib-" + "3f9c71d0e8a2b465" * 4 + "-Ab3dEf6hIj9kLm2n",
        "address": "smtp-relay.brevo.com",
    }
)
SES = SENDGRID.replaced(
    {
        "user_name": "AKIAQ7W3EXAMPLE5RT2K",
        "password": "BLx3vQ8mRt5Zc1Yk7Hd9Wp2Nf6Gs4Jb0Ue+Ta/XqVoCi",
        "address": "email-smtp.eu-central-1.amazonaws.com",
    }
)
POSTMARK = SENDGRID.replaced(
    {
        "user_name": "3f2b8c1e-5a7d-4e9f-8b6c-1d2e3f4a5b6c",
        "password": "3f2b8c1e-5a7d-4e9f-8b6c-1d2e3f4a5b6c",
        "address": "smtp.postmarkapp.com",
    }
)
GMAIL = SENDGRID.replaced(
    {
        "user_name": "forem.example@gmail.com",
        "password": "qwmxtrzkvbnplhsd",
        "address": "smtp.gmail.com",
        "from_email_address": "forem.example@gmail.com",
    }
)
GOOGLE_RELAY = GMAIL.replaced(
    {
        "user_name": "forem@example.org",
        "address": "smtp-relay.gmail.com",
        "from_email_address": "forem@example.org",
    }
)
MICROSOFT = SENDGRID.replaced(
    {
        "user_name": "forem@example.org",
        "password": "Jm4-vault-Tulip-92",
        "address": "smtp.office365.com",
        "authentication": "login",
        "from_email_address": "forem@example.org",
    }
)
OWN = SENDGRID.replaced(
    {
        "user_name": "forem@example.org",
        "password": "Jm4-vault-Tulip-92",
        "address": "mail.example.org",
        "from_email_address": "forem@example.org",
        "reply_to_email_address": "forem@example.org",
        "encryption": "starttls",
    }
)
"""A mail server that is in no provider's file."""
IONOS = OWN.replaced(
    {
        "user_name": "forem@example.org",
        "address": "smtp.ionos.com",
        "port": "587",
    }
)

FOREM_2021 = Instance(edition="2021")
SETS_2021 = {"from_email_address": "", "reply_to_email_address": ""}


def example(base: Settings, instance: Instance | None = None, **changes: str) -> Example:
    """Return `base` with `changes`. An empty text removes the value."""
    given = {name: value or None for name, value in changes.items()}
    settings = Settings(**{**dict(base.given()), **given})
    return Example(settings=settings, instance=instance or Instance())
