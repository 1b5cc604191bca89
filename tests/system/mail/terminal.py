"""Runs programs that prompt for a password in a pseudoterminal."""

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
"""The index of the local flags, with ECHO among them, in what `tcgetattr` returns."""


class Done(NamedTuple):
    """The program's exit status, and its output on the terminal."""

    status: int
    said: str


def at_a_terminal(
    line: list[str], password: str, folder: Path, environment: Mapping[str, str] | None = None
) -> Done:
    """Run a command, and type the password as soon as it turns off the echo to ask for one.

    Raises TimeoutError if it doesn't ask.
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
    """Read the next bytes; none once the other side has closed the terminal."""
    try:
        return os.read(terminal, 10_000)
    except OSError:
        return b""
