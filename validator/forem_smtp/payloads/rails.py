"""`rails`: a Ruby script for `rails runner`, which calls the service that the admin panel calls."""

from __future__ import annotations

from ..settings import Settings
from . import ruby
from .format import Payload

_COMMENT = "# Saves SMTP settings in Forem, as its admin panel does.\n"
_BEGIN = "known = Settings::SMTP.keys"
_REST = """\
.map(&:to_s)
unknown = values.keys - known
warn "Left out, as this Forem does not know it: #{unknown.join(', ')}" if unknown.any?
result = Settings::Upsert.call(values.slice(*known), Settings::SMTP)
abort "Not saved: #{Array(result.errors).join('; ')}" unless result.success?
puts "Saved: #{(values.keys & known).join(', ')}"
"""


def write(settings: Settings) -> str:
    """The settings as a Ruby script."""
    return ruby.write(settings, _COMMENT, _BEGIN + _REST)


def read(text: str) -> Settings:
    """The settings in such a script. Raises `ValueError` for anything else."""
    return ruby.read(text, _BEGIN)


PAYLOAD = Payload(
    name="rails",
    title="Rails runner script",
    group="forem",
    when="If you can run commands on the host. For all editions, without signing in.",
    filename="forem-smtp.rb",
    command="docker compose exec -T web bundle exec rails runner - < forem-smtp.rb",
    note="Run it on the host, in the folder of Forem's Compose file. Under Podman, as "
    "forem/selfhost sets it up: podman exec -i forem-rails bundle exec rails runner - < "
    "forem-smtp.rb. Then restart Forem's worker (Sidekiq): until then it may still use the old "
    "settings.",
    write=write,
    read=read,
)
