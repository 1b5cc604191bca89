"""Runs programs that ask for a password as they do at a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

SECONDS = 60.0
ECHO = 3
"""Where `tcgetattr` has the flags of which one is the echo."""


class Done(NamedTuple):
    """How the program ended, and what was on the terminal."""

    status: int
    said: str


def at_a_terminal(
    line: list[str], password: str, folder: Path, environment: Mapping[str, str] | None = None
) -> Done:
    """Run a command, and type the password as soon as it asks for one, without an echo.

    Raises TimeoutError when it does not ask.
    """
    ours, its = pty.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", "--wait", *line],
        stdin=its,
        stdout=its,
        stderr=its,
        cwd=folder,
        env={**os.environ, **(environment or {})},
    )
    deadline = time.monotonic() + SECONDS
    while termios.tcgetattr(its)[ECHO] & termios.ECHO:
        if time.monotonic() > deadline or process.poll() is not None:
            process.kill()
            raise TimeoutError(os.read(ours, 10_000).decode())
        time.sleep(0.02)
    os.close(its)
    os.write(ours, password.encode() + b"\n")
    said = b"".join(iter(lambda: read(ours), b""))
    os.close(ours)
    return Done(process.wait(timeout=SECONDS), said.decode())


def read(terminal: int) -> bytes:
    """The next bytes; none once the other side has closed it."""
    try:
        return os.read(terminal, 10_000)
    except OSError:
        return b""
