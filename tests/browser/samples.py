"""Settings that several tests use."""

from forem_smtp.rules.samples import SENDGRID

SEVERAL_WRONG = SENDGRID.replaced(
    {
        "user_name": "me@example.com",
        "authentication": "CRAM-MD5",
        "port": "465",
        "encryption": "starttls",
    }
)
"""Three errors, each with a fix: USER03, AUTH03 and PORT06."""
