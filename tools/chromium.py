"""Starts the installed Chromium, for the tools that use the site in a browser."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

HEADLESS_SHELL = "chromium-headless-shell"
"""Chromium without the parts that only a window needs."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", HEADLESS_SHELL)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """Return the path of Chromium: the environment variable CHROMIUM, or what is on the path.

    None means that Playwright uses its own.
    """
    paths = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    return next((path for path in paths if path), None)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window."""
    return playwright.chromium.launch(executable_path=executable(), args=FLAGS)
