"""The make commands in the pages exist, and do what the pages say.

These are dry runs; `make test-all` builds the site and sends the emails anyway.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from sitegen.generate.delivery import TABLE as SHOWN
from tests.examples import DOCS, block
from tests.system.mail.__main__ import TABLE as WRITTEN

ROOT = DOCS.parent


def would_run(command: str) -> str:
    """Return what make would run for a page's command."""
    assert re.fullmatch(r"([A-Z_]+=\S+ )*make [a-z-]+", command.strip())
    done = subprocess.run(
        ["sh", "-c", f"{command.strip()} --dry-run"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def configured(environment: dict[str, str]) -> list[str]:
    """Return the site's address and output folder as in the MkDocs configuration."""
    code = "from mkdocs.config import load_config as c; print(repr(c().site_url), c().site_dir)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize("command", [block("make-site"), block("make-site-url")])
def test_the_site_is_built_into_the_stated_folder(command: str) -> None:
    last = would_run(command).splitlines()[-1]
    assert re.search(r"/mkdocs build --strict$", last)
    assert configured({})[1] == str(ROOT / "site")


def test_the_sites_address_comes_from_the_environment() -> None:
    name, _, address = block("make-site-url").split()[0].partition("=")
    assert configured({name: address})[0] == repr(address)
    assert configured({})[0] == "None"


def test_check_needs_no_browser_and_no_site() -> None:
    commands = would_run("make check")
    assert "tests/unit" in commands
    for word in ("chromium", "programs", "mkdocs", "tests/browser", "tests/system"):
        assert word not in commands


def test_check_includes_javascript() -> None:
    commands = would_run("make check")
    for program in ("eslint", "typescript", "node --test"):
        assert program in commands


def npm_installs(command: str) -> list[str]:
    """Return the npm commands that would run after the lock file has changed."""
    done = subprocess.run(
        ["make", "--dry-run", "--what-if=package-lock.json", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if "/npm ci" in line]


@pytest.mark.parametrize("command", ["serve", "site", "links"])
def test_the_site_is_built_without_test_packages(command: str) -> None:
    [install] = npm_installs(command)
    assert install.endswith("--omit=dev")


@pytest.mark.parametrize("command", ["check", "test", "screenshots"])
def test_test_commands_install_all_packages(command: str) -> None:
    [install] = npm_installs(command)
    assert "--omit" not in install


def test_each_test_command_includes_the_previous_one() -> None:
    check, test, test_all = (
        would_run(f"make {name}").splitlines() for name in ("check", "test", "test-all")
    )
    assert set(check) < set(test)
    assert [line for line in test_all if "mkdocs build --strict" in line] == [
        line for line in test if "mkdocs build --strict" in line
    ]
    assert {"tests/unit", "tests/site", "tests/browser", "tests/system"} <= {
        word for line in test_all for word in line.split()
    }


def test_test_all_tries_more_examples() -> None:
    profiles = [
        re.findall(r"profile (\w+)", would_run(f"make {name}")) for name in ("test", "test-all")
    ]
    assert profiles == [["quick"], ["deep"]]


def test_the_build_server_runs_everything() -> None:
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == "make test-all"


def test_make_delivery_writes_the_table_that_the_site_shows() -> None:
    lines = would_run(block("make-delivery")).splitlines()
    assert lines[-2].endswith("-m tests.programs")
    assert lines[-1].endswith("-m tests.system.mail")
    assert WRITTEN.resolve() == SHOWN.resolve()
