"""Checks SMTP settings for Forem: what is wrong, why, and how to mend it.

>>> from forem_smtp import Settings, check
>>> check(Settings(address="smtp.sendgrid.net", user_name="me@example.org")).verdict
'errors'
"""

from __future__ import annotations

from .check import check
from .parsing import ParseResult, read
from .payloads import PAYLOADS, PayloadError, payload
from .providers import Provider
from .providers import providers as _load_providers
from .replies import Cause, Explanation, explain
from .report import Finding, Fix, Report, Severity
from .rules import RULES
from .settings import Instance, Settings

__version__ = "0.2.0"

PROVIDERS: dict[str, Provider]


def __getattr__(name: str) -> object:
    # Reading every provider's file takes longer than all the rest of the import.
    if name == "PROVIDERS":
        return _load_providers()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "PAYLOADS",
    "PROVIDERS",
    "RULES",
    "Cause",
    "Explanation",
    "Finding",
    "Fix",
    "Instance",
    "ParseResult",
    "PayloadError",
    "Report",
    "Settings",
    "Severity",
    "check",
    "explain",
    "payload",
    "read",
]
