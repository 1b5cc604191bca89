"""Stands in for the module that colours tracebacks. The browser's console shows no colours."""

from types import SimpleNamespace
from typing import Any


class NoColour:
    def __getattr__(self, name: str) -> str:
        return ""


def can_colorize(*, file: Any = None) -> bool:
    return False


def get_theme(**options: Any) -> SimpleNamespace:
    return SimpleNamespace(traceback=NoColour())
