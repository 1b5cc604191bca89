"""Hostile file contents and names can't control a terminal or a CI log, or crash the program.

Some tests start a process of their own, because they are about its streams and its environment.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.command_line import run

# Colors, window title, clipboard, clearing the screen, text direction, and GitHub's commands.
HOSTILE = {
    "SMTP_DOMAIN": "\x1b[31mred\x1b]0;title\x1b\\",
    "SMTP_ADDRESS": "smtp.example.org\x1b]52;c;cm0gLXJmIC8=\x07 \x9b2J",
    "SMTP_USER_NAME": "\u202egro.elpmaxe@eivor\u202c \u2066x",
    "SMTP_PORT": "587\x08\x08\x08465 \x1b[2J\x1b[H",
    "DEFAULT_EMAIL": "a\x0cb\x85c\u2028d@e f",
    "SMTP_AUTHENTICATION": "::error::x \r::stop-commands::y",
}
COMMANDS = [
    {"address": "a\n::error::x", "domain": "::add-mask::e", "user_name": "  ::warning::y"},
    {"address": "x" * 70 + " ::error::x", "domain": "y" * 60 + "::add-mask::y" * 9},
    {"address": " " * 300 + "::error:: !", "user_name": "é " * 150 + "::debug::"},
    {"domain": "x ##[add-mask]e", "user_name": "##vso[task.setvariable variable=a]b"},
    {"from_email_address": "\n\n::group::\n::endgroup::\n" * 3},
]
MISLEADING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
TEXT = (["check", "-"], ["read", "-"])
GITHUB = ["check", "--format", "github"]
SARIF = ["check", "--format", "sarif"]


def as_env(values: dict[str, str]) -> str:
    return "".join(f'{name}="{value}"\n' for name, value in values.items())


def as_json(values: dict[str, str]) -> str:
    return json.dumps({"settings_smtp": values})


def run_process(
    *arguments: str, stdin: bytes | None = b"", folder: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "forem_smtp", *arguments],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env={**os.environ, **environment},
        timeout=60,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


@pytest.mark.parametrize("command", [*TEXT, GITHUB], ids=" ".join)
def test_file_contents_cannot_control_the_terminal(command: list[str]) -> None:
    for text in (as_env(HOSTILE), *map(as_json, COMMANDS)):
        done = run(*command, stdin=text, columns=80)
        assert not MISLEADING.search(done.stdout + done.stderr)


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("command", TEXT, ids=" ".join)
def test_text_output_has_no_github_commands(command: list[str], columns: int) -> None:
    for text in (as_env(HOSTILE), *map(as_json, COMMANDS)):
        done = run(*command, stdin=text, columns=columns)
        assert done.returncode < 2
        lines = (done.stdout + done.stderr).splitlines()
        assert not [line for line in lines if line.strip().startswith("::") or "##" in line]


def test_colored_output_has_no_github_commands() -> None:
    text = as_json(COMMANDS[0] | {"domain": "y" * 300 + "::add-mask::y" * 40})
    done = run_process("check", stdin=text.encode(), FORCE_COLOR="1", TERM="xterm", COLUMNS="40")
    shown = re.sub(r"\x1b\[[\d;]*m", "", done.stdout.decode())
    assert "\x1b[" in done.stdout.decode()
    assert not [line for line in shown.splitlines() if line.strip().startswith("::")]


@pytest.mark.parametrize(
    "command",
    [SARIF, ["check", "--format", "json"], ["read", "-", "--format", "json"], ["check"]],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "value", ["x ##[add-mask]e", "##vso[task.setvariable variable=a]b", "###[group]", "\\\\##[x]"]
)
def test_no_output_has_commands_inside_a_line(command: list[str], value: str) -> None:
    text = as_json({"address": value, "user_name": value, "domain": value})
    done = run(*command, stdin=text)
    assert not re.search(r"##\w*\[", done.stdout)
    if command[0] == "read":
        assert json.loads(done.stdout)["settings"]["user_name"] == value
    elif "json" in command:
        assert json.loads(done.stdout)["settings"]["domain"] == value


def test_github_output_has_only_its_own_commands() -> None:
    for text in map(as_json, COMMANDS):
        done = run(*GITHUB, stdin=text)
        lines = done.stdout.splitlines()
        assert all(
            re.match(r"::(?:error|warning|notice) title=[A-Z]+\d\d::", line) for line in lines
        )


@pytest.mark.skipif(sys.platform != "linux", reason="Other systems refuse such names")
@pytest.mark.parametrize(
    "name", [b"bad\xff.env", b"a\n::error::.env", b"a\x1b[2J.env", b"a\xe2\x80\xae.env"]
)
def test_any_file_name_works(tmp_path: Path, name: bytes) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    with open(path, "wb") as file:
        file.write(b"SMTP_ADDRESS=smtp.sendgrid.net\n")
    given = os.fsdecode(name)
    for command in (["check"], ["read"], GITHUB):
        done = run_process(*command, given, folder=tmp_path)
        assert done.returncode in (0, 1)
        assert not MISLEADING.search(done.stdout.decode())
        assert not [
            line for line in done.stdout.splitlines() if line.strip().startswith(b"::error::")
        ]
    log = json.loads(run_process("check", given, "--format", "sarif", folder=tmp_path).stdout)
    places = [result["locations"] for result in log["runs"][0]["results"]]
    uris = {place["physicalLocation"]["artifactLocation"]["uri"] for [place] in places}
    assert [re.sub("%..", lambda code: chr(int(code[0][1:], 16)), uri) for uri in uris] == [
        name.decode("latin-1")
    ]
    missing = run_process("check", given + "x", folder=tmp_path)
    assert missing.returncode == 2
    assert not MISLEADING.search(missing.stderr.decode())


def test_an_impossible_file_name_exits_with_2() -> None:
    assert run("check", "a\0b").returncode == 2


@pytest.mark.parametrize("command", [*TEXT, GITHUB, SARIF], ids=" ".join)
def test_lone_surrogates_are_shown_escaped(command: list[str]) -> None:
    text = rb'{"settings_smtp": {"address": "\ud800", "user_name": "a\udcffb"}}'
    done = run_process(*command, stdin=text)
    assert done.returncode == (0 if command == ["read", "-"] else 1)
    assert rb"\ud800" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_any_output_encoding_works(encoding: str) -> None:
    text = "SMTP_ADDRESS=grüße.example\nSMTP_PASSWORD=Tülip-☃-92\n".encode()
    for arguments, status in ((["check"], 1), (["read", "-"], 0), (["explain", "PORT08"], 0)):
        done = run_process(*arguments, stdin=text, PYTHONIOENCODING=encoding)
        assert done.returncode == status
        done.stdout.decode(encoding)
    # A payload is a file, and its readers expect UTF-8.
    written = run_process("payload", "-", "--to", "dotenv", stdin=text, PYTHONIOENCODING=encoding)
    assert "SMTP_PASSWORD='Tülip-☃-92'" in written.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="The shell there closes streams otherwise")
def test_closed_streams_are_handled() -> None:
    def shell(command: str) -> subprocess.CompletedProcess[bytes]:
        whole = f"'{sys.executable}' -m forem_smtp {command}"
        done = subprocess.run(["sh", "-c", whole], capture_output=True, timeout=60)
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    closed = shell("check <&-")
    assert closed.returncode == 2
    assert closed.stderr == b"forem-smtp: standard input is closed.\n"
    assert shell("rules >&-").returncode == 0
    assert shell("check nowhere.env 2>&-").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="The shell there has no such pipes")
@pytest.mark.parametrize("module", ["forem_smtp rules", "tools.facts --older-than -1"])
def test_a_closed_pipe_causes_no_error(module: str) -> None:
    command = f"'{sys.executable}' -m {module} | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60)
    assert not done.stderr


@pytest.mark.parametrize("value", ["DOMAIN\\", "a\\\\", "x\\\\\\", "[b]\\", "\\[red]y\\"])
def test_backslashes_and_brackets_are_printed_literally(value: str) -> None:
    text = json.dumps({"settings_smtp": {"address": "mail.example.org", "user_name": value}})
    done = run("read", "-", stdin=text)
    assert f" {value} " in done.stdout
    done = run("check", f"{value}-missing{value}")
    assert f"{value}: " in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Only Linux has such a device")
@pytest.mark.parametrize(
    "command",
    [
        "rules",
        "check",
        "check --format json",
        "check --format github",
        "read -",
        "payload - --to dotenv",
        "probe -",
        "--help",
    ],
)
def test_a_full_disk_is_named_in_one_line(command: str) -> None:
    text = "SMTP_ADDRESS=localhost\nSMTP_PORT=1\nSMTP_PASSWORD=Tulip-92-vault\n"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "forem_smtp", *command.split()],
            input=text.encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    end = b"forem-smtp: the output can't be written: No space left on device.\n"
    assert (done.returncode, done.stderr.endswith(end)) == (2, True)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Only Linux has such a device")
def test_a_full_disk_for_errors_too_ends_quietly() -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "forem_smtp", "rules"]
        assert subprocess.run(command, stdout=full, stderr=full, timeout=60).returncode == 2


@pytest.mark.parametrize(
    "module", ["typer", "forem_smtp.check", "forem_smtp.cli.console", "forem_smtp.probe.talk"]
)
def test_ctrl_c_while_the_program_loads_causes_no_traceback(module: str) -> None:
    code = (
        "import sys\n"
        "from forem_smtp_command import main\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def on_a_terminal(*arguments: str, stdin: str) -> tuple[int, str]:
    """Run the program with a terminal as its output: its exit code, and what was printed."""
    import pty  # not on Windows

    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "forem_smtp", *arguments]
    with (
        os.fdopen(terminal, "rb"),
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=end, stderr=end) as process,
    ):
        process.communicate(stdin.encode(), timeout=60)
        os.close(end)
        return process.returncode, os.read(terminal, 100_000).decode()


@pytest.mark.skipif(sys.platform == "win32", reason="There are no such terminals there")
@pytest.mark.parametrize("to", ["dotenv", "shell", "rails", "systemd"])
def test_a_payload_cannot_control_the_terminal(to: str) -> None:
    for control in ("\x1b", "\x07", "\x9b"):
        text = as_json({"address": "mail.example.org", "password": f"Tulip-92{control}[2Jx"})
        code, shown = on_a_terminal("payload", "-", "--to", to, stdin=text)
        assert (code, f"{control}[2J" in shown) == (2, False)
        assert "forem-smtp: the password has control characters" in shown
        assert f"{control}[2J" in run("payload", "-", "--to", to, stdin=text).stdout
    code, shown = on_a_terminal(
        "payload", "-", "--to", to, stdin=as_json({"password": "Tülip\u200d9"})
    )
    assert (code, "Tülip\u200d9" in shown) == (0, True)
