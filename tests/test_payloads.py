"""Each payload is read back unchanged: by its own reader, and by the program it is made for."""

from __future__ import annotations

import json
import random
import string
import subprocess
from typing import Any

import pytest
from hypothesis import given

from forem_smtp import PAYLOADS, PayloadError, Settings, check, payload, read
from forem_smtp.payloads import dotenv
from forem_smtp.rules.samples import OWN, SENDGRID
from forem_smtp.settings import FOREM_FIELDS
from tests import programs, strategies

HARD = [
    "plain",
    "it's",
    'say "so"',
    "back\\slash",
    "ends with \\",
    "$HOME ${HOME} $(id) `id`",
    "#{1 + 1} # no comment",
    "a=b&c;d|e",
    "\\n \\r \\t",
    "100 % 'q' \"Q\"",
    " blank inside ",
    "ünïcödé ✓ 漢字 🌷",
    "'",
    '"',
    "\\",
    "$",
    "#",
    "\\$x",
    "'$x",
    "'\\$x",
    "'\\",
    string.printable[:95],
]


def test_json_is_exactly_what_the_endpoint_takes() -> None:
    assert json.loads(payload(SENDGRID, "json")) == {
        "settings_smtp": {
            "user_name": "apikey",
            "password": SENDGRID.password,
            "address": "smtp.sendgrid.net",
            "authentication": "plain",
            "domain": "community.example.org",
            "port": "587",
            "from_email_address": "hello@example.org",
            "reply_to_email_address": "hello@example.org",
        }
    }


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_not_given_and_the_stated_encryption_are_left_out(name: str) -> None:
    text = payload(Settings(address="mail.example.org", port=" ", encryption="starttls"), name)
    assert "mail.example.org" in text
    assert "port" not in text.lower()
    assert "starttls" not in text
    assert read(text).settings == Settings(address="mail.example.org")


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_clean_values_are_written(name: str) -> None:
    text = payload(OWN.replaced({"address": ' "mail.example.org" ', "port": "５８７"}), name)
    assert read(text).settings == OWN


@pytest.mark.parametrize("name", PAYLOADS)
@given(strategies.secrets, strategies.secrets)
def test_its_own_reader_reads_it_back(name: str, user_name: str, password: str) -> None:
    settings = Settings(user_name=user_name, password=password, address="mail.example.org")
    try:
        text = payload(settings, name)
    except PayloadError as error:
        assert name in ("dotenv", "docker-env", "systemd")
        assert error.field in ("user_name", "password")
        return
    assert read(text).format == name
    assert read(text).settings == check(settings).settings


def test_an_error_names_the_field_and_not_the_value() -> None:
    with pytest.raises(PayloadError) as caught:
        payload(OWN.replaced({"password": "Tulip\n92", "reply_to_email_address": ""}), "dotenv")
    assert caught.value.field == "password"
    assert "Tulip" not in str(caught.value)
    assert str(caught.value).startswith("Password ")


def test_a_last_backslash_does_not_guard_the_closing_quote() -> None:
    # Newer versions of dotenv would read on, into a next value that begins with a #.
    text = payload(Settings(user_name="back\\", password="#1"), "dotenv")
    assert text == "SMTP_USER_NAME=\"back\\\\\"\nSMTP_PASSWORD='#1'\n"


def test_one_variable_cannot_stand_for_two_senders() -> None:
    other = SENDGRID.replaced({"reply_to_email_address": "other@example.org"})
    with pytest.raises(PayloadError) as caught:
        payload(other, "dotenv")
    assert caught.value.field == "reply_to_email_address"


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_character_that_no_file_holds_is_refused(name: str) -> None:
    for letter in ("\ud800", "\0"):
        with pytest.raises(PayloadError):
            payload(OWN.replaced({"password": f"x{letter}y"}), name)


def test_a_foreign_env_file_is_read() -> None:
    text = (
        "# mail\nexport SMTP_ADDRESS = mail.example.org # host\n"
        'SMTP_PASSWORD="a \\"b\\" \\$c"\nSMTP_USER_NAME=${USER}\nOTHER=1\r\nSMTP_PORT=587\r\n'
    )
    assert read(text).settings == Settings(
        address="mail.example.org", password='a "b" $c', port="587"
    )


@pytest.mark.parametrize("text", ["", "hello", "{}", "[]", '{"settings_smtp": 1}', "A=1", "\0"])
def test_what_is_no_payload_is_said_to_be_none(text: str) -> None:
    reading = read(text)
    assert reading.format is None
    assert reading.settings == Settings()
    assert reading.reason


def hard_settings() -> list[Settings]:
    """The hard values, and 2,000 more from a fixed seed."""
    draw = random.Random(8314)
    letters = string.printable[:95] + "''\"\"\\\\$$##  äß漢🌷"
    made = ["".join(draw.choices(letters, k=draw.randint(1, 24))) for _ in range(2000)]
    values = HARD + made
    return [
        Settings(user_name=name, password=password, address="mail.example.org")
        for name, password in zip(values, reversed(values), strict=True)
    ]


def written(name: str) -> list[tuple[Settings, str]]:
    """What can be written, and how; the rest is refused by name of its field."""
    texts = []
    for settings in (check(raw).settings for raw in hard_settings()):
        try:
            texts.append((settings, payload(settings, name)))
        except PayloadError as error:
            assert error.field in ("user_name", "password")
    return texts


def run_ruby(script: str, texts: list[str]) -> list[dict[str, Any]]:
    """What `script` prints as JSON for the texts, which it gets as a JSON list."""
    done = subprocess.run(
        [programs.ruby(), "-rjson", "-rdotenv", "-e", script],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_ruby_reads_dotenv() -> None:
    texts = written("dotenv")
    assert len(texts) > 1500
    script = "puts JSON.parse(STDIN.read).map { |text| Dotenv::Parser.call(text) }.to_json"
    for (settings, text), found in zip(
        texts, run_ruby(script, [text for _, text in texts]), strict=True
    ):
        assert found == {dotenv.NAMES[name]: value for name, value in settings.given()}, text


# Forem's service and settings, as far as the script meets them.
FOREM = """
class Settings
  class SMTP
    def self.keys = %w[address port authentication user_name password domain]
  end
  class Upsert
    def self.call(values, _model)
      $saved = values.transform_values { |value| value.strip.empty? ? nil : value }
      Struct.new(:success?, :errors).new(!values.value?("refused"), ["refused"])
    end
  end
end
$stderr = StringIO.new
results = JSON.parse(STDIN.read).map do |text|
  $stdout = StringIO.new
  status = begin; eval(text); 0; rescue SystemExit => exit; exit.status; end
  printed = $stdout.string
  $stdout = STDOUT
  {saved: $saved, status: status, printed: printed}
end
puts results.to_json
"""


def test_ruby_runs_the_rails_script() -> None:
    texts = written("rails")
    assert len(texts) == len(hard_settings())
    for (settings, _), result in zip(
        texts, run_ruby("require 'stringio'\n" + FOREM, [text for _, text in texts]), strict=True
    ):
        assert result["status"] == 0
        assert result["saved"] == {
            name: value if value.strip() else None for name, value in settings.given()
        }
        assert str(settings.password) not in result["printed"] or len(str(settings.password)) < 12


def test_the_rails_script_leaves_out_what_an_older_forem_does_not_know() -> None:
    [result] = run_ruby("require 'stringio'\n" + FOREM, [payload(SENDGRID, "rails")])
    assert set(result["saved"]) == set(FOREM_FIELDS[:6])


def test_the_rails_script_fails_when_forem_refuses() -> None:
    text = payload(SENDGRID.replaced({"authentication": "refused"}), "rails")
    [result] = run_ruby("require 'stringio'\n" + FOREM, [text])
    assert result["status"] == 1
    assert result["printed"] == ""
