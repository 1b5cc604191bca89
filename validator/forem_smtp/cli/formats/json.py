"""Results as JSON, in the same shapes that the browser gets."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from ...providers import Provider
from ...rules import Rule
from ..console import COMMAND_IN_LINE
from . import Checked


def print_json(data: Any) -> None:
    """Write data to standard output."""
    sys.stdout.write(dumps(data))


def dumps(data: Any) -> str:
    """Return data as JSON, in which no value is a command to the program that reads the log."""
    return COMMAND_IN_LINE.sub(r"#\\u0023", json.dumps(data, indent=2)) + "\n"


def reports(checked: Sequence[Checked]) -> Any:
    """Return the report of one file, or a list of reports that each name their file."""
    data = [one.report.to_json() for one in checked]
    if len(data) == 1:
        return data[0]
    return [{"file": one.file, **report} for one, report in zip(checked, data, strict=True)]


def rule_json(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "severity": str(rule.severity),
        "field": rule.field,
        "title": rule.title,
        "url": f"findings/{rule.code}/",
    }


def provider_json(provider: Provider) -> dict[str, Any]:
    return {
        "id": provider.id,
        "name": provider.name,
        "hosts": [{"host": host.host, "region": host.region} for host in provider.hosts],
        "ports": [
            {"port": port.port, "mode": port.mode, "verified": port.verified}
            for port in provider.ports
        ],
        "authentication": provider.authentication.mechanisms,
        "user_name": provider.user_name.value,
        "url": f"providers/{provider.id}/",
    }
