"""Describes the program's commands and options, as the program itself declares them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from forem_smtp.cli import app
from sitegen.templating import fill

PROGRAM = "forem-smtp"
EXAMPLES = "Examples:\n"
WIDE = 1000
"""The width of the help in columns, so large that no line breaks: the page does that itself."""


@dataclass(frozen=True)
class Given:
    """An argument or option: how it's written, what it's for, and what values it can have."""

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
    parameters = [
        parameter
        for parameter in command.get_params(context)
        if isinstance(parameter, TyperArgument | TyperOption) and not parameter.hidden
    ]
    return Described(
        name=str(command.name),
        usage=command.get_usage(context).removeprefix("Usage: "),
        paragraphs=[" ".join(part.split()) for part in str(command.help).split("\n\n")],
        given=[given(parameter) for parameter in parameters],
        examples=[
            line.strip() for line in (command.epilog or "").partition(EXAMPLES)[2].split("\n")
        ],
    )


def given(parameter: TyperArgument | TyperOption) -> Given:
    """An argument or option."""
    choices = choices_of(parameter)
    default = parameter.default
    return Given(
        written=written(parameter, takes_text=not choices),
        help=parameter.help or "",
        choices=choices,
        required=parameter.required,
        default=str(default.value) if isinstance(default, Enum) else "",
    )


def choices_of(parameter: TyperArgument | TyperOption) -> list[str]:
    """The values that it accepts, if they are a fixed few."""
    kind = parameter.type_descriptor.annotation
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        return []
    return [str(choice.value) for choice in kind]


def written(parameter: TyperArgument | TyperOption, *, takes_text: bool) -> str:
    """How it is written on the command line."""
    if isinstance(parameter, TyperArgument):
        return parameter.metavar or str(parameter.name).upper()
    names = " / ".join([*parameter.opts, *parameter.secondary_opts])
    value = parameter.metavar or ("TEXT" if takes_text and not parameter.is_flag else "")
    return f"{names} {value}".rstrip()
