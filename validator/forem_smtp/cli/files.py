"""Reads the files that are passed to the commands."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from .. import ParseResult, read
from ..characters import visible
from ..secrets import key_owner
from .console import err, fail

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def settings_in(file: str) -> ParseResult:
    """Return the settings in `file`, or exit if it can't be read."""
    reading = read(text_of(file))
    if reading.format is None:
        fail(f"{file_name(file)}: {reading.reason}")
    return reading


def text_of(file: str) -> str:
    """Return a file's text, or exit. `-` is standard input."""
    # Python has no standard input if the caller closed it.
    if file == "-" and not sys.stdin:
        fail("standard input is closed.")
    if file == "-" and sys.stdin.isatty():
        err.print("Paste the text, then press Ctrl-D on a new line.", style="dim")
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        # Windows PowerShell writes UTF-16, and says so in the first bytes.
        return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except OSError as error:
        if _has_password(file):
            fail(
                "settings were given instead of a file's name. Pass a password in a file, or on "
                "standard input with a single -."
            )
        fail(f"{file_name(file)}: {error.strerror}.")
    except UnicodeDecodeError:
        fail(f"{file_name(file)}: not valid UTF-8. Save it as UTF-8, if it's a text file.")
    except ValueError:
        fail(f"{file_name(file)}: not a valid file name.")


def _has_password(file: str) -> bool:
    """Whether what should be a file's name has a password in it, or is a key."""
    return read(file).settings.password is not None or key_owner(file) is not None


def file_name(file: str) -> str:
    """Return a file's name for a message."""
    return "standard input" if file == "-" else visible(file)
