"""Restarts `mkdocs serve` when the site's own Python changes.

MkDocs builds the site anew when a file changes, but in a process that has imported the engine and
the generators already. So that process runs below another one, which starts it anew.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = ("sitegen", "validator/forem_smtp")
KINDS = {".py", ".toml", ".txt"}
POLL_S = 0.5
PATIENCE_S = 5
CHILD = "MKDOCS_SERVE_CHILD"


def supervise() -> None:
    """Run this very command in a child process until someone stops it. Returns in the child."""
    # Where the command was started in the background, Ctrl+C's signal may be ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if os.environ.get(CHILD):
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while run_until_change():
            pass
    except KeyboardInterrupt:
        pass
    sys.exit()


def run_until_change() -> bool:
    """Run the child. Returns whether to start it again: not if it ended well."""
    before = versions()
    child = subprocess.Popen([sys.executable, *sys.orig_argv[1:]], env={**os.environ, CHILD: "1"})
    try:
        while versions() == before:
            if child.poll() == 0:
                return False
            # After an error there is no child, and the next change may correct it.
            time.sleep(POLL_S)
    finally:
        stop(child)
    return True


def stop(child: subprocess.Popen[bytes]) -> None:
    """End the child as Ctrl+C does, so that it tidies up, or by force if it doesn't listen."""
    if child.poll() is None:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def versions() -> dict[Path, int]:
    """Return when each file was last changed."""
    return {path: path.stat().st_mtime_ns for path in files()}


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in KINDS:
                yield path
