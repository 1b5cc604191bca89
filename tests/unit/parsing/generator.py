"""Generates texts like those people paste: setting names in many syntaxes, orders and contexts."""

from __future__ import annotations

import json
import shlex
from base64 import b64encode
from collections.abc import Callable
from random import Random
from typing import NamedTuple

Values = dict[str, str]
"""The values by field."""
Names = dict[str, str]
"""A program's names by field."""


def _names(text: str) -> Names:
    fields = ("address", "port", "user_name", "password", "from_email_address")
    return dict(zip(fields, text.split(), strict=False))


VARIABLES = [
    _names(line)
    for line in (
        "SMTP_ADDRESS SMTP_PORT SMTP_USER_NAME SMTP_PASSWORD",
        "SMTP_HOST SMTP_PORT SMTP_USER SMTP_PASS SMTP_FROM",
        "SMTP_SERVER SMTP_PORT SMTP_LOGIN SMTP_PASSWORD SMTP_FROM_ADDRESS",
        "EMAIL_SERVER_HOST EMAIL_SERVER_PORT EMAIL_SERVER_USER EMAIL_SERVER_PASSWORD EMAIL_FROM",
        "EMAIL_HOST EMAIL_PORT EMAIL_HOST_USER EMAIL_HOST_PASSWORD DEFAULT_FROM_EMAIL",
        "MAIL_HOST MAIL_PORT MAIL_USERNAME MAIL_PASSWORD MAIL_FROM_ADDRESS",
        "SMTP_HOST_ADDR SMTP_HOST_PORT SMTP_USER_NAME SMTP_USER_PWD MAILER_EMAIL",
        "GF_SMTP_HOSTNAME GF_SMTP_PORT GF_SMTP_USER GF_SMTP_PASSWORD GF_SMTP_FROM_ADDRESS",
        "AUTHENTIK_EMAIL__HOST AUTHENTIK_EMAIL__PORT AUTHENTIK_EMAIL__USERNAME"
        " AUTHENTIK_EMAIL__PASSWORD AUTHENTIK_EMAIL__FROM",
        "SMTP_HOST SMTP_PORT SMTP_USERNAME SMTP_PASSWORD SMTP_SENDER_EMAIL",
        "N8N_SMTP_HOST N8N_SMTP_PORT N8N_SMTP_USER N8N_SMTP_PASS N8N_SMTP_SENDER",
        "WPMS_SMTP_HOST WPMS_SMTP_PORT WPMS_SMTP_USER WPMS_SMTP_PASS WPMS_MAIL_FROM",
        "OVERWRITE_SETTING_SMTP_Host OVERWRITE_SETTING_SMTP_Port OVERWRITE_SETTING_SMTP_Username"
        " OVERWRITE_SETTING_SMTP_Password OVERWRITE_SETTING_From_Email",
        "mail_smtphost mail_smtpport mail_smtpname mail_smtppassword",
        "smtphost smtpport smtpuser smtppass",
        "smtpHost smtpPort smtpUser smtpPassword smtpFrom",
        "SMTPServer SMTPPort SMTPUsername SMTPPassword",
    )
]
NESTED = [
    ("smtp", _names("host port user password from")),
    ("smtp", _names("server port username pass sender")),
    ("mail", _names("host port username password from")),
    ("email", _names("host port username password from")),
    ("smtpServer", _names("host port user password from")),
    ("SmtpSettings", _names("Server Port UserName Password SenderEmail")),
    ("mailer", _names("SMTP_ADDR SMTP_PORT USER PASSWD FROM")),
]
LABELS = [
    dict(zip(("address", "port", "user_name", "password"), line.split("|"), strict=True))
    for line in (
        "SMTP Server|Port|Username|Password",
        "SMTP-Server|Port|Benutzername|Passwort",
        "Postausgangsserver|Port|Benutzer|Kennwort",
        "Serveur sortant (SMTP)|Port|Nom d'utilisateur|Mot de passe",
        "Servidor de correo saliente|Puerto|Usuario|Contraseña",
        "Servidor SMTP|Porta|Usuário|Senha",
        "Server posta in uscita|Porta|Nome utente|Password",
        "Uitgaande mailserver|Poort|Gebruikersnaam|Wachtwoord",
        "Serwer SMTP|Port|Nazwa użytkownika|Hasło",
        "Giden posta sunucusu|Bağlantı noktası|Kullanıcı adı|Şifre",
        "Server odchozí pošty|Port|Uživatelské jméno|Heslo",
        "Сервер исходящей почты|Порт|Имя пользователя|Пароль",
        "Сервер вихідної пошти|Порт|Ім'я користувача|Пароль",
        "SMTP服务器|端口|用户名|密码",
        "外寄郵件伺服器|連接埠|使用者名稱|密碼",
        "送信メールサーバー|ポート番号|ユーザー名|パスワード",
        "보내는 메일 서버|포트|아이디|비밀번호",
    )
]
PLAIN = "abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ23456789"
MARKS = "-_.!+@%^*~"
ANY = PLAIN + MARKS + "#;:,=&|<>()[]{}'\"\\`/? "


class Text(NamedTuple):
    """A text, the values in it, and how it was generated."""

    text: str
    values: Values
    how: str


def text(random: Random) -> Text:
    """Generate a text."""
    kind = random.choice(("variables", "variables", "nested", "labels"))
    if kind == "labels":
        names = random.choice(LABELS)
        write, alphabet = random.choice(LABELLED)
        above = ""
    elif kind == "nested":
        above, names = random.choice(NESTED)
        write, alphabet = random.choice(NESTING)
    else:
        names = random.choice(VARIABLES)
        write, alphabet = random.choice(FLAT)
        above = ""
    values = _values(random, names, alphabet)
    pairs = [(names[field], value) for field, value in values.items()]
    random.shuffle(pairs)
    body = write(above, pairs)
    wrap = random.choice(ENV_WRAPPERS if write in (write_env, write_export) else WRAPPERS)
    return Text(wrap(body), values, f"{write.__name__} {wrap.__name__}")


def _values(random: Random, names: Names, alphabet: str) -> Values:
    def word(letters: str, least: int, most: int) -> str:
        return "".join(random.choice(letters) for _ in range(random.randint(least, most)))

    password = word(PLAIN, 3, 5) + word(alphabet, 3, 12) + word(PLAIN, 3, 5)
    user = word("abcdefghkmnpqrstuvwxyz", 4, 9)
    domain = f"{word('abcdefghkmnpqrstuvwxyz', 3, 9)}.example"
    values = {
        "address": f"{random.choice(('smtp', 'mail', 'mx', 'ssl0', 'relay'))}.{domain}",
        "port": random.choice(("25", "465", "587", "2525", "2587")),
        "user_name": random.choice((user, f"{user}@{domain}", f"{user}.b@{domain}")),
        "password": password,
        "from_email_address": f"{user}@{domain}",
    }
    # Any setting but the server may be left out.
    return {
        field: values[field]
        for field in names
        if field in ("address", "password") or random.random() < 0.85
    }


Pairs = list[tuple[str, str]]
Writer = Callable[[str, Pairs], str]


def write_env(above: str, pairs: Pairs) -> str:
    return "\n".join(f"{name}={value}" for name, value in pairs)


def write_env_single(above: str, pairs: Pairs) -> str:
    return "\n".join(f"{name}='{value}'" for name, value in pairs)


def write_env_double(above: str, pairs: Pairs) -> str:
    return "\n".join(f'{name}="{value}"  # {name.lower()}' for name, value in pairs)


def write_export(above: str, pairs: Pairs) -> str:
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in pairs)


def write_one_line(above: str, pairs: Pairs) -> str:
    return " ".join(f"{name}={shlex.quote(value)}" for name, value in pairs)


def write_docker(above: str, pairs: Pairs) -> str:
    options = " \\\n  ".join(f"-e {name}={shlex.quote(value)}" for name, value in pairs)
    return f"docker run -d --name web \\\n  {options} \\\n  -p 80:80 example/web:1"


def write_heroku(above: str, pairs: Pairs) -> str:
    return f"heroku config:set {write_one_line(above, pairs)} --app meadow"


def write_literals(above: str, pairs: Pairs) -> str:
    options = " ".join(f"--from-literal={name}={shlex.quote(value)}" for name, value in pairs)
    return f"kubectl create secret generic mail {options}"


def write_compose_list(above: str, pairs: Pairs) -> str:
    lines = "".join(f"      - {name}={value}\n" for name, value in pairs)
    return f"services:\n  web:\n    environment:\n{lines}  db:\n    environment:\n      - PASS=x\n"


def write_compose_map(above: str, pairs: Pairs) -> str:
    lines = "".join(f"      {name}: {json.dumps(value)}\n" for name, value in pairs)
    return f"services:\n  web:\n    image: example/web\n    environment:\n{lines}"


def write_kubernetes(above: str, pairs: Pairs) -> str:
    return "env:\n" + "".join(
        f"  - name: {name}\n    value: {json.dumps(value)}\n" for name, value in pairs
    )


def write_secret(above: str, pairs: Pairs) -> str:
    lines = "".join(f"  {n}: {b64encode(v.encode()).decode()}\n" for n, v in pairs)
    return f"apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\ndata:\n{lines}"


def write_ecs(above: str, pairs: Pairs) -> str:
    return json.dumps({"environment": [{"name": n, "value": v} for n, v in pairs]}, indent=2)


def write_json_flat(above: str, pairs: Pairs) -> str:
    return json.dumps(dict(pairs), indent=2)


def write_python(above: str, pairs: Pairs) -> str:
    return "import os\n" + "\n".join(f"{name} = {value!r}" for name, value in pairs)


def write_flask(above: str, pairs: Pairs) -> str:
    return "\n".join(f"app.config[{name!r}] = {json.dumps(value)}" for name, value in pairs)


def write_define(above: str, pairs: Pairs) -> str:
    return "\n".join(f"define( '{name}', {_php(value)} );" for name, value in pairs)


def write_php_array(above: str, pairs: Pairs) -> str:
    lines = "".join(f"  '{name}' => {_php(value)},\n" for name, value in pairs)
    return f"$CONFIG = array (\n  'dbhost' => 'db.example',\n{lines});"


def write_ruby_env(above: str, pairs: Pairs) -> str:
    return "\n".join(f'ENV["{name}"] = {_php(value)}' for name, value in pairs)


def _php(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def write_json(above: str, pairs: Pairs) -> str:
    return json.dumps({"name": "web", above: dict(pairs), "db": {"host": "db", "port": 1}})


def write_yaml(above: str, pairs: Pairs) -> str:
    lines = "".join(f"  {name}: {json.dumps(value)} # note\n" for name, value in pairs)
    return f"debug: true\n{above}:\n{lines}database:\n  host: db\n  user: root\n  password: other\n"


def write_ini(above: str, pairs: Pairs) -> str:
    lines = "".join(f"{name} = {value}\n" for name, value in pairs)
    return (
        f"[database]\nhost = db\nuser = root\n\n[{above}]\n; a comment\n{lines}\n[log]\nlevel = 1\n"
    )


def write_toml(above: str, pairs: Pairs) -> str:
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in pairs)
    return f"[app]\nport = 9000\n\n[{above}]\n{lines}"


def write_javascript(above: str, pairs: Pairs) -> str:
    lines = "".join(f"    {name}: {json.dumps(value)},\n" for name, value in pairs)
    return f"module.exports = {{\n  {above}: {{\n{lines}  }},\n}};"


def write_properties(above: str, pairs: Pairs) -> str:
    return "\n".join(f"app.{above}.{name}={value}" for name, value in pairs)


def write_lines(above: str, pairs: Pairs) -> str:
    return "\n".join(f"{name}: {value}" for name, value in pairs)


def write_wide(above: str, pairs: Pairs) -> str:
    return "\n".join(f"{name}：{value}" for name, value in pairs)


def write_bullets(above: str, pairs: Pairs) -> str:
    return "Your mail settings (SMTP)\n\n" + "\n".join(f"- {name}: {v}" for name, v in pairs)


def write_tabs(above: str, pairs: Pairs) -> str:
    return "\n".join(f"{name}\t{value}" for name, value in pairs)


def write_table(above: str, pairs: Pairs) -> str:
    rows = "\n".join(f"| {name} | {value} |" for name, value in pairs)
    return f"| Setting | Value |\n|---|---|\n{rows}"


def write_two_lines(above: str, pairs: Pairs) -> str:
    return "\n".join(f"{name}:\n{value}" for name, value in pairs)


DOUBLE = PLAIN + MARKS + "#;:,=&|<>()[]{}'/? "
FLAT: list[tuple[Writer, str]] = [
    (write_env, PLAIN + MARKS),
    (write_env_single, PLAIN + MARKS + "#;:=&|<>()/ "),
    (write_env_double, PLAIN + MARKS + "#;:=&|<>()/ "),
    (write_export, ANY.replace("`", "").replace("\\", "").replace("'", "")),
    (write_one_line, PLAIN + MARKS),
    (write_docker, PLAIN + MARKS + "#;:=&|<>()/ "),
    (write_heroku, PLAIN + MARKS + "#:=&|<>()/ "),
    (write_literals, PLAIN + MARKS + "/:"),
    (write_compose_list, PLAIN + MARKS),
    (write_compose_map, DOUBLE),
    (write_kubernetes, DOUBLE),
    (write_secret, ANY),
    (write_ecs, ANY),
    (write_json_flat, ANY),
    (write_python, PLAIN + MARKS + "#;:=&|<>()/ "),
    (write_flask, DOUBLE),
    (write_define, PLAIN + MARKS + "#;:=&|<>()/'\\ "),
    (write_php_array, PLAIN + MARKS + "#;:=&|<>()/'\\ "),
    (write_ruby_env, PLAIN + MARKS + "#;:=&|<>()/ "),
]
NESTING: list[tuple[Writer, str]] = [
    (write_json, ANY),
    (write_yaml, ANY),
    (write_ini, PLAIN + MARKS),
    (write_toml, DOUBLE),
    (write_javascript, DOUBLE),
    (write_properties, PLAIN + MARKS),
]
LABELLED: list[tuple[Writer, str]] = [
    (write_lines, PLAIN + MARKS),
    (write_wide, PLAIN + MARKS),
    (write_bullets, PLAIN + MARKS),
    (write_tabs, PLAIN + MARKS),
    (write_table, PLAIN + MARKS),
    (write_two_lines, PLAIN + MARKS),
]


def unchanged(body: str) -> str:
    return body


def in_an_email(body: str) -> str:
    return f"Hi,\n\nhere is what I use:\n\n{body}\n\nThanks for any help\n-- \nRobin\n"


def in_a_code_block(body: str) -> str:
    return f"Mail isn't sent. My settings:\n\n```\n{body}\n```\n\nWhat is wrong?\n"


def as_a_quote(body: str) -> str:
    return "\n".join(f"> {line}" for line in body.split("\n"))


def as_a_diff(body: str) -> str:
    head = "--- a/settings\n+++ b/settings\n@@ -1 +1,9 @@\n"
    return head + "\n".join(f"+{line}" for line in body.split("\n"))


def above_a_log(body: str) -> str:
    return f'{body}\n\nrake aborted\nI, [2026-01-02T03:04:05] INFO -- : Started GET "/"\n'


def after_prompts(body: str) -> str:
    return "\n".join(f"$ {line}" for line in body.split("\n"))


def in_a_chat(body: str) -> str:
    return "\n".join(f"[10:1{n % 10}] Robin: {x}" for n, x in enumerate(body.split("\n")))


def with_crlf(body: str) -> str:
    return body.replace("\n", "\r\n")


Wrapper = Callable[[str], str]
WRAPPERS: list[Wrapper] = [
    unchanged,
    unchanged,
    unchanged,
    in_an_email,
    in_a_code_block,
    as_a_quote,
    as_a_diff,
    above_a_log,
    with_crlf,
]
ENV_WRAPPERS: list[Wrapper] = [*WRAPPERS, after_prompts, in_a_chat]
