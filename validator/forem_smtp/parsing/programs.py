"""Which setting of which program holds which field: one table for each, with its source.

A program is listed if the general words of `vocabulary` don't read each of its names rightly. Its
table then has all of them: it's used only if it knows as many names of a text as those words do.
What a key of `encryption` states when it is switched on is a mode, or one of the marks below.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

HOST_AND_PORT = "host:port"
"""In place of a field: the value holds the address, and often the port."""
URL = "url"
"""In place of a field: the value is an SMTP URL."""
LOCAL_PART = "local part"
"""In place of a field: the part of the sender before the @."""
SENDER_DOMAIN = "sender domain"
"""In place of a field: the part of the sender after the @."""
IGNORED = ""
"""In place of a field: it looks like one of Forem's settings, but means something else."""
WORD = "word"
"""In place of a mode: the value is a word for the mode."""
SSL = "ssl"
"""In place of a mode: a switch named SSL. It means implicit TLS only on a port for that."""
TLS = "tls"
"""In place of a mode: a switch named TLS, which programs use for both kinds."""


class Program(NamedTuple):
    """One program's keys. The case of names doesn't matter."""

    format: str
    source: str
    fields: Mapping[str, str]
    encryption: Mapping[str, str] = {}


PROGRAMS = (
    Program(
        "dotenv",
        "https://github.com/forem/forem/blob/main/app/models/settings/smtp.rb",
        {
            "SMTP_ADDRESS": "address",
            "SMTP_PORT": "port",
            "SMTP_AUTHENTICATION": "authentication",
            "SMTP_USER_NAME": "user_name",
            "SMTP_PASSWORD": "password",
            "SMTP_DOMAIN": "domain",
            "DEFAULT_EMAIL": "from_email_address",
        },
    ),
    Program(
        "mastodon",
        "https://docs.joinmastodon.org/admin/config/",
        {
            "SMTP_SERVER": "address",
            "SMTP_PORT": "port",
            "SMTP_LOGIN": "user_name",
            "SMTP_PASSWORD": "password",
            "SMTP_DOMAIN": "domain",
            "SMTP_FROM_ADDRESS": "from_email_address",
            "SMTP_REPLY_TO": "reply_to_email_address",
            "SMTP_AUTH_METHOD": "authentication",
        },
        {
            "SMTP_SSL": "implicit",
            "SMTP_TLS": "implicit",
            "SMTP_ENABLE_STARTTLS": "starttls",
            "SMTP_ENABLE_STARTTLS_AUTO": "starttls",
        },
    ),
    Program(
        "discourse",
        "https://github.com/discourse/discourse/blob/main/config/discourse_defaults.conf",
        {
            "DISCOURSE_SMTP_ADDRESS": "address",
            "DISCOURSE_SMTP_PORT": "port",
            "DISCOURSE_SMTP_USER_NAME": "user_name",
            "DISCOURSE_SMTP_PASSWORD": "password",
            "DISCOURSE_SMTP_DOMAIN": "domain",
            "DISCOURSE_SMTP_AUTHENTICATION": "authentication",
            "DISCOURSE_NOTIFICATION_EMAIL": "from_email_address",
        },
        {
            "DISCOURSE_SMTP_FORCE_TLS": "implicit",
            "DISCOURSE_SMTP_ENABLE_START_TLS": "starttls",
        },
    ),
    Program(
        "ghost",
        "https://docs.ghost.org/config",
        {
            "mail__options__host": "address",
            "mail__options__port": "port",
            "mail__options__auth__user": "user_name",
            "mail__options__auth__pass": "password",
            "mail__from": "from_email_address",
        },
        {
            "mail__options__secure": "implicit",
            "mail__options__secureConnection": "implicit",
            "mail__options__requireTLS": "starttls",
            "mail__options__ignoreTLS": "none",
        },
    ),
    Program(
        "django",
        "https://docs.djangoproject.com/en/stable/ref/settings/#email",
        {
            "EMAIL_HOST": "address",
            "EMAIL_PORT": "port",
            "EMAIL_HOST_USER": "user_name",
            "EMAIL_HOST_PASSWORD": "password",
            "DEFAULT_FROM_EMAIL": "from_email_address",
        },
        {"EMAIL_USE_SSL": "implicit", "EMAIL_USE_TLS": "starttls"},
    ),
    Program(
        "laravel",
        "https://github.com/laravel/laravel/blob/12.x/config/mail.php",
        {
            "MAIL_HOST": "address",
            "MAIL_PORT": "port",
            "MAIL_USERNAME": "user_name",
            "MAIL_PASSWORD": "password",
            "MAIL_EHLO_DOMAIN": "domain",
            "MAIL_FROM_ADDRESS": "from_email_address",
            "MAIL_URL": URL,
        },
        {"MAIL_SCHEME": WORD, "MAIL_ENCRYPTION": WORD},
    ),
    Program(
        "gitea",
        "https://docs.gitea.com/administration/config-cheat-sheet#mailer-mailer",
        {
            "GITEA__mailer__SMTP_ADDR": "address",
            "GITEA__mailer__SMTP_PORT": "port",
            "GITEA__mailer__HOST": HOST_AND_PORT,
            "GITEA__mailer__USER": "user_name",
            "GITEA__mailer__PASSWD": "password",
            "GITEA__mailer__FROM": "from_email_address",
            "GITEA__mailer__HELO_HOSTNAME": "domain",
        },
        {"GITEA__mailer__PROTOCOL": WORD, "GITEA__mailer__IS_TLS_ENABLED": "implicit"},
    ),
    Program(
        "gitea",
        "https://docs.gitea.com/administration/config-cheat-sheet#mailer-mailer",
        {
            "mailer.SMTP_ADDR": "address",
            "mailer.SMTP_PORT": "port",
            "mailer.HOST": HOST_AND_PORT,
            "mailer.USER": "user_name",
            "mailer.PASSWD": "password",
            "mailer.FROM": "from_email_address",
            "mailer.HELO_HOSTNAME": "domain",
        },
        {"mailer.PROTOCOL": WORD, "mailer.IS_TLS_ENABLED": "implicit"},
    ),
    Program(
        "nextcloud",
        "https://docs.nextcloud.com/server/stable/admin_manual/configuration_server/email_configuration.html",
        {
            "mail_smtphost": "address",
            "mail_smtpport": "port",
            "mail_smtpname": "user_name",
            "mail_smtppassword": "password",
            "mail_smtpauthtype": "authentication",
            "mail_from_address": LOCAL_PART,
            "mail_domain": SENDER_DOMAIN,
        },
        {"mail_smtpsecure": WORD},
    ),
    Program(
        "nextcloud",
        "https://github.com/nextcloud/docker#auto-configuration-via-environment-variables",
        {
            "SMTP_HOST": "address",
            "SMTP_PORT": "port",
            "SMTP_NAME": "user_name",
            "SMTP_PASSWORD": "password",
            "SMTP_AUTHTYPE": "authentication",
            "MAIL_FROM_ADDRESS": LOCAL_PART,
            "MAIL_DOMAIN": SENDER_DOMAIN,
        },
        {"SMTP_SECURE": WORD},
    ),
    Program(  # the same names, as files for several programs have them
        "nextcloud",
        "https://github.com/nextcloud/docker#auto-configuration-via-environment-variables",
        {
            "NEXTCLOUD_SMTP_HOST": "address",
            "NEXTCLOUD_SMTP_PORT": "port",
            "NEXTCLOUD_SMTP_NAME": "user_name",
            "NEXTCLOUD_SMTP_PASSWORD": "password",
            "NEXTCLOUD_SMTP_AUTHTYPE": "authentication",
            "NEXTCLOUD_MAIL_FROM_ADDRESS": LOCAL_PART,
            "NEXTCLOUD_MAIL_DOMAIN": SENDER_DOMAIN,
        },
        {"NEXTCLOUD_SMTP_SECURE": WORD},
    ),
    Program(
        "env",
        "https://github.com/tedkulp/docker-smtp",
        {
            "RELAY_HOST": HOST_AND_PORT,
            "RELAY_SERVER": HOST_AND_PORT,
            "RELAY_PORT": "port",
            "RELAY_USERNAME": "user_name",
            "RELAY_USER": "user_name",
            "RELAY_PASSWORD": "password",
        },
    ),
    Program(
        "env",
        "https://github.com/neiaberau/docker-postfix",
        {
            "RELAYHOST": HOST_AND_PORT,
            "RELAYPORT": "port",
            "RELAYUSER": "user_name",
            "RELAYPASSWORD": "password",
        },
    ),
    Program(
        "env",
        "https://www.glob.com.au/sendmail/",
        {
            "smtp_server": "address",
            "smtp_port": "port",
            "auth_username": "user_name",
            "auth_password": "password",
            "force_sender": "from_email_address",
        },
        {"smtp_ssl": WORD},
    ),
    Program(
        "env",
        "https://plausible.io/docs/self-hosting-configuration",
        {
            "MAILER_EMAIL": "from_email_address",
            "SMTP_HOST_ADDR": "address",
            "SMTP_HOST_PORT": "port",
            "SMTP_USER_NAME": "user_name",
            "SMTP_USER_PWD": "password",
        },
        {"SMTP_HOST_SSL_ENABLED": SSL},
    ),
    Program(
        "env",
        "https://supabase.com/docs/guides/self-hosting/auth/config",
        {
            "SMTP_ADMIN_EMAIL": "from_email_address",
            "SMTP_HOST": "address",
            "SMTP_PORT": "port",
            "SMTP_USER": "user_name",
            "SMTP_PASS": "password",
            "SMTP_SENDER_NAME": IGNORED,
        },
    ),
    Program(
        "env",
        "https://supabase.com/docs/guides/self-hosting/auth/config",
        {
            "GOTRUE_SMTP_ADMIN_EMAIL": "from_email_address",
            "GOTRUE_SMTP_HOST": "address",
            "GOTRUE_SMTP_PORT": "port",
            "GOTRUE_SMTP_USER": "user_name",
            "GOTRUE_SMTP_PASS": "password",
        },
    ),
    Program(
        "env",
        "https://flask-mail.readthedocs.io/en/latest/#configuration",
        {
            "MAIL_SERVER": "address",
            "MAIL_PORT": "port",
            "MAIL_USERNAME": "user_name",
            "MAIL_PASSWORD": "password",
            "MAIL_DEFAULT_SENDER": "from_email_address",
        },
        {"MAIL_USE_TLS": "starttls", "MAIL_USE_SSL": "implicit"},
    ),
    Program(
        "env",
        "https://appwrite.io/docs/advanced/self-hosting/configuration/environment-variables",
        {
            "_APP_SMTP_HOST": "address",
            "_APP_SMTP_PORT": "port",
            "_APP_SMTP_USERNAME": "user_name",
            "_APP_SMTP_PASSWORD": "password",
            "_APP_SYSTEM_EMAIL_ADDRESS": "from_email_address",
        },
        {"_APP_SMTP_SECURE": WORD},
    ),
    Program(
        "env",
        "https://docs.mattermost.com/administration-guide/configure/environment-configuration-settings.html",
        {
            "EmailSettings.SMTPServer": "address",
            "EmailSettings.SMTPPort": "port",
            "EmailSettings.SMTPUsername": "user_name",
            "EmailSettings.SMTPPassword": "password",
            "EmailSettings.FeedbackEmail": "from_email_address",
            "EmailSettings.ReplyToAddress": "reply_to_email_address",
        },
        {"EmailSettings.ConnectionSecurity": WORD},
    ),
    Program(
        "env",
        "https://docs.mattermost.com/administration-guide/configure/environment-configuration-settings.html",
        {
            "MM_EMAILSETTINGS_SMTPSERVER": "address",
            "MM_EMAILSETTINGS_SMTPPORT": "port",
            "MM_EMAILSETTINGS_SMTPUSERNAME": "user_name",
            "MM_EMAILSETTINGS_SMTPPASSWORD": "password",
            "MM_EMAILSETTINGS_FEEDBACKEMAIL": "from_email_address",
            "MM_EMAILSETTINGS_REPLYTOADDRESS": "reply_to_email_address",
        },
        {"MM_EMAILSETTINGS_CONNECTIONSECURITY": WORD},
    ),
    Program(
        "env",
        "https://github.com/dani-garcia/vaultwarden/wiki/SMTP-Configuration",
        {
            "SMTP_HOST": "address",
            "SMTP_FROM": "from_email_address",
            "SMTP_PORT": "port",
            "SMTP_USERNAME": "user_name",
            "SMTP_PASSWORD": "password",
            "SMTP_AUTH_MECHANISM": "authentication",
            "HELO_NAME": "domain",
        },
        {"SMTP_SECURITY": WORD, "SMTP_SSL": SSL, "SMTP_EXPLICIT_TLS": SSL},
    ),
    Program(
        "code",
        "https://learn.microsoft.com/previous-versions/exchange-server/exchange-10/ms526318(v=exchg.10)",
        {
            "cdo.smtpserver": "address",
            "cdo.smtpserverport": "port",
            "cdo.sendusername": "user_name",
            "cdo.sendpassword": "password",
            "cdo.smtpauthenticate": IGNORED,
        },
        {"cdo.smtpusessl": SSL},
    ),
    Program(
        "xml",
        "https://developer.apple.com/documentation/devicemanagement/mail",
        {
            "OutgoingMailServerHostName": "address",
            "OutgoingMailServerPortNumber": "port",
            "OutgoingMailServerUsername": "user_name",
            "OutgoingPassword": "password",
            "OutgoingMailServerAuthentication": IGNORED,
        },
        {"OutgoingMailServerUseSSL": SSL},
    ),
)
"""Programs that are set up through variables, or through lines that look like variables."""

GITLAB = Program(
    "gitlab",
    "https://docs.gitlab.com/omnibus/settings/smtp/",
    {
        "smtp_address": "address",
        "smtp_port": "port",
        "smtp_user_name": "user_name",
        "smtp_password": "password",
        "smtp_domain": "domain",
        "smtp_authentication": "authentication",
        "gitlab_email_from": "from_email_address",
        "gitlab_email_reply_to": "reply_to_email_address",
    },
    {
        "smtp_tls": "implicit",
        "smtp_ssl": "implicit",
        "smtp_enable_starttls_auto": "starttls",
        "smtp_enable_starttls": "starttls",
    },
)
RAILS = Program(
    "rails-hash",
    "https://guides.rubyonrails.org/action_mailer_basics.html#action-mailer-configuration",
    {
        "address": "address",
        "port": "port",
        "user_name": "user_name",
        "password": "password",
        "domain": "domain",
        "authentication": "authentication",
        "from": "from_email_address",
        "reply_to": "reply_to_email_address",
    },
    {
        "ssl": "implicit",
        "tls": "implicit",
        "enable_starttls": "starttls",
        "enable_starttls_auto": "starttls",
    },
)
NODEMAILER = Program(
    "nodemailer",
    "https://nodemailer.com/smtp",
    {
        "host": "address",
        "port": "port",
        "auth.user": "user_name",
        "auth.pass": "password",
        "authmethod": "authentication",
        "name": "domain",
        "from": "from_email_address",
        "replyto": "reply_to_email_address",
        "url": URL,
    },
    {
        "secure": "implicit",
        "secureconnection": "implicit",
        "requiretls": "starttls",
        "ignoretls": "none",
    },
)
MSMTP = Program(
    "msmtp",
    "https://marlam.de/msmtp/msmtp.html",
    {
        "host": "address",
        "port": "port",
        "user": "user_name",
        "password": "password",
        "domain": "domain",
        "from": "from_email_address",
        "auth": "authentication",
    },
)
SSMTP = Program(
    "ssmtp",
    "https://manpages.debian.org/testing/ssmtp/ssmtp.conf.5.en.html",
    {
        "mailhub": HOST_AND_PORT,
        "AuthUser": "user_name",
        "AuthPass": "password",
        "AuthMethod": "authentication",
        "hostname": "domain",
    },
)
POSTFIX = Program(
    "postfix",
    "https://www.postfix.org/postconf.5.html",
    {"relayhost": HOST_AND_PORT, "smtp_helo_name": "domain"},
    {"smtp_tls_wrappermode": "implicit"},
)
SWAKS = Program(
    "swaks",
    "https://jetmore.org/john/code/swaks/files/swaks-20201014.0/doc/ref.txt",
    {
        "-s": HOST_AND_PORT,
        "--server": HOST_AND_PORT,
        "-p": "port",
        "--port": "port",
        "-a": "authentication",
        "--auth": "authentication",
        "-au": "user_name",
        "--auth-user": "user_name",
        "-ap": "password",
        "--auth-password": "password",
        "-h": "domain",
        "--helo": "domain",
        "--ehlo": "domain",
        "--lhlo": "domain",
        "-f": "from_email_address",
        "--from": "from_email_address",
    },
    {
        "-tls": "starttls",
        "--tls": "starttls",
        "-tlsc": "implicit",
        "--tlsc": "implicit",
        "--tls-on-connect": "implicit",
    },
)
SENDEMAIL = Program(
    "command",
    "https://manpages.debian.org/stable/sendemail/sendEmail.1.en.html",
    {
        "-s": HOST_AND_PORT,
        "-xu": "user_name",
        "-xp": "password",
        "-f": "from_email_address",
    },
)
CURL = Program(
    "curl",
    "https://curl.se/docs/manpage.html",
    {"--url": URL, "--mail-from": "from_email_address"},
    {"--ssl-reqd": "starttls"},
)
MARKS: Mapping[str, str] = {
    "gf_smtp_": "Grafana",
    "authentik_email__": "authentik",
    "n8n_smtp_": "n8n",
    "sentry_mail_": "Sentry",
    "sentry_email_": "Sentry",
    "mail.list-namespace": "Sentry",
    "globalsettings__mail__": "Bitwarden",
    "smtpserver.fromdisplayname": "Keycloak",
    "smtpserver.replytodisplayname": "Keycloak",
    "emailsettings.smtp": "Mattermost",
    "mm_emailsettings_": "Mattermost",
    "spring.mail.": "Spring Boot",
    "spring_mail_": "Spring Boot",
    "smtp_smarthost": "Alertmanager",
    "email.notif_from": "Synapse",
    "email_delivery.smtp_settings.": "Redmine",
    "wpms_smtp_": "WP Mail SMTP",
    "overwrite_setting_smtp_": "Rocket.Chat",
    "gotrue_smtp_": "Supabase",
    "smtp_host_addr": "Plausible",
    "forgejo__mailer__": "Forgejo",
}
"""What is in the names of programs that need no table, since the general words read those names.
Checked on 2026-11-29 in public reports that quote the programs' settings."""
SOURCES = {
    program.format: program.source
    for program in (
        *PROGRAMS,
        GITLAB,
        RAILS,
        NODEMAILER,
        MSMTP,
        SSMTP,
        POSTFIX,
        SWAKS,
        CURL,
    )
}
"""The page that documents each program's keys."""
