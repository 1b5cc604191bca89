"""The command-line examples in the pages and in the program's help run as written."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from forem_smtp import PAYLOADS, check, explain, payload, read
from forem_smtp.rules.samples import GMAIL, OWN, SENDGRID
from sitegen.generate.command_line import PROGRAM, commands
from tests.examples import DOCS, block
from tests.unit import command_line
from tests.unit.mail_server import MailServer

ROOT = DOCS.parent
COMPOSE = """\
services:
  web:
    environment:
      SMTP_ADDRESS: smtp.sendgrid.net
      SMTP_PORT: "587"
"""
LOG = "I, [2026-11-22] GET /\nNet::SMTPAuthenticationError: 535 5.7.8 authentication failed\n"
NOTES = "Host: smtp.sendgrid.net\nPort: 587\nUser name: apikey\nPassword: {password}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the program and the files that the examples mention."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / PROGRAM).symlink_to(Path(sys.executable).with_name(PROGRAM))
    (tmp_path / "deploy").mkdir()
    files = {
        "forem.env": payload(SENDGRID, "dotenv"),
        "deploy/one.env": payload(SENDGRID, "dotenv"),
        "deploy/two.env": payload(SENDGRID.replaced({"port": "25"}), "dotenv"),
        "docker-compose.yml": COMPOSE,
        "notes.txt": NOTES.format(password=SENDGRID.password),
        "production.log": LOG,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(command: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a copied command in a shell."""
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        env={
            "PATH": f"{folder}/bin:/usr/bin:/bin",
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "LANG": "C.UTF-8",
        },
    )


# Examples from the program's help, which the command-line page repeats


EXAMPLES = {
    "forem-smtp check forem.env": (0, "1 question to answer: Hosting company"),
    "forem-smtp check --strict --format github deploy/*.env": (
        1,
        "::warning file=deploy/two.env,line=",
    ),
    "forem-smtp check --hosting digitalocean < forem.env": (0, "PORT13"),
    "forem-smtp payload notes.txt --to dotenv > forem.env": (0, ""),
    "forem-smtp payload forem.env --to rails": (0, payload(SENDGRID, "rails")),
    "forem-smtp read docker-compose.yml": (0, "smtp.sendgrid.net"),
    "forem-smtp read - --format json < notes.txt": (0, '"format": "'),
    "forem-smtp explain PORT08": (0, "PORT08: Forem can't open"),
    'forem-smtp explain "Net::ReadTimeout"': (0, "the server sent nothing"),
    "forem-smtp explain --settings forem.env 535 5.7.8 authentication failed": (
        0,
        "Provider: Twilio SendGrid",
    ),
    "tail -100 production.log | forem-smtp explain -": (0, explain(LOG).meaning),
    "forem-smtp providers": (0, "smtp2go"),
    "forem-smtp providers sendgrid": (0, "smtp.sendgrid.net"),
    "forem-smtp rules": (0, "PORT08"),
}
"""The exit code of each, and part of its output."""
PROBES = {
    "forem-smtp probe forem.env": "The server accepts the sign-in and the sender.",
    "forem-smtp probe forem.env --recipient you@example.org": "RCPT TO:<you@example.org>",
}
"""Part of the output of each when all goes well."""


def test_all_examples_are_covered() -> None:
    listed = {example for command in commands() for example in command.examples}
    assert listed == {*EXAMPLES, *PROBES}


@pytest.mark.parametrize("command", EXAMPLES)
def test_examples_work(command: str, folder: Path) -> None:
    code, words = EXAMPLES[command]
    done = run(command, folder)
    assert done.returncode == code, done.stderr
    assert " ".join(words.split()) in " ".join(done.stdout.split())


@pytest.mark.parametrize("command", [*PROBES, block("test-mail-probe").strip()])
def test_probe_examples_work(command: str, folder: Path) -> None:
    with MailServer(folder) as server:
        own = OWN.replaced({"address": "localhost", "port": str(server.port)})
        (folder / "forem.env").write_text(payload(own, "dotenv"), encoding="utf-8")
        done = run(f"export SSL_CERT_FILE={server.authority}; {command}", folder)
    assert done.returncode == 0, done.stdout
    assert PROBES.get(command, "No mail was sent.") in done.stdout


def test_a_payload_is_redirected_into_a_file(folder: Path) -> None:
    (folder / "forem.env").unlink()
    run("forem-smtp payload notes.txt --to dotenv > forem.env", folder)
    written = read((folder / "forem.env").read_text(encoding="utf-8")).settings
    assert written.password == SENDGRID.password and written.user_name == "apikey"


def test_the_main_help_has_working_examples(folder: Path) -> None:
    text = run("forem-smtp --help", folder).stdout.partition("Examples:\n")[2]
    lines = [line.strip() for line in text.splitlines()]
    *examples, last = lines
    assert last.startswith("forem-smtp COMMAND --help")
    for example in examples:
        assert run(example, folder).returncode == 0, example


# Examples from the pages


def test_the_pages_check_command(folder: Path) -> None:
    command = block("check-file").replace("FILE", "forem.env")
    assert run(command, folder).returncode == 0
    (folder / "forem.env").write_text(payload(GMAIL.replaced({"port": "993"}), "json"))
    done = run(command, folder)
    assert (done.returncode, "PORT05" in done.stdout) == (1, True)
    assert run(block("check-file"), folder).returncode == 2


def test_the_pages_explain_command(folder: Path) -> None:
    done = run(block("explain-message"), folder)
    assert done.returncode == 0
    assert explain("Net::ReadTimeout").causes[0].fix in " ".join(done.stdout.split())


def test_the_program_can_be_installed_from_source(tmp_path: Path) -> None:
    """Install into another folder, from installed packages instead of the network."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "validator/forem_smtp", source / "validator/forem_smtp")
    shutil.copy(ROOT / "validator/forem_smtp_command.py", source / "validator")
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    built = subprocess.run(
        ["sh", "-c", block("cli-install")],
        cwd=source,
        env={"PATH": path, "PIP_TARGET": str(target), "HOME": str(tmp_path), **offline},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    packages = os.pathsep.join([str(target), str(Path(pytest.__file__).parents[1])])
    for command in (["-m", "forem_smtp"], [str(target / "bin" / PROGRAM)]):
        done = subprocess.run(
            [sys.executable, "-P", *command, "providers", "resend", "--format", "json"],
            cwd=tmp_path,
            env={"PYTHONPATH": packages},
            capture_output=True,
            text=True,
        )
        assert json.loads(done.stdout)[0]["id"] == "resend", done.stderr


# The table of exit codes


EXIT_CODES: dict[tuple[str, int], list[tuple[str, str]]] = {
    ("check", 0): [
        ("check forem.env", ""),
        ("check -", payload(SENDGRID.replaced({"port": "25"}), "json")),
    ],
    ("check", 1): [
        ("check", payload(GMAIL.replaced({"port": "993"}), "json")),
        ("check --strict", payload(SENDGRID.replaced({"port": "25"}), "json")),
    ],
    ("check", 2): [("check nowhere.env", ""), ("check", "hello")],
    ("payload", 0): [(f"payload forem.env --to {name}", "") for name in PAYLOADS],
    ("payload", 2): [
        ("payload nowhere.env --to rails", ""),
        ("payload - --to dotenv", payload(GMAIL.replaced({"password": "Tulip'\\n92"}), "json")),
    ],
    ("read", 0): [("read forem.env", "")],
    ("read", 2): [("read -", "hello"), ("read nowhere.env", "")],
    ("probe", 0): [],  # needs a server: PROBES
    ("probe", 1): [
        ("probe -", payload(OWN.replaced({"address": "localhost", "port": "1"}), "json"))
    ],
    ("probe", 2): [
        ("probe nowhere.env", ""),
        ("probe -", payload(OWN.replaced({"address": ""}), "json")),
        ("probe forem.env --recipient robin", ""),
    ],
    ("explain", 0): [("explain PORT08", ""), ("explain -", LOG)],
    ("explain", 2): [
        ("explain hello", ""),
        ("explain PORT99", ""),
        ("explain 535 --settings nowhere.env", ""),
    ],
    ("providers", 0): [("providers", ""), ("providers resend", "")],
    ("providers", 2): [("providers moon", "")],
    ("rules", 0): [("rules", "")],
}


def table() -> dict[str, list[str]]:
    """Return the cells of the page's table of exit codes, by command."""
    text = (DOCS / "command-line.md").read_text(encoding="utf-8").partition("{#exit-codes}")[2]
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", text, re.MULTILINE)
    return {command: [cell.strip() for cell in cells.split("|")] for command, cells in rows}


def test_the_table_has_every_exit_code() -> None:
    assert list(table()) == [command.name for command in commands()]
    filled = {
        (command, code)
        for command, cells in table().items()
        for code, cell in enumerate(cells)
        if cell
    }
    assert filled == set(EXIT_CODES)


@pytest.mark.parametrize(
    ("code", "arguments", "stdin"),
    [(code, *call) for (_, code), calls in EXIT_CODES.items() for call in calls],
)
def test_exit_codes_are_those_in_the_table(
    code: int, arguments: str, stdin: str, folder: Path
) -> None:
    done = command_line.run(*arguments.split(), stdin=stdin, folder=folder)
    assert done.returncode == code, done.stderr


@pytest.mark.parametrize("arguments", ["nonsense", "rules --nonsense", "check --format nonsense"])
def test_an_unknown_command_or_option_exits_with_2(arguments: str) -> None:
    assert command_line.run(*arguments.split()).returncode == 2


def test_errors_go_to_standard_error(folder: Path) -> None:
    wrong = run("forem-smtp read -", folder, "hello")
    assert (wrong.stdout, bool(wrong.stderr)) == ("", True)
    assert (
        "warning"
        not in check(read((folder / "forem.env").read_text(encoding="utf-8")).settings).counts
    )
    assert run("forem-smtp check forem.env", folder).stderr == ""
