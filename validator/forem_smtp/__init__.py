"""Checks SMTP settings for Forem: what is wrong, why, and how to fix it.

>>> from forem_smtp import Settings, check
>>> check(Settings(address="smtp.sendgrid.net", user_name="me@example.org")).verdict
'errors'
"""

from __future__ import annotations

from .check import check
from .parsing import ParseResult, read
from .payloads import PAYLOADS, PayloadError, payload
from .providers import Provider, providers
from .replies import Cause, Explanation, explain
from .report import Finding, Fix, Report, Severity
from .rules import RULES
from .settings import Instance, Settings

__version__ = "0.2.0"

__all__ = [
    "PAYLOADS",
    "RULES",
    "Cause",
    "Explanation",
    "Finding",
    "Fix",
    "Instance",
    "ParseResult",
    "PayloadError",
    "Provider",
    "Report",
    "Settings",
    "Severity",
    "check",
    "explain",
    "payload",
    "providers",
    "read",
]
