"""Replaces the module that colors tracebacks, because the browser's console shows no colors."""

from types import SimpleNamespace
from typing import Any


class NoColor:
    def __getattr__(self, name: str) -> str:
        return ""


def can_colorize(*, file: Any = None) -> bool:
    return False


def get_theme(**options: Any) -> SimpleNamespace:
    return SimpleNamespace(traceback=NoColor())
