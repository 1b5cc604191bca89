"""The rules: one module per field, one definition per code."""

from __future__ import annotations

from ..context import Context
from . import address, authentication, domain, instance, password, port, sender, user_name
from .rule import SOURCES, Example, Match, Rule

RULES: tuple[Rule, ...] = (
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

__all__ = ["RULES", "SOURCES", "Context", "Example", "Match", "Rule"]
