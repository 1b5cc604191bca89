"""Payloads: the settings as text that imports into Forem, and the readers that read it back."""

from __future__ import annotations

from ..context import Context
from ..settings import Settings
from . import browser, docker_env, dotenv, json_body, rails, shell, systemd, test_mail
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
        test_mail.PAYLOAD,
    )
}
"""The formats by name, the likeliest to be wanted first in each group."""


def payload(settings: Settings, name: str) -> str:
    """The settings, cleaned, as text in the format `name`.

    Values that are not given are left out, but for those in `Context.filled_in`. Raises
    `PayloadError`, which names the field, if the format can't hold a value, and `KeyError` if
    there is no such format.
    """
    return write(Context.of(settings), name)


def write(context: Context, name: str, *, hidden: bool = False) -> str:
    """The payload `name` with these values; `hidden`: to show, with every secret hidden.

    Raises as `payload` does, whether or not the secrets are hidden.
    """
    for field, value in context.settings.given():
        if any("\ud800" <= letter <= "\udfff" for letter in value) or "\0" in value:
            raise PayloadError(field, "has a character that no text file can hold")
    text = PAYLOADS[name].write(context.payload)
    return PAYLOADS[name].write(context.shown_payload) if hidden else text


__all__ = ["PAYLOADS", "Payload", "PayloadError", "payload", "write"]
