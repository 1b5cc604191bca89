"""`docker-env`: a file for `--env-file` of docker and podman, which don't interpret quotes."""

from __future__ import annotations

from ..settings import Settings
from .environment import NAMES, body, declaration, settings_of, variables
from .format import Payload, PayloadError


def write(settings: Settings) -> str:
    """The settings as lines. Raises `PayloadError` for a value with a line break."""
    lines = []
    for field, value in variables(settings).items():
        if "\n" in value or "\r" in value:
            raise PayloadError(field, "has a line break, which --env-file can't hold")
        lines.append(f"{NAMES[field]}={value}\n")
    return declaration("docker-env") + "".join(lines)


def read(text: str) -> Settings:
    """The settings in such a file. Raises `ValueError` for anything else."""
    lines = body(text, "docker-env").replace("\r\n", "\n").split("\n")
    pairs = (line.lstrip(" \t").partition("=") for line in lines)
    return settings_of({name: value for name, _, value in pairs})


PAYLOAD = Payload(
    name="docker-env",
    title="Docker or Podman --env-file",
    group="environment",
    when="For a container that you start with docker run or podman run.",
    filename="forem-smtp-docker.env",
    command="docker run --env-file forem-smtp-docker.env YOUR-OPTIONS YOUR-IMAGE",
    note="The same option works in podman. This file has no quotes, and you must not add any. The "
    "values take effect when you recreate the containers, the web server's and the worker's "
    "(Sidekiq). A value that was ever saved in the admin panel overrides this one.",
    write=write,
    read=read,
)
