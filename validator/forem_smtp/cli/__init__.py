"""The command line `forem-smtp`: the same engine as in the page, for files and pipes."""

from __future__ import annotations

import os
import sys

from .commands import app
from .console import err, out

__all__ = ["app", "err", "main", "out"]


def main() -> None:
    """Run the command line.

    A character that the terminal's encoding lacks is written as `\\u2026`. A caller who closed a
    stream gets nothing there.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)
    app()
