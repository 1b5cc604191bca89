# ruff: noqa: E501  # these texts are as wide as they are
"""Texts that people paste, and what is in them: for the tests, and to measure how long reading takes.

The texts look real, with the names of RFC 2606.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Sample(NamedTuple):
    """A text in some format, what is read from it, and parts of it that are reported as not used."""

    format: str
    text: str
    settings: dict[str, str]
    unused: tuple[str, ...] = ()
    candidates: Mapping[str, tuple[str, ...]] = {}


HOST = {"address": "smtp.example.org", "port": "587"}
LOGIN = {"user_name": "forum@example.org", "password": "Tulip-92-vault"}
ALL = {**HOST, **LOGIN}

VARIABLES = (
    Sample(
        "dotenv",
        "# mail\nexport SMTP_ADDRESS=smtp.example.org\nexport SMTP_PORT=587\n"
        'export SMTP_USER_NAME="forum@example.org" # log-in\nSMTP_PASSWORD=${SECRET}\n'
        "DEFAULT_EMAIL=hello@example.org\nAPP_NAME=Forum\n",
        {
            **HOST,
            "user_name": "forum@example.org",
            "from_email_address": "hello@example.org",
            "reply_to_email_address": "hello@example.org",
        },
        ("line 5, SMTP_PASSWORD: refers to", "1 other entry"),
    ),
    Sample(
        "dotenv",
        "\ufeffSMTP_ADDRESS=smtp.example.org\r\nSMTP_PORT=587\r\nSMTP_USER_NAME=forum@example.org\r\n"
        "SMTP_PASSWORD='Tulip-92-vault'\r\nSMTP_AUTHENTICATION=plain\r\nSMTP_DOMAIN=example.org\r\n",
        {**ALL, "authentication": "plain", "domain": "example.org"},
    ),
    Sample(
        "mastodon",
        "LOCAL_DOMAIN=social.example.org\nSMTP_SERVER=smtp.example.org\nSMTP_PORT=587\n"
        "SMTP_LOGIN=forum@example.org\nSMTP_PASSWORD=Tulip-92-vault\nSMTP_AUTH_METHOD=plain\n"
        "SMTP_OPENSSL_VERIFY_MODE=none\nSMTP_ENABLE_STARTTLS=auto\n"
        "SMTP_FROM_ADDRESS=hello@example.org\n",
        {
            **ALL,
            "authentication": "plain",
            "encryption": "starttls",
            "from_email_address": "hello@example.org",
        },
        ("line 7, SMTP_OPENSSL_VERIFY_MODE: not one", "1 other entry"),
    ),
    Sample(
        "mastodon",
        "SMTP_SERVER=smtp.example.org\nSMTP_PORT=465\nSMTP_LOGIN=forum@example.org\n"
        "SMTP_PASSWORD=Tulip-92-vault\nSMTP_SSL=true\nSMTP_ENABLE_STARTTLS=never\n"
        "SMTP_AUTH_METHOD=none\nSMTP_REPLY_TO=office@example.org\n",
        {
            **ALL,
            "port": "465",
            "encryption": "implicit",
            "reply_to_email_address": "office@example.org",
        },
        ("line 6, SMTP_ENABLE_STARTTLS: switched off", "line 7, SMTP_AUTH_METHOD: not an"),
    ),
    Sample(
        "discourse",
        "DISCOURSE_HOSTNAME=forum.example.org\nDISCOURSE_SMTP_ADDRESS=smtp.example.org\n"
        "DISCOURSE_SMTP_PORT=587\nDISCOURSE_SMTP_USER_NAME=forum@example.org\n"
        "DISCOURSE_SMTP_PASSWORD=Tulip-92-vault\nDISCOURSE_SMTP_ENABLE_START_TLS=true\n"
        "DISCOURSE_SMTP_AUTHENTICATION=login\nDISCOURSE_NOTIFICATION_EMAIL=hello@example.org\n",
        {
            **ALL,
            "encryption": "starttls",
            "authentication": "login",
            "from_email_address": "hello@example.org",
        },
    ),
    Sample(
        "discourse",
        "DISCOURSE_SMTP_ADDRESS=smtp.example.org\nDISCOURSE_SMTP_PORT=465\n"
        "DISCOURSE_SMTP_FORCE_TLS=true\nDISCOURSE_SMTP_DOMAIN=example.org\n",
        {**HOST, "port": "465", "encryption": "implicit", "domain": "example.org"},
    ),
    Sample(
        "ghost",
        "url=https://blog.example.org\nmail__transport=SMTP\nmail__options__service=Mailgun\n"
        "mail__options__host=smtp.example.org\nmail__options__port=465\n"
        "mail__options__secure=true\nmail__options__auth__user=forum@example.org\n"
        "mail__options__auth__pass=Tulip-92-vault\nmail__from='Blog' <hello@example.org>\n",
        {
            **ALL,
            "port": "465",
            "encryption": "implicit",
            "from_email_address": "'Blog' <hello@example.org>",
        },
        ("line 3, mail__options__service: not one", "1 other entry"),
    ),
    Sample(
        "ghost",
        '{"url": "https://blog.example.org", "mail": {"from": "hello@example.org", "transport": '
        '"SMTP", "options": {"host": "smtp.example.org", "port": 587, "secure": false, "auth": '
        '{"user": "forum@example.org", "pass": "Tulip-92-vault"}}}, "database": {"client": '
        '"mysql", "connection": {"host": "db.example.org", "user": "root", "password": "other"}}}',
        {**ALL, "from_email_address": "hello@example.org"},
        ("mail.options.secure: switched off", "other entries"),
    ),
    Sample(
        "django",
        "EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'\n"
        "EMAIL_HOST = 'smtp.example.org'\nEMAIL_PORT = 587\nEMAIL_USE_TLS = True\n"
        'EMAIL_HOST_USER = "forum@example.org"\n'
        'EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")\n'
        'DEFAULT_FROM_EMAIL = "Forum <hello@example.org>"  # shown to members\n',
        {
            **HOST,
            "user_name": "forum@example.org",
            "encryption": "starttls",
            "from_email_address": "Forum <hello@example.org>",
        },
        ("line 1, EMAIL_BACKEND", "line 6, EMAIL_HOST_PASSWORD: refers to"),
    ),
    Sample(
        "django",
        "EMAIL_HOST=smtp.example.org\nEMAIL_PORT=465\nEMAIL_USE_SSL=1\nEMAIL_USE_TLS=0\n"
        "EMAIL_HOST_USER=forum@example.org\nEMAIL_HOST_PASSWORD=Tulip-92-vault\n",
        {**ALL, "port": "465", "encryption": "implicit"},
        ("line 4, EMAIL_USE_TLS: switched off",),
    ),
    Sample(
        "laravel",
        "MAIL_MAILER=smtp\nMAIL_HOST=smtp.example.org\nMAIL_PORT=587\n"
        "MAIL_USERNAME=forum@example.org\nMAIL_PASSWORD=Tulip-92-vault\nMAIL_ENCRYPTION=tls\n"
        'MAIL_FROM_ADDRESS="hello@example.org"\nMAIL_FROM_NAME="${APP_NAME}"\n',
        {**ALL, "from_email_address": "hello@example.org"},
        ("line 1, MAIL_MAILER", "line 6, MAIL_ENCRYPTION: doesn't say", "line 8, MAIL_FROM_NAME"),
    ),
    Sample(
        "laravel",
        "MAIL_SCHEME=smtps\nMAIL_HOST=smtp.example.org\nMAIL_PORT=465\nMAIL_USERNAME=null\n"
        "MAIL_PASSWORD=null\nMAIL_EHLO_DOMAIN=forum.example.org\n",
        {**HOST, "port": "465", "encryption": "implicit", "domain": "forum.example.org"},
    ),
    Sample(
        "laravel",
        "MAIL_MAILER=smtp\nMAIL_URL=smtps://forum%40example.org:Tulip-92-vault@smtp.example.org:465\n"
        "MAIL_FROM_ADDRESS=hello@example.org\nMAIL_HOST=\n",
        {
            **ALL,
            "port": "465",
            "encryption": "implicit",
            "from_email_address": "hello@example.org",
        },
    ),
    Sample(
        "gitea",
        "APP_NAME = Git\n[server]\nSMTP_PORT = 1\n[mailer]\nENABLED = true\n; the relay\n"
        "PROTOCOL = smtp+starttls\nSMTP_ADDR = smtp.example.org\nSMTP_PORT = 587\n"
        "USER = forum@example.org\nPASSWD = `Tulip#92;vault`\nFROM = hello@example.org\n"
        "HELO_HOSTNAME = git.example.org\n[log]\nMODE = console\n",
        {
            **HOST,
            "user_name": "forum@example.org",
            "password": "Tulip#92;vault",
            "encryption": "starttls",
            "from_email_address": "hello@example.org",
            "domain": "git.example.org",
        },
    ),
    Sample(
        "gitea",
        "[mailer]\nENABLED = true\nMAILER_TYPE = smtp\nHOST = smtp.example.org:465\n"
        "IS_TLS_ENABLED = true\nUSER = forum@example.org\nPASSWD = Tulip-92-vault\n",
        {**ALL, "port": "465", "encryption": "implicit"},
        ("line 3, mailer.MAILER_TYPE",),
    ),
    Sample(
        "gitea",
        "GITEA__mailer__ENABLED=true\nGITEA__mailer__PROTOCOL=smtps\n"
        "GITEA__mailer__SMTP_ADDR=smtp.example.org\nGITEA__mailer__SMTP_PORT=465\n"
        'GITEA__mailer__USER=forum@example.org\nGITEA__mailer__PASSWD="""Tulip-92-vault"""\n',
        {
            **ALL,
            "port": "465",
            "encryption": "implicit",
        },
    ),
    Sample(
        "env",
        "NODE_ENV=production\nSMTP_HOST=smtp.example.org\nSMTP_PORT=587\n"
        "SMTP_USER=forum@example.org\nSMTP_PASS=Tulip-92-vault\nSMTP_SECURE=false\n"
        "SMTP_FROM=hello@example.org\n",
        {**ALL, "from_email_address": "hello@example.org"},
        ("line 6, SMTP_SECURE: switched off", "1 other entry"),
    ),
    Sample(
        "env",
        "MAIL_SERVER=smtp.example.org:587\nMAIL_USE_SSL=False\nMAIL_USE_TLS=True\n"
        "MAIL_LOGIN=forum@example.org\nMAIL_PASSWD=Tulip-92-vault\nIMAP_HOST=imap.example.org\n"
        "IMAP_SMTP_PASSWORD=other\n",
        {**ALL, "encryption": "starttls"},
        ("MAIL_USE_SSL: switched off", "2 other entries"),
    ),
    Sample(
        "env",
        "SMTP_HOST=smtp.example.org\nSMTP_SECURITY=starttls\nSMTP_PORT=25\nSMTP_PORT=587\n"
        "SMTP_USERNAME=forum@example.org\nSMTP_PASSWORD=$SMTP_SECRET\nSMTP_TIMEOUT=15\n",
        {**HOST, "user_name": "forum@example.org", "encryption": "starttls"},
        (
            "line 3, SMTP_PORT: given again",
            "line 6, SMTP_PASSWORD: refers to",
            "line 7, SMTP_TIMEOUT",
        ),
    ),
    Sample(
        "env",
        "EMAIL_URL=smtp+starttls://forum%40example.org:Tulip-92-vault@smtp.example.org:587/\n",
        {**ALL, "encryption": "starttls"},
    ),
    Sample(
        "env",
        "spring.mail.host=smtp.example.org\nspring.mail.port=587\n"
        "spring.mail.username=forum@example.org\nspring.mail.password=Tulip-92-vault\n",
        ALL,
    ),
)
RUBY = (
    Sample(
        "rails-hash",
        "  config.action_mailer.delivery_method = :smtp\n"
        "  config.action_mailer.smtp_settings = {\n"
        "    address:              'smtp.example.org',\n    port:                 587,\n"
        "    domain:               'example.org',\n    user_name:            'forum@example.org',\n"
        "    password:             'Tulip-92-vault', # not for the repository\n"
        "    authentication:       'plain',\n    enable_starttls_auto: true\n  }\n",
        {**ALL, "domain": "example.org", "authentication": "plain", "encryption": "starttls"},
    ),
    Sample(
        "rails-hash",
        'ActionMailer::Base.smtp_settings = {\n  :address => "smtp.example.org",\n'
        "  :port => 465,\n  :user_name => ENV['SMTP_USER'],\n"
        '  :password => ENV.fetch("SMTP_PASSWORD", "none, yet"),\n'
        "  :authentication => :cram_md5,\n  :tls => true,\n  :open_timeout => 5\n}\n",
        {
            "address": "smtp.example.org",
            "port": "465",
            "authentication": "cram_md5",
            "encryption": "implicit",
        },
        ("line 4, user_name: refers to", "line 5, password: refers to", "1 other entry"),
    ),
    Sample(
        "rails-hash",
        "config.action_mailer.default_options = { from: 'hello@example.org' }\n"
        "config.action_mailer.smtp_settings = { address: 'smtp.example.org', port: 587,\n"
        "  user_name: Rails.application.credentials.smtp[:user_name],\n"
        "  password: Rails.application.credentials.dig(:smtp, :password), authentication: :login,\n"
        "  enable_starttls: true, ssl: false, openssl_verify_mode: 'none' }\n",
        {
            **HOST,
            "authentication": "login",
            "encryption": "starttls",
            "from_email_address": "hello@example.org",
        },
        ("line 3, user_name", "line 4, password", "line 5, ssl: switched off"),
    ),
    Sample(
        "gitlab",
        "external_url 'https://git.example.org'\n# gitlab_rails['smtp_port'] = 25\n"
        "gitlab_rails['smtp_enable'] = true\ngitlab_rails['smtp_address'] = \"smtp.example.org\"\n"
        "gitlab_rails['smtp_port'] = 587\ngitlab_rails['smtp_user_name'] = \"forum@example.org\"\n"
        "gitlab_rails['smtp_password'] = 'Tulip-92-vault'\n"
        "gitlab_rails['smtp_domain'] = 'example.org'\n"
        "gitlab_rails['smtp_authentication'] = \"login\"\n"
        "gitlab_rails['smtp_enable_starttls_auto'] = true\ngitlab_rails['smtp_tls'] = false\n"
        "gitlab_rails['smtp_openssl_verify_mode'] = 'peer'\n"
        "gitlab_rails['gitlab_email_from'] = 'hello@example.org'\n"
        "gitlab_rails['gitlab_email_reply_to'] = 'office@example.org'\n",
        {
            **ALL,
            "domain": "example.org",
            "authentication": "login",
            "encryption": "starttls",
            "from_email_address": "hello@example.org",
            "reply_to_email_address": "office@example.org",
        },
        ("line 3, smtp_enable", "line 11, smtp_tls: switched off"),
    ),
    Sample(
        "gitlab",
        "services:\n  gitlab:\n    environment:\n      GITLAB_OMNIBUS_CONFIG: |\n"
        "        gitlab_rails['smtp_address'] = \"smtp.example.org\"\n"
        "        gitlab_rails['smtp_port'] = 465\n        gitlab_rails['smtp_tls'] = true\n"
        "        gitlab_rails['smtp_enable_starttls_auto'] = true\n"
        "        gitlab_rails['smtp_authentication'] = :plain\n"
        "        gitlab_rails['smtp_password'] = ENV['SMTP_PASSWORD']\n",
        {**HOST, "port": "465", "encryption": "implicit", "authentication": "plain"},
        ("line 10, smtp_password: refers to",),
        {"encryption": ("implicit", "starttls")},
    ),
)
OBJECTS = (
    Sample(
        "json-other",
        '{\n  "smtp": {\n    "host": "smtp.example.org",\n    "port": 587,\n    "username": '
        '"forum@example.org",\n    "password": "Tulip-92-\\u0076ault",\n    "starttls": true\n  }\n}\n',
        {**ALL, "encryption": "starttls"},
    ),
    Sample(
        "json-other",
        '{"smtpHost": "smtp.example.org", "smtpPort": "465", "smtpUser": "forum@example.org", '
        '"smtpPassword": "Tulip-92-vault", "smtpSecure": true, "imapHost": "imap.example.org"}',
        {**ALL, "port": "465", "encryption": "implicit"},
        ("1 other entry",),
    ),
    Sample(
        "json-other",
        '"email": {"server": "smtp.example.org", "port": 587, "auth": {"user": '
        '"forum@example.org", "password": "${SMTP_PASSWORD}"}, "from": null,},',
        {**HOST, "user_name": "forum@example.org"},
        ("email.auth.password: refers to",),
    ),
    Sample(
        "json-other",
        '{"host": "smtp.example.org", "port": 587, "username": "forum@example.org", '
        '"password": "Tulip-92-vault"}',
        ALL,
    ),
    Sample(
        "json-other",
        '{"address": "smtp.example.org", "port": "587", "user_name": "forum@example.org", '
        '"password": "Tulip-92-vault", "authentication": "plain"}',
        {**ALL, "authentication": "plain"},
    ),
    Sample(
        "json-other",
        r'{"smtp": {"host": "smtp.example.org", "password": "Tulip-\ud83c\udf37 \"92\" \\ \u00fc"}}',
        {"address": "smtp.example.org", "password": 'Tulip-🌷 "92" \\ ü'},
    ),
    Sample(
        "json",
        '{"settings_smtp":{"address":"smtp.example.org","port":"587"}}',
        HOST,
    ),
    Sample(
        "nodemailer",
        "const transporter = nodemailer.createTransport({\n  host: 'smtp.example.org',\n"
        "  port: 587,\n  secure: false, // upgraded later\n  auth: {\n"
        "    user: 'forum@example.org',\n    pass: process.env.SMTP_PASS,\n  },\n});\n"
        "await transporter.sendMail({ from: '\"Forum\" <hello@example.org>', to: 'x@example.com' });\n",
        {
            **HOST,
            "user_name": "forum@example.org",
            "from_email_address": '"Forum" <hello@example.org>',
        },
        ("line 4, secure: switched off", "line 7, auth.pass: refers to"),
    ),
    Sample(
        "nodemailer",
        'nodemailer.createTransport("smtps://forum%40example.org:Tulip-92-vault@smtp.example.org")',
        {**LOGIN, "address": "smtp.example.org", "encryption": "implicit"},
    ),
    Sample(
        "nodemailer",
        'let options = {\n  host: "smtp.example.org", port: 465, secure: true,\n'
        "  name: 'forum.example.org', authMethod: 'PLAIN',\n"
        "  auth: {user: `forum@example.org`, pass: 'Tulip-92-vault'}, tls: {rejectUnauthorized: true}\n"
        "};\nvar t = nodemailer.createTransport(options);\n",
        {
            **ALL,
            "port": "465",
            "encryption": "implicit",
            "domain": "forum.example.org",
            "authentication": "PLAIN",
        },
    ),
    Sample(
        "yaml",
        "production:\n  smtp:\n    host: smtp.example.org   # the relay\n    port: 587\n"
        "    user: 'forum@example.org'\n    password: \"Tulip-92-vault\"\n    starttls: true\n"
        "database:\n  host: db.example.org\n  password: other\n",
        {**ALL, "encryption": "starttls"},
        ("2 other entries",),
    ),
    Sample(
        "yaml",
        "email:\n  smtp_host: smtp.example.org\n  smtp_port: 465\n  smtp_user: forum@example.org\n"
        "  smtp_pass: !secret smtp_password\n  force_tls: true\n"
        "  notif_from: Forum <hello@example.org>\n",
        {
            **HOST,
            "port": "465",
            "user_name": "forum@example.org",
            "encryption": "implicit",
            "from_email_address": "Forum <hello@example.org>",
        },
        ("email.smtp_pass: refers to",),
    ),
    Sample(
        "yaml",
        "---\nnotifier:\n  smtp: {host: smtp.example.org, port: 587, username: forum@example.org}\n",
        {**HOST, "user_name": "forum@example.org"},
    ),
    Sample(
        "docker-compose",
        "services:\n  web:\n    image: example/forum\n    environment:\n"
        "      - SMTP_ADDRESS=smtp.example.org\n      - SMTP_PORT=587\n"
        '      - SMTP_USER_NAME=forum@example.org\n      - "SMTP_PASSWORD=Tulip$$92 vault"\n'
        "      - SMTP_DOMAIN=${DOMAIN:-example.org}\n  db:\n    environment:\n"
        "      POSTGRES_PASSWORD: other\n",
        {
            **HOST,
            "user_name": "forum@example.org",
            "password": "Tulip$92 vault",
            "domain": "example.org",
        },
        ("1 other entry",),
    ),
    Sample(
        "docker-compose",
        "version: '3'\nservices:\n  ghost:\n    environment:\n      url: https://blog.example.org\n"
        "      mail__transport: SMTP\n      mail__options__host: smtp.example.org\n"
        "      mail__options__port: 587\n      mail__options__auth__user: forum@example.org\n"
        "      mail__options__auth__pass: 'Tulip-92-vault'\n    ports:\n      - \"80:2368\"\n",
        ALL,
    ),
    Sample(
        "discourse-app",
        'templates:\n  - "templates/postgres.template.yml"\nenv:\n  LC_ALL: en_US.UTF-8\n'
        "  ## TODO: the server\n  DISCOURSE_SMTP_ADDRESS: smtp.example.org         # required\n"
        "  DISCOURSE_SMTP_PORT: 587                        # (optional)\n"
        '  DISCOURSE_SMTP_USER_NAME: forum@example.org\n  DISCOURSE_SMTP_PASSWORD: "Tulip-92#vault"\n'
        "  #DISCOURSE_SMTP_ENABLE_START_TLS: true\nvolumes:\n  - volume:\n      host: /shared\n",
        {**HOST, "user_name": "forum@example.org", "password": "Tulip-92#vault"},
    ),
    Sample(
        "discourse-app",
        "env:\n  DISCOURSE_SMTP_ADDRESS: smtp.example.org\n  DISCOURSE_SMTP_PORT: 465\n"
        "  DISCOURSE_SMTP_FORCE_TLS: true\n  DISCOURSE_NOTIFICATION_EMAIL: hello@example.org\n",
        {
            **HOST,
            "port": "465",
            "encryption": "implicit",
            "from_email_address": "hello@example.org",
        },
    ),
)
ONE_LINE = (
    Sample(
        "url",
        "smtp://forum%40example.org:Tulip%2F92%3Avault@smtp.example.org:587",
        {**HOST, "user_name": "forum@example.org", "password": "Tulip/92:vault"},
    ),
    Sample(
        "url",
        "smtps://apikey:p%C3%A4ss@smtp.example.org",
        {
            "user_name": "apikey",
            "password": "päss",
            "address": "smtp.example.org",
            "encryption": "implicit",
        },
    ),
    Sample(
        "url",
        "smtp+starttls://forum@example.org:Tulip-92-vault@smtp.example.org:587/?auth_method=login",
        {**ALL, "encryption": "starttls", "authentication": "login"},
    ),
    Sample("url", "Use this one: smtp://smtp.example.org:2525 please", {**HOST, "port": "2525"}),
    Sample("host", " smtp.sendgrid.net\n", {"address": "smtp.sendgrid.net"}),
    Sample("host", "ssl://smtp.example.org:465", {**HOST, "port": "465"}),
    Sample(
        "link",
        "https://guide.example/checker/#check?v=1&address=smtp.example.org&port=587"
        "&user_name=forum%40example.org&encryption=starttls",
        {**HOST, "user_name": "forum@example.org", "encryption": "starttls"},
    ),
    Sample(
        "link",
        "Have a look: https://guide.example/checker/#check?v=1&address=smtp.example.org&port=587",
        HOST,
    ),
    Sample("host", "smtp.example.org:587", HOST),
    Sample(
        "prose",
        "Server: smtp.example.org\\nPort: 587\\nUsername: forum@example.org\\nPassword: Tulip-92-vault",
        ALL,
    ),
    Sample(
        "prose",
        "<dt>SMTP server</dt><dd>smtp.example.org</dd><dt>Port</dt><dd>587</dd>"
        "<dt>Username</dt><dd>forum@example.org</dd><dt>Password</dt><dd>Tulip-92-vault</dd>",
        ALL,
    ),
    Sample("host", "[192.0.2.7]:25", {"address": "192.0.2.7", "port": "25"}),
    Sample(
        "swaks",
        "swaks --to you@example.com --from hello@example.org --server smtp.example.org --port 587 \\\n"
        "  --auth LOGIN --auth-user forum@example.org --auth-password 'Tulip-92-vault' --tls\n",
        {
            **ALL,
            "authentication": "LOGIN",
            "encryption": "starttls",
            "from_email_address": "hello@example.org",
        },
        ("--to",),
    ),
    Sample(
        "swaks",
        '$ swaks -t you@example.com -s smtp.example.org:465 -tlsc -a -au forum@example.org -ap "$PW" '
        "--ehlo forum.example.org",
        {
            **HOST,
            "port": "465",
            "user_name": "forum@example.org",
            "encryption": "implicit",
            "domain": "forum.example.org",
        },
        ("-ap: refers to",),
    ),
    Sample(
        "curl",
        "curl --ssl-reqd --url 'smtp://smtp.example.org:587' --user 'forum@example.org:Tulip-92-vault'"
        " \\\n  --mail-from hello@example.org --mail-rcpt you@example.com -T mail.txt",
        {**ALL, "encryption": "starttls", "from_email_address": "hello@example.org"},
    ),
    Sample(
        "curl",
        "curl smtps://smtp.example.org:465 -u forum@example.org:Tulip-92-vault",
        {**ALL, "port": "465", "encryption": "implicit"},
    ),
)
OTHERS = (
    Sample(
        "nextcloud",
        "'mail_smtphost' => 'smtp.example.org',\n'mail_smtpport' => '587',\n'mail_smtpname' => "
        "'forum@example.org',\n'mail_smtppassword' => 'Tulip-92-vault',\n'mail_from_address' => 'hello',\n"
        "'mail_domain' => 'example.org',\n",
        {**ALL, "from_email_address": "hello@example.org"},
    ),
    Sample(
        "nextcloud",
        "SMTP_HOST=smtp.example.org\nSMTP_PORT=587\nSMTP_NAME=forum@example.org\nSMTP_PASSWORD=Tulip-92-vault\n"
        "SMTP_AUTHTYPE=LOGIN\nMAIL_FROM_ADDRESS=hello\n",
        {**ALL, "authentication": "LOGIN"},
        ("line 6, MAIL_FROM_ADDRESS: only a part",),
    ),
    Sample(
        "ini",
        "[smtp]\nhost = smtp.example.org:587\nuser = forum@example.org\n"
        'password = """Tulip-92-vault"""\n;from = x\n[other]\nuser = robin\n',
        ALL,
        ("1 other entry",),
    ),
    Sample(
        "ini",
        "[mail]\nserver = smtp.example.org\nport = 587\nusername = forum@example.org\n"
        "password = Tulip-92-vault\nencryption = starttls\n",
        {**ALL, "encryption": "starttls"},
    ),
    Sample(
        "code",
        '$mail->Host = "smtp.example.org";\n$mail->Port = 587;\n$mail->Username = "forum@example.org";\n'
        '$mail->Password = "Tulip-92-vault";\n$mail->SMTPAuth = true;\n',
        ALL,
        ("line 5, mail.SMTPAuth: not an",),
    ),
    Sample(
        "code",
        'server = smtplib.SMTP("smtp.example.org", 587)\nserver.starttls()\n'
        'server.login("forum@example.org", "Tulip-92-vault")\n',
        {**ALL, "encryption": "starttls"},
    ),
    Sample(
        "command",
        "send --smtp-host smtp.example.org --smtp-port 587 --smtp-user forum@example.org",
        {**HOST, "user_name": "forum@example.org"},
    ),
    Sample(
        "command",
        "Send-MailMessage -From hello@example.org -SmtpServer smtp.example.org -Port 587 -Credential $cred",
        {**HOST, "from_email_address": "hello@example.org"},
    ),
    Sample(
        "xml",
        '<smtp from="hello@example.org">\n  <network host="smtp.example.org" port="587" '
        'userName="forum@example.org" password="Tulip-92-vault" />\n</smtp>\n',
        {**ALL, "from_email_address": "hello@example.org"},
    ),
    Sample(
        "xml",
        "<mail><smtp><host>smtp.example.org</host><port>587</port><user>forum@example.org</user></smtp></mail>",
        {**HOST, "user_name": "forum@example.org"},
    ),
)
MAILERS = (
    Sample(
        "msmtp",
        "defaults\nauth           on\ntls            on\ntls_starttls   off\nlogfile ~/.msmtp.log\n"
        "account        relay\nhost           smtp.example.org\nport           465\n"
        "from           hello@example.org\nuser           forum@example.org\n"
        "password       Tulip-92-vault\naccount default : relay\n",
        {
            **ALL,
            "port": "465",
            "encryption": "implicit",
            "from_email_address": "hello@example.org",
        },
    ),
    Sample(
        "msmtp",
        "account one\nhost smtp.example.org\nport 587\nauth plain\ntls on\nuser forum@example.org\n"
        'passwordeval "pass show mail"\n\naccount two\nhost other.example.com\nuser nobody\n',
        {**HOST, "user_name": "forum@example.org", "authentication": "plain"},
        ("tls: doesn't say",),
    ),
    Sample(
        "ssmtp",
        "root=postmaster\nmailhub=smtp.example.org:587\nhostname=forum.example.org\n"
        "AuthUser=forum@example.org\nAuthPass=Tulip-92-vault\nUseTLS=YES\nUseSTARTTLS=YES\n",
        {**ALL, "domain": "forum.example.org", "encryption": "starttls"},
        ("1 other entry",),
    ),
    Sample(
        "ssmtp",
        "mailhub=smtp.example.org:465\nUseTLS=Yes\nAuthMethod=cram-md5\n",
        {**HOST, "port": "465", "encryption": "implicit", "authentication": "cram-md5"},
    ),
    Sample(
        "postfix",
        "myhostname = forum.example.org\nrelayhost = [smtp.example.org]:587\n"
        "smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\n"
        "smtp_tls_security_level = encrypt\nsmtp_helo_name = forum.example.org\n",
        {**HOST, "domain": "forum.example.org"},
        ("smtp_sasl_password_maps", "smtp_tls_security_level"),
    ),
    Sample(
        "postfix",
        "postconf -e 'relayhost = [smtp.example.org]:465'\npostconf -e 'smtp_tls_wrappermode = yes'\n",
        {**HOST, "port": "465", "encryption": "implicit"},
    ),
    Sample("postfix", "[smtp.example.org]:587 forum@example.org:Tulip-92-vault\n", ALL),
    Sample(
        "exim",
        "# /etc/exim4/passwd.client\n### target.mail.server.example:login:password\n"
        "*.google.com:other@example.org:Other-17-key\n"
        "smtp.example.org:forum@example.org:Tulip-92-vault\n",
        {"address": "smtp.example.org", **LOGIN},
        ("line 3: belongs to another server",),
    ),
    Sample("exim", "smtp.example.org:587:forum@example.org:Tulip-92-vault\n", ALL),
    Sample(
        "netrc",
        "machine git.example.org login other password Other-17-key\n"
        "machine smtp.example.org login forum@example.org password Tulip-92-vault\n",
        {"address": "smtp.example.org", **LOGIN},
    ),
    Sample(
        "netrc",
        "machine smtp.example.org port 587\n  login forum@example.org\n  password Tulip-92-vault\n",
        ALL,
    ),
    Sample(
        "sendmail",
        'AuthInfo:smtp.example.org:587 "U:root" "I:forum@example.org" "P:Tulip-92-vault" "M:PLAIN"\n',
        {**ALL, "authentication": "PLAIN"},
    ),
    Sample(
        "sendmail",
        'AuthInfo:[smtp.example.org] "U:forum@example.org" "P=VHVsaXAtOTItdmF1bHQ="\n',
        {"address": "smtp.example.org", **LOGIN},
    ),
    Sample(
        "postfix",
        "# sasl_passwd\nsmtp.example.org:submission    forum@example.org:Tulip:92:vault",
        {**HOST, "user_name": "forum@example.org", "password": "Tulip:92:vault"},
    ),
)
PAGES = (
    Sample(
        "prose",
        "Server: smtp.mailgun.org, Port: 587 or 465 (SSL)",
        {"address": "smtp.mailgun.org", "port": "587"},
        (),
        {"port": ("587", "465")},
    ),
    Sample(
        "prose",
        "SMTP hostname: smtp.example.org\nPorts: 25, 587, 2525 and 465 (TLS wrapper, SSL)\n"
        "Username: forum@example.org\nPassword: Tulip-92-vault\nAuthentication: PLAIN or LOGIN\n",
        {**ALL, "authentication": "PLAIN"},
        (),
        {"port": ("25", "587", "2525", "465"), "authentication": ("PLAIN", "LOGIN")},
    ),
    Sample(
        "prose",
        "Server\nsmtp.example.org\nPorts\n25, 587 (for unencrypted/TLS connections)\n"
        "465 (for SSL connections)\nUsername\napikey\nPassword\nYOUR_API_KEY\n",
        {**HOST, "user_name": "apikey", "password": "YOUR_API_KEY"},
        (),
        {"port": ("25", "587", "465")},
    ),
    Sample(
        "prose",
        "Incoming Mail (IMAP) Server\timap.example.org\nRequires SSL: Yes\nPort: 993\n"
        "Outgoing Mail (SMTP) Server\tsmtp.example.org\nRequires TLS: Yes (if available)\n"
        "Requires Authentication: Yes\nPort for SSL: 465\nPort for TLS/STARTTLS: 587\n"
        "Full Name or Display Name\tYour name\nPassword\tYour password\n",
        {**HOST, "encryption": "starttls"},
        ("password: a description",),
        {"port": ("465", "587")},
    ),
    Sample(
        "prose",
        "Setting\tPOP\tIMAP\tSMTP\nServer name\tpop.example.org\timap.example.org\tsmtp.example.org\n"
        "Port\t995\t993\t587\nEncryption\tSSL/TLS\tSSL/TLS\tSTARTTLS\n",
        {**HOST, "encryption": "starttls"},
    ),
    Sample(
        "prose",
        "Protocol\tServer\tPort\tSecurity\nIMAP\timap.example.org\t993\tSSL/TLS\n"
        "SMTP\tsmtp.example.org\t465\tSSL/TLS\nSMTP\tsmtp.example.org\t587\tSTARTTLS\n",
        {**HOST, "encryption": "starttls"},
        (),
        {"port": ("465", "587")},
    ),
    Sample(
        "prose",
        "| Setting | Value |\n|---|---|\n| Host | `smtp.example.org` |\n| Port | `587` (STARTTLS) |\n"
        "| Username | `forum@example.org` |\n| Password | your SMTP key |\n",
        {**HOST, "user_name": "forum@example.org", "encryption": "starttls"},
        ("line 6, password: a description",),
    ),
    Sample(
        "prose",
        "• Outgoing server (SMTP): smtp.example.org\n• Port – SSL: 465, STARTTLS: 587\n"
        "• Username: Your full email address\n• Password: <password>\n",
        {"address": "smtp.example.org", "password": "<password>"},
        ("user name: a description",),
    ),
    Sample(
        "prose",
        "1. SMTP server = smtp.example.org\n2. SMTP port = 587\n3. SMTP login = forum@example.org\n"
        "4. SMTP key = Tulip-92-vault\n",
        ALL,
    ),
    Sample(
        "prose",
        "Posteingangsserver (IMAP): imap.example.org\nPort: 993\nVerschlüsselung: SSL\n\n"
        "Postausgangsserver (SMTP): smtp.example.org\nPort: 587\nVerschlüsselung: STARTTLS\n"
        "Benutzername: forum@example.org\nPasswort: Tulip-92-vault\n",
        {**ALL, "encryption": "starttls"},
    ),
    Sample(
        "prose",
        "Serveur sortant (SMTP) : smtp.example.org\nPort : 465\nChiffrement : SSL/TLS\n"
        "Nom d’utilisateur : forum@example.org\nMot de passe : Tulip-92-vault\n",
        {**ALL, "port": "465", "encryption": "implicit"},
    ),
    Sample(
        "prose",
        "SMTP Username:\nAKIAQ7W3EXAMPLE5RT2K\nSMTP Password:\nBLx3vQ8mRt5Zc1Yk7Hd9Wp2Nf6Gs4Jb0Ue\n",
        {"user_name": "AKIAQ7W3EXAMPLE5RT2K", "password": "BLx3vQ8mRt5Zc1Yk7Hd9Wp2Nf6Gs4Jb0Ue"},
    ),
    Sample(
        "prose",
        "You connect to smtp.example.org on port 587 and use STARTTLS. For reading, the host is "
        "in your account.",
        {**HOST, "encryption": "starttls"},
    ),
    Sample(
        "prose",
        "Server: smtp.example.org Port: 587 Encryption: STARTTLS Password: abcd efgh ijkl mnop\n",
        {**HOST, "encryption": "starttls", "password": "abcd efgh ijkl mnop"},
    ),
    Sample(
        "prose",
        "SMTP Host\nsmtp.eu.example.org (EU) or smtp.example.org (US)\nTLS Port\n587\nSSL Port\n465\n",
        {"address": "smtp.eu.example.org", "port": "587"},
        (),
        {"address": ("smtp.eu.example.org", "smtp.example.org"), "port": ("587", "465")},
    ),
    Sample(
        "prose",
        "Mail server: smtp.example.org\nConnection security: SSL/TLS\nPort: 465\n"
        "Authentication method: Normal password\nHELO domain: forum.example.org\n"
        "From: hello@example.org\nReply-To: office@example.org\n",
        {
            **HOST,
            "port": "465",
            "encryption": "implicit",
            "domain": "forum.example.org",
            "from_email_address": "hello@example.org",
            "reply_to_email_address": "office@example.org",
        },
        ("authentication: not an",),
    ),
    Sample(
        "prose",
        "SMTP-Server: smtp.example.org  SMTP-Port: 587  Benutzername: forum@example.org  Passwort: "
        "Tulip-92-vault",
        ALL,
    ),
    Sample(
        "prose",
        "Address: smtp.example.org\nPort: 587\nAuthentication: plain\nUser name: forum@example.org\n"
        "Password: Tulip-92-vault\nDomain: forum.example.org\nEmail address: hello@example.org\n",
        {**ALL, "authentication": "plain", "domain": "forum.example.org"},
    ),
    Sample(
        "prose",
        "Server/smart host\tsmtp.example.org\nPort\tPort 587 (recommended) or port 25\n"
        "TLS/StartTLS\tEnabled\nUsername/email address and password\tEnter the credentials\n",
        {**HOST, "encryption": "starttls"},
        (),
        {"port": ("587", "25")},
    ),
)
KEY = "9c7f0a4b1d2e3f4a5b6c7d8e9f0a1b2c-1a2b3c4d-5e6f7a8b"
MAILGUN = {
    "address": "smtp.mailgun.org",
    "port": "587",
    "user_name": "postmaster@mg.forum.example",
    "password": KEY,
}
BOTH_PORTS = {"port": ("465", "587")}
ON_ONE_LINE = (
    "SMTP Settings — Hostname: smtp.mailgun.org  Port: 465 (SSL) or 587 (TLS)  Username: "
    f"postmaster@mg.forum.example  Default password: {KEY}"
)
UNTITLED = ON_ONE_LINE.removeprefix("SMTP Settings — ")
COPIED = (
    Sample("prose", ON_ONE_LINE, MAILGUN, (), BOTH_PORTS),
    Sample("prose", UNTITLED, MAILGUN, (), BOTH_PORTS),
    Sample("prose", f"Sending with SMTP {UNTITLED}", MAILGUN, (), BOTH_PORTS),
    Sample("prose", f"Mailgun: SMTP settings: {UNTITLED}", MAILGUN, (), BOTH_PORTS),
    Sample("prose", ON_ONE_LINE.replace("  ", "\n"), MAILGUN, (), BOTH_PORTS),
    Sample("prose", UNTITLED.replace("  ", "\n").replace(": ", "\t"), MAILGUN, (), BOTH_PORTS),
    Sample("prose", UNTITLED.replace("  ", "\n").replace(": ", ":\n"), MAILGUN, (), BOTH_PORTS),
    Sample(
        "prose",
        "• Your SMTP server: smtp.example.org • SMTP server port: 587 • Your SMTP username: "
        "forum@example.org • Default SMTP password: Tulip-92-vault",
        ALL,
    ),
    Sample(
        "prose",
        "Server SMTP: smtp.example.org, Port (default): 587, Username SMTP: forum@example.org, "
        "Server password: Tulip-92-vault",
        ALL,
    ),
    Sample(
        "prose",
        "1. Server = smtp.example.org 2. Port = 587 3. Login = forum@example.org "
        "4. Password = Tulip-92-vault",
        ALL,
    ),
    Sample(
        "prose",
        "Server: smtp.example.org Port: 587 Username: Default password: Tulip-92-vault",
        {**HOST, "password": "Tulip-92-vault"},
        ("line 1, user name: no value",),
    ),
    Sample(
        "prose",
        "Server: smtp.example.org Port: 587 Username: your Password: user=Tulip-92:port:vault",
        {**HOST, "password": "user=Tulip-92:port:vault"},
        ("line 1, user name: no value",),
    ),
    Sample(
        "prose",
        "Server: smtp.example.org Ports: SSL: 465, STARTTLS: 587",
        {**HOST, "encryption": "starttls"},
        (),
        BOTH_PORTS,
    ),
    Sample(
        "prose",
        "IMAP settings — Server: imap.example.org Port: 993 Username: robin Password: other "
        "SMTP settings — Server: smtp.example.org Port: 587",
        HOST,
    ),
    Sample(
        "prose",
        "SMTP settings — Server: smtp.example.org Port: 587 IMAP settings — Server: "
        "imap.example.org Port: 993 Username: robin Password: other",
        HOST,
    ),
    Sample(
        "prose",
        "Hostname: smtp.example.org | Port: 587 | Username: forum@example.org | Password: "
        "Tulip-92-vault",
        ALL,
    ),
    Sample(
        "prose",
        "Host: smtp.example.org / Port: 587 / User: robin / Password: Tulip-92-vault",
        {**HOST, "user_name": "robin", "password": "Tulip-92-vault"},
    ),
    Sample(
        "prose",
        "Host: smtp.example.org Login: forum@example.org API key: 12345 Password: Tulip-92-vault",
        {"address": "smtp.example.org", **LOGIN},
        ("line 1, user name: more words",),
    ),
    Sample(
        "prose",
        "Host: smtp.example.org Port: 587 Username: Password",
        HOST,
        ("line 1, user name: a label without a value",),
    ),
    Sample(
        "prose",
        "Connect to smtp.example.org. Port: 587 Username: forum@example.org",
        {**HOST, "user_name": "forum@example.org"},
    ),
)
SAMPLES = (*OTHERS, *VARIABLES, *RUBY, *OBJECTS, *ONE_LINE, *MAILERS, *PAGES, *COPIED)

POEM = (
    "The mail came late in autumn rain,\nThe postman at the gate again,\nHe brought no word, he "
    "brought no name,\nAnd yet: the garden was the same.\n"
)
NOTHING = {
    "nothing": "",
    "spaces": " \n\t\n ",
    "a poem": POEM,
    "one word": "hello",
    "a page's source": "<!DOCTYPE html>\n<html><body><p>Server: smtp.example.org</p></body></html>",
    "JSON without mail": '{"host": "db.example.org", "port": 5432, "user": "x", "password": "y"}',
    "a database in a .env file": "DB_HOST=db.example.org\nDB_PORT=5432\nDB_PASSWORD=y\n",
    "words on a database": "Server: db.example.org\nPort: 5432\nUser: root\nPassword: y\n",
    "a host of nobody": "db.example.org",
    "a time": "12:30",
    "an e-mail address": "hello@example.org",
    "a web address": "https://example.org/smtp",
    "a list of packages": '{"dependencies": {"nodemailer": "^6.9.0", "express": "4"}}',
    "settings for reading mail": "IMAP server: imap.example.org\nPort: 993\nSecurity: SSL\n",
    "only references": "SMTP_ADDRESS=${HOST}\nSMTP_PASSWORD=${PASSWORD}\n",
    "Python": "def mail(port, host):\n    return f'{host}:{port}'\n",
}
ERRORS = (
    "535 5.7.8 Authentication failed",
    "535-5.7.8 Username and Password not accepted. For more information, go to\n"
    "535 5.7.8  https://support.example.com/mail/?p=BadCredentials",
    "Net::ReadTimeout: Net::ReadTimeout with #<TCPSocket:(closed)>",
    "Net::OpenTimeout: execution expired (smtp.example.org:587)",
    "OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: wrong version number",
    'Errno::ECONNREFUSED: Connection refused - connect(2) for "smtp.example.org" port 587',
    "SocketError: getaddrinfo: Name or service not known",
    "Socket::ResolutionError: getaddrinfo: Name or service not known",
    "550 The from address does not match a verified Sender Identity",
)
