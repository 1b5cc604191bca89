"""Describes the program's commands from their own help."""

from __future__ import annotations

import re
from dataclasses import dataclass

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from forem_smtp.cli import app
from sitegen.templating import fill

PROGRAM = "forem-smtp"
# In the lines of --help: the type after a name, and the default or "required" after the words.
TYPE = re.compile(r"\s*<(.+)>$")
REMARK = re.compile(r"\s*\[([^\]]+)\]$")
EXAMPLES = "Examples:\n"
WIDE = 1000
"""Columns: a page breaks lines by itself."""


@dataclass(frozen=True)
class Given:
    """An argument or option: how it is written, what it is for, and what it can be."""

    written: str
    help: str
    choices: list[str]
    required: bool
    default: str


@dataclass(frozen=True)
class Described:
    """A command as its own `--help` describes it."""

    name: str
    usage: str
    paragraphs: list[str]
    given: list[Given]
    examples: list[str]


def as_markdown() -> str:
    """Return all commands as Markdown, in the order of the program's own help."""
    return fill("command_line.md.j2", commands=commands())


def commands() -> list[Described]:
    """Every command of the program."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return [described(command) for command in group.commands.values()]


def described(command: object) -> Described:
    """One command."""
    assert isinstance(command, TyperCommand)
    context = command.make_context(
        f"{PROGRAM} {command.name}", [], resilient_parsing=True, max_content_width=WIDE
    )
    records = [
        parameter.get_help_record(context)
        for parameter in command.get_params(context)
        if isinstance(parameter, TyperArgument | TyperOption)
    ]
    return Described(
        name=str(command.name),
        usage=command.get_usage(context).removeprefix("Usage: "),
        paragraphs=[" ".join(part.split()) for part in str(command.help).split("\n\n")],
        given=[given(*record) for record in records if record],
        examples=[
            line.strip() for line in (command.epilog or "").partition(EXAMPLES)[2].split("\n")
        ],
    )


def given(name: str, words: str) -> Given:
    """An argument or option, from the two parts of its line in `--help`."""
    types, remark = TYPE.findall(name), "".join(REMARK.findall(words))
    written = TYPE.sub("", name)
    if types == ["str"] and written.startswith("-"):
        written += " TEXT"
    return Given(
        written=written,
        help=REMARK.sub("", words),
        choices=types[0].split("|") if types and "|" in types[0] else [],
        required=remark == "required",
        default=remark.removeprefix("default: ") if remark.startswith("default: ") else "",
    )
