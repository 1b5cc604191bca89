"""The site that these tests read: built once, strictly, from the files as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.site import HOME, Site

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The built site. A warning of MkDocs stops the build (with --quiet it would not)."""
    return built(tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="session")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site built for the address at which these tests think it stands."""
    return built(tmp_path_factory.mktemp("placed") / "site", HOME)


def built(folder: Path, address: str = "") -> Site:
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": address},
        capture_output=True,
        text=True,
    )
    assert build.returncode == 0, build.stderr
    return Site(folder)
