"""Errors in how the command line is used. They repeat no argument, which may be a password."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import typer
from typer.core import TyperGroup

from ..characters import visible
from ..settings import HIDDEN

# What an unknown command, an unexpected argument and a wrong value raise. Typer doesn't export it.
_UsageError: type[Any] = typer.BadParameter.mro()[1]
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Commands(TyperGroup):
    """The commands. Typer's messages about wrong arguments would show them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta[__name__] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except _UsageError as error:
            error.message = visible(_without(error.message, ctx.meta[__name__]))
            raise


def _without(message: str, arguments: Iterable[str]) -> str:
    """Return the message with the values of all arguments hidden, but not the options' names."""
    parts = [it.partition("=") if it.startswith("-") else ("", "", it) for it in arguments]
    shown = {form for _, _, value in parts if value for form in _forms(value)}
    # The longest first: another may be a part of it.
    for form in sorted(shown, key=len, reverse=True):
        message = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", HIDDEN, message)
    return message


def _forms(value: str) -> tuple[str, str, str]:
    """Return how Typer may show a value: as it is, as Python does, or with controls escaped."""
    return value, repr(value)[1:-1], _CONTROL.sub(lambda sign: f"\\x{ord(sign[0]):02x}", value)
