"""The payload that sends a test email: run by the guide's commands, it saves nothing."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest

from forem_smtp import PAYLOADS, Settings, explain, payload
from tests.examples import block
from tests.system.mail.postfix import RECIPIENT, Postfix
from tests.system.payloads.forem import Forem
from tests.system.payloads.stubs import create_host_stubs
from tests.system.payloads.values import hard_settings

pytestmark = pytest.mark.needs("rails", "postfix", "sasl", "openssl")


@pytest.fixture(scope="module")
def forem(tmp_path_factory: pytest.TempPathFactory, postfix: Postfix) -> Forem:
    """A Forem whose runner works without serving pages. It has no saved settings."""
    folder = tmp_path_factory.mktemp("forem")
    create_host_stubs(folder / "bin")
    forem = Forem(folder, authority=postfix.authority)
    assert forem.runner("print ForemInstance.smtp_enabled?").stdout == "false"
    return forem


def send(
    forem: Forem, settings: Settings, folder: Path, command: str
) -> subprocess.CompletedProcess[str]:
    """Run one of the guide's commands in a folder with its files."""
    script = folder / PAYLOADS["test-mail"].filename
    script.write_text(payload(settings, "test-mail"), encoding="utf-8")
    done = forem.on_the_host(command.replace("YOUR-OWN-ADDRESS", RECIPIENT), folder)
    assert str(settings.password) not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize(
    "command",
    [
        block("test-mail-docker"),
        block("test-mail-podman"),
        block("test-mail-plain"),
        block("as-unit") + block("test-mail-systemd"),
        block("test-mail-heroku"),
        PAYLOADS["test-mail"].command,
    ],
)
def test_an_email_arrives_and_nothing_is_saved(
    command: str, forem: Forem, right: Settings, postfix: Postfix, tmp_path: Path
) -> None:
    before = set(postfix.messages())
    data = list(forem.database().iterdump())
    done = send(forem, right, tmp_path, command)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Accepted: 250 2.0.0 Ok: queued as ")
    [name] = set(postfix.messages()) - before
    mail = postfix.messages()[name]
    assert (mail["From"], mail["To"]) == (right.from_email_address, RECIPIENT)
    assert "using TLSv1" in str(mail["Received"])
    assert str(right.domain) in str(mail["Received"])
    assert list(forem.database().iterdump()) == data
    assert forem.runner("print ForemInstance.smtp_enabled?").stdout == "false"


@pytest.mark.parametrize(
    ("server", "changes", "said", "reply"),
    [
        ("starttls-required", {"password": "wrong"}, "535 5.7.8", "credentials"),
        ("starttls-required", {"user_name": "other"}, "535 5.7.8", "credentials"),
        ("no-tls", {}, "STARTTLS is not supported on this server", "starttls-not-supported"),
        (
            "other-name",
            {},
            "certificate verify failed (hostname mismatch)",
            "certificate-host-name",
        ),
        ("strict-helo", {"domain": "x"}, "need fully-qualified hostname", "helo-not-qualified"),
    ],
)
def test_an_email_does_not_arrive(
    server: str,
    changes: dict[str, str],
    said: str,
    reply: str,
    forem: Forem,
    right: Settings,
    postfix: Postfix,
    tmp_path: Path,
) -> None:
    before = set(postfix.messages())
    settings = right.replaced({"port": str(postfix.ports[server]), **changes})
    done = send(forem, settings, tmp_path, block("test-mail-docker"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Not sent: ")
    assert said in done.stderr
    assert explain(done.stderr).id == reply
    assert set(postfix.messages()) == before


def test_it_times_out_in_less_than_a_minute(
    forem: Forem, right: Settings, postfix: Postfix, tmp_path: Path
) -> None:
    settings = right.replaced({"port": str(postfix.ports["implicit-tls"])})
    began = time.monotonic()
    done = send(forem, settings, tmp_path, block("test-mail-docker"))
    assert time.monotonic() - began < 40
    assert done.stderr.startswith("Not sent: Net::ReadTimeout")
    assert explain(done.stderr).id == "read-timeout"


def test_the_default_sender_comes_from_the_environment(
    right: Settings, postfix: Postfix, tmp_path: Path
) -> None:
    forem = Forem(
        tmp_path / "forem", authority=postfix.authority, environment={"DEFAULT_EMAIL": "a@b.test"}
    )
    settings = Settings(
        **{name: value for name, value in right.given() if not name.endswith("email_address")}
    )
    before = set(postfix.messages())
    assert send(forem, settings, tmp_path, block("test-mail-docker")).returncode == 0
    [name] = set(postfix.messages()) - before
    assert postfix.messages()[name]["From"] == "a@b.test"


def test_values_reach_the_mail_library_unchanged(forem: Forem, tmp_path: Path) -> None:
    hard = [settings.replaced({"from_email_address": "a@b.test"}) for settings in hard_settings()]
    scripts = tmp_path / "scripts.json"
    scripts.write_text(json.dumps([payload(settings, "test-mail") for settings in hard]), "utf-8")
    # Records the library's arguments, and sends nothing.
    done = forem.runner(
        "require 'stringio'\nrequire 'mail'\nARGV.replace(['b@c.test'])\n"
        "Mail::Message.class_eval do\n"
        "  define_method(:delivery_method) { |_, given| $given = given }\n"
        "  define_method(:deliver!) { Struct.new(:string).new('') }\nend\n"
        f"found = JSON.parse(File.read('{scripts}')).map do |script|\n"
        "  $stdout = StringIO.new\n  eval(script, TOPLEVEL_BINDING.dup)\n  $stdout = STDOUT\n"
        "  $given.slice(:user_name, :password, :address)\nend\nputs found.to_json\n"
    )
    assert done.returncode == 0, done.stderr
    names = ("user_name", "password", "address")
    given = [
        {name: value for name, value in settings.given() if name in names} for settings in hard
    ]
    assert json.loads(done.stdout) == given


def test_a_missing_recipient_is_reported(forem: Forem, right: Settings) -> None:
    done = forem.runner(payload(right, "test-mail"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Not sent: name the address to send to, after the dash.\n"
