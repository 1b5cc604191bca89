"""The command line `forem-smtp`: the same engine as in the page, for files and pipes."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import NoReturn

from .commands import app
from .console import UNREADABLE, err, out

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
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OSError as error:
        _end(error)


def _end(error: OSError) -> NoReturn:
    """Exit because the output can't be written, which isn't worth a word if no one reads it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    # Else Python would try to write the rest once more when it ends, and complain.
    os.dup2(nowhere, sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        sys.exit(1)
    with suppress(OSError):
        sys.stderr.write(f"forem-smtp: the output can't be written: {error.strerror}.\n")
        sys.stderr.flush()
    os.dup2(nowhere, sys.stderr.fileno())
    sys.exit(UNREADABLE)
