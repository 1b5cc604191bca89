"""Runs the command line in this process: starting Python for each command takes longer."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest
from typer.testing import CliRunner

from forem_smtp import cli


def run(
    *arguments: str, stdin: str = "", columns: int = 200, folder: Path | None = None
) -> CompletedProcess[str]:
    """What `forem-smtp` prints, and how it ends. An exception that it doesn't handle is raised."""
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
