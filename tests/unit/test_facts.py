"""`make facts` lists the facts that haven't been checked for a long time."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from forem_smtp.hosting import hosting
from forem_smtp.providers import providers
from forem_smtp.replies.table import sources as reply_sources
from tools.facts import ROOT, SOURCES, facts, main, older, table

# A registry holds copies of packages. Whoever made a fact public did so on a page of their own.
REGISTRIES = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*(?:pypi\.org|pythonhosted\.org|npmjs\.(?:com|org)|yarnpkg\.com"
    r"|(?:deb|security|ftp|packages)\.debian\.org|rubygems\.org|crates\.io|packagist\.org"
    r"|proxy\.golang\.org)(?![\w.-])",
    re.IGNORECASE,
)
LAST_DAY = max(fact.checked for fact in facts())


def test_every_date_in_the_project_is_found() -> None:
    known = facts()
    sources = [source for provider in providers().values() for source in provider.sources]
    replies = [source for source in reply_sources().values() if "checked" in source]
    dated = sum(fact.file == SOURCES for fact in known)
    assert dated >= 2
    assert len(known) == len(sources) + len(hosting()) + len(replies) + dated
    assert known == sorted(known)
    for provider in providers().values():
        file = f"validator/forem_smtp/providers/{provider.id}.toml"
        done = {fact.what for fact in known if fact.file == file}
        assert done == {f"{source.title} {source.url}" for source in provider.sources}


@pytest.mark.parametrize("pattern", ["validator/**/*.toml", "validator/**/*.py", "docs/**/*.md"])
def test_no_source_is_a_package_registry(pattern: str) -> None:
    files = list(ROOT.glob(pattern))
    assert len(files) > 10
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in files}
    found = {str(path): REGISTRIES.findall(text) for path, text in texts.items()}
    assert {path: links for path, links in found.items() if links} == {}


@pytest.mark.parametrize(
    ("link", "is_registry"),
    [
        ("https://www.npmjs.com/package/nodemailer", True),
        ("https://registry.npmjs.org/nodemailer", True),
        ("https://pypi.org/project/Pyodide/", True),
        ("https://files.pythonhosted.org/packages/", True),
        ("https://deb.debian.org/debian", True),
        ("https://manpages.debian.org/stable/", False),
        ("https://pypi.org.example/", False),
        ("https://github.com/nodemailer/nodemailer", False),
    ],
)
def test_registries_are_recognized(link: str, is_registry: bool) -> None:
    assert bool(REGISTRIES.match(link)) == is_registry


@pytest.mark.parametrize(("days", "count"), [(0, 2), (364, 2), (365, 1), (366, 0)])
def test_old_facts_are_selected(days: int, count: int, tmp_path: Path) -> None:
    rows = "| New | 2025-11-26 |\n| Old | 2025-11-25 |\n| Always | on each page |\n"
    (tmp_path / "docs").mkdir()
    (tmp_path / SOURCES).write_text(rows, encoding="utf-8")
    found = older(facts(tmp_path), date(2026, 11, 26), days)
    assert [fact.what for fact in found] == ["Old", "New"][:count]


def test_the_table_is_plain_text() -> None:
    lines = table(facts()[:3], date(2030, 1, 1)).splitlines()
    assert len(lines) == 4
    assert re.fullmatch(r"Checked +Days ago +File +Fact", lines[0])
    for line, fact in zip(lines[1:], facts(), strict=False):
        days = (date(2030, 1, 1) - fact.checked).days
        assert re.split(r" {2,}", line) == [str(fact.checked), str(days), fact.file, fact.what]


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--today", str(LAST_DAY)])
    done = capsys.readouterr().out
    assert done == f"0 of {len(facts())} facts were last checked more than 365 days ago.\n"
    main(["--today", "2100-01-01", "--older-than", "30"])
    done = capsys.readouterr().out
    assert len(done.splitlines()) == len(facts()) + 3
    assert f"{len(facts())} of {len(facts())} facts were last checked more than 30" in done


def test_make_runs_it() -> None:
    """This needs no network, because everything is installed."""
    assert shutil.which("make")
    for given, wanted in (([], "facts"), (["OLDER_THAN=9"], "facts --older-than 9")):
        done = subprocess.run(
            ["make", "--dry-run", "facts", *given], cwd=ROOT, capture_output=True, text=True
        )
        assert done.stdout.rstrip().endswith(f"-m tools.{wanted}"), done.stderr
