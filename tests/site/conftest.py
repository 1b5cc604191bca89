"""The site that these tests read, built once with --strict from the current files."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.site import HOME, Site

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The built site: the folder in the environment variable SITE, or one built for this run."""
    if os.environ.get("SITE"):
        return Site(ROOT / os.environ["SITE"])
    return built_once(tmp_path_factory, "site")


@pytest.fixture(scope="session")
def site_with_address(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, built for the address that the tests assume."""
    return built_once(tmp_path_factory, "site_with_address", HOME)


def built_once(temporary: pytest.TempPathFactory, name: str, address: str = "") -> Site:
    """Return the site, built by the first test process that needs it; the others wait for it."""
    shared = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build(folder, address)
    return Site(folder)


def build(folder: Path, address: str) -> None:
    """Build the site. MkDocs's warnings stop the build, as they wouldn't with --quiet."""
    unfinished = folder.with_suffix(".unfinished")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(unfinished)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": address},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    unfinished.rename(folder)
