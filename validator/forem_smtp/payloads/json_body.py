"""`json`: the body that Forem's admin endpoint accepts. Every value is a string, even the port."""

from __future__ import annotations

import json

from ..settings import FOREM_FIELDS, Settings
from .format import Payload, settings_from, values


def write(settings: Settings) -> str:
    """The settings as `{"settings_smtp": {…}}`."""
    body = {"settings_smtp": values(settings)}
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def read(text: str) -> Settings:
    """The settings in such a body. Raises `ValueError` for anything else."""
    body = json.loads(text)
    found = body.get("settings_smtp") if isinstance(body, dict) else None
    if not isinstance(found, dict):
        raise ValueError("This JSON has no object named settings_smtp.")
    given = {name: found[name] for name in FOREM_FIELDS if found.get(name) is not None}
    if any(isinstance(value, dict | list) for value in given.values()):
        raise ValueError("A setting in this JSON isn't a single value.")
    return settings_from({name: str(value) for name, value in given.items()})


PAYLOAD = Payload(
    name="json",
    title="JSON for the admin endpoint",
    group="forem",
    when="For a program or a terminal that sends the settings over HTTP. Not for the 2021 edition.",
    filename="forem-smtp.json",
    command="curl --fail-with-body --request POST "
    "https://YOUR-FOREM/admin/settings/smtp_settings "
    "--header 'Content-Type: application/json' --header 'X-CSRF-Token: YOUR-TOKEN' "
    "--cookie 'YOUR-SESSION-COOKIE' --data @forem-smtp.json",
    note="Needs the session of a signed-in Super Admin: the cookie, and the token in the page's "
    "meta name csrf-token. After saving, restart Forem's worker (Sidekiq): until then it may still "
    "use the old settings.",
    write=write,
    read=read,
)
