"""The command line, run as people run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from forem_smtp import PAYLOADS, RULES, check, payload
from forem_smtp.rules.samples import GMAIL, OWN, SENDGRID


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "forem_smtp", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "200", "NO_COLOR": "1", "LANG": "C.UTF-8"},
    )


def as_env(**changes: str) -> str:
    return payload(SENDGRID.replaced(changes), "dotenv")


def test_ready_ends_with_0() -> None:
    done = run("check", "-", stdin=as_env())
    assert done.returncode == 0
    assert "Ready to submit" in done.stdout
    assert done.stderr == ""


def test_errors_end_with_1_and_say_how_to_mend_them() -> None:
    done = run("check", "-", stdin=as_env(user_name="me@example.com"))
    assert done.returncode == 1
    assert "Error USER03 User name" in done.stdout
    assert "Mend it: User name = apikey" in done.stdout


def test_warnings_end_with_0_unless_strict() -> None:
    text = as_env(port="465")
    assert run("check", "-", stdin=text).returncode == 0
    assert run("check", "-", "--strict", stdin=text).returncode == 1


def test_json_is_that_of_the_engine() -> None:
    done = run("check", "-", "--format", "json", stdin=payload(GMAIL, "json"))
    assert json.loads(done.stdout) == check(GMAIL).to_json()


def test_what_is_known_of_the_forem_counts() -> None:
    done = run("check", "-", "--hosting", "digitalocean", "--edition", "2021", stdin=as_env())
    assert "PORT13" in done.stdout
    assert "FROM07" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (["check", "nowhere.env"], "", "nowhere.env: No such file or directory."),
        (["check", "-"], "hello", "none of the formats"),
        (["check", "-", "--hosting", "moon"], "", "--hosting knows"),
        (["payload", "-", "--to", "csv"], "", "--to knows"),
        (["explain", "PORT99"], "", "There is no finding PORT99"),
        (["providers", "moon"], "", "moon is not known"),
    ],
)
def test_what_cannot_be_read_ends_with_2(arguments: list[str], stdin: str, words: str) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"\x89PNG\xff")
    done = run("check", str(path))
    assert done.returncode == 2
    assert "no text in UTF-8" in done.stderr


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_is_written_to_standard_output(name: str) -> None:
    done = run("payload", "-", "--to", name, stdin=payload(OWN, "json"))
    assert done.stdout == payload(OWN, name)


def test_a_payload_that_cannot_be_written_names_the_field() -> None:
    text = payload(OWN.replaced({"password": "Tulip'\\n92"}), "json")
    done = run("payload", "-", "--to", "dotenv", stdin=text)
    assert done.returncode == 2
    assert "Password has" in done.stderr
    assert "Tulip" not in done.stderr + done.stdout


def test_every_rule_is_listed_and_explained() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)
    assert [rule["code"] for rule in listed] == [rule.code for rule in RULES]
    explained = run("explain", "port08").stdout
    for words in ("Forem cannot open", "What you see", "Net::ReadTimeout", "How to mend it"):
        assert words in explained


def test_providers_are_listed_and_shown() -> None:
    assert "smtp.sendgrid.net" in run("providers").stdout
    one = run("providers", "sendgrid").stdout
    assert "465 (implicit, not usable from Forem)" in one
    assert json.loads(run("providers", "resend", "--format", "json").stdout)[0]["user_name"] == (
        "resend"
    )


def test_the_password_is_in_no_output_of_a_check() -> None:
    text = as_env(user_name="me@example.com")
    for arguments in (["check", "-"], ["check", "-", "--format", "json"]):
        done = run(*arguments, stdin=text)
        assert str(SENDGRID.password) not in done.stdout + done.stderr
