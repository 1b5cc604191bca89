"""Starts the command line. Ctrl-C ends it without a traceback while it's being loaded, too.

It's no part of the package, since importing any of its modules imports the engine first.
"""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""The exit code after Ctrl-C, as in shells: 128, and 2 for the signal."""


def main() -> None:
    """Run `forem-smtp`."""
    try:
        from forem_smtp.cli import main as run
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    run()
