"""Hypothesis profiles, the browser that all tests share, and skipping for missing programs."""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests import programs
from tests.browser.chromium import FLAGS, TIMEOUT_MS, executable

# `make test` passes the first three to nested makes, which would then print extra lines.
# The others would force colors even in output that isn't a terminal.
for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
    os.environ.pop(name, None)

# hypothesis tries more examples for `make test-all`, and the same ones each time on a build server.
# "large" is for a single test by hand: pytest --hypothesis-profile large tests/unit/…
DERANDOMIZE = bool(os.environ.get("CI"))
for profile, examples in (("quick", 50), ("deep", 200), ("large", 50_000)):
    settings.register_profile(
        profile, max_examples=examples, deadline=None, derandomize=DERANDOMIZE
    )
settings.load_profile("quick")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. Playwright can be started only once in a process."""
    path = executable()
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


NEEDED = "missing program"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs a missing program, before any fixture starts it."""
    named = [name for mark in item.iter_markers("needs") for name in mark.args]
    missing = [name for name in dict.fromkeys(named) if not programs.works(name)]
    if missing:
        reason = f"needs {', '.join(missing)}"
        if any(programs.must_work(name) for name in missing):
            pytest.fail(reason, pytrace=False)
        item.user_properties.extend((NEEDED, name) for name in missing)
        pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report which tests didn't run because a program is missing, and how to get it."""
    tests = Counter(
        value
        for report in terminalreporter.getreports("skipped")
        for name, value in report.user_properties
        if name == NEEDED
    )
    if tests:
        counts = ", ".join(f"{count} that need {name}" for name, count in sorted(tests.items()))
        terminalreporter.ensure_newline()
        terminalreporter.line(f"Tests not run: {counts}. {programs.how_to_get(sorted(tests))}")
