"""Tests that need a missing program are skipped, and the summary says how to get it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import apt, programs

ROOT = Path(__file__).parents[2]
CONFTEST = """
from tests import programs
from tests.conftest import pytest_runtest_setup, pytest_terminal_summary

programs.works = lambda name: name == "curl"
programs.system = lambda: "debian 13"
"""
TESTS = """
import pytest

@pytest.mark.needs("curl")
def test_curl():
    pass

@pytest.mark.needs("curl", "docker")
def test_docker():
    raise AssertionError("was run")

@pytest.fixture
def started():
    raise AssertionError("was started")

@pytest.mark.needs("devise")
@pytest.mark.parametrize("number", [1, 2])
def test_devise(number, started):
    raise AssertionError("was run")
"""


def run(folder: Path, *options: str, **environment: str) -> str:
    """Run pytest as on a Debian 13 with nothing but curl, and return its output."""
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (folder / "test_some.py").write_text(TESTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", *options, folder],
        cwd=ROOT,
        env={**os.environ, "CI": "", **environment},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def test_the_summary_lists_skipped_tests(tmp_path: Path) -> None:
    """This includes tests that ran in other processes."""
    output = run(tmp_path, "-q", "-n", "2")
    [paragraph] = [line for line in output.splitlines() if line.startswith("Tests not run")]
    assert "2 that need devise, 1 that need docker." in paragraph
    assert "Debian 13 has no package for devise." in paragraph
    assert "packages for them: docker-cli or docker.io." in paragraph
    assert "1 passed, 3 skipped" in output


def test_a_missing_packaged_program_is_an_error_in_ci(tmp_path: Path) -> None:
    output = run(tmp_path, "-q", CI="true")
    assert "test_docker - Failed: needs docker" in output
    assert "1 passed, 2 skipped, 1 error" in output
    [paragraph] = [line for line in output.splitlines() if line.startswith("Tests not run")]
    assert "2 that need devise." in paragraph


def test_a_missing_package_does_not_block_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """apt-get refuses a list in which one package doesn't exist."""
    there: set[str] = set()

    def install(*packages: str) -> bool:
        if "caddy" in packages:
            return False
        there.update(packages)
        return True

    monkeypatch.setattr(apt, "install", install)
    monkeypatch.setattr(programs, "system", lambda: "debian 13")
    monkeypatch.setattr(programs, "_proved", lambda program: there.issuperset(program.packages))
    assert programs.install() == ["devise", "caddy"]


def test_the_first_available_package_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "_exists", lambda name: name in ("b", "c"))
    assert [apt.chosen(text) for text in ("a | b | c", "b", "a | d")] == ["b", "b", "d"]


def test_an_unknown_program_name_raises() -> None:
    with pytest.raises(KeyError):
        programs.works("no-such-program")
