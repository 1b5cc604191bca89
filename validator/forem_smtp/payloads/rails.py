"""`rails`: a Ruby script for `rails runner`, which calls the service that the admin panel calls."""

from __future__ import annotations

import re

from ..settings import FOREM_FIELDS, Settings
from .format import Payload, settings_from, values

_SCRIPT = """\
# encoding: utf-8
# Saves SMTP settings in Forem, as its admin panel does.
values = {{
{pairs}
}}
known = Settings::SMTP.keys.map(&:to_s)
unknown = values.keys - known
warn "Left out, as this Forem does not know it: #{{unknown.join(', ')}}" if unknown.any?
result = Settings::Upsert.call(values.slice(*known), Settings::SMTP)
abort "Not saved: #{{Array(result.errors).join('; ')}}" unless result.success?
puts "Saved: #{{(values.keys & known).join(', ')}}"
"""
_TEXT = r"'(?:[^'\\]|\\.)*'"
_PAIR = re.compile(rf"^  '(\w+)' => ({_TEXT}(?: \"\\r\" {_TEXT})*),?$", re.DOTALL | re.MULTILINE)


def write(settings: Settings) -> str:
    """The settings as a Ruby script."""
    pairs = ",\n".join(
        f"  '{name}' => {_quoted(value)}" for name, value in values(settings).items()
    )
    return _SCRIPT.format(pairs=pairs)


def read(text: str) -> Settings:
    """The settings in such a script. Raises `ValueError` for anything else."""
    head, _, rest = text.partition("values = {\n")
    body, end, _ = rest.rpartition("\n}\nknown = Settings::SMTP.keys")
    if not end or not head.startswith("# encoding: utf-8"):
        raise ValueError("This is not the script that the checker writes.")
    found = {name: _plain(value) for name, value in _PAIR.findall(body)}
    return settings_from({name: found[name] for name in FOREM_FIELDS if name in found})


def _quoted(value: str) -> str:
    # Between single quotes Ruby knows two escapes only, of the backslash and of the quote. But it
    # takes \r\n in a script for \n, so \r is a text of its own, which Ruby joins to its neighbours.
    parts = value.replace("\\", "\\\\").replace("'", "\\'").split("\r")
    return ' "\\r" '.join(f"'{part}'" for part in parts)


def _plain(literals: str) -> str:
    parts = (part[1:-1] for part in re.findall(_TEXT, literals, re.DOTALL))
    return "\r".join(re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts)


PAYLOAD = Payload(
    name="rails",
    title="Rails runner script",
    group="forem",
    when="If you can run commands on the host. Works for both editions, without signing in.",
    filename="forem-smtp.rb",
    command="docker compose exec -T web bundle exec rails runner - < forem-smtp.rb",
    note="Run it on the host, in the folder of Forem's compose file. Under Podman, as "
    "forem/selfhost sets it up: podman exec -i forem-rails bundle exec rails runner - < "
    "forem-smtp.rb. The settings take effect at once.",
    write=write,
    read=read,
)
