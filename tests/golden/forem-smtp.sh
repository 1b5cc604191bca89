# SMTP settings for Forem, in the format shell.
SMTP_USER_NAME='apikey'
SMTP_PASSWORD='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'
SMTP_ADDRESS='smtp.sendgrid.net'
SMTP_AUTHENTICATION='plain'
SMTP_DOMAIN='community.example.org'
SMTP_PORT='587'
DEFAULT_EMAIL='hello@example.org'
