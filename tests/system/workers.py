"""Redis, and workers that take their jobs from it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.system.mail.postfix import free_ports

TIMEOUT_S = 60
"""Ruby may take long to start on a busy machine."""


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Run Redis in a folder. Yields its URL, as Sidekiq expects it in `REDIS_URL`."""
    [port] = free_ports(1)
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with started(command, folder, {}):
        end = time.monotonic() + TIMEOUT_S
        while not _reached(port):
            assert time.monotonic() < end
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def started(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run a program in a folder, and end it afterward. The file `output` there has its output."""
    path = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    with (folder / "output").open("ab") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=path | environment, stdout=output, stderr=output
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(TIMEOUT_S)


def _reached(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
