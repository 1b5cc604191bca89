"""Promises about the command line in SECURITY.md that no other test covers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from forem_smtp import payload
from forem_smtp.rules.samples import SENDGRID

GUARDED = """\
import sys

def refuse(event, arguments):
    writes = event == "open" and set(str(arguments[1])) & set("wax+")
    if writes or event.startswith(("socket.", "os.remove", "os.rename", "subprocess.")):
        sys.stderr.write(f"refused: {event} {arguments}")
        sys.exit(99)

sys.addaudithook(refuse)
from forem_smtp.cli import main
main()
"""
"""Run the command line, and exit if it opens a connection, writes a file or starts a program."""


def run(*arguments: str, code: str = GUARDED) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-c", code, *arguments],
        input=payload(SENDGRID, "dotenv"),
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "-"],
        ["check", "--format", "sarif", "-"],
        ["read", "-"],
        ["payload", "--to", "rails", "-"],
        ["explain", "PORT08"],
        ["explain", "Net::ReadTimeout"],
    ],
)
def test_commands_open_no_connection_and_write_no_file(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert (str(SENDGRID.password) in done.stdout) == (arguments[0] == "payload")


@pytest.mark.parametrize(
    "code",
    ["import socket; socket.create_connection(('127.0.0.1', 1))", "open('/dev/null', 'a')"],
)
def test_the_guard_works(code: str) -> None:
    guard, _, _ = GUARDED.partition("from forem_smtp")
    assert run(code=guard + code).returncode == 99
