"""`test-mail`: a Ruby script for `rails runner` that sends one email, and saves nothing.

It hands the settings to the mail library under the names that Forem uses (in Forem's code,
`app/models/settings/smtp.rb`, audited on 2026-11-28), but insists on encryption and waits only ten
seconds.
"""

from __future__ import annotations

from ..settings import Settings
from . import ruby
from .format import Payload

_COMMENT = "# Sends one email with these SMTP settings. Saves nothing.\n"
_BEGIN = "recipient = ARGV.first"
_REST = """\
 or abort "Not sent: name the address to send to, after the dash."
require "mail"
names = %w[address user_name password authentication domain]
server = values.slice(*names).transform_keys(&:to_sym)
server[:port] = (values["port"] || 25).to_i
# Unlike Forem, it insists on encryption, and waits ten seconds at most.
server.update(enable_starttls: true, open_timeout: 10, read_timeout: 10)
mail = Mail.new(
  from: values["from_email_address"] || ENV["DEFAULT_EMAIL"],
  reply_to: values["reply_to_email_address"],
  to: recipient,
  subject: "A test email",
  body: "Sent with SMTP settings that are not saved yet."
)
mail.delivery_method(:smtp, server.merge(return_response: true))
begin
  puts "Accepted: #{mail.deliver!.string}"
rescue StandardError => error
  abort "Not sent: #{error.class}: #{error.message}"
end
"""


def write(settings: Settings) -> str:
    """The settings in a Ruby script."""
    return ruby.write(settings, _COMMENT, _BEGIN + _REST)


def read(text: str) -> Settings:
    """The settings in such a script. Raises `ValueError` for anything else."""
    return ruby.read(text, _BEGIN)


PAYLOAD = Payload(
    name="test-mail",
    title="Test email (saves nothing)",
    group="test",
    when="To try the settings before you save them: Forem's own mail library sends one email.",
    filename="forem-smtp-test.rb",
    command="docker compose exec -T web bundle exec rails runner - YOUR-OWN-ADDRESS"
    " < forem-smtp-test.rb",
    note="Run it on the host, in the folder of Forem's Compose file. Under Podman, as "
    "forem/selfhost sets it up: podman exec -i forem-rails bundle exec rails runner - "
    "YOUR-OWN-ADDRESS < forem-smtp-test.rb. It prints what the mail server said. Paste an error "
    "into the box below to have it explained.",
    write=write,
    read=read,
)
