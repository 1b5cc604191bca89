"""What a check says: findings, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .context import Context
from .secrets import hide, masked
from .settings import FIELDS, HIDDEN, Settings


class Severity(StrEnum):
    """How much a finding matters.

    `ERROR`: Forem refuses to save it, mail cannot be delivered with it, or two values contradict
    each other. `WARNING`: it may work, but is unsafe or depends on what cannot be seen from here.
    `ADVICE`: good to know; nothing stands in the way.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


Fix = dict[str, str]
"""New values by field name; an empty text clears the field."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with one value.

    `field` is a name of `Settings`; `message` is one sentence. `fix` mends it; `alternative` is
    the other way out where two values contradict each other. `repr` shows neither, since a fix
    may hold a password.
    """

    code: str
    severity: Severity
    field: str
    message: str
    fix: Fix | None = None
    alternative: Fix | None = None

    def __repr__(self) -> str:
        return f"Finding({self.code}, {self.severity}, {self.field}: {self.message})"

    @property
    def url(self) -> str:
        """The finding's page, relative to the site's root."""
        return f"findings/{self.code}/"

    def to_json(self, password: str | None) -> dict[str, Any]:
        """The finding as plain data, with `password` and other secrets hidden in its fixes."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "field": self.field,
            "message": self.message,
            "fix": _hidden(self.fix, password),
            "alternative": _hidden(self.alternative, password),
            "url": self.url,
        }


@dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome of a check: the findings, and the context that they are about."""

    context: Context
    findings: tuple[Finding, ...]

    @property
    def settings(self) -> Settings:
        """The clean settings."""
        return self.context.settings

    @property
    def provider(self) -> str | None:
        """The provider's id, if it is known."""
        return self.context.provider.id if self.context.provider else None

    @property
    def verdict(self) -> str:
        """`"errors"`, `"warnings"` or `"ready"`."""
        severities = {finding.severity for finding in self.findings}
        if Severity.ERROR in severities:
            return "errors"
        return "warnings" if Severity.WARNING in severities else "ready"

    def to_json(self) -> dict[str, Any]:
        """The report as plain data. No password is in it, nor a key in the user name's place."""
        shown = masked(self.settings)
        return {
            "verdict": self.verdict,
            "provider": self.provider,
            "settings": {name: getattr(shown, name) for name in FIELDS},
            "findings": [finding.to_json(self.settings.password) for finding in self.findings],
        }


def _hidden(fix: Fix | None, password: str | None) -> Fix | None:
    if fix is None:
        return None
    return {
        name: HIDDEN if name == "password" and value else hide(value, password)
        for name, value in fix.items()
    }
