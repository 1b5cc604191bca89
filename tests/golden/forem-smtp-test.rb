# encoding: utf-8
# Sends one email with these SMTP settings. Saves nothing.
values = {
  'user_name' => 'apikey',
  'password' => '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',
  'address' => 'smtp.sendgrid.net',
  'authentication' => 'plain',
  'domain' => 'community.example.org',
  'port' => '587',
  'from_email_address' => 'hello@example.org',
  'reply_to_email_address' => 'hello@example.org'
}
recipient = ARGV.first or abort "Not sent: name the address to send to, after the dash."
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
