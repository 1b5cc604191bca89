"""Starts the Chromium that is installed, for the tools that look at the site in a browser."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str:
    """Return the path of Chromium. Raises RuntimeError if there is none.

    The environment variable CHROMIUM comes first, then what is on the path.
    """
    paths = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    found = next((path for path in paths if path), None)
    if found is None:
        raise RuntimeError("Chromium is missing. Install it, or say where it is: CHROMIUM=/path")
    return found


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window."""
    return playwright.chromium.launch(executable_path=executable(), args=FLAGS)
