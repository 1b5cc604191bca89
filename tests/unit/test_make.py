"""The commands with make that the pages tell are there, and do what the pages say.

None is run here: `make test` builds the site and sends the mails anyway.
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
    """What make would run for the command of a page."""
    assert re.fullmatch(r"([A-Z_]+=\S+ )*make [a-z-]+", command.strip())
    done = subprocess.run(
        ["sh", "-c", f"{command.strip()} --dry-run"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def configured(environment: dict[str, str]) -> list[str]:
    """The site's address and its folder, as MkDocs reads its configuration."""
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
def test_the_site_is_built_into_the_folder_that_is_named(command: str) -> None:
    last = would_run(command).splitlines()[-1]
    assert re.search(r"/mkdocs build --strict$", last)
    assert configured({})[1] == str(ROOT / "site")


def test_the_sites_address_is_taken_over() -> None:
    name, _, address = block("make-site-url").split()[0].partition("=")
    assert configured({name: address})[0] == repr(address)
    assert configured({})[0] == "None"


def test_the_proof_of_delivery_writes_the_table_that_is_shown() -> None:
    lines = would_run(block("make-delivery")).splitlines()
    assert lines[-2].endswith("-m tests.programs")
    assert lines[-1].endswith("-m tests.system.mail")
    assert WRITTEN.resolve() == SHOWN.resolve()
