"""What a check says: findings, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from .context import Context
from .settings import FIELDS, STATEMENTS, Field, InstanceField, Settings


class Severity(StrEnum):
    """How much a finding matters.

    `ERROR`: Forem refuses to save it, mail can't be delivered with it, or two values contradict
    each other. `WARNING`: it may work, but is unsafe or depends on what can't be seen from here.
    `ADVICE`: good to know; you can save without following it.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


_COUNTED = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}
Verdict = Literal["errors", "warnings", "unfinished", "ready"]
Fix = dict[str, str]
"""New values by field name; an empty text clears the field."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with one value.

    `message` is one sentence. `fix` fixes it; `alternative` is
    the other way out where two values contradict each other. `repr` shows neither, since a fix
    may hold a password. `instance_field` is set if the value isn't a setting but something about
    the Forem, such as the community's name; `field` is then the setting that it spoils.
    """

    code: str
    severity: Severity
    field: Field
    message: str
    fix: Fix | None = None
    alternative: Fix | None = None
    instance_field: InstanceField | None = None
    asks: bool = False
    """Whether a value is missing here that has to be filled in."""

    def __repr__(self) -> str:
        return f"Finding({self.code}, {self.severity}, {self.field}: {self.message})"

    @property
    def label(self) -> str:
        """The words on the screen for what is wrong."""
        return STATEMENTS[self.instance_field or self.field]

    @property
    def url(self) -> str:
        """The finding's page, relative to the site's root."""
        return f"findings/{self.code}/"


@dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome of a check: the findings, and the context that they are about."""

    context: Context
    findings: tuple[Finding, ...]
    asks_for_hosting: bool = False
    """Whether some hosting companies block this port, and it isn't known where Forem runs."""

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
        """`"errors"`, `"warnings"`, `"unfinished"` or `"ready"`.

        Unfinished: nothing is wrong so far, but something is missing that can change that.
        """
        severities = {finding.severity for finding in self.findings}
        if Severity.ERROR in severities:
            return "errors"
        if Severity.WARNING in severities:
            return "warnings"
        return "unfinished" if self.to_fill_in else "ready"

    @property
    def to_fill_in(self) -> list[str]:
        """What is missing and can change the verdict, by name: fields, and `"hosting"`."""
        fields = [finding.field for finding in self.findings if finding.asks]
        return [*dict.fromkeys(fields), *(["hosting"] if self.asks_for_hosting else [])]

    @property
    def counts(self) -> str:
        """How many findings there are of each severity, in words; empty if there are none."""
        found = [finding.severity for finding in self.findings]
        return ", ".join(
            f"{count} {one if count == 1 else many}"
            for severity, (one, many) in _COUNTED.items()
            if (count := found.count(severity))
        )

    def to_json(self) -> dict[str, Any]:
        """The report as plain data, with every secret in it hidden."""
        shown = self.context.shown
        return {
            "verdict": self.verdict,
            "provider": self.provider,
            "settings": {name: getattr(shown, name) for name in FIELDS},
            "findings": [self._finding(finding) for finding in self.findings],
            "to_fill_in": self.to_fill_in,
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        secrets = self.context.secrets
        return {
            "code": finding.code,
            "severity": str(finding.severity),
            "field": finding.field,
            "instance_field": finding.instance_field,
            "message": finding.message,
            "fix": secrets.fix(finding.fix) if finding.fix is not None else None,
            "alternative": (
                secrets.fix(finding.alternative) if finding.alternative is not None else None
            ),
            "url": finding.url,
        }
