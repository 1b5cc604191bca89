"""What is published, installed and locked."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml  # type: ignore[import-untyped]
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import forem_smtp
from forem_smtp import PAYLOADS, payload
from forem_smtp.rules.samples import SENDGRID
from tests.examples import block
from tests.unit.command_line import run

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "validator/forem_smtp"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = {
    "cli": PYPROJECT["project"]["dependencies"],
    **PYPROJECT["dependency-groups"],
}
# The groups of packages that the files in each folder may import.
MAY_IMPORT = {
    "validator/forem_smtp": ("cli",),
    "sitegen": ("cli", "site"),
    "tools": ("cli", "site", "test"),
    "tests": ("cli", "build", "site", "test"),
}
LOCKS = {"site": ("cli", "build", "site"), "test": ("cli", "build", "site", "test"), "lock": ()}


def names(*groups: str) -> set[str]:
    """Return the names of the packages in these groups."""
    return {canonicalize_name(Requirement(text).name) for name in groups for text in GROUPS[name]}


def imported(folder: str) -> set[str]:
    """Return the top-level names that the Python files below a folder import."""
    modules: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules.update(name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(str(node.module))
    return {module.partition(".")[0] for module in modules}


def locked(name: str) -> dict[str, str]:
    """Return the version of each package in a lock file."""
    text = (ROOT / f"locks/{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w-]+)==([\w.]+)", text, re.MULTILINE))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run([sys.executable, "-m", *build], cwd=ROOT, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    return path


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_imported_packages_are_declared(folder: str) -> None:
    distributions = packages_distributions()
    needed = {
        canonicalize_name(distribution)
        for module in imported(folder)
        for distribution in distributions.get(module, ())
    }
    assert needed - {"forem-smtp"} <= names(*MAY_IMPORT[folder])


@pytest.mark.parametrize("name", LOCKS)
def test_locks_match_the_requirements_and_name_no_host(name: str) -> None:
    versions = locked(name)
    for group in LOCKS[name]:
        for requirement in map(Requirement, GROUPS[group]):
            assert versions[canonicalize_name(requirement.name)] in requirement.specifier
    assert "://" not in (ROOT / f"locks/{name}.txt").read_text(encoding="utf-8")


def test_locks_agree_on_shared_packages() -> None:
    assert locked("site").items() <= locked("test").items()


def test_the_wheel_contains_only_the_engine_and_what_starts_it(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {
        path.relative_to(ENGINE.parent).as_posix()
        for path in ENGINE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == sources | {"forem_smtp_command.py"}
    assert "forem_smtp/py.typed" in packed


def test_the_wheel_does_not_pin_its_dependencies(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        [path] = (name for name in archive.namelist() if name.endswith("/METADATA"))
        header = archive.read(path).decode().partition("\n\n")[0].splitlines()
    required = [line for line in header if line.startswith("Requires-Dist: ")]
    assert len(required) == len(PYPROJECT["project"]["dependencies"])
    assert not any("==" in line or "extra" in line for line in required)
    assert f"Version: {forem_smtp.__version__}" in header


def test_the_changelog_has_the_current_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest, *_ = re.findall(r"^## (\d\S+) - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert newest == forem_smtp.__version__


def test_the_installed_wheel_has_the_command(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    install = ["pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([sys.executable, "-m", *install, str(wheel)], check=True)
    (tmp_path / "forem.env").write_text("SMTP_ADDRESS=smtp.sendgrid.net\nSMTP_PORT=993\n")
    done = subprocess.run(
        [target / "bin/forem-smtp", "check", "--format", "github", "forem.env"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "PORT05" in done.stdout
    where = [sys.executable, "-c", "import forem_smtp; print(forem_smtp.__file__)"]
    environment = os.environ | {"PYTHONPATH": str(target)}
    file = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert Path(file.stdout.strip()).is_relative_to(target)


def test_the_pre_commit_hook_checks_payload_files(tmp_path: Path) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    names = [f"deploy/{PAYLOADS[name].filename}" for name in PAYLOADS]
    assert [name for name in names if not re.search(hook["files"], name)] == []
    assert not re.search(hook["files"], "config/database.yml")
    program, command = hook["entry"].split()
    assert program in PYPROJECT["project"]["scripts"]
    arguments: list[str] = [command, *hook["args"]]
    right, wrong = tmp_path / "forem-smtp.env", tmp_path / "forem-smtp-wrong.env"
    right.write_text(payload(replace(SENDGRID, password=None), "dotenv"))
    wrong.write_text(payload(replace(SENDGRID, password=None, port="993"), "dotenv"))
    assert run(*arguments, str(right)).returncode == 0
    assert run(*arguments, str(right), str(wrong)).returncode == 1


def test_the_page_names_the_hook_and_the_actions_inputs() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    [repository] = yaml.safe_load(block("pre-commit"))["repos"]
    assert repository["hooks"] == [{"id": hook["id"]}]
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    *_, step = yaml.safe_load(block("action"))["jobs"]["check"]["steps"]
    assert set(step["with"]) == {name for name, i in action["inputs"].items() if "required" in i}
    for example in (repository["rev"], step["uses"].partition("@")[2]):
        assert example == f"v{forem_smtp.__version__}"


def test_the_action_checks_the_given_files(tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    [step] = action["runs"]["steps"]
    # Stubs that print their arguments and do nothing.
    bin_folder = tmp_path / "forem-smtp/bin"
    bin_folder.mkdir(parents=True)
    for name in ("python3", "pip", "forem-smtp"):
        program = bin_folder / name
        program.write_text('#!/bin/sh\nprintf "[%s]" "${0##*/}" "$@"; echo\n')
        program.chmod(0o755)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        env={
            "PATH": f"{bin_folder}:/usr/bin:/bin",
            "RUNNER_TEMP": str(tmp_path),
            "FILES": "a b.env\n--help\n\n$(touch broken)\n",
            "OPTIONS": action["inputs"]["options"]["default"],
            "SOURCE": "/the action",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    options = "[--ignore][PASS01][--ignore][FOREM01]"
    files = "[a b.env][--help][$(touch broken)]"
    assert done.stdout.splitlines()[1:] == [
        "[pip][install][--quiet][/the action]",
        f"[forem-smtp][check][--format][github]{options}[--]{files}",
    ]
    assert not (tmp_path / "broken").exists()
