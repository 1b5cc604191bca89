"""`systemd`: a file for `EnvironmentFile=` in a unit."""

from __future__ import annotations

import re

from ..settings import Settings
from .environment import NAMES, body, declaration, settings_of, variables
from .format import Payload, PayloadError

_LINE = r"""[ \t]*(\w+)[ \t]*=[ \t]*
    (?:(?:"((?:[^"\\]|\\.)*)"|'([^']*)')[ \t]*|([^\s"'\\][^\n\\]*|))(?:\r?\n|$)
    |[^\n]*(?:\n|$)"""


def write(settings: Settings) -> str:
    """The settings as lines. Raises `PayloadError` for a character that systemd refuses."""
    lines = []
    for field, value in variables(settings).items():
        if any(map(_is_no_character, value)):
            raise PayloadError(field, "has a character that systemd doesn't accept")
        lines.append(f"{NAMES[field]}={_quoted(value)}\n")
    return declaration("systemd") + "".join(lines)


def read(text: str) -> Settings:
    """The settings in such a file. Raises `ValueError` for anything else."""
    found = {}
    for name, double, single, bare in re.findall(
        _LINE, body(text, "systemd"), re.DOTALL | re.VERBOSE
    ):
        if name:
            found[name] = re.sub(r'\\([\\"$`])', r"\1", double) or single or bare.rstrip()
    return settings_of(found)


def _is_no_character(letter: str) -> bool:
    # Unicode's noncharacters: systemd leaves out a variable with one, and only logs that it does.
    code = ord(letter)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _quoted(value: str) -> str:
    # In double quotes, where a backslash escapes these four and nothing else.
    return '"' + re.sub(r'([\\"$`])', r"\\\1", value) + '"'


PAYLOAD = Payload(
    name="systemd",
    title="systemd EnvironmentFile",
    group="environment",
    when="For a Forem that runs as a systemd service, without a container.",
    filename="forem-smtp-systemd.env",
    command="EnvironmentFile=/etc/forem/forem-smtp-systemd.env",
    note="A line for the [Service] section of both units, the web server's and the worker's "
    "(Sidekiq), with the path where you put the file. Let only root read the file. Then run "
    "systemctl daemon-reload, and restart both. A value that was ever saved in the admin panel "
    "overrides this one.",
    write=write,
    read=read,
)
