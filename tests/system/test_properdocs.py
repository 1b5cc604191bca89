"""ProperDocs, the fork that keeps MkDocs 1 alive, builds the site as well.

Material is maintained until 2027-05-05, and MkDocs 2 has no plugins, so this is a way out. The
build itself stops if a published address is gone or a patch of Material no longer fits.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_properdocs_builds_the_site(tmp_path: Path) -> None:
    build = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "SITE_URL": ""},
        capture_output=True,
        text=True,
    )
    assert build.returncode == 0, build.stderr
    home = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'content="mkdocs-ProperDocs ' in home
    assert "Paste what you have" in home and "Content-Security-Policy" in home
    assert (tmp_path / "findings/PORT08/index.html").is_file()
