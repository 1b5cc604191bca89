"""What a check says: findings, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from .context import Context
from .settings import FIELDS, Field, Settings


class Severity(StrEnum):
    """How much a finding matters.

    `ERROR`: Forem refuses to save it, mail can't be delivered with it, or two values contradict
    each other. `WARNING`: it may work, but is unsafe or depends on what can't be seen from here.
    `ADVICE`: good to know; you can save without following it.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


Verdict = Literal["errors", "warnings", "ready"]
Fix = dict[str, str]
"""New values by field name; an empty text clears the field."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with one value.

    `message` is one sentence. `fix` fixes it; `alternative` is
    the other way out where two values contradict each other. `repr` shows neither, since a fix
    may hold a password.
    """

    code: str
    severity: Severity
    field: Field
    message: str
    fix: Fix | None = None
    alternative: Fix | None = None

    def __repr__(self) -> str:
        return f"Finding({self.code}, {self.severity}, {self.field}: {self.message})"

    @property
    def url(self) -> str:
        """The finding's page, relative to the site's root."""
        return f"findings/{self.code}/"


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
    def verdict(self) -> Verdict:
        """`"errors"`, `"warnings"` or `"ready"`."""
        severities = {finding.severity for finding in self.findings}
        if Severity.ERROR in severities:
            return "errors"
        return "warnings" if Severity.WARNING in severities else "ready"

    def to_json(self) -> dict[str, Any]:
        """The report as plain data, with every secret in it hidden."""
        shown = self.context.shown
        return {
            "verdict": self.verdict,
            "provider": self.provider,
            "settings": {name: getattr(shown, name) for name in FIELDS},
            "findings": [self._finding(finding) for finding in self.findings],
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        secrets = self.context.secrets
        return {
            "code": finding.code,
            "severity": str(finding.severity),
            "field": finding.field,
            "message": finding.message,
            "fix": secrets.fix(finding.fix) if finding.fix is not None else None,
            "alternative": (
                secrets.fix(finding.alternative) if finding.alternative is not None else None
            ),
            "url": finding.url,
        }
