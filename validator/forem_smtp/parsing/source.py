# ruff: noqa: E501  # words and patterns are as wide as they are
"""A text as it's read: its lines, without what an email, chat, terminal or diff put before them."""

from __future__ import annotations

import re

from .labels import label
from .surroundings import without_surroundings

LONGEST = 256 * 1024
"""The number of characters that are read. The largest settings files are far smaller."""
MOST_LINES = 5_000
LONGEST_LINE = 4_000
# In front of every line: quoted in an email, added in a diff, numbered by an editor or by grep.
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_MARKS = (
    re.compile(r"\+(?![\d+])"),
    re.compile(r"[ \t]*\d{1,5}(?:[ \t]*[|│:][ \t]?|\t|-(?=[A-Z]))"),
    re.compile(r"[ \t]*[│┃|][ \t](?=[^|│┃]*$)"),
    re.compile(
        r"(?:\.{0,2}/)?(?:[\w.-]{1,40}/){0,8}[\w-]{0,40}\.(?:env|ya?ml|conf|cfg|ini|rb|py|php|json|toml|properties|txt|sample)"
        r"(?:\.\w{1,20})?:(?:\d{1,5}:)?"
    ),
    re.compile(r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?[.,\d]*(?:Z|[+-]\d\d:?\d\d)?\]?[ \t]+"),
    re.compile(r"[DIWEFA], \[[^\]\n]{10,60}\][ \t]+[A-Z]{3,7} -- [^:\n]{0,40}: "),
    re.compile(r"\[\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AP]M)?\][ \t]*"),
)
_TIME = _MARKS[-1]
# Who wrote a line of a chat, after its time.
_SENDER = re.compile(r"<?((?:[^\W_]|[ .-]){1,30})>?:[ \t]+")
# What a terminal or a console writes before a line that was typed.
_PROMPT = re.compile(
    r"[ \t]*(?:(?:irb|pry)\([^)\n]{0,40}\)[:\d]*[>*\"'] ?|(?:\[\d+\] )?pry\([^)\n]{0,40}\)> ?|>>> |\.\.\. "
    r"|[$%] (?=\S)|[\w.-]{1,40}@[\w.-]{1,60}[:\w~/ .-]{0,60}[$#%] |PS [A-Z]:[^>\n]{0,80}> )"
)
_BACKTICKS = re.compile(r"([ \t]*(?:[-*•][ \t]+|\d+[.)][ \t]+)?)`([^`]+)`[ \t]*")
# Links that mail and chat programs make of addresses and hosts: `a@b.example<mailto:a@b.example>`,
# `<mailto:a@b.example|a@b.example>`, `[a@b.example](mailto:a@b.example)`.
_LINK = re.compile(
    r"<(?P<kind>mailto:|https?://)(?P<target>[^\s<>|]{1,200})(?:\|(?P<words>[^<>|\n]{1,200}))?>"
)
_MARKDOWN_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,200})\]\((?:mailto:|https?://)(?P<target>[^()\s]{1,200})\)"
)
_DIFF_HEAD = ("+++ ", "--- ", "@@ ", "diff --git")


def without_links(text: str) -> str:
    """Return the text with the words of a link alone, where they are its target."""
    if "<mailto:" in text or "<http" in text:
        text = _LINK.sub(_linked, text)
    if "](" in text:
        text = _MARKDOWN_LINK.sub(
            lambda link: link["words"] if _is_target(link["words"], link) else link[0], text
        )
    return text


def _linked(link: re.Match[str]) -> str:
    if link["words"]:
        return link["words"]
    if link.string.endswith(link["target"].rstrip("/"), 0, link.start()):
        return ""
    return link["target"] if link["kind"] == "mailto:" else link[0]


def _is_target(words: str, link: re.Match[str]) -> bool:
    return words.strip("`*").lower() == link["target"].rstrip("/").lower()


def split(text: str) -> tuple[str, list[str], list[str]]:
    """Return the text as far as it's read, its lines, and what is left out, in words for people."""
    left_out = []
    if len(text) > LONGEST:
        left_out.append(f"all after the first {LONGEST // 1024} KB")
        text = text[:LONGEST]
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    lines = plain.split("\n")
    if len(lines) > MOST_LINES:
        left_out.append(f"all after line {MOST_LINES}")
        del lines[MOST_LINES:]
        text = "\n".join(lines)
    if any(len(line) > LONGEST_LINE for line in lines):
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_LINE:
                left_out.append(f"line {number}: longer than {LONGEST_LINE} characters")
                lines[number - 1] = ""
    return text, lines, left_out


def without_marks(lines: list[str]) -> list[str]:
    """Return the lines without marks that aren't part of them. Their number stays the same."""
    lines = _without_diff(without_surroundings(_without_mark(lines, _QUOTE)))
    for mark in _MARKS:
        lines = _without_mark(lines, mark)
    return [_typed(line) for line in lines]


def _without_diff(lines: list[str]) -> list[str]:
    """Return only the new lines of a diff."""
    if not any(line.startswith(_DIFF_HEAD) for line in lines) and not _is_changed(lines):
        return lines
    kept = []
    for line in lines:
        if line.startswith((*_DIFF_HEAD, "-", "index ")):
            kept.append("")
        else:
            kept.append(line[1:] if line[:1] in ("+", " ") else line)
    return kept


def _is_changed(lines: list[str]) -> bool:
    """Return whether each line is an old or new one, or one that stays, as in a diff without headers."""
    filled = [line for line in lines if line.strip()]
    signs = {line[0] for line in filled[:200]}
    return {"+", "-"} <= signs <= {"+", "-", " "}


def _without_mark(lines: list[str], mark: re.Pattern[str]) -> list[str]:
    """Return the lines without a mark that almost every line begins with."""
    filled = [line for line in lines[:200] if line.strip()]
    if not any(mark.match(line) for line in filled[:4]):
        return lines
    marked = sum(mark.match(line) is not None for line in filled)
    if (marked < 2 and len(filled) != 1) or 4 * marked < 3 * len(filled):
        return lines
    bare = [line[match.end() :] if (match := mark.match(line)) else line for line in lines]
    return [_without_sender(line) for line in bare] if mark is _TIME else bare


def _without_sender(line: str) -> str:
    """Return a line of a chat without the name of its author, which may look like a label."""
    match = _SENDER.match(line)
    return line[match.end() :] if match and label(match[1]) is None else line


def _typed(line: str) -> str:
    """Return a line without a prompt before it and backticks around it."""
    if "`" in line and (match := _BACKTICKS.fullmatch(line)):
        line = match[1] + match[2]
    match = _PROMPT.match(line)
    return line[match.end() :] if match else line
