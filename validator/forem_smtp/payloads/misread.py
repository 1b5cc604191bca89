"""Which other programs would read a file with these values differently.

Many programs read `.env` files, and they agree on most values but not on all. What this module says
was measured with these programs, and the tests measure it again.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from ..context import Context
from ..settings import Settings
from . import docker_env, dotenv
from .environment import variables

COMPOSE_1 = "docker-compose 1.29 (env_file:)"
COMPOSE_2 = "Docker Compose 2 (env_file:)"
PYTHON_DOTENV = "python-dotenv"
SHELL = "a shell"


def misreaders(context: Context, name: str) -> tuple[str, ...]:
    """Return the programs that read the payload `name` with these settings differently.

    Raises `PayloadError` if there is no such payload for them.
    """
    settings = context.payload
    if name == "dotenv":
        return _of_dotenv(settings)
    if name == "docker-env" and docker_env.write(settings):
        return _of_docker_env(variables(settings).values())
    return ()


def warning(context: Context, name: str) -> str | None:
    """A sentence that names these programs, if there are any. Raises as `misreaders` does."""
    found = misreaders(context, name)
    if not found:
        return None
    listed = found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
    verb = "reads" if len(found) == 1 else "read"
    return f"{listed} {verb} this file differently: with these values, don't use it there."


def _of_dotenv(settings: Settings) -> tuple[str, ...]:
    text = dotenv.write(settings)
    lines = text.split("\n")
    double = [line for line in lines if line.endswith('"')]
    single = [line for line in lines if line.endswith("'")]
    changed = any("\\$" in line for line in double) or any(
        "\\\\" in line or _has_variable(line) for line in single
    )
    # The older version in docker-compose treats the last quote as escaped, and looks for another
    # one.
    overrun = re.search(r'\\\\"\n(?=.*")', text, re.DOTALL) is not None
    found = {
        COMPOSE_1: changed or overrun,
        PYTHON_DOTENV: changed,
        # Between double quotes, it runs what is in backticks.
        SHELL: any("`" in line for line in double),
    }
    return tuple(name for name, differs in found.items() if differs)


def _of_docker_env(values: Collection[str]) -> tuple[str, ...]:
    trimmed_or_quoted = any(
        value != value.strip() or value[:1] in "'\"" or re.search(r"\s#", value) for value in values
    )
    found = {
        COMPOSE_1: trimmed_or_quoted or any(map(_has_variable, values)),
        COMPOSE_2: trimmed_or_quoted or any(re.search(r"\$[a-zA-Z_{$]", value) for value in values),
    }
    return tuple(name for name, differs in found.items() if differs)


def _has_variable(text: str) -> bool:
    """Whether python-dotenv, and with it docker-compose 1.29, would replace a part of `text`.

    That is `${NAME}` or `${NAME:-DEFAULT}`, even between single quotes.
    """
    *closed, _ = text.split("}")
    for inside in closed:
        names = inside.split(":")
        if any("${" in name and rest[:1] == "-" for name, rest in pairwise([*names, "-"])):
            return True
    return False
