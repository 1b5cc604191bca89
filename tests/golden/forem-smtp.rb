# encoding: utf-8
# Saves SMTP settings in Forem, as its admin panel does.
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
known = Settings::SMTP.keys.map(&:to_s)
unknown = values.keys - known
warn "Left out, as this Forem does not know it: #{unknown.join(', ')}" if unknown.any?
result = Settings::Upsert.call(values.slice(*known), Settings::SMTP)
abort "Not saved: #{Array(result.errors).join('; ')}" unless result.success?
puts "Saved: #{(values.keys & known).join(', ')}"
