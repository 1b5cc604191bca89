"""Restarts `mkdocs serve` when the site's own Python changes.

MkDocs rebuilds the site when a file changes, but in a process that has already imported the engine
and the generators. So that process runs as the child of another one, which restarts it.
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
    """Run this same command in a child process until it's stopped. Returns only in the child."""
    # If the command was started in the background, Ctrl+C's signal may be ignored.
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
    """Run the child. Returns whether to start it again: False if it ended without an error."""
    before = versions()
    child = subprocess.Popen([sys.executable, *sys.orig_argv[1:]], env={**os.environ, CHILD: "1"})
    try:
        while versions() == before:
            if child.poll() == 0:
                return False
            # After an error there is no child, and the next change may fix the error.
            time.sleep(POLL_S)
    finally:
        stop(child)
    return True


def stop(child: subprocess.Popen[bytes]) -> None:
    """End the child as Ctrl+C does, so that it cleans up, or by force if it doesn't react."""
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
