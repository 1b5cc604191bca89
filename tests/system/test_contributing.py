"""The instructions on the contributors' page work, in a copy of the engine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import indent

import pytest
from jsonschema import Draft202012Validator

from forem_smtp.rules import BY_CODE
from sitegen.publish.permalinks import MOVED
from tests.examples import DOCS, block

ROOT = DOCS.parent
ENGINE = ROOT / "validator/forem_smtp"
ADDRESSES = "sitegen/content/published_addresses.txt"


class Copy:
    """A copy of the engine, and Python that uses it instead of the one that is installed."""

    def __init__(self, folder: Path) -> None:
        self.engine = folder / "validator/forem_smtp"
        shutil.copytree(ENGINE, self.engine, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "docs").symlink_to(DOCS)  # The tests look for the schema there.
        self.addresses = folder / ADDRESSES
        self.addresses.parent.mkdir(parents=True)
        shutil.copyfile(ROOT / ADDRESSES, self.addresses)

    def publish(self, address: str) -> None:
        """Add an address to the sorted list of published ones."""
        lines = self.addresses.read_text(encoding="utf-8").splitlines()
        self.addresses.write_text("\n".join(sorted([*lines, address])), encoding="utf-8")

    def python(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": str(self.engine.parent), "NO_COLOR": "1", "COLUMNS": "200"},
        )

    def command(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """The program `forem-smtp`."""
        return self.python("-m", "forem_smtp", *arguments, stdin=stdin)

    def codes(self, stdin: str) -> list[str]:
        """Return the findings of the copy's `check` for a text."""
        report = json.loads(self.command("check", "--format", "json", stdin=stdin).stdout)
        return [finding["code"] for finding in report["findings"]]

    def tests(self, command: str, chosen: str = "") -> int:
        """Run a page's pytest command with `-k chosen`, and return its exit code."""
        program, *files = command.split()
        assert program == ".venv/bin/pytest"
        done = self.python("-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", chosen, *files)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return done.returncode


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


# A provider

RIGHT = "SMTP_ADDRESS=smtp.mail.example\nSMTP_PORT=587\nSMTP_USER_NAME=me@example.org\n"


def test_a_provider_is_added(copy: Copy) -> None:
    assert "example-mail" in (DOCS / "contributing.md").read_text(encoding="utf-8")
    table = block("new-provider")
    (copy.engine / "providers/example-mail.toml").write_text(table, encoding="utf-8")
    shown = copy.command("providers", "example-mail").stdout
    for words in ("Example Mail", "smtp.mail.example", "465 (TLS from the first byte; Forem can"):
        assert words in shown
    assert not {"PORT08", "USER04"} & set(copy.codes(RIGHT))
    assert "PORT08" in copy.codes(RIGHT.replace("587", "465"))
    assert "USER04" in copy.codes(RIGHT.replace("me@example.org", "me"))
    assert copy.tests(block("test-provider"), "example-mail") == 0
    assert copy.tests(block("test-provider"), "test_every_providers_address_is_published") == 1
    copy.publish("providers/example-mail/")
    assert copy.tests(block("test-provider"), "test_every_providers_address_is_published") == 0


def test_the_providers_example_has_only_required_keys() -> None:
    schema = json.loads((DOCS / "schema/provider.json").read_text(encoding="utf-8"))
    table = json.loads(json.dumps(tomllib.loads(block("new-provider")), default=str))
    validator = Draft202012Validator(schema)
    assert validator.is_valid(table)
    assert set(table) == set(schema["required"])
    for key in table:
        assert not validator.is_valid({name: table[name] for name in table if name != key})


# A rule


def add_rule(copy: Copy, rule: str) -> None:
    """Add a rule to the field's module."""
    with (copy.engine / "rules/domain.py").open("a", encoding="utf-8") as module:
        module.write(f"\n\n{rule}")


def test_a_rule_is_added(copy: Copy) -> None:
    rule = block("new-rule")
    assert '"HELO10",' in rule
    assert "HELO10" not in BY_CODE
    add_rule(copy, rule)
    assert "HELO10" in copy.codes(f"{RIGHT}SMTP_DOMAIN=forem.local\n")
    assert "HELO10" not in copy.codes(f"{RIGHT}SMTP_DOMAIN=forem.example.org\n")
    assert (
        "outside your network" in copy.command("check", stdin=f"{RIGHT}SMTP_DOMAIN=x.local").stdout
    )
    page = copy.command("explain", "HELO10").stdout
    for words in ("Domain is a name for a private network", "What you see", "Usually nothing."):
        assert words in page
    assert copy.tests(block("test-rule"), "test_every_rules_address_is_published") == 1
    copy.publish("findings/HELO10/")
    assert copy.tests(block("test-rule")) == 0


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('domain="forem.local"', 'domain="forem.example.org"'),
        ("    ## Cause\n", ""),
        ("step=None", 'step="ehlo"'),
        ('{"HELO03"}', '{"FROM01"}'),
    ],
)
def test_a_mistake_in_a_rule_fails_its_tests(copy: Copy, right: str, wrong: str) -> None:
    rule = block("new-rule")
    assert right in rule
    add_rule(copy, rule.replace(right, wrong))
    assert copy.tests(block("test-rule"), "HELO10") == 1


# An error message


def test_an_error_message_is_added(copy: Copy) -> None:
    name, provider, words = block("new-reply-line").strip().split(" | ")
    assert provider == "-"
    assert json.loads(copy.command("explain", words, "--format", "json").stdout)["id"] != name
    file = copy.engine / "replies/replies.toml"
    before, first, after = file.read_text(encoding="utf-8").partition("\n[replies.")
    file.write_text(f"{before}\n{block('new-reply')}{first}{after}", encoding="utf-8")
    told = json.loads(copy.command("explain", words, "--format", "json").stdout)
    assert (told["id"], told["stage"]) == (name, "AUTH")
    assert copy.tests(block("test-reply"), name) == 0
    assert copy.tests(block("test-reply"), "test_every_messages_address_is_published") == 1
    copy.publish(f"replies/log-in/#{name}")
    assert copy.tests(block("test-reply"), "test_every_messages_address_is_published") == 0


# A format


def insert(file: Path, before: str, text: str) -> None:
    """Insert text before the first occurrence of some words in a file."""
    start, found, end = file.read_text(encoding="utf-8").partition(before)
    assert found
    file.write_text(f"{start}{text}\n{found}{end}", encoding="utf-8")


def values_in(copy: Copy, text: str) -> dict[str, str]:
    """Return the values that the copy reads in a text, including the password."""
    program = (
        "import json, sys; from forem_smtp import read; "
        "print(json.dumps(dict(read(sys.stdin.read()).settings.given())))"
    )
    done = copy.python("-c", program, stdin=text)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_programs_names_are_added(copy: Copy) -> None:
    (text,) = tomllib.loads(block("new-text"))["text"]
    assert values_in(copy, text["text"]) != text["values"]
    insert(copy.engine / "parsing/programs.py", ')\n"""Programs that are', block("new-program"))
    assert values_in(copy, text["text"]) == text["values"]
    assert copy.tests(block("test-read"), "test_texts or source") == 0


def test_known_names_need_nothing(copy: Copy) -> None:
    text = "EXAMPLE_SMTP_HOST=smtp.mail.example\nexampleMailPort=587\n"
    assert values_in(copy, text) == {"address": "smtp.mail.example", "port": "587"}


def test_a_syntax_is_added(copy: Copy, tmp_path: Path) -> None:
    parsing = copy.engine / "parsing"
    text = "smtp.mail.example -> smtp.host\n587 -> smtp.port\nme@example.org -> smtp.user\n"
    values = {"address": "smtp.mail.example", "port": "587", "user_name": "me@example.org"}
    assert values_in(copy, text) != values
    (parsing / "arrows.py").write_text(block("new-reader"), encoding="utf-8")
    recognize = parsing / "recognize.py"
    insert(recognize, "from . import ", "from . import arrows")
    insert(recognize, "    if objects_first:", indent(block("new-reader-call"), "    "))
    insert(parsing / "result.py", '    "env": ', block("new-format"))
    assert values_in(copy, text) == values
    sample = (
        "from forem_smtp import read; from tools.pasted_texts import *; "
        f"(it,) = [{block('new-sample').strip()}]; found = read(it.text); "
        "print((found.format, dict(found.settings.given())) == (it.format, it.settings))"
    )
    assert copy.python("-c", sample).stdout == "True\n"
    (tmp_path / "example.txt").write_text(text, encoding="utf-8")
    program, *arguments, file = block("try-read").split()
    assert program == ".venv/bin/forem-smtp"
    assert "Lines with arrows" in copy.command(*arguments, str(tmp_path / file)).stdout
    assert copy.tests(block("test-read"), "test_every_format_has_samples") == 1
    assert copy.tests(block("test-read"), "test_texts") == 0


# Everything else


def test_the_example_of_a_moved_section() -> None:
    assert tomllib.loads(block("moved-line")).items() <= MOVED.items()


def test_the_pages_test_files_exist() -> None:
    program, *files = block("test-pages").split()
    assert program == ".venv/bin/pytest"
    for file in files:
        path = ROOT / file
        assert list(path.glob("test_*.py")) if path.is_dir() else path.is_file()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (block("setup-test"), ["pip|stamp|^make: Nothing to be done"]),
        (block("facts"), ["tools.facts$", "tools.facts --older-than 90$"]),
        (block("links"), ["tools.links$"]),
    ],
    ids=["setup-test", "facts", "links"],
)
def test_make_targets_exist(text: str, wanted: list[str]) -> None:
    for command, words in zip(text.splitlines(), wanted, strict=True):
        program, *arguments = command.split()
        done = subprocess.run(
            [program, "--dry-run", *arguments], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert re.search(words, done.stdout.strip(), re.MULTILINE)
