"""The rules: one module per field, and one for values that are too long."""

from __future__ import annotations

from types import ModuleType

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

_MODULES = (
    too_long,
    address,
    port,
    authentication,
    user_name,
    password,
    domain,
    sender,
    instance,
)


def _rules_in(module: ModuleType) -> tuple[Rule, ...]:
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))


RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in _rules_in(module))
"""Every rule, in the order in which they run: a rule comes after those that suppress it."""
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
TOO_LONG = frozenset(rule.code for rule in _rules_in(too_long))
"""The codes that say that nothing else was judged in their field."""

__all__ = ["BY_CODE", "RULES", "SOURCES", "TOO_LONG", "Context", "Example", "Match", "Rule"]
