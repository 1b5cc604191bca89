"""The page footer shows the right date with Git's history, and none without it."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from forem_smtp.rules import RULES
from sitegen.context import ROOT
from sitegen.publish.page_foot import Foot, changes, foot, source_of

HOME = "https://git.example/owner/name"


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    when = f"{day}T12:00:00+0000"
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments],
        env={**os.environ, **dates},
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two pages committed on one day, one of which was changed later."""
    folder = tmp_path / "repository"
    (folder / "docs").mkdir(parents=True)
    git(folder, "init")
    for name in ("old.md", "ümläut.md"):
        (folder / "docs" / name).write_text("old", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "Write")
    (folder / "docs/ümläut.md").write_text("new", encoding="utf-8")
    git(folder, "commit", "-a", "-m", "Change", day="2026-02-03")
    return folder


def test_the_date_is_that_of_the_last_commit(repository: Path) -> None:
    expected = {"docs/old.md": date(2026, 1, 1), "docs/ümläut.md": date(2026, 2, 3)}
    assert changes(repository) == expected


def test_a_shallow_clone_has_no_dates(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--depth=1", repository.as_uri(), "shallow")
    assert changes(tmp_path / "shallow") == {}


def test_there_are_no_dates_without_a_repository_or_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert changes(tmp_path) == {}
    monkeypatch.setenv("PATH", "")
    assert changes(ROOT) == {}


@pytest.mark.parametrize(
    ("uri", "source"),
    [
        ("index.md", "docs/index.md"),
        ("providers/ses.md", "validator/forem_smtp/providers/ses.toml"),
        ("providers/index.md", None),
        ("findings/PORT08.md", "validator/forem_smtp/rules/port.py"),
        ("findings/index.md", None),
        ("replies/index.md", None),
    ],
)
def test_source_file_of_a_page(uri: str, source: str | None) -> None:
    assert source_of(uri) == source


def test_every_rule_page_has_its_source_file() -> None:
    for rule in RULES:
        source = source_of(f"findings/{rule.code}.md")
        assert source and source.startswith("validator/forem_smtp/rules/"), rule.code


def test_links_into_the_repository() -> None:
    page_foot = foot("providers/ses.md", "providers/ses/", {}, f"{HOME}/")
    assert page_foot.edit == f"{HOME}/edit/main/validator/forem_smtp/providers/ses.toml"
    assert page_foot.report == f"{HOME}/issues/new?title=Problem+with+the+page+providers%2Fses%2F"
    assert foot("replies/index.md", "replies/", {}, HOME).edit == ""
    assert foot("index.md", "", {}, "").edit == foot("index.md", "", {}, "").report == ""


def rendered(page_foot: Foot) -> BeautifulSoup:
    """Return the footer as the theme renders it."""
    environment = Environment(loader=FileSystemLoader(ROOT / "sitegen/theme"))
    environment.filters["url"] = lambda address: address
    page = {"meta": {"foot": page_foot}, "file": {"src_uri": "index.md"}}
    html = environment.get_template("partials/source-file.html").render(page=page)
    return BeautifulSoup(html, "html.parser")


def test_links_to_a_known_repository() -> None:
    page_foot = foot("index.md", "", {"docs/index.md": date(2026, 3, 4)}, HOME)
    html = rendered(page_foot)
    links = {link.get_text(): link["href"] for link in html.select("a")}
    assert links["Edit this page"] == page_foot.edit
    assert links["Report a problem with this page"] == page_foot.report
    assert [time.get_text() for time in html.select("time")] == ["March 4, 2026"]


def test_no_links_without_a_repository() -> None:
    html = rendered(foot("index.md", "", {}, ""))
    assert len(html.select("a")) == 2 and not html.select("time")
