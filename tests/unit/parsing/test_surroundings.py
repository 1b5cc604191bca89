"""What is around the settings in a text changes nothing about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forem_smtp import read
from tests.unit.parsing.test_texts import TEXTS

UNCLEAR = {"labels and values with a dash between", "issue template with html comment"}
"""Texts whose own marks can't be told from those around them."""


def each_line(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(change(line) for line in text.rstrip("\n").split("\n"))


def with_numbers(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    return "\n".join(f"{number:>6}\t{line}" for number, line in enumerate(lines, 1))


SURROUNDINGS: dict[str, Callable[[str], str]] = {
    "quoted": each_line(lambda line: f"> {line}"),
    "fence": lambda text: f"```\n{text}\n```\n",
    "greeting": lambda text: f"Hi all, here are my settings:\n\n{text}\n\nThanks a lot!\n",
    "greeting and fence": lambda text: (
        f"Hello, my config:\n\n```yaml\n{text}\n```\n\nWhat is wrong with it?\n"
    ),
    "indented": each_line(lambda line: f"    {line}"),
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "space at the ends": each_line(lambda line: f"{line}   "),
    "shown by a command": lambda text: f"robin@meadow:~$ cat config/mail\n{text}",
    "signature": lambda text: f"{text}\n-- \nRobin\nSent from my phone\n",
    "line numbers": with_numbers,
    "log of a container": each_line(lambda line: f"web-1  | {line}"),
}


OF_LINES = {"line numbers", "log of a container"}


def values(text: str) -> dict[str, str]:
    return dict(read(text).settings.given())


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_text_around_settings_changes_nothing(name: str) -> None:
    for text in TEXTS:
        if text["name"] in UNCLEAR or (name in OF_LINES and not is_plain(text["text"])):
            continue
        plain, around = values(text["text"]), values(SURROUNDINGS[name](text["text"]))
        optional = text.get("optional", {}).items()
        assert around.items() - optional == plain.items() - optional, text["name"]


def is_plain(text: str) -> bool:
    """Return whether what comes before its lines can't be a cell or a mark of its own."""
    return text.count("\n") > 3 and "|" not in text and "\n\n" not in text
