"""Where the commands print, and how they exit if they can't continue."""

from __future__ import annotations

import re
from typing import Any, NoReturn

import typer
from rich import markup
from rich.console import Console

from ..characters import visible

UNREADABLE = 2
"""The exit code if something can't be read or isn't known."""

# A line that begins like this is a command to GitHub Actions, even after spaces and colors.
_COMMAND = re.compile(r"^((?:\s|\x1b\[[\d;]*m)*):(?=(?:\x1b\[[\d;]*m)*:)", re.MULTILINE)
# These are commands wherever in a line they are, the first to GitHub Actions, too: its runner's
# ActionCommand.TryParse. The others are Azure Pipelines' and TeamCity's.
COMMAND_IN_LINE = re.compile(r"##(?=\w*\[)")


class _Console(Console):
    """A console on which text from a file can't send commands to the program that reads the log."""

    def print(self, *objects: Any, **options: Any) -> None:
        with self.capture() as capture:
            super().print(*objects, **options)
        text = _COMMAND.sub(r"\1\\x3a", capture.get())
        self.file.write(COMMAND_IN_LINE.sub(r"#\\x23", text))
        self.file.flush()


out = _Console(highlight=False, emoji=False)
err = _Console(stderr=True, highlight=False, emoji=False)


def escape(text: str) -> str:
    """The markup that shows this text as it is.

    Rich leaves it to the caller whether backslashes at the end come before a tag: only there it
    takes two for one.
    """
    bare = text.rstrip("\\")
    end = text[len(bare) :]
    return markup.escape(bare) + (f"{end}{end}[none][/]" if end else "")


def fail(message: str) -> NoReturn:
    """Print what is wrong and exit."""
    err.print(f"forem-smtp: {escape(visible(message))}", style="red", soft_wrap=True)
    raise typer.Exit(UNREADABLE)
