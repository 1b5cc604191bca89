"""The command-line page describes everything that the program offers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.generate.command_line import PROGRAM, Described, commands
from tests.site.site import Site, section

COMMANDS = commands()


def help_of(*command: str) -> str:
    """Return the installed program's own help, on one long line."""
    done = subprocess.run(
        [Path(sys.executable).with_name(PROGRAM), *command, "--help"],
        capture_output=True,
        text=True,
        env={"COLUMNS": "200", "NO_COLOR": "1", "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0
    return done.stdout


def test_every_command_has_its_section() -> None:
    listed = help_of().partition("Commands:\n")[2].partition("\n\n")[0]
    assert re.findall(r"^  (\w+)", listed, re.MULTILINE) == [one.name for one in COMMANDS]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_and_argument_is_described(site: Site, command: Described) -> None:
    told, found = help_of(command.name), section(site.pages["command-line/"], command.name)
    options = re.findall(r"^  (--[\w-]+)", told, re.MULTILINE)
    assert "--help" in options
    choices = [one for group in re.findall(r"<([\w|]+\|[\w|]+)>", told) for one in group.split("|")]
    defaults = [f"Default: {value}." for value in re.findall(r"\[default: (\w+)\]", told)]
    usage = told.partition("\n")[0].removeprefix("Usage: ")
    examples = told.partition("Examples:\n")[2].splitlines()
    for words in (*options, *choices, *defaults, usage, *map(str.strip, examples)):
        assert words in found


def test_required_options_are_marked(site: Site) -> None:
    assert section(site.pages["command-line/"], "payload").count("Required.") == 2
    assert "Required." not in section(site.pages["command-line/"], "check")
