"""Runs the command line in this process, which is faster than starting Python for each command."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest
from typer.testing import CliRunner

from forem_smtp import cli


def run(
    *arguments: str, stdin: str = "", columns: int = 200, folder: Path | None = None
) -> CompletedProcess[str]:
    """Run `forem-smtp`, and return its output and exit code. Unhandled exceptions are raised."""
    with pytest.MonkeyPatch.context() as patch:
        for console in (cli.out, cli.err):
            patch.setattr(console, "_width", columns)
        if folder is not None:
            patch.chdir(folder)
        result = CliRunner().invoke(
            cli.app,
            arguments,
            input=stdin,
            env={"COLUMNS": str(columns), "NO_COLOR": "1"},
            prog_name="forem-smtp",
            catch_exceptions=False,
        )
    return CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)
