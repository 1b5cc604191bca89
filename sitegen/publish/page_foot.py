"""Writes the end of each page: the day of its last change, and links to correct it.

The days come from Git. Without its history, the pages have none.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from forem_smtp.rules import RULES, Rule
from sitegen.context import ROOT

FOLDERS = ("docs", "validator/forem_smtp")
BRANCH = "main"


@dataclass(frozen=True)
class Foot:
    """The day of the last change and two addresses in the repository, if they're known."""

    changed: date | None
    edit: str
    report: str


def foot(uri: str, url: str, changes: dict[str, date], repository: str) -> Foot:
    """Return the end of the page at `url`; `repository` is the repository's address, or empty."""
    source = source_of(uri)
    home = repository.rstrip("/")
    title = {"title": f"Problem with the page {url or '/'}"}
    return Foot(
        changed=changes.get(source or ""),
        edit=f"{home}/edit/{BRANCH}/{source}" if home and source else "",
        report=f"{home}/issues/new?{urlencode(title)}" if home else "",
    )


def source_of(uri: str) -> str | None:
    """Return the source file of a page, from the repository's root; None if it isn't one file."""
    kind, _, name = uri.removesuffix(".md").rpartition("/")
    candidates = [ROOT / "docs" / uri]
    if kind == "providers":
        candidates.append(ROOT / f"validator/forem_smtp/providers/{name}.toml")
    candidates += [module_of(rule) for rule in RULES if uri == f"findings/{rule.code}.md"]
    found = next((path for path in candidates if path.is_file()), None)
    return found.relative_to(ROOT).as_posix() if found else None


def module_of(rule: Rule) -> Path:
    """Return the file that defines a rule."""
    return ROOT / "validator" / f"{rule.check.__module__.replace('.', '/')}.py"


def changes(root: Path = ROOT) -> dict[str, date]:
    """Return the day of each file's last commit, by its path. Empty without the whole history."""
    shallow = git(root, "rev-parse", "--is-shallow-repository")
    if shallow is None or shallow.strip() != "false":
        return {}
    log = git(root, "log", "--format=%x00%cs", "--name-only", "--no-renames", "--", *FOLDERS) or ""
    days: dict[str, date] = {}
    for commit in log.split("\0")[1:]:
        day, *paths = commit.split("\n")
        for path in filter(None, paths):
            # The newest commit comes first.
            days.setdefault(path, date.fromisoformat(day))
    return days


def git(root: Path, *arguments: str) -> str | None:
    """Return what Git prints; None without Git, or outside a repository."""
    command = ["git", "-C", str(root), "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
