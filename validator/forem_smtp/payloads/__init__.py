"""Payloads: the settings as text that imports into Forem, and the readers that read it back."""

from __future__ import annotations

from ..normalize import normalize
from ..settings import Settings
from . import browser, docker_env, dotenv, json_body, rails, shell, systemd
from .format import Payload, PayloadError

PAYLOADS: dict[str, Payload] = {
    kind.name: kind
    for kind in (
        browser.PAYLOAD,
        rails.PAYLOAD,
        json_body.PAYLOAD,
        dotenv.PAYLOAD,
        docker_env.PAYLOAD,
        shell.PAYLOAD,
        systemd.PAYLOAD,
    )
}
"""The formats by name, the likeliest to be wanted first in each group."""


def payload(settings: Settings, name: str) -> str:
    """The settings, normalized, as text in the format `name`.

    Values that are not given are left out. Raises `PayloadError`, which names the field, if the
    format cannot carry a value, and `KeyError` if there is no such format.
    """
    clean = normalize(settings)
    for field, value in clean.given():
        if any("\ud800" <= letter <= "\udfff" for letter in value) or "\0" in value:
            raise PayloadError(field, "has a character that no text file can hold")
    return PAYLOADS[name].write(clean)


__all__ = ["PAYLOADS", "Payload", "PayloadError", "payload"]
