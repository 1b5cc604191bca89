"""Values for each provider that are right as far as its page says: made up, with the true shape."""

from __future__ import annotations

from forem_smtp import Settings
from forem_smtp.providers import Provider

UUID = "01234567-89ab-cdef-0123-456789abcdef"

PASSWORDS = {
    "aol": "qwmxtrzkvbnplhsd",
    "azure-acs": "Ab18Q~" + "kR7vQ2mXw9LtB4nZs6Yc1AuJ3hF8dGp.",
    "bird": "AccessKey kR7vQ2mXw9LtB4nZs6Yc1A",
    "brevo": "xsmtpsib-" + "0123456789abcdef" * 4 + "-AbCdEfGh01234567",
    "emailit": "secret_kR7vQ2mXw9LtB4nZs6Yc1A",
    "gmail": "qwmxtrzkvbnplhsd",
    "google-relay": "qwmxtrzkvbnplhsd",
    "icloud": "qwmx-trzk-vbnp-lhsd",
    "lettr": "lttr_kR7vQ2mXw9LtB4nZs6Yc1A",
    "mailjet": "fedcba9876543210" * 2,
    "mailtrap": "0123456789abcdef" * 2,
    "mandrill": "AbCdEfGhIjKlMnOpQrSt_-",
    "plunk": "sk_kR7vQ2mXw9LtB4nZs6Yc1A",
    "postmark": UUID,
    "qq": "qwmxtrzkvbnplhsd",
    "resend": "re_AbCdEfGh_0123456789abcdefghijklmnop",
    "scaleway": "fedcba98-7654-3210-fedc-ba9876543210",
    "sendgrid": "SG." + "a" * 22 + "." + "b" * 43,
    "ses": "BA" + "a" * 42,
    "sparkpost": "0123456789" * 4,
    "tencent-ses": "kR7vQ2mXw9Lt",
    "yahoo": "qwmxtrzkvbnplhsd",
}
"""Of the providers whose passwords have a known shape."""

TOKENS = {
    "bird": f"SMTP_Injection:x-bird-workspace-id={UUID}",
    "campaignmonitor": UUID,
    "mailbaby": "mb21472",
    "mailjet": "0123456789abcdef" * 2,
    "mailpace": "0a1b2c3d4e5f",
    "mailtrap-sandbox": "0123456789abcd",
    "oracle": "ocid1.user.oc1..aaaa1@ocid1.tenancy.oc1..bbbb2.3c.com",
    "postmark": UUID,
    "scaleway": UUID,
    "ses": "AKIA" + "A1B2" * 4,
}
"""The user names of the providers that make them up."""


def recommended(provider: Provider, host: str) -> Settings:
    """What to enter according to the provider's page, for one of its hosts."""
    name = user_name(provider)
    own = provider.sender.rule == "mailbox" or provider.kind == "mailbox"
    sender = name if own and "@" in name else "hello@example.org"
    port = provider.best_port or next((str(port) for port in provider.modes), "587")
    return Settings(
        user_name=name,
        password=name if provider.password.same_as_user_name else password(provider),
        address=host,
        authentication=provider.best_authentication,
        domain="community.example.org",
        port=port,
        from_email_address=sender,
        reply_to_email_address=sender,
        encryption=provider.modes.get(int(port), "starttls"),
    )


def user_name(provider: Provider) -> str:
    if provider.user_name.value:
        return provider.user_name.value
    if provider.id in TOKENS:
        return TOKENS[provider.id]
    if provider.user_name.rule == "address":
        return f"forem@{next(iter(provider.mail_domains), 'example.org')}"
    return "forem-mail"


def password(provider: Provider) -> str:
    return PASSWORDS.get(provider.id, "Jm4-vault-Tulip-92")


def hosts(provider: Provider) -> list[str]:
    """Its hosts; for a provider with one for each customer, such a one."""
    named = [host.host for host in provider.hosts]
    return named or [(provider.host_form or "").lower().replace("nnn", "123")]
