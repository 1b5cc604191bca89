"""Stubs of programs, and a shell that finds them instead of the real ones."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SCRIPT = """\
#!/bin/sh
printf '%s\\0' "$@" END >> '{calls}'
{then}
"""
BUNDLE = """\
[ "$1 $2" = "exec rails" ] && shift 2 && exec docker compose exec -T web bundle exec rails "$@"
"""
HEROKU = """\
[ "$1 $2 $3" = "run --app YOUR-APP" ] && shift 3
[ "$1" = "--no-tty" ] && shift
[ "$1" = "--" ] && shift && exec "$@"
"""

SYSTEMCTL = """\
case $2 in
--property=User) echo forem ;;
--property=WorkingDirectory) echo /srv/forem ;;
--property=Environment) echo 'RAILS_ENV=production "TWO=a b"' ;;
--property=EnvironmentFiles)
  echo '/etc/forem/env (ignore_errors=no)'
  echo '/etc/forem/extra (ignore_errors=yes)' ;;
esac
"""
SYSTEMD_RUN = """\
while [ "$1" != bundle ]; do shift; done
exec "$@"
"""


class Stub:
    """A program in `folder` that records its arguments, then runs `then` in a shell."""

    def __init__(self, folder: Path, name: str, then: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._calls = folder / f"{name}.calls"
        program = folder / name
        program.write_text(SCRIPT.format(calls=self._calls, then=then), "utf-8")
        program.chmod(0o755)

    @property
    def calls(self) -> list[list[str]]:
        """The arguments of all calls so far."""
        found: list[list[str]] = [[]]
        for word in self._calls.read_bytes().decode().split("\0")[:-1]:
            if word == "END":
                found.append([])
            else:
                found[-1].append(word)
        return found[:-1]


def create_host_stubs(folder: Path) -> None:
    """Create stubs of the other programs in the guide's commands, which pass the rest to Rails."""
    Stub(folder, "bundle", BUNDLE)
    Stub(folder, "heroku", HEROKU)
    Stub(folder, "systemctl", SYSTEMCTL)
    Stub(folder, "systemd-run", SYSTEMD_RUN)


def run(
    command: str, folder: Path, programs: Path, shell: str = "sh", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the lines in `folder`, with a shell that finds `programs` instead of the real ones."""
    return subprocess.run(
        [shell, "-c", command],
        cwd=folder,
        env={
            "PATH": f"{programs}{os.pathsep}/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
