"""Secrets are hidden even if copied with extra characters or pasted into the wrong field."""

from __future__ import annotations

import json
import re
import unicodedata
from base64 import b64encode
from random import Random
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forem_smtp import PAYLOADS, Instance, PayloadError, Settings, bridge, check, explain, read
from forem_smtp.cli.formats import Checked
from forem_smtp.cli.formats.github import github
from forem_smtp.cli.formats.sarif import sarif
from forem_smtp.context import Context
from forem_smtp.conversation import conversation
from forem_smtp.links import fragment, withheld
from forem_smtp.payloads import write
from forem_smtp.rules.samples import OWN, POSTMARK, SENDGRID, SES, example
from forem_smtp.secrets import fold
from forem_smtp.settings import HIDDEN
from forem_smtp.support import support_report
from tests.unit.command_line import run

TOKEN = str(POSTMARK.user_name)
KEY = str(SENDGRID.password)
PASSWORD = "Hunter2Quagga"


def outputs(settings: Settings, instance: Instance | None = None) -> dict[str, str]:
    """Return everything that is shown or passed on about these settings, by name."""
    report = check(settings, instance)
    context = report.context
    checked = [Checked(file="a.env", report=report, origins={})]
    found = {
        "json": json.dumps(report.to_json(), ensure_ascii=False),
        "github": github(checked),
        "sarif": sarif(checked),
        "link": fragment(context),
        "support": support_report(report, "https://example.org/", "535 no"),
        "conversation": repr(conversation(report)),
        "explain": json.dumps(explain("535 5.7.8 no", settings, instance).to_json()),
        "repr": "\n".join(map(repr, (settings, context, report, *report.findings))),
    }
    for name in PAYLOADS:
        try:
            found[f"payload {name}"] = write(context, name, hidden=True)
        except PayloadError as error:
            found[f"payload {name}"] = str(error)
    return found


def leaks(secret: str, texts: dict[str, str], length: int = 6) -> dict[str, str]:
    """Return the outputs that have `length` consecutive characters of the secret, in any case."""
    folded = fold(secret)
    parts = {folded[start : start + length] for start in range(len(folded) - length + 1)}
    assert parts
    return {
        name: text for name, text in texts.items() if any(part in text.lower() for part in parts)
    }


def read_outputs(text: str) -> dict[str, str]:
    """Return everything that reading shows, except for the values that go into the form."""
    reading = read(text)
    for_the_form = json.loads(bridge.read(json.dumps({"text": text})))
    return {
        "read": json.dumps(reading.to_json(), ensure_ascii=False),
        "repr": repr(reading),
        "origins": json.dumps([for_the_form["origins"], for_the_form["unused"]]),
        "forem": json.dumps(for_the_form["forem"]),
        **outputs(reading.settings),
    }


@pytest.mark.parametrize("form", [PASSWORD, f"The {PASSWORD} Forum", f"{PASSWORD}.example.org"])
@pytest.mark.parametrize("name", ["COMMUNITY_NAME", "APP_DOMAIN"])
def test_passwords_in_what_is_about_the_forem_are_not_shown(name: str, form: str) -> None:
    text = f"SMTP_ADDRESS=smtp.example.org\nSMTP_PASSWORD={PASSWORD}\n{name}={form}\n"
    assert not leaks(PASSWORD, read_outputs(text))


@pytest.mark.parametrize("dirt", [" {}", "' {}'", '"{}"', "{} ", "\u200b{}", "{}\u200e", "<{}>"])
@pytest.mark.parametrize("address", ["smtp.postmarkapp.com", " smtp.postmarkapp.com. "])
def test_a_token_with_extra_characters_around_it(dirt: str, address: str) -> None:
    settings = Settings(address=address, port="587", user_name=dirt.format(TOKEN))
    assert leaks(TOKEN, outputs(settings)) == {}
    assert leaks(TOKEN, outputs(settings.replaced({"password": TOKEN}))) == {}


@pytest.mark.parametrize("inside", [" ", "\u200b", "\u200e", "\n", '"'])
def test_a_token_with_extra_characters_inside(inside: str) -> None:
    name = TOKEN[:12] + inside + TOKEN[12:]
    settings = POSTMARK.replaced({"user_name": name, "password": ""})
    assert leaks(TOKEN, outputs(settings)) == {}


@pytest.mark.parametrize(
    "address",
    [
        "smtp.postmarkapp.com:587",
        "smtps://smtp.postmarkapp.com",
        "smtp.postmarkap.com",
        "smtp.postmarkapp.com|",
        "> smtp.postmarkapp.com",
        "<smtp.postmarkapp.com>",
        "https://postmarkapp.com",
        "smtp.mailpace.com:587",
        "",
    ],
)
def test_a_token_next_to_an_unrecognized_address(address: str) -> None:
    settings = POSTMARK.replaced({"address": address, "password": ""})
    assert leaks(TOKEN, outputs(settings)) == {}
    assert "user_name" in withheld(Context.of(settings))


@pytest.mark.parametrize("host", ["smtp.mailpace.com:587", "smtps://smtp.api.createsend.com"])
def test_a_token_of_unknown_shape_next_to_such_an_address(host: str) -> None:
    settings = OWN.replaced({"address": host, "user_name": "zulaqoxivareb", "password": ""})
    assert leaks("zulaqoxivareb", outputs(settings)) == {}


@pytest.mark.parametrize("field", ["address", "domain", "port", "authentication", "encryption"])
@pytest.mark.parametrize("secret", [TOKEN, KEY, KEY.lower(), KEY.upper()], ids=len)
def test_a_token_or_a_key_in_any_field(field: str, secret: str) -> None:
    for base in (POSTMARK, SENDGRID, OWN):
        settings = base.replaced({"password": "", "user_name": "x", field: secret})
        if secret != TOKEN or base is not SENDGRID:
            assert leaks(secret, outputs(settings)) == {}
    both = POSTMARK.replaced({field: secret, "user_name": secret, "password": secret})
    assert leaks(secret, outputs(both)) == {}


def test_a_key_with_extra_characters_inside() -> None:
    for dirt in (" ", "\u200b", "\n", "\u202e", "'"):
        settings = SENDGRID.replaced({"domain": KEY[:9] + dirt + KEY[9:], "password": ""})
        assert leaks(KEY, outputs(settings)) == {}


@pytest.mark.parametrize(
    ("elsewhere", "password"),
    [
        (PASSWORD, PASSWORD),
        (PASSWORD.lower(), PASSWORD),
        (PASSWORD.upper(), PASSWORD),
        (f"“{PASSWORD}”", f"“{PASSWORD}”"),
        (f"'{PASSWORD}'", f'"{PASSWORD}"'),
        ("zorrekt qorse bqttery", "zorrekt qorse bqttery"),
        (PASSWORD, "Hunter2\u200bQuagga"),
        (PASSWORD, "\u202aHunter2\u2060Quagga\u202c"),
        ("Hunter2\u200bQuagga", PASSWORD),
        (PASSWORD, f"Bearer {PASSWORD}"),
        (PASSWORD, f"Authorization: Bearer {PASSWORD}"),
        (f"{PASSWORD}.", f"{PASSWORD}."),
        (f"me@{PASSWORD}.example", PASSWORD),
        (f"{PASSWORD}@example.org", PASSWORD),
        (quote("Hunter2 Quagga/é"), "Hunter2 Quagga/é"),
        ("SHVudGVyMlF1YWdnYQ==", PASSWORD),
        ("AGZvcmVtAEh1bnRlcjJRdWFnZ2E=", PASSWORD),
        ("12345678901234", "12345678901234"),
        ("1234567890abc", "1234567890abc"),
        (quote("Hunter2?Quagga").replace("%", "%\u202e"), "Hunter2?Quagga"),
        ("１２３４５６７８", "12345678"),
        ("Hunter2&amp;Quagga", "Hunter2&Quagga"),
        ("&#72;unter2&#x51;uagga", PASSWORD),
        ("Hunter2=26Quag=\nga", "Hunter2&Quagga"),
        ("Hunter2\\$Quagga", "Hunter2$Quagga"),
        ("Hunter2\\u0051\\x75agga", PASSWORD),
        ("Hunter2%2526Quagga", "Hunter2&Quagga"),
        ("Hunter2Quagg", PASSWORD),
        (f"{PASSWORD}#and-more-of-it", PASSWORD),
    ],
)
@pytest.mark.parametrize(
    "field",
    ["user_name", "address", "domain", "port", "from_email_address", "authentication"],
)
def test_a_password_in_another_field(field: str, elsewhere: str, password: str) -> None:
    settings = OWN.replaced({field: elsewhere, "password": password})
    texts = outputs(settings, Instance(app_domain=elsewhere, community_name=elsewhere))
    assert leaks(fold(password).removeprefix("authorization:").removeprefix("bearer"), texts) == {}


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("smtp://AKIAXYZ:BPx/abcqvw@email-smtp.eu-central-1.amazonaws.com", "BPx/abcqvw"),
        ("forem:p@ssw0rd9@mail.example.org", "p@ssw0rd9"),
        ("smtp://:Hunter2x@mail.example.org", "Hunter2x"),
        ("smtp://u:Hunter2Quagga@mail.example.org:587/?a=b", PASSWORD),
        ("u:Hunter2 Quagga@mail.example.org", "Hunter2 Quagga"),
        ("SMTPS://U:HUNTER2QUAGGA@MAIL.EXAMPLE.ORG", PASSWORD),
        ("smtp://zulaqoxivareb-wq12@mail.example.org", "zulaqoxivareb-wq12"),
        ("me@example.org:Hunter2Quagga", PASSWORD),
        ("me@example.org Hunter2Quagga", PASSWORD),
        ("mail.example.org SMTP_PORT=587 SMTP_PASSWORD=Hunter2Quagga", PASSWORD),
        ("password: Hunter2Quagga", PASSWORD),
        ("Kennwort : Hunter2Quagga", PASSWORD),
        ('{"pass": "Hunter2Quagga"}', PASSWORD),
        ("SMTP_PASS\u200bWORD=Hunter2Quagga", PASSWORD),
        ("Authorization: Bearer Hunter2Quagga", PASSWORD),
    ],
)
@pytest.mark.parametrize("password", ["", "Other-vault-77"])
def test_credentials_in_any_field(text: str, secret: str, password: str) -> None:
    for field in ("address", "domain", "user_name", "from_email_address", "port"):
        settings = OWN.replaced({field: text, "password": password})
        texts = outputs(settings)
        assert leaks(secret, texts) == {}, field
        assert field in withheld(Context.of(settings))
    instance = Instance(app_domain=text, community_name=text)
    texts = outputs(OWN.replaced({"password": password}), instance)
    assert leaks(secret, texts) == {}
    assert "app_domain" not in texts["link"] and "community_name" not in texts["link"]


def test_a_user_name_followed_by_a_password() -> None:
    settings = OWN.replaced({"user_name": "clover:Hunter2Quagga", "password": ""})
    assert Context.of(settings).shown.user_name == f"clover:{HIDDEN}"
    assert leaks(PASSWORD, outputs(settings)) == {}


def test_a_fix_hides_secrets() -> None:
    settings = OWN.replaced({"from_email_address": "smtp://u:Hunter2Quagga@mail.example.org"})
    finding = next(one for one in check(settings).findings if one.code == "FROM01")
    assert PASSWORD in str(finding.fix)
    assert leaks(PASSWORD, outputs(settings)) == {}


def _mathematical(text: str) -> str:
    return "".join(chr(ord(letter) + 0x1D41A - ord("a")) for letter in text)


@pytest.mark.parametrize(
    ("elsewhere", "password"),
    [
        (unicodedata.normalize("NFD", "Tülip-Größe-é9"), "Tülip-Größe-é9"),
        ("Tülip-Größe-é9", unicodedata.normalize("NFD", "Tülip-Größe-é9")),
        (_mathematical("quagga") + "-tulip", "quagga-tulip"),
        ("ofﬁce-②-tulip", "office-2-tulip"),
        ("tulip…quagga™", "tulip...quaggaTM"),
        ("tulip—9–quagga‑x−y", "tulip--9-quagga-x-y"),
        ("‹tulip’s›-′quagga″", "tulip's-quagga"),
        ("ıstanbul-tulip", "ISTANBUL-TULIP"),
        ("İSTANBUL-tulip", "istanbul-tulip"),
        ("tulip-сору-Вох", "tulip-copy-box"),
        ("ΤULΙΡ-QUΑGGΑ", "tulip-quagga"),
        ("\u0336".join("tulip-quagga"), "tulip-quagga"),
    ],
)
@pytest.mark.parametrize("field", ["user_name", "domain", "address", "from_email_address"])
def test_a_password_in_letters_that_look_like_its_own_is_hidden(
    field: str, elsewhere: str, password: str
) -> None:
    for again, typed in ((elsewhere, password), (password, elsewhere)):
        settings = OWN.replaced({field: again, "password": typed})
        assert getattr(Context.of(settings).shown, field) == HIDDEN
        assert [name for name, text in outputs(settings).items() if again in text] == []


def test_a_fix_for_a_hidden_field_is_hidden_unless_public() -> None:
    spaced = POSTMARK.replaced({"user_name": f" {TOKEN[:9]} {TOKEN[9:]}"})
    fixes = {one["code"]: one["fix"] for one in check(spaced).to_json()["findings"]}
    assert fixes["USER02"] == {"user_name": HIDDEN}
    key = SENDGRID.replaced({"user_name": KEY, "password": ""})
    fixes = {one["code"]: one["fix"] for one in check(key).to_json()["findings"]}
    assert fixes["USER07"] == {"user_name": "apikey", "password": HIDDEN}


def test_secrets_in_the_instances_names_are_hidden() -> None:
    for text in (KEY, f" {KEY} ", "a.b SMTP_PASSWORD=Hunter2Quagga", f"a.{OWN.password}.b"):
        instance = Instance(app_domain=text, community_name=text, hosting=KEY)
        texts = outputs(OWN, instance)
        texts["instance"] = repr(instance)
        for secret in (KEY, PASSWORD, str(OWN.password)):
            assert leaks(secret, texts) == {}
        assert not any(
            name in texts["link"] for name in ("app_domain", "community_name", "hosting")
        )


@pytest.mark.parametrize("password", ["sendgrid", "smtp", "587", "org", "x", "apikey", "SendGrid"])
def test_public_words_are_not_redacted_inside_other_text(password: str) -> None:
    usual = outputs(SENDGRID.replaced({"password": "Qv7-Zulu-Kx93"}))
    texts = outputs(SENDGRID.replaced({"password": password}))
    assert "smtp.sendgrid.net" in texts["json"] and "smtp.sendgrid.net" in texts["link"]
    for name in ("link", "conversation"):
        equal = usual[name].replace("587", HIDDEN) if password == "587" else usual[name]
        if password not in ("apikey", "587"):
            assert texts[name] == equal


def test_short_passwords_are_hidden_as_whole_values() -> None:
    settings = OWN.replaced({"password": "ox", "user_name": "ox", "domain": "oxen.example.org"})
    shown = Context.of(settings).shown
    assert (shown.user_name, shown.domain) == (HIDDEN, "oxen.example.org")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("smtp:\n  host: mail.example.org\n  password: {Hunter2Quagga}\n", PASSWORD),
        ("smtp:\n  host: mail.example.org\n  password: |\n    Hunter2Quagga: y\n", PASSWORD),
        ("smtp:\n  host: mail.example.org\n  password: |\n    host: Hunter2Quagga\n", PASSWORD),
        ('{"smtp": {"host": "mail.example.org", "pass": {"Hunter2Quagga": 1}}}', PASSWORD),
        ('{"settings_smtp": {"address": {"password": "Hunter2Quagga"}}}', PASSWORD),
        ("smtp://apikey:2252272/abcqv@mail.example.org", "2252272/abcqv"),
        ("smtp://apikey:225?27x2#abcqv@mail.example.org:587", "225?27x2#abcqv"),
        ('smtp://apikey:Hunter2"Quagga@mail.example.org', 'Hunter2"Quagga'),
        ('smtp://apikey:2252272"abcqv@mail.example.org', '2252272"abcqv'),
        ("smtp://apikey:2252272 abcqv@mail.example.org", "2252272 abcqv"),
        ("SMTP_ADDRESS=mail.example.org SMTP_PORT=587 SMTP_PASSWORD=Hunter2Quagga", PASSWORD),
        (f"SMTP_ADDRESS=smtp.postmarkapp.com\nSMTP_USER_NAME=' {TOKEN}'\n", TOKEN),
        (f"SMTP_ADDRESS={KEY}\n", KEY),
        ("SMTP_PORT=1234567890abc\nSMTP_PASSWORD=1234567890abc\n", "1234567890abc"),
        ("SMTP_PASSWORD=Hunter2=Quagga\nSMTP_Hunter2=Quagga\nSMTP_ADDRESS=a.example\n", "Hunter2"),
        ("SMTP_PASSWORD=Hunter2Quagga\nSMTP_Hunter2Quagga=x\nSMTP_ADDRESS=a.example\n", PASSWORD),
        ("SMTP_ADDRESS=a.example\nSMTP_PASSWORD=${Hunter2Quagga\nSMTP_USER_NAME=x\n", PASSWORD),
        ("smtp:\n  host: a.example\n  password: $Hunter2Quagga\n  Hunter2Quagga: y\n", PASSWORD),
        ("Server | a.example\nUser | Hunter2\nPassword | Hunter2|Quagga\n", "Hunter2"),
        ("Server=a.example;User Id=Hunter2 | Quagga;Password=Hunter2 | Quagga;", "Hunter2"),
        ("swaks --server a.example --auth-user x'Quagga7 --auth-password x'Quagga7", "Quagga7"),
        (
            "EMAIL_HOST = 'a.example'\nEMAIL_HOST_PASSWORD = 'Hunter2\\nQuagga'\n"
            "EMAIL_HOST_USER = 'HUNTER2\\NQUAGGA'\n",
            "Hunter2NQuagga",
        ),
        (
            "Server: mail.example.org\nUsername: clover, Hunter2Quagga\nPassword: Hunter2Quagga",
            PASSWORD,
        ),
    ],
)
def test_reading_shows_no_secret(text: str, secret: str) -> None:
    assert leaks(secret, read_outputs(text)) == {}


@pytest.mark.parametrize("before", ["=", "x=", "", "=="])
@pytest.mark.parametrize("sign", ['"', "\\", "'", "/"])
def test_percent_encoded_after_an_equals_sign(before: str, sign: str) -> None:
    """An equals sign and two digits look like quoted-printable."""
    secret = f"77J7XJq{sign}J7Q7Qqq"
    copied = before + quote(secret, safe="")
    report = check(Settings(address=copied, port="587", password=secret))
    assert "J7Q7Qqq" not in str(report.to_json())


@pytest.mark.parametrize("quote", ["'", '"', "`", "“", ""])
def test_encoded_password_with_quotes_inside_and_around_it(quote: str) -> None:
    secret = f"xxK9jz7{quote}Vxv7jJK"
    encoded = _base64(secret)
    text = f"EMAIL_HOST_PASSWORD = {quote}{secret}{quote}\nEMAIL_HOST_USER = '={encoded}'\n"
    assert leaks(encoded[12:-4], read_outputs(text)) == {}


@pytest.mark.parametrize(
    "form", ["{}{}", "`{}\u200e{}\u2069", "AUTH PLAIN {}{}", "{} {}", "x {} {}", "auth={}\n{}"]
)
@pytest.mark.parametrize("field", ["user_name", "address", "domain", "from_email_address"])
def test_auth_plain_credentials_are_hidden_in_any_field(field: str, form: str) -> None:
    for password in ("ox", PASSWORD, "pässword, ünd möre"):
        sent = b64encode(f"\0clover\0{password}".encode()).decode()
        settings = OWN.replaced({"password": "", field: form.format(sent[:9], sent[9:])})
        assert leaks(sent[12:-2] if password != "ox" else sent, outputs(settings)) == {}


def test_the_password_is_not_a_candidate_for_another_field() -> None:
    text = "Server: a.example\nPort: 587\nUsername: clover\nUsername: {}\nPassword: Hunter2Quagga\n"
    answer = json.loads(bridge.read(json.dumps({"text": text.format(PASSWORD)})))
    assert answer["settings"]["password"] == PASSWORD
    assert answer["candidates"] == {}
    assert read(text.format("daisy")).candidates == {"user_name": ("clover", "daisy")}


def test_the_host_of_a_url_is_after_its_last_at_sign() -> None:
    for user in ("zulaqoxi/vareb", "zulaqoxi#vareb", "zulaqoxi?vareb", "apikey:22/vareb"):
        assert read(f"smtp://{user}@mail.example.org:587").settings.address == "mail.example.org"
    for sign in "\"' ":  # the URL may end here, and then these digits were a port
        assert not read(f"smtp://apikey:2252{sign}vareb@mail.example.org:587").settings.given()
    query = read("smtp://mail.example.org:587?from=hello@example.org").settings
    assert (query.address, query.from_email_address) == ("mail.example.org", "hello@example.org")


@pytest.mark.parametrize(
    "given",
    [
        "smtp://clover:{}@mail.example.org:587",
        "SMTP_PASSWORD={}",
        "SMTP_ADDRESS=mail.example.org\nSMTP_PASSWORD={}\n" + "# note\n" * 1000,
    ],
)
@pytest.mark.parametrize("command", [["check"], ["payload", "--to", "json"], ["probe"], ["read"]])
def test_settings_instead_of_a_file_name_are_not_repeated(given: str, command: list[str]) -> None:
    done = run(*command, given.format(PASSWORD))
    assert (done.returncode, done.stdout) == (2, "")
    assert "standard input" in done.stderr
    assert PASSWORD not in done.stderr


def test_a_key_instead_of_a_file_name_is_not_repeated() -> None:
    assert "standard input" in run("check", KEY).stderr
    assert KEY[9:20] not in run("explain", "535", "--settings", KEY).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "forem.env", "{}"],
        ["rules", "SMTP_PASSWORD={}"],
        ["check", "--password={}"],
        ["check", "--password", "{}"],
        ["check", "--format", "{}"],
        ["check", "--edition={}"],
        ["check", "--ignore", "{}"],
        ["check", "--sendgrid-api-key={}"],
        ["providers", "{}"],
        ["SMTP_PASSWORD={}"],
        ["{}"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("password", [PASSWORD, f"it's '{PASSWORD}\"", f"\n\u202e\x1b{PASSWORD}"])
def test_wrong_arguments_are_not_repeated(arguments: list[str], password: str) -> None:
    done = run(*(it.format(password) for it in arguments))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert PASSWORD.lower() not in done.stderr.lower()


def test_a_misspelled_command_or_option_is_corrected() -> None:
    assert "Did you mean 'check'?" in run("chekc", "forem.env").stderr
    assert "--format" in run("check", "--fromat", "json").stderr
    assert r"--\u202ex" in run("check", "--\u202ex").stderr


@pytest.mark.parametrize("name", ["nowhere.env", "mail.example.org", f"builds/{TOKEN}/forem.env"])
def test_a_missing_file_is_named(name: str) -> None:
    assert f"{name}: No such file" in run("check", name).stderr


def test_settings_on_one_line_are_separated() -> None:
    text = "SMTP_ADDRESS=mail.example.org SMTP_PORT=587 SMTP_PASSWORD=Hunter2Quagga"
    reading = read(text)
    assert reading.settings == Settings(
        address="mail.example.org", port="587", password="Hunter2Quagga"
    )
    assert reading.origins["password"] == "line 1, SMTP_PASSWORD"


def test_valid_values_are_not_redacted() -> None:
    for settings in (SENDGRID, OWN, SES, example(OWN, password="").settings):
        shown = dict(Context.of(settings).shown.given()) | {"password": None}
        assert shown == dict(settings.given()) | {"password": None}


# Letters that are rare in the engine's own texts, so that every match is a leak.
RARE = "qvzxjk79QVZXJK"
DIRT = [
    " ",
    "\u00a0",
    "\u200b",
    "\u200e",
    "\u202e",
    "\u2060",
    "\ufeff",
    "\n",
    "\t",
    "\u3164",
    '"',
    "'",
]
BEFORE = ["", " ", '"', "“", "'", "<", "\u202a", "\ufeff", "=", "- ", "> ", "`", "\u2068"]
AFTER = ["", " ", '"', "”", "'", ">", "\u202c", "\n", ".", ",", ";", "`", "\u2069"]
HOSTS = [
    *("smtp.sendgrid.net", "smtp.postmarkapp.com", "smtp.mailpace.com", "smtp.gmail.com"),
    *("email-smtp.eu-central-1.amazonaws.com", "mail.example.org", "localhost"),
    *("in-v3.mailjet.com", "smtp.mailgun.org", "smtp-relay.brevo.com", "smtp.office365.com"),
    "smtp.postmark.con",
]
FREE = ("user_name", "address", "authentication", "domain", "port", "from_email_address")
SIGNS = [*"@/:?#%&=+!$*.,;|<`\\\"' ", "${", "$(", "{{", "||", " | ", " #", ", ", " - ", "%(", "\\n"]
"""What may be in a password, and means something else to some reader of texts."""
TEMPLATES = [
    "SMTP_ADDRESS={host}\nSMTP_USER_NAME=clover\nSMTP_PASSWORD={secret}\nSMTP_DOMAIN={again}\n",
    "SMTP_ADDRESS={host} SMTP_USER_NAME={again} SMTP_PASSWORD={secret}",
    "smtp://clover:{secret}@{host}:587",
    "smtps://:{secret}@{host}",
    "smtp:\n  host: {host}\n  password: {secret}\n  user: {again}\n",
    "smtp:\n  host: {host}\n  password: {{{secret}}}\n",
    "smtp:\n  host: {host}\n  password: |\n    {secret}: y\n",
    '{{"smtp": {{"host": "{host}", "user": "{again}", "pass": "{secret}"}}}}',
    '{{"settings_smtp": {{"address": "{host}", "password": {{"{secret}": "x"}}}}}}',
    "Server: {host}\nPort: 587\nUsername: {again}\nPassword: {secret}\n",
    "EMAIL_HOST = '{host}'\nEMAIL_HOST_PASSWORD = '{secret}'\nEMAIL_HOST_USER = '{again}'\n",
    "swaks --server {host} --auth-user {again} --auth-password {secret}",
    "relayhost = [{host}]:587\n# password: {secret}\n",
    "SMTP_PASSWORD={secret}\nSMTP_{again}=x\nSMTP_ADDRESS={host}\n",
    "Password | {secret}\nServer | {host}\nUsername | {again}\n",
    "Server | Port | Password | User\n{host} | 587 | {secret} | {again}\n",
    "Password:\n{secret}\nServer: {host}\nPort: 587\n",
    "Server={host};Port=587;User Id={again};Password={secret};",
    "config.action_mailer.smtp_settings = "
    "{{ :address => '{host}', :password=>\"{secret}\", :user_name => '{again}' }}",
    'SMTP_ADDRESS="{host}"\nSMTP_PASSWORD="{secret}"\nSMTP_USER_NAME="{again}"',
    "environment:\n  - SMTP_ADDRESS={host}\n  - SMTP_PASSWORD={secret}\n  - SMTP_USER_NAME={again}",
    "host {host}\nport 587\nuser {again}\npassword {secret}\n",
    "curl --url smtp://{host}:587 --user clover:{secret}",
    "nodemailer.createTransport({{host: '{host}', auth: {{user: '{again}', pass: '{secret}'}}}})",
    "user {again}, pw is {secret} , server {host} port 587",
    "the password for {again} is {secret} and the server is {host}",
    "Host,Port,Username,Password\n{host},587,{again},{secret}\n",
    "Host,{host}\nPort,587\nUsername,{again}\nPassword,{secret}\n",
    '"Smtp": "Host={host};Port=587;Username={again};Password={secret}"',
    '[smtp]\nserver = "{host}:587"\nauth = {{ username = "{again}", password = "{secret}" }}\n',
]


# Hypothesis draws only a seed: drawing each example itself would take longer than producing all
# outputs, and shrinking wouldn't make the examples simpler.
randoms = st.integers(0, 2**64).map(Random)


def draw_secret(random: Random) -> str:
    """Return a secret of some shape: a password, a key or a token."""

    def rare(size: int, letters: str = RARE) -> str:
        return "".join(random.choices(letters, k=size))

    shape = random.choice(["password", "signs", "sendgrid", "resend", "brevo", "uuid"])
    if shape == "password":
        return rare(random.randint(8, 30))
    if shape == "signs":
        return f"{rare(7)}{random.choice(SIGNS)}{rare(7)}"
    if shape == "sendgrid":
        return f"SG.{rare(22)}.{rare(43)}"
    if shape == "resend":
        return f"re_{rare(24)}"
    if shape == "brevo":
        return f"xsmtpsib-{rare(64, 'bcdf79')}-{rare(16)}"
    return "-".join(rare(size, "bcdf79") for size in (8, 4, 4, 4, 12))


def garbled(random: Random, secret: str) -> str:
    """Return the secret as if copied: in any case, perhaps encoded, with characters added."""
    forms = [secret, secret, secret, secret.lower(), secret.upper(), quote(secret)]
    text = random.choice([*forms, _base64(secret)])
    if random.random() < 0.5:
        place = random.randint(1, len(text) - 1)
        text = text[:place] + random.choice(DIRT) + text[place:]
    return random.choice(BEFORE) + text + random.choice(AFTER)


def _base64(secret: str) -> str:
    return b64encode(b"\0clover\0" + secret.encode()).decode()


def revealing_parts(secret: str) -> set[str]:
    """Return the six-character parts that would reveal the secret; punctuation proves nothing."""
    folded = fold(secret).removeprefix("xsmtpsib-")
    pieces = {folded[start : start + 6] for start in range(len(folded) - 5)}
    return {piece for piece in pieces if len(re.findall("[qvzxjkbcdf79]", piece)) > 4}


def leaking(secret: str, texts: dict[str, str]) -> dict[str, str]:
    pieces = revealing_parts(secret)
    encoded = _base64(secret).lower()[12:-4]
    pieces |= {encoded[start : start + 8] for start in range(len(encoded) - 7)}
    folded = {name: fold(text) for name, text in texts.items()}
    return {name: texts[name] for name in texts if any(it in folded[name] for it in pieces)}


@given(randoms)
def test_no_secret_in_any_field_is_shown(random: Random) -> None:
    secret = draw_secret(random)
    again, password = garbled(random, secret), garbled(random, secret)
    host = random.choice(HOSTS)
    field = random.choice(FREE)
    values = {"address": host, "port": "587", "user_name": "clover", "password": None}
    is_key = secret.startswith(("SG.", "re_", "xsmtpsib-"))
    kind = random.choice(["password", "url", "named", "key", "token"])
    if kind == "password":
        values |= {field: again, "password": secret}
        if random.random() < 0.5 and contains_secret(secret, password):
            values["password"] = password
    elif kind == "url":
        form = random.choice(["smtp://clover:{}@{}", "smtps://:{}@{}:465", "a:{}@{}"])
        values[field] = form.format(secret, host)
    elif kind == "named":
        form = random.choice(["{} SMTP_PASSWORD={}", "{}; password: {}", "{} key={}"])
        values[field] = form.format(host, secret)
    elif kind == "key" and is_key and contains_secret(secret, again):
        values[field] = again
    elif kind == "token" and len(secret) == 36 and contains_secret(secret, again):
        dirt = random.choice(["{}", " {}", "{}:587", "smtp://{}", "<{}>", "{}|", "x"])
        values |= {"address": dirt.format("smtp.postmarkapp.com"), "user_name": again}
    else:
        values["password"] = password
    found = random.choice([None, values.get(field)])
    instance = Instance(app_domain=found, community_name=found)
    settings = Settings(**values)
    assert leaking(secret, outputs(settings, instance)) == {}, values


def contains_secret(secret: str, text: str) -> bool:
    """Whether the text contains the secret itself, and not an encoding of it."""
    return secret in "".join(letter for letter in text if fold(letter))


@given(randoms)
def test_no_secret_in_any_text_is_shown(random: Random) -> None:
    secret = draw_secret(random)
    again = garbled(random, secret) if random.random() < 0.5 else "clover"
    # A space, a line break or a quote would split it into two parts, neither of them the secret.
    again = re.sub(r"[\s\"']", "", again)
    template = random.choice(TEMPLATES)
    text = template.format(host=random.choice(HOSTS), secret=secret, again=again)
    assert leaking(secret, read_outputs(text)) == {}, text
