"""The rules: one module per field, and one for values that are too long."""

from __future__ import annotations

from ..context import Context
from . import (
    address,
    authentication,
    domain,
    instance,
    password,
    port,
    sender,
    too_long,
    user_name,
)
from .rule import SOURCES, Example, Match, Rule

RULES: tuple[Rule, ...] = (
    *too_long.RULES,
    *address.RULES,
    *port.RULES,
    *authentication.RULES,
    *user_name.RULES,
    *password.RULES,
    *domain.RULES,
    *sender.RULES,
    *instance.RULES,
)
"""Every rule, in the order in which they run: a rule comes after those that it waits for."""
TOO_LONG = frozenset(rule.code for rule in too_long.RULES)
"""The codes that say that nothing else was judged in their field."""

__all__ = ["RULES", "SOURCES", "Context", "Example", "Match", "Rule"]
